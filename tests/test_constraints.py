"""What the database itself refuses, whoever writes to it: every named promise of every model, broken once."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.exchange.copies.offices import brought_back
from tests.exchange.importing.texts import make_document
from tests.exchange.readings.papers import kept, make_figures, take_out
from tests.extensions import extend
from tests.factories import (
    hand_in,
    make_area,
    make_assignment,
    make_exception,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
    numbers,
)
from tests.indicators.story import aim
from tests.readings import approve, make_duties, make_indicator
from tests.readings import report as report_figure
from tracker.lights.actions import redraw
from tracker.models import (
    Assignment,
    AuditEvent,
    AuditHead,
    Briefing,
    District,
    Evidence,
    FormerName,
    Indicator,
    LightOverride,
    Measure,
    Notice,
    Objective,
    Organization,
    ProgressSpan,
    ReportingPeriod,
    RuleSet,
    SpecialDay,
    User,
    WorkingCopy,
)

NOW = timezone.now()
DAY = date(2024, 6, 30)
BEFORE = DAY - timedelta(days=1)
DAYS = timedelta(days=10)


def again(row, **changes):
    """The same row once more, with a few fields changed."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields[1:]}
    return lambda: type(row).objects.create(**{**fields, **changes})


def measure_with(**fields):
    task = make_task()
    plain = {"code": f"x-{next(numbers)}", "title": "措施", "number": next(numbers)}
    return lambda: Measure.objects.create(task=task, **{**plain, **fields})


def submission(*, keeps=(), **changes):
    """A second submission of a report, approved; but for what it ``keeps`` of the first, which is undecided."""
    report = make_report()
    author = make_user(organization=report.organization)
    fresh = {"number": 2, "receipt": "r2", "decision": "approved", "decided_by_id": author.pk, "decided_at": NOW}
    fresh = {name: value for name, value in fresh.items() if name not in keeps}
    return again(hand_in(report, by=author), **{**fresh, **changes})


def document(**changes):
    """A document that was taken over, once more."""
    return again(make_document(by=make_user(), plan=make_plan(), state="applied"), **changes)


def a_clause():
    return make_document(by=make_user(), plan=make_plan(), state="applied").clauses.first()


def figure(**changes):
    report = make_report()
    row = hand_in(report, by=make_user(organization=report.organization)).figures.first()
    return again(row, **changes)


def goal(*, changes=(), **fields):
    milestone = make_milestone(measure=make_measure(), due_on=DAY, goal_year=DAY.year, **fields)
    return again(milestone, **{"title": "另一目标", **dict(changes)})


def claim(**changes):
    measure = make_measure()
    milestone = make_milestone(measure=measure, due_on=timezone.localdate() - timedelta(days=30))
    report = make_report(assignment=make_assignment(measure=measure))
    row = hand_in(report, by=make_user(organization=report.organization)).claims.get(milestone=milestone)
    return again(row, **changes)


def span(first=None, **changes):
    measure = make_measure()
    fields = {"measure": measure, "percent": 40, "from_on": DAY, **(first or {})}
    if callable(fields.get("district")):
        fields["district"] = fields["district"](measure)
    return again(ProgressSpan.objects.create(**fields), **changes)


def light(*, of_a_district=False, **changes):
    measure = make_measure()
    redraw([measure], on=DAY)
    return again(measure.lights.filter(district__isnull=not of_a_district).order_by("from_on").first(), **changes)


def override(**changes):
    days = {"from_on": DAY, "until_on": DAY, "made_at": NOW}
    fields = {"measure": make_measure(), "made_by": make_user(), "light": "green", "reason": "理由", **days, **changes}
    return lambda: LightOverride.objects.create(**fields)


def judgement():
    measure = make_measure()
    redraw([measure], on=DAY)
    return again(measure.judgements.get())


def assignment_of_one_district():
    row = make_assignment().assigned_districts.first()
    other = Assignment.objects.create(measure=row.measure, organization=make_organization())
    return again(row, assignment_id=other.pk)


def evidence(**fields):
    report, user = make_report(), make_user()
    return lambda: Evidence.objects.create(report=report, name="文件", uploaded_by=user, uploaded_at=NOW, **fields)


def exception(*, keeps=(), **changes):
    """A second exception for a report, ended; but for what it ``keeps`` of the first, which is in force."""
    report = make_report()
    row = make_exception(report, by=make_supervisor(plan=report.period.plan), until_on=timezone.localdate() + DAYS)
    ended = {"ended_at": NOW, "ended_by_id": row.granted_by_id}
    return again(row, **{**{name: value for name, value in ended.items() if name not in keeps}, **changes})


def scope(*, is_of_area=False):
    plan = make_plan()
    user = make_supervisor(plan=plan, area=make_area(plan=plan) if is_of_area else None)
    return again(user.review_scopes.get())


