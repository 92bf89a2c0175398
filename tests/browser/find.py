"""Where the pages are that the browser looks at: ways to find their addresses in the demonstration."""


from datetime import timedelta

from django.core.files.base import ContentFile
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from tests.exchange.copies.offices import apply_all, brought_back_with_everything
from tests.exchange.importing.texts import TEXT
from tests.word_files import written
from tracker import acts
from tracker.models import (
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


def report(name, username, state, suffix=""):
    """The newest report of a person's organization in this state."""
    def address():
        organization = User.objects.get(username=username).organization
        reports = ProgressReport.objects.filter(
            assignment__organization=organization, period__opens_on__lte=timezone.localdate()
        ).order_by("-period__opens_on")
        report = next(report for report in reports if report.state == state)
        return reverse(f"reports:{name}", args=[report.pk]) + suffix
    return address


def submission(**conditions):
    def address():
        submission = Submission.objects.filter(**conditions).order_by("-submitted_at").first()
        return reverse("review:show", args=[submission.pk])
    return address


def extension(**conditions):
    return lambda: Extension.objects.filter(**conditions).latest("pk").get_absolute_url()


def exception(*, is_granted):
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


def light(*, is_set):
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


def briefing(name, *, is_issued=True):
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


def returned(*, is_applied=False):
    """A copy that came back with a change, a conflict and a fault; each page that asks gets the same one."""
    reporter = User.objects.get(username="reporter")
    found = CopyReturn.objects.filter(state="applied" if is_applied else "proposed").first()
    if found is None:
        report = ProgressReport.objects.owed_by(reporter.organization, on=timezone.localdate()).first()
        found = brought_back_with_everything(report, by=reporter)
        found = apply_all(found, by=reporter) if is_applied else found
    return found.get_absolute_url()


def templates():
    """The page of templates with one on it."""
    if not BriefingTemplate.objects.exists():
        acts.keep_template(written("{{ title }}", "{{ body }}"), by=User.objects.get(username="admin"), name="简版")
    return reverse("briefings:templates")


def measure(suffix="", **conditions):
    def address():
        measure = Measure.objects.filter(**conditions).order_by("code").first()
        return reverse("measures:show", args=[measure.code]) + suffix
    return address


def goals(suffix=""):
    """The goals of the measure with the most of them."""
    def address():
        measure = Measure.objects.annotate(goals=Count("milestones__goal_year")).order_by("-goals", "code").first()
        return reverse("measures:goals", args=[measure.code]) + suffix
    return address


def document(name, *, is_applied=False):
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


def indicator(suffix="", **conditions):
    """Of these the one with the most figures."""
    def address():
        found = Indicator.objects.filter(**conditions).annotate(told=Count("readings"))
        return found.order_by("-told", "number").first().get_absolute_url() + suffix
    return address


def route(name, suffix=""):
    return lambda: reverse(name) + suffix


def organization(username):
    return lambda: User.objects.get(username=username).organization.get_absolute_url()
