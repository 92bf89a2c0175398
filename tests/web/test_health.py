"""What probes and monitoring are told, and who is told how much."""

import re

import pytest
from django.test import Client

from tests.factories import make_user
from tracker.operations.readiness import FAILED, Finding, Readiness

STRANGE = {"x-forwarded-for": "203.0.113.9"}
NOT_READY = Readiness((Finding("disk", FAILED, "Less than 300 MB are free."),))


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def test_live_asks_nothing_of_the_database(client):
    """Without ``django_db``: a question would end this test."""
    response = client.get("/health/live/", headers={"cookie": "sessionid=abcdefgh12345678"})

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_names_what_it_looked_at(client):
    response = client.get("/health/ready/")

    assert response.status_code == 200
    assert response.json()["checks"]["database"] == {"state": "ok"}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, {"status": "unavailable",
              "checks": {"disk": {"state": "failed", "reason": "Less than 300 MB are free."}}}),
        (STRANGE, {"status": "unavailable"}),
    ],
)
def test_not_ready_is_503_with_the_reason_for_those_who_may_know(client, monkeypatch, headers, expected):
    monkeypatch.setattr("tracker.web.views.health.examine", lambda: NOT_READY)

    response = client.get("/health/ready/", headers=headers)

    assert (response.status_code, response.json()) == (503, expected)


@pytest.mark.django_db
def test_metrics_count_views_and_not_addresses(client):
    client.get("/login/?next=/canary/")
    client.get("/canary/")

    text = client.get("/health/metrics/").text

    assert re.search(r'^tracker_requests_total\{status="2xx",view="login"\} [1-9]', text, re.MULTILINE)
    assert re.search(r'^tracker_requests_total\{status="4xx",view="none"\} [1-9]', text, re.MULTILINE)
    assert 'tracker_request_seconds_bucket{le="0.3",view="login"}' in text
    assert re.search(r"^tracker_process_memory_bytes [0-9.e+]+$", text, re.MULTILINE)
    assert "canary" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/health/metrics/"])
def test_strangers_find_no_metrics(client, url):
    assert client.get(url, headers=STRANGE).status_code == 404
    assert client.get(url, REMOTE_ADDR="203.0.113.9").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("peer", "forwarded", "status"),
    [
        ("127.0.0.1", "", 200),
        ("::1", "", 200),
        ("::ffff:127.0.0.1", "", 200),
        ("127.0.0.1", "127.0.0.1", 200),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", 404),  # a proxy behind a proxy
        ("127.0.0.1", "127.0.0.1, 203.0.113.9", 404),  # typed by the browser in front of its own address
        ("203.0.113.9", "127.0.0.1", 404),
        ("127.0.0.1", "unknown", 404),
        ("127.0.0.1", "127.0.0.1\x00", 404),
        ("", "", 404),
        ("", "203.0.113.9", 404),
        ("nonsense", "", 404),
    ],
)
def test_the_address_is_the_last_that_is_no_proxy(client, peer, forwarded, status):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    assert client.get("/health/metrics/", headers=headers, REMOTE_ADDR=peer).status_code == status


@pytest.mark.django_db
def test_a_proxy_that_does_not_say_for_whom_it_asks_is_told_nothing(client):
    assert client.get("/health/metrics/", headers={"x-forwarded-proto": "https"}).status_code == 404


@pytest.mark.django_db
def test_a_network_can_be_let_in(client, settings):
    from ipaddress import ip_network

    settings.HEALTH_ALLOW_IPS = [ip_network("203.0.113.0/24")]

    assert client.get("/health/metrics/", headers=STRANGE).status_code == 200
    assert client.get("/health/metrics/").status_code == 404


@pytest.mark.parametrize("url", ["/health/live/", "/health/ready/", "/health/metrics/"])
def test_a_host_nobody_serves_is_refused(db, url):
    client = Client(raise_request_exception=False)

    assert client.get(url, headers={"host": "evil.example"}).status_code == 400


def test_probes_are_not_sent_on_to_https_and_people_are(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/live/").status_code == 200
    assert client.get("/login/").status_code == 301


@pytest.mark.django_db
def test_a_person_signed_in_is_told_no_more_than_others(client):
    client.force_login(make_user(username="somebody"))

    assert client.get("/health/metrics/", headers=STRANGE).status_code == 404
