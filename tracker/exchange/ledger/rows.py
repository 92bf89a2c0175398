"""A measure and what is known of it → a row of the ledger."""

from itertools import count, islice

from tracker.dashboards.limits import with_extensions
from tracker.exchange.ledger.known import known_of, ranks_of_periods
from tracker.exchange.ledger.words import Words
from tracker.plans.expected import expected_percent, gap
from tracker.plans.status import Kind

AT_ONCE = 2000  # measures whose rows are gathered together
FIELDS = (
    "pk", "task__number", "task__title", "heading", "code", "title", "scope_text", "due_text", "limit",
    "original_due_on", "proof", "note", "kind", "starts_on", "standing", "withdrawn_on", "counts", "percent",
    "completion", "light", "is_manual", "previous_percent",
    "times_extended", "milestones_extended",
)


def rows(measures, *, on, periods, looks_back=False):
    """A row in the order of ``columns.COLUMNS`` for each of the measures ``with_progress`` and ``before``, in their
    order. Asks five further questions for every 2,000 measures and holds no more of them at once."""
    words, numbers, ranks = Words(), count(1), ranks_of_periods()
    measures = with_extensions(measures, on=on).values_list(*FIELDS, named=True).iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(measures, AT_ONCE)):
        known = known_of([m.pk for m in chunk], on=on, periods=periods, ranks=ranks, looks_back=looks_back,
                         unscoped=[m.pk for m in chunk if not m.scope_text])
        for measure in chunk:
            yield row(next(numbers), measure, known[measure.pk], on=on, words=words)


def row(number, measure, known, *, on, words):
    """The row of a measure; what is not counted has no figures, as on the screen."""
    leads = known.leads
    milestone, milestone_due_on = known.next_milestone
    was_moved = measure.times_extended or measure.original_due_on != measure.limit
    original = measure.original_due_on if was_moved else None
    return [
        number, words.task(measure.task__number, measure.task__title), measure.heading, measure.code, measure.title,
        measure.scope_text or "、".join(known.districts), words.names(leads), words.names(known.partners),
        words.of_each(leads, [duty.phone for duty in leads]), measure.due_text, measure.limit, original,
        measure.times_extended, measure.milestones_extended, measure.proof,
        *_progress(measure, known, leads, on=on, words=words), milestone, milestone_due_on,
        words.states_of(leads), *_told(leads, words), words.note(measure),
    ]


def _progress(measure, known, leads, *, on, words):
    """What was achieved, in words and figures, up to the light."""
    summary = words.of_each(leads, [duty.told and duty.told.summary for duty in leads])
    if not measure.counts:
        return summary, "", None, None, None, None, words.not_counted
    expected = expected_percent(
        measure.starts_on, measure.limit, known.weights, on=on, is_long_running=measure.kind == Kind.LONG_RUNNING
    )
    return (
        summary, words.completions[measure.completion], measure.percent, expected, gap(measure.percent, expected),
        measure.percent - measure.previous_percent, words.light(measure),
    )


def _told(leads, words):
    """The rest of what was reported last: problem, help, next steps, evidence and the day."""
    told = [duty.told for duty in leads]
    return (
        words.of_each(leads, [each and each.problem for each in told]),
        words.of_each(leads, [each and words.help(each) for each in told]),
        words.of_each(leads, [each and each.next_steps for each in told]),
        words.of_each(leads, [words.evidence(duty.evidence) for duty in leads]),
        words.days_of(leads, [each and each.handed_in_at for each in told]),
    )