def period(**changes):
    plan = make_plan()
    days = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), DAY)
    return lambda: ReportingPeriod.objects.create(plan=plan, year=2024, number=2, **{**days, **changes})


def an_event():
    make_assignment()
    return again(AuditEvent.objects.order_by("number").last())


def a_return(**changes):
    """A working copy that came back, once more, with what is wrong with it."""
    report = make_report()
    author = make_user(organization=report.organization)
    return again(brought_back(report.period, by=author, row=0, summary="改"), **changes)


def target(**changes):
    """The target of an indicator for 2025, once more."""
    return again(aim(make_indicator(plan=make_plan()), 2025, "4"), **changes)


def duty(**fields):
    """An indicator of one district, or read as a whole, that another organization is to report, too."""
    area = make_area(districts=1)
    row, = make_duties(make_indicator(plan=area.plan, **fields), organization=make_organization())
    return again(row, organization_id=make_organization().pk)


def reading(*, is_approved=False, district=True, **changes):
    """A figure that waits, or is approved, once more; of a district, or of an indicator read as a whole."""
    plan, person = make_plan(), make_user()
    area = make_area(plan=plan)
    indicator = make_indicator(plan=plan, combination="sum" if district else "whole")
    make_duties(indicator, organization=person.organization)
    row = report_figure(indicator, by=person, district=area.districts.first() if district else None)
    return again(approve(row, by=make_supervisor(plan=plan)) if is_approved else row, **changes)


def reading_return(**changes):
    """A workbook of figures that came back, once more, with what is wrong with it."""
    plan, person = make_plan(), make_user()
    make_area(plan=plan)
    make_figures(plan, by=person)
    return again(kept(plan, by=person, paper=take_out(person, plan)), **changes)


def extension(*, of_milestone=False, is_granted=False, **changes):
    """An extension of a measure or a milestone that waits, or is granted, once more, with what is wrong with it."""
    measure = make_measure()
    milestone = make_milestone(measure=measure, due_on=DAY) if of_milestone else None
    state = "granted" if is_granted else "asked"
    return again(extend(measure, by=make_user(), milestone=milestone, state=state), **changes)


def briefing(*, state="issued", **changes):
    """A briefing of the year 2024 with the number 1; ``changes`` are what is wrong with it."""
    user, plan = make_user(), make_plan()
    issue = {"year": 2024, "number": 1, "issued_by": user, "issued_at": NOW, "file": "a", "sha256": "b",
             "content_sha256": "c"} if state == "issued" else {}
    fields = {"on": DAY, "title": "通报", "content": {}, "state": state, "made_by": user, "made_at": NOW, **issue}
    period = make_period(plan=plan)
    return lambda: Briefing.objects.create(period=period, **{**fields, **changes})


def two_numbers_alike():
    briefing()()
    return briefing()


def about_both():
    return briefing(state="draft", area=make_area(), organization=make_organization())


def user_without_organization():
    return lambda: User.objects.create(username="nobody", name="无单位", role="reporter")


