"""Makes the load, asks for each page many times in this process with the production settings, and prints a table."""

import gzip
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import complete_draft
from tracker import acts
from tracker.lights.actions import recompute
from tracker.management.load import make_load
from tracker.models import Area, LightSpan, ProgressReport, Submission
from tracker.reporting.status import Status

QUERIES_MOST = 10
CPU_MOST = 60  # milliseconds
STEP_CPU_MOST = 40
LIGHTS_LEAST = 2000  # measures a second


@dataclass(frozen=True)
class Cost:
    """``cpu`` and ``wall`` are medians in milliseconds, of a page that is made anew; ``held`` is the CPU time of asking
    again when nothing has changed; sizes are in bytes."""

    name: str
    queries: int
    cpu: float
    wall: float
    size: int
    packed: int
    held: float = 0


def run(*, measures, periods, rounds, steps):
    began = time.monotonic()
    with open("/dev/null", "w") as nowhere:
        call_command("start", no_serve=True, stdout=nowhere)
    load = make_load(organization_measures=measures, periods=periods, today=timezone.localdate(), password="x")
    connection.cursor().execute("ANALYZE")
    print(f"{connection.vendor}, Python {sys.version.split()[0]}; {measures} measures × {periods} periods of one "
          f"organization, {ProgressReport.objects.count()} reports in all; made in {time.monotonic() - began:.0f} s\n")
    costs = [_cost(name, person, address, rounds) for name, person, address in _pages(load)]
    _print_pages(costs)
    _print_lights()
    _print_steps(load, steps)


def _pages(load):
    mine = ProgressReport.objects.filter(assignment__organization=load.reporter.organization)
    approved = mine.filter(status=Status.APPROVED).first()
    draft = mine.owed_by(load.reporter.organization, on=timezone.localdate()).exclude(draft={}).first()
    waiting = Submission.objects.to_review_by(load.supervisor).first()
    area, yesterday = Area.objects.order_by("pk").first(), timezone.localdate() - timedelta(days=1)
    return [
        ("help (the floor)", load.reporter, reverse("help:show")),
        ("overview", load.reporter, reverse("overview:index")),
        ("overview, area", load.reporter, reverse("overview:index") + f"?area={area.pk}"),
        ("overview, a task opened", load.reporter, reverse("overview:index") + f"?open={load.measures[0].task_id}"),
        ("overview, with what waits", load.reporter, reverse("overview:index") + "?basis=pending"),
        ("overview, a past day", load.reporter, reverse("overview:index") + f"?on={yesterday}"),
        ("timeline", load.supervisor, reverse("timeline:index")),
        ("rates", load.supervisor, reverse("rates:index")),
        ("changes since yesterday", load.reporter, reverse("since:index") + f"?since={yesterday}"),
        ("my work", load.reporter, reverse("work:home")),
        ("ledger", load.reporter, reverse("measures:index")),
        ("ledger, red lights", load.reporter, reverse("measures:index") + "?light=red"),
        ("ledger, worst first", load.reporter, reverse("measures:index") + "?sort=light"),
        ("ledger, a past day", load.reporter, reverse("measures:index") + f"?on={yesterday}"),
        ("ledger, filtered", load.reporter, reverse("measures:index") + "?status=under_way&sort=due"),
        ("ledger, searched", load.reporter, reverse("measures:index") + "?q=核查"),
        ("ledger, last page", load.reporter, reverse("measures:index") + "?page=9"),
        ("measure", load.reporter, load.measures[0].get_absolute_url()),
        ("measure, log", load.reporter, load.measures[0].get_absolute_url() + "?log=all"),
        ("organization", load.reporter, load.reporter.organization.get_absolute_url()),
        ("plan", load.reporter, reverse("plan:show")),
        ("report", load.reporter, reverse("reports:show", args=[approved.pk])),
        ("report form", load.reporter, reverse("reports:edit", args=[draft.pk])),
        ("notices", load.reporter, reverse("notices:index")),
        ("my work of a supervisor", load.supervisor, reverse("work:home")),
        ("review", load.supervisor, reverse("review:show", args=[waiting.pk])),
    ]


