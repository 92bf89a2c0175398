"""What tests of the page of the overview share: a plan of which a report was approved, and what can be read of it."""

import re
from datetime import UTC, datetime

from django.urls import reverse

from tests.factories import hand_in, make_assignment, make_report, make_user
from tracker.models import Measure, ReportingPeriod
from tracker.people.roles import Role
from tracker.reporting import actions

URL = reverse("overview:index")
LEDGER = reverse("measures:index")
TODAY = datetime(2024, 6, 30, 4, tzinfo=UTC)


def approve(plan, *, on=datetime(2024, 1, 10, 4, tzinfo=UTC)):
    measure = Measure.objects.get(code="U")
    writer, reviewer = make_user(), make_user(role=Role.SUPERVISOR)
    reviewer.review_scopes.create(plan=plan)
    made = make_report(assignment=make_assignment(measure=measure, organization=writer.organization),
                       period=ReportingPeriod.objects.get())
    hand_in(made, by=writer)
    actions.approve(made, by=reviewer)
    made.submissions.model.objects.filter(report=made)._write(handed_in_at=on, decided_at=on)


def text(response):
    """What can be read, in one line."""
    main = response.content.decode().split('id="main"', 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).replace("&nbsp;", " ").split())


def links(response):
    return re.findall(r'href="([^"]*)"', response.content.decode().replace("&amp;", "&"))
