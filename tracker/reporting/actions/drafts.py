"""Writing a report: saving the draft so that nobody's words are lost, and attaching evidence."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.people.permissions import require
from tracker.reporting.evidence import clean_name, digest, sniff, stored_path
from tracker.reporting.limits import FILES_MAX
from tracker.reporting.merge import merge
from tracker.reporting.models import Evidence, ProgressReport
from tracker.reporting.permissions import can_write
from tracker.reporting.workflow import NOT_FROM


@transaction.atomic
def save_draft(report, *, by, base, mine):
    """Merge what ``by`` typed into the draft and return the ``Merge``.

    ``base`` is the draft as they saw it, ``mine`` the fields as they stand on their page. Fields that only one side
    changed are merged and saved; fields that both changed differently keep what is stored and come back as
    ``conflicts``, to be decided on a page. Raises ``PermissionDenied`` with the sentence when writing is not allowed.
    """
    report = _locked(report)
    _check_writable(report, by)
    merged = merge(base, report.draft, mine)
    changed = {name for name, text in merged.fields.items() if text != report.draft.get(name, "")}
    if changed:
        report.draft = merged.fields
        report.version += 1
        report.saved_at, report.saved_by = timezone.now(), by
        report.save(update_fields=["draft", "version", "saved_at", "saved_by"])
        record("save_draft", report, by=by, measure=report.measure, fields=sorted(changed), version=report.version)
    return merged, report


@transaction.atomic
def attach(report, *, by, file, proves=""):
    """Store a file as evidence of the draft. Raises ``RefusedFile`` with a sentence for a file that is not accepted.

    The file is written and closed before its row is; a row never points at half a file.
    """
    report = _locked(report)
    _check_writable(report, by)
    _check_room(report)
    name = clean_name(file.name)
    kind = sniff(name, file, max_bytes=settings.EVIDENCE_MAX_MB * 1024 * 1024)
    evidence = Evidence(
        report=report, name=name, proves=proves.strip(), content_type=kind.content_type, size=file.size,
        sha256=digest(file), uploaded_by=by, uploaded_at=timezone.now(),
    )
    evidence.full_clean(exclude=["file"])
    evidence.file.save(stored_path(), file, save=False)
    evidence.save()
    record("attach", evidence, by=by, measure=report.measure, name=name, size=file.size, sha256=evidence.sha256)
    return evidence


@transaction.atomic
def attach_document_number(report, *, by, document_number, proves=""):
    """An official document that everybody can look up is evidence by its number alone."""
    report = _locked(report)
    _check_writable(report, by)
    _check_room(report)
    evidence = Evidence(
        report=report, name=document_number.strip()[:120], proves=proves.strip(),
        document_number=document_number.strip(), uploaded_by=by, uploaded_at=timezone.now(),
    )
    evidence.full_clean(exclude=["file"])
    evidence.save()
    record("attach", evidence, by=by, measure=report.measure, document_number=evidence.document_number)
    return evidence


@transaction.atomic
def detach(evidence, *, by):
    """Take evidence out of the draft. What was handed in with it keeps it."""
    report = _locked(evidence.report)
    _check_writable(report, by)
    if Evidence.objects.attached().filter(pk=evidence.pk).update(removed_at=timezone.now()):
        record("detach", evidence, by=by, measure=report.measure, name=evidence.name)


def _locked(report):
    """The report as it stands now, held against others until the transaction ends."""
    return (
        ProgressReport.objects.select_for_update(of=("self",)).with_context().get(pk=report.pk)
    )


def _check_writable(report, by):
    can_write.check(by, report, on=timezone.localdate())
    require(report.is_editable, str(NOT_FROM[report.status]))


def _check_room(report):
    if report.evidence.attached().count() >= FILES_MAX:
        raise ValidationError(_("A report holds at most %(limit)d pieces of evidence") % {"limit": FILES_MAX})
