"""A small plan to which real acts happen at random, as doors do them: through ``tracker.acts``."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from tests.factories import (
    REASON,
    make_area,
    make_milestone,
    make_organization,
    make_plan,
    make_supervisor,
    make_task,
    make_user,
    write,
)
from tracker import acts
from tracker.lights.models import LightOverride
from tracker.lights.status import COLOURS
from tracker.models import (
    Assignment,
    Measure,
    Milestone,
    ProgressReport,
    ReportException,
    ReportingPeriod,
    Task,
)
from tracker.people.roles import Role
from tracker.plans.models import Kind
from tracker.plans.status import Standing
from tracker.reporting.status import ExceptionKind

START = date(2024, 1, 15)
DAY = timedelta(days=1)


class History:
    """Two measures, two leads and whoever acts on them. ``happened`` lists the acts that were not refused."""

    def __init__(self, random):
        self.random, self.happened = random, []
        self.plan = make_plan(requires_signature=random.random() < 0.2)
        self.area = make_area(plan=self.plan, districts=3)
        self.districts = list(self.area.districts.order_by("pk"))
        self.task = make_task(plan=self.plan)
        self.administrator = make_user(role=Role.ADMINISTRATOR)
        self.supervisor = make_supervisor(plan=self.plan)
        self.leads = [self._people() for _ in range(2)]
        for kind in (Kind.ONE_OFF, random.choice([Kind.ONE_OFF, Kind.LONG_RUNNING])):
            self._add_measure(kind)
        acts.prepare_periods(self.plan, by=self.administrator, since=START - 100 * DAY, through=START + 500 * DAY,
                             frequency=random.choice(["month", "quarter", "quarter"]))

    def act(self):
        """Let something happen; nothing is left of what was refused before."""
        while True:
            name, act = self.random.choice(ACTS)
            try:
                with transaction.atomic():
                    act(self)
            except (PermissionDenied, ValidationError):
                continue
            self.happened.append(name)
            return

    def pick(self, rows):
        """One row at random; refused when there is none."""
        rows = list(rows.order_by("pk"))
        if not rows:
            raise ValidationError("nothing to do it to")
        return self.random.choice(rows)

    def measure(self):
        return self.pick(Measure.objects.select_related("task"))

    def report(self, **which):
        return self.pick(ProgressReport.objects.with_context().filter(**which))

    def later(self, most):
        return timezone.localdate() + self.random.randint(0, most) * DAY

    def people_of(self, report):
        return next(people for people in self.leads if people[0].organization_id == report.assignment.organization_id)

    def _people(self):
        organization = make_organization()
        return make_user(organization=organization), make_user(organization=organization, role=Role.SIGNATORY)

    def _add_measure(self, kind):
        starts_on = self.random.choice([START - 60 * DAY, START + 20 * DAY])
        number = self.task.measures.count() + 1
        measure = Measure(
            task=self.task, number=number, code=f"h{self.task.pk}-{number}", title=f"措施{number}", kind=kind,
            starts_on=starts_on, due_on=self.random.choice([starts_on + 90 * DAY, starts_on + 400 * DAY, None]),
            confidence="A",
        )
        acts.keep_measure(measure, by=self.administrator, districts=self.districts[:2])
        for place in range(self.random.choice([0, 1, 3])):
            make_milestone(measure=measure, due_on=starts_on + (40 + 60 * place) * DAY,
                           weight=self.random.choice([1, 2]))
        self.lead(measure, self.leads[0], self.districts[:1])
        self.lead(measure, self.leads[1], self.districts[1:2])

    def lead(self, measure, people, districts):
        assignment = Assignment(measure=measure, organization=people[0].organization)
        acts.keep_assignment(assignment, by=self.administrator, districts=districts)


def hand_in(history):
    today = timezone.localdate()
    report = history.report(period__opens_on__lte=today, status__in=["draft", "returned"])
    by = history.people_of(report)[0]
    acts.submit(write(report, by=by, percent=history.random.choice([0, 100, history.random.randint(0, 100)])), by=by)


def sign(history):
    report = history.report(status="awaiting_signature")
    acts.sign(report, by=history.people_of(report)[1])


def recall(history):
    report = history.report(status="submitted")
    acts.recall(report, by=history.people_of(report)[0])


def approve(history):
    acts.approve(history.report(status="submitted"), by=history.supervisor)


def send_back(history):
    acts.send_back(history.report(status="submitted"), by=history.supervisor, reason=REASON)


def correct(history):
    report = history.report(status="approved")
    acts.correct(report, by=history.people_of(report)[0], reason=REASON)


def change_due(history):
    row = history.pick(history.random.choice([Measure, Milestone]).objects.all())
    acts.change_due(row, by=history.administrator, due_on=history.later(300) - 60 * DAY, reason=REASON)


def change_period(history):
    period = history.pick(ReportingPeriod.objects.filter(due_on__gte=timezone.localdate() - 60 * DAY))
    period.due_on = period.opens_on + history.random.randint(0, 40) * DAY
    period.closes_on = period.due_on + history.random.choice([0, 5, 30, 120]) * DAY
    acts.change_period(period, by=history.administrator, changes={})


def remove_period(history):
    acts.remove_period(history.pick(ReportingPeriod.objects.all()), by=history.administrator)


def look_ahead(history):
    acts.look_ahead(history.plan, on=timezone.localdate())


def grant_exception(history):
    report = history.report(period__due_on__lte=timezone.localdate() + 20 * DAY, status="draft")
    kind = history.random.choice([ExceptionKind.LATER, ExceptionKind.LATER, ExceptionKind.EXCUSED])
    acts.grant_exception(report, by=history.supervisor, kind=kind, until_on=history.later(90), reason=REASON)


def end_exception(history):
    exception = history.pick(ReportException.objects.open().select_related("report__assignment__measure"))
    acts.end_exception(exception, by=history.supervisor)


def withdraw(history):
    if history.random.random() < 0.7:
        raise ValidationError("seldom")
    acts.withdraw(history.measure(), by=history.administrator, on=history.later(30) - 30 * DAY, reason=REASON)


def toggle_task(history):
    """A task that is no longer confirmed takes its measures out of what is counted, and back."""
    task = Task.objects.get(pk=history.task.pk)
    task.standing = Standing.UNVERIFIED if task.is_counted else Standing.CONFIRMED
    acts.keep_task(task, by=history.administrator, objectives=[])


def make_rules(history):
    random = history.random
    low, high = sorted(random.randint(1, 50) for _ in range(2))
    acts.make_rules(
        by=history.administrator, effective_on=history.later(60), reason=REASON, gap_yellow=low, gap_red=high,
        milestone_red=random.choice([0, 10, 30]), deadline_days=random.choice([0, 30, 60]),
        deadline_percent=random.choice([80, 90, 100]), missing_red=random.choice([1, 2, 3]),
    )


def set_light(history):
    acts.set_light(history.measure(), by=history.supervisor, light=history.random.choice(COLOURS).value,
                   reason=REASON, until_on=history.later(60))


def end_override(history):
    override = history.pick(LightOverride.objects.in_force(on=timezone.localdate()).select_related("measure__task"))
    acts.end_override(override, by=history.supervisor)


def change_districts(history):
    measure = history.measure()
    districts = [district for district in history.districts if history.random.random() < 0.6]
    acts.keep_measure(measure, by=history.administrator, districts=districts)


def end_assignment(history):
    assignment = history.pick(Assignment.objects.filter(until=None).select_related("measure__task"))
    acts.end_assignment(assignment, by=history.administrator, on=history.later(60) - 30 * DAY)


def take_over(history):
    """Whoever leads nothing of a measure takes the districts that nobody leads."""
    measure = history.measure()
    led = Assignment.objects.filter(measure=measure, until=None).values("districts")
    free = list(measure.districts.exclude(pk__in=led))
    history.lead(measure, history.random.choice(history.leads), free)


def add_milestone(history):
    milestone = Milestone(measure=history.measure(), title=f"新节点{Milestone.objects.count()}",
                          due_on=history.later(200) - 20 * DAY, weight=history.random.randint(1, 3))
    acts.keep(milestone, by=history.administrator)


def remove_milestone(history):
    acts.remove(history.pick(Milestone.objects.filter(claims=None, extensions=None)), by=history.administrator)


OFTEN = (hand_in, hand_in, hand_in, hand_in, approve, approve, approve, send_back, recall, correct, grant_exception,
         change_due, change_period, sign)
SELDOM = (end_exception, withdraw, toggle_task, make_rules, set_light, set_light, end_override, change_districts,
          end_assignment, take_over, add_milestone, remove_milestone, remove_period, look_ahead)
ACTS = [(act.__name__, act) for act in (*OFTEN, *OFTEN, *SELDOM)]
