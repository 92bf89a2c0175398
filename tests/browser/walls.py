"""A plan of sixty measures in eleven tasks, to be printed as a chart for the wall."""

from django.utils import timezone

from tests.web.timeline import busy_plan
from tracker.models import Plan

TITLE = "挂图测试用方案（六十项措施）"


def wall():
    """The key of the plan; made once."""
    found = Plan.objects.filter(title=TITLE).first() or busy_plan(title=TITLE, on=timezone.localdate())
    return found.pk
