"""Outlines as a parser returns them, of an invented plan."""

from datetime import date

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
from tracker.plans.sources import ClauseKind
from tracker.plans.status import AssignmentRole

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
