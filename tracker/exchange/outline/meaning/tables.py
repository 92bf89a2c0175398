"""Tasks in the rows of a table: 序号, 任务, 具体措施, 牵头单位, 配合单位, 完成时限."""

import re
from dataclasses import dataclass, replace

from tracker.exchange.outline.meaning import headings, limits, scopes
from tracker.exchange.outline.meaning.actions import begins_action
from tracker.exchange.outline.meaning.bodies import LEAD, PARTNER, charge, names
from tracker.exchange.outline.meaning.clauses import clauses
from tracker.exchange.outline.meaning.measures import kind_of, mark_length
from tracker.exchange.outline.shapes import Body, FoundMeasure, FoundTask, Limit, Scope
from tracker.exchange.outline.text.characters import CJK
from tracker.exchange.outline.text.sentences import sentences

COLUMNS = (
    ("partner", re.compile("(?:配合|协办|参与|参加|协同|协助|支持)(?:责任)?(?:单位|部门)?")),
    ("lead", re.compile(
        "(?:市级|省级)?(?:牵头|责任|主办|主责|负责|承办|实施|落实)(?:责任)?(?:单位|部门|主体)(?:（.*）)?"
        "|牵头(?:及责任|和责任|、责任)单位|责任(?:科室|股室)|单位"
    )),
    ("due", re.compile(
        "(?:完成|办结|实施|推进|整改)?(?:时限|时间|期限|时间节点|时间安排|时间要求|进度|进度安排|时间进度"
        "|节点)(?:要求)?"
    )),
    ("scope", re.compile("(?:试验|实施|适用|试点)?(?:范围|区域|地区|片区)")),
    ("number", re.compile("序号|编号|号|任务编号")),
    ("measure", re.compile(
        "(?:具体|工作|主要|重点|推进|落实|改革|实施|试验|任务|事项|目标)*(?:措施|举措|内容|要求|做法|要点|分解)"
    )),
    ("task", re.compile(
        "(?:重点|主要|工作|改革|试验|任务|年度|目标|具体|分解|一级|二级)*(?:任务|事项|项目|工作|类别|领域|名称|方面)"
    )),
)


ITEM = re.compile(r"\n|(?<=[。；])\s*(?=\d{1,2}[.、]|（\d{1,2}）|[①-⑳])|\s(?=\d{1,2}[.、]\D)")
PARAGRAPH = re.compile(f"(?<=[{CJK}）”；。])[ ](?=([{CJK}“][^ ]{{0,12}}))")
TASK = COLUMNS[-1][1]


@dataclass(eq=False)
class Row:
    """A row of a table: where it stands, its cells by the names of the columns, or the one text that fills it."""

    ordinal: int
    cells: dict
    group: str = ""


def header(text):
    """The columns of a head row by their position; empty where it is none."""
    cells = [cell.strip().replace(" ", "") for cell in text.split("\t")]
    found, taken = {}, set()
    for place, cell in enumerate(cells):
        name = next((name for name, pattern in COLUMNS if pattern.fullmatch(cell) and name not in taken), None)
        if name is None and TASK.fullmatch(cell) and "measure" not in taken:
            name = "measure"  # the second of two columns of tasks is the finer one
        if name:
            found[place] = name
            taken.add(name)
    is_known = len(taken) >= 2 and taken & {"task", "measure"} and taken - {"task", "scope"}
    return found if is_known else {}


def tasks(stretches, setting):
    """The tasks in the rows of all tables of a document whose head row names columns that we know."""
    rows = list(_rows(stretches))
    found = []
    for title, members in _grouped(rows):
        each = [measure for row in members for measure in _measures(row, title, setting)]
        if each:
            found.append(FoundTask(len(found) + 1, title[:200], tuple(row.ordinal for row in members[:1]), tuple(each)))
    return tuple(found)


