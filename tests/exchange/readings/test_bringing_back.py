"""A workbook of figures goes out, is filled in and comes back: what it says is shown, then reported, once."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from time_machine import travel

from tests.exchange.readings.papers import SECONDS, TODAY, brought_back, make_figures, matched, take_out
from tests.factories import make_user
from tests.readings import SOURCE, approve, make_duties, make_indicator, report
from tracker.exchange.actions import readings
from tracker.exchange.actions.copies import SeenOtherwise
from tracker.indicators import actions
from tracker.indicators.status import Combination
from tracker.models import AuditEvent, Reading, ReadingReturn
from tracker.people.roles import Role
from tracker.reporting.evidence import RefusedFile


@pytest.fixture(autouse=True)
def today():
    with travel(TODAY, tick=True):
        yield


@pytest.fixture
def indicator(plan, lead):
    return make_figures(plan, by=lead)


@pytest.fixture
def districts(plan):
    return list(plan.areas.get().districts.order_by("position"))


def place(paper, district, day=SECONDS):
    return paper.rows()[district.name, day]


def codes(match):
    return [fault.code for fault in match.faults], [fault.code for fault in match.left]


def test_it_asks_for_every_place_and_each_of_the_last_eight_quarters(plan, indicator, lead, districts):
    rows = take_out(lead, plan).rows()

    days = ["2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", SECONDS]
    assert list(rows) == [(district.name, day) for district in districts for day in days]


def test_what_stands_there_is_in_it_and_what_came_back_with_its_reason(plan, indicator, lead, reviewer, districts):
    approve(report(indicator, by=lead, district=districts[0], value="3.1"), by=reviewer)
    second = report(indicator, by=lead, district=districts[1])
    actions.return_reading(second, by=reviewer, reason="数字与年报不符，请核对")
    report(indicator, by=lead, district=districts[0], on=date(2025, 2, 2), value="2")

    paper = take_out(lead, plan)

    first, second = place(paper, districts[0]), place(paper, districts[1])
    assert [paper.cell(row, "value").value for row in (first, second, place(paper, districts[0], "2025-02-02"))] == [
        3.1, None, 2]
    assert paper.cell(first, "source").value == SOURCE
    assert [word for word in ("3.5", "数字与年报不符") if word not in paper.cell(second, "state").value] == []


def test_new_changed_and_unchanged_figures_are_told_apart(plan, indicator, lead, reviewer, districts):
    for day in (date(2026, 6, 30), date(2026, 3, 31)):
        approve(report(indicator, by=lead, district=districts[0], on=day), by=reviewer)
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value="３．６", note="按年报更正")
    paper.fill(place(paper, districts[1]), value=1234.5, source="月报")

    match = matched(brought_back(plan, by=lead, paper=paper))

    assert [(line.district, line.value, line.before.value) for line in match.changed] == [
        (districts[0], Decimal("3.6"), Decimal("3.5"))]
    assert [(line.district, line.value, line.before) for line in match.new] == [(districts[1], Decimal("1234.5"), None)]
    assert (match.same, match.blank, codes(match)) == (1, 13, ([], []))


def test_taking_over_reports_all_of_it_in_one_act_for_each_indicator(plan, indicator, lead, districts, reviewer):
    paper = take_out(lead, plan)
    for district in districts:
        paper.fill(place(paper, district), value=3, source=SOURCE)
    return_ = brought_back(plan, by=lead, paper=paper)

    applied = readings.apply_figures(return_, by=lead, seen=matched(return_).seen)

    assert Reading.objects.undecided().count() == 2
    assert (applied.is_applied, applied.outcome["reported"]) == (True, 2)
    assert AuditEvent.objects.filter(verb="report_readings").count() == 1
    assert AuditEvent.objects.filter(verb="apply_figures").count() == 1


def test_taking_over_again_is_refused_and_reports_nothing(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)
    return_ = brought_back(plan, by=lead, paper=paper)
    seen = matched(return_).seen
    readings.apply_figures(return_, by=lead, seen=seen)

    with pytest.raises(PermissionDenied):
        readings.apply_figures(return_, by=lead, seen=seen)

    assert Reading.objects.count() == 1


def test_the_same_file_again_is_the_same_return(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)
    content = paper.file()

    first = readings.bring_back_figures(plan, content, by=lead)
    second = readings.bring_back_figures(plan, content, by=lead)

    assert (first, ReadingReturn.objects.count()) == (second, 1)


def test_what_was_reported_meanwhile_is_looked_at_again(plan, indicator, lead, colleague, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)
    return_ = brought_back(plan, by=lead, paper=paper)
    seen = matched(return_).seen
    report(indicator, by=colleague, district=districts[0], value="9")

    with pytest.raises(SeenOtherwise):
        readings.apply_figures(return_, by=lead, seen=seen)

    assert codes(matched(return_)) == ([], ["waits"])
    assert Reading.objects.get().value == 9


def test_a_dropped_file_reports_nothing(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)

    return_ = readings.drop_figures(brought_back(plan, by=lead, paper=paper), by=lead)

    assert (return_.is_open, return_.is_applied) == (False, False)
    with pytest.raises(PermissionDenied):
        readings.apply_figures(return_, by=lead, seen="")
    assert not Reading.objects.exists()


def test_other_people_bring_nothing_back_and_take_nothing_over(plan, indicator, lead, outsider, reviewer, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)
    return_ = brought_back(plan, by=lead, paper=paper)

    for person in (reviewer, make_user(role=Role.LEADER), make_user(role=Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            brought_back(plan, by=person, paper=paper)
    for person in (outsider, reviewer):
        with pytest.raises(PermissionDenied):
            readings.apply_figures(return_, by=person, seen=matched(return_).seen)
    assert ReadingReturn.objects.visible_to(outsider).count() == 0


def test_figures_of_others_are_left_aside_whatever_the_file_says(plan, indicator, lead, outsider, districts):
    others = make_figures(plan, by=outsider, name="别单位的指标")
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), number=others.number, value=3, source=SOURCE)

    match = matched(brought_back(plan, by=lead, paper=paper))

    assert (codes(match), match.taken) == (([], ["not_yours"]), [])


def test_rows_may_be_sorted_moved_and_added(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.sheet.insert_cols(1)
    paper.columns = {name: column + 1 for name, column in paper.columns.items()}
    paper.add(number="１", district=f" {districts[1].name} ", day="2025年3月1日", value="1，234", source="专报")

    match = matched(brought_back(plan, by=lead, paper=paper))

    line, = match.new
    assert (line.indicator, line.district, line.on, line.value) == (
        indicator, districts[1], date(2025, 3, 1), Decimal(1234))


def test_without_the_hidden_row_columns_are_known_by_their_titles(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)
    paper.sheet.delete_rows(paper.head - 1)

    assert len(matched(brought_back(plan, by=lead, paper=paper)).new) == 1


@pytest.mark.parametrize(("typed", "code"), [
    ({"value": "约3万"}, "value_number"), ({"value": "3,85"}, "value_commas"), ({"value": "=1+1"}, "formula"),
    ({"value": True}, "value_number"), ({"value": datetime(2026, 1, 1)}, "value_number"),
    ({"value": 1e15}, "value_too_large"), ({"value": 1.23456}, "value_too_fine"), ({"value": "63%"}, "value_percent"),
    ({"day": "六月底"}, "day"), ({"day": "2026-02-30"}, "day"), ({"day": None}, "no_day"), ({"day": "45000"}, "day"),
    ({"day": "2026-12-31"}, "ahead"), ({"day": "=TODAY()"}, "formula"), ({"number": "甲"}, "number"),
    ({"number": None}, "number"), ({"number": 99}, "unknown"), ({"number": 10**9}, "number"),
    ({"district": "别处"}, "district"), ({"district": None}, "district"), ({"source": None}, "source"),
    ({"source": "字" * 501}, "too_long"), ({"note": "注" * 301}, "too_long"),
])
def test_every_fault_names_its_cell_and_says_what_to_write(plan, indicator, lead, districts, typed, code):
    paper = take_out(lead, plan)
    row = place(paper, districts[0])
    paper.fill(row, **{"value": 3, "source": SOURCE, **typed})

    match = matched(brought_back(plan, by=lead, paper=paper))

    fault, = match.faults
    assert (fault.code, fault.address[1:], match.taken) == (code, str(row), [])


def test_a_calculated_figure_that_excel_has_saved_is_refused_too(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value="=HYPERLINK(\"http://example.invalid\")", source=SOURCE)

    assert codes(matched(brought_back(plan, by=lead, paper=paper)))[0] == ["formula"]


def test_two_rows_that_disagree_are_refused_and_two_that_agree_count_once(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    for district, values in ((districts[0], (3, 4)), (districts[1], (5, 5))):
        for value in values:
            paper.add(number=indicator.number, district=district.name, day=date(2025, 1, 1), value=value, source=SOURCE)

    match = matched(brought_back(plan, by=lead, paper=paper))

    assert (codes(match)[0], [line.value for line in match.new]) == (["twice"], [Decimal(5)])


def test_merged_figures_are_refused(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    row = place(paper, districts[0])
    paper.fill(row, value=3, source=SOURCE)
    column = paper.columns["figure-value"]
    paper.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)

    assert codes(matched(brought_back(plan, by=lead, paper=paper)))[0] == ["merged"]


def test_days_are_right_in_a_workbook_that_counts_from_1904(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.book.epoch = datetime(1904, 1, 1)
    paper.add(number=indicator.number, district=districts[0].name, day=datetime(2025, 3, 31), value=3, source=SOURCE)

    assert [line.on for line in matched(brought_back(plan, by=lead, paper=paper)).new] == [date(2025, 3, 31)]


def test_percentages_are_taken_as_the_number_that_is_shown(plan, lead):
    indicator = make_indicator(plan=plan, unit="%", combination=Combination.WHOLE)
    make_duties(indicator, organization=lead.organization)
    paper = take_out(lead, plan)
    row = paper.rows()[None, SECONDS]
    paper.fill(row, value=0.635, source=SOURCE)
    paper.cell(row, "value").number_format = "0.0%"

    assert [line.value for line in matched(brought_back(plan, by=lead, paper=paper)).new] == [Decimal("63.5")]


def test_a_district_beside_an_indicator_read_as_a_whole_is_refused(plan, lead, districts):
    indicator = make_indicator(plan=plan, combination=Combination.WHOLE)
    make_duties(indicator, organization=lead.organization)
    paper = take_out(lead, plan)
    paper.fill(paper.rows()[None, SECONDS], value=3, source=SOURCE, district=districts[0].name)

    assert codes(matched(brought_back(plan, by=lead, paper=paper)))[0] == ["whole"]


def test_what_is_odd_is_said_and_does_not_stop_anything(plan, indicator, lead, reviewer, districts):
    approve(report(indicator, by=lead, district=districts[0], on=date(2026, 3, 31), value="9"), by=reviewer)
    paper = take_out(lead, plan)
    paper.fill(place(paper, districts[0]), value=3, source=SOURCE)

    line, = matched(brought_back(plan, by=lead, paper=paper)).new

    assert len(line.hints) == 2


def test_a_workbook_of_something_else_is_refused_in_words(plan, indicator, lead, districts):
    paper = take_out(lead, plan)
    paper.sheet.delete_rows(1, paper.head)

    with pytest.raises(RefusedFile) as refusal:
        brought_back(plan, by=lead, paper=paper)

    assert refusal.value.sentence
    assert not ReadingReturn.objects.exists()
