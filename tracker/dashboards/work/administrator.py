"""The first page of an administrator: what in the plan, the accounts and the periods is missing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.dashboards.work.pieces import Periods, flag, newest_and_next
from tracker.people.models import Organization, User
from tracker.people.roles import Role
from tracker.plans.models import AssignedDistrict, Assignment, Measure, Plan, Task
from tracker.plans.status import AssignmentRole, Standing
from tracker.reporting.models import ReportingPeriod, SpecialDay

NAMED = 5  # examples that a line gives
AHEAD = timedelta(days=180)  # periods should be there so long ahead
NOTICE_MONTH = 10  # the holidays of the next year should be entered from this month on: the notice comes in autumn


@dataclass(frozen=True)
class Chore:
    """Something missing, and the list of the admin panel where it is put right."""

    title: str
    detail: str
    page: str
    query: str = ""


@dataclass(frozen=True)
class AdministratorWork:
    periods: Periods
    chores: tuple


def administrator_work(user, *, on):
    """The ``AdministratorWork`` of that day, in seven queries."""
    found = _counts(on)
    chores = [
        _without_lead(on), *_unled_districts(on), *_unverified(found), *_accounts(), _nobody_reports(on),
        *_no_periods(on), *_no_holidays(found, on),
    ]
    periods = newest_and_next(ReportingPeriod.objects.all(), on=on)
    return AdministratorWork(periods, tuple(chore for chore in chores if chore))


def _without_lead(on):
    leads = Assignment.objects.leads().valid(on=on).filter(measure=OuterRef("pk"))
    codes = list(Measure.objects.counted().filter(~Exists(leads)).in_order().values_list("code", flat=True))
    title = ngettext("%(number)d measure has no lead organization", "%(number)d measures have no lead organization",
                     len(codes))
    return _chore(title, codes, "admin:tracker_measure_changelist")


def _unled_districts(on):
    """Districts that nobody leads, of measures that somebody leads elsewhere."""
    leads = AssignedDistrict.objects.filter(Q(until=None) | Q(until__gte=on), role=AssignmentRole.LEAD)
    leads = leads.filter(measure=OuterRef("measure"))
    pairs = Measure.districts.through.objects.filter(
        Exists(leads), ~Exists(leads.filter(district=OuterRef("district"))),
        measure__in=Measure.objects.counted(),
    ).order_by("measure__task__number", "measure__number", "district__area__position", "district__position")
    places = [f"{code} {district}" for code, district in pairs.values_list("measure__code", "district__name")]
    title = ngettext("%(number)d district of a measure has no lead", "%(number)d districts of measures have no lead",
                     len(places))
    yield _chore(title, places, "admin:tracker_assignment_changelist")


def _counts(on):
    """How many tasks are unverified and how many gaps there are; and whether the holidays of this year and of the next
    are entered, 1 or 0, None where there are no tasks yet. One query."""
    this, following = (SpecialDay.objects.of_year(year) for year in (on.year, on.year + 1))
    return Task.objects.aggregate(
        tasks=Count("pk", filter=Q(standing=Standing.UNVERIFIED), distinct=True),
        gaps=Count("measures", filter=Q(measures__standing=Standing.GAP), distinct=True),
        this_year=Max(flag(Exists(this))), next_year=Max(flag(Exists(following))),
    )


def _unverified(found):
    if found["gaps"]:
        yield Chore(
            ngettext("%(number)d gap in the text of the plan", "%(number)d gaps in the text of the plan", found["gaps"])
            % {"number": found["gaps"]},
            _("Complete it from the official document"), "admin:tracker_measure_changelist", "?standing__exact=gap",
        )
    if found["tasks"]:
        yield Chore(
            ngettext("%(number)d task is unverified", "%(number)d tasks are unverified", found["tasks"])
            % {"number": found["tasks"]},
            _("Unverified tasks are shown, and stand in no total"), "admin:tracker_task_changelist",
            "?standing__exact=unverified",
        )


def _accounts():
    found = User.objects.active().filter(
        Q(password__startswith="!") | Q(role=Role.SUPERVISOR, review_scopes=None)
    ).order_by("name").values_list("name", "password")
    without_password = [name for name, password in found if password.startswith("!")]
    title = ngettext("%(number)d account has no password", "%(number)d accounts have no password",
                     len(without_password))
    yield _chore(title, without_password, "admin:tracker_user_changelist")
    without_scope = [name for name, password in found if not password.startswith("!")]
    title = ngettext("%(number)d supervisor decides on nothing", "%(number)d supervisors decide on nothing",
                     len(without_scope))
    yield _chore(title, without_scope, "admin:tracker_reviewscope_changelist")


def _nobody_reports(on):
    """Organizations that lead something and have no account that can report."""
    leads = Assignment.objects.leads().valid(on=on).filter(
        organization=OuterRef("pk"), measure__in=Measure.objects.counted()
    )
    people = User.objects.active().filter(organization=OuterRef("pk"), role__in=[Role.REPORTER, Role.SIGNATORY])
    names = list(Organization.objects.filter(Exists(leads), ~Exists(people)).by_rank().values_list("name", flat=True))
    title = ngettext("%(number)d lead organization has nobody who can report",
                     "%(number)d lead organizations have nobody who can report", len(names))
    return _chore(title, names, "admin:tracker_user_changelist")


def _no_periods(on):
    """Plans whose periods run out while measures of theirs are counted."""
    counted = Measure.objects.counted().filter(task__plan=OuterRef("pk"))
    plans = Plan.objects.filter(Exists(counted)).annotate(last_on=Max("periods__ends_on")).order_by("pk")
    for plan in plans:
        if (plan.last_on or date.min) < on + AHEAD:
            yield Chore(
                _("The reporting periods run out"),
                _("%(plan)s: the last one ends on %(day)s") % {"plan": plan, "day": plan.last_on}
                if plan.last_on else _("%(plan)s: there is none yet") % {"plan": plan},
                "admin:tracker_reportingperiod_changelist",
            )


def _no_holidays(found, on):
    """The holidays of a year are announced in the autumn before it; closing days are counted by them."""
    missing = [on.year] if found["this_year"] == 0 else []
    if found["next_year"] == 0 and on.month >= NOTICE_MONTH:
        missing.append(on.year + 1)
    for year in missing:
        yield Chore(
            _("The holidays of %(year)d are not entered") % {"year": year},
            _("Enter them from the State Council's notice; periods made before that close by Monday to Friday"),
            "admin:tracker_specialday_changelist",
        )


def _chore(title, names, page):
    """The chore that these names make, None for no names."""
    if not names:
        return None
    more = "…" if len(names) > NAMED else ""
    return Chore(title % {"number": len(names)}, "、".join(names[:NAMED]) + more, page)
