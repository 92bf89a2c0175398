"""Telling people what concerns them, once each."""

from django.conf import settings
from django.utils import timezone, translation

from tracker.notices.models import Notice


def tell(people, *, key, kind, url, **details):
    """Leave one notice for each person; who has been told ``key`` before is not told again.

    ``details`` are what the kind's sentence names, and are written down in the words of each reader's language.
    """
    now = timezone.now()
    notices = [
        Notice(recipient=person, key=key, kind=kind, url=url, details=_in_words_of(person, details), at=now)
        for person in people
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def mark_read(user):
    """The person has seen their notices."""
    Notice.objects.visible_to(user).unread().update(read_at=timezone.now())


def _in_words_of(person, details):
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return {name: str(value) for name, value in details.items()}
