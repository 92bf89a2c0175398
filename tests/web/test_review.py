"""The queue of a supervisor, and what one reads of a submission."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    REASON,
    SUMMARY,
    hand_in,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_user,
    write,
)
from tests.web.reviewing import address, another, approved, fill_queue
from tracker.models import Submission
from tracker.reporting import actions

LIMIT = 10  # queries a page may ask, whatever it shows


@pytest.fixture
def client(client, reviewer):
    """The supervisor at work, in English."""
    client.cookies["django_language"] = "en"
    client.force_login(reviewer)
    return client


@pytest.fixture
def submission(report, lead):
    return hand_in(report, by=lead)


def test_the_queue_leads_to_what_came_in_first(client, submission, report, lead):
    another(report, lead=lead)

    assert client.get(reverse("review:index")).url == address(submission)


def test_the_order_of_the_queue_can_be_chosen(client, submission, report, lead, plan):
    later = another(report, lead=lead)
    period = make_period(plan=plan, due_on=timezone.localdate())
    urgent = make_report(assignment=later.report.assignment, period=period)
    urgent = hand_in(urgent, by=lead)

    response = client.get(reverse("review:index"), {"sort": "due"})

    assert response.url == f"{address(urgent)}?sort=due"
    assert client.get(response.url).context["review"].queue.next == submission.pk


@pytest.mark.parametrize("sort", ["", "nonsense", "pk", "'"])
def test_an_unknown_order_is_the_usual_one(client, submission, sort):
    assert client.get(reverse("review:index"), {"sort": sort}).url == address(submission)


def test_an_empty_queue_says_what_was_done_and_what_comes(client, submission, reviewer, plan):
    actions.approve(submission.report, by=reviewer)
    make_period(plan=plan, opens_on=timezone.localdate() + timedelta(days=30), due_on=timezone.localdate()
                + timedelta(days=40), closes_on=timezone.localdate() + timedelta(days=50))

    page = client.get(reverse("review:index")).text

    assert "Everything is reviewed" in page
    assert "You have decided on 1 report" in page
    assert "opens on" in page


def test_an_empty_queue_before_the_first_period_says_so_too(client):
    assert "Everything is reviewed" in client.get(reverse("review:index")).text


def test_only_what_changed_is_shown_until_one_asks_for_everything(client, report, lead, reviewer):
    approved(report, by=reviewer, lead=lead, percent=30)
    submission = hand_in(report, by=lead, percent=45, summary=SUMMARY.replace("三次", "五次"))

    changes = client.get(address(submission)).text
    everything = client.get(address(submission), {"show": "all"}).text

    assert "<del>三</del>" in changes
    assert "<ins>五</ins>" in changes
    assert "10月底前完成会签" not in changes
    assert "10月底前完成会签" in everything
    assert "30%" in changes
    assert "up by</span>15" in changes


def test_a_first_report_is_shown_whole_and_unmarked(client, submission):
    page = client.get(address(submission)).text

    assert submission.summary in page
    assert "<ins>" not in page.partition('class="difference"')[2]


def test_a_resubmission_is_compared_with_what_was_returned_and_on_demand_with_what_was_approved(
    client, report, lead, reviewer
):
    approved(report, by=reviewer, lead=lead, summary=SUMMARY.replace("四地", "两地"))
    first = hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    second = hand_in(report, by=lead, summary=SUMMARY + "已补充名单。")

    page = client.get(address(second))
    other = client.get(address(second), {"against": page.context["review"].others[1].pk})

    assert page.context["review"].against == first
    assert "<ins>已补充名单。</ins>" in page.text
    assert REASON in page.text
    assert "<del>两</del>" not in page.text
    assert "<del>两</del>" in other.text


@pytest.mark.parametrize("against", ["abc", "-1", "0", "9" * 30, "١"])
def test_an_unknown_version_to_compare_with_is_ignored(client, submission, against):
    assert client.get(address(submission), {"against": against}).status_code == 200


def test_the_checks_come_with_the_hints_first(client, report, lead, reviewer):
    make_milestone(measure=report.measure, due_on=report.period.ends_on, title="互认办法两市会签")
    approved(report, by=reviewer, lead=lead, percent=30)
    submission = hand_in(report, by=lead, percent=40)

    page = client.get(address(submission))

    hints = page.context["review"].hints
    assert [hint.name for hint in hints][-1] == "sameness"
    assert page.context["review"].queue.items[0].hints == len(hints)
    assert f"{len(hints)} hints" in page.text


def test_drafts_and_work_begun_after_handing_in_never_show(client, report, lead, reviewer):
    submission = hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    write(report, by=lead, summary="金丝雀草稿" * 30)
    other = make_report(organization=make_organization())
    write(other, by=make_user(organization=other.organization), summary="金丝雀草稿" * 30)

    assert "金丝雀" not in client.get(address(submission)).text
    assert "金丝雀" not in client.get(reverse("review:index"), follow=True).text


def test_what_people_type_is_shown_and_never_run(client, report, lead, reviewer):
    approved(report, by=reviewer, lead=lead)
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    submission = hand_in(report, by=lead, summary=SUMMARY + attack, next_steps=f"12月底前{attack}",
                         has_problem="yes", problem=attack)

    page = client.get(address(submission), {"show": "all"}).text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<ins>" in page


def test_ten_thousand_characters_are_compared_in_time(client, report, lead, reviewer):
    earlier = approved(report, by=reviewer, lead=lead)
    submission = hand_in(report, by=lead)
    long = {"summary": "".join(f"第{n}项工作完成{n * 7 % 1000}件，" for n in range(800))[:10_000]}
    for row, text in ((submission, long["summary"]), (earlier.submissions.get(), long["summary"][::-1])):
        Submission.objects.filter(pk=row.pk)._write(summary=text)

    response = client.get(address(submission))

    assert response.status_code == 200
    assert response.context["review"].changed_rows


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_a_number_that_no_submission_has_is_not_found(client, pk):
    assert client.get(f"/review/{pk}/").status_code == 404


@pytest.mark.parametrize("size", [3, 30])
def test_a_long_queue_asks_no_more_than_a_short_one(
    client, report, lead, reviewer, size, django_assert_max_num_queries
):
    fill_queue(reviewer, lead, size)
    middle = Submission.objects.to_review_by(reviewer).order_by("pk")[size // 2]

    with django_assert_max_num_queries(LIMIT) as asked:
        response = client.get(address(middle))

    assert len(asked) == LIMIT
    assert response.context["review"].queue.total == size
    assert response.context["review"].queue.position == size // 2 + 1
