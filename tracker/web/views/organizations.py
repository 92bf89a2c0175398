"""The page of an organization."""

from django.shortcuts import get_object_or_404, render

from tracker.dashboards.organization import organization_page
from tracker.people.models import Organization
from tracker.web.days import asked_day
from tracker.web.fresh import unless_seen


@unless_seen
def show(request, pk):
    organization = get_object_or_404(Organization.objects.visible_to(request.user).select_related("parent"), pk=pk)
    asked = asked_day(request)
    return render(request, "organizations/show.html", {
        "organization": organization, "asked": asked, "today": asked.on,
        "page": organization_page(organization, on=asked.on, looks_back=asked.is_past),
    })
