"""Three whole stories, page by page, as people live them; each test is one story."""

import json
from datetime import timedelta

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tests.admin.forms import new, save
from tests.factories import complete_draft
from tracker.audit.actions import verify_chain
from tracker.models import (
    Assignment,
    AuditEvent,
    Measure,
    Organization,
    ProgressReport,
    ReportingPeriod,
    ReviewScope,
    Submission,
    User,
)
from tracker.people.roles import Role

FIRST = "完成四地居住证签注数据比对，清理重复和过期记录1286条，召开对接会三次，就互认范围达成一致，" * 3
SECOND = FIRST.replace("1286条", "1302条")
REASON = "请核对清理记录的条数，并补充签注数据比对的佐证。"
PASSWORD = "Reform-2026-ok"


def sign_in(username):
    """A browser of one's own, in which this person has signed in with their password."""
    browser = Client()
    answer = browser.post(reverse("login"), {"username": username, "password": PASSWORD})
    assert answer["Location"] == reverse("work:home")
    return browser


def give_passwords(*people):
    for person in people:
        person.set_password(PASSWORD)
        person.save()


def write(browser, report, *, base=None, **changes):
    """Open the form, change some fields, and save it as a browser does; ``base`` is what the page was drawn from."""
    page = browser.get(reverse("reports:edit", args=[report.pk]))
    base = json.loads(page.context["base"]) if base is None else base
    typed = {**complete_draft(report), **base, **changes}
    return browser.post(reverse("reports:edit", args=[report.pk]), {**typed, "base": json.dumps(base)}, follow=True)


def hand_in(browser, report):
    """From the form through the check page to the receipt."""
    checked = browser.get(reverse("reports:check", args=[report.pk]))
    assert checked.status_code == 200, checked.headers.get("Location")
    receipt = browser.post(
        reverse("reports:submit", args=[report.pk]), {"seen": checked.context["seen"]}, follow=True
    )
    assert receipt.redirect_chain[-1][0] == reverse("reports:receipt", args=[report.pk])
    return receipt


def review(browser, decision, remark=""):
    """Open what waits first in the queue and decide; the page that was seen."""
    page = browser.get(reverse("review:index"), follow=True)
    address = page.redirect_chain[-1][0]
    done = browser.post(address, {"decision": decision, "remark": remark}, follow=True)
    assert done.status_code == 200
    return page


def test_a_report_is_written_returned_mended_and_approved(report, lead, reviewer):
    give_passwords(lead, reviewer)
    writer, supervisor = sign_in("lead"), sign_in("reviewer")
    edit, measure = reverse("reports:edit", args=[report.pk]), report.measure.get_absolute_url()

    assert edit in writer.get(reverse("work:home")).text
    assert gettext("Draft saved") in write(writer, report, summary=FIRST).text
    writer.post(reverse("reports:attach", args=[report.pk]), {
        "file": ContentFile("签注数据比对表".encode(), name="比对表.txt"), "proves": "签注数据比对",
    })
    first = hand_in(writer, report).context["submission"]
    assert first.receipt in writer.get(reverse("reports:receipt", args=[report.pk])).text

    assert f"/review/{first.pk}/" in supervisor.get(reverse("work:home")).text
    assert FIRST[:40] in review(supervisor, "return", REASON).text
    assert REASON in writer.get(edit).text
    assert edit in writer.get(reverse("work:home")).text

    write(writer, report, summary=SECOND)
    second = hand_in(writer, report).context["submission"]
    compared = review(supervisor, "approve")
    assert compared.context["submission"] == second
    assert "<del>" in compared.text
    assert "<ins>" in compared.text

    page = supervisor.get(measure)
    assert report.measure.progress_spans.current().overall().get().percent == 40
    assert (page.context["measure"].completion, page.context["measure"].percent) == ("under_way", 40)
    assert page.context["log"][0].text.startswith("周明")
    assert page.context["log"][1].text.startswith("陈嘉仪")
    verbs = AuditEvent.objects.on_measure(report.measure).order_by("number").values_list("verb", flat=True)
    assert list(verbs)[-7:] == ["save_draft", "attach", "submit", "return", "save_draft", "submit", "approve"]
    assert first.receipt != second.receipt
    assert list(Submission.objects.order_by("pk").values_list("decision", flat=True)) == ["returned", "approved"]
    assert verify_chain() is None


