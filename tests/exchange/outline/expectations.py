"""What the test documents say, written down by hand beside them, and how much of it an outline has right."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

DOCUMENTS = Path(__file__).parent.parent / "documents"


@dataclass
class Expected:
    facts: dict = field(default_factory=dict)
    cities: list = field(default_factory=list)
    objectives: list = field(default_factory=list)
    measures: list = field(default_factory=list)  # (task, heading, title, scope, limit, bodies)
    gaps: list = field(default_factory=list)
    tasks: list = field(default_factory=list)


def expected(name):
    """Read ``<name>.expected``: one thing a line, “measure: title | places | wording=day | leads / partners”."""
    found, heading = Expected(), ""
    for line in (DOCUMENTS / f"{name}.expected").read_text("utf-8").splitlines():
        word, _, rest = line.partition(":")
        rest = rest.strip()
        if word == "task":
            number, _, title = rest.partition(" ")
            found.tasks.append((int(number), title))
            heading = ""
        elif word == "heading":
            heading = rest
        elif word == "measure":
            title, scope, limit, bodies = (part.strip() for part in f"{rest} ".split(" | "))
            found.measures.append((found.tasks[-1], heading, title, _places(scope), _limit(limit), _bodies(bodies)))
        elif word == "objective":
            found.objectives.append(rest)
        elif word == "gap":
            found.gaps.append(rest)
        elif word == "city":
            name, area, districts = rest.split(" | ")
            found.cities.append((name, area.strip("-"), tuple(districts.split("、"))))
        elif word:
            found.facts[word] = rest
    return found


def text_of(name):
    """The text of a test document, whose file may be in either of two encodings."""
    content = (DOCUMENTS / f"{name}.txt").read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("gb18030")


def seen(outline):
    """An outline in the same form."""
    facts = outline.facts
    return Expected(
        facts={
            "title": facts.title, "number": facts.document_number, "issuer": facts.issuer,
            "issued": str(facts.issued_on or ""),
            "horizon": f"{facts.starts_on or '-'} {facts.ends_on or '-'}" if facts.ends_on else "",
        },
        cities=[(city.name, city.area, city.districts) for city in facts.cities],
        objectives=[each.title for each in outline.objectives],
        tasks=[(task.number, task.title) for task in outline.tasks],
        measures=[
            (
                (task.number, task.title), measure.heading, measure.title, measure.scope.names,
                (measure.limit.text, measure.limit.due_on) if measure.limit else None,
                tuple((body.name, body.role) for body in measure.bodies),
            )
            for task in outline.tasks for measure in task.measures if not measure.is_gap
        ],
        gaps=[passage.text for passage in outline.gaps],
    )


def compare(name, wanted, got):
    """(right, all) of each kind as a Counter pair, and a line for each thing that is wrong."""
    right, total, wrong = Counter(), Counter(), []
    for key, value in wanted.facts.items():
        fact = got.facts.get(key)
        _judge("facts", fact == value, f"{key}: {fact!r}, not {value!r}", right, total, wrong)
    for kind in ("cities", "tasks", "objectives", "gaps"):
        _judge_lists(kind, getattr(wanted, kind), getattr(got, kind), right, total, wrong)
    by_title = {(measure[0][1], measure[2]): measure for measure in got.measures}
    for measure in wanted.measures:
        found = by_title.pop((measure[0][1], measure[2]), None)
        _judge("measures", found is not None, f"measure missing: {measure[2]}", right, total, wrong)
        for place, kind in ((1, "headings"), (3, "scopes"), (4, "limits"), (5, "bodies")):
            value = found[place] if found else "no measure"
            message = f"{measure[2]}: {kind} {value}, not {measure[place]}"
            _judge(kind, value == measure[place], message, right, total, wrong)
    for extra in by_title.values():
        _judge("measures", False, f"measure too many: {extra[2]}", right, total, wrong)
    return right, total, [f"{name}: {line}" for line in wrong]


def _judge_lists(kind, wanted, got, right, total, wrong):
    for value in wanted:
        _judge(kind, value in got, f"{kind} missing: {value}", right, total, wrong)
    for value in got:
        if value not in wanted:
            _judge(kind, False, f"{kind} too many: {value}", right, total, wrong)


def _judge(kind, is_right, message, right, total, wrong):
    total[kind] += 1
    if is_right:
        right[kind] += 1
    else:
        wrong.append(message)


def _places(text):
    return tuple(text.split("、")) if text != "-" else ()


def _limit(text):
    words, _, day = text.partition("=")
    return (words, date.fromisoformat(day) if day else None) if words != "-" else None


def _bodies(text):
    leads, _, partners = text.partition("/")
    return tuple(
        (name.strip(), role) for names, role in ((leads, "lead"), (partners, "partner"))
        for name in re.split("、(?![^（]*）)", names) if name.strip(" -")
    )
