"""What a line of the log looks like, whatever it is given."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError, OperationalError

from config import logs

HOSTILE = "a\r\nb\x1b[31mc\u2028d\u202ee\u2066f\x85g\x00h\ud800i\u200fj"


def record(message="said %s", *words, error=None, **extra):
    found = logging.LogRecord("tracker.x", logging.WARNING, __file__, 1, message, words or ("this",), None)
    if error:
        try:
            raise error
        except Exception:
            found.exc_info = sys.exc_info()
    for name, value in extra.items():
        setattr(found, name, value)
    return found


@pytest.fixture(autouse=True)
def number():
    token = logs.request_id.set("A1B2C3D4E5F6")
    yield
    logs.request_id.reset(token)


@pytest.mark.parametrize("formatter", [logs.LineFormatter(), logs.JsonFormatter()])
@pytest.mark.parametrize("error", [None, ConnectionError(HOSTILE)])
def test_one_event_is_one_line_without_control_signs(formatter, error):
    line = formatter.format(record("said %s", HOSTILE, error=error, fields={"user": HOSTILE}))
    first, *rest = line.split("\n")

    assert logs._UNSAFE.search(line.replace("\n", "")) is None
    assert "\\r" in first
    assert "\\n" in first
    assert all(word.startswith("    ") for word in rest)
    assert len(line.splitlines()) == 1 + len(rest)
    if isinstance(formatter, logs.JsonFormatter):
        assert (rest, line.isascii()) == ([], True)
        assert json.loads(line)["request"] == "A1B2C3D4E5F6"


def test_json_holds_the_fields_as_they_are():
    told = json.loads(logs.JsonFormatter().format(record(fields={"status": 200, "view": "login", "user": ""})))

    assert (told["message"], told["status"], told["view"]) == ("said this", 200, "login")
    assert (told["level"], told["logger"]) == ("WARNING", "tracker.x")


def test_chinese_stays_readable_in_lines():
    assert "[A1B2C3D4E5F6] 系统 view=登录" in logs.LineFormatter().format(record("%s", "系统", fields={"view": "登录"}))


@pytest.mark.parametrize("formatter", [logs.LineFormatter(), logs.JsonFormatter()])
@pytest.mark.parametrize("error", [ValueError("canary"), IntegrityError("Key (a)=(canary) exists"), KeyError("canary")])
def test_an_error_is_told_by_kind_and_place_only(formatter, error):
    line = formatter.format(record(error=error))

    assert type(error).__name__ in line
    assert "test_logs.py" in line
    assert "canary" not in line


def test_errors_of_machines_are_told_in_words():
    assert "connection refused" in logs.LineFormatter().format(record(error=OperationalError("connection refused")))


def test_what_led_to_an_error_is_told_too():
    cause = ValueError("canary")
    error = RuntimeError("canary")
    error.__cause__ = cause
    cause.__context__ = error  # a ring must not go on for ever

    lines = logs.told((RuntimeError, error, None))

    assert lines == ["builtins.RuntimeError", "builtins.ValueError"]


def test_a_long_message_is_cut():
    assert len(logs.LineFormatter().format(record("%s", "x" * 100_000))) < logs.LONGEST + 200


def test_gunicorn_does_not_tell_addresses():
    words = "Error handling request %s", ("/?q=canary",)
    found = logging.LogRecord("gunicorn.error", logging.ERROR, "", 1, *words, None)

    logs.WithoutAddress().filter(found)

    assert found.getMessage() == "Error handling request "
