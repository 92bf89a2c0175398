"""Exceptions on the pages: a supervisor grants and ends them, and those concerned read them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_exception,
    make_measure,
    make_supervisor,
    make_user,
    write,
)
from tests.web.writing import enter, url
from tracker.models import ProgressReport, ReportException
from tracker.people.roles import Role
from tracker.reporting import actions

pytestmark = pytest.mark.usefixtures("in_english")
DAY = timedelta(days=1)
WHY = "台风影响，材料收集延后一周"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def closed(report, today):
    period = report.period
    period.opens_on, period.due_on, period.closes_on = today - 9 * DAY, today - 3 * DAY, today - DAY
    period.save()
    return fresh(report)


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def grant(client, report, **fields):
    return client.post(url("exception", report), {"kind": "later", "reason": WHY, **fields})


def test_a_supervisor_lets_a_closed_report_come_later(client, closed, reviewer, lead, today):
    last = today + 5 * DAY
    before = enter(client, lead).get(url("edit", closed)).status_code

    answer = grant(enter(client, reviewer), closed, until_on=str(last))
    page = enter(client, lead).get(url("edit", closed))

    assert (before, page.status_code) == (403, 200)
    assert answer["Location"] == closed.measure.get_absolute_url() + "#h-reports"
    exception = ReportException.objects.get()
    assert (exception.kind, exception.until_on, exception.reason) == ("later", last, WHY)
    assert exception.granted_by == reviewer


def test_a_supervisor_excuses_a_report(client, closed, reviewer, today):
    grant(enter(client, reviewer), closed, kind="excused", until_on=str(today + 5 * DAY))

    assert ReportException.objects.get().until_on is None
    assert closed not in ProgressReport.objects.missed(on=today)


@pytest.mark.parametrize(("typed", "sentence"), [
    ("31.12", "Write the date as 2024-10-31"), ("2024-02-30", "Write the date as 2024-10-31"),
    ("", "Name the day until which the report may come"), ("2024-01-01", "Choose a day from tomorrow to"),
    ("2199/1/1", "Choose a day from tomorrow to"),
])
def test_a_day_that_will_not_do_comes_back_with_everything_typed(client, closed, reviewer, typed, sentence):
    page = grant(enter(client, reviewer), closed, until_on=typed)

    form = page.context["form"]
    assert page.status_code == 200
    assert form.errors["until_on"][0].startswith(sentence)
    assert [form[name].value() for name in ("kind", "until_on", "reason")] == ["later", typed, WHY]
    assert 'href="#id_until_on"' in page.text
    assert WHY in page.text
    assert not ReportException.objects.exists()


def test_nothing_filled_in_says_what_is_missing_at_each_field(client, closed, reviewer):
    page = enter(client, reviewer).post(url("exception", closed), {})

    assert page.context["form"].errors == {
        "kind": ["Choose whether the report may come later or need not come"],
        "reason": ["Say in at least 10 characters why the exception is granted"],
    }
    assert 'href="#id_kind_0"' in page.text
    assert 'id="id_kind_0"' in page.text


@pytest.mark.parametrize("written", ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"])
def test_a_day_is_read_as_people_write_it(client, closed, reviewer, today, written):
    grant(enter(client, reviewer), closed, until_on=f"{today + 5 * DAY:{written}}")

    assert ReportException.objects.get().until_on == today + 5 * DAY


def test_the_form_shows_nothing_that_was_written(client, report, lead, reviewer):
    write(report, by=lead, summary="尚未提交的正文" * 20)

    page = enter(client, reviewer).get(url("exception", report))

    assert page.status_code == 200
    assert "尚未提交的正文" not in page.text


def test_a_granted_one_stands_there_with_the_button_that_ends_it(client, closed, reviewer, today):
    make_exception(closed, by=reviewer, until_on=today + 5 * DAY, reason=WHY)

    page = enter(client, reviewer).get(url("exception", closed))
    answer = client.post(url("end_exception", closed), follow=True)
    again = client.post(url("end_exception", closed))

    assert page.context["exception"].reason == WHY
    assert f'action="{url("end_exception", closed)}"' in page.text
    assert "The exception was ended" in answer.text
    assert not ReportException.objects.open().exists()
    assert again.status_code == 404


def test_one_that_ran_out_makes_room_for_another(client, closed, reviewer, today):
    make_exception(closed, by=reviewer, until_on=today + 2 * DAY)
    ReportException.objects.update(until_on=today - DAY)

    page = enter(client, reviewer).get(url("exception", closed))
    grant(client, closed, until_on=str(today + 5 * DAY))

    assert page.context["form"]
    assert [each.ended_at is None for each in ReportException.objects.order_by("pk")] == [False, True]


def test_strangers_and_people_without_the_right_are_turned_away(client, closed, plan, lead, outsider, today):
    far = make_supervisor(plan=plan, area=make_area(plan=plan))
    answers = {}
    for name, person in {"lead": lead, "outsider": outsider, "far": far, "leader": make_user(role=Role.LEADER)}.items():
        enter(client, person)
        answers[name] = [client.get(url("exception", closed)).status_code,
                         grant(client, closed, until_on=str(today + 5 * DAY)).status_code,
                         client.post(url("end_exception", closed)).status_code]

    assert answers == {"lead": [403, 403, 404], "outsider": [404, 404, 404], "far": [404, 404, 404],
                       "leader": [404, 404, 404]}
    assert not ReportException.objects.exists()


def test_the_reporter_reads_it_on_the_report_the_refused_page_and_the_measure(client, closed, lead, reviewer):
    make_exception(closed, by=reviewer, reason=WHY)
    enter(client, lead)

    pages = [client.get(address) for address in (
        url("show", closed), url("edit", closed), closed.measure.get_absolute_url())]

    assert [page.status_code for page in pages] == [200, 403, 200]
    for page in pages:
        assert "No report is expected for this period" in page.text
        assert WHY in page.text


def test_others_read_that_there_is_an_exception_and_not_why(client, closed, outsider, reviewer, today):
    last = today + 5 * DAY
    make_exception(closed, by=reviewer, until_on=last, reason=WHY)

    pages = [enter(client, person).get(closed.measure.get_absolute_url()).text
             for person in (outsider, make_user(role=Role.LEADER))]

    for text in pages:
        assert f"May be handed in until {date_format(last)}" in text
        assert WHY not in text


def test_a_supervisor_finds_the_way_on_the_measure_page(client, closed, plan, lead, reviewer, outsider):
    address = f'href="{url("exception", closed)}"'
    seen = [address in enter(client, person).get(closed.measure.get_absolute_url()).text
            for person in (reviewer, lead, outsider)]
    hand_in_late = make_exception(closed, by=reviewer, until_on=timezone.localdate() + 5 * DAY)
    hand_in(fresh(closed), by=lead)

    assert hand_in_late
    assert seen == [True, False, False]
    assert address not in enter(client, reviewer).get(closed.measure.get_absolute_url()).text


def test_a_moved_due_day_is_not_overdue_and_an_excused_report_has_none(client, report, plan, reviewer, today):
    make_exception(report, by=reviewer, until_on=today + 20 * DAY)
    moved = enter(client, reviewer).get(report.measure.get_absolute_url()).context["page"].entries[0]
    actions.end_exception(ReportException.objects.get(), by=reviewer)
    make_exception(fresh(report), by=reviewer)
    excused = client.get(report.measure.get_absolute_url()).context["page"].entries[0]

    assert moved.due_on == today + 20 * DAY
    assert excused.due_on is None


def test_my_work_asks_for_it_by_the_day_that_was_granted(client, closed, lead, reviewer, today):
    before = enter(client, lead).get(reverse("work:home")).context["work"].todos.rows
    make_exception(closed, by=reviewer, until_on=today + 5 * DAY)

    work = client.get(reverse("work:home")).context["work"]

    assert before == ()
    assert [(todo.report, todo.due_on) for todo in work.todos.rows] == [(closed, today + 5 * DAY)]
    assert work.missed == ()


@pytest.mark.parametrize("size", [1, 10])
def test_many_missed_reports_ask_no_more_than_one(client, plan, lead, reviewer, today, size, count_missed):
    assert count_missed(size) <= 10


@pytest.fixture
def count_missed(client, report, lead, reviewer, today, django_assert_max_num_queries):
    """How many queries the page of a measure asks of its reporter with so many closed reports, half with exceptions."""
    def count(size):
        for number in range(size):
            period = report.period.plan.periods.create(
                year=1800, number=number, starts_on=today - 90 * DAY, ends_on=today - 60 * DAY,
                opens_on=today - 59 * DAY, due_on=today - 50 * DAY, closes_on=today - 45 * DAY)
            late = report.assignment.reports.create(period=period)
            if number % 2:
                make_exception(fresh(late), by=reviewer, until_on=today + 5 * DAY)
        enter(client, lead).get(report.measure.get_absolute_url())
        with django_assert_max_num_queries(10) as asked:
            client.get(report.measure.get_absolute_url())
        return len(asked)
    return count


def test_a_measure_of_another_task_has_none(client, closed, reviewer):
    make_exception(closed, by=reviewer, reason=REASON)
    other = make_measure(task=closed.measure.task)

    assert "No report is expected" not in enter(client, reviewer).get(reverse("measures:show", args=[other.code])).text
