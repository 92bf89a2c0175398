"""How far a draft has come, pure: for lists, which cannot read every draft to the end."""

from tracker.reporting.limits import SUMMARY_MIN, written_length

PARTS = 6  # districts, progress, milestones, problem, next steps, evidence


def filled_parts(draft, *, districts, milestones, evidence):
    """How many of the ``PARTS`` hold what is asked for; whether it is right is not looked into.

    ``districts`` to be reported on, ``milestones`` that are due and pieces of ``evidence`` are counts.
    """
    filled = {name for name, text in draft.items() if text.strip()}
    has_problem = draft.get("has_problem")
    return sum([
        _count(filled, "percent-") >= districts,
        written_length(draft.get("summary", "")) >= SUMMARY_MIN,
        _count(filled, "milestone-", "-done") >= milestones,
        has_problem == "no" or (has_problem == "yes" and "problem" in filled),
        "next_steps" in filled,
        evidence > 0,
    ])


def _count(names, start, end=""):
    return sum(name.startswith(start) and name.endswith(end) for name in names)
