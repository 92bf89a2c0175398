"""My work: the first page of each role says what to do now; leaders have the overview instead."""

from django.shortcuts import redirect, render
from django.utils import timezone

from tracker.dashboards.work.administrator import administrator_work
from tracker.dashboards.work.auditor import auditor_work
from tracker.dashboards.work.organization import organization_work
from tracker.dashboards.work.supervisor import supervisor_work
from tracker.people.roles import Role

PAGES = {
    Role.REPORTER: ("organization", organization_work),
    Role.SIGNATORY: ("organization", organization_work),
    Role.SUPERVISOR: ("supervisor", supervisor_work),
    Role.ADMINISTRATOR: ("administrator", administrator_work),
    Role.AUDITOR: ("auditor", auditor_work),
}


def home(request):
    if request.user.role not in PAGES:
        return redirect("overview:index")
    page, gather = PAGES[request.user.role]
    today = timezone.localdate()
    return render(request, f"work/{page}.html", {"work": gather(request.user, on=today), "today": today})
