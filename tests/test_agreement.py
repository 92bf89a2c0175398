"""One truth: what the overview says is what the ledger counts, the matrix adds up to and the rates tell, on any day."""

import re
from collections import Counter
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from tracker.dashboards.rates import pace
from tracker.lights.status import Light
from tracker.management.starting.filling import fill
from tracker.models import Area, LightSpan, MilestoneSpan, Plan, User
from tracker.plans.spans import MeasureSpan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
DAYS = (
    date(2023, 3, 31), date(2024, 2, 29), date(2024, 10, 10), date(2025, 12, 31), date(2026, 7, 20), TODAY,
)
PEOPLE = ("reporter", "supervisor", "leader")
FIGURE = re.compile(r'<li><a href="([^"]+)">.*?<b>([\d,]+)', re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def demonstration(once):
    with travel(TODAY, tick=True):
        yield once(lambda: fill(empty=False, password="tests-only-91", today=TODAY))


def signed_in(person):
    client = Client()
    client.force_login(User.objects.get(username=person))
    return client


def query(area, on, **more):
    pairs = {"area": area and area.pk, "on": "" if on == TODAY else on.isoformat(), **more}
    return "?" + "&".join(f"{name}={value}" for name, value in pairs.items() if value)


def areas():
    return [*Area.objects.order_by("position"), None]


@pytest.mark.parametrize(("person", "place", "on"), [
    *(("leader", place, on) for place in (0, 1) for on in DAYS), ("reporter", 0, TODAY), ("supervisor", 1, DAYS[2]),
])
def test_overview_ledger_matrix_and_rates_agree(person, place, on):
    client, area = signed_in(person), areas()[place]

    answer = client.get(reverse("overview:index") + query(area, on))
    page = answer.context["page"]
    content = unescape(answer.content.decode())

    check_the_ledger(client, content, page)
    check_the_matrix(page)
    check_the_rates(client, page, area, on)
    check_the_stored_rows(page, area, on)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_everybody_is_told_the_same(on):
    by_person = [told(signed_in(person), on) for person in PEOPLE]

    assert by_person == [by_person[0]] * len(PEOPLE)


def told(client, on):
    """The figures of the overview of the whole zone, its matrix and rates, and what the ledger counts."""
    page = client.get(reverse("overview:index") + query(None, on)).context["page"]
    counts = client.get(reverse("measures:index") + query(None, on)).context["counts"]
    return [(figure.light, figure.number) for figure in page.figures], page.matrix.sums, page.rates.rows, dict(counts)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("basis", ["", "pending"])
def test_the_whole_zone_agrees_today_on_both_bases(person, basis):
    client = signed_in(person)
    answer = client.get(reverse("overview:index") + query(None, TODAY, basis=basis))

    check_the_ledger(client, unescape(answer.content.decode()), answer.context["page"])
    check_the_matrix(answer.context["page"])


def check_the_ledger(client, content, page):
    """Every figure leads to a ledger that shows as many measures; the lights add up to all of them."""
    glance = content.split('class="figures"')[1].split("</ul>")[0]
    figures = [(address, int(number.replace(",", ""))) for address, number in FIGURE.findall(glance)]
    measures = figures[:len(page.figures)]
    assert len(measures) == len(page.figures)
    for address, number in measures:
        assert client.get(address).context["counts"]["shown"] == number, address
    assert measures[0][1] == sum(number for _address, number in measures[1:])
    counts = client.get(measures[0][0]).context["counts"]
    assert {light: counts[f"light_{light}"] for light in Light.values} == {
        light: page.tally.overall[light] for light in Light.values}
    assert client.get(page_link(content, "view=alarming")).context["counts"]["shown"] == (
        page.tally.overall[Light.RED] + page.tally.overall[Light.YELLOW])


def check_the_matrix(page):
    """The rows add up to the figures, the columns to the numbers below them."""
    lines = [line for block in page.matrix.blocks for _heading, lines in block.headings for line in lines]
    assert Counter(line.row.light for line in lines) == Counter(
        {light: number for light, number in page.tally.overall.items() if number})
    for light, overall, numbers in page.matrix.sums:
        assert sum(line.row.light == light for line in lines) == overall
        for place, number in enumerate(numbers):
            assert sum(bool(line.cells[place]) and line.cells[place].light == light for line in lines) == number
    assert sum(block.measures for block in page.matrix.blocks) == page.tally.total


def check_the_rates(client, page, area, on):
    """The table below is that of the page of rates; its rows add up; the classes of pace are all measures."""
    there = client.get(reverse("rates:index") + query(area, on)).context["rates"]
    assert [row.now for row in page.rates.rows] == [row.now for row in there.rows]
    for name in ("expected", "submitted", "on_time", "late", "missing", "open"):
        assert sum(getattr(row.now, name) for row in there.rows) == getattr(there.total.now, name)
    assert pace(Plan.objects.get(), on=on, area=area).measures == page.tally.total


def check_the_stored_rows(page, area, on):
    """Counted from the tables without any of the code that gathers."""
    here = {"measure__districts__area": area} if area else {}
    counted = set(MeasureSpan.objects.valid(on=on).filter(is_counted=True, **here).values_list("measure", flat=True))
    lights = LightSpan.objects.valid(on=on).overall().approved().filter(measure__in=counted)
    assert Counter(lights.values_list("light", flat=True)) == Counter(
        {light: number for light, number in page.tally.overall.items() if light and number})
    milestones = MilestoneSpan.objects.valid(on=on).filter(milestone__measure__in=counted)
    assert (page.burn_up.total, page.burn_up.now.done) == (
        milestones.count(), milestones.filter(done_on__lte=on).count())


def page_link(content, part):
    """The first link to the ledger whose address holds this part."""
    return next(link for link in re.findall(r'href="([^"]+)"', content) if part in link and "/measures/" in link)
