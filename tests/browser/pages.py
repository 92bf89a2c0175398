"""Every page of the site, with the person who looks at it and a way to find its address in the demonstration."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse

from tests.browser import figures, find
from tracker.admin.base import ReadOnlyAdmin
from tracker.models import (
    Area,
    AuditEvent,
    Submission,
    User,
)


@dataclass(frozen=True)
class Page:
    """``address`` is asked inside the site's own process; ``status`` is what the page answers with."""

    name: str
    person: str
    address: Callable[[], str]
    status: int = 200

    def __str__(self):
        return self.name


PAGES = (
    Page("sign-in", "", find.route("login")),
    Page("my work of a reporter", "reporter", find.route("work:home")),
    Page("my work of a signatory", "signatory", find.route("work:home")),
    Page("my work of a supervisor", "supervisor", find.route("work:home")),
    Page("overview", "leader", find.route("overview:index")),
    Page("overview, an area with what awaits review", "supervisor",
         lambda: reverse("overview:index") + f"?basis=pending&area={Area.objects.order_by('pk').last().pk}"),
    Page("overview, a past day", "reporter", find.route("overview:index", "?on=2024-10-10")),
    Page("overview, before the first report", "leader", find.route("overview:index", "?on=2022-06-30")),
    Page("my work of an administrator", "admin", find.route("work:home")),
    Page("my work of an auditor", "auditor", find.route("work:home")),
    Page("ledger", "reporter", find.route("measures:index")),
    Page("ledger, filtered", "supervisor", find.route("measures:index", "?status=under_way&q=户籍&sort=due")),
    Page("ledger by light on a past day", "supervisor",
         find.route("measures:index", "?light=red&light=yellow&sort=light&on=2024-10-10")),
    Page("ledger with what awaits review", "leader", find.route("measures:index", "?basis=pending&view=alarming")),
    Page("changes", "supervisor", find.route("since:index", "?since=2024-06-30&on=2024-10-10")),
    Page("changes until today", "reporter", find.route("since:index", "?since=2025-12-31&what=light")),
    Page("changes between days that cannot be", "leader", find.route("since:index", "?since=2999-01-01&what=nonsense")),
    Page("ledger, nothing found", "leader", find.route("measures:index", "?q=找不到的措施")),
    Page("measure", "gz-police", find.measure(code="1-06")),
    Page("measure for a supervisor", "supervisor", find.measure(code="1-08")),
    Page("measure, its whole log", "reporter", find.measure("?log=all", code="1-06")),
    Page("measure, a past day", "supervisor", find.measure("?on=2024-10-10", code="1-08")),
    Page("measure, before the first light", "leader", find.measure("?on=2021-06-30", code="1-08")),
    Page("measure, its log up to a past day", "reporter", find.measure("?log=all&on=2024-10-10", code="1-06")),
    Page("goals and milestones", "gz-police", find.goals()),
    Page("goals and milestones, a past day", "leader", find.goals("?on=2024-10-10")),
    Page("goals and milestones, to be kept", "admin", find.goals()),
    Page("extensions", "supervisor", find.route("extensions:index")),
    Page("extensions, own", "gz-labour", find.route("extensions:index", "?state=granted")),
    Page("extension to ask for", "gz-labour", lambda: reverse("extensions:ask", args=["1-10"])),
    Page("extension that waits already", "gz-rural", lambda: reverse("extensions:ask", args=["1-07"])),
    Page("extension to decide", "supervisor", find.extension(state="asked")),
    Page("extension, refused", "qy-planning", find.extension(state="refused")),
    Page("extension, granted", "leader", find.extension(state="granted", milestone=None)),
    Page("light to set by hand", "supervisor", find.light(is_set=False)),
    Page("light set by hand", "admin", find.light(is_set=True)),
    Page("light rules", "reporter", find.route("lights:rules")),
    Page("gap in the plan", "reporter", find.measure(confidence="D")),
    Page("report, submitted", "gz-police", find.report("show", "gz-police", "submitted")),
    Page("report, approved", "gz-police", find.report("show", "gz-police", "approved")),
    Page("report, returned", "reporter", find.report("show", "reporter", "returned")),
    Page("report, blank", "reporter", find.report("show", "reporter", "blank")),
    Page("report form, blank", "reporter", find.report("edit", "reporter", "blank")),
    Page("report form, draft", "qy-police", find.report("edit", "qy-police", "draft")),
    Page("report form, with errors", "qy-police", find.report("edit", "qy-police", "draft", "?errors=1")),
    Page("report form, returned", "reporter", find.report("edit", "reporter", "returned")),
    Page("check before handing in", "reporter", find.report("check", "reporter", "returned")),
    Page("report form that cannot be written", "gz-police", find.report("edit", "gz-police", "submitted"), 403),
    Page("receipt", "gz-police", find.report("receipt", "gz-police", "submitted")),
    Page("review, waiting", "supervisor", find.submission(report__status="submitted", decision="")),
    Page("review, decided", "supervisor", find.submission(decision="approved")),
    Page("exception to grant", "supervisor", find.exception(is_granted=False)),
    Page("exception in force", "supervisor", find.exception(is_granted=True)),
    Page("organization, own", "reporter", find.organization("reporter")),
    Page("organization, another", "supervisor", find.organization("gz-police")),
    Page("organization, a past day", "reporter",
         lambda: User.objects.get(username="gz-police").organization.get_absolute_url() + "?on=2024-10-10"),
    Page("timeline", "reporter", find.route("timeline:index")),
    Page("timeline, extended measures on a past day", "leader",
         find.route("timeline:index", "?view=extended&on=2025-10-10")),
    Page("timeline, nothing found", "leader", find.route("timeline:index", "?view=overdue&on=2022-06-30")),
    Page("wall chart", "supervisor", find.route("timeline:index", "?paper=a3")),
    Page("rates of reporting", "supervisor", find.route("rates:index")),
    Page("rates of reporting, an area on a past day", "leader",
         lambda: reverse("rates:index") + f"?area={Area.objects.first().pk}&on=2024-06-30"),
    Page("forecasts", "leader", find.route("forecasts:index")),
    Page("forecasts, too little history", "reporter", find.route("forecasts:index", "?on=2023-06-30")),
    Page("files", "reporter", find.route("exports:index")),
    Page("files, for a leader", "leader", find.route("exports:index")),
    Page("export that is refused", "supervisor", find.route("exports:ledger", "?light=purple"), 400),
    Page("figures of indicators", "reporter", find.route("readings:index")),
    Page("figures of indicators, for a supervisor", "supervisor", find.route("readings:index")),
    Page("figures of indicators, for a leader", "leader", find.route("readings:index")),
    Page("figures to report", "reporter", figures.address("report")),
    Page("figures to report, a past day", "reporter", figures.address("report", suffix="?on=2024-06-30")),
    Page("figure to decide on", "supervisor", figures.address("decide", state="submitted")),
    Page("figure that was decided on", "supervisor", figures.address("decide", state="approved")),
    Page("figures as a workbook", "reporter", find.route("readings:upload")),
    Page("figures that came back", "reporter", figures.returned),
    Page("working copies", "reporter", find.route("copies:upload")),
    Page("working copies, for a signatory", "signatory", find.route("copies:upload")),
    Page("returned copy", "reporter", find.returned),
    Page("returned copy, its receipt", "reporter", lambda: find.returned(is_applied=True)),
    Page("briefings", "supervisor", find.route("briefings:index")),
    Page("briefings, for a leader", "leader", find.route("briefings:index", "?page=9")),
    Page("briefing, a draft", "supervisor", find.briefing("show", is_issued=False)),
    Page("briefing, issued", "reporter", find.briefing("show")),
    Page("briefing, checked", "auditor", find.briefing("check")),
    Page("briefing templates", "admin", find.templates),
    Page("indicators", "leader", find.route("indicators:index")),
    Page("indicators of one status on a past day", "supervisor",
         find.route("indicators:index", "?pace=unknown&on=2024-06-30")),
    Page("indicators, what does not exist", "reporter",
         find.route("indicators:index", "?pace=nonsense&objective=999999")),
    Page("indicator of the zone", "reporter", find.indicator(scope="zone", combination="sum", direction="up")),
    Page("indicator of an area, on a past day", "supervisor", find.indicator("?on=2024-10-10", scope="area")),
    Page("indicator of another extent", "leader", find.indicator(scope="other")),
    Page("objectives", "leader", find.route("objectives:index")),
    Page("objectives, a past day", "reporter", find.route("objectives:index", "?on=2024-10-10")),
    Page("plan", "leader", find.route("plan:show")),
    Page("official documents", "admin", find.document("index")),
    Page("document being checked", "admin", find.document("show")),
    Page("document being checked, an item", "admin", find.document("item")),
    Page("document being checked, its facts", "admin", find.document("facts")),
    Page("document taken over", "reporter", find.document("show", is_applied=True)),
    Page("document taken over, its coverage", "leader", find.document("coverage", is_applied=True)),
    Page("notices", "reporter", find.route("notices:index")),
    Page("account", "reporter", find.route("account:show")),
    Page("password", "reporter", find.route("account:password")),
    Page("help", "reporter", find.route("help:show")),
    Page("not found", "reporter", lambda: "/measures/none-such/", 404),
    Page("not allowed", "reporter", find.route("review:index"), 403),
)


