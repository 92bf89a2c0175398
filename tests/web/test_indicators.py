"""The pages of indicators: side by side, each at length, and what tells of the objectives."""

import pytest
from django.urls import reverse
from time_machine import travel

from tests.factories import make_measure, make_plan, make_supervisor, make_task, make_user
from tests.indicators.story import ABSENT, BEFORE_LAST, LAST, TODAY, aim, make_others, make_zone, read, tell
from tests.readings import make_duties, make_indicator
from tracker.indicators.progress import ACCELERATE_FROM, ON_TRACK_FROM
from tracker.indicators.status import Pace, ReadingState
from tracker.models import Objective
from tracker.people.roles import Role

pytestmark = pytest.mark.django_db
URL = reverse("indicators:index")
OBJECTIVES = reverse("objectives:index")


@pytest.fixture(autouse=True)
def today():
    with travel(TODAY, tick=False):
        yield


@pytest.fixture
def zone():
    return make_zone()


@pytest.fixture
def client(client, zone, in_english):
    client.force_login(make_user())
    return client


def show(client, address=URL, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer


# The story ----------------------------------------------------------------------------------------------------------


def test_the_page_of_the_story_is_right_and_says_what_is_missing(client, zone):
    indicator = tell(zone)

    answer = show(client, indicator.get_absolute_url())
    text = answer.text

    assert f"2024-06-30 is incomplete: 6 of 7 districts, without {ABSENT}." in text
    assert "The sum of these 6, 3.1万亩, is not the figure of the whole." in text
    assert f"The status rests on {BEFORE_LAST}, the latest complete figure." in text
    assert "3.415万亩 on 2024-03-31; the target line asks for 3.57万亩 by then." in text
    assert "Since 3.1万亩 on 2020-12-31, 66% of what was asked for came about." in text
    assert "So far +0.097万亩 a year." in text
    assert "The target for 2024, 3.8万亩, needs +0.51万亩 a year from then on." in text
    assert "pace--accelerate" in text
    assert "incomplete: 3 of 4 districts, without 佛冈县" in text  # 清远片区
    assert "1.45万亩" in text  # 广州片区


def test_the_drawing_of_the_story_breaks_where_a_district_is_missing(client, zone):
    chart, narrow = show(client, tell(zone).get_absolute_url()).context["charts"]

    assert (len(chart.dots), len(chart.gaps), len(chart.targets)) == (9, 1, 4)
    assert chart.line.count("M") == 1  # what follows the gap is not there yet
    assert chart.gaps[0].x > chart.dots[-1].x == chart.latest.x
    assert [text.text for text in chart.target_texts] == ["3.3", "3.5", "3.8", "4"]
    assert chart.latest_text.text == "3.415"
    assert chart.baseline.y > chart.targets[0].y  # 3.1 stands lower than 3.3
    assert chart.baseline.x == chart.left
    assert narrow.size.width < chart.size.width


def test_a_zone_figure_is_refused_where_the_extent_differs(client, zone):
    of_area, of_cities, as_a_whole = make_others(zone, by=make_user())

    pages = [show(client, indicator.get_absolute_url()).text for indicator in (of_area, of_cities, as_a_whole)]

    assert "There is no figure of the whole zone: this one covers 广州片区 only" in pages[0]
    assert "There is no figure of the zone or of its areas: this one covers 广州、清远两市" in pages[1]
    assert ["no-zone-figure" in page for page in pages] == [True, True, False]
    assert "There are no figures of areas or districts" in pages[2]
    assert ["h-area-figures" in page for page in pages] == [False, False, False]


# Side by side -------------------------------------------------------------------------------------------------------


def test_every_indicator_stands_there_with_its_status_and_what_is_missing(client, zone):
    told, bare = tell(zone), make_indicator(plan=zone, name="没有数的指标")

    text = show(client).text

    assert told.name in text
    assert bare.name in text
    assert text.count("not published") >= 2  # in the card and in the table
    assert f"without {ABSENT}" in text
    assert "pace--accelerate" in text
    assert "pace--unknown" in text


def test_the_rule_is_printed_with_its_shares(client, zone):
    tell(zone)

    text = show(client).text

    assert f"from {ON_TRACK_FROM * 100:.0f}% on it is on track" in text
    assert f"from {ACCELERATE_FROM * 100:.0f}% on acceleration is needed" in text


def test_status_and_objective_leave_some_and_count_them(client, zone):
    told, *others = tell(zone), *make_others(zone, by=make_user())
    objective = Objective.objects.create(plan=zone, number=1, title="流转顺畅")
    objective.indicators.set([told, others[0]])

    def names(**query):
        return [card.line.indicator for card in show(client, **query).context["cards"]]

    assert names() == [told, *others]
    assert names(pace="accelerate") == [told]
    assert names(objective=objective.pk) == [told, others[0]]
    assert names(objective=objective.pk, pace="unknown") == [others[0]]
    answer = show(client, objective=objective.pk)
    assert [(link.pace, link.count) for link in answer.context["pace_links"]] == [
        ("", 2), (Pace.ACCELERATE, 1), (Pace.UNKNOWN, 1)]
    assert answer.context["choice"].objectives == [(objective, 2, True)]


@pytest.mark.parametrize("query", [
    {"pace": "splendid"}, {"objective": "999999"}, {"objective": "１"}, {"plan": "0"}, {"plan": "x" * 10000},
    {"on": "2026-02-30"}, {"pace": "😀"},
])
def test_what_does_not_exist_is_said_and_everything_is_shown(client, zone, query):
    told = tell(zone)

    answer = show(client, **query)

    assert [card.line.indicator for card in answer.context["cards"]] == [told]
    assert answer.text.count("indicator-fault") + answer.text.count('class="past"') == 1


def test_nothing_found_leads_back_to_all(client, zone):
    make_indicator(plan=zone)

    answer = show(client, pace="reached")

    assert answer.context["cards"] == []
    assert 'href="?"' in answer.text


def test_another_plan_is_chosen_by_its_key(client, zone):
    other = make_indicator(plan=make_plan(title="另一个方案"))

    assert [card.line.indicator for card in show(client, plan=other.plan_id).context["cards"]] == [other]
    assert show(client, OBJECTIVES, plan=other.plan_id).context["choice"].plan == other.plan


def test_without_a_plan_the_pages_say_who_enters_it(client, zone):
    for area in zone.areas.all():
        area.districts.all().delete()
        area.delete()
    zone.delete()

    assert "An administrator enters the plan." in show(client).text
    assert "An administrator enters the plan." in show(client, OBJECTIVES).text


def test_a_past_day_shows_what_was_known_then(client, zone):
    indicator = tell(zone)

    line = show(client, indicator.get_absolute_url(), on="2023-01-09").context["line"]

    assert (line.latest.on.isoformat(), line.incomplete) == ("2022-09-30", None)
    assert "on=2023-01-09" in show(client, on="2023-01-09").text


# One at length ------------------------------------------------------------------------------------------------------


def test_each_year_says_its_target_its_source_or_that_none_is_published(client, zone):
    indicator = make_indicator(plan=zone, combination="whole")
    aim(indicator, 2023, "1000", bound="at_least", source="某某规划")

    text = show(client, indicator.get_absolute_url()).text

    assert "≥1,000万亩" in text
    assert "某某规划" in text
    assert text.count("not published") == 3


def test_the_log_names_who_reported_and_hides_what_is_not_for_everybody(client, zone):
    reporter = make_user(name="报数人")
    *_others, indicator = make_others(zone, by=reporter)
    read(indicator, None, LAST, "7654.3", by=reporter, state=ReadingState.SUBMITTED, source="未审定来源")

    stranger = show(client, indicator.get_absolute_url()).text
    client.force_login(reporter)
    own = show(client, indicator.get_absolute_url()).text

    assert "报数人" in stranger
    assert "7,654.3" not in stranger
    assert "未审定来源" not in stranger
    assert "7,654.3" in own
    assert "7,654.3" not in show(client, indicator.get_absolute_url(), on="2024-07-19").text


def test_a_long_log_is_shown_on_demand(client, zone):
    indicator = tell(zone)

    short = show(client, indicator.get_absolute_url()).context["log"]
    whole = show(client, indicator.get_absolute_url(), log="all").context["log"]

    assert (len(short.readings), short.has_more) == (21, True)
    assert (len(whole.readings), whole.has_more) == (69, False)


def test_whoever_reports_it_is_led_to_the_form(client, zone):
    indicator, reporter = make_indicator(plan=zone), make_user()
    make_duties(indicator, organization=reporter.organization)
    address = f"/indicators/{indicator.pk}/report/"

    assert address not in show(client, indicator.get_absolute_url()).text
    client.force_login(reporter)
    assert address in show(client, indicator.get_absolute_url()).text
    client.force_login(make_supervisor(plan=zone, organization=reporter.organization))
    assert address not in show(client, indicator.get_absolute_url()).text


def test_an_indicator_that_does_not_exist_is_not_found(client):
    assert client.get("/indicators/99999/").status_code == 404
    assert client.get(f"/indicators/{'9' * 18}/").status_code == 404


@pytest.mark.parametrize("role", Role.values)
def test_everybody_who_signs_in_reads_them(client, zone, role):
    indicator = tell(zone)
    client.force_login(make_user(role=role))

    for address in (URL, indicator.get_absolute_url(), OBJECTIVES):
        show(client, address)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SUPERVISOR])
