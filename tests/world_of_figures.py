"""Figures of indicators in the world of ``tests.world``, with words in them that would show a leak."""

from datetime import date

from django.utils import timezone

from tests.exchange.readings.papers import kept, take_out
from tests.indicators.story import aim
from tests.readings import approve, make_duties, make_indicator, report

OWN = {"reporter", "signatory"}


def report_figures(world, plan, here, elsewhere):
    """Two figures that await review, each with words that show a leak, an approved one, a workbook that came back."""
    people, world.indicator = world.people, make_indicator(plan=plan, name="分县指标")
    own, other = here.districts.order_by("position").first(), elsewhere.districts.order_by("position").first()
    make_duties(world.indicator, organization=people["reporter"].organization, districts=[own])
    make_duties(world.indicator, organization=people["other"].organization, districts=[other])
    world.reading = report(
        world.indicator, by=people["reporter"], district=own, source="待审的来源", note="待审的说明")
    report(world.indicator, by=people["other"], district=other, source="别处的来源")
    aim(world.indicator, 2025, "4")
    world.known_reading = approve(report(
        world.indicator, by=people["reporter"], district=own, on=date(2024, 12, 31)), by=people["supervisor"])
    approve(report(world.indicator, by=people["other"], district=other, on=date(2026, 3, 31)), by=people["far"])
    paper = take_out(people["reporter"], plan, on=timezone.localdate())
    paper.add(number=world.indicator.number, district=own.name, day="2025-02-01", value=7, source="表里的来源")
    world.reading_return = kept(plan, by=people["reporter"], paper=paper)
    concerned = {*OWN, "supervisor"}
    world.secrets |= {"待审的来源": concerned, "待审的说明": concerned, "表里的来源": OWN,
                      "别处的来源": {"other", "far", "insider"}}