def _of_a_model(model, model_admin):
    kind = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    name = f"panel, {model._meta.object_name}"
    person = "auditor" if model is AuditEvent else "admin"

    def of_first(act, applies=lambda row: True):
        rows = Submission.objects.approved() if model is Submission else model.objects.all()
        return lambda: reverse(f"{kind}_{act}", args=[next(row.pk for row in rows.order_by("pk") if applies(row))])

    yield Page(f"{name}: list", person, find.route(f"{kind}_changelist"))
    yield Page(f"{name}: one", person, of_first("change"))
    if not isinstance(model_admin, ReadOnlyAdmin):
        yield Page(f"{name}: new", person, find.route(f"{kind}_add"))
        yield Page(f"{name}: history", person, of_first("history"))
        for question in getattr(model_admin, "questions", ()):
            yield Page(f"{name}: {question.name}", person, of_first(question.name, question.applies))


def _panel():
    yield Page("panel", "admin", find.route("admin:index"))
    yield Page("how the site runs", "admin", find.route("admin:operations"))
    yield Page("panel for an auditor", "auditor", find.route("admin:index"))
    yield Page("panel, the log is verified", "auditor", find.route("admin:tracker_auditevent_verify"))
    yield Page("panel, new rules", "admin", find.route("admin:tracker_ruleset_new"))
    yield Page("panel, periods ahead", "admin", find.route("admin:tracker_reportingperiod_ahead"))
    for model, model_admin in admin.site._registry.items():
        yield from _of_a_model(model, model_admin)


PANEL = tuple(_panel())


def addresses():
    """The addresses of all pages, asked inside the site's own process."""
    return {page.name: page.address() for page in PAGES + PANEL}
