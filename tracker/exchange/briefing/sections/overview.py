"""一、总体情况: how many measures show which light, how far they are, milestones, reports, districts."""

from tracker.dashboards.overview.sentences import finding
from tracker.exchange.briefing.figures import LIGHTS, PACE
from tracker.exchange.briefing.known import end_of_next
from tracker.exchange.briefing.shapes import Paragraph
from tracker.exchange.briefing.titles import day, period_title


def overview(known, figures):
    """The paragraphs; the first is the sentence with which the overview begins on that day."""
    if not figures["lights.total"]:
        whose = "本单位没有牵头" if known.subject.organization else "没有"
        return [Paragraph(f"截至{day(known.on)}，{whose}纳入统计的措施。"), *_reports(known, figures)]
    parts = (_finding, _compared, _progress, _pace, _milestones, _reports, _districts)
    return [paragraph for part in parts for paragraph in part(known, figures)]


def _finding(known, figures):
    said = ["lights.total", *(f"lights.{figure.light}" for figure in known.figures if figure.light)]
    if figures.get("lights.red.change"):
        said.append("lights.red.change")
    yield Paragraph(finding(known), says=tuple((key, figures[key]) for key in said))


def _compared(known, figures):
    if known.before is None:
        return
    changed = [
        figures.say(f"{label}由{{before}}项变为{{now}}项", before=f"lights.before.{light}", now=f"lights.{light}")
        for light, label in LIGHTS.items()
        if figures[f"lights.{light}"] != figures[f"lights.before.{light}"]
    ]
    words = "，".join(paragraph.text for paragraph in changed) or "各类信号灯的措施数量没有变化"
    ends = figures.say("灯色好转{better}项、变差{worse}项。", better="changes.better", worse="changes.worse")
    says = tuple(pair for paragraph in (*changed, ends) for pair in paragraph.says)
    yield Paragraph(f"与上期（{day(known.before)}）相比，{words}；{ends.text}", says=says)


def _progress(known, figures):
    words = "措施平均进度{mean}%；已完成{done}项，其中已核验{verified}项、待核验{completed}项"
    keys = {"mean": "progress.mean", "done": "done.total", "verified": "done.verified", "completed": "done.completed"}
    if known.before is not None:
        words, keys = f"{words}，比上期新增完成{{new}}项", {**keys, "new": "done.new"}
    words = (
        f"{words}；人工设定信号灯{{manual}}项，调整过完成时限{{extended}}项，共延期{{times}}次，"
        "其中本期{lately}次。"
    )
    yield figures.say(words, **keys, manual="lights.manual", extended="limits.extended", times="limits.extensions",
                      lately="limits.extensions_in_period")


def _pace(known, figures):
    words = "、".join(f"{label}{{{name}}}项" for name, label in PACE.items())
    keys = {name: f"pace.{name}" for name in PACE}
    yield figures.say(f"与序时进度相比，{words}，合计{{total}}项。", **keys, total="pace.total")


def _milestones(known, figures):
    if not figures["milestones.total"]:
        yield Paragraph("尚未设置节点。")
        return
    yield figures.say(
        f"共设节点{{total}}个，截至{day(known.on)}应完成{{planned}}个，已完成{{done}}个，其中已核验{{verified}}个、"
        "待核验{unproven}个，本期完成{new}个；"
        f"逾期未完成{{overdue}}个；未到期{{ahead}}个，其中{day(end_of_next(known.period))}前到期{{next}}个；"
        "调整过时限{extended}个，共延期{times}次。",
        total="milestones.total", planned="milestones.planned", done="milestones.done",
        new="milestones.done_in_period", overdue="milestones.overdue", ahead="milestones.ahead",
        verified="milestones.verified", unproven="milestones.unproven",
        next="milestones.next", extended="milestones.extended", times="milestones.extensions",
    )
    if figures["goals.total"]:
        yield figures.say(
            f"{known.on.year}年年度目标{{total}}个，已完成并核验{{verified}}个，已完成待核验{{done}}个，未完成{{open}}个。",
            **{name: f"goals.{name}" for name in ("total", "verified", "done", "open")},
        )


def _reports(known, figures):
    period = period_title(known.period)
    if not known.reporting.is_open:
        yield Paragraph(f"{period}进展报告自{day(known.period.opens_on)}起填报。")
    elif not figures["rates.expected"]:
        yield Paragraph(f"{period}没有应报的进展报告。")
    else:
        yield _reported(known, figures, period)


def _reported(known, figures, period):
    words = (
        f"{period}应报进展报告{{expected}}份，已报{{submitted}}份，其中按时{{on_time}}份、逾期{{late}}份；"
        "已过截止日未报{missing}份，尚可报送{open}份。已报的报告中，已审定{approved}份、待审核{awaiting}份、退回{returned}份"
    )
    names = ("expected", "submitted", "on_time", "late", "missing", "open", "approved", "awaiting", "returned")
    keys = {name: f"rates.{name}" for name in names}
    if "rates.on_time_rate" in figures:
        words, keys = f"{words}，按时报送率{{on_time_rate}}%", {**keys, "on_time_rate": "rates.on_time_rate"}
    return figures.say(f"{words}。", **keys)


def _districts(known, figures):
    """How many measures apply to each district, and how many of them are red or yellow there."""
    if known.subject.organization or not known.districts:
        return
    told = [
        figures.say(
            f"{district.name}{{total}}项（红灯{{red}}项、黄灯{{yellow}}项）",
            **{name: f"district.{district.code}.{name}" for name in ("total", "red", "yellow")},
        )
        for district in known.districts.values() if figures[f"district.{district.code}.total"]
    ]
    if told:
        says = tuple(pair for paragraph in told for pair in paragraph.says)
        yield Paragraph(f"分县（区）看，{'，'.join(paragraph.text for paragraph in told)}。", says=says)
