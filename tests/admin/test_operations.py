"""The page that shows administrators how the site runs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from tracker.admin.operations import ADVICE, NAMES
from tracker.operations import facts, remembered
from tracker.operations.readiness import FAILED, Finding, Readiness
from tracker.people.roles import Role

pytestmark = pytest.mark.django_db

URL = "/admin/operations/"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def administrator(client):
    client.force_login(make_user(username="root", role=Role.ADMINISTRATOR, organization=None))
    return client


def test_it_shows_what_was_measured(administrator, settings):
    context = administrator.get(URL).context

    assert context["database"].kind in {"SQLite", "PostgreSQL"}
    assert context["database"].size > 100_000
    assert context["database"].migrations > 20
    assert context["disks"][0].free > 0
    assert dict(context["settings"])["DATA_DIR"] == str(settings.DATA_DIR)


def test_it_takes_few_queries(administrator, django_assert_max_num_queries):
    administrator.get(URL)

    with django_assert_max_num_queries(10):
        administrator.get(URL)


def test_it_holds_no_secret(administrator, settings):
    settings.CACHES = {"default": {"BACKEND": "config.redis.RedisCache", "LOCATION": "redis://:canary@cache:6379/1"}}
    settings.DATABASES["default"]["PASSWORD"] = "canary"
    settings.SECRET_KEY = "canary" * 10

    assert "canary" not in str(facts.in_force())
    assert ("REDIS_URL", "redis://cache:6379/1") in facts.in_force()


def test_verifying_the_chain_is_remembered(administrator):
    assert administrator.get(URL).context["verified"] is None

    administrator.post(reverse("admin:tracker_auditevent_verify"))
    context = administrator.get(URL).context

    assert context["verified"]["fault"] is None
    assert context["is_verified_lately"]


def test_a_chain_verified_long_ago_says_so(administrator):
    remembered.note_chain(None, count=3, at=timezone.now() - timedelta(days=8))

    assert not administrator.get(URL).context["is_verified_lately"]


def test_what_probes_found_is_listed(administrator, client):
    remembered._add(remembered.READINESS, timezone.now(), status="unavailable", parts=["disk"],
                    reasons=["The disk is full."])

    page = administrator.get(URL)

    assert "The disk is full." in page.text
    assert [change.parts for change in page.context["changes"]] == [[], [NAMES["disk"]]]  # newest first: in order now


def test_what_is_wrong_is_said_in_the_readers_words(administrator, monkeypatch):
    wrong = Readiness((Finding("disk", FAILED, "Less than 300 MB are free (/x: 2 MB)."),))
    monkeypatch.setattr("tracker.admin.operations.examine", lambda **options: wrong)

    page = administrator.get(URL).text

    assert str(ADVICE["disk"]) in page
    assert "/x: 2 MB" in page
