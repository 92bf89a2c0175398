"""Outlines as a parser returns them, of an invented plan, and documents that hold them."""

import hashlib
from dataclasses import replace
from datetime import date
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from tracker.exchange.importing.proposing import propose
from tracker.exchange.outline.shapes import (
    Body,
    City,
    Facts,
    FoundMeasure,
    FoundObjective,
    FoundTask,
    Limit,
    Outline,
    Passage,
    Scope,
)
from tracker.plans.sources import Clause, ClauseKind, ImportState, SourceDocument
from tracker.plans.status import AssignmentRole

numbers = count(1)
NUMBER = "甲府〔2030〕1号"
CITIES = (City("东市", "东片区", ("甲区", "乙区")), City("西市", "西片区", ("丙县",)))
HORIZON = Limit("2030—2033年", date(2030, 1, 1), date(2033, 12, 31))
SENTENCES = (
    ("", ClauseKind.FRONT, "甲府〔2030〕1号"),
    ("二/（一）/1", ClauseKind.SENTENCE, "到2033年，城乡通道全面打通。"),
    ("三/（一）", ClauseKind.HEADING, "（一）完善图书流通制度。"),
    ("三/（一）/1", ClauseKind.SENTENCE, "东片区开放社区书屋，延长夜间服务时间。"),
    ("三/（一）/2", ClauseKind.SENTENCE, "建立馆际借阅清单（市文旅局牵头，各区政府配合）。"),
    ("三/（一）/3", ClauseKind.SENTENCE, "长期坚持阅读推广。"),
    ("三/（一）/4", ClauseKind.SENTENCE, "有关经费按规定安排。"),
    ("三/（一）/5", ClauseKind.GAP, "健全"),
)


def passages(*sentences):
    """The passages of a text of these ``(path, kind, words)``, one behind the other."""
    found, start = [], 0
    for ordinal, (path, kind, words) in enumerate(sentences or SENTENCES):
        found.append(Passage(ordinal, path, kind, words, start, start + len(words)))
        start += len(words) + 1
    return tuple(found)


def facts(**changes):
    return Facts(**{
        "title": "图书流通试验方案", "document_number": NUMBER, "issuer": "甲省人民政府", "issued_on": date(2029, 5, 1),
        "addressees": ("东市人民政府", "西市人民政府"), "starts_on": date(2030, 1, 1), "ends_on": date(2033, 12, 31),
        "cities": CITIES, **changes,
    })


def measures():
    return (
        FoundMeasure("开放社区书屋", (3,), "书屋", Scope("东片区", ("东片区",), is_inferred=False)),
        FoundMeasure("延长夜间服务时间", (3,), "书屋", Scope("东片区", ("东片区",), is_inferred=False), HORIZON),
        FoundMeasure("建立馆际借阅清单", (4,), "清单", bodies=(
            Body("市文旅局"), Body("各区政府", AssignmentRole.PARTNER))),
        FoundMeasure("坚持阅读推广", (5,), "清单", limit=Limit("长期坚持", is_long_running=True)),
        FoundMeasure("健全", (7,), "清单", is_gap=True),
    )


def outline(*, sentences=None, tasks=None, objectives=None, **changed_facts):
    parts = passages(*(sentences or SENTENCES))
    return Outline(
        text="\n".join(passage.text for passage in parts), facts=facts(**changed_facts), passages=parts,
        objectives=(FoundObjective(1, "城乡通道全面打通", (1,), HORIZON),) if objectives is None else objectives,
        tasks=(FoundTask(1, "完善图书流通制度", (2,), measures()),) if tasks is None else tasks,
    )


TEXT = """甲府〔2030〕1号

东岭、西岭市人民政府，省政府各部门：

《图书流通试验区实施方案》已经批复，现印发给你们，请认真贯彻执行。

甲省人民政府

2029年5月1日

图书流通试验区实施方案

图书流通试验区（以下简称试验区）包括东岭市青田区、石桥区，西岭市白沙县。

一、总体要求

（一）试验目标。2030—2033年，图书流通通道基本打通，馆际借阅制度基本建立。

二、试验任务

（一）完善图书流通制度。在青田区开放社区书屋，延长夜间服务时间。建立馆际借阅清单（省文旅厅牵头，省财政厅配合）。2031年底前完成书目普查（省文旅厅、省教育厅负责）。有关经费按规定安排。

（二）建设数字阅览平台。搭建统一检索平台，2032年6月底前上线运行（省数据局牵头）。健全
"""


def make_document(*, by, plan=None, parsed=None, known=None, state=ImportState.PROPOSED, **fields):
    """A document with its file; one that was taken over has its clauses, on which nothing rests yet."""
    parsed = parsed or outline()
    name = fields.pop("name", f"方案{next(numbers)}.txt")
    is_open = state == ImportState.PROPOSED
    document = SourceDocument(
        plan=plan, name=name, content_type="text/plain", size=9, sha256=hashlib.sha256(name.encode()).hexdigest(),
        text=parsed.text, proposal=propose(parsed, known).to_json(), uploaded_by=by, uploaded_at=timezone.now(),
        state=state, decided_by=None if is_open else by, decided_at=None if is_open else timezone.now(), **fields,
    )
    document.file.save(f"te/xt/{next(numbers)}", ContentFile(parsed.text.encode()), save=False)
    document.save()
    if document.is_applied:
        Clause.objects.bulk_create(
            Clause(document=document, path=each.path, ordinal=each.ordinal, kind=each.kind, text=each.text,
                   start=each.start, end=each.end, sha256=each.sha256) for each in parsed.passages
        )
    return document


def long_outline(measures, **changed_facts):
    """An outline with one task of so many measures, each in a sentence of its own."""
    sentences = [("三/（一）", ClauseKind.HEADING, "（一）完善图书流通制度。")]
    sentences += [("三/（一）", ClauseKind.SENTENCE, f"开放第{number}号书屋。") for number in range(measures)]
    found = tuple(FoundMeasure(f"开放第{number}号书屋", (number + 1,)) for number in range(measures))
    return outline(sentences=sentences, objectives=(), tasks=(FoundTask(1, "完善图书流通制度", (0,), found),),
                   **changed_facts)


def without(parsed, ordinal, *, words=None):
    """An outline whose clause of that ordinal has other words, or is gone with all that rests on it."""
    kept = [(each.path, each.kind, words if each.ordinal == ordinal else each.text)
            for each in parsed.passages if words or each.ordinal != ordinal]
    if words:
        return replace(parsed, passages=passages(*kept))
    moved = {each.ordinal: each.ordinal - (each.ordinal > ordinal) for each in parsed.passages}
    tasks = tuple(
        replace(task, clauses=tuple(moved[each] for each in task.clauses), measures=tuple(
            replace(measure, clauses=tuple(moved[each] for each in measure.clauses))
            for measure in task.measures if ordinal not in measure.clauses
        )) for task in parsed.tasks
    )
    return replace(parsed, passages=passages(*kept), tasks=tasks)
