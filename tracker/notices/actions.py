"""Telling people what concerns them, once each."""

from django.utils import timezone

from tracker.notices.models import Notice


def tell(people, *, key, kind, url, **details):
    """Leave one notice for each person; who has been told ``key`` before is not told again."""
    now = timezone.now()
    notices = [
        Notice(recipient=person, key=key, kind=kind, url=url, details=details, at=now) for person in people
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def mark_read(user):
    """The person has seen their notices."""
    Notice.objects.visible_to(user).unread().update(read_at=timezone.now())
