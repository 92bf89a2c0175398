"""The number of a request, its line in the log, and what never gets there."""

import io
import json
import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config import logs
from tests.factories import make_user
from tests.routes import ROUTES
from tests.world import InTheWorld, path_of
from tracker.web import tracing

pytestmark = pytest.mark.urls("tests.web.broken_urls")


@pytest.fixture
def log():
    """What the site writes while a test runs, one dictionary for each line."""
    with written() as stream:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


class written:
    """Everything that any logger says from INFO up, as the JSON formatter writes it."""

    def __enter__(self):
        self.handler = logging.StreamHandler(io.StringIO())
        self.handler.setFormatter(logs.JsonFormatter())
        self.handler.addFilter(logs.WithoutAddress())
        self.loggers = [logging.getLogger(name) for name in ("", "django")]
        for logger in self.loggers:
            logger.addHandler(self.handler)
        return self.handler.stream

    def __exit__(self, *error):
        for logger in self.loggers:
            logger.removeHandler(self.handler)


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


def test_a_request_leaves_one_line(client, log):
    client.force_login(person := make_user(username="canary"))

    response = client.get("/language/now/?q=canary")

    (line,) = [line for line in log() if line["logger"] == "tracker.requests"]
    assert line["request"] == response.headers["X-Request-ID"]
    assert (line["method"], line["view"], line["status"]) == ("GET", "tests.web.broken_urls.language", 200)
    assert line["queries"] == 2
    assert line["user"] not in {"", str(person.pk)}
    assert "canary" not in json.dumps(log())


def test_people_are_told_apart_and_strangers_are_nobody(client, log):
    for username in ("one", "two"):
        client.force_login(make_user(username=username))
        client.get("/language/now/")
    Client().get("/language/now/")

    one, two, nobody = [line["user"] for line in log()]
    assert one != two
    assert nobody == ""


@pytest.mark.parametrize(
    ("given", "peer", "is_kept"),
    [
        ("abc-DEF-123", "127.0.0.1", True),
        ("5b0c0a2e-8d5f-4a55-9b0e-6f2f4f1c7d11", "::1", True),
        ("5b0c0a2e-8d5f-4a55-9b0e-6f2f4f1c7d11", "203.0.113.9", False),
        ("short", "127.0.0.1", False),
        ("x" * 65, "127.0.0.1", False),
        ("abcdefgh\u2028", "127.0.0.1", False),
        ("abcdefgh ijk", "127.0.0.1", False),
        ("<script>1234", "127.0.0.1", False),
    ],
)
def test_a_number_is_taken_from_a_proxy_when_it_looks_like_one(client, given, peer, is_kept):
    answered = client.get("/health/live/", headers={"x-request-id": given}, REMOTE_ADDR=peer).headers["X-Request-ID"]

    assert (answered == given) is is_kept
    assert is_kept or re.fullmatch("[0-9A-F]{12}", answered)


@pytest.mark.parametrize(("url", "status"), [("/fail/", 500), ("/lock/", 503), ("/full/", 507)])
def test_the_page_of_a_failure_bears_the_number_of_the_request(client, log, url, status):
    response = client.get(url)

    assert response.status_code == status
    assert response.headers["X-Request-ID"] in response.text
    assert {line["request"] for line in log()} == {response.headers["X-Request-ID"]}
    assert "secret detail" not in json.dumps(log())


def test_probes_that_succeed_are_not_told(client, log):
    client.get("/health/live/")

    assert log() == []


def test_slow_questions_are_told_without_their_values(client, log, settings, monkeypatch):
    settings.SLOW_QUERY_MS = 1
    moments = iter(range(10_000))
    monkeypatch.setattr(tracing.time, "perf_counter", lambda: next(moments))
    client.force_login(make_user(username="canary"))

    client.get("/language/now/")

    slow = [line for line in log() if line["logger"] == "tracker.slow_queries"]
    assert len(slow) == 2
    assert slow[0]["message"].startswith("SELECT")
    assert slow[0]["ms"] == 1000
    assert "canary" not in json.dumps(slow)


def test_no_question_is_slow_when_the_limit_is_off(client, log, settings, monkeypatch):
    settings.SLOW_QUERY_MS = 0
    moments = iter(range(10_000))
    monkeypatch.setattr(tracing.time, "perf_counter", lambda: next(moments))

    client.get("/echo/")

    assert [line["logger"] for line in log()] == ["tracker.requests"]


def test_values_between_quotation_marks_are_left_out():
    assert tracing.without_values("SELECT 'it''s canary', x FROM y WHERE z = %s") == "SELECT '…', x FROM y WHERE z = %s"


@pytest.mark.nightly
class Canaries(InTheWorld):
    """SEC-606: whatever is sent to any address, nothing of it is found in the log."""

    def setUp(self):
        super().setUp()
        logging.disable(logging.NOTSET)

    def test_nothing_that_people_send_gets_into_the_log(self):
        canary = "canary-13800138000-张三"
        with written() as stream:
            for name in ROUTES:
                if name == "admin:logout" or name == "logout":
                    continue
                self.send(name, canary)
        lines = stream.getvalue().splitlines()

        assert len(lines) > len(ROUTES)
        assert [line for line in lines if "canary" in line or "13800138000" in line or "\\u5f20\\u4e09" in line] == []
        assert all(isinstance(json.loads(line), dict) for line in lines)

    def send(self, name, canary):
        fields = ("username", "password", "old_password", "new_password1", "q", "reason", "name", "phone", "problem",
                  "next", "code", "text", "draft", "on")
        path = path_of(self.world, name, "submitted")
        for role in ("anonymous", "reporter", "administrator"):
            browser = self.browser(role)
            browser.raise_request_exception = False
            _read(browser.get(path, dict.fromkeys(fields, canary), headers={
                "user-agent": "canary", "referer": "http://localhost/canary", "x-request-id": "canary 1 2 3"}))
            file = SimpleUploadedFile(f"{canary}.pdf", b"%PDF-")
            _read(browser.post(path, {**dict.fromkeys(fields, canary), "file": file},
                               headers={"authorization": "Bearer canary", "cookie2": "canary"}))
        stranger = Client(raise_request_exception=False)
        stranger.cookies["sessionid"] = stranger.cookies["csrftoken"] = "canary1234567890"
        stranger.post(path, {"password": canary})


def _read(response):
    """To the end, as a browser does; Django's client then closes the file."""
    if response.streaming:
        b"".join(response.streaming_content)
