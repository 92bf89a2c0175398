"""The marks with which official documents number their parts: 第一章, 一、, （一）, 1., （1）, ①, 一是."""

import re
from dataclasses import dataclass

from tracker.plans.numerals import number_of

NUMERAL = "[一二三四五六七八九十百零]{1,5}"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STYLES = (
    ("part", re.compile(rf"第({NUMERAL}|\d{{1,2}})部分[：、]?\s*")),
    ("chapter", re.compile(rf"第({NUMERAL}|\d{{1,3}})[章编](?!程)\s*")),
    ("section", re.compile(rf"第({NUMERAL}|\d{{1,3}})节\s*")),
    ("article", re.compile(rf"第({NUMERAL}|\d{{1,3}})条(?!第|规定)\s*")),
    ("comma", re.compile(rf"({NUMERAL})[、.．]\s*(?!{NUMERAL}[、产])")),
    ("bracket", re.compile(rf"（({NUMERAL})）[、.．]?\s*(?![和至项款、])")),
    ("task", re.compile(rf"(?:任务|行动|举措|工程)({NUMERAL}|\d{{1,2}})[：、.]\s*")),
    ("point", re.compile(r"(\d{1,3})(?:[.、]|．)\s*(?!\d(?!\d{3}年))")),
    ("round", re.compile(r"（(\d{1,3})）[、.]?\s*")),
    ("half", re.compile(r"(\d{1,3})）\s*")),
    ("circle", re.compile(f"([{CIRCLED}])[、.]?\\s*")),
    ("run", re.compile("(首先|[一二三四五六七八九十]{1,2})(?:是|要)[，：]?(?!否)")),
)
BULLET = re.compile(r"(?:[●○•■□◆◇★▪▶\u27a2\uf06c\uf0b7]|——|--)\s*(?=\S)")


@dataclass(frozen=True)
class Mark:
    """A number at the head of a paragraph: ``label`` as it stands in a path, ``length`` of what it takes up."""

    style: str
    number: int
    label: str
    length: int


def mark(text):
    """The mark at the head of a text, None where there is none."""
    for style, pattern in STYLES:
        found = pattern.match(text)
        if found and (number := _number(found[1])):
            return Mark(style, number, _label(style, found), found.end())
    found = BULLET.match(text)
    return Mark("bullet", 1, "—", found.end()) if found else None


def _number(numeral):
    return CIRCLED.index(numeral) + 1 if numeral in CIRCLED else 1 if numeral == "首先" else number_of(numeral)


def _label(style, found):
    """三、 → 三, （一） → （一）, 2. → 2, 第一条 → 第一条, 一是 → 一是."""
    if style in {"comma", "point", "half", "circle"}:
        return found[1]
    return found[0].strip().rstrip("、.．：，").strip()
