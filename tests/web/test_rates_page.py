"""The page of rates: how organizations report, how long reviews take, who keeps pace."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_assignment,
    make_measure,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_task,
    make_user,
)
from tracker.dashboards.rates import rates
from tracker.models import ProgressReport
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.rates import Counts, total

pytestmark = pytest.mark.django_db
URL = reverse("rates:index")
LIMIT = 10  # queries a page may ask, whatever it shows


@pytest.fixture
def client(client, outsider):
    client.cookies["django_language"] = "en"
    client.force_login(outsider)
    return client


def show(client, **query):
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return answer


def days(number):
    return timezone.localdate() + timedelta(days=number)


def another_report(period, *, organization=None, area=None):
    measure = make_measure(task=make_task(plan=period.plan), area=area)
    return make_report(assignment=make_assignment(measure=measure, organization=organization), period=period)


def earlier_period(plan, *, ended):
    return make_period(plan=plan, starts_on=days(-ended - 90), ends_on=days(-ended), opens_on=days(-ended + 1),
                       due_on=days(-ended + 10), closes_on=days(-ended + 15))


@pytest.mark.parametrize("role", Role.values)
def test_everybody_who_signs_in_reads_it(client, report, role):
    client.force_login(make_user(role=role))

    assert report.organization.name in show(client).text


def test_before_the_first_period_it_says_so(client, plan):
    assert "No reporting has begun" in show(client).text


def test_it_says_in_a_sentence_how_reports_came_in(client, report, lead, reviewer):
    hand_in(another_report(report.period, organization=lead.organization), by=lead)
    returned = another_report(report.period, organization=lead.organization)
    hand_in(returned, by=lead)
    actions.send_back(ProgressReport.objects.with_context().get(pk=returned.pk), by=reviewer, reason=REASON)

    page = show(client).text

    assert f"quarter of {report.period.year}: 3 reports expected, 2 handed in, 1 not." in page
    assert "1 of those handed in is returned." in page
    assert "1 may still come in." in page
    assert "The on-time rate is 100%." in page


def test_each_organization_leads_to_its_page_and_what_is_missing_to_the_ledger(client, report):
    page = show(client).text

    assert f'<a href="{report.organization.get_absolute_url()}">{report.organization}</a>' in page
    assert f'<a href="/measures/?view=unreported&amp;lead={report.organization.pk}">1</a>' in page


def test_the_ledger_has_no_list_of_an_area_or_an_earlier_period(client, report, plan, lead):
    earlier = earlier_period(plan, ended=100)
    make_report(assignment=report.assignment, period=earlier)

    assert "view=unreported" not in show(client, area=plan.areas.get().pk).text
    assert "view=unreported" not in show(client, period=earlier.pk).text


def test_shapes_say_in_words_what_came_in(client, report, plan):
    earlier = earlier_period(plan, ended=100)
    make_report(assignment=report.assignment, period=earlier)

    assert f'role="img" aria-label="{earlier.code} 1 of 1 missing"' in show(client).text


def test_an_area_shows_only_its_organizations_and_measures(client, report, plan):
    other = make_area(plan=plan, name="东片区")
    there = another_report(report.period, area=other)

    context = show(client, area=other.pk).context

    assert [row.key for row in context["rates"].rows] == [there.organization.pk]
    assert context["pace"].measures == 1
    assert show(client).context["pace"].measures == 2


def test_an_earlier_period_can_be_chosen(client, report, plan):
    earlier = earlier_period(plan, ended=100)
    make_report(assignment=report.assignment, period=earlier)

    page = show(client, period=earlier.pk)

    assert page.context["rates"].period == earlier
    assert f'<option value="{earlier.pk}" selected>' in page.text


def test_on_a_past_day_it_shows_what_was_known_then(client, report, lead):
    hand_in(report, by=lead)
    yesterday = days(-1)

    today, before = show(client), show(client, on=yesterday.isoformat())

    assert today.context["rates"].total.now == Counts(on_time=1, awaiting=1)
    assert before.context["rates"].total.now == Counts(open=1)
    assert today.context["reviews"].waiting == 1
    assert before.context["reviews"].waiting == 0
    assert f"{lead.organization.get_absolute_url()}?on={yesterday.isoformat()}" in before.text
    assert "Back to today" in before.text


def test_what_is_chosen_stays_in_every_link(client, report, plan):
    earlier = earlier_period(plan, ended=100)
    make_report(assignment=report.assignment, period=earlier)
    area, yesterday = plan.areas.get(), days(-1).isoformat()

    page = show(client, area=area.pk, period=earlier.pk, on=yesterday).text

    assert escape(f"?period={earlier.pk}&on={yesterday}") in page  # the whole zone
    assert escape(f'?period={earlier.pk}&area={area.pk}"')[:-6] in page  # back to today
    assert f'<input type="hidden" name="area" value="{area.pk}">' in page


@pytest.mark.parametrize(("query", "said"), [
    ({"area": "999999"}, "There is no such area; the whole zone is shown"),
    ({"area": "<script>"}, "There is no such area; the whole zone is shown"),
    ({"period": "0"}, "There is no such period on that day; the newest one is shown"),
    ({"period": "9" * 40}, "There is no such period on that day; the newest one is shown"),
    ({"plan": "x"}, "There is no such plan; the first one with a period is shown"),
    ({"on": "2024-13-01"}, "is no date"),
    ({"on": "2999-01-01"}, "has not come yet"),
    ({"on": "1999-01-01"}, "No reporting has begun"),
])
def test_what_does_not_exist_is_said_and_the_usual_is_shown(client, report, query, said):
    page = show(client, **query).text

    assert said in page
    assert "<script>" not in page


def test_several_plans_can_be_told_apart(client, report):
    other = make_plan(title="另一方案")
    make_area(plan=other)
    elsewhere = another_report(earlier_period(other, ended=50))

    page = show(client, plan=other.pk)

    assert [row.key for row in page.context["rates"].rows] == [elsewhere.organization.pk]
    assert "另一方案" in page.text
    assert show(client).context["rates"].period == report.period


def test_totals_are_the_sums_of_what_the_rows_show(client, report, plan, lead):
    earlier = earlier_period(plan, ended=100)
    for organization in (lead.organization, make_organization(), make_organization()):
        for period in (earlier, report.period):
            another_report(period, organization=organization)
    hand_in(another_report(report.period, organization=lead.organization), by=lead)

    found = show(client).context["rates"]

    assert found.total.now == total(row.now for row in found.rows)
    assert (found.total.now.expected, found.total.earlier.expected) == (5, 3)


def test_the_table_of_the_overview_shows_states_and_the_record_of_five_periods(report, plan, lead):
    hand_in(another_report(report.period, organization=lead.organization), by=lead)
    for number in range(1, 7):
        make_report(assignment=report.assignment, period=earlier_period(plan, ended=100 * number))
    found = rates(plan, on=timezone.localdate())

    with translation.override("en"):
        table = render_to_string("rates/_table.html", {"rates": found, "asked": None})

    assert len(found.earlier) == 5
    assert f'<a href="{lead.organization.get_absolute_url()}">{lead.organization}</a>' in table
    assert table.count("1 of 1 missing") == 2 * 5  # the organization and the total
    assert table.count('<td class="number rates__missing">1</td>') == 2
    assert table.count('<rect class="reports-bar__awaiting" x="0.00" width="99.20"') == 2
    assert table.count("<td class=\"number rates__minor\">0%</td>") == 2


def test_no_draft_and_no_reason_shows(client, report, lead, reviewer):
    hand_in(report, by=lead, summary="金丝雀" * 50)
    actions.send_back(report, by=reviewer, reason="金丝雀退回原因一二三四")

    assert "金丝雀" not in show(client).text


def test_names_are_shown_and_never_run(client, report):
    another_report(report.period, organization=make_organization(name="<script>alert(1)</script>"))

    assert "<script>alert" not in show(client).text


def test_it_speaks_chinese_too(client, report):
    client.cookies["django_language"] = "zh-hans"

    page = show(client)

    assert '<html lang="zh-CN"' in page.text
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize("size", [3, 30])
def test_much_asks_no_more_than_little(client, report, lead, reviewer, plan, size, django_assert_max_num_queries):
    for number in range(size):
        other = another_report(report.period)
        make_report(assignment=other.assignment, period=earlier_period(plan, ended=100 + number))
        mine = another_report(report.period, organization=lead.organization)
        hand_in(mine, by=lead)
        actions.approve(ProgressReport.objects.with_context().get(pk=mine.pk), by=reviewer)

    with django_assert_max_num_queries(LIMIT) as asked:
        page = show(client)

    assert len(asked) == LIMIT
    assert len(page.context["rates"].rows) == size + 1
