"""Documents as acts: proposed, put right, taken over in one event, and compared when they come again."""

from datetime import date
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.exchange.importing.texts import TEXT, outline, without
from tests.factories import make_organization, make_user
from tracker import acts
from tracker.dashboards.sources import coverage, quotes, with_quotes
from tracker.exchange.importing import editing
from tracker.exchange.importing.shapes import Proposal
from tracker.models import (
    Assignment,
    AuditEvent,
    Clause,
    LightSpan,
    Measure,
    Objective,
    Organization,
    Plan,
    SourceDocument,
    Task,
)
from tracker.people.roles import Role
from tracker.plans.actions import change_due, keep
from tracker.plans.loading import load_built_in_plan
from tracker.plans.spans import MeasureSpan

pytestmark = pytest.mark.django_db
ROWS = (Plan, Objective, Task, Measure, Organization, Assignment)


@pytest.fixture
def admin():
    return make_user(role=Role.ADMINISTRATOR)


def propose(by, parsed=None, *, words="一", **options):
    """Hand in a file with these words, from which a parser would have read this outline."""
    file = ContentFile(words.encode(), name="方案.txt")
    with patch("tracker.exchange.actions.documents.reading.read_text"), \
            patch("tracker.exchange.actions.documents.parser.parse", return_value=parsed or outline()):
        return acts.propose_document(options.pop("plan", None), by=by, file=file, **options)


def apply(document, by):
    return acts.apply_document(document, by=by, version=document.version)


def counts():
    return [model.objects.count() for model in ROWS]


def test_proposing_saves_the_document_and_nothing_of_the_plan(admin):
    before = counts()

    document = propose(admin)

    assert counts() == before
    assert (document.state, document.plan) == ("proposed", None)
    with document.file.open("rb") as kept:
        assert kept.read() == "一".encode()
    assert [event.verb for event in AuditEvent.objects.all()] == ["propose_document"]


def test_taking_over_is_one_event_with_counts_and_checksum(admin):
    document = propose(admin)

    apply(document, admin)

    event = AuditEvent.objects.order_by("number").last()
    assert AuditEvent.objects.count() == 2
    assert (event.verb, event.changes["sha256"]) == ("apply_document", document.sha256)
    assert {name: event.changes[name] for name in ("objectives", "tasks", "measures", "clauses")} == {
        "objectives": 1, "tasks": 1, "measures": 5, "clauses": 8}


def test_an_empty_database_gets_the_whole_plan(admin):
    document = propose(admin)

    apply(document, admin)

    plan, measures = Plan.objects.get(), Measure.objects.in_order()
    assert (document.state, document.plan, plan.document_number) == ("applied", plan, "甲府〔2030〕1号")
    assert [measure.code for measure in measures] == ["1-01", "1-02", "1-03", "1-04", "1-05"]
    assert [measure.standing for measure in measures] == ["confirmed"] * 4 + ["gap"]
    assert measures[0].source == "甲府〔2030〕1号，三（一）"
    assert [measure.scope_confidence for measure in measures] == ["A", "A", "C", "C", "D"]
    assert {district.has_national_code for district in measures[0].districts.all()} == {False}


def test_what_a_plan_promises_is_known_since_it_was_issued(admin):
    apply(propose(admin, outline(issued_on=date(2021, 5, 1))), admin)

    assert set(MeasureSpan.objects.values_list("from_on", flat=True)) == {date(2021, 5, 1)}


def test_leads_of_the_text_are_certain_and_addressees_are_inferred(admin):
    apply(propose(admin), admin)

    found = {(each.measure.code, each.organization.name, each.role, each.confidence)
             for each in Assignment.objects.select_related("measure", "organization")}
    assert ("1-03", "市文旅局", "lead", "A") in found
    assert ("1-04", "东市人民政府", "lead", "C") in found
    assert ("1-04", "西市人民政府", "lead", "C") in found
    assert {code for code, *_rest in found} == {"1-01", "1-02", "1-03", "1-04"}


def test_lights_are_there_at_once(admin):
    apply(propose(admin), admin)

    assert LightSpan.objects.filter(measure__code="1-01").exists()


def test_everything_rests_on_its_clause(admin):
    document = propose(admin)
    apply(document, admin)

    clauses = {clause.ordinal: [measure.code for measure in clause.measures.order_by("code")]
               for clause in document.clauses.all()}
    covered = coverage(document)

    assert clauses == {0: [], 1: [], 2: [], 3: ["1-01", "1-02"], 4: ["1-03"], 5: ["1-04"], 6: [], 7: ["1-05"]}
    assert [clause.ordinal for clause in covered.uncovered] == [6]
    assert (covered.clauses, covered.covered, covered.measures, covered.founded) == (5, 4, 5, 5)
    assert [clause.sha256 for clause in document.clauses.order_by("ordinal")] == [
        passage.sha256 for passage in outline().passages]


def test_a_measure_quotes_its_clause_of_the_text_in_force(admin):
    first, words = propose(admin), "建立馆际借阅清单和目录（市文旅局牵头）。"
    apply(first, admin)
    second = propose(admin, without(outline(), 4, words=words), words="二")
    apply(second, admin)

    measure = with_quotes(Measure.objects.filter(code="1-03"), on=timezone.localdate()).get()

    assert [(quote.text, quote.is_superseded) for quote in quotes(measure)] == [(words, False)]


def test_the_same_file_again_changes_nothing(admin):
    document = propose(admin)
    apply(document, admin)
    before = counts(), SourceDocument.objects.count(), AuditEvent.objects.count()

    with pytest.raises(acts.TakenOverAlready) as refused:
        propose(admin)

    assert refused.value.document == document
    assert (counts(), SourceDocument.objects.count(), AuditEvent.objects.count()) == before


