"""Word templates of administrators: which fields they may name, how they are checked and filled in.

The template is somebody else's file, so it is looked at from outside first and filled in by the confined process
(``filling``); what comes back are bytes, or sentences that say which field is wrong.
"""

import base64
import io
import json
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker.exchange.briefing.figures import BECAME, CAME, LIGHTS, PACE
from tracker.exchange.briefing.shapes import HEADING, Content, Entry, Figure, Paragraph, Section
from tracker.exchange.briefing.titles import day
from tracker.exchange.safety.child import run
from tracker.exchange.safety.sentences import refused
from tracker.plans.text import clean_text

TASK = "template"
FIELDS = {
    "title": pgettext_lazy("of a briefing", "title"), "number": gettext_lazy("document number"),
    "period": gettext_lazy("period"),
    "issuer": gettext_lazy("who issues it"), "date": gettext_lazy("day of issue"),
    "summary": gettext_lazy("the first paragraph of the overall picture"),
}
BLOCKS = {
    "body": gettext_lazy("the whole text, in a paragraph of its own; every template needs it"),
    "appendix": gettext_lazy("the ledger as a table, in a paragraph of its own"),
}
COLUMNS = ("序号", "具体措施", "牵头单位", "完成时限", "进度", "序时进度", "序时分类", "信号灯", "进展情况")
DRAFT = "（草稿，未印发）"
MISSING = "—"

# Figures that every briefing has, in the words of the document; those of single measures, tasks, districts and
# organizations differ from one briefing to the next, so a template cannot name them. What is compared with the earlier
# day is there once reporting for the period has begun, the rates once something was due.
FIGURES = {
    "lights.total": "措施总数", **{f"lights.{light}": f"{label}措施" for light, label in LIGHTS.items()},
    "lights.manual": "人工设定信号灯的措施",
    "lights.before.total": "上期措施总数",
    **{f"lights.before.{light}": f"上期{label}措施" for light, label in LIGHTS.items()},
    "lights.red.change": "红灯措施比上期增减", "changes.worse": "灯色变差的措施", "changes.better": "灯色好转的措施",
    "progress.mean": "平均进度", "done.total": "已完成的措施", "done.verified": "已核验的措施",
    "done.completed": "已完成待核验的措施", "done.new": "比上期新增完成的措施",
    "limits.extended": "调整过完成时限的措施",
    "limits.extensions": "措施延期次数", "limits.extensions_in_period": "本期措施延期次数",
    "milestones.extensions": "节点延期次数",
    "pace.total": "按序时进度分类的措施", **{f"pace.{name}": f"{label}措施" for name, label in PACE.items()},
    "milestones.total": "节点总数", "milestones.planned": "应完成节点", "milestones.done": "已完成节点",
    "milestones.verified": "已核验节点", "milestones.unproven": "已完成待核验节点",
    "goals.total": "本年度目标", "goals.verified": "已核验的本年度目标", "goals.done": "已完成待核验的本年度目标",
    "goals.open": "未完成的本年度目标",
    "milestones.overdue": "逾期节点", "milestones.ahead": "未到期节点", "milestones.done_in_period": "本期完成节点",
    "milestones.next": "下期末前到期节点", "milestones.extended": "调整过时限的节点",
    "rates.expected": "应报报告", "rates.submitted": "已报报告",
    **{f"rates.{name}": f"{label}报告" for name, label in {**CAME, **BECAME}.items()},
    "rates.on_time_rate": "按时报送率", "rates.completeness": "报送率",
}


def render(file, content, *, number="", on, is_draft=False):
    """The bytes of the template ``file`` filled in with a ``Content``; ``on`` is the day that it bears.

    A draft says so in its first line. Raises ``ValidationError`` with a sentence for each field that is wrong, and
    ``RefusedFile`` for a file that cannot be filled in.
    """
    given = _given(content, number=number, on=on, is_draft=is_draft)
    written = json.dumps(given, ensure_ascii=False).encode("utf-8", "replace")
    file.seek(0)
    answer = run(TASK, io.BytesIO(len(written).to_bytes(8, "big") + written + file.read()))
    if faults := answer.get("faults"):
        raise ValidationError([*map(_sentence, faults), *_allowed({kind for kind, _field in faults})])
    if "docx" not in answer:
        raise refused("damaged")
    return base64.b64decode(answer["docx"])


