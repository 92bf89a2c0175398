"""The newest period of the demonstration: people of the cast report and decide today, through the real actions."""

from typing import NamedTuple

from tracker.management.demonstration.story.papers import paper
from tracker.management.demonstration.telling import BEGUN
from tracker.reporting import actions
from tracker.reporting.draft import note_field, percent_field
from tracker.reporting.models import ProgressReport, Submission


class Turn(NamedTuple):
    """What a lead has done by now, what is remarkable about it, and how the supervisor answered."""

    state: str  # blank, begun, waiting, approved, returned, or again: handed in anew after it was returned
    flaw: str = ""
    answer: str = ""
    evidence: str = ""  # a document number, or the name of a file


TURNS = {
    "1-03-G": Turn("again", "undated", "下一步工作没有写明完成时间，请逐项补充时限后再报"),
    "1-05-G": Turn("approved", evidence="演示〔2026〕58号"),
    "1-05-Q": Turn("returned", "", "七地铺开已报完成，但没有佐证材料，请补充批复文件或验收报告后再报"),
    "1-07-G": Turn("waiting", "jump", evidence="股权固化登记台账（演示）.pdf"),
    "1-07-Q": Turn("begun"),
    "1-08-G": Turn("waiting", "same"),
    "1-08-Q": Turn("begun"),
    "1-10-G": Turn("approved", evidence="职业技能培训补贴互通情况（演示）.pdf"),
    "1-10-Q": Turn("waiting", "fall", evidence="演示〔2026〕71号"),
    "1-11-G": Turn("waiting", "behind"),
    "1-11-Q": Turn("returned", "undated", "下一步工作没有写明完成时间，企业分担激励细则已逾期，请写明重新安排的时限"),
    "1-12-G": Turn("approved", "", "通过。专项规划批复后请及时补充批复文号。", "演示〔2026〕66号"),
    "1-12-Q": Turn("waiting", evidence="公共服务设施专项规划（演示）.pdf"),
    "1-13-G": Turn("blank"),
    "1-13-Q": Turn("blank"),
}
USUAL = Turn("waiting")  # for a measure that is still reported on although the story has an end for it
FALL_NOTE = "上季度将在建项目计入，本季度按已投入使用口径核减"
CORRECTION = "上一期奖补资金按下达口径统计，应为拨付口径，需更正数字"
CORRECTED = "1-13-Q"  # whose report of the period before is being corrected


def play(scene):
    """Report on the newest period as far as each lead has come, and decide on some of it."""
    period = scene.periods[-1]
    reports = {
        report.assignment_id: report
        for report in ProgressReport.objects.with_context().filter(period=period, assignment__is_demonstration=True)
    }
    handed_in = []
    for part in scene.parts:
        report, turn = reports.get(part.assignment.pk), TURNS.get(part.seed, USUAL)
        if report is None or turn.state == "blank":
            continue
        reporter = scene.cast.reporter(part.course.lead)
        report = _write(scene, part, report, turn, by=reporter)
        if turn.state != "begun":
            actions.submit(report, by=reporter)
            handed_in.append((part, report, turn))
    for part, report, turn in handed_in:
        _decide(report, turn, by=scene.cast.supervisor(part.area))
        if turn.state == "again":
            _hand_in_again(scene, part, report)
    _correct(scene)


def _write(scene, part, report, turn, *, by):
    draft = scene.draft(part, scene.newest, on=scene.today, milestones=scene.open_milestones(part, report.period),
                        dated=turn.flaw != "undated")
    draft = _flawed(draft, turn, part, report)
    if turn.state == "begun":
        draft = {name: text for name, text in draft.items() if name.startswith("percent")} | {
            "summary": draft["summary"][:BEGUN]}
    _merge, report = actions.save_draft(report, by=by, base=report.draft, mine=draft)
    if turn.evidence.endswith("号"):
        actions.attach_document_number(report, by=by, document_number=turn.evidence, proves=part.measure.label)
    elif turn.evidence:
        file = paper(turn.evidence, [turn.evidence, str(part.measure)])
        actions.attach(report, by=by, file=file, proves=part.measure.label)
    return report


def _flawed(draft, turn, part, report):
    """The draft with what the automatic checks are to notice."""
    first = part.districts[0].pk
    percent = int(draft[percent_field(first)])
    if turn.flaw == "behind":
        return draft | {"has_problem": "no", "problem": "", "help_from": "", "help_by": ""}
    if turn.flaw == "jump":
        return draft | {percent_field(first): str(min(99, percent + 18))}
    if turn.flaw == "fall" and first in part.latest:
        return draft | {percent_field(first): str(max(0, part.latest[first] - 4)), note_field(first): FALL_NOTE}
    if turn.flaw == "same":
        last = _last_submission(report)
        return draft | ({"summary": last.summary, "next_steps": last.next_steps} if last else {})
    return draft


def _last_submission(report):
    return (
        Submission.objects.approved()
        .filter(report__assignment=report.assignment).order_by("-report__period__ends_on", "-number").first()
    )


def _decide(report, turn, *, by):
    if turn.state == "approved":
        actions.approve(report, by=by, remark=turn.answer)
    elif turn.state in {"returned", "again"}:
        actions.send_back(report, by=by, reason=turn.answer)


def _hand_in_again(scene, part, report):
    reporter = scene.cast.reporter(part.course.lead)
    actions.submit(_write(scene, part, report, Turn("waiting"), by=reporter), by=reporter)


def _correct(scene):
    """One lead has opened its last approved report again to correct it."""
    part = next((part for part in scene.parts if part.seed == CORRECTED), None)
    report = part and (
        ProgressReport.objects.with_context().filter(assignment=part.assignment, status="approved")
        .order_by("-period__ends_on").first()
    )
    if report:
        actions.correct(report, by=scene.cast.reporter(part.course.lead), reason=CORRECTION)
