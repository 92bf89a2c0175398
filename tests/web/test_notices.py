"""What a person was told: listed, led on from, and read once seen."""

import pytest
from django.urls import reverse

from tests.factories import REASON, hand_in, make_user
from tracker.models import Notice
from tracker.notices.actions import tell
from tracker.people.roles import Role
from tracker.reporting import actions

LIST = "/notices/"


@pytest.fixture
def client(client, lead):
    client.cookies["django_language"] = "en"
    client.force_login(lead)
    return client


@pytest.fixture
def returned(report, lead, colleague, reviewer):
    """A report that came back, of which its people were told."""
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    return report


def tell_often(person, times):
    for number in range(times):
        tell([person], key=f"approved-{number}", kind=Notice.Kind.APPROVED, url="/", measure=f"第{number}项",
             period="第一季度")


def test_a_notice_leads_to_what_it_is_about(client, returned):
    page = client.get(LIST).text

    assert REASON in page
    assert f'href="{reverse("reports:show", args=[returned.pk])}"' in page


def test_what_is_new_is_marked_once_and_then_read(client, returned, lead):
    first = client.get(LIST)
    second = client.get(LIST)

    assert "1 is new." in first.text
    assert 'class="is-unread"' in first.text
    assert "is new." not in second.text
    assert 'class="is-unread"' not in second.text
    assert Notice.objects.visible_to(lead).unread().count() == 0


def test_the_newest_comes_first_page_by_page(client, lead):
    tell_often(lead, 40)

    first, second = client.get(LIST).text, client.get(LIST, {"page": 2}).text

    assert first.index("第39项") < first.index("第38项")
    assert "第5项" not in first
    assert "第5项" in second


@pytest.mark.parametrize("number", ["abc", "0", "-1", "99", "9" * 30, "١"])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, lead, number):
    tell_often(lead, 3)

    assert client.get(LIST, {"page": number}).status_code == 200


def test_nobody_reads_the_notices_of_others(client, returned, colleague, outsider):
    client.force_login(outsider)

    assert REASON not in client.get(LIST).text

    client.force_login(colleague)
    assert REASON in client.get(LIST).text


def test_reading_mine_leaves_yours_unread(client, returned, colleague):
    client.get(LIST)

    assert Notice.objects.visible_to(colleague).unread().count() == 1


@pytest.mark.parametrize("role", Role.values)
def test_without_notices_the_page_says_so(client, role):
    client.force_login(make_user(role=role))

    assert "No notices yet" in client.get(LIST).text


def test_what_people_type_is_shown_and_never_run(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason="<script>alert(1)</script> 请补充")

    assert "<script>alert" not in client.get(LIST).text


@pytest.mark.parametrize("size", [3, 30])
def test_many_notices_ask_no_more_than_few(client, lead, size, django_assert_num_queries):
    tell_often(lead, size)

    with django_assert_num_queries(6):  # session, person, frame; how many, which, and that they are read
        client.get(LIST)
