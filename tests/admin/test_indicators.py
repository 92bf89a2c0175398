"""Indicators in the panel: targets with their source, who reports what, and readings to look at."""

from datetime import date

import pytest
from django.urls import reverse

from tests.admin.forms import address, errors, events, last_event, new, save
from tests.factories import make_area, make_organization, make_plan, make_user
from tests.indicators.story import aim, read
from tests.readings import make_duties, make_indicator
from tracker.indicators.status import ReadingState, Scope
from tracker.models import Indicator, Objective, ReadingDuty, Target


@pytest.fixture
def indicator(plan):
    return make_indicator(plan=plan, name="流转面积")


def test_an_indicator_is_saved_with_its_objectives_in_one_event(panel, plan, indicator):
    objective = Objective.objects.create(plan=plan, number=1, title="流转顺畅")

    save(panel, address(indicator), direction="down", objectives=[objective.pk], baseline_on="2020-12-31")

    indicator.refresh_from_db()
    assert list(indicator.objectives.all()) == [objective]
    assert (indicator.direction, indicator.baseline_on) == ("down", date(2020, 12, 31))
    assert events() == [("change", "流转面积")]
    assert set(last_event().changes) == {"direction", "objectives", "baseline_on"}


def test_an_area_is_named_where_the_extent_is_one_and_only_there(panel, plan, indicator):
    area, stranger = plan.areas.get(), make_area(plan=make_plan())

    assert errors(save(panel, address(indicator), scope="area")) == [
        "Name the area where the extent is one area, and only there"]
    assert errors(save(panel, address(indicator), area=area.pk)) == [
        "Name the area where the extent is one area, and only there"]
    assert errors(save(panel, address(indicator), scope="area", area=stranger.pk)) == ["Choose an area of this plan"]
    assert save(panel, address(indicator), scope="area", area=area.pk).status_code == 302
    assert Indicator.objects.get().scope == Scope.AREA


def test_districts_do_not_add_up_to_another_extent(panel, indicator):
    assert errors(save(panel, address(indicator), scope="other")) == [
        "Districts of the zone do not add up to an extent other than the zone's"]


def test_a_target_is_one_event_and_states_its_source(panel, indicator):
    target = {"indicator": indicator.pk, "year": "2024", "confidence": "B", "bound": "at_least", "value": "3.8"}

    assert errors(save(panel, new(Target), **target)) == ["State where this target is published"]
    save(panel, new(Target), **target, source="某某规划")

    row = Target.objects.get()
    assert (row.year, str(row.value), row.bound, row.source) == (2024, "3.8000", "at_least", "某某规划")
    assert last_event().verb == "create"


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"year": "2025"}, "This indicator has a target for this year already"),
    ({"year": "2031"}, "The plan runs from 2022 to 2025"),
])
def test_a_target_that_cannot_be_comes_back_with_its_sentence(panel, indicator, changes, sentence):
    aim(indicator, 2025, "4")

    answer = save(panel, new(Target), **{"indicator": indicator.pk, "confidence": "B", "bound": "exact", **changes})

    assert sentence in errors(answer)
    assert Target.objects.count() == 1


@pytest.mark.parametrize("value", ["NaN", "1e30", "三", "9" * 40, "\x00"])
def test_what_is_no_figure_comes_back(panel, indicator, value):
    answer = save(panel, new(Target), indicator=indicator.pk, year="2024", confidence="B", bound="exact",
                  source="某某规划", value=value)

    assert answer.status_code in {200, 400}
    assert not Target.objects.exists()


def test_a_duty_names_a_district_where_the_indicator_is_told_by_district(panel, plan, indicator):
    organization, district = make_organization(), plan.areas.get().districts.first()
    duty = {"indicator": indicator.pk, "organization": organization.pk}

    assert errors(save(panel, new(ReadingDuty), **duty)) == [
        "This indicator is read by district; name the district"]
    assert save(panel, new(ReadingDuty), **duty, district=district.pk).status_code == 302
    assert "Another organization reports this indicator for this district" in errors(
        save(panel, new(ReadingDuty), **{**duty, "organization": make_organization().pk}, district=district.pk))


def test_a_duty_is_removed_in_one_event(panel, indicator):
    duty = make_duties(indicator, organization=make_organization())[0]

    panel.post(address(duty, "delete"), {"post": "yes"})

    assert not ReadingDuty.objects.filter(pk=duty.pk).exists()
    assert events()[-1][0] == "remove"


def test_an_indicator_with_figures_is_not_removed(panel, plan, indicator):
    read(indicator, plan.areas.get().districts.first(), date(2024, 6, 30), "3.5", by=make_user())

    page = panel.post(address(indicator, "delete"), {"post": "yes"})

    assert page.context["protected"]
    assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_readings_are_looked_at_and_never_changed(panel, plan, indicator):
    reporter, districts = make_user(), list(plan.areas.get().districts.all())
    approved = read(indicator, districts[0], date(2024, 6, 30), "3.5", by=reporter, source="审定的来源")
    waiting = read(indicator, districts[1], date(2024, 6, 30), "3.5", by=reporter, source="待审的来源",
                   state=ReadingState.SUBMITTED)

    found = panel.get(reverse("admin:tracker_reading_changelist"))

    assert list(found.context["cl"].result_list) == [approved]
    assert "审定的来源" in panel.get(address(approved)).text
    assert panel.get(address(waiting)).status_code == 302
    assert panel.post(address(approved), {"value": "9"}).status_code == 403
    assert panel.post(address(approved, "delete"), {"post": "yes"}).status_code == 403