def _rows(stretches):
    columns, above = {}, {}
    for stretch in stretches:
        named = header(stretch.text)
        if named:
            columns, above = named, {}
            continue
        if not columns:
            continue
        cells = [cell.strip() for cell in stretch.text.split("\t")]
        filled = {cell for cell in cells if cell}
        if len(filled) == 1:
            yield Row(stretch.ordinal, {}, group=filled.pop())
            above = {}
            continue
        row = {name: cells[place] for place, name in columns.items() if place < len(cells)}
        if not row.get("task") and "measure" in columns.values():
            row["task"] = above.get("task", "")  # a cell that was merged downwards
        for name in ("lead", "partner", "due"):
            if not row.get(name) and not row.get("number", "x"):
                row[name] = above.get(name, "")
        above = row
        yield Row(stretch.ordinal, row)


def _grouped(rows):
    """(title of the task, its rows): under a row that is a heading, under an equal cell, else each row for itself."""
    found, group = [], ""
    has_groups = any(row.group for row in rows)
    for row in rows:
        if row.group:
            group = _bare(row.group)
            continue
        own = _bare(row.cells.get("task", ""))
        has_measure = bool(row.cells.get("measure"))
        title = own or group or _bare(row.cells.get("measure", ""))
        if has_groups and group and not (has_measure and own):
            title = group
        if found and found[-1][0] == title and (has_measure or title == group):
            found[-1][1].append(row)
        elif title:
            found.append((title, [row]))
    return found


def _bare(text):
    """The text of a cell as a title: its heading where it has one, without its number."""
    text = text[mark_length(text):].strip()
    bounds = sentences(text)
    first = text[:bounds[0][1]] if bounds else text
    return headings.plain(first) if len(bounds) > 1 and len(first) <= 40 else headings.plain(text)


def _measures(row, title, setting):
    cell = row.cells.get("measure") or row.cells.get("task", "")
    leads = tuple(_bodies(row.cells.get("lead", ""), LEAD, setting))
    bodies = _without_doubles(leads, _bodies(row.cells.get("partner", ""), PARTNER, setting))
    limit = _limit(row.cells.get("due", "").strip("-—/无 "), setting.year)
    place = _scope(row.cells.get("scope", ""), setting)
    for heading, text in _texts(cell, title):
        for clause in clauses(text, setting.places, year=setting.year):
            if not clause.title:
                continue
            given = clause.charge.bodies if clause.charge else ()
            own = clause.limit if clause.limit and clause.limit.due_on else limit or clause.limit or setting.limit
            yield FoundMeasure(clause.title, (row.ordinal,), heading, clause.scope or place, own,
                               _without_doubles(bodies, given), kind_of(clause.title, own))


def _limit(cell, year):
    """The limit in a cell, as worded even where it means no day that we understand; None for an empty cell."""
    if not cell:
        return None
    return limits.whole(cell, year=year) or limits.first(cell, year=year) or Limit(cell[:60])


def _texts(cell, title):
    """(heading, sentence) in a cell, whose items may be numbered."""
    for piece in filter(None, map(str.strip, ITEM.split(PARAGRAPH.sub(_break, cell)))):
        text = piece[mark_length(piece):].strip()
        bounds = sentences(text)
        heading = ""
        for place, (start, end) in enumerate(bounds):
            own = headings.plain(text[start:end])
            is_first = place == 0 and len(bounds) > 1
            if is_first and own != title and headings.may_be_heading(text[start:end]):
                heading = own
            elif not (is_first and own == title):
                yield heading, text[start:end]


def _break(blank):
    """A paragraph of a cell is a sentence of its own where it begins an action, else the line was just full."""
    return "\n" if begins_action(blank[1]) else ""


def _bodies(cell, role, setting):
    """The bodies in a cell: a list of names, or the wording of a bracket."""
    text = re.sub(r"[\s/]+", "、", cell.strip().strip("。；-—"))
    given = charge(text, year=setting.year)
    if given and re.search("牵头|配合|负责|会同|单位[：:]", text):
        return list(given.bodies)
    return [Body(name, role) for part in re.split("[，；,;]", text) for name in names(part)]


def _without_doubles(bodies, more):
    known = {body.name for body in bodies}
    return bodies + tuple(body for body in more if body.name not in known)


def _scope(cell, setting):
    cell = cell.strip("-—/ ")
    if not cell:
        return Scope()
    found = scopes.subject(cell, setting.places, lambda rest: True)
    return replace(found[0], text=cell[:60]) if found else Scope(cell[:60], is_inferred=False)
