"""Lights in the ledger: chosen, counted and sorted by, and by what awaits review as well."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    hand_in,
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tests.web.ledger import codes
from tracker.lights.actions import redraw
from tracker.models import Area, District, LightSpan, Measure, Plan, ProgressReport, User
from tracker.plans.spans import remember_measures
from tracker.reporting import actions

pytestmark = pytest.mark.django_db
URL = reverse("measures:index")
VIEWED = ("alarming", "overdue", "late_milestones", "unreported", "extended")


@pytest.fixture(scope="module")
def built(once):
    return once(build)


@pytest.fixture
def lights(built, db, client):
    """The browser of an outsider, before what ``build`` made."""
    client.force_login(User.objects.get(username="outsider"))
    return client


@pytest.fixture
def lead(built, db):
    return User.objects.get(username="lead")


def build():
    """R and r are red, Y is yellow, G green, N not started, D completed, X has no light on record, W is withdrawn.

    R alone stands in the second area. What waits for a decision on Y makes it green.
    """
    today, plan = timezone.localdate(), make_area().plan
    lead, reviewer = make_user(username="lead"), make_supervisor(plan=plan)
    make_user(username="outsider")
    period, further = make_period(plan=plan), make_area(plan=plan, name="清远片区")
    rows = {
        "D": {"percent": 100}, "R": {"area": further, "percent": 10}, "Y": {"percent": 80}, "G": {"percent": 95},
        "N": {"starts_on": today + timedelta(days=10), "due_on": today + timedelta(days=500)}, "r": {"percent": 20},
    }
    for code, row in rows.items():
        _make(plan, code, period, lead, reviewer, **row)
    redraw(Measure.objects.all(), on=today)
    make_measure(task=Measure.objects.get(code="D").task, code="X")
    make_measure(task=Measure.objects.get(code="D").task, code="W", withdrawn_on=today)
    report = ProgressReport.objects.get(assignment__measure__code="Y")
    actions.correct(report, by=lead, reason="补报本季度最新进展数据")
    hand_in(ProgressReport.objects.with_context().get(pk=report.pk), by=lead, percent=97)
    redraw(Measure.objects.filter(code="Y"), on=today)


def _make(plan, code, period, lead, reviewer, percent=None, area=None, **fields):
    """Due in half a year, begun so long ago that 91 to 100 percent are expected by now."""
    today = timezone.localdate()
    fields = {"starts_on": today - timedelta(days=3650), "due_on": today + timedelta(days=185), **fields}
    task = plan.tasks.first() or make_task(plan=plan)
    measure = make_measure(task=task, area=area or plan.areas.first(), code=code, **fields)
    report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
    if percent is not None:
        actions.attach_document_number(report, by=lead, document_number="穗公〔2026〕1号")
        hand_in(report, by=lead, percent=percent)
        actions.approve(report, by=reviewer)


@pytest.mark.parametrize(("query", "found"), [
    ({}, ["D", "R", "Y", "G", "N", "r", "X", "W"]),
    ({"light": "red"}, ["R", "r"]),
    ({"light": ["red", "yellow"]}, ["R", "Y", "r"]),
    ({"light": "green"}, ["G"]),
    ({"light": "done"}, ["D"]),
    ({"light": "not_started"}, ["N"]),
    ({"light": "none"}, ["X"]),
    ({"light": ["none", "done"]}, ["D", "X"]),
    ({"view": "alarming"}, ["R", "Y", "r"]),
    ({"view": "alarming", "light": "green"}, []),
    ({"light": "red", "status": "verified"}, []),
    ({"light": "", "q": "R"}, ["R", "r"]),
    ({"light": "red", "basis": "pending"}, ["R", "r"]),
    ({"light": "green", "basis": "pending"}, ["Y", "G"]),
    ({"view": "alarming", "basis": "pending"}, ["R", "r"]),
    ({"light": "green", "basis": "nonsense"}, ["G"]),
])
def test_a_light_shows_what_has_it(lights, query, found):
    assert codes(lights.get(URL, query)) == found


@pytest.mark.parametrize("query", [
    {}, {"light": "red"}, {"light": ["red", "none"]}, {"view": "alarming"}, {"status": "under_way"},
    {"light": "yellow", "status": ["under_way", "verified"]}, {"light": "red", "q": "R"}, {"basis": "pending"},
    {"basis": "pending", "light": "green"}, {"due": "soon"},
])
def test_the_numbers_beside_the_lights_are_what_a_click_shows(lights, query):
    response = lights.get(URL, query)
    controls = response.context["controls"]

    assert response.context["counts"]["rows"] == len(codes(response))
    for name, toggles in (("light", controls.lights()), ("status", controls.statuses())):
        for toggle in toggles:
            assert toggle.count == len(codes(lights.get(URL, {**query, name: toggle.value}))), toggle


def test_an_area_shows_what_applies_in_it(lights):
    first, second = Area.objects.order_by("pk")
    both = Measure.objects.get(code="G")
    both.districts.add(District.objects.filter(area=second).first())

    assert codes(lights.get(URL, {"area": second.pk})) == ["R", "G"]
    assert "R" not in codes(lights.get(URL, {"area": first.pk}))
    assert codes(lights.get(URL, {"area": [first.pk, second.pk], "light": "red"})) == ["R", "r"]


@pytest.mark.parametrize("query", [
    {"light": "blue"}, {"light": ["red", "blue"]}, {"light": "RED"}, {"light": "1"}, {"area": "999999"},
    {"area": "abc"}, {"area": "1 OR 1=1"}, {"view": "red"},
])
def test_a_light_or_an_area_that_does_not_exist_is_said_and_shows_nothing(lights, query, in_english):
    response = lights.get(URL, query)

    assert codes(response) == []
    assert "Nothing is shown, because part of what was chosen is not understood" in response.text


@pytest.mark.parametrize(("sort", "order"), [
    ("light", ["R", "r", "Y", "G", "N", "D", "X", "W"]),
    ("-light", ["D", "N", "G", "Y", "R", "r", "X", "W"]),
])
def test_the_worst_light_comes_first(lights, sort, order):
    assert codes(lights.get(URL, {"sort": sort})) == order


def test_a_light_is_a_shape_and_a_word(lights, in_english):
    text = lights.get(URL, {"q": "R", "light": "red"}).text

    row = text.split('data-label="Light">')[1].split("</td>")[0]
    assert row.startswith('<span class="light light--red"><svg class="light__mark light__mark--red"')
    assert row.strip().endswith("</svg>Red</span>")


def test_what_the_light_says_is_not_said_twice(lights, in_english):
    table = lights.get(URL, {"light": ["done", "not_started", "green"]}).text.split("<tbody>", 1)[1]

    assert table.count('<span class="table__below">Verified</span>') == 1
    assert table.count("Not started") == 1
    assert "Under way" not in table


def test_what_awaits_review_is_said_with_a_way_back(lights, in_english):
    text = lights.get(URL, {"basis": "pending", "light": "red", "page": "1"}).text

    assert "Including what awaits review" in text
    assert '<a href="?light=red">Approved figures only</a>' in text
    assert "Including what awaits review" not in lights.get(URL, {"light": "red"}).text


def test_every_way_on_keeps_the_basis_and_the_day(lights):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    asked = {"basis": "pending", "on": yesterday, "light": "red", "sort": "light"}
    response = lights.get(URL, asked)
    controls = response.context["controls"]

    kept = f"on={yesterday}&basis=pending"
    assert {tab.address for tab in controls.tabs()} == {
        f"?{kept}", *(f"?{kept}&view={view}" for view in VIEWED)
    }
    for address in (*(head.address for head in controls.heads().values()), *(url for _label, url in controls.chips()),
                    controls.clear_address, controls.address):
        assert f"on={yesterday}" in address
        assert "basis=pending" in address
    assert len(controls.chips()) == 1
    assert f'<input type="hidden" name="on" value="{yesterday}">' in response.text
    assert '<input type="hidden" name="basis" value="pending">' in response.text


def test_htmx_gets_the_day_and_the_basis_too(lights):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    asked = {"on": yesterday, "basis": "pending", "light": "", "q": ""}

    part = lights.get(URL, asked, headers={"HX-Request": "true"})

    assert part.headers["HX-Push-Url"] == f"{URL}?on={yesterday}&basis=pending"
    assert 'id="ledger-day" hx-swap-oob="innerHTML"' in part.text
    assert '<div class="past">' in part.text


def test_the_rows_agree_with_what_was_stored(lights):
    shown = {
        row.measure.code: row.standing.light for group in lights.get(URL).context["groups"] for row in group.rows
    }

    stored = dict(
        LightSpan.objects.valid(on=timezone.localdate()).overall().approved().values_list("measure__code", "light")
    )
    assert shown == {**dict.fromkeys(shown), **stored}
    assert len(stored) == 6


@pytest.mark.parametrize("query", [
    {"light": ["red", "none"], "sort": "light"}, {"view": "alarming", "basis": "pending", "sort": "-light"},
    {"on": "2026-01-01", "light": "red"}, {"area": "", "on": "2024-02-29", "basis": "pending", "view": "unreported"},
])
def test_more_rows_with_lights_ask_no_more_questions(lights, query, lead, django_assert_max_num_queries):
    area = {"area": Area.objects.first().pk} if "area" in query else {}
    _more(3, lead)
    with django_assert_max_num_queries(10) as few:
        lights.get(URL, {**query, **area})

    _more(27, lead)
    with django_assert_max_num_queries(10) as many:
        lights.get(URL, {**query, **area})

    assert len(few) == len(many)


def _more(size, lead):
    plan = Plan.objects.get()
    period = plan.periods.first()
    for _number in range(size):
        measure = make_measure(task=plan.tasks.first())
        make_milestone(measure=measure, due_on=timezone.localdate())
        make_report(assignment=make_assignment(measure=measure), period=period)
    remember_measures(Measure.objects.select_related("task"), on=timezone.localdate())
    redraw(Measure.objects.all(), on=timezone.localdate())
