"""What every test stands on: the site's settings without HTTPS, in a folder that goes away."""

import tempfile
from pathlib import Path

import pytest

from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)

_folder = tempfile.TemporaryDirectory(prefix="tracker-tests-")


def pytest_configure(config):
    """Plain HTTP, fast passwords, unhashed static files, data in a temporary folder; the rest is as in production."""
    from django.conf import settings

    folder = Path(_folder.name)
    settings.DATA_DIR = folder
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES["default"]["OPTIONS"]["location"] = folder / "evidence"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if settings.DATABASES["default"]["ENGINE"] == "config.sqlite":  # a real file: races need real connections
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    # Factories write rows without events, so in tests nothing may be kept, unless a test asks for it.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    settings.SECURE_HSTS_SECONDS = 0
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.LANGUAGE_COOKIE_SECURE = False


def pytest_unconfigure(config):
    _folder.cleanup()


@pytest.fixture
def plan(db):
    plan = make_plan()
    make_area(plan=plan)
    return plan


@pytest.fixture
def lead(db):
    """Reports for the organization that leads the measure."""
    return make_user(username="lead", name="陈嘉仪")


@pytest.fixture
def colleague(lead):
    """Works in the same organization as ``lead``."""
    return make_user(username="colleague", name="林晓彤", organization=lead.organization)


@pytest.fixture
def reviewer(plan):
    """Supervises the whole plan."""
    return make_supervisor(plan=plan, username="reviewer", name="周明")


@pytest.fixture
def outsider(db):
    """Reports for another organization and must never see what is not theirs."""
    return make_user(username="outsider", name="外单位")


@pytest.fixture
def report(plan, lead):
    """An untouched report of ``lead``'s organization, due now."""
    measure = make_measure(task=make_task(plan=plan))
    return make_report(assignment=make_assignment(measure=measure, organization=lead.organization))
