"""Where figures of indicators are reported, decided on and brought back, in the demonstration."""

from django.urls import reverse
from django.utils import timezone

from tests.exchange.readings.papers import kept, take_out
from tracker.models import Indicator, ReadingReturn, User


def address(name, *, state="", indicator="碳普惠核证减排量成交额", suffix=""):
    """Where figures of the demonstration are reported, or decided on in this state."""
    def found_address():
        found = Indicator.objects.get(name=indicator)
        reading = found.readings.filter(state=state).first() if state else None
        return reverse(f"readings:{name}", args=[(reading or found).pk]) + suffix
    return found_address


def returned():
    """A workbook of figures that came back with a new figure and a fault."""
    reporter = User.objects.get(username="reporter")
    found = ReadingReturn.objects.first()
    if found is None:
        plan = Indicator.objects.get(name="碳普惠核证减排量成交额").plan
        paper = take_out(reporter, plan, on=timezone.localdate())
        blank = [row for row in paper.rows().values() if paper.cell(row, "value").value is None]
        paper.fill(blank[0], value="约三万", source="季度台账")
        paper.add(number=paper.cell(blank[0], "number").value, district="清城区", day="2026-07-31", value=66.5,
                  source="季度台账")
        found = kept(plan, by=reporter, paper=paper)
    return found.get_absolute_url()
