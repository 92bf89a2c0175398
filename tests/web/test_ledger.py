"""The ledger: what can be chosen, what is counted, and that nothing is ignored in silence."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_organization, make_user
from tests.web.ledger import add, build, codes, counted
from tracker.models import District, Organization, Plan, Task
from tracker.people.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]
URL = reverse("measures:index")


@pytest.fixture(scope="module")
def built(once):
    """Built once for all tests here; each test takes back only what it did itself."""
    return once(build)


@pytest.fixture
def reader(client):
    """Signed in as a leader, who reads everything and changes nothing."""
    client.force_login(make_user(role=Role.LEADER))
    return client


def _key(model, **fields):
    return str(model.objects.get(**fields).pk)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_signs_in_reads_the_ledger(client, role):
    client.force_login(make_user(role=role))

    response = client.get(URL)

    assert response.status_code == 200
    assert codes(response) == ["A", "B", "C", "D", "W", "X", "G"]


@pytest.mark.parametrize(("query", "found"), [
    ({}, ["A", "B", "C", "D", "W", "X", "G"]),
    ({"q": "居住证"}, ["B"]),
    ({"q": "居住证 互认"}, ["B"]),
    ({"q": "居住证 门槛"}, []),
    ({"q": "清远"}, ["D"]),
    ({"q": "广州公安"}, ["A", "B", "C"]),
    ({"q": "ａ"}, ["A"]),
    ({"q": "%"}, []),
    ({"q": "_"}, []),
    ({"q": "😀"}, []),
    ({"q": "' OR 1=1 --"}, []),
    ({"q": "   "}, ["A", "B", "C", "D", "W", "X", "G"]),
    ({"q": "", "view": "", "sort": "", "lead": "", "due": "", "task": "", "due_from": "", "status": "verified"}, ["B"]),
    ({"status": "not_started"}, ["C"]),
    ({"status": "under_way"}, ["A", "D"]),
    ({"status": ["under_way", "verified"]}, ["A", "B", "D"]),
    ({"status": "completed"}, []),
    ({"status": "overdue"}, ["A"]),
    ({"status": ["overdue", "verified"]}, ["A", "B"]),
    ({"due": "overdue"}, ["A"]),
    ({"due": "soon"}, ["C"]),
    ({"due": ["overdue", "soon"]}, ["A", "C"]),
    ({"view": "overdue"}, ["A"]),
    ({"view": "late_milestones"}, ["C"]),
    ({"view": "unreported"}, ["C"]),
    ({"view": "unreported", "status": "under_way"}, []),
    ({"heading": "落户"}, ["A"]),
    ({"heading": ["落户", "市民化"]}, ["A", "B", "C", "D", "W", "X", "G"]),
    ({"heading": "市民化", "status": "verified"}, ["B"]),
    ({"due_from": "2000-01-01"}, ["A", "B", "C", "D"]),
    ({"due_until": "2000/1/1"}, []),
    ({"from": "wecom"}, ["A", "B", "C", "D", "W", "X", "G"]),
])
def test_a_choice_shows_what_fits_it(reader, query, found):
    assert codes(reader.get(URL, query)) == found


def test_organizations_districts_and_tasks_can_be_chosen_one_or_several(reader):
    north, south = (_key(Organization, name=name) for name in ("清远市公安局", "广州市公安局"))
    district = str(District.objects.filter(area__name="清远片区").first().pk)

    assert codes(reader.get(URL, {"lead": north})) == ["D"]
    assert codes(reader.get(URL, {"lead": [north, south]})) == ["A", "B", "C", "D"]
    assert codes(reader.get(URL, {"district": district})) == ["D"]
    assert codes(reader.get(URL, {"lead": south, "district": district})) == []
    assert len(codes(reader.get(URL, {"task": _key(Task, title="建立迁徙制度")}))) == 7


def test_this_year_and_days_are_chosen_by_the_time_limit_in_force(reader):
    year = timezone.localdate().year

    this_year = codes(reader.get(URL, {"due": "this_year"}))
    days = codes(reader.get(URL, {"due_from": date(year, 1, 1), "due_until": date(year, 12, 31)}))

    assert this_year == days
    assert "D" not in this_year


@pytest.mark.parametrize("query", [
    {"status": "foo"},
    {"status": ["verified", "foo"]},
    {"status": "red"},
    {"view": "mine"},
    {"lead": "999999999999999999999999"},
    {"lead": "abc"},
    {"lead": "-1"},
    {"district": "1 OR 1=1"},
    {"task": "😀"},
    {"heading": "没有这个小标题"},
    {"heading": "长" * 5000},
    {"due": "yesterday"},
    {"due_from": "31.12.25"},
    {"due_from": "2025-02-30"},
    {"due_until": "99999-01-01"},
    {"q": "长" * 101},
    {"q": "\u200b"},
    {"q": "居住证", "status": "foo"},
])
def test_what_is_not_understood_is_said_and_shows_nothing(reader, query, in_english):
    response = reader.get(URL, query)

    assert response.status_code == 200
    assert codes(response) == []
    assert response.context["counts"]["shown"] == 0
    assert "Nothing is shown, because part of what was chosen is not understood" in response.content.decode()


def test_what_is_not_understood_can_be_left_out(reader, in_english):
    response = reader.get(URL, {"q": "居住证", "status": "foo", "page": "3"})

    assert response.context["controls"].repaired_address == "?q=%E5%B1%85%E4%BD%8F%E8%AF%81"
    assert "Status: there is no “foo”" in response.content.decode()


def test_a_nul_is_refused(reader):
    assert reader.get(URL, {"q": "a\0b"}).status_code == 400


@pytest.mark.parametrize("query", [
    {}, {"q": "居住证"}, {"status": "verified"}, {"status": ["verified", "overdue"]}, {"heading": "市民化"},
    {"view": "overdue"}, {"view": "unreported"}, {"due": "soon"}, {"q": "公安", "heading": "市民化", "due": "overdue"},
])
def test_the_numbers_beside_the_controls_are_what_a_click_shows(reader, query):
    response = reader.get(URL, query)
    counts = response.context["counts"]

    assert counts["shown"] == len(counted(response))
    for toggle in response.context["controls"].statuses():
        assert toggle.count == len(codes(reader.get(URL, {**query, "status": toggle.value}))), toggle
    for toggle in response.context["controls"].lights():
        assert toggle.count == len(codes(reader.get(URL, {**query, "light": toggle.value}))), toggle
    for tab in response.context["controls"].tabs():
        assert tab.count == len(counted(reader.get(f"{URL}{tab.address}"))), tab


def test_what_is_not_counted_is_seen_and_said(reader, in_english):
    page = reader.get(URL)

    assert page.context["counts"]["shown"] == page.context["counts"]["view_all"] == 4
    text = page.content.decode()
    assert "Showing <b>4</b> of 4 measures." in text
    assert "The text of the plan breaks off here." in text
    assert "（二）未核实任务" in text
    assert text.count("Not counted") == 3


def test_chips_take_away_one_value_each(reader, in_english):
    response = reader.get(URL, {"q": "公安", "status": ["verified", "overdue"], "sort": "-progress", "page": "2"})

    assert [(label, address) for label, address in response.context["controls"].chips()] == [
        ("Keyword: 公安", "?status=verified&status=overdue&sort=-progress"),
        ("Verified", "?q=%E5%85%AC%E5%AE%89&status=overdue&sort=-progress"),
        ("Overdue", "?q=%E5%85%AC%E5%AE%89&status=verified&sort=-progress"),
    ]
    assert response.context["controls"].clear_address == "?sort=-progress"


def test_values_beyond_one_stay_in_the_form(reader):
    keys = [_key(Organization, name=name) for name in ("清远市公安局", "广州市公安局")]

    one = reader.get(URL, {"lead": keys[:1]}).content.decode()
    both = reader.get(URL, {"lead": keys}).content.decode()

    assert f'<option value="{keys[0]}" selected>' in one
    assert [f'<input type="hidden" name="lead" value="{key}">' in both for key in keys] == [True, True]


@pytest.mark.parametrize(("sort", "order"), [
    ("code", ["A", "B", "C", "D", "W", "X", "G"]),
    ("-code", ["G", "X", "W", "D", "C", "B", "A"]),
    ("progress", ["C", "A", "D", "B", "W", "X", "G"]),
    ("-progress", ["B", "D", "A", "C", "W", "X", "G"]),
    ("due", ["A", "B", "C", "D"]),
    ("-due", ["D", "C", "A", "B"]),
    ("change", ["C", "A", "D", "B", "W", "X", "G"]),
    ("upside_down", ["A", "B", "C", "D", "W", "X", "G"]),
    ("-", ["A", "B", "C", "D", "W", "X", "G"]),
])
def test_the_list_is_sorted_and_what_is_uncounted_stands_last(reader, sort, order):
    assert codes(reader.get(URL, {"sort": sort}))[:len(order)] == order


def test_the_sorted_column_says_so(reader):
    text = reader.get(URL, {"sort": "-due"}).content.decode()

    assert text.count("aria-sort") == 1
    assert 'aria-sort="descending"><a class="table__sort" href="?sort=due">' in text


def test_equal_rows_keep_their_order_over_pages(reader):
    add(60)

    first, second = (codes(reader.get(URL, {"sort": "progress", "page": page})) for page in (1, 2))

    assert (len(first), len(second)) == (50, 17)
    assert not set(first) & set(second)


def test_an_address_can_ask_for_any_page(reader):
    add(60)

    numbers = {page: reader.get(URL, {"page": page}).context["page"].number for page in ("abc", "999", "2", "-1")}

    assert numbers == {"abc": 1, "999": 2, "2": 2, "-1": 1}


def test_htmx_gets_the_part_that_changes_and_the_address_of_it(reader, in_english):
    query = {"status": "verified", "q": "", "lead": ""}

    page = reader.get(URL, query)
    part = reader.get(URL, query, headers={"HX-Request": "true"})

    assert codes(page) == codes(part) == ["B"]
    region = part.content.decode().split('<div id="ledger">')[1].rstrip()
    assert region in page.content.decode()
    assert "<html" not in part.content.decode()
    assert part.headers["HX-Push-Url"] == f"{URL}?status=verified"
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in page.headers["Vary"]


def test_going_back_gets_the_whole_page(reader):
    response = reader.get(URL, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" in response.content.decode()


def test_the_newest_report_of_each_lead_is_told(reader, in_english):
    period = Plan.objects.get().periods.get()
    period.due_on = timezone.localdate() - timedelta(days=3)
    period.save()

    text = reader.get(URL).content.decode()

    assert text.count('<span class="tag tag--approved">Approved</span>') == 3
    assert 'Not filled in</span><span class="table__below late">3 days overdue</span>' in text


@pytest.mark.parametrize("query", [{}, {"q": "公安 市民化", "status": ["overdue", "verified"], "view": "unreported"}])
def test_more_rows_ask_no_more_questions(client, django_assert_max_num_queries, query):
    client.force_login(make_user(organization=make_organization()))
    add(3)
    with django_assert_max_num_queries(10) as few:
        client.get(URL, query)

    add(27)
    with django_assert_max_num_queries(10) as many:
        client.get(URL, query)

    assert len(few) == len(many)

