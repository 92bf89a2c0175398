"""What tests of briefings share: a plan on 15 October 2024 with measures of every kind, and documents taken apart."""

import io
import zipfile
from dataclasses import replace
from datetime import date

from lxml import etree

from tests.dashboards.overviews import measure_at
from tests.factories import (
    make_area,
    make_assignment,
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
from tracker import acts
from tracker.exchange.briefing.content import Subject, gather
from tracker.exchange.briefing.document import build
from tracker.exchange.briefing.shapes import Content, Entry, Figure, Paragraph, Section
from tracker.lights.actions import redraw_all
from tracker.models import Measure, ProgressSpan
from tracker.reporting.status import Completion

ON = date(2024, 10, 15)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SUMMARY = (
    "四地完成数据比对，清理重复记录1286条。召开对接会三次，就互认范围达成一致；"
    "形成事项清单第一批十二项，两市分头公布，群众可以就近办理。"
) * 2
PROBLEM = "两市系统接口标准不一，数据不能直接比对。需要省里统一标准。"


class World:
    """A plan in its third quarter: two areas, two tasks, one measure red, one yellow, one green, one completed."""

    def __init__(self):
        self.plan = make_plan(title="测试省城乡融合接合片区实施方案")
        self.areas = [make_area(plan=self.plan, name=name) for name in ("东片区", "西片区")]
        self.tasks = [make_task(plan=self.plan, title=title) for title in ("建立人口流动制度", "完善土地市场")]
        self.period = make_period(
            plan=self.plan, year=2024, number=3, starts_on=date(2024, 7, 1), ends_on=date(2024, 9, 30),
            opens_on=date(2024, 10, 1), due_on=date(2024, 10, 18), closes_on=date(2024, 10, 25),
        )
        self.lead = make_user(organization=make_organization(name="测试市公安局", position=1))
        self.other = make_user(organization=make_organization(name="测试市财政局", position=2))
        self.reviewer = make_supervisor(plan=self.plan)
        first, second = self.tasks
        self.red = self._led(measure_at(first, 20, "A-1", area=self.areas[0]), self.lead)
        self.yellow = self._led(measure_at(first, 60, "A-2", area=self.areas[0]), self.other)
        self.green = self._led(measure_at(second, 85, "B-1", area=self.areas[1]), self.lead)
        self.done = self._led(measure_at(second, 100, "B-2", area=self.areas[1]), self.other)
        ProgressSpan.objects.filter(measure=self.done).update(completion=Completion.COMPLETED)
        make_milestone(measure=self.red, title="印发办法", due_on=date(2024, 8, 31))
        make_milestone(measure=self.green, title="公布清单", due_on=date(2024, 12, 20))
        self.reports = {
            measure.code: make_report(assignment=measure.assignments.get(), period=self.period)
            for measure in Measure.objects.all()
        }
        redraw_all(on=date(2024, 7, 1))

    def hand_in(self, measure, *, percent, **fields):
        """The report of a measure for the period is handed in."""
        by = self.lead if measure.assignments.get().organization == self.lead.organization else self.other
        report = self.reports[measure.code]
        report.refresh_from_db()
        acts.submit(write(report, by=by, percent=percent, **{"summary": SUMMARY, **fields}), by=by)
        return report

    def approve(self, measure, **fields):
        report = self.hand_in(measure, **fields)
        report.refresh_from_db()
        acts.approve(report, by=self.reviewer)

    def content(self, *, on=ON, **whose):
        return gather(Subject(self.plan, self.period, **whose), on=on, issuer="测试工作专班")

    @staticmethod
    def _led(measure, user):
        make_assignment(measure=measure, organization=user.organization)
        return measure


def text_of(content, key):
    return content.section(key).text


def document(content, **options):
    """The parts of the document of a content: name → XML tree."""
    return parts(written(content, **options))


def written(content, **options):
    file = io.BytesIO()
    build(content, file, **options)
    return file.getvalue()


def parts(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def paragraphs(tree):
    """(style, text) of all paragraphs outside of tables."""
    return [
        (each.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(each.itertext(f"{W}t")))
        for each in tree.iter(f"{W}p") if not any(True for _ in each.iterancestors(f"{W}tbl"))
    ]


def made_of(texts):
    """A content that adds up and has each of the texts as a paragraph, an entry of the ledger and a name."""
    texts = list(texts)
    empty = Figure("x", "x", 0, "项")
    zero = [replace(empty, key=key) for key in (
        "lights.total", "lights.done", "lights.green", "lights.yellow", "lights.red", "lights.not_started",
        "lights.none",
        "pace.total", "pace.done", "pace.ahead", "pace.on_schedule", "pace.behind", "pace.other", "done.total",
        "done.verified", "done.completed", "done.new", "progress.mean", "milestones.total", "milestones.done",
        "milestones.extensions", "limits.extensions", "goals.total", "rates.expected",
        "rates.submitted", "rates.on_time", "rates.late", "rates.missing", "rates.open", "rates.approved",
        "rates.awaiting", "rates.returned",
    )]
    number = len(texts)
    counted = {"lights.total": number, "lights.red": number, "pace.total": number, "pace.other": number}
    task = [replace(empty, key=f"task.1.{name}") for name in ("done", "green", "yellow", "not_started", "none",
                                                             "finished", "verified", "new")]
    task += [replace(empty, key=f"task.1.{name}", value=number) for name in ("total", "red")]
    measures = [replace(empty, key=f"measure.{place}.percent") for place in range(number)]
    return Content(
        title=texts[0], period="2024年第三季度", period_code="2024Q3", area="", organization="", on=date(2024, 10, 15),
        before=None, issuer=texts[-1], addressee="", opening="现将情况通报如下。",
        sections=(Section("overview", texts[-1], tuple(Paragraph(text) for text in texts)),),
        figures=(*(replace(each, value=counted.get(each.key, 0)) for each in zero), *task, *measures),
        ledger_title=texts[-1],
        ledger=tuple(
            Entry(place + 1, str(place), text, 1, (text, text), text, 0, None, "other", text, "red", text, text)
            for place, text in enumerate(texts)
        ),
    )
