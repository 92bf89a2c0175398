"""An issued briefing is checked: equal for ever, unless a past row was rewritten, and then the figure is named."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.exchange.briefing.issuing import Office, at
from tests.factories import make_assignment, make_measure, make_milestone, make_organization, make_period, make_user
from tracker import acts
from tracker.exchange.briefing.frozen import digest
from tracker.exchange.briefing.verification import Damaged, read_file, verify
from tracker.models import AuditEvent, Briefing, District, FormerName, Measure, Organization, ProgressReport
from tracker.people.roles import Role

LATER = "2025-10-20T09:00"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def built(once):
    """The office, and a briefing that it issued."""
    with translation.override("en"):
        office = once(Office)
        return office, once(office.issued)


@pytest.fixture
def office(built, db):
    return deepcopy(built[0])


@pytest.fixture
def issued(built, db):
    return Briefing.objects.get(pk=built[1].pk)


def checked(briefing, moment=LATER):
    with at(moment):
        return verify(Briefing.objects.with_context().get(pk=briefing.pk))


def by_sql(statement, *values):
    """What no door of the site does."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def changes(verification):
    return {change.label: (change.before, change.now) for change in verification.comparison.figures}


def test_what_was_just_issued_is_equal(issued):
    found = checked(issued, "2024-10-15T10:01")

    assert (found.is_sound, found.faults, found.comparison.texts) == (True, (), ())
    assert found.comparison.equal > 60


def test_a_year_of_further_acts_later_it_is_equal(office, issued):
    administrator = make_user(role=Role.ADMINISTRATOR)
    year = [make_period(plan=office.plan, year=2024 + (number == 4), number=number % 4 or 4, starts_on=starts_on,
                        ends_on=ends_on, opens_on=opens_on, due_on=opens_on.replace(day=10),
                        closes_on=opens_on.replace(day=17))
            for number, starts_on, ends_on, opens_on in (
                (8, date(2024, 10, 1), date(2024, 12, 31), date(2025, 1, 1)),
                (5, date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1)))]
    office.report("C", 55, "2024-10-16T09:00")  # the period of the briefing itself, after its day
    office.report("A", 60, "2025-01-08T09:00", period=year[0])
    office.report("A", 80, "2025-04-08T09:00", period=year[1])
    with at("2025-04-09T09:00"):
        report = ProgressReport.objects.with_context().get(pk=office.reports["B"].pk)
        acts.correct(report, by=office.lead, reason="数据口径有误，需要更正")
    office.report("B", 90, "2025-04-09T10:00")
    with at("2025-05-05T09:00"):
        measure = office.measures["B"]
        acts.change_due(measure, by=administrator, due_on=date(2026, 6, 30), reason="经省政府同意，予以延期")
        acts.change_due(office.milestone, by=administrator, due_on=date(2025, 9, 20), reason="经省政府同意，予以延期")
        acts.set_light(office.measures["C"], by=office.supervisor, light="red", reason="专班会议决定由督导跟进",
                       until_on=date(2025, 6, 1))
        acts.end_assignment(office.measures["C"].assignment, by=administrator, on=date(2025, 5, 4))
        make_assignment(measure=office.measures["C"], organization=make_organization(), since=date(2025, 5, 5))
        acts.withdraw(measure, by=administrator, on=date(2025, 5, 5), reason="原文已废止，不再执行")
        extra = make_measure(task=office.task, area=office.area, code="D")
        milestone = make_milestone(measure=extra, due_on=date(2024, 9, 1))
        for spans in (extra.spans, milestone.spans):  # entered on this day, as the panel would
            spans.update(from_on=date(2025, 5, 5))

    found = checked(issued)

    assert (changes(found), found.faults) == ({}, ())
    assert found.is_sound


def test_renamed_titles_and_organizations_are_told_apart_from_figures(office, issued):
    organization = office.lead.organization
    FormerName.objects.create(organization=organization, name=organization.name, until_on=date(2025, 5, 1))
    Organization.objects.filter(pk=organization.pk).update(name="市公安总局")
    Measure.objects.filter(code="A").update(title="新题目")

    found = checked(issued)

    assert (changes(found), found.is_sound) == ({}, True)
    assert [(change.label, change.now) for change in found.comparison.texts if change.label == "Measure A, title"] == [
        ("Measure A, title", "新题目")]
    assert "市公安总局" not in "".join(change.now for change in found.comparison.texts)  # it bore the old name then