def test_each_page_asks_ten_questions_at_most(client, zone, role, django_assert_max_num_queries):
    objective = Objective.objects.create(plan=zone, number=1, title="目标甲")
    make_measure(task=make_task(plan=zone)).task.objectives.add(objective)
    indicator = tell(zone)
    indicator.objectives.add(objective)
    client.force_login(make_user(role=role))

    for address in (URL, f"{URL}?objective={objective.pk}", indicator.get_absolute_url(), OBJECTIVES):
        with django_assert_max_num_queries(10):
            show(client, address)


# Objectives, navigation ---------------------------------------------------------------------------------------------


def test_objectives_say_how_far_they_are(client, zone):
    objective = Objective.objects.create(plan=zone, number=1, title="目标甲")
    Objective.objects.create(plan=zone, number=2, title="目标乙")
    task = make_task(plan=zone, title="任务甲")
    task.objectives.add(objective)
    make_measure(task=task)
    tell(zone).objectives.add(objective)

    text = show(client, OBJECTIVES).text

    assert "1 measure, 0 completed, progress 0%." in text
    assert f"1 indicator: {Pace.ACCELERATE.label} 1." in text
    assert text.count("No task is linked to this objective yet.") == 1
    assert f"/measures/?task={task.pk}" in text


def test_the_plan_shows_its_targets_and_leads_here(client, zone):
    tell(zone)

    text = show(client, reverse("plan:show")).text

    assert "2022 3.3" in text
    assert f"{URL}?plan={zone.pk}" in text
    assert f"{OBJECTIVES}?plan={zone.pk}" in text


def test_the_entry_stands_in_the_bar_and_not_among_the_tabs(client, zone):
    frame = show(client).context["frame"]

    assert [entry.url for entry in frame.entries if entry.is_current] == [URL]
    assert URL not in {entry.url for entry in frame.tabs}
    assert len(frame.entries) <= 7
    assert URL in show(client, reverse("account:show")).text  # behind “more” on the phone
