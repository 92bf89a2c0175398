"""What a person reads when something is refused or has failed."""

import errno
import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from config.unavailable import Unavailable
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
    """500; 503 when what the site stands on cannot be reached or is busy; 507 when the disk is full.

    The number of the ``event`` is that of the request, so everything about it is found in the log. Rendered without
    the request: whatever the layout would ask it for (the person, the session) may be what failed.
    """
    event, status = getattr(request, "number", ""), _status_of(sys.exc_info()[1])
    logger.error("Event %s ended in %d", event, status)
    content = loader.render_to_string("500.html", {"event": event, "unavailable": status == 503, "full": status == 507})
    return HttpResponse(content, status=status, headers={"Retry-After": "5"} if status == 503 else {})


def _status_of(error):
    if isinstance(error, InterfaceError | OperationalError | Unavailable):
        return 503
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return 507
    return 500


def _reason(exception):
    if isinstance(exception, BadRequest):
        return str(exception)
    if isinstance(exception, RequestDataTooBig):
        return _("The form holds more text than can be taken at once.")
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return _("The form holds more fields or files than can be taken at once.")
    return ""
