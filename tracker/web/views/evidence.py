"""Pages of evidence."""

from django.http import Http404


def attach(request, **kwargs):
    raise Http404


def download(request, **kwargs):
    raise Http404


def remove(request, **kwargs):
    raise Http404
