"""How the site runs: what it stands on, whether it could serve, and what an administrator has to look after."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tracker.audit.models import AuditEvent
from tracker.operations import facts
from tracker.operations.readiness import examine
from tracker.operations.remembered import CHAIN, READINESS, note_readiness, remembered
from tracker.people.permissions import can_administer

CHAIN_AGE = timedelta(days=7)
SHOWN = 20

NAMES = {
    "database": gettext_lazy("Database"),
    "migrations": gettext_lazy("Migrations"),
    "disk": gettext_lazy("Free disk space"),
    "static_files": gettext_lazy("Files of the pages"),
    "cache": gettext_lazy("Cache"),
    "files": gettext_lazy("Store of evidence"),
}
ADVICE = {
    "database": gettext_lazy("The database cannot be reached."),
    "migrations": gettext_lazy("The database was not brought up to this version; run manage.py migrate."),
    "disk": gettext_lazy("Less than 300 MB are free; make room."),
    "static_files": gettext_lazy("The files of the pages were not collected; run manage.py collectstatic."),
    "cache": gettext_lazy("Redis cannot be reached; pages are put together anew each time."),
    "files": gettext_lazy("The store of evidence cannot be reached; files can neither be read nor added."),
}
STATES = {
    "ok": gettext_lazy("in order"),
    "degraded": gettext_lazy("limited"),
    "failed": gettext_lazy("failed"),
    "unavailable": gettext_lazy("could not serve"),
}


class Line(NamedTuple):
    """A part that was looked at: what to do, in the reader's language, and the finding in English."""

    name: str
    state: str
    advice: str
    reason: str


class Change(NamedTuple):
    """From when on it could serve, or could not, and which parts were the reason."""

    at: datetime
    state: str
    parts: list
    reasons: list


@require_safe
def operations(request, site):
    """Measured at this moment; for administrators."""
    can_administer.check(request.user)
    now, readiness = timezone.now(), examine(thoroughly=True)
    note_readiness(readiness, at=now)
    verified = next(iter(remembered(CHAIN)), None)
    return TemplateResponse(request, "admin/operations.html", {
        **site.each_context(request),
        "title": _("How the site runs"),
        "now": now,
        "findings": [_line(found) for found in readiness.findings],
        "database": facts.database(),
        "disks": facts.disks(),
        "newest_event": AuditEvent.objects.order_by("-number").first(),
        "verified": verified,
        "is_verified_lately": verified is not None and now - verified["at"] <= CHAIN_AGE,
        "changes": [_change(entry) for entry in remembered(READINESS)[:SHOWN]],
        "settings": facts.in_force(),
    })


def _line(found):
    return Line(NAMES[found.name], STATES[found.state], ADVICE[found.name] if found.reason else "", found.reason)


def _change(entry):
    parts = [NAMES[name] for name in entry.get("parts", [])]
    return Change(entry["at"], STATES[entry["status"]], parts, entry["reasons"])