REWRITTEN = {
    "district figure": (
        "UPDATE tracker_districtfigure SET percent = 45 WHERE id = (SELECT MIN(f.id) FROM tracker_districtfigure f "
        "JOIN tracker_submission s ON s.id = f.submission_id JOIN tracker_progressreport r ON r.id = s.report_id JOIN "
        "tracker_assignment a ON a.id = r.assignment_id JOIN tracker_measure m ON m.id = a.measure_id "
        "WHERE m.code = 'A')", [("Measure A, progress by its approved reports", ("40%", "43%"))]),
    "submission, its percent": (
        "UPDATE tracker_submission SET percent = 41 WHERE percent = 40",
        [("Measure A, report that counts for ", ("40%", "41%"))]),
    "submission, its decision": (
        "UPDATE tracker_submission SET decision = 'returned', remark = 'x' WHERE percent = 40",
        [("Measure A, progress by its approved reports", ("40%", "0%"))]),
    "day of approval": (
        "UPDATE tracker_submission SET decided_at = '2024-10-20 01:00:00+00:00' WHERE percent = 40",
        [("Measure A, progress by its approved reports", ("40%", "0%"))]),
    "day of handing in": (
        "UPDATE tracker_submission SET handed_in_at = '2024-10-11 01:00:00+00:00' WHERE percent = 40",
        [("按时报送报告", ("2份", "1份")), ("逾期报送报告", ("0份", "1份"))]),
    "progress span": (
        "UPDATE tracker_progressspan SET percent = 45 WHERE percent = 40 AND district_id IS NULL",
        [("A进度", ("40%", "45%"))]),
    "beginning of a progress span": (
        "UPDATE tracker_progressspan SET from_on = '2024-10-13' WHERE percent = 40 AND district_id IS NULL",
        [("A进度", ("40%", "0%"))]),
    "light span": (
        "UPDATE tracker_lightspan SET light = 'green' WHERE id = (SELECT MIN(l.id) FROM tracker_lightspan l JOIN "
        "tracker_measure m ON m.id = l.measure_id WHERE m.code = 'C' AND l.district_id IS NULL AND l.from_on <= "
        "'2024-10-12' AND (l.until_on IS NULL OR l.until_on > '2024-10-12') AND l.basis = 'approved')",
        [("Measure C, light", ("红灯", "绿灯")), ("红灯措施", (..., ...))]),
    "light span of a district": (
        "UPDATE tracker_lightspan SET light = 'done' WHERE id = (SELECT MIN(l.id) FROM tracker_lightspan l JOIN "
        "tracker_measure m ON m.id = l.measure_id WHERE m.code = 'C' AND l.district_id IS NOT NULL AND l.from_on <= "
        "'2024-10-12' AND (l.until_on IS NULL OR l.until_on > '2024-10-12') AND l.basis = 'approved')",
        [("Measure C, light of district ", ("Red", "Completed"))]),
    "measure span, its time limit": (
        "UPDATE tracker_measurespan SET due_on = '2024-12-31' WHERE measure_id = "
        "(SELECT id FROM tracker_measure WHERE code = 'B')",
        [("Measure B, time limit", ("2025年12月31日", ...)), ("B序时进度", (..., ...))]),
    "measure span, whether it counts": (
        "UPDATE tracker_measurespan SET is_counted = false WHERE measure_id = "
        "(SELECT id FROM tracker_measure WHERE code = 'B')",
        [("B进度", ("70%", "—")), ("措施总数", ("3项", "2项"))]),
    "milestone span, its day": (
        "UPDATE tracker_milestonespan SET due_on = '2025-12-20' WHERE done_on IS NOT NULL",
        [("应完成节点", ("1个", "0个"))]),
    "milestone span, whether it is done": (
        "UPDATE tracker_milestonespan SET done_on = NULL WHERE done_on IS NOT NULL",
        [("已完成节点", ("1个", "0个")), ("逾期节点", ("0个", "1个"))]),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_past_row_that_was_rewritten_is_named(issued, name):
    statement, wanted = REWRITTEN[name]
    by_sql(statement)

    found = checked(issued)

    assert not found.is_sound
    named = changes(found)
    for label, (before, now) in wanted:
        pairs = [pair for each, pair in named.items() if each.startswith(label)]
        assert pairs, (label, named)
        assert any((before is ... or pair[0].endswith(before)) and (now is ... or pair[1].endswith(now))
                   and pair[0] != pair[1] for pair in pairs), named


# The briefing itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("statement", "sentence"), [
    ("UPDATE tracker_briefing SET number = 9", "Number or checksums are not those"),
    ("UPDATE tracker_briefing SET sha256 = 'x'", "Number or checksums are not those"),
    ("UPDATE tracker_briefing SET content = '{}'", "The content is not what was issued"),
    ("UPDATE tracker_briefing SET content = '[1]'", "The content can no longer be read"),
    ("UPDATE tracker_auditevent SET changes = '{}' WHERE verb = 'issue_briefing'",
     "The entry in the operation log on the issue of this briefing was altered"),
    ("DELETE FROM tracker_auditevent WHERE verb = 'issue_briefing'", "The operation log does not know"),
])
def test_a_briefing_that_was_rewritten_itself_is_found(issued, statement, sentence):
    by_sql(statement)

    found = checked(issued)

    assert not found.is_sound
    assert any(fault.startswith(sentence) for fault in found.faults), found.faults


