"""The command that checks the lights on record, and the one that draws them anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from tests.lights.checking import rows
from tracker.lights.actions import redraw
from tracker.lights.models import LightSpan


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def measure(report):
    redraw([report.measure], on=timezone.localdate())
    return report.measure


def call(**options):
    told = StringIO()
    call_command("lights", stdout=told, **options)
    return told.getvalue().splitlines()


def test_lights_that_acts_have_drawn_do_not_differ(measure):
    before = rows()

    told = call()

    assert told == ["1 measure compared, 0 differences"]
    assert rows() == before


def test_lights_that_somebody_forged_are_named_and_the_command_fails(measure):
    district = measure.districts.order_by("pk").first()
    LightSpan.objects.filter(measure=measure, district=district).update(light="done")
    LightSpan.objects.filter(measure=measure, district=None).update(percent=99)

    with pytest.raises(CommandError) as failed:
        call()

    assert str(failed.value).splitlines() == [
        "1 measure compared, 2 differences", f"{measure.code} approved",
        f"{measure.code} approved {district.short_name}"]
    assert failed.value.returncode == 1


def test_drawing_anew_mends_them(measure):
    before = rows()
    LightSpan.objects.filter(measure=measure, district=None).update(light="done")

    told = call(redraw=True)

    assert told == ["The lights of 1 measure were drawn otherwise", "1 measure compared, 0 differences"]
    assert rows() == before


def test_without_measures_nothing_differs(db):
    assert call() == ["0 measures compared, 0 differences"]
