"""The forecast on the page of a measure, and the page of the method and its track record."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_plan,
    make_task,
)
from tests.forecasts.test_histories import reported
from tracker.dashboards.forecasts import WHY_NOT
from tracker.forecasts.method import Without
from tracker.plans.extensions import Extension, ExtensionState
from tracker.plans.spans import remember_measures

pytestmark = pytest.mark.django_db
URL = reverse("forecasts:index")
LIMIT = 10
TODAY = timezone.localdate()
CLOSED = [TODAY - timedelta(days=91 * number + 20) for number in range(15, -1, -1)]
BEGAN = CLOSED[0] - timedelta(days=60)


class World:
    """A plan with sixteen periods that have closed, and measures of one organization at different paces."""

    def __init__(self):
        self.plan = make_plan(starts_on=BEGAN, ends_on=TODAY + timedelta(days=900))
        make_area(plan=self.plan)
        self.organization = make_organization()
        for day in CLOSED:
            opens_on = day - timedelta(days=14)
            make_period(plan=self.plan, closes_on=day, due_on=day - timedelta(days=5), opens_on=opens_on,
                        ends_on=opens_on - timedelta(days=1), starts_on=opens_on - timedelta(days=91))

    def measure(self, step, **fields):
        due_on = TODAY + timedelta(days=200)
        measure = make_measure(task=make_task(plan=self.plan), starts_on=BEGAN, due_on=due_on, **fields)
        make_assignment(measure=measure, organization=self.organization)
        figures, percent = [], 0
        for day in CLOSED:
            if percent == 100:
                break
            percent = min(percent + step, 100)
            figures.append((day - timedelta(days=2), percent))
        return reported(measure, *figures)

    def grow(self, number):
        for place in range(number):
            self.measure(8 + place % 9)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def client(client, outsider):
    client.force_login(outsider)
    return client


def show(client, measure, **query):
    answer = client.get(measure.get_absolute_url(), query)
    assert answer.status_code == 200
    return answer


def test_a_measure_shows_its_range_beside_its_time_limit(client, world):
    world.grow(8)
    measure = world.measure(5)

    answer = show(client, measure)

    made, page = answer.context["forecast"].forecast, answer.content.decode()
    assert TODAY <= made.early <= made.middle <= made.late
    assert made.is_of_organization
    for text in (made.early, made.late, made.middle, measure.due_on, made.calculated, made.pool.cases):
        assert str(text) in page
    assert 'class="chart forecast-range"' in page
    assert f'href="{URL}"' in page


def test_an_extended_time_limit_is_marked_beside_the_original(client, world):
    world.grow(8)
    measure = world.measure(5)
    first = measure.due_on
    measure.due_on = first + timedelta(days=100)
    measure.save()
    Extension.objects.create(measure=measure, old_due_on=first, new_due_on=measure.due_on, reason="另定",
                             state=ExtensionState.GRANTED, decided_at=timezone.now())
    remember_measures([measure], on=TODAY)

    answer = show(client, measure)

    assert (answer.context["range"].promise.day, answer.context["range"].original.day) == (measure.due_on, first)
    assert answer.context["slips"][0].days == 100
    assert show(client, measure, on=(TODAY - timedelta(days=1)).isoformat()).context["slips"][0].days == 0


@pytest.mark.parametrize(("step", "others", "reason"), [(20, 8, Without.DONE), (5, 0, Without.FEW_FINISHED)])
def test_without_a_forecast_the_page_says_why(client, world, step, others, reason):
    world.grow(others)

    answer = show(client, world.measure(step))

    assert answer.context["forecast"].without == reason
    assert answer.context["forecast"].reason in answer.content.decode().replace("&#x27;", "'")
    assert "forecast-range" not in answer.content.decode()


def test_every_reason_is_a_sentence():
    assert set(WHY_NOT) == set(Without)


def test_a_day_in_the_past_shows_the_forecast_that_it_would_have_been(client, world):
    world.grow(8)
    measure = world.measure(5)
    past = show(client, measure).context["forecast"].past[-1]

    then = show(client, measure, on=past.forecast.on.isoformat()).context["forecast"].forecast

    assert then == past.forecast


def test_a_finished_measure_keeps_what_was_said_of_it(client, world):
    world.grow(8)
    measure = world.measure(8)

    told = show(client, measure).context["forecast"]

    assert told.without == Without.DONE
    assert told.past
    assert told.tally.judged == len(told.past)


def test_promises_of_milestones_are_drawn_and_listed(client, world):
    measure = world.measure(5)
    make_milestone(measure=measure, due_on=TODAY + timedelta(days=30), title="会签完成")

    page = show(client, measure).content.decode()

    assert page.count('class="slips__line') == 2
    assert "1 会签完成" in page


def test_the_page_of_the_method_tells_the_record(client, world):
    world.grow(9)
    world.measure(5)

    answer = client.get(URL)

    record = answer.context["record"]
    assert record.tally.judged > 0
    assert [row.organization for row in record.organizations] == [world.organization]
    assert record.rows
    assert str(record.tally.share) in answer.content.decode()
    assert {row.past.outcome for row in record.rows} <= {"held", "earlier", "later"}


def test_without_history_the_page_says_so(client, world):
    answer = client.get(URL)

    assert answer.status_code == 200
    assert answer.context["record"].tally.judged == 0
    assert gettext("There was never enough history for a forecast: nothing can be judged.") in answer.content.decode()


def test_forecasts_that_cannot_be_judged_are_not_called_good(client, world):
    world.grow(9)
    world.measure(5)
    day = next(day for day in CLOSED if client.get(URL, {"on": day.isoformat()}).context["record"].forecast_now)

    record = client.get(URL, {"on": (day + timedelta(days=1)).isoformat()}).context["record"]

    assert (record.made > 0, record.tally.judged, record.tally.share) == (True, 0, None)


@pytest.mark.parametrize("query", [{"plan": "nonsense"}, {"plan": "9" * 40}, {"on": "2026-02-30"}, {"on": "９" * 40}])
def test_an_address_that_means_nothing_shows_the_first_plan_today(client, world, query):
    answer = client.get(URL, query)

    assert answer.status_code == 200
    assert answer.context["plan"] == world.plan
    assert answer.context["asked"].on == TODAY


def test_another_plan_can_be_chosen(client, world):
    other = make_plan(issued_on=date(2030, 1, 1))

    assert client.get(URL, {"plan": other.pk}).context["plan"] == other


def test_without_a_plan_there_is_a_page(client):
    assert client.get(URL).status_code == 200


def test_many_measures_ask_no_more_questions(client, world, django_assert_max_num_queries):
    world.grow(3)
    measure = world.measure(5)
    for address in (URL, measure.get_absolute_url()):
        client.get(address)
    world.grow(20)

    for address in (URL, measure.get_absolute_url()):
        with django_assert_max_num_queries(LIMIT):
            assert client.get(f"{address}?on={CLOSED[-1].isoformat()}").status_code == 200
        with django_assert_max_num_queries(LIMIT):
            client.get(address)
