"""The fixed vocabularies of indicators."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Bound(models.TextChoices):
    """How a stated figure is meant."""

    EXACT = "exact", _("exact")
    AT_LEAST = "at_least", _("at least")
    ABOUT = "about", _("about")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")
    NONE = "none", _("Neither is better")


class Scope(models.TextChoices):
    """What an indicator's figures cover. Figures of different scope are never added, compared or chained."""

    ZONE = "zone", _("The whole zone")
    AREA = "area", _("One area")
    OTHER = "other", _("Other than the zone or an area")


class Combination(models.TextChoices):
    """How the figure of the whole comes from its districts."""

    WHOLE = "whole", _("Read as a whole, not by district")
    SUM = "sum", _("Sum of the districts")
    MEAN = "mean", _("Mean of the districts, all alike")


class ReadingState(models.TextChoices):
    """What became of a reading; only an approved one counts."""

    SUBMITTED = "submitted", _("Awaiting review")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    RECALLED = "recalled", _("Recalled")


class Pace(models.TextChoices):
    """How an indicator stands against its target line; ``tracker.indicators.progress`` has the rule."""

    REACHED = "reached", pgettext_lazy("of a target", "Reached")
    ON_TRACK = "on_track", _("On track")
    ACCELERATE = "accelerate", _("Acceleration needed")
    LIMITED = "limited", _("Limited progress")
    BACK = "back", _("Going back")
    UNKNOWN = "unknown", _("Cannot be judged")


class Unjudged(models.TextChoices):
    """Why an indicator cannot be judged."""

    NO_DIRECTION = "no_direction", _("No direction is set: neither higher nor lower is better")
    NO_TARGET = "no_target", _("No target with a figure has been published")
    NO_READING = "no_reading", _("No complete figure has been approved")
    NO_START = "no_start", _("There is no dated figure before the latest one to measure the pace from")
