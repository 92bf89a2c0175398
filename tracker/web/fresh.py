"""Pages that rest on the audit log: kept until something is recorded or the day changes, never a moment longer.

Every change writes an audit event in its own transaction, so the end of the log names the state that a page shows. It
is part of every key: nothing has to be invalidated, and an entry that is no longer asked for falls out by itself.
"""

from functools import wraps
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from tracker.web.context import frame_of

KEPT_FOR = 24 * 60 * 60  # seconds, at most


def gathered(request, name, gather, *arguments):
    """What ``gather()`` returns for these arguments, worked out once for each state of the log, day and language.

    ``arguments`` are texts, numbers and days that tell one result from another; the person must not matter.
    """
    key = f"gathered-{_digest(name, arguments, *_state(request))}"
    found = cache.get(key)
    if found is None:
        found = gather()
        cache.set(key, found, KEPT_FOR)
    return found


def unless_seen(view):
    """Answers 304 to a browser that holds the page as it still is; it has to ask each time."""
    @wraps(view)
    def answered(request, *args, **kwargs):
        response = conditional(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    conditional = condition(etag_func=_etag)(view)
    return answered


def _etag(request, *args, **kwargs):
    """Everything that the page of this person depends on; None while a message waits to be shown."""
    if len(get_messages(request)):
        return None
    user, around = request.user, frame_of(request)
    return '"{}"'.format(_digest(
        _CODE, request.get_full_path(), *_state(request), user.pk, user.theme, user.text_size, around.unread,
        around.to_review, around.has_demonstration, request.META.get("CSRF_COOKIE"), request.session.session_key,
        request.headers.get("HX-Request"),
    ))


def _state(request):
    """The end of the log, as it was before anything else was asked for, the day and the language."""
    return frame_of(request).end_of_log, timezone.localdate(), get_language()


def _digest(*parts):
    return sha256(repr(parts).encode()).hexdigest()[:32]


def _code_version():
    """When the files that make a page were last changed: a new version of the site makes every page a new one."""
    folders = (settings.BASE_DIR / "templates", Path(__file__).parent.parent)
    files = (file for folder in folders for file in folder.rglob("*") if file.suffix in {".html", ".py", ".mo", ".css"})
    return max(int(file.stat().st_mtime) for file in files)


_CODE = _code_version()
