"""Writing a proposal into the plan: rows, who answers for them, and the clauses that everything rests on."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from tracker.exchange.importing import placing
from tracker.exchange.importing.differing import HEADING, KIND, LIMIT, SCOPE, STANDING, TITLE
from tracker.exchange.importing.shapes import MEASURE, OBJECTIVE, TASK, Proposal
from tracker.people.provenance import Confidence
from tracker.plans.actions import store, store_due
from tracker.plans.models import Measure, Objective, Plan, Task
from tracker.plans.status import Standing
from tracker.reporting.actions.duties import store_measure

NO_SCOPE = "原文没有写明范围，按全试验区理解。"


@dataclass
class Writing:
    """What is being written: the rows by the number of their item, the districts and organizations by name."""

    proposal: Proposal
    plan: Plan
    origin: str
    known_since: date
    rows: dict = field(default_factory=dict)
    districts: dict = field(default_factory=dict)
    organizations: placing.Organizations | None = None
    made: dict = field(default_factory=dict)
    changed: int = 0

    def count(self, sort):
        self.made[f"{sort}s"] = self.made.get(f"{sort}s", 0) + 1

    def source_of(self, item):
        """The document and the place in it, such as 粤府函〔2021〕76号，三（一）."""
        passage = self.proposal.passage(min(item.clauses)) if item.clauses else None
        steps = passage.path.split("/") if passage else []
        return "，".join(filter(None, [self.origin, "".join(step for step in steps if not step.isdigit())]))[:300]


def write(proposal, plan, *, origin, on):
    """Write everything but the clauses; ``plan`` None makes a new one. Returns the ``Writing`` with its counts.

    Raises ``ValidationError`` that begins with the title of the item which the database refuses.
    """
    facts = proposal.facts
    if plan is None:
        plan = store(Plan(
            title=facts.title, document_number=facts.document_number, issuer=facts.issuer, issued_on=facts.issued_on,
            starts_on=facts.starts_on, ends_on=facts.ends_on, source=origin[:300], confidence=Confidence.OFFICIAL))
    elif proposal.adopts_facts:
        _adopt_facts(plan, facts)
    known_since = min(facts.issued_on or plan.issued_on or on, on)
    writing = Writing(proposal, plan, origin, known_since)
    writing.districts = placing.keep_places(writing)
    writing.organizations = placing.Organizations(writing)
    there = _rows_there(plan)
    codes = placing.Codes(plan)
    for item in sorted((item for item in proposal.items if not item.is_dropped), key=_order):
        row = there.get((item.sort, item.row))
        with naming(item):
            writing.rows[item.number] = _change(writing, item, row) if row else _create(writing, item, codes)
            if item.is_measure and not item.is_gap:
                placing.assign(writing, item, writing.rows[item.number], is_new=row is None)
    return writing


class naming:
    """Puts the title of an item before what the database refuses about it."""

    def __init__(self, item):
        self.title = item.title[:30]

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, ValidationError):
            raise ValidationError([f"{self.title}：{sentence}" for sentence in error.messages]) from error


def _order(item):
    return (OBJECTIVE, TASK, MEASURE).index(item.sort)


def _rows_there(plan):
    rows = {(OBJECTIVE, row.pk): row for row in plan.objectives.all()}
    rows |= {(TASK, row.pk): row for row in plan.tasks.all()}
    measures = Measure.objects.filter(task__plan=plan).select_related("task__plan").prefetch_related("districts")
    return rows | {(MEASURE, row.pk): row for row in measures}


def _create(writing, item, codes):
    writing.count(item.sort)
    origin = {"source": writing.source_of(item), "confidence": Confidence.OFFICIAL, "title": item.title}
    if item.is_objective:
        number = placing.free_number(writing.plan.objectives, item.position)
        return store(Objective(plan=writing.plan, number=number, due_text=item.due_text, due_on=item.due_on, **origin))
    if item.is_task:
        number = placing.free_number(writing.plan.tasks, item.position)
        return store(Task(plan=writing.plan, number=number, standing=Standing.CONFIRMED, **origin))
    task = writing.rows[item.task]
    number, code = codes.next(task)
    if item.is_gap:
        origin |= {"standing": Standing.GAP, "scope_confidence": Confidence.UNVERIFIED,
                   "confidence": Confidence.UNVERIFIED}
        return store(Measure(task=task, number=number, code=code, heading=item.heading, **origin),
                     known_since=writing.known_since)
    measure = Measure(
        task=task, number=number, code=code, heading=item.heading, kind=item.kind, due_text=item.due_text,
        starts_on=item.starts_on, due_on=item.due_on, **_scope(writing, item), **origin,
        note=NO_SCOPE if item.is_scope_inferred and not item.districts else "",
    )
    return store(measure, known_since=writing.known_since, linked={"districts": _districts(writing, item)})


def _scope(writing, item):
    confidence = Confidence.INFERRED if item.is_scope_inferred else Confidence.OFFICIAL
    return {"scope_text": item.scope_text, "scope_confidence": confidence}


def _districts(writing, item):
    return [writing.districts[name] for name in writing.proposal.districts_of(item)]


def _change(writing, item, row):
    """Overwrite of a row what was chosen, and nothing else; a row that stands as the text says is left alone."""
    chosen = set(item.adopt)
    if item.is_gap or not chosen:
        return row
    before = _state(row)
    if TITLE in chosen:
        row.title = item.title
    if STANDING in chosen and not item.is_objective and row.standing != Standing.CONFIRMED:
        row.standing, row.confidence, row.source = Standing.CONFIRMED, Confidence.OFFICIAL, writing.source_of(item)
    if LIMIT in chosen and not item.is_task:
        _adopt_limit(row, item)
    if item.is_measure:
        _adopt_of_measure(writing, item, row, chosen)
    if _state(row) != before or SCOPE in chosen:
        writing.changed += 1
        if not item.is_measure:
            store(row)
        else:
            where = _districts(writing, item) if SCOPE in chosen else row.districts.all()
            store_measure(row, districts=where)
    return row


def _adopt_of_measure(writing, item, row, chosen):
    if HEADING in chosen:
        row.heading = item.heading
    if KIND in chosen:
        row.kind = item.kind
    if SCOPE in chosen:
        for name, value in _scope(writing, item).items():
            setattr(row, name, value)


def _adopt_limit(row, item):
    """A measure keeps its original time limit; the text's wording and days come beside it."""
    row.due_text = item.due_text
    if isinstance(row, Measure):
        row.starts_on = item.starts_on or row.starts_on
        if item.due_on and item.due_on != row.due_on:
            store_due(row, item.due_on)
    elif item.due_on:
        row.due_on = item.due_on


def _adopt_facts(plan, facts):
    """What the text says of the plan takes the place of what stood there; what it does not say stays."""
    for name, value in vars(facts).items():
        if value:
            setattr(plan, name, value)
    store(plan)


def _state(row):
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
