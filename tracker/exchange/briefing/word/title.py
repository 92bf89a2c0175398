"""Where a long title is broken: between words that belong together, in as few lines as hold it, in the shape of a
trapezoid or a diamond (GB/T 9704-2012 §7.3.1)."""

import re
from functools import cache

PER_LINE = 19  # characters of size 2 in 156 mm, with a little air
WORDS = re.compile(  # after these a title may be broken
    "试验区|示范区|先行区|合作区|接合片区|片区|地区|方案|任务|改革|融合|发展|建设|工作|情况|关于|国家|"
    "季度|半年|年度|人民政府|政府|委员会|办公室|专班|[省市县厅局委办]|[、，）》”]"
)
STICKS = re.compile("[的了和与及、，。：；）》”％%年月日号季度第一二三四上下半]")  # no line begins with these


def title_lines(title):
    """The lines of a title; a short one is a line of its own."""
    width = _width(title)
    if width <= PER_LINE:
        return [title]
    count = -(-width // PER_LINE)
    for lines in (count, count + 1):
        for places in (_places(title), _anywhere(title)):
            if found := _broken(title, int(lines), tuple(places)):
                return found
    return [title]


def _broken(title, count, places):
    """The title in so many lines, broken at some of the places, none too long; None where that cannot be."""
    ends = (*places, len(title))

    @cache
    def best(start, left):
        """(cost, ends of lines) of the rest of the title in so many lines."""
        if left == 1:
            rest = _width(title[start:])
            return (_cost(rest, title, count), (len(title),)) if rest <= PER_LINE else None
        found = []
        for end in ends:
            if start < end < len(title) and _width(title[start:end]) <= PER_LINE:
                further = best(end, left - 1)
                if further:
                    found.append((_cost(_width(title[start:end]), title, count) + further[0], (end, *further[1])))
        return min(found, default=None)

    found = best(0, count)
    if found is None:
        return None
    starts = (0, *found[1][:-1])
    return [title[start:end] for start, end in zip(starts, found[1], strict=True)]


def _cost(width, title, count):
    """How far a line is from the mean, squared: lines of one title are to be about equally long, not one a stump."""
    return (width - _width(title) / count) ** 2


def _places(title):
    """Where words end that a title may be broken after."""
    return [
        found.end() for found in WORDS.finditer(title)
        if found.end() < len(title) and not STICKS.match(title[found.end()])
    ] + [found.start() for found in re.finditer(r"\d{4}年|（|《|“", title) if found.start()]


def _anywhere(title):
    """Every place that does not part a number or a Latin word, or put a sign at the head of a line."""
    return [
        place for place in range(1, len(title))
        if not STICKS.match(title[place]) and not re.match("[（《“]", title[place - 1])
        and not re.match(r"[0-9A-Za-z]{2}", title[place - 1:place + 1])
    ]


def _width(text):
    """How many full characters wide a text is; digits and Latin letters are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)
