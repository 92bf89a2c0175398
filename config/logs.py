"""What the log holds: one line for each event, readable or as JSON, without control signs and without personal data."""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

FORMATS = ("line", "json")
LONGEST = 2000  # signs of a message

request_id = ContextVar("request_id", default="")  # of the request that is being answered

_SPEAK_OF_MACHINES = (OSError, OperationalError, InterfaceError, ImproperlyConfigured, ImportError)
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
)


def configuration(form, *, requests=True):
    """Django's ``LOGGING``; ``form`` is one of ``FORMATS``. Without ``requests`` there is no line for each request."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"plain": {"()": "config.logs.WithoutAddress"}},
        "formatters": {"chosen": {"()": f"config.logs.{form.capitalize()}Formatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen", "filters": ["plain"]}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "django.request": {"level": "ERROR"},  # what was refused stands in the line of its request
            "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            "tracker.requests": {"level": "INFO" if requests else "WARNING"},
        },
    }


def of_the_server(form):
    """The same for gunicorn's own words, which are spoken before Django is there."""
    return {
        "filters": {"plain": {"()": "config.logs.WithoutAddress"}},
        "formatters": {"chosen": {"()": f"config.logs.{form.capitalize()}Formatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen", "filters": ["plain"]}},
        "root": {"handlers": ["console"]},
        "loggers": {"gunicorn.error": {"handlers": ["console"], "propagate": False}},
    }


class WithoutAddress(logging.Filter):
    """Takes addresses out of what Django and gunicorn say: people type all kinds of things into them."""

    def filter(self, record):
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            path = getattr(request, "path", None)
            record.args = tuple("" if word == path else word for word in record.args)
        if record.name == "gunicorn.error" and record.msg == "Error handling request %s":
            record.args = ("",)
        return True


class LineFormatter(logging.Formatter):
    """``time level logger [request] message key=value …``; where an error was raised follows on indented lines."""

    def format(self, record):
        words = [_moment(record).isoformat(" ", "milliseconds"), record.levelname, f"{record.name}:"]
        if number := request_id.get():
            words.append(f"[{number}]")
        words += [record.getMessage()[:LONGEST], *(f"{key}={value}" for key, value in _fields(record).items())]
        line = escaped(" ".join(words))
        return "\n    ".join([line, *map(escaped, told(record.exc_info))])


class JsonFormatter(logging.Formatter):
    """One JSON object on one line, in ASCII."""

    def format(self, record):
        told_error = told(record.exc_info)
        return json.dumps({
            "at": _moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": escaped(record.getMessage()[:LONGEST]),
            **({"request": number} if (number := request_id.get()) else {}),
            **{key: escaped(value) if isinstance(value, str) else value for key, value in _fields(record).items()},
            **({"exception": [escaped(line) for line in told_error]} if told_error else {}),
        })


def escaped(text):
    """The text without signs that end a line, steer a terminal or turn the direction of reading."""
    return _UNSAFE.sub(lambda sign: ascii(sign[0])[1:-1], text)


def told(exc_info):
    """Where an error was raised, as lines: its kind and the way to it.

    Its words only where they speak of machines: those of others quote what people typed.
    """
    error = exc_info[1] if exc_info else None
    lines, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        words = f": {error}"[:LONGEST] if isinstance(error, _SPEAK_OF_MACHINES) else ""
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}{words}")
        lines += [f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def _moment(record):
    return datetime.fromtimestamp(record.created).astimezone()


def _fields(record):
    """What was said beside the message."""
    return getattr(record, "fields", {})
