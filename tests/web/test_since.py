"""What changed between two days: lights, progress, time limits, status, reports, and what is counted."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    make_user,
    write,
)
from tests.story import cast, person
from tracker import acts
from tracker.lights.actions import redraw, set_light
from tracker.models import Area, Measure, Plan, ProgressReport
from tracker.people.roles import Role

pytestmark = pytest.mark.django_db
URL = reverse("since:index")
MAY, JUNE, JULY = "2024-05-31", "2024-06-30", "2024-07-31"


def travel(month, day, hour=4):
    return time_machine.travel(datetime(2024, month, day, hour, tzinfo=UTC), tick=False)


@pytest.fixture(scope="module")
def built(once):
    return once(build)


@pytest.fixture
def story(built, db, client):
    """The browser of an outsider on 1 October, after what ``build`` tells."""
    with travel(10, 1):
        client.force_login(person("outsider"))
        yield client


@pytest.fixture
def plan(built, db):
    return Plan.objects.get()


@pytest.fixture
def lead(built, db):
    return person("lead")


@pytest.fixture
def reviewer(built, db):
    return person("reviewer")


def build():
    """In July P progresses from 0 to 70 and its red light turns yellow, T gets another time limit, W is withdrawn, N is
    planned, G worsens from green to yellow by hand, H is handed in, and nothing happens to S."""
    plan, lead, reviewer, _outsider = cast()
    with travel(5, 1):
        task = make_task(plan=plan)
        north = make_area(plan=plan, name="清远片区")
        period = make_period(
            plan=plan, starts_on=date(2024, 1, 1), ends_on=date(2024, 3, 31), opens_on=date(2024, 4, 1),
            due_on=date(2024, 12, 1), closes_on=date(2024, 12, 20),
        )
        for code in "PTWGHS":
            measure = make_measure(task=task, code=code, starts_on=date(2022, 1, 1), due_on=date(2024, 12, 31),
                                   area=north if code == "T" else plan.areas.first())
            make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
        redraw(Measure.objects.all(), on=date(2024, 5, 1))
        set_light(Measure.objects.get(code="G"), by=reviewer, light="green", reason=REASON, until_on=date(2024, 7, 9))
    with travel(7, 1):
        hand_in(report("P"), by=lead, percent=70)
        hand_in(report("H"), by=lead, percent=50)
        write(report("S"), by=lead, percent=30)
    with travel(7, 10):
        acts.approve(report("P"), by=reviewer)
        acts.change_due(measure_of("T"), by=None, due_on=date(2026, 12, 31), reason=REASON)
        acts.withdraw(measure_of("W"), by=None, reason=REASON, on=date(2024, 7, 10))
        new = make_measure(task=task, code="N", due_on=date(2030, 12, 31), starts_on=date(2024, 7, 1))
        new.spans.update(from_on=date(2024, 7, 10))
        redraw([new], on=date(2024, 7, 10))
        set_light(measure_of("G"), by=reviewer, light="yellow", reason=REASON, until_on=date(2024, 12, 31))


def report(code):
    return ProgressReport.objects.with_context().get(assignment__measure__code=code)


def measure_of(code):
    return Measure.objects.get(code=code)


def shown(response):
    """Code → kinds of change, in the order of the rows."""
    return {change.measure.code: set(change.kinds) for change in response.context["changes"]}


def test_each_measure_that_changed_says_in_what(story):
    assert shown(story.get(URL, {"since": JUNE, "on": JULY})) == {
        "G": {"light"}, "P": {"light", "progress", "completion", "report"}, "T": {"due"}, "W": {"counted"},
        "H": {"report"}, "N": {"counted"},
    }


def test_what_got_worse_comes_first_then_the_plan(story):
    assert list(shown(story.get(URL, {"since": JUNE, "on": JULY}))) == ["G", "P", "T", "W", "H", "N"]


def test_before_and_after_stand_side_by_side(story):
    changes = {each.measure.code: each for each in story.get(URL, {"since": JUNE, "on": JULY}).context["changes"]}

    p, t, h = (changes[code] for code in "PTH")
    assert (p.before.light, p.after.light) == ("red", "yellow")
    assert (p.before.percent, p.after.percent, p.points) == (0, 70, 70)
    assert (p.before.completion, p.after.completion) == ("not_started", "under_way")
    assert [(each.before, each.after) for each in p.reports] == [("blank", "approved")]
    assert (t.before.due_on, t.after.due_on) == (date(2024, 12, 31), date(2026, 12, 31))
    assert [(each.before, each.after, each.version) for each in h.reports] == [("blank", "submitted", 1)]


def test_the_sentence_counts_what_changed(story, in_english):
    text = story.get(URL, {"since": JUNE, "on": JULY}).text

    assert ("From 30 Jun 2024 (Sun) to 31 Jul 2024 (Wed): 2 lights changed (1 for the worse), 1 measure changed in "
            "progress, 1 time limit was moved, 1 measure changed in status, reports on 2 measures came in or were "
            "decided, 2 measures entered or left the count.") in text


@pytest.mark.parametrize(("since", "on", "found"), [
    (MAY, JUNE, {}),
    ("2024-06-30", "2024-07-01", {"P", "H"}),
    ("2024-07-01", "2024-07-09", set()),
    ("2024-07-09", "2024-07-10", {"G", "P", "T", "W", "N"}),
    ("2024-07-10", "2024-07-11", set()),
    ("1850-01-01", "1900-01-02", {"P", "T", "W", "G", "H", "S"}),
])
def test_only_what_happened_between_the_ends_of_the_days_is_a_change(story, since, on, found):
    assert set(shown(story.get(URL, {"since": since, "on": on}))) == set(found)


def test_days_without_a_change_say_so(story, in_english):
    text = story.get(URL, {"since": MAY, "on": JUNE}).text

    assert "Nothing has changed from 31 May 2024 (Fri) to 30 Jun 2024 (Sun)." in text
    assert "Every measure that is counted stands as it did." in text


@pytest.mark.parametrize("kind", ["", "light", "progress", "due", "completion", "report", "counted"])
def test_each_number_is_what_its_tab_shows(story, kind):
    response = story.get(URL, {"since": JUNE, "on": JULY, "what": kind})
    numbers = {address: number for _label, address, number, _is_current in response.context["tabs"]}
    rows = shown(response)

    assert response.context["page"].paginator.count == len(rows)
    assert all(not kind or kind in kinds for kinds in rows.values())
    for address, number in numbers.items():
        assert number == len(shown(story.get(f"{URL}{address}"))), address


def test_an_area_shows_what_changed_in_it(story):
    first, second = (area.pk for area in Area.objects.order_by("pk"))

    assert set(shown(story.get(URL, {"since": JUNE, "on": JULY, "area": second}))) == {"T"}
    assert set(shown(story.get(URL, {"since": JUNE, "on": JULY, "area": first}))) == set("GPWHN")


def test_reports_come_are_decided_and_go(story, lead, reviewer):
    with travel(8, 1):
        acts.send_back(report("H"), by=reviewer, reason=REASON)
    with travel(8, 2):
        hand_in(report("H"), by=lead, percent=51)
    with travel(8, 3):
        acts.recall(report("H"), by=lead)

    def told(since, on):
        response = story.get(URL, {"since": f"2024-{since}", "on": f"2024-{on}", "what": "report"})
        return [(r.before, r.after, r.version) for change in response.context["changes"] for r in change.reports]

    assert told("07-31", "08-01") == [("submitted", "returned", 1)]
    assert told("08-01", "08-02") == [("returned", "submitted", 2)]
    assert told("08-02", "08-03") == [("submitted", "returned", 1)]
    assert told("08-01", "08-03") == []
    assert told("07-31", "08-02") == [("submitted", "submitted", 2)]


def test_the_rows_agree_with_the_ledgers_of_both_days(story):
    changes = story.get(URL, {"since": JUNE, "on": JULY}).context["changes"]
    ledgers = [story.get(reverse("measures:index"), {"on": day}).context["groups"] for day in (JUNE, JULY)]
    before, after = (
        {row.measure.code: row.standing for group in groups for row in group.rows} for groups in ledgers
    )

    for change in changes:
        code = change.measure.code
        if code in before:
            assert (before[code].light, before[code].percent) == (change.before.light, change.before.percent), code
        assert (after[code].light, after[code].percent) == (change.after.light, change.after.percent), code
        assert after[code].measure.due_on == change.after.due_on


def test_a_change_is_shapes_and_words(story, in_english):
    text = story.get(URL, {"since": JUNE, "on": JULY, "what": "light"}).text

    row = text.split('<span class="code">P</span>')[1].split("</tr>")[0]
    assert "</svg>Red</span>" in row
    assert "</svg>Yellow</span>" in row
    assert row.index("Red") < row.index("Yellow")
    assert f'href="{measure_of("P").get_absolute_url()}?on={JULY}"' in text


def test_no_draft_shows(story):
    text = story.get(URL, {"since": JUNE, "on": JULY}).text

    assert 'class="code">S<' not in text


@pytest.mark.parametrize(("query", "sentence"), [
    ({"since": "yesterday"}, "“yesterday” is no date; write it as 2024-06-30"),
    ({"since": "2024-02-30"}, "“2024-02-30” is no date; write it as 2024-06-30"),
    ({"since": "2024-10-02"}, "2024-10-02 has not come yet; choose an earlier day"),
    ({"since": "2024-10-01"}, "2024-10-01 is not before 2024-10-01; choose an earlier day"),
    ({"since": JULY, "on": JUNE}, "2024-07-31 is not before 2024-06-30; choose an earlier day"),
    ({"since": JUNE, "on": "never"}, "“never” is no date; write it as 2024-06-30. Today is shown"),
    ({"since": JUNE, "on": "2030-01-01"}, "2030-01-01 has not come yet; today is shown"),
    ({"since": JUNE, "what": "colour"}, "There is no kind of change “colour”; all are shown"),
    ({"since": JUNE, "area": "0"}, "There is no area “0”; the whole zone is shown"),
    ({"since": JUNE, "area": "' OR 1=1 --"}, "There is no area “&#x27; OR 1=1 --”; the whole zone is shown"),
])
def test_what_is_not_understood_is_said(story, query, sentence, in_english):
    response = story.get(URL, query)

    assert response.status_code == 200
    assert sentence in response.text


def test_without_a_day_the_newest_period_is_where_it_begins(story):
    response = story.get(URL)

    assert response.context["comparison"].since == date(2024, 3, 31)
    assert response.context["asked"].on == date(2024, 10, 1)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_signs_in_may_compare(client, role):
    client.force_login(make_user(role=role))

    assert client.get(URL, {"since": "2024-01-01"}).status_code == 200


def test_many_changes_are_paged_and_ask_no_more_questions(story, plan, lead, django_assert_max_num_queries):
    query = {"since": "2024-09-15"}

    _grow(plan, lead, 3)
    with django_assert_max_num_queries(10) as few:
        story.get(URL, query)
    _grow(plan, lead, 60)
    with django_assert_max_num_queries(10) as many:
        first = story.get(URL, query)

    second = story.get(URL, {**query, "page": 2})
    assert len(few) == len(many)
    assert [len(shown(page)) for page in (first, second)] == [50, 13]
    assert not set(shown(first)) & set(shown(second))


def _grow(plan, lead, size):
    """So many measures that are handed in today."""
    task, period = plan.tasks.first(), plan.periods.first()
    for _number in range(size):
        measure = make_measure(task=task)
        make_milestone(measure=measure, due_on=date(2024, 9, 1))
        assignment = make_assignment(measure=measure, organization=make_organization())
        hand_in(make_report(assignment=assignment, period=period), by=make_user(organization=assignment.organization))


def test_many_changes_come_in_pages_that_keep_what_was_asked(story, client, monkeypatch):
    monkeypatch.setattr("tracker.web.views.since.PAGE_SIZE", 2)

    page = client.get(URL, {"since": JUNE, "on": JULY})

    assert page.context["page"].paginator.num_pages > 1
    assert f"?since={JUNE}&amp;on={JULY}&amp;page=2" in page.content.decode()
