"""The page of an organization."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tracker.dashboards.organization import organization_page
from tracker.people.models import Organization


def show(request, pk):
    organization = get_object_or_404(Organization.objects.visible_to(request.user).select_related("parent"), pk=pk)
    today = timezone.localdate()
    page = organization_page(organization, on=today)
    return render(request, "organizations/show.html", {"page": page, "organization": organization, "today": today})
