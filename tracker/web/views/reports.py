"""Pages of reports."""

from django.http import Http404


def show(request, **kwargs):
    raise Http404


def edit(request, **kwargs):
    raise Http404


def autosave(request, **kwargs):
    raise Http404


def check(request, **kwargs):
    raise Http404


def submit(request, **kwargs):
    raise Http404


def receipt(request, **kwargs):
    raise Http404


def recall(request, **kwargs):
    raise Http404


def sign(request, **kwargs):
    raise Http404


def correct(request, **kwargs):
    raise Http404
