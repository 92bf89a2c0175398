"""Who opens the panel."""

import pytest

from tests.factories import hand_in, make_user
from tracker.people.roles import Role
from tracker.reporting import actions


@pytest.fixture
def administrator(db):
    return make_user(username="admin", name="管理员", role=Role.ADMINISTRATOR, language="en")


@pytest.fixture
def auditor(db):
    return make_user(username="auditor", name="审计员", role=Role.AUDITOR, language="en")


@pytest.fixture
def panel(client, administrator):
    """A browser in which an administrator has signed in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def approved(report, lead, reviewer):
    """A submission of ``lead`` that ``reviewer`` has approved, at 40 %."""
    submission = hand_in(report, by=lead, percent=40)
    actions.approve(report, by=reviewer, submission=submission)
    submission.refresh_from_db()
    return submission
