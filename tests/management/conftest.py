"""A demonstration made once for each module that looks at it."""

import socket
from datetime import date

import pytest
from django.db import transaction
from time_machine import travel

from tracker.management.starting.filling import fill

TODAY = date(2026, 11, 24)
PASSWORD = "tests-only-91"


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The demonstration as it stands on ``TODAY``, on which the clock stays; rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with travel(TODAY, tick=True):
            filled = fill(empty=False, password=PASSWORD, today=TODAY)
            with django_db_blocker.block():
                yield filled
        transaction.set_rollback(True)


@pytest.fixture
def told_afresh(told, django_db_blocker):
    """The same, for one test to do with as it likes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield told
        transaction.set_rollback(True)


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]
