"""Every page of the site, with the person who looks at it and a way to find its address in the demonstration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from tests.browser import figures
from tests.exchange.copies.offices import apply_all, brought_back_with_everything
from tests.exchange.importing.texts import TEXT
from tests.word_files import written
from tracker import acts
from tracker.admin.base import ReadOnlyAdmin
from tracker.models import (
    Area,
    AuditEvent,
    Briefing,
    BriefingTemplate,
    CopyReturn,
    Extension,
    Indicator,
    Measure,
    Plan,
    ProgressReport,
    ReportException,
    ReportingPeriod,
    SourceDocument,
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


def _report(name, username, state, suffix=""):
    """The newest report of a person's organization in this state."""
    def address():
        organization = User.objects.get(username=username).organization
        reports = ProgressReport.objects.filter(
            assignment__organization=organization, period__opens_on__lte=timezone.localdate()
        ).order_by("-period__opens_on")
        report = next(report for report in reports if report.state == state)
        return reverse(f"reports:{name}", args=[report.pk]) + suffix
    return address


def _submission(**conditions):
    def address():
        submission = Submission.objects.filter(**conditions).order_by("-submitted_at").first()
        return reverse("review:show", args=[submission.pk])
    return address


def _extension(**conditions):
    return lambda: Extension.objects.filter(**conditions).latest("pk").get_absolute_url()


def _exception(*, is_granted):
    """A report that a supervisor may except, and one that was; the demonstration grants none, so it is granted here."""
    def address():
        supervisor = User.objects.get(username="supervisor")
        granted = ReportException.objects.open().order_by("pk").first()
        reports = ProgressReport.objects.open_to(supervisor).with_context().filter(
            status="draft", correction_reason="", exceptions=None, period__opens_on__lte=timezone.localdate()
        ).order_by("-period__opens_on", "pk")
        if is_granted and granted is None:
            granted = acts.grant_exception(
                reports.last(), by=supervisor, kind="excused", reason="本期无此项工作，经专班会议同意免报")
        return reverse("reports:exception", args=[granted.report_id if is_granted else reports.first().pk])
    return address


def _light(*, is_set):
    """A measure whose light the rules decide, and one whose light is set by hand; nobody has, so it is done here."""
    def address():
        measures = Measure.objects.counted().select_related("task").order_by("code")
        if not is_set:
            return reverse("measures:light", args=[measures.filter(overrides=None).first().code])
        measure = measures.last()
        if not measure.overrides.exists():
            until_on = timezone.localdate() + timedelta(days=30)
            acts.set_light(measure, by=User.objects.get(username="admin"), light="yellow", until_on=until_on,
                           reason="上位办法正在修订，经专班会议同意")
        return reverse("measures:light", args=[measure.code])
    return address


def _briefing(name, *, is_issued=True):
    """A briefing of the demonstration, made here since it brings none."""
    def address():
        supervisor = User.objects.get(username="supervisor")
        found = Briefing.objects.filter(state="issued" if is_issued else "draft").first()
        if found is None:
            today = timezone.localdate()
            period = ReportingPeriod.objects.opened(on=today).filter(plan=Plan.objects.in_order().first()).first()
            found = acts.make_briefing(period, by=supervisor, on=min(period.closes_on, today))
            found = acts.issue_briefing(found, by=supervisor) if is_issued else found
        return reverse(f"briefings:{name}", args=[found.pk])
    return address


def _return(*, is_applied=False):
    """A copy that came back with a change, a conflict and a fault; each page that asks gets the same one."""
    reporter = User.objects.get(username="reporter")
    found = CopyReturn.objects.filter(state="applied" if is_applied else "proposed").first()
    if found is None:
        report = ProgressReport.objects.owed_by(reporter.organization, on=timezone.localdate()).first()
        found = brought_back_with_everything(report, by=reporter)
        found = apply_all(found, by=reporter) if is_applied else found
    return found.get_absolute_url()


