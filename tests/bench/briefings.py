"""What a briefing on many measures costs: gathered, checked and written."""

import io
import time

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.exchange.briefing.content import Subject, gather
from tracker.exchange.briefing.document import build
from tracker.exchange.briefing.sums import check
from tracker.management.load import make_load
from tracker.models import Plan, ReportingPeriod

SECONDS_MOST = 3


def run(measures=300):
    """Print the seconds of each step for a plan with so many measures, in a database that is thrown away."""
    if Plan._meta.db_table not in connection.introspection.table_names():
        with open("/dev/null", "w") as nowhere:
            call_command("start", no_serve=True, stdout=nowhere)
        make_load(organization_measures=measures, periods=4, today=timezone.localdate(), password="x")
    today = timezone.localdate()
    period = ReportingPeriod.objects.opened(on=today).order_by("-ends_on").first()
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        content = gather(Subject(period.plan, period), on=today, issuer="工作专班")
    gathered = time.perf_counter()
    check(content)
    checked = time.perf_counter()
    file = io.BytesIO()
    build(content, file, number="〔2026〕1号")
    built = time.perf_counter()
    print(f"briefing on {len(content.ledger)} measures: gathered in {gathered - began:.2f} s ({len(queries)} queries), "
          f"checked in {checked - gathered:.2f} s, checked and written in {built - checked:.2f} s, "
          f"{len(file.getvalue()) / 1024:.0f} kB; {built - began:.2f} s in all, at most {SECONDS_MOST} wanted")
