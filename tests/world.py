"""One of everything: a person in every role and a report in every state."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie

from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.utils import timezone

from tests.exchange.copies.offices import brought_back
from tests.exchange.importing.texts import make_document, outline
from tests.extensions import ask_in_the_world
from tests.factories import (
    REASON,
    SUMMARY,
    hand_in,
    make_area,
    make_assignment,
    make_exception,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
    write,
)
from tests.routes import ROUTES, fill
from tests.word_files import written
from tests.world_of_figures import report_figures
from tracker import acts
from tracker.models import (
    BriefingTemplate,
    CopyReturn,
    Extension,
    Indicator,
    Measure,
    Objective,
    ProgressReport,
    Reading,
    ReadingReturn,
    ReviewScope,
    Submission,
)
from tracker.people.roles import Role
from tracker.reporting import actions

STATES = ("blank", "started", "submitted", "returned", "approved", "awaiting", "correcting", "closed")
ROLES = ("anonymous", "reporter", "signatory", "other", "supervisor", "far", "insider", "leader", "administrator",
         "auditor")
OWN = {"reporter", "signatory"}


@dataclass
class World:
    """The cast of ``ROLES``, and a report of ``reporter``'s organization in each of ``STATES``.

    ``secrets`` maps a word that stands in some text to the roles that may come to read it.
    """

    people: dict = field(default_factory=dict)
    reports: dict = field(default_factory=dict)
    submissions: dict = field(default_factory=dict)
    evidence: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)
    secrets: dict = field(default_factory=dict)
    briefings: dict = field(default_factory=dict)  # own: a draft of the reporting organization; zone: another; issued
    template: BriefingTemplate = None
    copy_return: CopyReturn = None  # of the reporting organization, open
    indicator: Indicator = None  # of which the reporting organization and another report a district each
    reading: Reading = None  # of the reporting organization, awaiting review
    known_reading: Reading = None  # of the reporting organization, approved
    extension: Extension = None  # asked for by the reporting organization, not decided
    extended: Measure = None  # led by the reporting organization; its time limit can be extended
    reading_return: ReadingReturn = None  # of the reporting organization, open

    def row(self, model):
        """A row of this model that the world holds."""
        report = self.reports["approved"]
        return {
            "organization": report.organization, "user": self.people["other"], "plan": report.measure.task.plan,
            "task": report.measure.task, "measure": report.measure, "assignment": report.assignment,
            "reportingperiod": report.period, "progressreport": report, "submission": self.submissions["approved"],
            "evidence": self.evidence["approved"], "reportexception": self.reports["closed"].exception,
            "reviewscope": self.people["supervisor"].review_scopes.first(),
            "briefing": self.briefings["issued"], "briefingtemplate": self.template,
            "reading": self.known_reading, "extension": self.extension,
        }.get(model._meta.model_name) or model.objects.order_by("pk").last()


def build():
    """Make the world in the database and return it."""
    world = World()
    plan, signed = make_plan(title="方案甲"), make_plan(title="方案乙", requires_signature=True)
    here, elsewhere = make_area(plan=plan, name="此片区"), make_area(plan=plan, name="彼片区")
    make_area(plan=signed)
    Objective.objects.create(plan=plan, number=1, title="目标")
    Indicator.objects.create(plan=plan, number=1, name="指标", scope_text="全域")
    people = world.people = _people(plan, here, elsewhere)
    ReviewScope.objects.create(user=people["supervisor"], plan=signed)
    slots = {each: (make_task(plan=each), make_period(plan=each)) for each in (plan, signed)}
    for state in STATES:
        task, period = slots[signed if state == "awaiting" else plan]
        measure = make_measure(task=task, area=task.plan.areas.order_by("pk").first(), title=f"措施{state}")
        make_milestone(measure=measure, title=f"节点{state}", due_on=period.ends_on + timedelta(days=400))
        assignment = make_assignment(measure=measure, organization=people["reporter"].organization)
        _tell(world, state, make_report(assignment=assignment, period=period))
    acts.set_light(world.reports["approved"].measure, by=people["supervisor"], light="green", reason=REASON,
                   until_on=timezone.localdate() + timedelta(days=9))
    world.secrets["线下改写"] = OWN
    world.copy_return = brought_back(
        world.reports["started"].period, by=people["reporter"], row=STATES.index("started"), summary="线下改写")
    ask_in_the_world(world, plan, here, elsewhere)
    report_figures(world, plan, here, elsewhere)
    _write_briefings(world)
    _keep_documents(world, plan)
    return world


def _keep_documents(world, plan):
    """One that was taken over, on which a measure rests, and one that only administrators may know of."""
    by = world.people["administrator"]
    applied = world.documents["applied"] = make_document(by=by, plan=plan, state="applied")
    applied.clauses.last().measures.add(world.reports["approved"].measure)
    world.secrets["未公布的方案"] = {"administrator"}
    world.documents["proposed"] = make_document(by=by, parsed=outline(title="未公布的方案"))


def _people(plan, here, elsewhere):
    organization = make_organization(name="牵头单位")
    return {
        "reporter": make_user(username="reporter", name="经办人", organization=organization),
        "signatory": make_user(username="signatory", name="审签人", organization=organization, role=Role.SIGNATORY),
        "other": make_user(username="other", name="外单位经办人"),
        "supervisor": make_supervisor(username="supervisor", name="督导", plan=plan, area=here),
        "far": make_supervisor(username="far", name="彼片区督导", plan=plan, area=elsewhere),
        "insider": make_supervisor(username="insider", name="本单位督导", plan=plan, organization=organization),
        "leader": make_user(username="leader", name="领导", role=Role.LEADER),
        "administrator": make_user(username="administrator", name="管理员", role=Role.ADMINISTRATOR),
        "auditor": make_user(username="auditor", name="审计员", role=Role.AUDITOR),
    }


def _tell(world, state, report):
    """Bring a report into a state, with words in it that would show a leak."""
    reporter, supervisor = world.people["reporter"], world.people["supervisor"]
    handed_in = {"submitted", "returned", "awaiting", "approved", "correcting"}
    name = f"正文{state}" if state in handed_in else f"草稿{state}"
    readers = {"started": OWN, "closed": OWN, "blank": OWN, "awaiting": OWN,
               "submitted": {*OWN, "supervisor"}, "returned": {*OWN, "supervisor"}}.get(state, set(ROLES))
    world.secrets[name] = readers
    world.evidence[state] = _attach(world, report, f"材料{state}", readers)
    if state in handed_in:
        world.submissions[state] = hand_in(report, by=reporter, summary=name + SUMMARY)
    elif state != "blank":
        write(report, by=reporter, summary=name + SUMMARY)
    if state in {"approved", "correcting"}:
        actions.approve(_fresh(report), by=supervisor)
    if state == "returned":
        actions.send_back(_fresh(report), by=supervisor, reason=f"退回原因{REASON}")
        world.secrets["退回原因"] = {*OWN, "supervisor", "administrator", "auditor"}  # the last two read the log
    if state == "correcting":
        actions.correct(_fresh(report), by=reporter, reason=REASON)
    if state in {"returned", "correcting"}:
        world.secrets[f"改稿{state}"] = OWN
        write(_fresh(report), by=reporter, summary=f"改稿{state}{SUMMARY}")
        world.evidence[state] = _attach(world, _fresh(report), f"新材料{state}", OWN)
    if state == "closed":
        _close(report, make_period(plan=report.period.plan))
        make_exception(_fresh(report), by=supervisor, reason=f"免报理由{REASON}")
        world.secrets["免报理由"] = {*OWN, "supervisor", "administrator", "auditor"}
    world.reports[state] = _fresh(report)
    if state in world.submissions:
        world.submissions[state] = Submission.objects.get(pk=world.submissions[state].pk)


def _attach(world, report, name, readers):
    """A file whose name and content nobody else may read; that it was attached stands in the log."""
    world.secrets[name] = {*readers, "administrator", "auditor"}
    world.secrets[f"内容{name}"] = readers
    file = ContentFile(f"内容{name}".encode(), name=f"{name}.txt")
    return actions.attach(report, by=world.people["reporter"], file=file)


def _close(report, period):
    """Move a report into a period that closed yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    period.opens_on = period.due_on = period.closes_on = yesterday
    period.save()
    ProgressReport.objects.filter(pk=report.pk).update(period=period)


