"""P-13: while PostgreSQL is away every page says so, and the first request after it is back succeeds."""

import re
import time
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.test import Client

from config.wsgi import application
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql",
        reason="needs DATABASE_URL with a PostgreSQL",
    ),
]

PAGES = ("/", "/login/", "/overview/", "/measures/", "/review/", "/account/", "/admin/", "/measures/M-1/", "/readings/")


@pytest.fixture
def cookie():
    client = Client()
    client.force_login(make_user(username="somebody"))
    return f"sessionid={client.cookies['sessionid'].value}"


@pytest.fixture
def elsewhere():
    """A connection to another database of the same server, to shut the door from."""
    import psycopg

    given = connection.settings_dict
    words = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in words.items() if v}) as other:
        yield other
        _let_in(other, True)


def test_every_page_is_503_with_a_number_and_comes_back_by_itself(elsewhere, cookie):
    assert ask("/measures/", cookie)[0] == 200
    _let_in(elsewhere, False)

    for path in PAGES:
        began = time.monotonic()
        status, headers, page = ask(path, cookie)
        if path == "/login/" and status == 200:
            continue
        assert (path, status) == (path, 503)
        assert re.search(r"\b[0-9A-F]{12}\b", page)[0] == headers["X-Request-ID"]
        assert "lang=\"zh" in page
        assert headers["Retry-After"] == "5"
        assert time.monotonic() - began < 2
    assert ask("/health/live/", cookie)[0] == 200
    status, _headers, text = ask("/health/ready/", cookie)
    assert (status, '"state": "failed"' in text) == (503, True)

    _let_in(elsewhere, True)
    began = time.monotonic()

    assert [ask(path, cookie)[0] for path in ("/measures/", "/health/ready/")] == [200, 200]
    assert time.monotonic() - began < 2


def test_a_connection_cut_between_two_requests_is_not_noticed(elsewhere, cookie):
    for _round in range(5):
        assert ask("/measures/", cookie)[0] == 200
        _cut(elsewhere)

    assert ask("/measures/", cookie)[0] == 200


def test_a_session_is_not_lost(elsewhere, cookie):
    _let_in(elsewhere, False)
    ask("/measures/", cookie)
    _let_in(elsewhere, True)

    assert SessionStore(cookie.partition("=")[2]).get("_auth_user_id")


def ask(path, cookie):
    """Status, headers and text of an answer, asked as a server asks: with the signals Django's client leaves out."""
    environ = {"PATH_INFO": path, "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": cookie}
    setup_testing_defaults(environ)
    answers = []
    response = application(environ, lambda status, headers: answers.append((status, dict(headers))))
    text = b"".join(response).decode("utf-8", "replace")
    response.close()
    status, headers = answers[0]
    return int(status[:3]), headers, text


def _let_in(other, is_open):
    name = connection.settings_dict["NAME"]
    other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(is_open).lower()}')
    if is_open:
        connections.close_all()
    else:
        _cut(other)


def _cut(other):
    name = connection.settings_dict["NAME"]
    other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
