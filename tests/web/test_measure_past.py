"""The page of a measure about a day in the past: what was known by then, and nothing that came later."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_supervisor,
    make_task,
    make_user,
    write,
)
from tests.story import cast, person
from tests.web.measure import document, page, text
from tracker import acts
from tracker.lights.actions import redraw
from tracker.people.roles import Role
from tracker.plans import actions as plans
from tracker.plans.models import Measure, Milestone
from tracker.plans.status import AssignmentRole
from tracker.reporting.draft import milestone_field, note_field
from tracker.reporting.models import ProgressReport

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"
ON = "2024-07-10"


def travel(month, day, hour=4):
    return time_machine.travel(datetime(2024, month, day, hour, tzinfo=UTC), tick=False)


@pytest.fixture(scope="module")
def built(once):
    return once(build)


@pytest.fixture
def story(built, db):
    """The measure of which ``build`` tells."""
    return Measure.objects.select_related("task__plan").get()


@pytest.fixture
def lead(built, db):
    return person("lead")


@pytest.fixture
def reviewer(built, db):
    return person("reviewer")


@pytest.fixture
def outsider(built, db):
    return person("outsider")


def build():
    """The first quarter was approved on 8 July, the second is handed in on 9 July and approved two days later. All that
    happens after 10 July carries the canary word."""
    plan, lead, reviewer, _outsider = cast()
    with travel(6, 1):
        measure = make_measure(task=make_task(plan=plan), starts_on=date(2024, 1, 1), due_on=date(2024, 12, 31))
        assignment = make_assignment(measure=measure, organization=lead.organization)
        first, second, third = (
            make_report(assignment=assignment, period=make_period(
                plan=plan, starts_on=date(2024, month, 1), ends_on=date(2024, month + 1, 28),
                opens_on=date(2024, 6, 1), due_on=date(2024, 12, 1), closes_on=date(2024, 12, 20),
            )) for month in (3, 5, 7)
        )
        milestone = make_milestone(measure=measure, title="办法会签", due_on=date(2024, 4, 20))
        redraw([measure], on=date(2024, 6, 1))
    with travel(7, 8):
        hand_in(first, by=lead, percent=30, summary="第一次" * 40, **_not_done(milestone, "2024-07-20"))
        acts.approve(fresh(first), by=reviewer)
    with travel(7, 9):
        hand_in(second, by=lead, percent=71, summary="第二次" * 40, **_not_done(milestone, "2024-07-25"))
        redraw([measure], on=date(2024, 7, 9))
    with travel(7, 11):
        acts.approve(fresh(second), by=reviewer, remark=f"{CANARY}意见：请下季补充数据")
        document(third, by=lead, number=f"{CANARY}文号")
        plans.change_due(measure, by=None, due_on=date(2025, 3, 31), reason=f"{CANARY}延期到明年三月底完成")
    with travel(9, 5):
        district = measure.districts.first()
        hand_in(third, by=lead, percent=93, summary=CANARY * 40, next_steps=CANARY, **{
            note_field(district.pk): CANARY, milestone_field(milestone.pk, "done"): "yes",
        })
        acts.approve(fresh(third), by=reviewer, remark=f"{CANARY}三季度进展良好")
        acts.correct(fresh(third), by=lead, reason=f"{CANARY}数字填错，需要更正")
        write(third, by=lead, percent=93, summary=CANARY * 40)
        make_report(period=second.period, assignment=make_assignment(
            measure=measure, organization=make_organization(name=f"{CANARY}局"), role=AssignmentRole.PARTNER,
            since=date(2024, 9, 1),
        ))
        make_user(organization=lead.organization, name=f"{CANARY}科员")
        day = date(2024, 10, 1)
        plans.keep(Milestone(measure=measure, title=f"{CANARY}节点", due_on=day, original_due_on=day), by=None)
        redraw([measure], on=date(2024, 9, 5))


def _not_done(milestone, expected_on):
    return {
        milestone_field(milestone.pk, "done"): "no", milestone_field(milestone.pk, "on"): expected_on,
        milestone_field(milestone.pk, "reason"): "两市意见不一致，正在协商条款",
    }


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


@pytest.mark.parametrize("person", ["lead", "reviewer", "outsider", "leader", "administrator", "auditor", "signatory"])
def test_nothing_later_shows(client, story, lead, reviewer, outsider, person):
    people = {
        "lead": lead, "reviewer": reviewer, "outsider": outsider,
        "signatory": make_user(organization=lead.organization, role=Role.SIGNATORY),
    }
    user = people.get(person) or make_user(role=Role(person))

    with travel(10, 10):
        now = text(client, story, user)
        then = text(client, story, user, on=ON) + text(client, story, user, on=ON, log="all")

    assert CANARY in now
    assert CANARY not in then
    assert "93%" not in then
    assert "2025-03-31" not in then


def test_the_page_stands_as_it_stood(client, story, lead, reviewer, in_english):
    with travel(10, 10):
        response = page(client, story, reviewer, on=ON)
        shown = response.context["page"]
        words = response.content.decode()

    assert [point.percent for point in shown.history] == [30]
    assert [line.percent for line in shown.districts] == [30, 30]
    assert (shown.measure.percent, shown.measure.due_on) == (30, date(2024, 12, 31))
    assert [(line.milestone.title, line.is_done, line.expected_on) for line in shown.milestones] == [
        ("办法会签", False, date(2024, 7, 20))
    ]
    assert [entry.report.status for entry in shown.entries] == ["draft", "submitted", "approved"]
    assert shown.entries[0].due_on == date(2024, 12, 1)
    assert "As on <b>10 Jul 2024 (Wed)</b>" in words
    assert "81 days overdue" in words


def test_what_awaited_a_decision_was_read_by_those_concerned_only(client, story, lead, reviewer, outsider):
    with travel(10, 10):
        shown = {user: text(client, story, user, on=ON) for user in (lead, reviewer, outsider)}

    assert ["第二次第二次" in shown[user] for user in (lead, reviewer, outsider)] == [True, True, False]
    assert "71%" not in shown[outsider]


def test_a_return_that_came_later_is_not_told(client, story, lead, reviewer):
    with travel(9, 6):
        report = ProgressReport.objects.get(period__starts_on=date(2024, 7, 1))
        acts.submit(report, by=lead)
    with travel(9, 7):
        acts.send_back(fresh(report), by=reviewer, reason=f"{CANARY}退回：请补充佐证材料")
    with travel(9, 8):
        acts.submit(fresh(report), by=lead)

    with travel(10, 10):
        told = {
            on: [page(client, story, user, on=on).context["page"].entries[0].last_return for user in (lead, reviewer)]
            for on in ("2024-09-06", "2024-09-08")
        }

    assert told == {"2024-09-06": ["", ""], "2024-09-08": [f"{CANARY}退回：请补充佐证材料"] * 2}


def test_on_the_day_of_a_decision_it_is_known(client, story, outsider):
    with travel(10, 10):
        assert "第二次第二次" in text(client, story, outsider, on="2024-07-11")


def test_nothing_can_be_done_in_the_past(client, story, lead, reviewer):
    with travel(10, 10):
        corrected = ProgressReport.objects.get(period__starts_on=date(2024, 7, 1))
        addresses = [reverse("reports:edit", args=[corrected.pk]), "/review/", "/exception/"]
        assert addresses[0] in text(client, story, lead)

        then = "".join(text(client, story, user, on="2024-09-06") for user in (lead, reviewer))

    inside = "".join(part.split("</main")[0] for part in then.split("<main")[1:])
    assert [address for address in addresses if address in inside] == []


def test_links_keep_the_day(client, story, lead, in_english):
    other = make_measure(task=story.task)

    with travel(10, 10):
        words = text(client, story, lead, on=ON)
        log = text(client, story, lead, on=ON, log="all")

    for address in (reverse("measures:index"), other.get_absolute_url(), lead.organization.get_absolute_url()):
        assert f'href="{address}?on={ON}"' in words
    assert f'href="{story.get_absolute_url()}"' in words  # back to today
    assert f'href="{reverse("since:index")}?since={ON}"' in words
    assert f'href="{story.get_absolute_url()}?on={ON}"' in log


@pytest.mark.parametrize("on", ["2099-01-01", "yesterday", "2024-13-45", "' OR 1=1", "0"])
def test_a_day_that_cannot_be_shown_is_answered_with_today(client, story, lead, on):
    with travel(10, 10):
        response = page(client, story, lead, on=on)

    assert response.status_code == 200
    assert response.context["asked"].fault
    assert response.context["page"].measure.percent == 93


def test_a_withdrawal_shows_from_its_day_on(client, story, lead, in_english):
    with travel(10, 1):
        acts.withdraw(story, by=None, on=date(2024, 10, 1), reason=f"{CANARY}省里取消这项措施")

    with travel(10, 10):
        before, after = (page(client, story, lead, on=on) for on in ("2024-09-30", "2024-10-01"))

    assert [response.context["page"].why is None for response in (before, after)] == [False, True]
    assert "Withdrawn on" not in before.content.decode()
    assert "Withdrawn on 2024-10-01" in after.content.decode()


def test_what_was_taken_back_that_day_is_not_told_as_handed_in(client, story, lead, reviewer):
    with travel(12, 10):
        report = ProgressReport.objects.get(period__starts_on=date(2024, 7, 1))
        acts.submit(report, by=lead)
    with travel(12, 11):
        acts.recall(fresh(report), by=lead)

    with travel(12, 15):
        states = [
            page(client, story, lead, on=on).context["page"].entries[0].report.status
            for on in ("2024-12-09", "2024-12-10", "2024-12-11")
        ]

    assert states == ["approved", "submitted", "approved"]


def test_the_past_asks_no_more_questions(client, story, lead, reviewer, django_assert_max_num_queries):
    make_supervisor(plan=story.task.plan)
    for user in (lead, reviewer):
        client.force_login(user)
        with travel(10, 10), django_assert_max_num_queries(10):
            client.get(story.get_absolute_url(), {"on": ON})
