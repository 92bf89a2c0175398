"""How figures are counted, and whom to ask."""

from django.shortcuts import render
from django.utils import timezone

from tracker.people.models import Organization, User
from tracker.people.provenance import Confidence
from tracker.people.roles import Level, Role
from tracker.reporting.limits import SUMMARY_MAX, SUMMARY_MIN


def show(request):
    offices = Organization.objects.active(on=timezone.localdate()).filter(level=Level.TASK_FORCE)
    administrators = User.objects.active().filter(role=Role.ADMINISTRATOR)
    return render(request, "help/show.html", {
        "offices": offices.by_rank(),
        "administrators": administrators.order_by("name"),
        "confidences": Confidence.values,
        "limits": {"least": SUMMARY_MIN, "most": SUMMARY_MAX},
    })