def render_sample(file):
    """The bytes of the template filled in with invented content; raises like ``render``."""
    return render(file, SAMPLE, number="〔2026〕1号", on=date(2026, 1, 12))


def _given(content, *, number, on, is_draft):
    """What the confined process needs to know, as plain texts."""
    overview = content.section("overview").paragraphs
    return {
        "fields": {
            "title": content.title, "number": number, "period": content.period, "issuer": content.issuer,
            "date": day(on), "summary": next((each.text for each in overview if each.kind != HEADING), ""),
        },
        "figures": {**dict.fromkeys(FIGURES, MISSING), **{each.key: str(each.value) for each in content.figures}},
        "body": list(_body(content)),
        "appendix": {"head": COLUMNS, "rows": [_row(entry) for entry in content.ledger]},
        "mark": DRAFT if is_draft else "",
    }


def _body(content):
    """(kind, text) of every line: section for 一、…, heading for （一）…, text for the rest."""
    yield "text", content.opening
    for section in content.sections:
        yield "section", section.heading
        for paragraph in section.paragraphs:
            yield "heading" if paragraph.kind == HEADING else "text", paragraph.text


def _row(entry):
    expected = MISSING if entry.expected is None else f"{entry.expected}%"
    return [str(entry.number), f"{entry.code}{entry.title}", "、".join(entry.leads) or MISSING, entry.due,
            f"{entry.percent}%", expected, entry.pace_name, entry.light_name, entry.progress]


def _sentence(fault):
    kind, field = fault
    shown = clean_text(field)[:60]
    return {
        "unknown": _("There is no field “%(field)s”."),
        "unknown figure": _("There is no figure “%(field)s”."),
        "not alone": _("The field “%(field)s” needs a paragraph of its own."),
        "not in the text": _("The field “%(field)s” belongs into the text, not into a header or footer."),
        "open": _("“%(field)s”: a field begins with {{ and ends with }}, both as half-width signs."),
        "no body": _("The field “%(field)s” is missing; it stands for the text of the briefing."),
    }[kind] % {"field": shown}


def _allowed(kinds):
    """What a template may name, in a sentence for each kind of field that was wrong."""
    if kinds - {"unknown figure"}:
        names = "、".join(f"{{{{ {name} }}}}" for name in (*FIELDS, *BLOCKS))
        yield _("Fields that may be used: %(names)s") % {"names": names}
    if "unknown figure" in kinds:
        names = "、".join(f"{{{{ figure {key} }}}}" for key in FIGURES)
        yield _("Figures that may be used: %(names)s") % {"names": names}


SAMPLE = Content(
    title="某某试验区改革任务2026年第一季度进展情况通报（样例）", period="2026年第一季度", period_code="2026Q1",
    area="", organization="", on=date(2026, 1, 12), before=None, issuer="某某专班", addressee="",
    opening="现将2026年第一季度改革任务进展情况通报如下，以下内容为样例。",
    sections=(
        Section("overview", "一、总体情况", (Paragraph("截至2026年1月12日，共有措施2项，其中绿灯1项、红灯1项。"),)),
        Section("work", "二、主要做法和成效", (
            Paragraph("（一）样例任务", HEADING), Paragraph("某某局印发样例办法。"))),
        Section("problems", "三、存在问题", (Paragraph("样例措施二落后于序时进度。"),)),
        Section("next", "四、下一步工作", (Paragraph("4月底前完成样例节点。"),)),
    ),
    figures=tuple(Figure(key, label, 1, "") for key, label in FIGURES.items()),
    ledger_title="改革任务台账（样例）",
    ledger=(
        Entry(1, "1-01", "样例措施一", 1, ("某某局",), "2026年12月31日", 60, 50, "ahead", "超序时", "green", "绿灯",
              "印发样例办法。"),
        Entry(2, "1-02", "样例措施二", 1, ("某某市人民政府",), "长期", 10, None, "other", "其他", "red", "红灯",
              "本期没有已审定的报告。"),
    ),
)
