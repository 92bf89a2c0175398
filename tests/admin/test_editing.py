"""The plan in the panel: every change is one action, one event with before and after; what is refused comes back."""

from datetime import date, timedelta

from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from tests.admin.forms import address, errors, events, last_event, new, save
from tests.factories import (
    REASON,
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_plan,
    make_task,
)
from tracker.audit.actions import verify_chain
from tracker.models import AuditEvent, Measure, Milestone, Objective, Plan, Task

PLAN = {"title": "新方案", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "confidence": "A"}


def test_a_new_plan_is_one_event(panel, administrator):
    save(panel, new(Plan), **PLAN)

    event = AuditEvent.objects.get()
    assert (event.verb, event.target_name, event.actor_id) == ("create", "新方案", administrator.pk)
    assert event.changes["title"] == [None, "新方案"]
    assert verify_chain() is None


def test_a_changed_plan_is_one_event_with_before_and_after(panel):
    plan = make_plan(title="旧题")

    save(panel, address(plan), title="新题", requires_signature="on")

    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("change", {"title": ["旧题", "新题"], "requires_signature": [False, True]})


def test_saving_without_a_change_leaves_no_event(panel, plan):
    answer = save(panel, address(plan))

    assert answer.status_code == 302
    assert events() == []


def test_a_removed_plan_is_one_event(panel):
    plan = make_plan(title="误建")

    panel.post(address(plan, "delete"), {"post": "yes"})

    assert events() == [("remove", "误建")]
    assert not Plan.objects.exists()


def test_what_something_else_stands_on_is_not_removed(panel, report):
    measure = report.measure

    page = panel.post(address(measure, "delete"), {"post": "yes"})

    assert page.status_code == 200
    assert page.context["protected"]
    assert Measure.objects.filter(pk=measure.pk).exists()
    assert ("remove", str(measure)) not in events()


def test_rows_are_not_removed_in_bulk(panel, plan):
    page = panel.get(reverse("admin:tracker_plan_changelist"))
    panel.post(reverse("admin:tracker_plan_changelist"), {
        "action": "delete_selected", "_selected_action": [plan.pk], "post": "yes",
    })

    assert "delete_selected" not in page.text
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_a_wrong_order_of_days_comes_back_with_its_sentence(panel):
    answer = save(panel, new(Plan), **{**PLAN, "ends_on": "2025-12-31"})

    assert errors(answer) == ["The first day must not be after the last day"]
    assert events() == []


def test_a_tasks_objectives_are_saved_with_it(panel, plan):
    task = make_task(plan=plan)
    objective = Objective.objects.create(plan=plan, number=1, title="户籍制度改革")

    save(panel, address(task), objectives=[objective.pk])

    assert list(Task.objects.get().objectives.all()) == [objective]
    assert [event.changes for event in AuditEvent.objects.all()] == [{"objectives": [[], ["户籍制度改革"]]}]


def test_a_new_measure_keeps_its_first_time_limit_and_its_districts(panel, plan):
    task, districts = make_task(plan=plan), plan.areas.get().districts.all()

    save(panel, new(Measure), task=task.pk, code="1-01", number=1, title="降低落户门槛", due_on="2027-06-30", weight=1,
         districts=[district.pk for district in districts])

    measure = Measure.objects.get()
    assert measure.original_due_on == date(2027, 6, 30)
    assert set(measure.districts.all()) == set(districts)
    assert "降低落户门槛" in measure.search_text
    assert events() == [("create", "1-01 降低落户门槛")]


def test_a_code_that_is_taken_comes_back(panel, plan):
    taken = make_measure(task=make_task(plan=plan), code="1-01")

    answer = save(panel, new(Measure), task=taken.task_id, code="1-01", number=2, title="又一项", weight=1)

    assert len(errors(answer)) == 1
    assert Measure.objects.count() == 1
    assert events() == []


def test_a_district_of_another_plan_comes_back(panel, plan):
    measure = make_measure(task=make_task(plan=plan))
    foreign = make_area().districts.first()

    answer = save(panel, address(measure), districts=[foreign.pk])

    assert errors(answer) == [f"{foreign.name} belongs to another plan"]
    assert foreign not in measure.districts.all()
    assert events() == []


def test_a_district_that_somebody_answers_for_is_not_left_out(panel, report):
    measure = report.measure
    kept, left_out = measure.districts.order_by("position")

    answer = save(panel, address(measure), districts=[kept.pk])

    assert errors(answer) == [f"{report.organization} answers for {left_out.name}; change its assignment first"]
    assert set(measure.districts.all()) == {kept, left_out}


def test_more_districts_spread_the_progress_over_more(panel, approved):
    measure = approved.report.measure
    area = make_area(plan=measure.task.plan, districts=2)
    districts = [*measure.districts.all(), *area.districts.all()]

    save(panel, address(measure), districts=[district.pk for district in districts])

    assert measure.progress_spans.current().overall().get().percent == 20
    assert last_event().verb == "change"


