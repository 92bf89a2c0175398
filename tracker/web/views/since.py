"""What changed between two days."""

from django.shortcuts import render


def index(request):
    return render(request, "since/index.html", {})