def _templates():
    """The page of templates with one on it."""
    if not BriefingTemplate.objects.exists():
        acts.keep_template(written("{{ title }}", "{{ body }}"), by=User.objects.get(username="admin"), name="简版")
    return reverse("briefings:templates")


def _measure(suffix="", **conditions):
    def address():
        measure = Measure.objects.filter(**conditions).order_by("code").first()
        return reverse("measures:show", args=[measure.code]) + suffix
    return address


def _goals(suffix=""):
    """The goals of the measure with the most of them."""
    def address():
        measure = Measure.objects.annotate(goals=Count("milestones__goal_year")).order_by("-goals", "code").first()
        return reverse("measures:goals", args=[measure.code]) + suffix
    return address


def _document(name, *, is_applied=False):
    """An official document that was taken over, or is being checked; the demonstration has none, so it is handed in."""
    def address():
        by = User.objects.get(username="admin")
        document = SourceDocument.objects.filter(state="applied" if is_applied else "proposed").first()
        if document is None:
            text = TEXT if is_applied else TEXT.replace("图书流通", "报刊流通")
            file = ContentFile(text.encode(), name="方案.txt")
            document = acts.propose_document(None, by=by, file=file, is_new_plan=True)
            if is_applied:
                acts.apply_document(document, by=by, version=document.version)
        numbers = [] if name == "index" else [document.pk, 4] if name == "item" else [document.pk]
        return reverse(f"documents:{name}", args=numbers)
    return address


def _indicator(suffix="", **conditions):
    """Of these the one with the most figures."""
    def address():
        found = Indicator.objects.filter(**conditions).annotate(told=Count("readings"))
        return found.order_by("-told", "number").first().get_absolute_url() + suffix
    return address


def _route(name, suffix=""):
    return lambda: reverse(name) + suffix


def _organization(username):
    return lambda: User.objects.get(username=username).organization.get_absolute_url()


