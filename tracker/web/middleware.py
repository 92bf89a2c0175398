"""What is settled before a view is asked: the language to answer in, and which requests are acceptable at all."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed, UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
LANGUAGES = dict(settings.LANGUAGES)


def readable_cookies(get_response):
    """Forgets cookies with a NUL, which PostgreSQL would refuse to look a session up by, and all those of probes.

    Probes are nobody, so that nothing has to be looked up before they are answered.
    """

    def middleware(request):
        is_probe = request.path_info.startswith("/health/")
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if "\0" not in value and not is_probe}
        return get_response(request)

    return middleware


def chosen_language(get_response):
    """The language the person chose: in the account, else by cookie. Chinese until then, whatever the browser says."""

    def middleware(request):
        choices = (getattr(request.user, "language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))
        language = next((choice for choice in choices if choice in LANGUAGES), settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = language
        with translation.override(language):  # and not for whoever this thread serves next
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def acceptable_requests(get_response):
    """Answers 400 or 405 to what no page of ours sends and a view or PostgreSQL would stumble over."""

    def middleware(request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        _refuse_foreign_encoding(request)
        _refuse_oversize(request)
        _refuse_nul(request)
        return get_response(request)

    return middleware


def _refuse_foreign_encoding(request):
    """Names like ``hex`` and ``unicode_escape`` are encodings to Python too."""
    if request.content_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        request.encoding = "utf-8"  # the error page reads the request too
        raise BadRequest(_("Only requests in UTF-8 are understood."))


def _refuse_oversize(request):
    """Before anything is read, so that nobody fills the disk with temporary files."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > settings.REQUEST_MAX_SIZE:
        megabytes = settings.REQUEST_MAX_SIZE // settings.MEBIBYTE
        raise BadRequest(_("More than %(megabytes)d MB were sent at once.") % {"megabytes": megabytes})


def _refuse_nul(request):
    if "\0" in request.path or _has_nul(request.GET) or _has_nul(_posted(request)):
        raise BadRequest(_("The request contains a character that cannot be stored (NUL)."))


def _posted(request):
    try:
        return request.POST
    except (UnreadablePostError, LookupError, ValueError) as error:  # cut off, or with headers nobody can decode
        raise BadRequest(_("The request arrived incomplete or garbled.")) from error


def _has_nul(fields):
    return any("\0" in text for name, values in fields.lists() for text in (name, *values))
