"""More time is asked for what is not complete yet; how far a measure is, its reports say."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tracker.plans import actions as plans
from tracker.plans.permissions import can_ask_extension
from tracker.reporting.permissions import already_complete


@transaction.atomic
def ask_extension(row, *, by, **wish):
    """As ``tracker.plans.actions.ask_extension``, but for a measure that is complete: ``ValidationError``."""
    can_ask_extension.check(by, row, on=timezone.localdate())
    if refused := already_complete(row):
        raise ValidationError({"new_due_on": refused})
    return plans.ask_extension(row, by=by, **wish)
