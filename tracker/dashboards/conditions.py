"""Which measures are meant: what people filter by, as conditions that the list, its counts and its export share."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from tracker.dashboards.slots import expected_reports, judged
from tracker.lights.status import Light
from tracker.plans.extensions import Extension
from tracker.plans.models import Assignment, Measure
from tracker.plans.spans import MilestoneSpan
from tracker.plans.text import normalise
from tracker.reporting.rates import MISSING, OPEN
from tracker.reporting.status import Completion

SOON = timedelta(days=30)
NOT_HANDED_IN = (MISSING, OPEN)
DONE = (Completion.COMPLETED, Completion.VERIFIED)


@dataclass(frozen=True)
class MeasureConditions:
    """Conditions on measures ``with_progress`` of the day ``on``; ``periods`` are the newest, one for each plan.

    What is judged (status, time limit, milestones, reports) is judged of counted measures only.
    """

    on: date
    periods: tuple = ()

    def counted(self):
        return Q(counts=True)

    def keyword(self, text):
        """Every word stands in the measure or in the name of a lead organization."""
        found = Q()
        for typed in text.split():
            word = normalise(typed)
            named = Q(organization__name__icontains=typed) | Q(organization__short_name__icontains=typed)
            found &= Q(search_text__contains=word) | Q(Exists(self._leads().filter(named)))
        return found

    def completion(self, completion):
        return Q(completion=completion) & self.counted()

    def light(self, *lights):
        return Q(light__in=lights) & self.counted()

    def alarming(self):
        """Red or yellow."""
        return self.light(Light.RED, Light.YELLOW)

    def unlit(self):
        """Counted, and no light is on record for that day."""
        return Q(light=None) & self.counted()

    def overdue(self):
        """The time limit has passed and the measure is not complete."""
        return Q(limit__lt=self.on) & self._unfinished()

    def due_soon(self):
        return Q(limit__range=(self.on, self.on + SOON)) & self._unfinished()

    def due_this_year(self):
        return self.due_between(date(self.on.year, 1, 1), date(self.on.year, 12, 31))

    def due_between(self, first_day=None, last_day=None):
        due = Q(limit__gte=first_day) if first_day else Q(limit__isnull=False)
        return (due & Q(limit__lte=last_day) if last_day else due) & self.counted()

    def late_milestone(self):
        late = MilestoneSpan.objects.valid(on=self.on).filter(
            milestone__measure=OuterRef("pk"), done_on=None, due_on__lt=self.on
        )
        return Q(Exists(late)) & self.counted()

    def extended(self):
        """It, or a milestone of it, was ever given more time by that day."""
        counted = Extension.objects.known(on=self.on).counted()
        return Q(Exists(counted.filter(measure=OuterRef("pk")))) & self.counted()

    def unreported(self):
        """A lead has handed nothing in for the newest period, and has to."""
        expected = judged(expected_reports(), self.periods, on=self.on)
        owed = expected.filter(assignment__measure=OuterRef("pk"), outcome__in=NOT_HANDED_IN)
        return Q(Exists(owed)) & self.counted()

    def led_by(self, organizations):
        """``organizations`` are keys."""
        return Q(Exists(self._leads().filter(organization__in=organizations)))

    def in_districts(self, districts):
        """``districts`` are keys."""
        applies = Measure.districts.through.objects.filter(measure=OuterRef("pk"), district__in=districts)
        return Q(Exists(applies))

    def in_areas(self, areas):
        """In a district of one of these areas; ``areas`` are keys."""
        applies = Measure.districts.through.objects.filter(measure=OuterRef("pk"), district__area__in=areas)
        return Q(Exists(applies))

    def _leads(self):
        return Assignment.objects.leads().valid(on=self.on).filter(measure=OuterRef("pk"))

    def _unfinished(self):
        return ~Q(completion__in=DONE) & self.counted()
