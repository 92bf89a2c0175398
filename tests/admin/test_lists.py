"""Lists of the panel cost the same with many rows as with few."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from tests.exchange.importing.texts import make_document
from tests.extensions import extend
from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_assignment,
    make_exception,
    make_measure,
    make_milestone,
    make_organization,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tests.indicators.story import aim, read
from tests.readings import make_duties
from tracker import acts
from tracker.models import (
    Briefing,
    BriefingTemplate,
    CopyReturn,
    Evidence,
    Indicator,
    Objective,
    RuleSet,
    WorkingCopy,
)
from tracker.reporting import actions

LISTS = sorted(f"admin:tracker_{model._meta.model_name}_changelist" for model in admin.site._registry)


def build(count):
    """So many of everything, each with a row of its own of whatever it points at."""
    for number in range(1, count + 1):
        plan = make_plan()
        area = make_area(plan=plan, districts=1)
        supervisor = make_supervisor(plan=plan, area=area)
        Objective.objects.create(plan=plan, number=1, title=f"目标{number}")
        indicator = Indicator.objects.create(plan=plan, number=1, name=f"指标{number}", scope_text="全域")
        parent = make_organization()
        person = make_user(organization=make_organization(parent=parent, active_from=date(2020, 1, 1)))
        aim(indicator, 2025, "4")
        make_duties(indicator, organization=person.organization)
        read(indicator, None, date(2024, 6, 30), "3.5", by=person)
        measure = make_measure(task=make_task(plan=plan))
        report = make_report(assignment=make_assignment(measure=measure, organization=person.organization))
        make_exception(report, by=supervisor)
        version = RuleSet.objects.count() + 1
        RuleSet.objects.create(version=version, effective_on=date(2030, 1, 1) + timedelta(days=version))
        acts.set_light(measure, by=supervisor, light="green", reason=REASON, until_on=timezone.localdate())
        submission = hand_in(report, by=person)
        actions.approve(report, by=supervisor, submission=submission)
        Evidence.objects.create(
            report=report, name=f"文件{number}", document_number=str(number), uploaded_by=person,
            uploaded_at=timezone.now(),
        ).submissions.add(submission)
        make_milestone(measure=measure, organization=person.organization,
                       due_on=timezone.localdate() + timedelta(days=number))
        make_document(by=person, plan=plan, state="applied")
        extend(measure, by=person)
        build_files(report.period, person=person, area=area)


def build_files(period, *, person, area):
    """A briefing that was issued, its template, and a working copy that came back."""
    kept, sent = {"file": "te/xt/a", "size": 1, "sha256": "a"}, {"uploaded_by": person, "uploaded_at": timezone.now()}
    made = {"made_by": person, "made_at": timezone.now()}
    template = BriefingTemplate.objects.create(name=f"模板{area}", **kept, **sent)
    copy = WorkingCopy.objects.create(organization=person.organization, period=period, base={}, **made)
    CopyReturn.objects.create(copy=copy, name="填报表.xlsx", content={}, **kept, **sent)
    Briefing.objects.create(
        period=period, area=area, on=period.ends_on, title="通报", template=template, content={}, state="issued",
        year=2026, number=template.pk, file="te/xt/b", sha256="b", content_sha256="c", issued_by=person,
        issued_at=timezone.now(), **made,
    )


def costs(browser, count_queries):
    found = {}
    for name in LISTS:
        browser.get(reverse(name))
        with count_queries() as queries:
            page = browser.get(reverse(name))
        assert len(page.context["cl"].result_list) >= 3, name
        found[name] = len(queries)
    return found


@pytest.fixture
def count_queries(db):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_three_rows_and_thirty_cost_the_same(panel, count_queries):
    build(3)
    few = costs(panel, count_queries)
    build(27)

    many = costs(panel, count_queries)

    assert many == few
    assert max(few.values()) <= 10