def test_content_rewritten_together_with_its_hash_is_found_by_log_and_figures(issued):
    content = Briefing.objects.get(pk=issued.pk).content
    content["content"]["figures"][0]["value"] += 1
    by_sql("UPDATE tracker_briefing SET content = %s, content_sha256 = %s", json.dumps(content), digest(content))

    found = checked(issued)

    assert found.faults
    assert changes(found)


def test_a_changed_or_missing_file_is_not_handed_out(office):
    issued = office.issued()  # its own, since nothing brings a file back
    storage, name = issued.file.storage, issued.file.name
    Path(storage.path(name)).write_bytes(b"PK\x03\x05")

    with pytest.raises(Damaged, match="is not the one that was issued"):
        read_file(issued)
    assert "The stored file is not the one that was issued: its checksum differs." in checked(issued).faults
    storage.delete(name)
    with pytest.raises(Damaged, match="is missing"):
        read_file(issued)


def test_an_issue_before_the_day_was_over_says_what_came_after(office):
    briefing = office.make(on=date(2024, 10, 15))
    office.issue(briefing)
    office.report("C", 55, "2024-10-15T11:00")

    found = checked(briefing)

    assert changes(found)["C进度"] == ("0%", "55%")
    assert found.later == 3  # saved, handed in, approved


def test_a_briefing_on_an_area_and_one_on_an_organization_are_equal_too(office):
    for fields in ({"area": office.area}, {"organization": office.lead.organization}):
        assert checked(office.issued(**fields)).is_sound


def test_a_district_that_is_added_later_changes_no_figure(office, issued):
    with at("2025-03-01T09:00"):
        district = District.objects.create(area=office.area, name="又一区", short_name="又", code="x")
        office.measures["A"].districts.add(district)

    found = checked(issued)

    assert not [label for label in changes(found) if "approved report" in label]


def test_the_check_asks_as_often_for_many_measures_as_for_few(office, issued):
    def cost(briefing):
        fresh = Briefing.objects.with_context().get(pk=briefing.pk)
        with CaptureQueriesContext(connection) as asked:
            assert verify(fresh).is_sound
        return len(asked)

    few = cost(issued)
    with at("2024-10-14T09:00"):
        for number in range(20):
            measure = make_measure(task=office.task, area=office.area, code=f"m{number}")
            make_assignment(measure=measure, organization=office.lead.organization)
            make_milestone(measure=measure, due_on=date(2024, 9, 1))
        acts.redraw_all(on=timezone.localdate())
    many = cost(office.issued(on=date(2024, 10, 14)))

    assert few == many
    assert many <= 25


def test_checking_records_nothing(issued):
    before = AuditEvent.objects.count()

    checked(issued)

    assert AuditEvent.objects.count() == before
