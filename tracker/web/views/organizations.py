"""Pages of organizations."""

from django.http import Http404


def show(request, **kwargs):
    raise Http404
