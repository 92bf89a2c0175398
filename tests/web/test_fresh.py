"""Pages that are kept until something is recorded: they cost less, and never show what has passed."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from tests.factories import REASON, hand_in, make_exception, make_milestone, make_period, make_report, make_user
from tests.world import build
from tracker import acts
from tracker.lights import actions as lights
from tracker.models import MeasureSpan, Milestone, Organization, Plan, ProgressReport, SpecialDay
from tracker.people import actions as people
from tracker.people.roles import Role
from tracker.plans.status import Standing
from tracker.reporting.status import ExceptionKind

pytestmark = pytest.mark.django_db
PAGES = ("overview:index", "rates:index")
LATER = timedelta(days=40)


def build_with_lights():
    world = build()
    lights.redraw_all(on=timezone.localdate())
    return world


@pytest.fixture(scope="module")
def built(once):
    return once(build_with_lights)


@pytest.fixture
def world(built, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield deepcopy(built)
    cache.clear()


@pytest.fixture
def leader(world):
    client = Client()
    client.force_login(world.people["leader"])
    return client


def text_of(client, page, query=""):
    """The page without what differs from one answer to the next."""
    content = client.get(reverse(page) + query).content.decode()
    return content.split('id="main"')[1].split("</main>")[0]


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def approve(world):
    acts.approve(fresh(world.reports["submitted"]), by=world.people["supervisor"])


def send_back(world):
    acts.send_back(fresh(world.reports["submitted"]), by=world.people["supervisor"], reason=REASON)


def recall(world):
    acts.recall(fresh(world.reports["submitted"]), by=world.people["reporter"])


def submit(world):
    report = make_report(assignment=fresh(world.reports["submitted"]).assignment, period=make_period(
        plan=world.reports["submitted"].period.plan, ends_on=timezone.localdate() - timedelta(days=5)))
    hand_in(report, by=world.people["reporter"])


def move_the_time_limit(world):
    measure = world.reports["blank"].measure
    acts.change_due(measure, by=world.people["administrator"], due_on=measure.due_on + LATER, reason=REASON)


def add_a_milestone(world):
    measure, today = world.reports["blank"].measure, timezone.localdate()
    acts.keep(Milestone(measure=measure, title="新节点", due_on=today - timedelta(days=3)),
              by=world.people["administrator"], known_since=today)


def withdraw(world):
    acts.withdraw(world.reports["blank"].measure, by=world.people["administrator"], on=timezone.localdate(),
                  reason=REASON)


def rename_a_measure(world):
    measure = world.reports["blank"].measure
    measure.title = measure.short_title = "改过的名称"
    acts.keep_measure(measure, by=world.people["administrator"], districts=measure.districts.all())


def doubt_the_task(world):
    task = world.reports["blank"].measure.task
    task.standing = Standing.UNVERIFIED
    acts.keep_task(task, by=world.people["administrator"], objectives=[])


def rename_an_organization(world):
    organization = Organization.objects.get(pk=world.people["reporter"].organization_id)
    organization.name = "更名后的单位"
    people.keep_organization(organization, by=world.people["administrator"])


def end_the_assignment(world):
    acts.end_assignment(world.reports["blank"].assignment, by=world.people["administrator"], on=date(2022, 3, 1))


def change_the_period(world):
    period = world.reports["blank"].period
    period.due_on, period.closes_on = period.due_on + LATER, period.closes_on + LATER
    acts.change_period(period, by=world.people["administrator"], changes={"due_on": str(period.due_on)})


def excuse_a_report(world):
    acts.grant_exception(fresh(world.reports["blank"]), by=world.people["supervisor"], kind=ExceptionKind.EXCUSED,
                         until_on=None, reason=REASON)


def make_rules(world):
    acts.make_rules(by=world.people["administrator"], effective_on=timezone.localdate(), reason=REASON, gap_yellow=1,
                    gap_red=2, milestone_red=30, deadline_days=30, deadline_percent=90, missing_red=2)


def set_a_light(world):
    acts.set_light(world.reports["blank"].measure, by=world.people["administrator"], light="green", reason=REASON,
                   until_on=timezone.localdate() + LATER)


def enter_a_holiday(world):
    acts.keep_special_day(SpecialDay(day=timezone.localdate(), name="临时放假"), by=world.people["administrator"])


ACTS = (
    approve, send_back, recall, submit, move_the_time_limit, add_a_milestone, withdraw, rename_a_measure,
    doubt_the_task, rename_an_organization, end_the_assignment, change_the_period, excuse_a_report, make_rules,
    set_a_light, enter_a_holiday,
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_no_page_is_stale_after_an_act(world, leader, act):
    for page in PAGES:
        text_of(leader, page)

    act(world)

    kept = [text_of(leader, page) for page in PAGES]
    cache.clear()
    assert kept == [text_of(leader, page) for page in PAGES]


@pytest.mark.parametrize(
    ("page", "act"),
    [("overview:index", approve), ("overview:index", set_a_light), ("overview:index", withdraw),
     ("overview:index", rename_a_measure), ("rates:index", excuse_a_report), ("rates:index", send_back)],
)
def test_the_acts_do_change_the_pages(world, leader, page, act):
    before = text_of(leader, page)

    act(world)

    assert text_of(leader, page) != before


@pytest.mark.parametrize(("page", "most"), [("overview:index", 3), ("rates:index", 5)])
def test_what_is_kept_is_not_asked_for_again(world, leader, page, most, django_assert_max_num_queries):
    leader.get(reverse(page))

    with django_assert_max_num_queries(most):
        leader.get(reverse(page))


def test_what_one_person_made_serves_the_next(world, leader, django_assert_max_num_queries):
    leader.get(reverse("overview:index"))
    other = Client()
    other.force_login(world.people["auditor"])

    with django_assert_max_num_queries(3):
        other.get(reverse("overview:index"))


def test_at_midnight_a_kept_page_is_made_anew(world, leader):
    measure = world.reports["blank"].measure
    acts.change_due(measure, by=world.people["administrator"], due_on=timezone.localdate() + timedelta(days=1),
                    reason=REASON)
    before = text_of(leader, "overview:index")

    with travel(timezone.now() + timedelta(days=2), tick=False):
        leader.force_login(world.people["leader"])
        after = text_of(leader, "overview:index")
        cache.clear()
        assert after == text_of(leader, "overview:index")

    assert after != before


def test_areas_bases_and_days_are_kept_apart(world, leader):
    area = Plan.objects.order_by("pk").first().areas.order_by("pk").last()
    queries = ("", f"?area={area.pk}", "?basis=pending", "?on=2024-06-30")

    kept = [text_of(leader, "overview:index", query) for query in (*queries, *queries)][len(queries):]

    assert len(set(kept)) == len(queries)
    cache.clear()
    assert kept == [text_of(leader, "overview:index", query) for query in queries]


@pytest.mark.parametrize("page", [*PAGES, "since:index"])
def test_a_browser_that_holds_the_page_is_told_so(world, leader, page):
    leader.get(reverse(page))  # brings the cookie that later answers depend on
    first = leader.get(reverse(page))

    again = leader.get(reverse(page), headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert {"private", "no-cache"} <= set(first.headers["Cache-Control"].split(", "))


def changed_language(world, client):
    client.post(reverse("set_language"), {"language": "en"})


def other_person(world, client):
    client.force_login(world.people["auditor"])


def new_notice(world, client):
    make_exception(fresh(world.reports["blank"]), by=world.people["supervisor"])


def an_approval(world, client):
    approve(world)


@pytest.mark.parametrize("change", [changed_language, other_person, new_notice, an_approval])
def test_a_page_that_differs_is_sent_anew(world, leader, change):
    held = leader.get(reverse("overview:index")).headers["ETag"]

    change(world, leader)

    assert leader.get(reverse("overview:index"), headers={"if-none-match": held}).status_code == 200


def test_a_message_is_shown_once_and_never_kept(world):
    client, page = Client(), reverse("overview:index")
    user = make_user(role=Role.LEADER, username="another")
    client.force_login(user)
    held = client.get(page).headers["ETag"]
    client.post(reverse("account:show"), {"language": "zh-hans", "text_size": "", "theme": ""})

    told = client.get(page, headers={"if-none-match": held})

    assert told.status_code == 200
    assert "ETag" not in told.headers


def test_nothing_known_of_the_plan_is_a_page_too(world, leader):
    MeasureSpan.objects.all().delete()
    make_milestone(measure=world.reports["blank"].measure, due_on=date(2024, 1, 1))

    assert leader.get(reverse("overview:index")).status_code == 200
