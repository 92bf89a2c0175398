"""People who report and decide on figures at the same moment, each on a database connection of their own."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.exchange.readings.papers import kept, matched, take_out
from tests.factories import make_supervisor
from tests.readings import DAY, REASON, SOURCE, entry, make_duties, make_indicator, report
from tests.test_races import at_once
from tracker.audit.actions import verify_chain
from tracker.exchange.actions import readings as files
from tracker.indicators import actions
from tracker.indicators.status import ReadingState
from tracker.models import AuditEvent, Notice, Reading, ReadingReturn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def indicator(plan, lead):
    indicator = make_indicator(plan=plan)
    make_duties(indicator, organization=lead.organization)
    return indicator


@pytest.fixture
def districts(plan):
    return list(plan.areas.get().districts.order_by("position"))


def test_a_double_clicked_form_reports_once(indicator, lead, districts):
    entries = [entry(district) for district in districts]

    results = at_once(*(lambda: actions.report_readings(indicator, by=lead, entries=entries) for _ in range(4)))

    assert sorted(map(len, results)) == [0, 0, 0, 2]
    assert Reading.objects.count() == 2
    assert AuditEvent.objects.filter(verb="report_readings").count() == 1
    assert verify_chain() is None


def test_of_two_people_who_report_different_figures_one_wins(indicator, lead, colleague, districts):
    results = at_once(
        lambda: report(indicator, by=lead, district=districts[0], value="1"),
        lambda: report(indicator, by=colleague, district=districts[0], value="2"),
    )

    assert sum(isinstance(result, Reading) for result in results) == 1
    assert Reading.objects.count() == 1


def test_of_simultaneous_decisions_on_a_figure_exactly_one_wins(indicator, lead, plan, districts):
    supervisors = [make_supervisor(plan=plan) for _ in range(6)]
    reading = report(indicator, by=lead, district=districts[0])
    seen = [Reading.objects.get(pk=reading.pk) for _ in supervisors]

    def decide(place, supervisor):
        if place % 2:
            return lambda: actions.approve_readings([seen[place]], by=supervisor) or "won"
        return lambda: actions.return_reading(seen[place], by=supervisor, reason=REASON) or "won"

    results = at_once(*(decide(place, supervisor) for place, supervisor in enumerate(supervisors)))

    assert results.count("won") == 1
    assert sum(isinstance(result, PermissionDenied) for result in results) == 5
    assert AuditEvent.objects.filter(verb__in=["approve_readings", "return_reading"]).count() == 1
    assert Notice.objects.filter(recipient=lead).count() == 1


def test_two_supervisors_who_approve_the_same_figures_do_not_wait_for_each_other(indicator, lead, plan, districts):
    supervisors = [make_supervisor(plan=plan) for _ in range(2)]
    keys = [report(indicator, by=lead, district=district).pk for district in districts]
    first, second = (list(Reading.objects.filter(pk__in=keys).order_by(order)) for order in ("pk", "-pk"))

    results = at_once(
        lambda: actions.approve_readings(first, by=supervisors[0]) or "won",
        lambda: actions.approve_readings(second, by=supervisors[1]) or "won",
    )

    assert results.count("won") == 1
    assert sum(isinstance(result, PermissionDenied) for result in results) == 1
    assert {reading.decided_by_id for reading in Reading.objects.all()} <= {each.pk for each in supervisors}


def test_of_taking_back_and_approving_at_once_one_wins(indicator, lead, reviewer, districts):
    reading = report(indicator, by=lead, district=districts[0])
    mine, theirs = (Reading.objects.get(pk=reading.pk) for _ in range(2))

    results = at_once(
        lambda: actions.recall_reading(mine, by=lead) or "won",
        lambda: actions.approve_readings([theirs], by=reviewer) or "won",
    )

    assert results.count("won") == 1
    assert Reading.objects.get().state in {ReadingState.RECALLED, ReadingState.APPROVED}


def test_a_workbook_is_taken_over_once(indicator, lead, plan, districts):
    paper = take_out(lead, plan)
    paper.fill(paper.rows()[districts[0].name, DAY.isoformat()], value=3, source=SOURCE)
    return_ = kept(plan, by=lead, paper=paper)
    seen = matched(return_).seen

    results = at_once(*(lambda: files.apply_figures(return_, by=lead, seen=seen) for _ in range(3)))

    assert sum(isinstance(result, ReadingReturn) for result in results) == 1
    assert sum(isinstance(result, PermissionDenied) for result in results) == 2
    assert Reading.objects.count() == 1


def test_a_double_clicked_upload_is_one_return(indicator, lead, plan, districts):
    paper = take_out(lead, plan)
    files_of_clicks = [paper.file() for _ in range(2)]
    content = files_of_clicks[0].read()
    for file in files_of_clicks:
        file.file.seek(0)
        file.file.truncate()
        file.file.write(content)
        file.file.seek(0)

    at_once(*(lambda file=file: files.bring_back_figures(plan, file, by=lead) for file in files_of_clicks))

    assert ReadingReturn.objects.count() == 1
