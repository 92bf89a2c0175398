"""A briefing's content: what it says of a plan, an area or an organization in a period, as known on a day.

Asked for the same day a year later it is the same. What as-of cannot cover stands as it is when the briefing is made:
titles of plans, tasks, measures and milestones, names of areas and districts, the short name of an organization, which
districts a measure applies to, the days of reporting periods; and what was entered later for earlier days, such as an
assignment without a first day, an end or a withdrawal before the day, a milestone or a report that was removed, or
whether a task is confirmed, on which it hangs whose reports were expected.
"""

from django.utils import translation

from tracker.exchange.briefing.excerpts import excerpt
from tracker.exchange.briefing.figures import LIGHTS, PACE, figures, light_of, pace_of
from tracker.exchange.briefing.known import Subject, known
from tracker.exchange.briefing.sections.coming import coming
from tracker.exchange.briefing.sections.overview import overview
from tracker.exchange.briefing.sections.problems import problems
from tracker.exchange.briefing.sections.work import work
from tracker.exchange.briefing.shapes import Content, Entry, Figure, Section
from tracker.exchange.briefing.titles import day, ledger_title, period_title, title
from tracker.exchange.invented import mark
from tracker.reporting.status import Completion

__all__ = ["Content", "Figure", "Subject", "gather"]

SECTIONS = (
    ("overview", "一、总体情况", overview),
    ("work", "二、主要做法和成效", work),
    ("problems", "三、存在问题", problems),
    ("next", "四、下一步工作", coming),
)
PROGRESS_ROOM = 90  # characters in a row of the ledger


def gather(subject, *, on, issuer="", addressee=""):
    """The ``Content`` of a ``Subject`` as known and approved by the end of the day ``on``."""
    with translation.override("zh-hans"):
        return _content(known(subject, on=on), issuer, addressee)


def _content(found, issuer, addressee):
    subject, numbers = found.subject, figures(found)
    organization = found.name(subject.organization) if subject.organization else ""
    return Content(
        title=title(subject, organization=organization),
        period=period_title(subject.period),
        period_code=subject.period.code,
        area=subject.area.name if subject.area else "",
        organization=organization,
        on=found.on,
        before=found.before,
        issuer=issuer or organization,
        addressee=addressee,
        opening=_opening(found),
        sections=tuple(Section(key, heading, tuple(told(found, numbers))) for key, heading, told in SECTIONS),
        figures=numbers.all,
        ledger_title=ledger_title(subject),
        ledger=tuple(_entry(found, row, number) for number, row in enumerate(found.rows, 1)),
    )


def _opening(found):
    act = "报告" if found.subject.organization else "通报"
    invented = f"（{mark()}）" if found.is_demonstration else ""
    return (
        f"现将{period_title(found.period)}改革任务进展情况{act}如下，"
        f"数据以截至{day(found.on)}已审定的进展报告为准。{invented}"
    )


def _entry(found, row, number):
    measure, standing = row.measure, found.standings[row.measure.pk]
    pace, light = pace_of(found, row), light_of(row)
    return Entry(
        number=number, code=measure.code, title=measure.title, task=measure.task.number, leads=found.leads(measure),
        due=_due(measure), percent=measure.percent, expected=standing.expected, pace=pace, pace_name=PACE[pace],
        light=light, light_name=LIGHTS[light], progress=_progress(found, measure),
        districts=tuple(
            (district.code, row.cells[key].light) for key, district in found.districts.items() if key in row.cells
        ),
        change=row.change, extensions=len(found.extensions_of(measure)),
        milestone_extensions=len(found.extensions_of(measure, of_milestones=True)),
    )


def _due(measure):
    """The time limit in force, and the original one where it was moved."""
    due = day(measure.due_on) if measure.due_on else measure.due_text or "长期"
    if not measure.is_extended or measure.original_due_on is None:
        return due
    return f"{due}（原{day(measure.original_due_on)}）"


def _progress(found, measure):
    """What was reported for the period; of several leads each under its name."""
    told = [
        (found.name(submission.report.assignment.organization), excerpt(submission.summary, PROGRESS_ROOM))
        for submission in found.texts.get(measure.pk, ())
    ]
    if len(told) == 1:
        return told[0][1]
    if not told and found.standings[measure.pk].is_done:
        return f"{Completion(measure.completion).label}。"
    return "".join(f"{name}：{text}" for name, text in told) or "本期没有已审定的报告。"
