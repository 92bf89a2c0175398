"""The life of a briefing: a draft that follows the data, then a number and a frozen file."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from tests.exchange.briefing.issuing import DAY, ON, Office, at
from tests.factories import make_organization, make_plan, make_supervisor, make_user
from tests.word_files import words
from tracker import acts
from tracker.exchange.briefing.frozen import Kept, digest
from tracker.exchange.briefing.sums import DoesNotAddUp
from tracker.models import AuditEvent, Briefing, ReviewScope
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role
from tracker.reporting.evidence import digest as digest_of_file


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def office(db):
    return Office()


def fresh(briefing):
    return Briefing.objects.with_context().get(pk=briefing.pk)


def test_a_draft_says_what_the_data_say(office):
    briefing = fresh(office.make())

    kept = Kept.from_json(briefing.content)
    assert {entry.code: entry.percent for entry in kept.content.ledger} == {"A": 40, "B": 70, "C": 0}
    assert {source.code: source.percent for source in kept.sources} == {"A": 40, "B": 70, "C": 0}
    assert (briefing.state, briefing.document_number, briefing.sha256) == ("draft", "", "")
    assert kept.content.issuer == "试验区专班"
    assert briefing.title == kept.content.title != ""


def test_making_is_one_event(office):
    before = AuditEvent.objects.count()

    briefing = office.make(title="　第三季度　通报 ")

    event = AuditEvent.objects.order_by("number").last()
    assert (briefing.title, AuditEvent.objects.count() - before) == ("第三季度 通报", 1)
    assert (event.verb, event.target_name) == ("make_briefing", "第三季度 通报")


@pytest.mark.parametrize(("fields", "name", "sentence"), [
    ({"on": ON + 4 * DAY}, "on", "Oct. 16, 2024 has not come yet; choose today or an earlier day"),
    ({"on": ON - 12 * DAY}, "on", "Reporting for this period opened on Oct. 1, 2024; choose that day or a later one"),
    ({"on": None}, "on", "Name the day as of which it is made"),
    ({"title": "长" * 121}, "title", "At most 120 characters; these are 121. Shorten the text"),
])
def test_a_day_or_title_that_will_not_do_is_refused_by_name(office, fields, name, sentence):
    with pytest.raises(ValidationError) as refused:
        office.make(**fields)

    assert refused.value.message_dict == {name: [sentence]}
    assert not Briefing.objects.exists()


def test_nothing_to_report_on_is_refused(office):
    with pytest.raises(ValidationError) as refused:
        office.make(organization=make_organization())

    assert refused.value.message_dict == {"about": ["There are no measures to report on there"]}


def test_issuing_gives_the_next_number_of_the_year_and_freezes(office):
    office.issued()
    before = AuditEvent.objects.count()

    briefing = fresh(office.issue(office.make(), "2024-12-31T23:59"))
    next_year = office.issue(office.make(), "2025-01-01T00:01")

    assert briefing.document_number == "〔2024〕2号"
    assert next_year.document_number == "〔2025〕1号"
    assert (briefing.issued_by, briefing.state) == (office.supervisor, "issued")
    with briefing.file.open("rb") as file:
        assert digest_of_file(file) == briefing.sha256
        assert "〔2024〕2号" in words(file.read())
    assert digest(briefing.content) == briefing.content_sha256
    assert AuditEvent.objects.count() - before == 4  # two made, two issued
    event = AuditEvent.objects.about(briefing).get(verb="issue_briefing")
    assert event.changes == {"number": "〔2024〕2号", "on": "2024-10-12", "sha256": briefing.sha256,
                             "content_sha256": briefing.content_sha256}


def test_the_day_of_issue_is_that_of_beijing(office):
    briefing = office.issue(office.make(), "2025-01-01T00:30")  # still 2024 in Greenwich

    assert briefing.year == 2025


def test_a_draft_that_the_data_have_left_behind_is_made_anew_first(office):
    briefing = office.make(on=ON + 3 * DAY)
    office.report("C", 55, "2024-10-15T11:00")

    with pytest.raises(ValidationError) as refused:
        office.issue(briefing, "2024-10-15T12:00")
    with at("2024-10-15T12:00"):
        acts.refresh_briefing(briefing, by=office.supervisor, on=ON + 3 * DAY, title=briefing.title)
    issued = office.issue(briefing, "2024-10-15T12:01")

    assert refused.value.messages[0].startswith("The data have changed since this draft was made. Make it anew")
    assert refused.value.messages[1] == "C进度: 0% in the draft, 55% now"
    assert {entry.code: entry.percent for entry in Kept.from_json(issued.content).content.ledger}["C"] == 55


def test_a_draft_that_somebody_made_anew_meanwhile_is_not_issued_unseen(office):
    briefing = office.make()
    seen = digest(briefing.content)
    with at("2024-10-15T11:00"):
        acts.refresh_briefing(briefing, by=office.supervisor, on=ON, title="另一题目")

    with pytest.raises(Overtaken, match="has just made this draft anew"):
        office.issue(briefing, seen=seen)


def test_a_draft_whose_figures_do_not_add_up_is_not_issued(office, monkeypatch):
    briefing = office.make()

    def refuse(content):
        raise DoesNotAddUp(["红灯措施：1，台账2"])

    monkeypatch.setattr("tracker.exchange.briefing.sums.check", refuse)

    with pytest.raises(DoesNotAddUp, match="红灯措施"):
        office.issue(briefing)
    assert fresh(briefing).state == "draft"
    assert not AuditEvent.objects.filter(verb="issue_briefing").exists()


def test_a_refused_issue_leaves_no_number_and_no_file(office, monkeypatch):
    briefing = office.make()
    stored = []
    monkeypatch.setattr("tracker.exchange.actions.briefings.record", _fail)
    monkeypatch.setattr("tracker.exchange.actions.briefings.stored_path", lambda: stored.append("aa/bb/x") or "aa/bb/x")

    with pytest.raises(RuntimeError):
        office.issue(briefing)
    monkeypatch.undo()

    assert stored
    assert not Briefing._meta.get_field("file").storage.exists("aa/bb/x")
    assert office.issue(briefing).number == 1


def _fail(*_args, **_changes):
    raise RuntimeError("no event")


def test_an_issued_briefing_is_neither_issued_again_nor_made_anew_nor_dropped(office):
    briefing = office.issued()

    with pytest.raises(Overtaken, match="周明 has already issued this briefing as 〔2024〕1号"):
        office.issue(briefing)
    with pytest.raises(PermissionDenied, match="An issued briefing is never changed"):
        acts.refresh_briefing(briefing, by=office.supervisor, on=ON)
    with pytest.raises(PermissionDenied, match="An issued briefing is never changed"):
        acts.drop_briefing(briefing, by=office.supervisor)


def test_a_dropped_draft_is_gone_and_the_log_knows_it(office):
    briefing = office.make()

    acts.drop_briefing(briefing, by=office.supervisor)

    assert not Briefing.objects.exists()
    assert AuditEvent.objects.filter(verb="drop_briefing", target_name=briefing.title).count() == 1
    with pytest.raises(Overtaken, match="dropped"):
        acts.drop_briefing(briefing, by=office.supervisor)


def test_a_draft_file_is_marked_as_one(office):
    briefing = office.make()

    assert "草稿" in words(acts.draft_file(fresh(briefing)))
    assert "草稿" not in words(_file(office.issue(briefing)))


def _file(briefing):
    with briefing.file.open("rb") as file:
        return file.read()


# Who may ----------------------------------------------------------------------------------------------------------


def test_supervisors_speak_for_what_they_supervise(office):
    of_area = make_supervisor(plan=office.plan, area=office.area)
    elsewhere = make_supervisor(plan=office.plan, area=office.plan.areas.create(name="彼片区"))
    without = make_user(role=Role.SUPERVISOR)
    subjects = {"zone": {}, "area": {"area": office.area}, "organization": {"organization": office.lead.organization}}

    may = {(name, who): _may(office, by=by, **subject) for name, subject in subjects.items()
           for who, by in {"area": of_area, "elsewhere": elsewhere, "without": without}.items()}

    assert {pair for pair, yes in may.items() if yes} == {("area", "area"), ("organization", "area")}


def test_an_organization_speaks_for_itself_only(office):
    other = make_user()
    own = {"organization": office.lead.organization}

    assert _may(office, by=office.lead, **own)
    assert _may(office, by=make_user(organization=office.lead.organization, role=Role.SIGNATORY), **own)
    assert not _may(office, by=office.lead)
    assert not _may(office, by=office.lead, area=office.area)
    assert not _may(office, by=other, **own)
    for role in (Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR):
        assert not _may(office, by=make_user(role=role, organization=office.lead.organization), **own)


def _may(office, **subject):
    try:
        office.make(**subject)
    except PermissionDenied:
        return False
    return True


def test_drafts_are_seen_by_those_who_may_make_them_and_issued_ones_by_all(office):
    zone, of_area = office.make(), office.make(area=office.area)
    own = office.make(by=office.lead, organization=office.lead.organization)
    people = {
        "head": office.supervisor, "area": make_supervisor(plan=office.plan, area=office.area),
        "lead": office.lead, "other": make_user(), "elsewhere": make_supervisor(plan=make_plan()),
        "leader": make_user(role=Role.LEADER, organization=office.lead.organization),
        "administrator": make_user(role=Role.ADMINISTRATOR),
    }
    names = {zone.pk: "zone", of_area.pk: "area", own.pk: "own"}

    seen = {who: {names[row.pk] for row in Briefing.objects.visible_to(user)} for who, user in people.items()}
    office.issue(zone)

    assert seen == {"head": {"zone", "area", "own"}, "area": {"area", "own"}, "lead": {"own"}, "other": set(),
                    "elsewhere": set(), "leader": set(), "administrator": set()}
    assert all(zone in Briefing.objects.visible_to(user) for user in people.values())


def test_losing_the_scope_ends_the_right_to_issue(office):
    briefing = office.make()
    ReviewScope.objects.filter(user=office.supervisor).delete()

    with pytest.raises(PermissionDenied, match="You supervise no part of this plan"):
        office.issue(briefing)
