"""Workbooks of figures: brought back, looked at, taken over or dropped."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.audit.actions import record
from tracker.exchange.actions.copies import SeenOtherwise
from tracker.exchange.models import ReadingReturn
from tracker.exchange.models.returned import ReturnState
from tracker.exchange.readings.gathering import match_of
from tracker.exchange.readings.permissions import can_bring_back, can_decide
from tracker.exchange.readings.reading_back import found_in
from tracker.exchange.sheets.reader import read_book
from tracker.indicators.actions import report_readings
from tracker.indicators.reported import Entry
from tracker.people.models import Organization
from tracker.reporting.evidence import RefusedFile, clean_name, digest, stored_path

ROWS_MOST = 5000
FAULTS_MOST = 500
NO_FIGURES = _(
    "This workbook has no table of figures: the columns number, as of and figure are not in it. Take out your workbook "
    "under “Figures”, fill in that one and bring it back"
)
TOO_MANY = _("A workbook with more than %(limit)d figures is not taken at once. Divide it")


def bring_back_figures(plan, file, *, by):
    """Keep a workbook of figures that came back with what was found in it, and return it; the same file again is the
    same return. Raises ``RefusedFile`` with a sentence."""
    can_bring_back.check(by)
    name, sha256 = clean_name(file.name), digest(file)
    known = ReadingReturn.objects.visible_to(by).exclude(state=ReturnState.DROPPED).filter(sha256=sha256, plan=plan)
    if earlier := known.newest_first().first():
        return earlier
    found = found_in(read_book(name, file))
    if found is None:
        raise RefusedFile(NO_FIGURES)
    if len(found.rows) > ROWS_MOST:
        raise RefusedFile(TOO_MANY, params={"limit": ROWS_MOST})
    found.faults = found.faults[:FAULTS_MOST]
    return _keep(plan, file, known, by=by, name=name, sha256=sha256, found=found)


@transaction.atomic
def apply_figures(return_, *, by, seen):
    """Report what is new or changed in the file, all of it or nothing, and return it with its outcome.

    ``seen`` is the ``Match.seen`` that the person looked at. Raises ``SeenOtherwise`` when anything stands differently.
    """
    return_ = _held(return_)
    can_decide.check(by, return_)
    made = match_of(return_, on=timezone.localdate())
    if made.seen != seen:
        raise SeenOtherwise
    by_indicator = defaultdict(list)
    for line in sorted(made.taken, key=lambda line: line.indicator.pk):  # two at once wait for each other in one order
        by_indicator[line.indicator].append(
            Entry(line.district, line.on, line.value, line.row.source, line.row.note))
    try:
        reported = [
            reading for indicator, entries in by_indicator.items()
            for reading in report_readings(indicator, by=by, entries=entries)
        ]
    except ValidationError as refusal:
        raise SeenOtherwise from refusal
    return_.outcome = {"reported": len(reported), "same": made.same, "left": len(made.left),
                       "faults": len(made.faults), "blank": made.blank}
    _decide(return_, ReturnState.APPLIED, by=by)
    record("apply_figures", return_, by=by, figures=len(reported))
    return return_


@transaction.atomic
def drop_figures(return_, *, by):
    """Leave the figures as they are; file and findings are kept."""
    return_ = _held(return_)
    can_decide.check(by, return_)
    _decide(return_, ReturnState.DROPPED, by=by)
    record("drop_figures", return_, by=by)
    return return_


def _held(return_):
    """The return as it stands now, held against others until the transaction ends."""
    held = ReadingReturn.objects.select_for_update(of=("self",)).select_related("plan", "organization")
    return held.get(pk=return_.pk)


@transaction.atomic
def _keep(plan, file, known, *, by, found, **facts):
    """Store the file and what was found; of two clicks with the same file, the second finds the first one's return."""
    Organization.objects.select_for_update(no_key=True).get(pk=by.organization_id)
    if earlier := known.newest_first().first():
        return earlier
    return_ = ReadingReturn(plan=plan, organization=by.organization, size=file.size, content=found.to_json(),
                            uploaded_by=by, uploaded_at=timezone.now(), **facts)
    file.seek(0)
    return_.file.save(stored_path(), file, save=False)
    return_.save()
    record("bring_back_figures", return_, by=by, figures=len(found.rows), faults=len(found.faults),
           sha256=return_.sha256)
    return return_


def _decide(return_, state, *, by):
    return_.state, return_.decided_by, return_.decided_at = state, by, timezone.now()
    return_.save(update_fields=["state", "decided_by", "decided_at", "outcome"])
