"""A real Redis: pages and sessions are kept there, and the site goes on when it is away."""

import socket
import subprocess
import time

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import caches
from django.http import HttpRequest
from django.test import Client

from config import redis
from tests.factories import make_user

redis_package = pytest.importorskip("redis")


class Server:
    """A Redis of its own on a free port, started, stopped and frozen at will; nothing is written to the disk."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    @property
    def address(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL)
        client = redis_package.Redis(port=self.port)
        for _attempt in range(100):
            try:
                if client.ping():
                    break
            except redis_package.RedisError:
                time.sleep(0.05)
        client.close()

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(monkeypatch, settings):
    """The site's cache and sessions in a Redis that runs; pauses are short."""
    server = Server()
    try:
        server.start()
    except FileNotFoundError:
        pytest.skip("redis-server is not installed")
    monkeypatch.setattr(redis, "PAUSE", 0.2)
    settings.CACHES = {"default": {
        "BACKEND": "config.redis.RedisCache", "LOCATION": server.address, "KEY_PREFIX": "tracker",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    yield server
    caches["default"].close()
    server.stop()


@pytest.fixture
def cache(server):
    return caches["default"]


def wait_for(truth):
    for _attempt in range(60):
        if truth():
            return True
        time.sleep(0.05)
    return False


def test_what_is_kept_is_found(cache):
    cache.set("a", ["进", 1], 60)

    assert cache.get("a") == ["进", 1]
    assert (cache.add("a", 2), cache.add("b", 2), cache.incr("b")) == (False, True, 3)
    assert cache.get_many(["a", "b", "c"]) == {"a": ["进", 1], "b": 3}
    assert (cache.has_key("b"), cache.touch("b", 60), cache.ping()) == (True, True, True)
    cache.delete_many(["a", "b"])
    assert cache.get("a", "gone") == "gone"


def test_without_redis_nothing_is_found_and_nothing_fails(cache, server):
    cache.set("a", 1)
    server.stop()

    assert cache.get("a", "gone") == "gone"
    assert (cache.set("a", 2), cache.add("a", 2), cache.touch("a"), cache.delete("a")) == (None, False, False, False)
    assert (cache.get_many(["a"]), cache.set_many({"a": 1}), cache.has_key("a")) == ({}, ["a"], False)
    assert (cache.clear(), cache.ping()) == (False, False)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_a_redis_that_was_restarted_is_used_again(cache, server):
    server.stop()
    assert cache.get("a") is None
    server.start()

    assert wait_for(lambda: cache.set("a", 1) or cache.get("a") == 1)


def test_a_redis_that_does_not_answer_costs_one_request_its_patience(cache, server):
    cache.set("a", 1)
    server.process.send_signal(19)  # SIGSTOP: connections are taken, nothing is answered
    try:
        began = time.monotonic()
        assert cache.get("a") is None
        first = time.monotonic() - began
        began = time.monotonic()
        answers = [cache.get("a") for _time in range(100)]
        rest = time.monotonic() - began
    finally:
        server.process.send_signal(18)

    assert answers == [None] * 100
    assert first < 3
    assert rest < 3


@pytest.mark.django_db
def test_people_stay_signed_in_without_redis(server):
    client, person = Client(), make_user(username="somebody")
    client.force_login(person)
    assert client.get("/account/").status_code == 200
    server.stop()

    assert client.get("/account/").status_code == 200
    assert client.get("/health/ready/").json()["checks"]["cache"]["state"] == "degraded"
    assert client.get("/health/ready/").status_code == 200


@pytest.mark.django_db
def test_a_session_needs_no_question_to_the_database_while_redis_is_there(server, django_assert_num_queries):
    session = SessionStore()
    session["a"] = 1
    session.save()

    with django_assert_num_queries(0):
        assert SessionStore(session.session_key)["a"] == 1


@pytest.mark.django_db
def test_a_session_that_ended_during_an_outage_does_not_come_back(server):
    """The Redis is frozen, not restarted, so that it still holds the session afterwards."""
    client, person = Client(), make_user(username="somebody")
    client.force_login(person)
    key = client.session.session_key
    assert get_user(_with(key)) == person
    server.process.send_signal(19)
    try:
        client.post("/logout/")
    finally:
        server.process.send_signal(18)
    time.sleep(0.3)

    assert get_user(_with(key)).is_anonymous
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value


def test_too_many_forgotten_keys_empty_the_cache(cache, server, monkeypatch):
    monkeypatch.setattr(redis, "FORGOTTEN_MOST", 3)
    cache.set("other", 1)
    cache.outage.to_delete = {f"key {number}" for number in range(4)}

    assert cache.get("other") is None


def _with(key):
    request = HttpRequest()
    request.session = SessionStore(key)
    return request