def _cost(name, person, address, rounds):
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(person)
    client.get(address, secure=True)  # loads templates and translations
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, secure=True)
    queries = len(captured)
    held = _held(client, address)
    if response.status_code != 200:
        return Cost(f"{name}: answers {response.status_code}", queries, 0, 0, 0, 0)
    cpu, wall = zip(*(_timed(client, address) for _round in range(rounds)), strict=True)
    body = response.content
    return Cost(name, queries, median(cpu), median(wall), len(body), len(gzip.compress(body, 6)), held)


def _held(client, address):
    """What the page costs when nothing was recorded since it was asked for."""
    began = time.process_time()
    client.get(address, secure=True)
    return 1000 * (time.process_time() - began)


def _print_lights():
    """Judging everything anew, which must change nothing."""
    cpu, wall, compared, different = time.process_time(), time.perf_counter(), 0, 0
    for number, differences in recompute(on=timezone.localdate()):
        compared, different = compared + number, different + len(differences)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    spans = LightSpan.objects.count()
    remark = f"  fewer than {LIGHTS_LEAST}" if compared / cpu < LIGHTS_LEAST else ""
    print(f"\nlights: {compared} measures with {spans} spans judged anew in {wall:.1f} s, {compared / cpu:.0f} a second"
          f" of CPU time, {different} differences{remark}")


def _timed(client, address):
    cache.clear()  # each time as if something had just been recorded
    cpu, wall = time.process_time(), time.perf_counter()
    client.get(address, secure=True)
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def _print_pages(costs):
    floor = costs[0].cpu or 1
    print(f"{'page':28}{'queries':>8}{'CPU ms':>9}{'× floor':>9}{'wall ms':>9}{'again':>8}{'kB':>8}{'gzip kB':>9}")
    for cost in costs:
        remarks = [f"more than {QUERIES_MOST} queries"] * (cost.queries > QUERIES_MOST)
        remarks += [f"more than {CPU_MOST} ms"] * (cost.cpu > CPU_MOST)
        print(f"{cost.name:28}{cost.queries:8}{cost.cpu:9.1f}{cost.cpu / floor:9.1f}{cost.wall:9.1f}"
              f"{cost.held:8.1f}{cost.size / 1000:8.1f}{cost.packed / 1000:9.1f}  {'; '.join(remarks)}".rstrip())


def _print_steps(load, steps):
    today = timezone.localdate()
    owed = ProgressReport.objects.owed_by(load.reporter.organization, on=today).filter(correction_reason="")
    reports = list(owed.with_context().order_by("pk")[:steps])
    submissions = []

    def hand_in(report):
        acts.save_draft(report, by=load.reporter, base=report.draft, mine=complete_draft(report, percent=97))
        report.refresh_from_db(fields=["draft", "version", "status"])
        submissions.append(acts.submit(report, by=load.reporter))

    def approve(submission):
        report = ProgressReport.objects.with_context().get(pk=submission.report_id)
        acts.approve(report, by=load.supervisor, submission=submission)

    print(f"\n{'step':28}{'queries':>8}{'CPU ms':>9}{'wall ms':>9}{'a second':>10}")
    for name, step, rows in (("write and hand in", hand_in, reports), ("approve", approve, submissions)):
        _print_step(name, step, rows)


def _print_step(name, step, rows):
    if len(rows) < 2:
        print(f"{name:28} has nothing to do")
        return
    with CaptureQueriesContext(connection) as captured:
        step(rows[0])
    queries = len(captured)
    cpu, wall, count = time.process_time(), time.perf_counter(), len(rows) - 1
    for row in rows[1:count + 1]:
        step(row)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    remark = f"  more than {STEP_CPU_MOST} ms" if 1000 * cpu / count > STEP_CPU_MOST else ""
    print(f"{name:28}{queries:8}{1000 * cpu / count:9.1f}{1000 * wall / count:9.1f}{count / wall:10.1f}{remark}")
