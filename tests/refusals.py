"""Refusals without the layout of the site, for tests that are refused thousands of times."""

from django.http import HttpResponse

RENDERING = "tracker.web.views.errors.render"  # what to put ``without_layout`` in the place of


def without_layout(request, template, context=None, *, status):
    """The reason alone."""
    return HttpResponse((context or {}).get("reason", ""), status=status)