def test_a_time_limit_changes_only_with_a_reason(panel, plan):
    measure = make_measure(task=make_task(plan=plan), due_on=date(2025, 12, 31))

    save(panel, address(measure), due_on="2026-12-31")
    answer = save(panel, address(measure, "change_due"), due_on="2026-12-31", reason="迟了")
    measure.refresh_from_db()

    assert answer.context["form"].errors == {"reason": ["Give the reason in at least 10 characters"]}
    assert measure.due_on == date(2025, 12, 31)
    assert events() == []


def test_a_changed_time_limit_keeps_the_original_one(panel, plan):
    measure = make_measure(task=make_task(plan=plan), due_on=date(2025, 12, 31))

    answer = save(panel, address(measure, "change_due"), due_on="2026-12-31", reason=REASON)
    measure.refresh_from_db()

    assert answer["Location"] == address(measure)
    assert (measure.due_on, measure.original_due_on) == (date(2026, 12, 31), date(2025, 12, 31))
    assert last_event().changes == {"due_on": ["2025-12-31", "2026-12-31"], "reason": REASON}


def test_a_time_limit_before_the_beginning_comes_back(panel, plan):
    measure = make_measure(task=make_task(plan=plan), starts_on=date(2022, 1, 1))

    answer = save(panel, address(measure, "change_due"), due_on="2021-12-31", reason=REASON)

    assert answer.context["form"].non_field_errors() == ["The first day must not be after the time limit"]
    assert events() == []


def test_a_measure_is_not_withdrawn_ahead_of_its_day(panel, report):
    tomorrow = timezone.localdate() + timedelta(days=1)

    page = save(panel, address(report.measure, "withdraw"), on=tomorrow, reason=REASON)

    report.measure.refresh_from_db()
    assert report.measure.withdrawn_on is None
    assert "Withdraw a measure once the day has come" in page.content.decode()


def test_a_withdrawn_measure_asks_for_no_more_reports(panel, report):
    measure = report.measure

    save(panel, address(measure, "withdraw"), on=report.period.starts_on, reason=REASON)
    measure.refresh_from_db()

    assert measure.withdrawn_on == report.period.starts_on
    assert not measure.assignments.get().reports.exists()
    assert last_event().verb == "withdraw"
    assert panel.get(address(measure, "withdraw")).status_code == 403


def test_milestones_are_kept_from_the_measures_page(panel, plan):
    measure = make_measure(task=make_task(plan=plan))

    save(panel, address(measure), **{
        "milestones-TOTAL_FORMS": 1, "milestones-0-title": "三地互认", "milestones-0-due_on": "2026-06-30",
        "milestones-0-weight": 2,
    })

    milestone = Milestone.objects.get()
    assert (milestone.due_on, milestone.original_due_on, milestone.weight) == (date(2026, 6, 30), date(2026, 6, 30), 2)
    assert events() == [("create", "三地互认")]
    assert AuditEvent.objects.get().measure_id == measure.pk


def test_a_milestones_time_limit_does_not_change_in_passing(panel, plan):
    milestone = make_milestone(measure=make_measure(task=make_task(plan=plan)), due_on=date(2025, 6, 30))

    save(panel, address(milestone.measure), **{"milestones-0-due_on": "2027-01-01", "milestones-0-weight": 3})
    milestone.refresh_from_db()

    assert (milestone.due_on, milestone.weight) == (date(2025, 6, 30), 3)
    assert last_event().changes == {"weight": [1, 3]}


def test_two_milestones_of_one_name_save_nothing_at_all(panel, plan):
    measure = make_measure(task=make_task(plan=plan), title="旧题")
    make_milestone(measure=measure, due_on=date(2025, 6, 30), title="三地互认")

    answer = save(panel, address(measure), **{
        "title": "新题", "milestones-TOTAL_FORMS": 2, "milestones-1-title": "三地互认",
        "milestones-1-due_on": "2026-06-30", "milestones-1-weight": 1,
    })
    measure.refresh_from_db()

    assert errors(answer)
    assert measure.title == "旧题"
    assert events() == []


def test_a_removed_milestone_is_one_event(panel, plan):
    measure = make_measure(task=make_task(plan=plan))
    make_milestone(measure=measure, due_on=date(2025, 6, 30), title="三地互认")

    save(panel, address(measure), **{"milestones-0-DELETE": "on"})

    assert not Milestone.objects.exists()
    assert events() == [("remove", "三地互认")]


def test_the_history_of_a_row_is_the_audit_log(panel, plan):
    save(panel, address(plan), title="改过的题")

    page = panel.get(address(plan, "history"))

    assert list(page.context["page"]) == [AuditEvent.objects.get()]
    assert "管理员 changed plan “改过的题”" in page.text
    assert not LogEntry.objects.exists()


def test_a_row_that_is_gone_leads_back_with_a_sentence(panel, plan):
    for url in ("/admin/tracker/plan/99999/change/", "/admin/tracker/plan/99999/history/",
                "/admin/tracker/plan/abc/delete/", "/admin/tracker/measure/99999/change_due/"):
        assert panel.get(url).status_code == 302, url


def test_a_partner_of_the_measure_is_listed_on_its_page(panel, report):
    partner = make_assignment(measure=report.measure, role="partner")

    page = panel.get(address(report.measure))

    assert partner.organization.name in page.text
    assert reverse("admin:tracker_assignment_add") + f"?measure={report.measure.pk}" in page.text
