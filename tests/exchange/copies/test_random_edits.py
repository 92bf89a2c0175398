"""Whatever is edited, in whatever order rows and columns come back: exactly those edits are found."""

import random

import pytest

from tests.exchange.copies.offices import Office
from tests.exchange.dangerous import DANGEROUS
from tracker.exchange.ledger.copies.fields import same_text
from tracker.exchange.ledger.copies.layout import MILESTONE_PARTS, ROW
from tracker.plans.text import clean_text
from tracker.reporting.draft import milestone_field
from tracker.reporting.limits import TEXT_MAX

VALUES = {  # what is typed, and the text it stands for
    "percent": [(0, "0"), (66, "66"), ("７７", "77"), ("88%", "88"), (None, "")],
    "date": [("2024/1/5", "2024-01-05"), ("2024年10月31日", "2024-10-31"), (None, "")],
    "answer": [("有", "yes"), ("没有", "no"), (None, "")],
    "done": [("已完成", "yes"), ("未完成", "no"), (None, "")],
}
KINDS = {"has_problem": "answer", "help_by": "date", "on": "date", "done": "done"}


@pytest.fixture
def office(db):
    return Office(*({"summary": f"第{number}项", "first": str(number)} for number in range(8)))


@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_edits_are_found(office, seed):
    chance = random.Random(seed)
    paper = office.take_out()
    wanted = {}
    for sheet in (paper.reports, paper.milestones):
        wanted.update(_edit(paper, sheet, chance))
        _shuffle(paper, sheet, chance)

    found = office.compare(paper)

    assert {(change.report, change.field): change.mine for change in found.changes} == wanted
    assert (found.faults, found.untaken, found.missing) == ([], [], 0)


def _edit(paper, sheet, chance):
    """Type into some open cells; ``{(report, field): text}`` of those that say something new."""
    wanted, columns = {}, paper.columns(sheet)
    for row in paper.rows(sheet):
        key = sheet.cell(row, columns[ROW]).value.partition(".")[0][1:]
        report, _m, milestone = key.partition("m")
        draft = paper.copy.base["reports"][report]["draft"]
        for name, column in columns.items():
            field = milestone_field(milestone, name) if name in MILESTONE_PARTS else name
            if field not in draft or name == "help_from" or chance.random() > 0.3:
                continue
            typed, text = _typed(name, chance)
            sheet.cell(row, column).value = typed
            if isinstance(typed, str):
                sheet.cell(row, column).data_type = "s"
            if not same_text(text, draft[field]):
                wanted[int(report), field] = text
    return wanted


def _typed(name, chance):
    kind = KINDS.get(name, name.partition("-")[0])
    if kind in VALUES:
        return chance.choice(VALUES[kind])
    text = chance.choice([each for each in DANGEROUS if _is_writable(each)])
    return text, clean_text(text).strip()


def _is_writable(text):
    """What the program at the other desk can put into a cell."""
    return text.isprintable() and len(text) < TEXT_MAX and "_x" not in text


def _shuffle(paper, sheet, chance):
    """Put rows and columns in another order, the head with its columns."""
    rows, width = paper.rows(sheet), sheet.max_column
    head = range(rows[0] - 2, rows[0])
    order = chance.sample(range(1, width + 1), width)
    new_rows = chance.sample(rows, len(rows))
    kept = {
        (row, column): (sheet.cell(row, column).value, sheet.cell(row, column).data_type)
        for row in (*head, *rows) for column in range(1, width + 1)
    }
    for row, source in [*zip(head, head, strict=True), *zip(rows, new_rows, strict=True)]:
        for column, from_column in enumerate(order, start=1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = kept[source, from_column]
