"""The built-in plan: the facts, their sources, and that loading again touches nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import make_user
from tracker.audit.actions import verify_chain
from tracker.indicators.loading import load_baselines
from tracker.models import (
    Area,
    AssignedDistrict,
    Assignment,
    AuditEvent,
    District,
    Indicator,
    Measure,
    Objective,
    Organization,
    Plan,
    Task,
)
from tracker.people.provenance import Confidence
from tracker.people.roles import Role
from tracker.plans.actions import keep, remove
from tracker.plans.loading import load_built_in_plan
from tracker.plans.status import AssignmentRole, Standing

pytestmark = pytest.mark.django_db

LOADED = (Plan, Objective, Task, Area, District, Organization, Measure, Assignment, AssignedDistrict, Indicator)


@pytest.fixture
def loaded():
    plan = load_built_in_plan()
    load_baselines(plan)
    return plan


def everything():
    """Every field of every row that loading makes, and the length of the log."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in LOADED}
    scopes = list(Measure.districts.through.objects.order_by("pk").values())
    return rows, scopes, AuditEvent.objects.count()


def test_the_plan_has_its_objectives_tasks_measures_areas_and_districts(loaded):
    assert str(loaded) == "广清接合片区实施方案"
    assert (loaded.document_number, loaded.issued_on) == ("粤府函〔2021〕76号", date(2021, 4, 15))
    assert [model.objects.count() for model in LOADED] == [1, 9, 11, 2, 7, 4, 14, 22, 76, 17]
    assert verify_chain() is None


def test_thirteen_measures_are_counted_and_the_gap_is_visible_but_nobodys_duty(loaded):
    gap = Measure.objects.get(code="1-14")

    assert list(Measure.objects.counted().in_order().values_list("code", flat=True)) == [
        f"1-{number:02d}" for number in range(1, 14)
    ]
    assert (gap.standing, gap.due_on, gap.assignments.count(), gap.districts.count()) == (Standing.GAP, None, 0, 0)
    assert gap.note


def test_every_counted_measure_has_the_time_limit_of_the_plan(loaded):
    limits = Measure.objects.counted().values_list("due_on", "original_due_on", "due_text", "starts_on").distinct()

    assert list(limits) == [(date(2025, 12, 31), date(2025, 12, 31), "2022—2025年", date(2022, 1, 1))]


def test_only_the_first_task_is_confirmed(loaded):
    confidence = dict(Task.objects.exclude(number=1).values_list("number", "confidence"))

    assert list(Task.objects.filter(standing=Standing.CONFIRMED).values_list("number", flat=True)) == [1]
    assert {number for number, level in confidence.items() if level == Confidence.REPORTED} == {2, 3, 4, 6, 7}
    assert {number for number, level in confidence.items() if level == Confidence.UNVERIFIED} == {5, 8, 9, 10, 11}


def test_every_record_names_its_source(loaded):
    for model in (Plan, Objective, Task, Area, District, Measure, Assignment, Indicator):
        assert not model.objects.filter(source="").exists(), model


def test_each_city_leads_in_its_own_districts(loaded):
    names = {"广州市人民政府": "广州片区", "清远市人民政府": "清远片区"}

    for row in AssignedDistrict.objects.select_related("assignment__organization", "district__area"):
        assert names[row.assignment.organization.name] == row.district.area.name
    assert set(Assignment.objects.values_list("role", "confidence")) == {(AssignmentRole.LEAD, Confidence.INFERRED)}
    for measure in Measure.objects.counted():
        led = AssignedDistrict.objects.filter(measure=measure).values_list("district", flat=True)
        assert sorted(led) == sorted(measure.districts.values_list("pk", flat=True))


@pytest.mark.parametrize(("code", "districts"), [("1-01", 3), ("1-04", 4), ("1-05", 7), ("1-08", 7)])
def test_a_measure_applies_where_the_plan_says(loaded, code, districts):
    assert Measure.objects.get(code=code).districts.count() == districts


def test_the_model_area_has_no_national_code(loaded):
    model_area = District.objects.get(has_national_code=False)

    assert (model_area.short_name, model_area.code, model_area.answered_by) == ("连樟", "441881-LZ", "英德市人民政府")


def test_lower_bounds_are_told_from_exact_figures(loaded):
    bounds = dict(Indicator.objects.values_list("name", "bound"))

    assert (bounds["农民专业合作社"], bounds["家庭农场"]) == ("at_least", "at_least")
    assert (bounds["联农带农户数"], bounds["结对帮扶学校"]) == ("about", "exact")


def test_loading_twice_changes_nothing(loaded):
    before = everything()

    again = load_built_in_plan()
    load_baselines(again)

    assert again == loaded
    assert everything() == before


def test_what_an_administrator_changed_or_removed_stays_so(loaded):
    administrator = make_user(role=Role.ADMINISTRATOR)
    loaded.title = "改过名称的方案"
    keep(loaded, by=administrator)
    measure = Measure.objects.get(code="1-01")
    measure.code, measure.title = "1-01a", "改过的措施"
    keep(measure, by=administrator)
    remove(Objective.objects.get(number=9), by=administrator)
    remove(Indicator.objects.get(number=17), by=administrator)
    before = everything()

    load_baselines(load_built_in_plan())

    assert everything() == before


def test_only_an_administrator_or_the_system_loads_a_plan(lead):
    with pytest.raises(PermissionDenied):
        load_built_in_plan(by=lead)

    assert not Plan.objects.exists()
