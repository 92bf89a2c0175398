"""What tests of the overview share: a plan on 30 June 2024, ten days after its newest period began."""

from datetime import date, timedelta

from tests.factories import make_area, make_measure, make_period, make_plan, make_task
from tracker.dashboards.overview.page import overview
from tracker.dashboards.overview.places import places
from tracker.lights.actions import redraw
from tracker.models import Measure, Plan, ProgressSpan
from tracker.plans.spans import remember_measures

TODAY = date(2024, 6, 30)
BEFORE = date(2024, 6, 20)  # the day before the period began
CHANGED = date(2024, 6, 25)
YEAR = {"starts_on": date(2024, 1, 1), "due_on": date(2024, 12, 31)}  # 50 % are expected today, 47 % were before


def measure_at(task, percent, code, *, before=None, area=None, is_drawn=True, **fields):
    """A measure at this progress in all of its districts, or at one for each; until the change it was at ``before``."""
    measure = make_measure(task=task, area=area, code=code, **{**YEAR, **fields})
    districts = list(measure.districts.order_by("pk"))
    now = percent if isinstance(percent, tuple) else (percent,) * len(districts)
    then = (before,) * len(districts) if before is not None else now
    if is_drawn:
        report(measure, districts, then, on=date(2024, 2, 1))
        redraw([measure], on=date(2024, 2, 1))
        if then != now:
            report(measure, districts, now, on=CHANGED)
            redraw([measure], on=CHANGED)
    return measure


def report(measure, districts, percents, *, on):
    """From that day on the districts are that far."""
    ProgressSpan.objects.filter(measure=measure, until_on=None).update(until_on=on)
    for district, percent in zip([*districts, None], [*percents, sum(percents) // len(percents)], strict=True):
        ProgressSpan.objects.create(measure=measure, district=district, percent=percent, from_on=on)


def build():
    """A plan with two areas of two districts, its newest period begun on the day after ``BEFORE``.

    R is red, r has become red, Y yellow from green, G green from yellow, D done, N not started, X without a light, W
    was red and is withdrawn, U is not counted. R and G stand in the second area, all others in the first.
    """
    plan = make_plan(title="方案甲", ends_on=date(2025, 12, 31))
    first, second = make_area(plan=plan, name="此片区"), make_area(plan=plan, name="彼片区")
    task, other = make_task(plan=plan, title="任务一"), make_task(plan=plan, title="任务二")
    make_period(plan=plan, year=2024, number=2, today=TODAY, opens_on=BEFORE + timedelta(days=1))
    measure_at(task, 10, "R", area=second)
    measure_at(task, (8, 30), "r", before=45, area=first)
    measure_at(task, 40, "Y", before=45, area=first)
    measure_at(task, 50, "G", before=30, area=second)
    measure_at(other, 100, "D", area=first)
    measure_at(other, 0, "N", area=first, starts_on=date(2024, 8, 1))
    measure_at(other, 50, "X", area=first, is_drawn=False)
    withdraw(measure_at(other, 5, "W", area=first))
    measure_at(make_task(plan=plan, title="未核实", standing="unverified"), 50, "U", area=first, is_drawn=False)
    return plan


def withdraw(measure):
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=CHANGED)
    measure.refresh_from_db()
    remember_measures([measure], on=CHANGED)
    redraw([measure], on=CHANGED)


def seen(plan=None, *, on=TODAY, area="", **options):
    """The overview of a plan, the first one, on a day."""
    found = places(Plan.objects.all(), on=on)
    place = next((each for each in found if each.plan == plan), found[0])
    part = place.part(str(area.pk)) if area else None
    return overview(Measure.objects.all(), place, on=on, part=part, **options)


def numbers(page):
    """Light (``all`` for the total) → (number, number before)."""
    return {figure.light or "all": (figure.number, figure.before) for figure in page.figures}


def codes(rows):
    return [row.measure.code for row in rows]


def lines_of(page):
    """The measures of the matrix in their order."""
    return [line for block in page.matrix.blocks for _heading, found in block.headings for line in found]
