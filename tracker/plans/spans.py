"""What was known of time limits and of what counts, from one day until another, so that any day can be asked for.

Kept by the actions that change them. A measure is withdrawn, a milestone moved or done from the day on which that was
decided; what was known before stays.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.plans.models import Measure, Milestone

ALWAYS = date(1900, 1, 1)  # known from the beginning


class SpanQuerySet(models.QuerySet):
    def valid(self, *, on):
        """What was known at the end of that day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)

    def current(self):
        return self.filter(until_on=None)


class MeasureSpan(models.Model):
    """The time limit of a measure, and whether it stands in a denominator, as known from a day on."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="spans")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_counted = models.BooleanField(_("counted"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure over time")
        verbose_name_plural = _("measures over time")
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(until_on=None), name="one_current_span_per_measure"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on__lt=F("until_on")), name="measure_span_begins_before_it_ends"
            ),
        ]
        indexes = [models.Index(fields=["measure", "from_on"], name="measure_span_by_day")]

    def __str__(self):
        return f"{self.due_on} · {self.from_on}"


class MilestoneSpan(models.Model):
    """When a milestone was due and whether it was known to be done and verified, from a day on."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="spans")
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone over time")
        verbose_name_plural = _("milestones over time")
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(until_on=None), name="one_current_span_per_milestone"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on__lt=F("until_on")), name="milestone_span_begins_before_it_ends"
            ),
        ]
        indexes = [models.Index(fields=["milestone", "from_on"], name="milestone_span_by_day")]

    def __str__(self):
        return f"{self.due_on} · {self.from_on}"


def remember_measures(measures, *, on):
    """Keep what is known of these measures from that day on; their tasks must be loaded."""
    _remember(MeasureSpan, "measure", {m.pk: {"due_on": m.due_on, "is_counted": m.is_counted} for m in measures}, on)


def remember_milestones(milestones, *, on):
    """Keep what is known of these milestones from that day on."""
    known = {m.pk: {"due_on": m.due_on, "done_on": m.done_on, "verified_on": m.verified_on} for m in milestones}
    _remember(MilestoneSpan, "milestone", known, on)


def _remember(model, owner, known, on):
    """Close the open span of each that is known otherwise now and open the next; on the same day replace it, or, where
    things are again as they were before that day, forget it."""
    spans = {getattr(span, f"{owner}_id"): span for span in model.objects.current().filter(**{f"{owner}__in": known})}
    closed, changed, opened = [], [], []
    for key, facts in known.items():
        span = spans.get(key)
        if span and all(getattr(span, name) == value for name, value in facts.items()):
            continue
        if span and span.from_on >= on:
            if not _undo(span, facts, **{owner: key}):
                for name, value in facts.items():
                    setattr(span, name, value)
                changed.append(span)
            continue
        if span:
            closed.append(span.pk)
        opened.append(model(**{f"{owner}_id": key}, **facts, from_on=on))
    model.objects.filter(pk__in=closed).update(until_on=on)
    if changed:
        model.objects.bulk_update(changed, list(next(iter(known.values()))))
    model.objects.bulk_create(opened)


def _undo(span, facts, **owner):
    """Whether the span before said the same: then it goes on, and this one never was."""
    before = type(span).objects.filter(until_on=span.from_on, **owner, **facts).first()
    if before is None:
        return False
    span.delete()
    type(span).objects.filter(pk=before.pk).update(until_on=None)
    return True
