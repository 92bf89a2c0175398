"""Keeping the holiday calendar: what is entered counts for periods that are made from then on."""

from django.db import transaction

from tracker.audit.actions import record
from tracker.people.permissions import can_administer


@transaction.atomic
def keep_special_day(day, *, by, changes=None):
    """Save a holiday or a working weekend; ``changes`` maps fields to ``[before, after]`` for the audit log.

    Raises ``ValidationError`` (field name → sentences) for a day that is entered already. Periods that exist keep
    their days.
    """
    can_administer.check(by)
    day.full_clean()
    day.save()
    record("keep_special_day", day, by=by, **(changes or {}))
    return day


@transaction.atomic
def remove_special_day(day, *, by):
    """Take a day out of the calendar; it follows the rule of the week again."""
    can_administer.check(by)
    record("remove_special_day", day, by=by)
    day.delete()
