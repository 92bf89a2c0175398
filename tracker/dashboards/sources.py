"""What a plan rests on: the clauses of a measure, the text of a document, and what either leaves without the other."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from tracker.plans.days import end_of
from tracker.plans.joined import as_text, joined, lines
from tracker.plans.models import Measure
from tracker.plans.sources import Clause, ClauseKind, SourceDocument

QUOTED = {ClauseKind.SENTENCE, ClauseKind.GAP}


@dataclass(frozen=True)
class Quote:
    """A clause as a measure quotes it; ``is_superseded`` when a later document has taken the place of its text."""

    path: str
    text: str
    number: str
    url: str
    is_gap: bool
    is_superseded: bool


@dataclass(frozen=True)
class Stretch:
    """A clause of a text with the objectives, tasks and measures that rest on it."""

    clause: Clause
    objectives: tuple
    tasks: tuple
    measures: tuple

    @property
    def rests(self):
        return bool(self.objectives or self.tasks or self.measures)


@dataclass(frozen=True)
class Coverage:
    """Both ways: the clauses of the tasks with and without a measure, the measures with and without a clause."""

    uncovered: tuple
    covered: int
    unfounded: tuple
    founded: int

    @property
    def clauses(self):
        return self.covered + len(self.uncovered)

    @property
    def measures(self):
        return self.founded + len(self.unfounded)


def with_quotes(measures, *, on):
    """Measures with what ``quotes`` reads, as known on a day, without another query: a page has few to spend."""
    by_then = SourceDocument.objects.applied().filter(decided_at__lt=end_of(on))
    is_superseded = Exists(by_then.filter(amends=OuterRef("document")))
    parts = (
        "document", "ordinal", Case(When(is_superseded, then=Value("1")), default=Value("")), "kind", "path",
        Coalesce(_unless_empty(KeyTextTransform("document_number", KeyTransform("facts", "document__proposal"))),
                 _unless_empty("document__plan__document_number"), as_text("document__name")),
        "text",
    )
    clauses = Clause.objects.filter(measures=OuterRef("pk"), document__in=by_then)
    return measures.annotate(clause_lines=joined(clauses, *parts))


def _unless_empty(value):
    return NullIf(as_text(value), Value("", TextField()))


def quotes(measure):
    """The ``Quote``s of a measure ``with_quotes``: of the texts in force, or, when it stands in none of them any more,
    of the last one that had it."""
    found = sorted(lines(measure.clause_lines), key=lambda line: (-int(line[0]), int(line[1])))
    current = [line for line in found if not line[2]]
    return tuple(_quote(*line) for line in current or (line for line in found if line[0] == found[0][0]))


def stretches(document):
    """The ``Stretch``es of a document that was taken over, in the order of its text, in four queries."""
    clauses = document.clauses.order_by("ordinal").prefetch_related("objectives", "tasks", "measures")
    return [
        Stretch(clause, tuple(clause.objectives.all()), tuple(clause.tasks.all()), tuple(clause.measures.all()))
        for clause in clauses
    ]


def coverage(document):
    """The ``Coverage`` of a document: the sentences of the part in which its tasks stand, and its plan's measures.

    Withdrawn measures are not asked for. In two queries.
    """
    clauses = list(document.clauses.order_by("ordinal").annotate(
        bears=Exists(Measure.clauses.through.objects.filter(clause=OuterRef("pk"))),
        is_task=Exists(Clause.tasks.through.objects.filter(clause=OuterRef("pk"))),
    ))
    parts = {_part(clause.path) for clause in clauses if clause.is_task or clause.bears}
    asked = [
        clause for clause in clauses if clause.kind in QUOTED and _part(clause.path) in parts and not clause.is_task
    ]
    founded = Measure.clauses.through.objects.filter(clause__document=document, measure=OuterRef("pk"))
    of_plan = Measure.objects.filter(task__plan=document.plan_id, withdrawn_on=None).select_related("task")
    measures = list(of_plan.annotate(is_founded=Exists(founded)).in_order())
    return Coverage(
        uncovered=tuple(clause for clause in asked if not clause.bears),
        covered=sum(clause.bears for clause in asked),
        unfounded=tuple(measure for measure in measures if not measure.is_founded),
        founded=sum(measure.is_founded for measure in measures),
    )


def clause_url(document_pk, ordinal):
    """Where a clause stands in its text."""
    return f"{reverse('documents:show', args=[document_pk])}#clause-{ordinal}"


def _quote(document, ordinal, is_superseded, kind, path, number, text):
    return Quote(path, text, number, clause_url(document, ordinal), kind == ClauseKind.GAP, bool(is_superseded))


def _part(path):
    return path.split("/")[0]
