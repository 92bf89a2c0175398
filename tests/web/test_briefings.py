"""The pages of briefings: made with a form or in one click, issued, downloaded, checked."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_assignment, make_measure, make_period, make_user
from tests.web.briefings import get, post, said
from tests.web.writing import enter
from tests.word_files import words
from tracker import acts
from tracker.models import AuditEvent, Briefing
from tracker.people.roles import Role

pytestmark = pytest.mark.usefixtures("in_english")


# Making ----------------------------------------------------------------------------------------------------------


def test_a_supervisor_makes_a_draft_with_the_form(client, approved, reviewer):
    form = get(enter(client, reviewer), "index").context["form"]

    page = post(client, "index", period=approved.period.pk, about=f"plan-{approved.period.plan_id}", on="", title="")

    made = Briefing.objects.get()
    assert form.fields["about"].choices[0] == (f"plan-{approved.period.plan_id}", "Whole zone")
    assert page.redirect_chain == [(made.get_absolute_url(), 302)]
    assert (made.on, made.area, made.organization) == (timezone.localdate(), None, None)
    assert "一、总体情况" in page.text
    assert "figures add up" in page.text


def test_without_a_day_it_is_the_one_on_which_reporting_closed(client, approved, reviewer):
    period, today = approved.period, timezone.localdate()
    period.due_on = period.closes_on = today - timedelta(days=1)
    period.save()

    post(enter(client, reviewer), "index", period=period.pk, about=f"plan-{period.plan_id}")

    assert Briefing.objects.get().on == today - timedelta(days=1)


def test_one_click_makes_a_draft_of_the_newest_period(client, approved, reviewer):
    area = approved.measure.task.plan.areas.get()

    post(enter(client, reviewer), "index", about=f"area-{area.pk}", on=str(timezone.localdate()))

    made = Briefing.objects.get()
    assert (made.period, made.area, made.on) == (approved.period, area, timezone.localdate())


def test_a_reporter_chooses_the_own_organization_only(client, approved, lead, outsider):
    form = get(enter(client, lead), "index").context["form"]
    own = f"organization-{lead.organization_id}"

    refused = post(client, "index", period=approved.period.pk, about=f"plan-{approved.period.plan_id}")
    page = post(client, "index", period=approved.period.pk, about=own)

    assert form.fields["about"].choices == [(own, lead.organization.name)]
    assert refused.context["form"].errors == {"about": ["Choose one of those in the list"]}
    assert page.context["briefing"].organization == lead.organization
    assert get(enter(client, outsider), "show", page.context["briefing"].pk).status_code == 404


@pytest.mark.parametrize(("fields", "field", "sentence"), [
    ({"on": "2999-01-01"}, "on", "has not come yet; choose today or an earlier day"),
    ({"on": "1999-01-01"}, "on", "choose that day or a later one"),
    ({"on": "31.12"}, "on", "Write the date as 2024-10-31"),
    ({"about": ""}, "about", "Choose what the briefing is about"),
    ({"period": "999"}, "period", "Choose one of those in the list"),
    ({"template": "9"}, "template", "Choose one of those in the list"),
    ({"title": "长" * 121}, "title", "At most 120 characters; these are 121"),
])
def test_what_will_not_do_comes_back_with_everything_typed(client, approved, reviewer, fields, field, sentence):
    typed = {"period": approved.period.pk, "about": f"plan-{approved.period.plan_id}", "title": "题目", **fields}

    page = post(enter(client, reviewer), "index", **typed)

    assert sentence in page.context["form"].errors[field][0]
    assert page.context["form"]["title"].value() == typed["title"]
    assert not Briefing.objects.exists()


def test_a_supervisor_without_a_scope_reads_why_not(client, approved):
    page = get(enter(client, make_user(role=Role.SUPERVISOR)), "index")
    answer = client.post(reverse("briefings:index"), {"about": f"plan-{approved.period.plan_id}"})

    assert page.context["form"] is None
    assert "ask the administrator for a review scope" in page.text
    assert (answer.status_code, "review scope" in answer.text) == (403, True)


def test_before_the_first_period_the_page_says_so(client, plan, reviewer):
    page = get(enter(client, reviewer), "index")

    assert "A briefing can be made once a reporting period has opened." in page.text


def test_a_period_of_another_plan_is_refused(client, approved, reviewer):
    other = make_measure()
    make_assignment(measure=other)
    period = make_period(plan=other.task.plan)
    reviewer.review_scopes.create(plan=other.task.plan)

    page = post(enter(client, reviewer), "index", period=period.pk, about=f"plan-{approved.period.plan_id}")

    assert page.context["form"].errors["period"] == ["This period belongs to another plan; choose one of the same plan"]


# Draft → issued --------------------------------------------------------------------------------------------------


def test_a_draft_is_made_anew_with_another_title(client, briefing, reviewer):
    page = post(enter(client, reviewer), "refresh", briefing.pk, on=str(briefing.on), title="另一题目")

    assert said(page) == ["Made anew from the data as they are now"]
    assert Briefing.objects.get().title == "另一题目"


def test_issuing_freezes_and_everybody_reads_checks_and_downloads(client, briefing, reviewer, outsider):
    shown = get(enter(client, reviewer), "show", briefing.pk)
    page = post(client, "issue", briefing.pk, seen=shown.context["seen"])
    number = Briefing.objects.get().document_number
    enter(client, outsider)

    file = get(client, "file", briefing.pk)
    content = b"".join(file.streaming_content)

    assert said(page) == [f"Issued as {number} and frozen"]
    assert number in get(client, "show", briefing.pk).text
    assert number in words(content)
    assert (file["X-Content-Type-Options"], "attachment" in file["Content-Disposition"]) == ("nosniff", True)
    checked = get(client, "check", briefing.pk)
    assert checked.context["verification"].is_sound
    assert "figures equal" in checked.text


def test_a_draft_that_the_data_left_behind_says_what_differs(client, briefing, approved, reviewer, lead):
    again = make_measure(task=approved.measure.task)
    make_assignment(measure=again, organization=lead.organization)

    page = post(enter(client, reviewer), "issue", briefing.pk)

    assert "The data have changed since this draft was made. Make it anew" in page.text
    assert Briefing.objects.get().state == "draft"


def test_a_double_click_on_issue_is_told_who_was_first(client, briefing, reviewer):
    post(enter(client, reviewer), "issue", briefing.pk)

    answer = client.post(reverse("briefings:issue", args=[briefing.pk]))

    assert (answer.status_code, "has already issued this briefing as" in answer.text) == (409, True)
    assert AuditEvent.objects.filter(verb="issue_briefing").count() == 1


def test_the_draft_download_is_marked_and_a_dropped_draft_is_gone(client, briefing, reviewer):
    content = b"".join(get(enter(client, reviewer), "file", briefing.pk).streaming_content)

    page = post(client, "drop", briefing.pk)

    assert "草稿" in words(content)
    assert said(page) == [f"The draft “{briefing.title}” was dropped"]
    assert get(client, "show", briefing.pk).status_code == 404


def test_a_changed_file_is_not_handed_out_but_explained(client, briefing, reviewer):
    post(enter(client, reviewer), "issue", briefing.pk)
    issued = Briefing.objects.get()
    Path(issued.file.path).write_bytes(b"PK")

    answer = get(client, "file", briefing.pk)
    check = get(client, "check", briefing.pk)

    assert (answer.status_code, "The file is not handed out" in answer.text) == (409, True)
    assert "The stored file is not the one that was issued" in check.text
    assert "this is not what was issued" in check.text


def test_the_check_names_a_figure_that_was_rewritten(client, briefing, reviewer, approved):
    post(enter(client, reviewer), "issue", briefing.pk)
    approved.measure.progress_spans.overall().update(percent=45)

    page = get(client, "check", briefing.pk)

    assert f"{approved.measure.code}进度" in page.text
    assert ("40%" in page.text, "45%" in page.text) == (True, True)
    assert "differ" in page.text


@pytest.mark.parametrize("state", ["draft", "issued"])
def test_content_that_cannot_be_read_breaks_no_page(client, briefing, reviewer, state):
    enter(client, reviewer)
    if state == "issued":
        post(client, "issue", briefing.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tracker_briefing SET content = '[]'")

    answers = {name: get(client, name, briefing.pk).status_code for name in ("show", "file", "check")}

    assert answers["show"] == 200
    assert set(answers.values()) <= {200, 404, 409}


def test_the_check_costs_the_same_for_more_measures(client, briefing, approved, reviewer, lead):
    def cost(pk):
        with CaptureQueriesContext(connection) as asked:
            assert get(client, "check", pk).status_code == 200
        return len(asked)

    post(enter(client, reviewer), "issue", briefing.pk)
    few = cost(briefing.pk)
    for _ in range(9):
        make_assignment(measure=make_measure(task=approved.measure.task), organization=lead.organization)
    larger = acts.make_briefing(approved.period, by=reviewer, on=timezone.localdate())
    acts.issue_briefing(larger, by=reviewer)

    assert cost(larger.pk) == few <= 30
