"""What tests about pages share."""

import pytest
from django.conf import settings
from django.utils import timezone, translation

from tests.factories import hand_in
from tracker import acts
from tracker.models import ProgressReport


@pytest.fixture
def in_english(client):
    """The pages in English, because the sources are."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def approved(report, lead, reviewer):
    """A report approved at 40 % on a measure whose lights are drawn."""
    hand_in(report, by=lead, percent=40, summary="完成登记办法。" * 20)
    acts.approve(ProgressReport.objects.with_context().get(pk=report.pk), by=reviewer)
    return report


@pytest.fixture
def briefing(approved, reviewer):
    """A draft on the whole zone as known today."""
    return acts.make_briefing(approved.period, by=reviewer, on=timezone.localdate())
