"""The goals of the years and the steps of one measure, as known on a day, with the share that each has."""

from collections import defaultdict
from dataclasses import dataclass

from tracker.plans.models import Assignment, Milestone
from tracker.plans.spans import MilestoneSpan
from tracker.plans.weights import shares

YEARS_MOST = 12


@dataclass(frozen=True)
class GoalLine:
    """A goal or step with its share of all weight in percent."""

    milestone: Milestone
    share: int


@dataclass(frozen=True)
class Goals:
    """``years`` are pairs (year, its ``GoalLine`` s) for each year of the plan and each with a goal; ``steps`` the
    other milestones, the first due first. Organizations are those who may answer: leads, and who answers already."""

    years: tuple
    steps: tuple
    organizations: tuple

    @property
    def lines(self):
        return [*(line for _year, lines in self.years for line in lines), *self.steps]

    @property
    def milestones(self):
        return [line.milestone for line in self.lines]

    @property
    def verified(self):
        return sum(milestone.verified_on is not None for milestone in self.milestones)

    @property
    def done(self):
        return sum(milestone.done_on is not None for milestone in self.milestones)

    @property
    def weight(self):
        return sum(milestone.weight for milestone in self.milestones)


def goals(measure, *, on):
    """The ``Goals`` of a measure (its task's plan at hand) as known on that day, in two queries."""
    spans = MilestoneSpan.objects.valid(on=on).filter(milestone__measure=measure).select_related(
        "milestone__organization").order_by("due_on", "milestone")
    milestones = [_as_known(span, measure) for span in spans]
    lines = [GoalLine(*pair) for pair in zip(milestones, shares(m.weight for m in milestones), strict=True)]
    by_year = defaultdict(list)
    for line in lines:
        by_year[line.milestone.goal_year].append(line)
    steps = by_year.pop(None, ())
    leads = Assignment.objects.leads().valid(on=on).filter(measure=measure).select_related("organization")
    answering = {lead.organization for lead in leads} | {m.organization for m in milestones if m.organization}
    return Goals(
        tuple((year, tuple(by_year.get(year, ()))) for year in sorted({*years_of(measure.task.plan), *by_year})),
        tuple(steps), tuple(sorted(answering, key=lambda each: (each.position, each.name))),
    )


def years_of(plan):
    """The years of a plan, of one that runs for ever the first dozen."""
    return range(plan.starts_on.year, min(plan.ends_on.year, plan.starts_on.year + YEARS_MOST - 1) + 1)


def _as_known(span, measure):
    milestone = span.milestone
    milestone.due_on, milestone.done_on, milestone.verified_on = span.due_on, span.done_on, span.verified_on
    milestone.measure = measure
    return milestone
