"""What the pages of indicators can be asked for, and what they draw."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from tracker.dashboards.indicators import sentences
from tracker.dashboards.indicators.lines import Line
from tracker.indicators.models import Indicator
from tracker.indicators.status import Pace
from tracker.web.charts.indicator import NARROW, SMALL, WIDE, Story, indicator_chart
from tracker.web.choosing import Link, PlanChoice, address


@dataclass(frozen=True)
class Card:
    """An indicator beside the others: its line, its drawing and what the drawing shows in words."""

    line: Line
    chart: object
    sentences: tuple

    @property
    def has_chart(self):
        """Whether there is more to draw than a baseline."""
        return bool(self.line.figures or self.line.published)


class Choice(PlanChoice):
    """A plan, one of its objectives, one pace; one query for the objectives that have indicators."""

    def __init__(self, query, plans):
        super().__init__(query, plans)
        self.by_objective = _by_objective(self.plan)
        objectives = list(self.by_objective)
        self.objective = self._one(
            "objective", objectives, _("No indicator is linked to such an objective; all are shown"))
        text = query.get("pace", "")
        self.pace = Pace(text) if text in Pace.values else None
        if text and not self.pace:
            self.faults.append(_("There is no such status; all are shown"))

    @property
    def kept(self):
        chosen = [("objective", self.objective.pk)] if self.objective else []
        return [*super().kept, *chosen, *([("pace", self.pace.value)] if self.pace else [])]

    def kept_apart_from(self, name, *, day=""):
        """(name, value) of what was chosen but for one, with the ``day`` where it is past."""
        return [(each, value) for each, value in self.kept if each != name] + ([("on", day)] if day else [])

    @cached_property
    def objectives(self):
        """(objective, number of its indicators, whether it is chosen)."""
        return [(each, len(keys), each == self.objective) for each, keys in self.by_objective.items()]

    def of_the_objective(self, lines):
        if self.objective is None:
            return lines
        return tuple(line for line in lines if line.indicator.pk in self.by_objective[self.objective])

    def shown(self, lines):
        return tuple(line for line in self.of_the_objective(lines) if self.pace in {None, line.pace})

    def pace_links(self, lines, *, day):
        """All, and each status with its number among those of the chosen objective."""
        kept, lines = self.kept_apart_from("pace", day=day), self.of_the_objective(lines)
        numbers = Counter(line.pace for line in lines)
        yield Link(_("All"), address(kept), self.pace is None, len(lines))
        for pace in Pace:
            if numbers[pace] or pace == self.pace:
                yield Link(pace.label, address([*kept, ("pace", pace.value)]), pace == self.pace, numbers[pace],
                           pace.value)


def cards(lines):
    """A ``Card`` for each line."""
    return [
        Card(line, indicator_chart(story(line), SMALL, latest_text=_latest_text(line)), tuple(sentences.status(line)))
        for line in lines
    ]


def large_charts(line):
    """The drawings of one indicator, for wide and for narrow screens."""
    return [indicator_chart(story(line), size, latest_text=_latest_text(line)) for size in (WIDE, NARROW)]


def story(line):
    """What is drawn of a line: from its baseline or the beginning of the plan to the end of its last year."""
    found, plan = line.assessment, line.indicator.plan
    baseline = line.baseline and (line.baseline.on, line.baseline.value)
    start = found.start or line.baseline
    days = [figure.on for figure in line.figures]
    first = min([plan.starts_on, *days, *([line.baseline.on] if baseline else [])])
    last = max([plan.ends_on, *days, *(target.due_on for target in line.published)])
    return Story(
        first=first, last=last, on=line.on,
        figures=tuple((figure.on, figure.value) for figure in line.figures),
        targets=tuple(
            (target.due_on, target.value, sentences.bounded(target.value, target.bound)) for target in line.published),
        baseline=baseline, start=start and (start.on, start.value),
    )


def _latest_text(line):
    return sentences.of_the_whole(line, line.latest).removesuffix(line.indicator.unit) if line.latest else ""


def _by_objective(plan):
    """Objective → keys of its indicators, in the plan's order; without those that have none."""
    links = Indicator.objectives.through.objects.filter(objective__plan=plan, indicator__plan=plan)
    found = {}
    for link in links.select_related("objective").order_by("objective__number", "objective"):
        found.setdefault(link.objective, set()).add(link.indicator_id)
    return found