def _write_briefings(world):
    """Last, since a draft is issued only while the data are as they were."""
    period, people = world.reports["approved"].period, world.people
    draft = {"period": period, "on": timezone.localdate()}
    world.briefings = {
        "own": acts.make_briefing(by=people["reporter"], organization=people["reporter"].organization,
                                  title="通报草稿本单位", **draft),
        "zone": acts.make_briefing(by=people["insider"], title="通报草稿全域", **draft),
        "issued": acts.make_briefing(by=people["insider"], title="印发的通报", **draft),
    }
    world.briefings["issued"] = acts.issue_briefing(world.briefings["issued"], by=people["insider"])
    world.template = acts.keep_template(written("{{ body }}"), by=people["administrator"], name="样式")
    log = {"administrator", "auditor"}
    world.secrets |= {"通报草稿本单位": {*OWN, "supervisor", "insider", *log}, "通报草稿全域": {"insider", *log}}


def _fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def path_of(world, name, state=""):
    """The path of an address, about the report in this state and what belongs to it."""
    report = world.reports.get(state) or world.reports["approved"]
    values = {
        "pk": report.pk, "code": report.measure.code, "app_label": "tracker", "content_type_id": 1, "url": "nowhere/",
    }
    if name.startswith("evidence:"):
        values["pk"] = world.evidence[state or "approved"].pk
    if name == "review:show":
        values["pk"] = world.submissions[state or "approved"].pk
    if name.startswith("briefings:"):
        values["pk"] = (world.briefings.get(state) or world.briefings["issued"]).pk
    if name in {"briefings:retire", "briefings:template_file"}:
        values["pk"] = world.template.pk
    if name.startswith("documents:"):
        is_applied = name in {"documents:coverage", "documents:file"}
        values |= {"pk": world.documents["applied" if is_applied else "proposed"].pk, "number": 1}
    if name.startswith("returns:"):
        values["pk"] = world.copy_return.pk
    if name == "indicators:show":
        values["pk"] = world.indicator.pk
    if name.startswith("readings:"):
        values["pk"] = (world.indicator if name == "readings:report" else world.reading if name in {
            "readings:decide", "readings:recall"} else world.reading_return).pk
    if name == "extensions:ask":
        values["code"] = world.extended.code
    elif name.startswith("extensions:"):
        values["pk"] = world.extension.pk
    if name == "organizations:show":
        values["pk"] = report.organization.pk
    return fill(ROUTES[name], {**values, "object_id": _object(world, ROUTES[name])})


def _object(world, route):
    parts = route.split("/")
    if parts[:2] != ["admin", "tracker"] or "object_id" not in route:
        return 1
    row = world.row(apps.get_model("tracker", parts[2]))
    return row.pk if row else 1


class InTheWorld(TestCase):
    """Tests that share one world; what a test changes is undone after it. The log of refusals is off: it is long."""

    @classmethod
    def setUpTestData(cls):
        cls.world = build()
        cls.cookies = {role: _signed_in(cls.world.people.get(role)) for role in ROLES}

    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def browser(self, role, **options):
        """A browser in which this person has signed in."""
        client = Client(**options)
        client.cookies = SimpleCookie(self.cookies[role])
        return client


def _signed_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client.cookies.output(header="", sep=";")
