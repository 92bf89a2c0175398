"""Working copies: handed out, brought back, decided on cell by cell, taken over or dropped."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.audit.actions import record
from tracker.exchange.ledger.copies.comparison import compare
from tracker.exchange.ledger.copies.gathering import asked, base_of, preview_of
from tracker.exchange.ledger.copies.permissions import can_bring_back, can_decide, can_make_copy
from tracker.exchange.ledger.copies.returned import MERGED_MOST, key_in, key_or_none
from tracker.exchange.models import CopyReturn, WorkingCopy
from tracker.exchange.models.returned import ReturnState
from tracker.exchange.sheets.reader import read_book
from tracker.people.permissions import require
from tracker.reporting.actions import save_draft
from tracker.reporting.evidence import RefusedFile, clean_name, digest, stored_path
from tracker.reporting.models import ProgressReport

DISTRICTS_MOST = 25  # three columns each; a workbook with more than 100 columns is not read
NO_COPY = _(
    "This workbook is no working copy, so nobody knows where its cells belong. Take out a working copy under “Files”, "
    "fill in that one and bring it back; a ledger that was exported cannot be brought back"
)
NOT_OURS = _(
    "This is not a copy that was handed out to your organization. Take out a working copy of your own organization "
    "and period under “Files”"
)
TOO_MANY_MERGED = _("Too many cells of this workbook are merged. Unmerge them and bring it back again")


class SeenOtherwise(Exception):
    """What is to be taken over no longer stands as it was shown; nothing was taken over."""


@transaction.atomic
def make_copy(period, *, by):
    """Hand out the reports of the person's organization in a period as they stand now, and return the copy."""
    now = timezone.now()
    today = timezone.localdate()
    can_make_copy.check(by, period, on=today)
    reports = asked(by.organization, period)
    require(reports.reports, _("Your organization has no reports in this period"))
    base = base_of(reports, by, on=today)
    require(len(base["districts"]) <= DISTRICTS_MOST, _("Your organization answers for too many districts for one "
                                                      "workbook. Fill in the reports on the site"))
    copy = WorkingCopy.objects.create(
        organization=by.organization, period=period, base=base, made_by=by, made_at=now
    )
    record("make_copy", copy, by=by, reports=len(copy.base["reports"]))
    return copy


def bring_back(file, *, by):
    """Keep a workbook that came back with what was found in it, and return it; the same file again is the same return.

    The file is read in a process of its own. Raises ``RefusedFile`` with a sentence for what is no copy of theirs.
    """
    can_bring_back.check(by)
    name, sha256 = clean_name(file.name), digest(file)
    known = CopyReturn.objects.visible_to(by).exclude(state=ReturnState.DROPPED).filter(sha256=sha256)
    if earlier := known.newest_first().first():
        return earlier
    book = read_book(name, file)
    key = key_in(book)
    if not key:
        raise RefusedFile(NO_COPY)
    copy = WorkingCopy.objects.visible_to(by).filter(key=key_or_none(key)).first()
    if copy is None:
        raise RefusedFile(NOT_OURS)
    if any(len(grid.merged) > MERGED_MOST for grid in book.grids):
        raise RefusedFile(TOO_MANY_MERGED)
    found = compare(book, copy.base, copy.key)
    return _keep(file, copy, known, by=by, name=name, sha256=sha256, content=found.to_json())


@transaction.atomic
def choose(return_, *, by, left=(), shown=(), sides=None):
    """Keep what was decided on a page: of the changes ``shown`` there those ``left`` alone, and for conflicts, by
    number, the side and ``digest_of`` the saved text that it was chosen against."""
    return_ = _held(return_)
    can_decide.check(by, return_)
    before = return_.outcome
    kept = [number for number in before.get("left", ()) if number not in set(shown)]
    after = {
        "left": sorted({*kept, *left}),
        "sides": {**before.get("sides", {}), **{str(number): list(side) for number, side in (sides or {}).items()}},
    }
    if after != {"left": before.get("left", []), "sides": before.get("sides", {})}:
        return_.outcome = after
        return_.save(update_fields=["outcome"])
        record("choose_cells", return_, by=by, left=len(after["left"]), conflicts=len(after["sides"]))
    return return_


@transaction.atomic
def apply_return(return_, *, by, seen):
    """Take what was decided into the drafts, all of it or nothing, and return it with its outcome.

    Each draft is saved by ``save_draft``, an act of its own with its own event. ``seen`` is the ``Preview.seen`` that
    the person looked at. Raises ``SeenOtherwise`` when somebody has changed anything since.
    """
    return_ = _held(return_)
    can_decide.check(by, return_)
    reports = ProgressReport.objects.filter(
        assignment__organization=return_.copy.organization_id, period=return_.copy.period_id)
    list(reports.select_for_update(of=("self",)).order_by("pk").values_list("pk"))  # all of them before the log
    _asked, made = preview_of(return_, by, on=timezone.localdate())
    if made.seen != seen:
        raise SeenOtherwise
    taken = _by_report(made.taken)
    for report, lines in taken.items():
        base = {line.change.field: line.theirs for line in lines}
        mine = {line.change.field: line.change.mine for line in lines}
        merged, _saved = save_draft(ProgressReport(pk=report), by=by, base=base, mine=mine)
        if merged.conflicts.keys() & mine.keys():
            raise SeenOtherwise
    return_.outcome = {**return_.outcome, **_sums(made, taken)}
    _decide(return_, ReturnState.APPLIED, by=by)
    record("apply_return", return_, by=by, taken=len(made.taken), reports=len(taken))
    return return_


@transaction.atomic
def drop_return(return_, *, by):
    """Leave the reports as they are; file and findings are kept."""
    return_ = _held(return_)
    can_decide.check(by, return_)
    _decide(return_, ReturnState.DROPPED, by=by)
    record("drop_return", return_, by=by)
    return return_


def _held(return_):
    """The return as it stands now, held against others until the transaction ends."""
    return CopyReturn.objects.select_for_update(of=("self",)).with_context().get(pk=return_.pk)


@transaction.atomic
def _keep(file, copy, known, *, by, content, **facts):
    """Store the file and what was found; of two clicks with the same file, the second finds the first one's return."""
    WorkingCopy.objects.select_for_update().get(pk=copy.pk)
    if earlier := known.newest_first().first():
        return earlier
    return_ = CopyReturn(
        copy=copy, size=file.size, content=content, uploaded_by=by, uploaded_at=timezone.now(), **facts
    )
    file.seek(0)
    return_.file.save(stored_path(), file, save=False)
    return_.save()
    changed = len(content["changes"])
    record("bring_back", return_, by=by, changed=changed, faults=len(content["faults"]), sha256=return_.sha256)
    return return_


def _decide(return_, state, *, by):
    return_.state, return_.decided_by, return_.decided_at = state, by, timezone.now()
    return_.save(update_fields=["state", "decided_by", "decided_at", "outcome"])


def _by_report(lines):
    """The lines of each report, by its key, in the order of the keys."""
    found = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.change.report):
        found[line.change.report].append(line)
    return found


def _sums(made, taken):
    """What the receipt says."""
    return {
        "taken": {str(report): len(lines) for report, lines in taken.items()},
        "left": sum(line.side == "theirs" for line in (*made.changes, *made.conflicts)),
        "undecided": len(made.undecided), "late": len(made.late), "same": made.same,
    }
