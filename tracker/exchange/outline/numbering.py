"""The numbers of numbered paragraphs: a Word file only says which list and level, the label has to be worked out."""

import re
from dataclasses import dataclass, field

DIGITS = "零一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
CIRCLED = "".join(map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]))
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip
PLACE = re.compile(r"%([1-9])")
LEVELS = 9
COUNT_MAX = 9999


@dataclass(frozen=True)
class Level:
    """One level of a list: ``text`` such as ``（%1）``, ``form`` how its number is written (ST_NumberFormat)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_legal: bool = False  # all numbers of the label in Arabic digits
    style: str = ""  # the style of paragraphs that stand on this level


@dataclass
class List:
    """``abstract`` is the definition it counts with; ``starts`` are levels that begin anew in this list."""

    abstract: str = ""
    starts: dict = field(default_factory=dict)
    levels: dict = field(default_factory=dict)


class Counter:
    """Counts the paragraphs of every list in the order of the text."""

    def __init__(self, abstracts, lists):
        self.abstracts, self.lists = abstracts, lists
        self.counts, self.started = {}, set()

    def label(self, number, level):
        """Return the label of the next paragraph of list `number` on `level` (from 0), "" where there is none."""
        lst = self.lists.get(number)
        if lst is None or not 0 <= level < LEVELS:
            return ""
        levels = {**self.abstracts.get(lst.abstract, {}), **lst.levels}
        if level not in levels:
            return ""
        counts = self._count(number, lst, levels, level)
        own = levels[level]

        def written_at(place):
            at = int(place[1]) - 1
            form = "decimal" if own.is_legal else levels.get(at, own).form
            return written(counts.get(at, levels.get(at, own).start), form)

        return "" if own.form == "bullet" else PLACE.sub(written_at, own.text)

    def level_of(self, number, style):
        """The level on which paragraphs of a style stand in a list, 0 where it does not say."""
        lst = self.lists.get(number)
        levels = self.abstracts.get(lst.abstract, {}) if lst else {}
        return next((at for at, level in levels.items() if level.style and level.style == style), 0)

    def _count(self, number, lst, levels, level):
        counts = self.counts.setdefault(lst.abstract, {})
        for at, start in lst.starts.items():
            if (number, at) not in self.started:
                self.started.add((number, at))
                counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for lower in [at for at in counts if at > level]:
            del counts[lower]
        return counts


def written(number, form):
    """Return a number in one of Word's forms; Arabic digits for a form that is not known here."""
    if form == "none":
        return ""
    if not 0 < number <= COUNT_MAX:
        return str(number)
    return FORMS.get(form, str)(number)


def chinese(number, digits=DIGITS, units=("", "十", "百", "千")):
    """Return 1–9999 as it is counted in Chinese: 十一, 一百零三."""
    written, has_gap = "", False
    for at in range(3, -1, -1):
        digit = number // 10**at % 10
        if digit:
            written += (digits[0] if has_gap and written else "") + digits[digit] + units[at]
        has_gap = not digit
    return written[1:] if 10 <= number < 20 else written


def _formal(number):
    formal = chinese(number, FORMAL_DIGITS, ("", "拾", "佰", "仟"))
    return f"壹{formal}" if formal.startswith("拾") else formal


def _positions(number):
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _letters(number):
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)


def _roman(number):
    written = ""
    for value, sign in ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def circled(number):
    """Return ① to ㊿, a number in brackets beyond."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"[{number}]"


def _wide(number):
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


FORMS = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand"), chinese,
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _formal),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _positions),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), circled),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "decimalZero": "{:02}".format,
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ideographTraditional": lambda number: STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: BRANCHES[(number - 1) % 12],
}  # fmt: skip