# Constraint → what breaks it: a function that prepares, and returns the forbidden act.
BROKEN = {
    "one_end_of_the_audit_chain": lambda: lambda: AuditHead.objects.create(pk=2),
    "one_active_organization_per_name": lambda: again(make_organization()),
    "organization_begins_before_it_ends": lambda: lambda: Organization.objects.create(
        name="倒置", active_from=DAY, active_until=BEFORE),
    "one_former_name_per_organization_and_day": lambda: again(FormerName.objects.create(
        organization=make_organization(), name="旧名", until_on=DAY), name="另一旧名"),
    "everybody_else_acts_for_an_organization": user_without_organization,
    "plan_starts_before_it_ends": lambda: lambda: make_plan(starts_on=DAY, ends_on=BEFORE),
    "one_objective_per_plan_and_number": lambda: again(Objective.objects.create(
        plan=make_plan(), number=1, title="目标"), title="另一目标"),
    "one_task_per_plan_and_number": lambda: again(make_task(), title="另一任务"),
    "one_area_per_plan_and_name": lambda: again(make_area(districts=0), code="9"),
    "one_district_per_area_and_code": lambda: again(District.objects.create(
        area=make_area(districts=0), name="甲区", short_name="甲", code="1"), name="乙区"),
    "one_measure_per_task_and_number": lambda: again(make_measure(), code="other"),
    "measure_starts_before_it_is_due": lambda: measure_with(starts_on=DAY, due_on=BEFORE, original_due_on=BEFORE),
    "measure_weighs_at_least_1": lambda: measure_with(weight=0),
    "measure_keeps_its_original_time_limit": lambda: measure_with(due_on=DAY),
    "one_open_assignment_per_measure_and_organization": lambda: again(make_assignment(), role="partner"),
    "assignment_begins_before_it_ends": lambda: again(make_assignment(), since=DAY, until=BEFORE),
    "a_district_once_per_assignment": lambda: again(make_assignment().assigned_districts.first(), role="partner"),
    "one_lead_per_measure_and_district": assignment_of_one_district,
    "one_milestone_per_measure_and_title": lambda: again(make_milestone(measure=make_measure(), due_on=DAY), weight=2),
    "milestone_weighs_at_least_1": lambda: again(
        make_milestone(measure=make_measure(), due_on=DAY), weight=0, title="另一节点"),
    "one_goal_per_measure_organization_and_year": lambda: goal(organization=make_organization()),
    "one_shared_goal_per_measure_and_year": goal,
    "only_what_is_done_is_verified": lambda: goal(changes={"goal_year": None, "verified_on": DAY}),
    "one_open_extension_per_measure": extension,
    "one_open_extension_per_milestone": lambda: extension(of_milestone=True),
    "extension_asked_at_by_and_for_together": lambda: extension(is_granted=True, organization_id=None),
    "extension_waits_for_a_decision_or_has_one": lambda: extension(is_granted=True, decided_at=None),
    "who_asks_for_an_extension_asks_for_later": lambda: extension(is_granted=True, new_due_on=BEFORE),
    "an_extension_gives_its_reason": lambda: extension(is_granted=True, reason=""),
    "a_refused_extension_gives_the_reason": lambda: extension(is_granted=True, state="refused"),
    "one_review_scope_per_supervisor_and_area": lambda: scope(is_of_area=True),
    "one_whole_plan_scope_per_supervisor": scope,
    "one_indicator_per_plan_and_number": lambda: again(Indicator.objects.create(
        plan=make_plan(), number=1, name="指标", scope_text="全域"), name="另一指标"),
    "indicator_names_its_area_and_no_other": lambda: again(
        make_indicator(plan=make_plan()), number=9, scope="area"),
    "what_the_zone_does_not_hold_is_read_as_a_whole": lambda: again(
        make_indicator(plan=make_plan()), number=9, scope="other"),
    "one_target_per_indicator_and_year": lambda: target(value=None),
    "a_target_states_its_source": lambda: target(year=2024, source=""),
    "target_is_for_a_year": lambda: target(year=24),
    "one_organization_reports_an_indicator_of_a_district": lambda: duty(combination="sum"),
    "one_organization_reports_an_indicator_as_a_whole": lambda: duty(combination="whole"),
    "nobody_is_told_the_same_thing_twice": lambda: again(Notice.objects.create(
        recipient=make_user(), key="一次", kind="approved", at=NOW), kind="returned"),
    "one_period_per_plan_and_quarter": lambda: again(make_period(plan=make_plan())),
    "period_opens_before_it_is_due_and_closes": lambda: period(due_on=BEFORE),
    "one_report_per_assignment_and_period": lambda: again(make_report()),
    "report_saved_at_and_by_together": lambda: again(
        make_report(), saved_at=NOW, period_id=make_period(plan=make_plan()).pk),
    "one_exception_at_a_time_per_report": lambda: exception(keeps={"ended_at", "ended_by_id"}),
    "only_what_may_come_later_has_a_last_day": lambda: exception(until_on=None),
    "an_exception_gives_its_reason": lambda: exception(reason=""),
    "exception_ended_at_and_by_together": lambda: exception(keeps={"ended_by_id"}),
    "submissions_of_a_report_are_numbered": lambda: submission(keeps={"number"}),
    "one_undecided_submission_per_report": lambda: submission(keeps={"decision", "decided_by_id", "decided_at"}),
    "submission_percent_at_most_100": lambda: submission(percent=101),
    "submission_decision_by_and_at_together": lambda: submission(keeps={"decided_by_id"}),
    "a_return_gives_its_reason": lambda: submission(decision="returned"),
    "submission_signed_at_and_by_together": lambda: submission(signed_at=NOW),
    "one_figure_per_submission_and_district": lambda: figure(percent=1),
    "district_figure_at_most_100": lambda: figure(
        percent=101, district_id=make_area(districts=1).districts.get().pk),
    "one_claim_per_submission_and_milestone": lambda: claim(on=BEFORE),
    "an_unfinished_milestone_gives_its_reason": lambda: claim(
        is_done=False, milestone_id=make_milestone(measure=make_measure(), due_on=DAY).pk),
    "evidence_is_a_file_or_a_document_number": evidence,
    "one_current_progress_per_measure_and_district": lambda: span(
        {"district": lambda measure: measure.districts.first()}, percent=50),
    "one_current_progress_per_measure": lambda: span(percent=50),
    "progress_at_most_100": lambda: span({"until_on": DAY + timedelta(days=1)}, percent=101),
    "progress_begins_before_it_ends": lambda: span(until_on=DAY),
    "one_current_span_per_measure": lambda: again(make_measure().spans.get(), from_on=DAY),
    "measure_span_begins_before_it_ends": lambda: again(make_measure().spans.get(), from_on=DAY, until_on=DAY),
    "one_current_span_per_milestone": lambda: again(
        make_milestone(measure=make_measure(), due_on=DAY).spans.get(), from_on=DAY),
    "milestone_span_begins_before_it_ends": lambda: again(
        make_milestone(measure=make_measure(), due_on=DAY).spans.get(), from_on=DAY, until_on=DAY),
    "document_state_by_and_at_together": lambda: document(decided_by_id=None),
    "an_applied_document_has_a_plan": lambda: document(plan_id=None),
    "a_document_is_applied_once_per_plan": document,
    "clauses_of_a_document_are_numbered": lambda: again(a_clause(), start=0),
    "a_clause_ends_after_it_begins": lambda: again(a_clause(), ordinal=99, start=9, end=8),
    "an_issued_briefing_has_number_day_and_name": lambda: briefing(number=None),
    "an_issued_briefing_is_frozen_with_its_file": lambda: briefing(sha256=""),
    "a_briefing_is_about_an_area_or_an_organization": about_both,
    "briefings_of_a_year_are_numbered": two_numbers_alike,
    "return_state_by_and_at_together": lambda: a_return(state="applied"),
    "one_undecided_reading_per_indicator_district_and_day": reading,
    "one_undecided_reading_per_indicator_and_day": lambda: reading(district=False),
    "reading_decision_by_and_at_together": lambda: reading(is_approved=True, decided_by_id=None),
    "a_returned_reading_gives_the_reason": lambda: reading(is_approved=True, state="returned"),
    "a_reading_states_its_source": lambda: reading(is_approved=True, source=""),
    "reading_return_state_by_and_at_together": lambda: reading_return(state="applied"),
    "yellow_begins_before_red": lambda: lambda: RuleSet.objects.create(version=9, effective_on=DAY, gap_yellow=31),
    "a_light_set_by_hand_is_a_colour": lambda: override(light="done"),
    "a_light_set_by_hand_has_a_reason": lambda: override(reason=""),
    "one_judgement_per_measure_basis_and_day": judgement,
    "one_light_begins_on_a_day": lambda: light(light="done"),
    "one_district_light_begins_on_a_day": lambda: light(of_a_district=True, light="done"),
    "light_begins_before_it_ends": lambda: light(from_on=DAY + DAYS, until_on=DAY + DAYS),
    "a_measures_light_keeps_its_facts": lambda: light(from_on=BEFORE, until_on=DAY, judgement_id=None),
}
# Fields that hold a value once, by their column.
TWICE = {
    "AuditEvent.number": an_event,
    "User.username": lambda: again(make_user(), name="同名者"),
    "Plan.title": lambda: again(make_plan(), issuer="另一机关"),
    "Measure.code": lambda: again(make_measure(), number=99),
    "RuleSet.version": lambda: again(RuleSet.objects.get(), effective_on=DAY),
    "RuleSet.effective_on": lambda: again(RuleSet.objects.get(), version=9),
    "SpecialDay.day": lambda: again(SpecialDay.objects.create(day=date(2031, 5, 1), name="劳动节"), name="另一节"),
    "Submission.receipt": lambda: submission(keeps={"receipt"}),
    "WorkingCopy.key": lambda: again(WorkingCopy.objects.create(
        organization=make_organization(), period=make_period(plan=make_plan()), base={}, made_by=make_user(),
        made_at=NOW)),
}


def models():
    return apps.get_app_config("tracker").get_models()


def test_every_promise_of_the_database_is_broken_here_once():
    promises = {constraint.name for model in models() for constraint in model._meta.constraints}
    unique = {f"{model.__name__}.{field.name}" for model in models() for field in model._meta.concrete_fields
              if field.unique and not field.primary_key}

    assert promises == set(BROKEN)
    assert unique == set(TWICE)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_keeps_its_promise(db, name):
    forbidden = BROKEN[name]()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        forbidden()

    assert _is_about(name, str(refused.value)), refused.value


@pytest.mark.parametrize("name", TWICE)
def test_what_is_unique_stands_there_once(db, name):
    forbidden = TWICE[name]()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        forbidden()

    assert name.partition(".")[2] in str(refused.value)


def _is_about(name, sentence):
    """PostgreSQL names the constraint; SQLite names a check, and of something unique its index or its columns."""
    constraint, model = next(
        (constraint, model) for model in models() for constraint in model._meta.constraints if constraint.name == name
    )
    if name in sentence:
        return True
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    return bool(columns) and sentence == "UNIQUE constraint failed: " + ", ".join(
        f"{model._meta.db_table}.{column}" for column in columns
    )
