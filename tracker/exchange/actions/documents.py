"""Everything that can happen to an official document: proposed, put right, taken over into the plan, or dropped."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.exchange.importing.applying import write
from tracker.exchange.importing.doubts import faults
from tracker.exchange.importing.known import known_of, plan_named
from tracker.exchange.importing.proposing import propose
from tracker.exchange.importing.shapes import MEASURE, OBJECTIVE, TASK, Proposal
from tracker.exchange.outline import parser, reading
from tracker.exchange.outline.shapes import Passage
from tracker.people.permissions import can_administer
from tracker.plans.sources import Clause, ImportState, SourceDocument
from tracker.reporting.actions.duties import open_coming_reports
from tracker.reporting.evidence import clean_name, digest, stored_path

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "txt": "text/plain",
    "pdf": "application/pdf",
}


class Stale(ValidationError):
    """The proposal is not as the page showed it any more."""


class TakenOverAlready(ValidationError):
    """The same file was taken over, or is being checked; ``document`` is that one."""

    def __init__(self, message, document):
        super().__init__(message)
        self.document = document


def propose_document(plan, *, by, file, is_new_plan=False, amends=None, stands_beside=False):
    """Read an official text and return the ``SourceDocument`` with what is proposed to be taken from it.

    Without ``plan`` it belongs to the plan that it names, unless ``is_new_plan``. It takes the place of ``amends``, or
    of the document of the plan that was taken over last, unless it ``stands_beside`` them. Raises ``RefusedFile`` for a
    file that cannot be read, and ``TakenOverAlready`` for one that stands in the plan or waits to be checked.
    """
    can_administer.check(by)
    name = clean_name(file.name)
    outline = parser.parse(reading.read_text(name, file))
    if plan is None and not is_new_plan:
        plan = plan_named(outline.facts)
    sha256 = digest(file)
    with transaction.atomic():
        _refuse_again(plan, sha256)
        if waiting := SourceDocument.objects.filter(sha256=sha256, plan=plan, state=ImportState.PROPOSED).first():
            raise TakenOverAlready(_("This very file is being checked already"), waiting)
        before = None if stands_beside or plan is None else amends or _last_applied(plan)
        if before is not None and before.plan_id != plan.pk:
            raise ValidationError({"amends": _("The document that it takes the place of belongs to another plan")})
        proposal = propose(outline, known_of(plan), **_before(before))
        document = SourceDocument(
            plan=plan, amends=before, name=name, content_type=CONTENT_TYPES[name.lower().rpartition(".")[2]],
            size=file.size, sha256=sha256, text=outline.text, proposal=proposal.to_json(), uploaded_by=by,
            uploaded_at=timezone.now(),
        )
        document.full_clean(exclude=["file", "text"])
        file.seek(0)
        document.file.save(stored_path(), file, save=False)
        document.save()
        record("propose_document", document, by=by, size=document.size, sha256=sha256)
    return document


@transaction.atomic
def correct_document(document, *, by, version, edit, **told):
    """Put a proposal right: ``edit`` takes the ``Proposal`` that stands under ``version`` and returns another one.

    Raises ``Stale`` when somebody was first, and what ``edit`` raises. Returns the new ``Proposal``.
    """
    can_administer.check(by)
    document.refresh_from_db()
    _require_open(document)
    if document.version != version:
        raise _stale()
    proposal = edit(Proposal.from_json(document.proposal))
    kept = SourceDocument.objects.filter(pk=document.pk, version=version, state=ImportState.PROPOSED)
    if not kept.update(proposal=proposal.to_json(), version=F("version") + 1):
        raise _stale()
    document.refresh_from_db()
    record("correct_document", document, by=by, version=document.version, **told)
    return proposal


@transaction.atomic
def apply_document(document, *, by, version):
    """Take everything that is proposed over into the plan, in one event, and return how much that was.

    Raises ``ValidationError`` with sentences when something cannot be entered; the proposal then stays as it is.
    """
    can_administer.check(by)
    row = SourceDocument.objects.select_for_update(of=("self",)).select_related("plan").get(pk=document.pk)
    _require_open(row)
    if row.version != version:
        raise _stale()
    proposal = Proposal.from_json(row.proposal)
    if wrong := faults(proposal, has_plan=row.plan is not None):
        raise ValidationError([fault.sentence for fault in wrong])
    try:
        with transaction.atomic():
            _refuse_again(row.plan, row.sha256)
            written = write(proposal, row.plan, origin=_origin(proposal, row), on=timezone.localdate())
            clauses = _keep_clauses(row, proposal, written.rows)
    except IntegrityError as error:
        raise ValidationError(_("The plan was changed at the same moment. Look at the proposal again")) from error
    row.plan = document.plan = written.plan
    _decide(row, document, ImportState.APPLIED, by=by)
    open_coming_reports(written.plan)
    counts = {**written.made, "overwritten": written.changed, "clauses": clauses}
    record("apply_document", row, by=by, plan=written.plan.title, sha256=row.sha256, **counts)
    return counts


@transaction.atomic
def drop_document(document, *, by):
    """Nothing is taken over; the document and its proposal stay on record."""
    can_administer.check(by)
    row = SourceDocument.objects.select_for_update().get(pk=document.pk)
    _require_open(row)
    _decide(row, document, ImportState.DROPPED, by=by)
    record("drop_document", row, by=by, sha256=row.sha256)


def _decide(row, document, state, *, by):
    row.state, row.decided_by, row.decided_at = state, by, timezone.now()
    row.full_clean(exclude=["file", "text"])
    row.save(update_fields=["plan", "state", "decided_by", "decided_at"])
    document.refresh_from_db()


def _require_open(document):
    if document.is_applied:
        raise TakenOverAlready(_("This document was taken over already"), document)
    if not document.is_open:
        raise ValidationError(_("This document was dropped"))


def _stale():
    return Stale(_(
        "Somebody changed this proposal meanwhile. Nothing was saved and nothing is lost: look at it again and repeat"
    ))


def _refuse_again(plan, sha256):
    """The same file is taken over once for a plan."""
    same = SourceDocument.objects.filter(sha256=sha256, plan=plan)
    if plan and (applied := same.applied().first()):
        raise TakenOverAlready(_("This very file was taken over already; nothing has changed"), applied)


def _last_applied(plan):
    return SourceDocument.objects.applied().filter(plan=plan).order_by("-decided_at", "-pk").first()


def _before(document):
    """The passages of the document before, and the measures that rest on each."""
    if document is None:
        return {}
    clauses = list(document.clauses.order_by("ordinal").prefetch_related("measures"))
    return {
        "before": tuple(Passage(c.ordinal, c.path, c.kind, c.text, c.start, c.end) for c in clauses),
        "links_before": {c.ordinal: [measure.pk for measure in c.measures.all()] for c in clauses},
    }


def _origin(proposal, document):
    """What rows name as their source: the number of the document, or its title, or the name of the file."""
    return proposal.facts.document_number or proposal.facts.title or document.name


def _keep_clauses(document, proposal, rows):
    """Keep the text clause by clause, each with what rests on it; returns how many."""
    kept = Clause.objects.bulk_create(
        Clause(document=document, path=passage.path[:120], ordinal=passage.ordinal, kind=passage.kind,
               text=passage.text, start=passage.start, end=passage.end, sha256=passage.sha256)
        for passage in proposal.passages
    )
    by_ordinal = {clause.ordinal: clause.pk for clause in kept}
    links = {(item.sort, by_ordinal[ordinal], rows[item.number].pk) for item in proposal.items
             if item.number in rows for ordinal in item.clauses if ordinal in by_ordinal}
    for sort, through in ((OBJECTIVE, Clause.objectives), (TASK, Clause.tasks), (MEASURE, Clause.measures)):
        through.through.objects.bulk_create(
            through.through(**{"clause_id": clause, f"{sort}_id": row}) for kind, clause, row in sorted(links)
            if kind == sort
        )
    return len(kept)
