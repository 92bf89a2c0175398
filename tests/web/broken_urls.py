"""Addresses that fail in every way a view can, beside those of the site."""

import errno

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import get_language

from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def fail(request):
    raise RuntimeError("secret detail")


@login_not_required
def lock(request):
    raise OperationalError("database is locked")


@login_not_required
def fill(request):
    raise OSError(errno.ENOSPC, "No space left on device")


@login_not_required
def refuse(request):
    raise PermissionDenied("Nobody reviews their own organization's report")


@login_not_required
def echo(request):
    return HttpResponse("|".join([request.POST.get("text", ""), *sorted(request.COOKIES)]))


@login_not_required
def language(request):
    return HttpResponse(get_language())


urlpatterns = [
    path("fail/", fail),
    path("lock/", lock),
    path("full/", fill),
    path("refuse/", refuse),
    path("echo/", echo),
    path("language/now/", language),
    *urlpatterns,
]
