"""What every test stands on: the site's settings without HTTPS, in a folder that goes away."""

import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis

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

hypothesis.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
hypothesis.load_profile("untimed")

_folder = tempfile.TemporaryDirectory(prefix="tracker-tests-")


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out the tests that ask for no database")


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


def pytest_itemcollected(item):
    """What is built once for a module is built in one process; said before the groups are read."""
    if "once" in item.fixturenames:
        item.add_marker(pytest.mark.xdist_group(item.module.__name__))


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_for_a_database(item)])
        items[:] = filter(_asks_for_a_database, items)


def _asks_for_a_database(item):
    wanted = {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)
    return bool(wanted or item.get_closest_marker("django_db") or getattr(item.cls, "databases", ()))


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """``once(build)`` answers what ``build()`` made for all tests of the module; each takes back only what it did."""

    def made(build):
        with django_db_blocker.unblock():
            return build()

    around = transaction.atomic()
    made(around.__enter__)
    yield made
    made(lambda: transaction.set_rollback(True))
    made(lambda: around.__exit__(None, None, None))


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
