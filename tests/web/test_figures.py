"""Workbooks of figures on the pages: taken out, brought back, taken over, and hostile ones refused in words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.exchange.hostile_files import NAMES, hostile
from tests.exchange.readings.papers import Paper, make_figures
from tests.factories import make_plan, make_user
from tests.readings import SOURCE, approve, make_duties, make_indicator, report
from tests.web.writing import enter
from tracker.indicators.quarters import end_before
from tracker.models import Reading, ReadingReturn
from tracker.people.roles import Role

pytestmark = pytest.mark.usefixtures("in_english")
UPLOAD = "/readings/return/"
HOSTILE = (  # of each kind one; the others are tried where files are checked
    "a billion laughs", "a file of the server", "with macros", "a link to another workbook", "cut in the middle",
    "a part that packs a thousandfold", "a formula that starts a program", "an old Excel file under a new name",
    "encrypted by Excel", "nothing", "eleven megabytes",
)


@pytest.fixture
def indicator(plan, lead):
    return make_figures(plan, by=lead)


@pytest.fixture
def district(plan):
    return plan.areas.get().districts.order_by("position").first()


def take_out(client, query=""):
    answer = client.get(reverse("readings:sheet") + query)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    return Paper(b"".join(answer) if answer.streaming else answer.content)


def bring_back(client, content, name="实际值.xlsx", **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **more})


def filled(client, district, value=3):
    """The workbook with one figure of the first row of a district."""
    paper = take_out(client)
    row = next(row for (name, _day), row in paper.rows().items() if name == district.name)
    paper.fill(row, value=value, source=SOURCE)
    return paper.content()


def test_from_the_workbook_to_figures_that_wait(client, indicator, lead, district):
    shown = client.get(bring_back(enter(client, lead), filled(client, district))["Location"])
    answer = client.post(reverse("readings:apply", args=[ReadingReturn.objects.get().pk]),
                         {"seen": shown.context["match"].seen})
    receipt = client.get(answer["Location"])

    assert (len(shown.context["match"].new), shown.context["can_decide"]) == (1, True)
    assert Reading.objects.undecided().get().source == SOURCE
    assert receipt.context["return"].outcome["reported"] == 1


def test_again_it_says_that_it_was_taken_over(client, indicator, lead, district):
    content = filled(enter(client, lead), district)
    shown = client.get(bring_back(client, content)["Location"])
    path = reverse("readings:apply", args=[ReadingReturn.objects.get().pk])
    client.post(path, {"seen": shown.context["match"].seen})

    second = client.post(path, {"seen": shown.context["match"].seen}, follow=True)
    third = client.get(bring_back(client, content)["Location"])

    assert [len(answer.context["messages"]) for answer in (second, third)] == [1, 1]
    assert (Reading.objects.count(), ReadingReturn.objects.count()) == (1, 1)


def test_what_changed_meanwhile_is_shown_before_anything_is_taken_over(client, indicator, lead, colleague, district):
    shown = client.get(bring_back(enter(client, lead), filled(client, district))["Location"])
    line, = shown.context["match"].new
    report(indicator, by=colleague, district=district, on=line.on, value="9")

    answer = client.post(reverse("readings:apply", args=[ReadingReturn.objects.get().pk]),
                         {"seen": shown.context["match"].seen})

    assert (answer.status_code, bool(answer.context["problem"])) == (409, True)
    assert [fault.code for fault in answer.context["match"].left] == ["waits"]


def test_faults_stand_first_with_cell_and_what_to_write(client, indicator, lead, district):
    page = client.get(bring_back(enter(client, lead), filled(client, district, value="约三万亩"))["Location"])

    row, = page.context["fault_rows"]
    assert row.reason in page.text.replace("&quot;", '"')
    assert "约三万亩" in page.text
    assert not page.context["match"].taken


def test_a_dropped_file_changes_nothing(client, indicator, lead, district):
    bring_back(enter(client, lead), filled(client, district))

    answer = client.post(reverse("readings:drop", args=[ReadingReturn.objects.get().pk]))

    assert answer["Location"] == reverse("readings:upload")
    assert not Reading.objects.exists()


def test_others_do_not_see_what_was_brought_back(client, indicator, lead, outsider, reviewer, district):
    address = bring_back(enter(client, lead), filled(client, district))["Location"]

    assert [enter(client, person).get(address).status_code for person in (outsider, reviewer)] == [404, 404]


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_workbooks_are_refused_in_words(client, indicator, lead, what):
    answer = bring_back(enter(client, lead), hostile(f"book: {what}"))

    assert (answer.status_code, bool(answer.context["form"].errors["file"])) == (200, True)
    assert not ReadingReturn.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_files_of_other_kinds_are_refused_in_words(client, indicator, lead, name):
    answer = bring_back(enter(client, lead), b"PK\x03\x04x", name=name)

    assert answer.context["form"].errors["file"]


def test_nothing_chosen_is_asked_for(client, indicator, lead):
    assert enter(client, lead).post(UPLOAD).context["form"].errors["file"]


def test_of_several_plans_one_is_chosen(client, indicator, lead):
    other = make_indicator(plan=make_plan(), combination="whole")
    make_duties(other, organization=lead.organization)

    enter(client, lead)
    page, paper = client.get(UPLOAD), take_out(client, f"?plan={other.plan_id}")
    answer = bring_back(client, paper.content(), plan=other.plan_id)

    assert page.context["plans"] == [indicator.plan, other.plan]
    assert next(iter(paper.rows()))[0] is None
    assert ReadingReturn.objects.get().plan == other.plan
    assert answer.status_code == 302


def test_everybody_takes_out_the_table_of_what_is_approved(client, indicator, lead, reviewer, district):
    approve(report(indicator, by=lead, district=district, value="3.25"), by=reviewer)
    report(indicator, by=lead, district=district, on=end_before(end_before(indicator.plan.ends_on)), source="待审来源")

    for person in (lead, reviewer, make_user(role=Role.LEADER), make_user(role=Role.AUDITOR)):
        paper = take_out(enter(client, person), "?all=1")
        texts = [cell.value for row in paper.sheet.iter_rows() for cell in row]
        assert (3.25 in texts, "待审来源" in texts) == (True, False), person.role


def test_without_a_duty_there_is_no_workbook_but_a_word_about_it(client, indicator, outsider):
    answer = enter(client, outsider).get(reverse("readings:sheet"), follow=True)

    assert answer.redirect_chain == [(reverse("readings:index"), 302)]
    assert len(answer.context["messages"]) == 1


@pytest.mark.parametrize("plan_asked", ["x", "0", "9" * 30, "1.5"])
def test_a_plan_that_is_not_there_is_not_found(client, indicator, lead, plan_asked):
    assert enter(client, lead).get(reverse("readings:sheet") + f"?plan={plan_asked}").status_code == 404


def test_the_files_page_leads_to_them(client, indicator, lead, reviewer):
    for person, names in ((lead, ["readings:sheet", "readings:upload"]), (reviewer, ["readings:sheet"])):
        page = enter(client, person).get(reverse("exports:index"))
        assert [name for name in names if reverse(name) not in page.text] == []


def test_the_workbook_says_what_it_is(client, indicator, lead):
    book = load_workbook(io.BytesIO(take_out(enter(client, lead)).content()))

    about = [cell.value for row in book.worksheets[-1].iter_rows() for cell in row]
    assert str(lead.organization) in about
    assert str(indicator.plan) in about
