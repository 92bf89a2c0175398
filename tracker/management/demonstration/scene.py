"""What each lead has to report on in a quarter, gathered once so that the past and the present are told alike."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from tracker.management.demonstration.story import services, settling, wording
from tracker.management.demonstration.story.course import Course, Story, day, finish_index, percents
from tracker.plans.models import Measure, Milestone
from tracker.reporting.draft import milestone_field, note_field, percent_field

STORIES = (*settling.STORIES, *services.STORIES)


@dataclass
class Part:
    """One lead of one measure: its assignment, its figures by quarter, and how far its milestones are."""

    story: Story
    area: str
    course: Course
    measure: Measure
    assignment: object
    districts: list
    path: list  # {district: percent} by quarter index
    latest: dict = field(default_factory=dict)  # district key → percent approved last

    @property
    def seed(self):
        return f"{self.story.code}-{self.area}"

    @property
    def city(self):
        return self.districts[0].area.city

    def dice(self, period, purpose=""):
        return random.Random(f"{self.seed}-{period.code}-{purpose}")


@dataclass
class Scene:
    """The plan as the demonstration plays in it."""

    plan: object
    cast: object
    periods: list
    today: object
    parts: list
    steps: dict  # milestone key → (Step, done_on or None)

    @property
    def newest(self):
        return len(self.periods) - 1

    def open_milestones(self, part, period):
        """What a report on that period must answer for, as ``tracker.reporting.actions.steps.due_milestones``."""
        return list(
            Milestone.objects.filter(measure=part.measure).answered_by(part.assignment.organization_id)
            .open().due_by(period.ends_on).in_order()
        )

    def quarter(self, part, index):
        """The facts that the wording is made of."""
        period = self.periods[index]
        finish = finish_index(part.course, self.newest)
        names = {district.pk: district.short_name for district in part.districts}
        partner = part.dice(period, "partner").choice(part.story.partners or ("task-force",))
        return wording.Quarter(
            short=part.measure.label, city=part.city, partner=self.cast.organizations[partner].short_name,
            month=period.ends_on.month, share=(index + 1) / ((self.newest if finish is None else finish) + 1),
            figures={names[pk]: percent for pk, percent in part.path[index].items()},
            before={names[pk]: percent for pk, percent in part.latest.items()}, seed=f"{part.seed}-{period.code}",
        )

    def draft(self, part, index, *, on, milestones, dated=True):
        """A complete draft as the lead would have typed it on the day ``on``."""
        quarter = self.quarter(part, index)
        draft = {}
        for district in part.districts:
            draft[percent_field(district.pk)] = str(part.path[index][district.pk])
            draft[note_field(district.pk)] = wording.note(part.story, quarter, district.short_name)
        draft["summary"] = wording.summary(part.story, quarter)
        for milestone in milestones:
            draft |= self._milestone(milestone, on)
        draft["has_problem"] = "no"
        if found := wording.problem(part.story, quarter):
            text, asked = found
            draft |= {"has_problem": "yes", "problem": text, "help_by": (on + timedelta(days=30)).isoformat(),
                      "help_from": str(self.cast.organizations.get(asked, self.cast.task_force).pk)}
        draft["next_steps"] = wording.next_steps(part.story, quarter, dated=dated)
        return draft

    def _milestone(self, milestone, on):
        step, done_on = self.steps[milestone.pk]
        done, day, reason = (milestone_field(milestone.pk, part) for part in ("done", "on", "reason"))
        if done_on and done_on <= on:
            return {done: "yes", day: done_on.isoformat()}
        expected = done_on or on + timedelta(days=60)
        return {done: "no", day: expected.isoformat(), reason: step.reason or wording.LATE}


def make_paths(story, districts_by_area, *, newest):
    """The figures of every lead of a story, by area."""
    return {
        area: percents(course, [d.pk for d in districts_by_area[area]], seed=f"{story.code}-{area}", newest=newest)
        for area, course in story.courses.items()
    }


def step_days(step, *, today, period_end):
    """``(due_on, done_on, first_due_on)`` of a step."""
    return tuple(day(text, today=today, period_end=period_end) for text in (step.due, step.done, step.first_due))