def test_an_administrator_sets_up_a_department_and_its_reporter_finds_the_report(plan, report):
    measure = Measure.objects.get()
    district = plan.areas.get().districts.create(name="新设区", short_name="新区", code="990", position=9)
    measure.districts.add(district)
    give_passwords(User.objects.create_user("boss", role=Role.ADMINISTRATOR))
    panel, today = sign_in("boss"), timezone.localdate()

    save(panel, new(Organization), name="新设局", level="city", position=50)
    organization = Organization.objects.get(name="新设局")
    for username, name, role in (("writer", "郑经办", "reporter"), ("judge", "周督导", "supervisor")):
        office = organization if role == "reporter" else report.organization
        save(panel, new(User), username=username, name=name, role=role, organization=office.pk,
             password1=PASSWORD, password2=PASSWORD)
    save(panel, new(Assignment), measure=measure.pk, organization=organization.pk, role="lead",
         districts=[district.pk], confidence="C")
    save(panel, new(ReportingPeriod), plan=plan.pk, frequency="quarter", year=2031, number=1,
         starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=1), opens_on=today,
         due_on=today + timedelta(days=9), closes_on=today + timedelta(days=14))
    save(panel, new(ReviewScope), user=User.objects.get(username="judge").pk, plan=plan.pk)

    own = ProgressReport.objects.with_context().get(assignment__organization=organization, period__year=2031)
    writer = sign_in("writer")
    assert reverse("reports:edit", args=[own.pk]) in writer.get(reverse("work:home")).text
    write(writer, own, summary=FIRST)
    hand_in(writer, own)
    assert FIRST[:40] in review(sign_in("judge"), "approve").text
    assert "新设局" in panel.get(measure.get_absolute_url()).text
    assert {"create", "assign", "make_period", "submit", "approve"} <= set(
        AuditEvent.objects.values_list("verb", flat=True)
    )
    assert verify_chain() is None


def test_two_colleagues_meet_in_one_draft_and_correct_it_after_the_approval(report, lead, colleague, reviewer):
    give_passwords(lead, colleague, reviewer)
    mine, theirs, supervisor = sign_in("lead"), sign_in("colleague"), sign_in("reviewer")
    write(mine, report, summary=FIRST)
    report.refresh_from_db()
    seen = report.draft

    write(theirs, report, summary=SECOND)
    meeting = write(mine, report, base=seen, summary=FIRST + "另完成培训两期。", next_steps="12月底前完成验收。")

    assert meeting.status_code == 409
    assert SECOND in meeting.text
    assert "另完成培训两期。" in meeting.text
    report.refresh_from_db()
    assert (report.draft["summary"], report.draft["next_steps"]) == (SECOND, "12月底前完成验收。")

    write(mine, report, base=json.loads(meeting.context["base"]), summary=SECOND + "另完成培训两期。")
    hand_in(mine, report)
    review(supervisor, "remark", "下季度请写明培训人数。")
    approved = Submission.objects.get()
    assert approved.summary == SECOND + "另完成培训两期。"

    reopened = theirs.post(reverse("reports:correct", args=[report.pk]), {
        "reason": "培训期数有误，应为三期，予以更正。",
    }, follow=True)
    assert reopened.redirect_chain[-1][0] == reverse("reports:edit", args=[report.pk])
    write(theirs, report, summary=SECOND + "另完成培训三期。", **dict.fromkeys(_percents(report), "45"))
    assert report.measure.progress_spans.current().overall().get().percent == 40
    hand_in(theirs, report)
    compared = review(supervisor, "approve")

    assert "培训期数有误" in compared.text
    assert report.measure.progress_spans.current().overall().get().percent == 45
    assert list(Submission.objects.order_by("pk").values_list("number", "decision", "percent")) == [
        (1, "approved", 40), (2, "approved", 45),
    ]
    assert Submission.objects.get(number=1).summary == approved.summary
    assert verify_chain() is None


def _percents(report):
    return [f"percent-{district.pk}" for district in report.assignment.districts.all()]
