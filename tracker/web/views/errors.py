"""What a person reads when something is refused or has failed."""

import logging
import secrets
import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from tracker.people.permissions import Overtaken

logger = logging.getLogger("tracker.web")


@requires_csrf_token
def bad_request(request, exception):
    """400: what came in cannot be used; ``reason`` says why where that is known."""
    return render(request, "400.html", {"reason": _reason(exception)}, status=400)


@requires_csrf_token
def forbidden(request, exception):
    """403, with the sentence of the refusal as ``reason``; 409 to the slower of two, who reads what the other did."""
    if isinstance(exception, Overtaken):
        return render(request, "409.html", {"reason": str(exception)}, status=409)
    return render(request, "403.html", {"reason": str(exception)}, status=403)


@requires_csrf_token
def not_found(request, exception):
    """404: nothing there, or nothing this person may see."""
    return render(request, "404.html", status=404)


@login_not_required
@requires_csrf_token
def csrf_failure(request, reason=""):
    """403 for a form without a valid token: the page was left open too long, or another site sent it."""
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """500, or 503 when the database cannot be reached or is busy; the number of the ``event`` is also in the log.

    Rendered without the request: whatever the layout would ask it for (the person, the session) may be what failed.
    """
    event = secrets.token_hex(4).upper()
    unavailable = isinstance(sys.exc_info()[1], InterfaceError | OperationalError)
    logger.error("Event %s while answering %s %s", event, request.method, ascii(request.path))
    content = loader.render_to_string("500.html", {"event": event, "unavailable": unavailable})
    return HttpResponse(content, status=503 if unavailable else 500)


def _reason(exception):
    if isinstance(exception, BadRequest):
        return str(exception)
    if isinstance(exception, RequestDataTooBig):
        return _("The form holds more text than can be taken at once.")
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return _("The form holds more fields or files than can be taken at once.")
    return ""
