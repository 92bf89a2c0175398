"""What was known and approved by the end of a day, of all that a briefing is about: eleven queries for any number of
measures."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from tracker.dashboards.overview.page import Figures
from tracker.dashboards.overview.rows import rows
from tracker.dashboards.overview.tally import Tally, measures_of, tally
from tracker.dashboards.rates import rates
from tracker.dashboards.standing import standings
from tracker.people.models import FormerName, Organization
from tracker.plans.days import end_of
from tracker.plans.extensions import Extension
from tracker.plans.models import Area, AssignedDistrict, District, Measure, Plan
from tracker.plans.status import AssignmentRole
from tracker.reporting.calendar import MONTHS
from tracker.reporting.models import ReportingPeriod, Submission
from tracker.reporting.rates import Counts, total

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Subject:
    """What a briefing is about: a plan, or one of its areas, or one organization, in a period."""

    plan: Plan
    period: ReportingPeriod
    area: Area | None = None
    organization: Organization | None = None


@dataclass(frozen=True)
class Reporting:
    """How reports came in for the period: ``Counts`` of everybody, and of each organization as (key, name, counts).

    ``is_open`` is whether reporting had begun by that day.
    """

    is_open: bool
    total: Counts
    rows: tuple


@dataclass(frozen=True)
class Known(Figures):
    """``rows`` are the counted measures in the plan's order, ``standings`` and ``texts`` map their keys to how they
    stand and to the ``Submission`` s in force for the period; ``names`` maps the keys of organizations renamed since
    to the names of that day, ``extensions`` those of measures to what had given them more time. ``before`` is the day
    before reporting began, None where it had not.
    """

    subject: Subject
    on: date
    before: date | None
    tally: Tally
    rows: tuple
    standings: dict
    reporting: Reporting
    texts: dict
    districts: dict
    names: dict
    extensions: dict

    def name(self, organization):
        """What an organization was called on that day."""
        return self.names.get(organization.pk, organization.name)

    def leads(self, measure):
        """The names of those who led a measure on that day."""
        return tuple(self.name(lead.organization) for lead in self.standings[measure.pk].leads)

    def extensions_of(self, measure, *, of_milestones=False):
        """What had given a measure, or those of its milestones that are told of, more time, the first one first."""
        granted = self.extensions.get(measure.pk, ())
        if not of_milestones:
            return [extension for extension in granted if extension.milestone_id is None]
        return [extension for extension in granted if extension.milestone and self._tells_of(extension.milestone)]

    def _tells_of(self, milestone):
        organization = self.subject.organization
        return organization is None or milestone.organization_id in {None, organization.pk}

    @property
    def is_demonstration(self):
        """Whether an invented organization leads one of the measures."""
        return any(lead.organization.is_demonstration for each in self.standings.values() for lead in each.leads)

    @property
    def period(self):
        return self.subject.period

    @property
    def milestones(self):
        """(measure, milestone) of all milestones; of an organization those that it answers for; first due first."""
        found = [
            (row.measure, milestone)
            for row in self.rows for milestone in self.standings[row.measure.pk].milestones
            if self._tells_of(milestone)
        ]
        return sorted(found, key=lambda pair: (pair[1].due_on, pair[0].task.number, pair[0].number, pair[1].pk))

    @property
    def overdue(self):
        """Those of them that were due before the day and are not done."""
        return [pair for pair in self.milestones if pair[1].done_on is None and pair[1].due_on < self.on]


def known(subject, *, on):
    """The ``Known`` of a subject at the end of a day."""
    is_open = subject.period.opens_on <= on
    before = subject.period.opens_on - DAY if is_open else None
    measures = _measures(subject, on)
    found = rows(measures, on=on, before=before)
    found.sort(key=lambda row: (row.measure.task.number, row.measure.number, row.measure.pk))
    keys = [row.measure.pk for row in found]
    names = _names(on)
    return Known(
        subject=subject, on=on, before=before,
        tally=tally(measures, on=on, before=before, area=subject.area),
        rows=tuple(found),
        standings={each.measure.pk: each for each in standings([row.measure for row in found], on=on)},
        reporting=_reporting(subject, names, on=on, is_open=is_open),
        texts=_texts(subject, keys, on=on),
        districts=_districts(subject),
        names=names,
        extensions=_extensions(keys, on=on),
    )


def end_of_next(period):
    """The last day of the period that follows: as many months later, to the end of a month where this one ends so."""
    months = period.ends_on.year * 12 + period.ends_on.month - 1 + MONTHS[period.frequency]
    last = date((months + 1) // 12, (months + 1) % 12 + 1, 1) - DAY
    if (period.ends_on + DAY).day == 1:
        return last
    return last.replace(day=min(period.ends_on.day, last.day))


def _measures(subject, on):
    measures = measures_of(Measure.objects.all(), subject.plan, subject.area)
    if subject.organization:
        measures = measures.of_organization(subject.organization, on=on, role=AssignmentRole.LEAD)
    return measures


def _names(on):
    """Organization key → the name it bore on that day, of those that have borne another since."""
    former = FormerName.objects.filter(until_on__gte=on).order_by("-until_on")
    return dict(former.values_list("organization", "name"))


def _reporting(subject, names, *, on, is_open):
    if not is_open:
        return Reporting(False, Counts(), ())
    found = rates(subject.plan, on=on, area=subject.area, period=subject.period, opened=[subject.period])
    organization = subject.organization
    lines = sorted(found.rows, key=lambda row: (row.position, row.name, row.key))
    lines = [
        (row.key, names.get(row.key, row.name), row.now) for row in lines
        if row.now.expected and (organization is None or row.key == organization.pk)
    ]
    return Reporting(True, total(counts for _key, _name, counts in lines), tuple(lines))


def _texts(subject, measures, *, on):
    """Measure key → the submissions on the period that had been approved by that day, the newest of each report."""
    approved = Submission.objects.approved().filter(
        decided_at__lt=end_of(on), report__period=subject.period, report__assignment__measure__in=measures,
    )
    if subject.organization:
        approved = approved.filter(report__assignment__organization=subject.organization)
    if subject.area:
        ours = AssignedDistrict.objects.filter(district__area=subject.area, assignment=OuterRef("report__assignment"))
        approved = approved.filter(Exists(ours))
    organization = "report__assignment__organization"
    found = {}
    for submission in approved.select_related(organization, "help_from").order_by(
        f"{organization}__position", f"{organization}__pk", "report", "-number"
    ):
        found.setdefault(submission.report_id, submission)
    by_measure = {}
    for submission in found.values():
        by_measure.setdefault(submission.report.assignment.measure_id, []).append(submission)
    return by_measure


def _extensions(measures, *, on):
    """Measure key → what had given it or a milestone of it more time by the end of that day, the first one first."""
    found = {}
    granted = Extension.objects.known(on=on).counted().filter(measure__in=measures)
    for extension in granted.select_related(
        "organization", "milestone", "asked_by", "decided_by"
    ).by_decision():
        found.setdefault(extension.measure_id, []).append(extension)
    return found


def _districts(subject):
    """Key → district of the plan or the area, in the order in which they are listed."""
    districts = District.objects.filter(area__plan=subject.plan)
    if subject.area:
        districts = districts.filter(area=subject.area)
    return {each.pk: each for each in districts.order_by("area__position", "area", "position", "pk")}
