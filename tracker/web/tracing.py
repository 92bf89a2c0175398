"""Every request has a number, is measured, and leaves one line in the log."""

import logging
import re
import secrets
import time

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from config import logs
from tracker.web import metrics
from tracker.web.addresses import is_from_proxy

logger = logging.getLogger("tracker.requests")
slow_queries = logging.getLogger("tracker.slow_queries")

HEADER = "X-Request-ID"
PROBES = ("health:live", "health:ready", "health:metrics")
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


def traced(get_response):
    """Gives the request its number, in ``request.number``, in the log and in the answer's header."""

    def middleware(request):
        request.number = _number_of(request)
        token = logs.request_id.set(request.number)
        questions, began = Questions(), time.perf_counter()
        try:
            with connection.execute_wrapper(questions):
                response = get_response(request)
            response.headers[HEADER] = request.number
            _told(request, response, questions, time.perf_counter() - began)
        finally:
            logs.request_id.reset(token)
        return response

    return middleware


class Questions:
    """Counts and times what is asked of the database, and names the slow ones, without the values they carry."""

    def __init__(self):
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seconds = time.perf_counter() - began
            self.count += 1
            self.seconds += seconds
            if settings.SLOW_QUERY_MS and seconds * 1000 >= settings.SLOW_QUERY_MS:
                slow_queries.warning(
                    "%s", " ".join(without_values(str(sql)).split()), extra={"fields": {"ms": round(seconds * 1000)}})


def without_values(sql):
    """SQL with what stands in quotation marks left out; other values never get into its text."""
    return re.sub(r"'(?:[^']|'')*'", "'…'", sql)


def view_of(request, response):
    """The name of the view that answered, of ``static`` files, or ``none``; so there are only so many."""
    if match := getattr(request, "resolver_match", None):
        return match.view_name
    is_static = request.path_info.startswith(settings.STATIC_URL) and response.status_code < 400
    return "static" if is_static else "none"


def person_of(request):
    """Tells people apart in the log without naming them; empty for strangers, and where nobody asked who it is."""
    person = getattr(request, "_cached_user", None)
    if person is None or person.pk is None:
        return ""
    return salted_hmac("tracker.web.tracing", str(person.pk), algorithm="sha256").hexdigest()[:12]


def _number_of(request):
    """The number that a proxy of ours gave, where it looks like one, else a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    if _WELL_FORMED.fullmatch(given) and is_from_proxy(request):
        return given
    return secrets.token_hex(6).upper()


def _told(request, response, questions, seconds):
    view, status = view_of(request, response), response.status_code
    metrics.count(view, status, seconds=seconds, database_seconds=questions.seconds, queries=questions.count)
    level = logging.DEBUG if view in PROBES and status < 400 else logging.INFO
    logger.log(level, "request", extra={"fields": {
        "method": request.method if request.method in METHODS else "other",
        "view": view,
        "status": status,
        "ms": round(seconds * 1000),
        "queries": questions.count,
        "database_ms": round(questions.seconds * 1000),
        "user": person_of(request),
    }})


METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"}