def test_a_file_that_is_being_checked_is_not_proposed_twice(admin):
    document = propose(admin)

    with pytest.raises(acts.TakenOverAlready) as refused:
        propose(admin)

    assert (refused.value.document, SourceDocument.objects.count()) == (document, 1)


def test_taken_over_twice_is_once(admin):
    document = propose(admin)
    apply(document, admin)
    before = counts(), AuditEvent.objects.count()

    with pytest.raises(ValidationError):
        acts.apply_document(document, by=admin, version=1)

    assert (counts(), AuditEvent.objects.count()) == before


def test_an_amended_text_adds_no_row_twice_and_removes_none(admin):
    apply(propose(admin), admin)
    before = counts()

    amended = propose(admin, without(outline(), 5), words="二")
    compared = Proposal.from_json(amended.proposal).comparison
    apply(amended, admin)

    assert [(each.fate, each.before) for each in compared if each.fate != "same"] == [("removed", 5)]
    assert counts() == before
    assert SourceDocument.objects.get(amended_by=amended).clauses.count() == 8
    assert [measure.code for measure in coverage(amended).unfounded] == ["1-04"]


def test_what_differs_stays_unless_it_is_chosen(admin):
    apply(propose(admin), admin)
    measure = Measure.objects.select_related("task").get(code="1-03")
    change_due(measure, by=None, due_on=measure.starts_on, reason="经专班会议同意提前完成")
    measure.title = "建立借阅清单"
    keep(measure, by=None)

    apply(propose(admin, words="二"), admin)
    left_alone = Measure.objects.get(code="1-03").title
    third = propose(admin, words="三")
    item = next(each for each in Proposal.from_json(third.proposal).items if each.row == measure.pk)
    acts.correct_document(third, by=admin, version=1, edit=lambda proposal: editing.change(
        proposal, item, {}, adopt=("title",)))
    apply(third, admin)

    assert (left_alone, Measure.objects.get(code="1-03").title) == ("建立借阅清单", "建立馆际借阅清单")
    assert Measure.objects.get(code="1-03").original_due_on == outline().facts.ends_on


def test_the_built_in_plan_is_recognised_by_its_number_and_keeps_its_rows(admin):
    plan = load_built_in_plan()
    before = counts()

    document = propose(admin, outline(document_number="粤府函〔2021〕76号", title="另一标题", cities=()))

    assert (document.plan, counts()) == (plan, before)


def test_an_organization_that_exists_is_taken_by_its_short_name(admin):
    known = make_organization(name="东市文化和旅游局", short_name="市文旅局")

    apply(propose(admin), admin)

    assert Assignment.objects.get(measure__code="1-03").organization == known
    assert not Organization.objects.filter(name="市文旅局").exists()


def test_codes_that_another_plan_has_taken_get_a_prefix(admin):
    apply(propose(admin), admin)

    other = propose(admin, outline(title="另一方案", document_number="乙〔2031〕2号"), words="二", is_new_plan=True)
    apply(other, admin)

    assert [measure.code for measure in Measure.objects.filter(task__plan=other.plan).in_order()][:2] == [
        f"{other.plan_id}-1-01", f"{other.plan_id}-1-02"]


def test_a_title_that_is_taken_is_refused_in_words_and_leaves_nothing_behind(admin):
    apply(propose(admin), admin)
    other = propose(admin, words="二", is_new_plan=True)
    before = counts(), Clause.objects.count(), AuditEvent.objects.count()

    with pytest.raises(ValidationError):
        apply(other, admin)

    other.refresh_from_db()
    assert (other.state, counts(), Clause.objects.count(), AuditEvent.objects.count()) == ("proposed", *before)


def test_a_stale_correction_saves_nothing(admin):
    document = propose(admin)
    acts.correct_document(document, by=admin, version=1, edit=lambda p: editing.drop(p, p.item(3)))

    with pytest.raises(acts.Stale):
        acts.correct_document(document, by=admin, version=1, edit=lambda p: editing.drop(p, p.item(4)))

    proposal = Proposal.from_json(SourceDocument.objects.get().proposal)
    assert [item.number for item in proposal.items if item.is_dropped] == [3]
    assert AuditEvent.objects.filter(verb="correct_document").count() == 1


def test_what_was_left_out_is_not_entered(admin):
    document = propose(admin)
    acts.correct_document(document, by=admin, version=1, edit=lambda p: editing.drop(p, p.item(3)))

    apply(document, admin)

    assert "开放社区书屋" not in set(Measure.objects.values_list("title", flat=True))


def test_a_dropped_document_can_be_handed_in_again(admin):
    acts.drop_document(propose(admin), by=admin)

    assert propose(admin).is_open
    assert AuditEvent.objects.filter(verb="drop_document").count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_administrators_hands_in_documents(admin, role):
    other, document = make_user(role=role), propose(admin)

    for act in (lambda: propose(other, words="二"), lambda: apply(document, other),
                lambda: acts.drop_document(document, by=other),
                lambda: acts.correct_document(document, by=other, version=1, edit=lambda p: p)):
        with pytest.raises(PermissionDenied):
            act()

    assert AuditEvent.objects.count() == 1


def test_a_whole_text_is_read_from_its_file(admin):
    document = acts.propose_document(None, by=admin, file=ContentFile(TEXT.encode(), name="方案.txt"))

    apply(document, admin)

    assert Plan.objects.get().title == "图书流通试验区实施方案"
    assert Task.objects.count() == 2
    assert Measure.objects.filter(standing="gap").count() == 1
    assert Measure.objects.get(title__contains="书目普查").due_on.isoformat() == "2031-12-31"