PAGES = (
    Page("sign-in", "", _route("login")),
    Page("my work of a reporter", "reporter", _route("work:home")),
    Page("my work of a signatory", "signatory", _route("work:home")),
    Page("my work of a supervisor", "supervisor", _route("work:home")),
    Page("overview", "leader", _route("overview:index")),
    Page("overview, an area with what awaits review", "supervisor",
         lambda: reverse("overview:index") + f"?basis=pending&area={Area.objects.order_by('pk').last().pk}"),
    Page("overview, a past day", "reporter", _route("overview:index", "?on=2024-10-10")),
    Page("overview, before the first report", "leader", _route("overview:index", "?on=2022-06-30")),
    Page("my work of an administrator", "admin", _route("work:home")),
    Page("my work of an auditor", "auditor", _route("work:home")),
    Page("ledger", "reporter", _route("measures:index")),
    Page("ledger, filtered", "supervisor", _route("measures:index", "?status=under_way&q=户籍&sort=due")),
    Page("ledger by light on a past day", "supervisor",
         _route("measures:index", "?light=red&light=yellow&sort=light&on=2024-10-10")),
    Page("ledger with what awaits review", "leader", _route("measures:index", "?basis=pending&view=alarming")),
    Page("changes", "supervisor", _route("since:index", "?since=2024-06-30&on=2024-10-10")),
    Page("changes until today", "reporter", _route("since:index", "?since=2025-12-31&what=light")),
    Page("changes between days that cannot be", "leader", _route("since:index", "?since=2999-01-01&what=nonsense")),
    Page("ledger, nothing found", "leader", _route("measures:index", "?q=找不到的措施")),
    Page("measure", "gz-police", _measure(code="1-06")),
    Page("measure for a supervisor", "supervisor", _measure(code="1-08")),
    Page("measure, its whole log", "reporter", _measure("?log=all", code="1-06")),
    Page("measure, a past day", "supervisor", _measure("?on=2024-10-10", code="1-08")),
    Page("measure, before the first light", "leader", _measure("?on=2021-06-30", code="1-08")),
    Page("measure, its log up to a past day", "reporter", _measure("?log=all&on=2024-10-10", code="1-06")),
    Page("goals and milestones", "gz-police", _goals()),
    Page("goals and milestones, a past day", "leader", _goals("?on=2024-10-10")),
    Page("goals and milestones, to be kept", "admin", _goals()),
    Page("extensions", "supervisor", _route("extensions:index")),
    Page("extensions, own", "gz-labour", _route("extensions:index", "?state=granted")),
    Page("extension to ask for", "gz-labour", lambda: reverse("extensions:ask", args=["1-10"])),
    Page("extension that waits already", "gz-rural", lambda: reverse("extensions:ask", args=["1-07"])),
    Page("extension to decide", "supervisor", _extension(state="asked")),
    Page("extension, refused", "qy-planning", _extension(state="refused")),
    Page("extension, granted", "leader", _extension(state="granted", milestone=None)),
    Page("light to set by hand", "supervisor", _light(is_set=False)),
    Page("light set by hand", "admin", _light(is_set=True)),
    Page("light rules", "reporter", _route("lights:rules")),
    Page("gap in the plan", "reporter", _measure(confidence="D")),
    Page("report, submitted", "gz-police", _report("show", "gz-police", "submitted")),
    Page("report, approved", "gz-police", _report("show", "gz-police", "approved")),
    Page("report, returned", "reporter", _report("show", "reporter", "returned")),
    Page("report, blank", "reporter", _report("show", "reporter", "blank")),
    Page("report form, blank", "reporter", _report("edit", "reporter", "blank")),
    Page("report form, draft", "qy-police", _report("edit", "qy-police", "draft")),
    Page("report form, with errors", "qy-police", _report("edit", "qy-police", "draft", "?errors=1")),
    Page("report form, returned", "reporter", _report("edit", "reporter", "returned")),
    Page("check before handing in", "reporter", _report("check", "reporter", "returned")),
    Page("report form that cannot be written", "gz-police", _report("edit", "gz-police", "submitted"), 403),
    Page("receipt", "gz-police", _report("receipt", "gz-police", "submitted")),
    Page("review, waiting", "supervisor", _submission(report__status="submitted", decision="")),
    Page("review, decided", "supervisor", _submission(decision="approved")),
    Page("exception to grant", "supervisor", _exception(is_granted=False)),
    Page("exception in force", "supervisor", _exception(is_granted=True)),
    Page("organization, own", "reporter", _organization("reporter")),
    Page("organization, another", "supervisor", _organization("gz-police")),
    Page("organization, a past day", "reporter",
         lambda: User.objects.get(username="gz-police").organization.get_absolute_url() + "?on=2024-10-10"),
    Page("timeline", "reporter", _route("timeline:index")),
    Page("timeline, extended measures on a past day", "leader",
         _route("timeline:index", "?view=extended&on=2025-10-10")),
    Page("timeline, nothing found", "leader", _route("timeline:index", "?view=overdue&on=2022-06-30")),
    Page("wall chart", "supervisor", _route("timeline:index", "?paper=a3")),
    Page("rates of reporting", "supervisor", _route("rates:index")),
    Page("rates of reporting, an area on a past day", "leader",
         lambda: reverse("rates:index") + f"?area={Area.objects.first().pk}&on=2024-06-30"),
    Page("forecasts", "leader", _route("forecasts:index")),
    Page("forecasts, too little history", "reporter", _route("forecasts:index", "?on=2023-06-30")),
    Page("files", "reporter", _route("exports:index")),
    Page("files, for a leader", "leader", _route("exports:index")),
    Page("export that is refused", "supervisor", _route("exports:ledger", "?light=purple"), 400),
    Page("figures of indicators", "reporter", _route("readings:index")),
    Page("figures of indicators, for a supervisor", "supervisor", _route("readings:index")),
    Page("figures of indicators, for a leader", "leader", _route("readings:index")),
    Page("figures to report", "reporter", figures.address("report")),
    Page("figures to report, a past day", "reporter", figures.address("report", suffix="?on=2024-06-30")),
    Page("figure to decide on", "supervisor", figures.address("decide", state="submitted")),
    Page("figure that was decided on", "supervisor", figures.address("decide", state="approved")),
    Page("figures as a workbook", "reporter", _route("readings:upload")),
    Page("figures that came back", "reporter", figures.returned),
    Page("working copies", "reporter", _route("copies:upload")),
    Page("working copies, for a signatory", "signatory", _route("copies:upload")),
    Page("returned copy", "reporter", _return),
    Page("returned copy, its receipt", "reporter", lambda: _return(is_applied=True)),
    Page("briefings", "supervisor", _route("briefings:index")),
    Page("briefings, for a leader", "leader", _route("briefings:index", "?page=9")),
    Page("briefing, a draft", "supervisor", _briefing("show", is_issued=False)),
    Page("briefing, issued", "reporter", _briefing("show")),
    Page("briefing, checked", "auditor", _briefing("check")),
    Page("briefing templates", "admin", _templates),
    Page("indicators", "leader", _route("indicators:index")),
    Page("indicators of one status on a past day", "supervisor",
         _route("indicators:index", "?pace=unknown&on=2024-06-30")),
    Page("indicators, what does not exist", "reporter", _route("indicators:index", "?pace=nonsense&objective=999999")),
    Page("indicator of the zone", "reporter", _indicator(scope="zone", combination="sum", direction="up")),
    Page("indicator of an area, on a past day", "supervisor", _indicator("?on=2024-10-10", scope="area")),
    Page("indicator of another extent", "leader", _indicator(scope="other")),
    Page("objectives", "leader", _route("objectives:index")),
    Page("objectives, a past day", "reporter", _route("objectives:index", "?on=2024-10-10")),
    Page("plan", "leader", _route("plan:show")),
    Page("official documents", "admin", _document("index")),
    Page("document being checked", "admin", _document("show")),
    Page("document being checked, an item", "admin", _document("item")),
    Page("document being checked, its facts", "admin", _document("facts")),
    Page("document taken over", "reporter", _document("show", is_applied=True)),
    Page("document taken over, its coverage", "leader", _document("coverage", is_applied=True)),
    Page("notices", "reporter", _route("notices:index")),
    Page("account", "reporter", _route("account:show")),
    Page("password", "reporter", _route("account:password")),
    Page("help", "reporter", _route("help:show")),
    Page("not found", "reporter", lambda: "/measures/none-such/", 404),
    Page("not allowed", "reporter", _route("review:index"), 403),
)


