"""A demonstration made once for each module that looks at it."""

import socket
from datetime import date

import pytest
from time_machine import travel

from tracker.management.starting.filling import fill

TODAY = date(2026, 11, 24)
PASSWORD = "tests-only-91"


@pytest.fixture(scope="module")
def told(once):
    """The demonstration as it stands on ``TODAY``, on which the clock stays; rolled back after the module."""
    with travel(TODAY, tick=True):
        yield once(lambda: fill(empty=False, password=PASSWORD, today=TODAY))


@pytest.fixture
def told_afresh(told, db):
    """The same, for one test to do with as it likes."""
    return told


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]
