"""The geometry of the timeline and its sheets: nothing on anything else, nothing outside, nothing too small."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tracker.dashboards.schedule import Step
from tracker.web.charts.parts import NARROW, WIDE, Block, Line
from tracker.web.charts.scale import Scale
from tracker.web.charts.text import fitted, width, wrapped
from tracker.web.charts.timeline import drawing
from tracker.web.charts.wallchart import A3, A4, Words, sheets

FIRST, LAST, ON = date(2022, 1, 1), date(2025, 12, 31), date(2024, 6, 30)
SPAN = {"first": FIRST, "last": LAST, "on": ON, "day_text": "today 2024-06-30"}
WORDS = Words(
    title="挂图：国家城乡融合发展试验区广东广清接合片区实施方案",
    sums=(("", 1.0, "60项措施"), ("light-red", 1.0, "红灯 12"), ("tail", 2.2, "逾期 3")),
    notes="粤府函〔2021〕76号 · " * 9,
    legend=tuple(("bar", 2.2, "from the first day to the time limit") for _each in range(17)),
    columns=("试验任务", "Measure and code", "牵头单位", "进度", "完成时限"),
)


@dataclass(frozen=True)
class Dates:
    """What the drawing reads of a row of the schedule."""

    measure: SimpleNamespace
    standing: SimpleNamespace
    sort: str = "bar"
    steps: tuple = ()
    is_late: bool = False

    @property
    def slip(self):
        measure = self.measure
        return (measure.due_on - measure.original_due_on).days if measure.due_on else 0


def line(number=0, *, starts_on=FIRST, due_on=date(2024, 12, 31), original=None, sort="bar", steps=(), percent=40,
         is_late=False):
    measure = SimpleNamespace(starts_on=starts_on, due_on=due_on, original_due_on=original or due_on)
    row = Dates(measure, SimpleNamespace(percent=percent), sort, tuple(steps), is_late)
    return Line(row, f"1-{number:02d} 推进居住证互通互认和积分入户年限累计互认 residence permits {number}", about="x",
                lead="广州市发展和改革委员会、清远市公安局", light_word="红", figure=f"{percent}%", due="2024-12-31",
                slip="+365 days" if row.slip else "")


def step(day, **fields):
    return Step(fields.pop("title", "印发工作方案"), day, fields.pop("state", "open"), **fields)


def steps(number):
    """So many milestones, irregularly near to each other, some of them goals."""
    days = [FIRST + timedelta(days=number * number * 37 % 1500) for number in range(number)]
    states = ("open", "done", "verified", "late")
    return [step(day, state=states[n % 4], goal_year=day.year if n % 5 == 0 else None) for n, day in enumerate(days)]


def blocks(rows, tasks=11):
    """So many varied rows, in tasks of about equal size."""
    lines = [
        line(n, starts_on=FIRST + timedelta(days=n * 11 % 400), due_on=date(2023 + n % 3, 6, 30), steps=steps(n % 9),
             original=date(2023, 3, 31) if n % 4 == 0 else None, sort="open" if n % 7 == 3 else "bar",
             is_late=n % 3 == 0, percent=n * 13 % 101)
        for n in range(rows)
    ]
    size = -(-rows // tasks)
    return [
        Block(f"（{n + 1}）建立城乡有序流动的人口迁移制度", "0 of 5", lines=tuple(lines[n * size:(n + 1) * size]))
        for n in range(tasks) if lines[n * size:(n + 1) * size]
    ]


def drawn(chart):
    return [each for block in chart.blocks for each in block.lines]


def boxes(chart):
    """(left, right, top, bottom) of every text of a chart."""
    layout = chart.layout
    small = [chart.day_label, *chart.years, *chart.quarters]
    found = [_box(text, layout.small) for text in small]
    for block in chart.blocks:
        found += [_box(text, layout.font) for text in block.texts]
        found += [_box(block.count, layout.small)] if block.count else []
        found += [_box(block.note, layout.font)] if block.note else []
        for each in block.lines:
            found += [_box(text, layout.font) for text in each.texts]
            found += [_box(text, layout.small) for text in each.beside]
            found += [_box(SimpleNamespace(**vars(label), anchor="start"), layout.small) for label in each.labels]
    return found


def _box(text, size):
    long = width(text.text, size) * 0.9  # measured generously
    left = {"start": text.x, "middle": text.x - long / 2, "end": text.x - long}[text.anchor]
    return left, left + long, text.y - size * 0.75, text.y + size * 0.1


def overlaps(found):
    found = sorted(found, key=lambda box: box[2])
    return [
        (one, other) for place, one in enumerate(found) for other in found[place + 1:place + 40]
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("rows", [1, 60, 300])
def test_no_text_lies_on_another_or_outside(layout, rows):
    chart = drawing(blocks(rows), layout, **SPAN)

    found = boxes(chart)
    assert len(drawn(chart)) == rows
    assert overlaps(found) == []
    assert [box for box in found if box[0] < 0 or box[1] > layout.width or box[3] > chart.bottom + 1] == []


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])
def test_bars_and_marks_stay_between_the_edges_and_apart(layout):
    chart = drawing(blocks(60), layout, **SPAN)

    for each in drawn(chart):
        bar, lefts = each.bar, [mark.left for mark in each.marks]
        assert layout.left <= bar.x <= bar.end <= layout.right
        assert 0 <= bar.done <= bar.width + 0.1
        assert all(layout.left - 1 <= left <= layout.right for left in lefts)
        assert all(later - left >= mark.size - 0.2 for mark, left, later in zip(
            each.marks, lefts, lefts[1:], strict=False))
        assert each.top <= bar.y
        assert bar.bottom <= each.bottom


def test_the_line_of_the_day_stands_where_the_day_is():
    chart = drawing(blocks(1), WIDE, **SPAN)
    year = chart.year_xs

    assert year[2] < chart.day < year[3]
    assert chart.day == pytest.approx((year[2] + year[3]) / 2, abs=2)


def test_a_day_that_is_not_to_be_seen_has_no_line_and_its_name_stays_inside():
    chart = drawing(blocks(1), WIDE, **SPAN | {"on": date(2031, 1, 1)})

    assert chart.day is None
    assert chart.day_label.x + width(chart.day_label.text, WIDE.small) / 2 <= WIDE.right + 0.1


def test_an_extended_bar_shows_both_time_limits_and_the_days_between():
    extended = line(due_on=date(2024, 12, 31), original=date(2023, 12, 31), is_late=False)
    bar = drawn(drawing([Block("x", lines=(extended,))], WIDE, **SPAN))[0].bar
    scale = Scale(FIRST, LAST, WIDE.left, WIDE.right)

    assert (bar.original, bar.due) == (scale.x(date(2024, 1, 1)), scale.x(date(2025, 1, 1)))
    assert bar.label[0] > bar.due


def test_the_number_of_days_gives_way_to_the_edge_and_to_marks():
    late = line(due_on=date(2025, 12, 31), original=date(2024, 12, 31))
    beside = line(due_on=date(2024, 6, 30), original=date(2024, 1, 31), steps=[step(date(2024, 8, 15))])

    found = drawn(drawing([Block("x", lines=(late, beside))], WIDE, **SPAN))

    assert [each.bar.label for each in found] == [None, None]


def test_a_delay_reaches_until_the_day_and_an_open_end_to_the_edge():
    late, running = line(due_on=date(2024, 3, 31), is_late=True), line(due_on=None, sort="open")
    chart = drawing([Block("x", lines=(late, running))], WIDE, **SPAN)
    first, second = (each.bar for each in drawn(chart))

    assert first.tail == pytest.approx(chart.day, abs=1)
    assert second.sort == "open"
    assert second.end == pytest.approx(WIDE.right, abs=4)


def test_marks_on_each_other_are_one_that_shows_the_worst():
    day = date(2024, 12, 31)
    both = line(steps=[step(day, state="verified", goal_year=2024), step(day, state="late")])

    mark, = drawn(drawing([Block("x", lines=(both,))], WIDE, **SPAN))[0].marks

    assert (mark.kind, mark.state, mark.count) == ("goal", "late", 2)


def test_a_label_stands_only_where_there_is_room():
    alone = line(steps=[step(date(2022, 3, 1), title="印发工作方案")])
    crowded = line(steps=[step(date(2023, month, 1), title="印发全域推进的工作方案") for month in (1, 3, 5)])

    first, second = drawn(drawing([Block("x", lines=(alone, crowded))], WIDE, **SPAN))

    assert [label.text for label in first.labels] == ["印发工作方案"]
    assert len(second.labels) == 1


@pytest.mark.parametrize("days", [
    (date.min, date.max), (date(1900, 1, 1), date(1901, 1, 1)), (date(2999, 1, 1), date(2999, 1, 2)),
    (None, date(2024, 1, 1)), (FIRST, FIRST),
])
def test_days_nobody_expects_stay_inside(days):
    odd = line(starts_on=days[0], due_on=days[1])

    bar = drawn(drawing([Block("x", lines=(odd,))], WIDE, **SPAN))[0].bar

    assert WIDE.left <= bar.x <= bar.end <= WIDE.right


# Sheets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "least"), [(A4, 6), (A3, 8.5)], ids=["a4", "a3"])
def test_sixty_measures_in_eleven_tasks_fit_on_one_sheet(paper, least):
    sheet, = sheets(blocks(60), paper, WORDS, **SPAN)

    layout = sheet.chart.layout
    assert min(layout.font, layout.small, sheet.small, sheet.sums_font) >= least
    assert overlaps(boxes(sheet.chart)) == []
    assert [box for box in boxes(sheet.chart) if box[0] < 0 or box[1] > paper.width] == []
    assert sheet.chart.bottom < min(item.y for item in sheet.legend)
    assert max(item.text.y for item in sheet.legend) <= paper.height
    assert max(item.text.x + width(item.text.text, sheet.small) for item in sheet.legend) <= paper.width
    assert min(item.y for item in sheet.legend) - sheet.chart.bottom < paper.least * 2  # the sheet is filled


@pytest.mark.parametrize("paper", [A4, A3], ids=["a4", "a3"])
@pytest.mark.parametrize("rows", [1, 90, 300])
def test_every_row_is_on_a_sheet_and_none_is_too_small(paper, rows):
    found = sheets(blocks(rows), paper, WORDS, **SPAN)

    names = [each.line.name for sheet in found for each in drawn(sheet.chart)]
    assert names == [each.name for block in blocks(rows) for each in block.lines]
    assert all(sheet.chart.layout.font >= paper.least for sheet in found)
    assert all(sheet.chart.bottom <= paper.height for sheet in found)
    assert [sheet.number for sheet in found] == list(range(1, len(found) + 1))
    assert (len(found) > 1) == (rows > 60)


def test_a_task_begins_on_the_next_sheet_rather_than_break():
    found = sheets(blocks(90), A4, WORDS, **SPAN)

    titles = [block.block.title for sheet in found for block in sheet.chart.blocks]
    assert len(titles) == len(set(titles))


def test_a_task_larger_than_a_sheet_goes_on_with_its_name():
    found = sheets(blocks(150, tasks=1), A4, WORDS, **SPAN)

    assert len(found) == 3
    assert {sheet.chart.blocks[0].block.title for sheet in found} == {"（1）建立城乡有序流动的人口迁移制度"}


def test_fewer_rows_are_larger():
    few, many = (sheets(blocks(rows), A4, WORDS, **SPAN)[0].chart.layout for rows in (20, 60))

    assert few.font > many.font
    assert few.row > many.row


# Text ------------------------------------------------------------------------------------------------------------


def test_text_is_shortened_with_an_ellipsis_and_broken_where_one_may():
    assert fitted("推进居住证互认", 100, 10) == "推进居住证互认"
    assert fitted("推进居住证互认", 45, 10) == "推进居…"
    assert fitted("推进", 5, 10) == ""
    assert wrapped("建立制度，完善机制", 45, 10) == ["建立制", "度，完善", "机制"]
    assert wrapped("residence permits of both cities", 80, 10)[0] == "residence"
    assert wrapped("建立制度完善机制", 42, 10, most=1) == ["建立制…"]
    assert all(width(each, 10) <= 45 for each in wrapped("x" * 50, 45, 10))