def _of_a_model(model, model_admin):
    kind = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    name = f"panel, {model._meta.object_name}"
    person = "auditor" if model is AuditEvent else "admin"

    def of_first(act, applies=lambda row: True):
        rows = Submission.objects.approved() if model is Submission else model.objects.all()
        return lambda: reverse(f"{kind}_{act}", args=[next(row.pk for row in rows.order_by("pk") if applies(row))])

    yield Page(f"{name}: list", person, _route(f"{kind}_changelist"))
    yield Page(f"{name}: one", person, of_first("change"))
    if not isinstance(model_admin, ReadOnlyAdmin):
        yield Page(f"{name}: new", person, _route(f"{kind}_add"))
        yield Page(f"{name}: history", person, of_first("history"))
        for question in getattr(model_admin, "questions", ()):
            yield Page(f"{name}: {question.name}", person, of_first(question.name, question.applies))


def _panel():
    yield Page("panel", "admin", _route("admin:index"))
    yield Page("how the site runs", "admin", _route("admin:operations"))
    yield Page("panel for an auditor", "auditor", _route("admin:index"))
    yield Page("panel, the log is verified", "auditor", _route("admin:tracker_auditevent_verify"))
    yield Page("panel, new rules", "admin", _route("admin:tracker_ruleset_new"))
    yield Page("panel, periods ahead", "admin", _route("admin:tracker_reportingperiod_ahead"))
    for model, model_admin in admin.site._registry.items():
        yield from _of_a_model(model, model_admin)


PANEL = tuple(_panel())


def addresses():
    """The addresses of all pages, asked inside the site's own process."""
    return {page.name: page.address() for page in PAGES + PANEL}
