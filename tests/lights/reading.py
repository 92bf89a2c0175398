"""A reader who knows nothing but the words: the colour of each rule, worked out from its printed lines and number."""

import re

NAMES = ("gap", "milestone", "deadline", "reporting")


def colours(explanation):
    """The colours that a reader finds for the four rules; none for a state."""
    percent = _percent(explanation.sentence)
    return {line.rule.value: READERS[line.rule.value](line, percent) for line in explanation.lines}


def _percent(sentence):
    """How far the measure is: the sentence says it as its progress, or as what is done."""
    found = re.search(r"Progress (\d+)%|(\d+)% done", sentence)
    return int(found[1] or found[2]) if found else None


def _gap(line, percent):
    if line.number in {"nothing expected", "on schedule"} or line.number.endswith("ahead"):
        return "green"
    behind = int(re.fullmatch(r"(\d+) behind", line.number)[1])
    low, high = map(int, re.fullmatch(r"(\d+) to (\d+) points behind", line.yellow).groups())
    over = int(re.fullmatch(r"more than (\d+) points behind", line.red)[1])
    return _colour(is_yellow=low <= behind <= high, is_red=behind > over)


def _milestone(line, percent):
    if line.number == "none overdue":
        return "green"
    days = int(re.fullmatch(r"\d+, up to (\d+) days?", line.number)[1])
    yellow = re.fullmatch(r"1 to (\d+) days overdue", line.yellow)
    over = int(re.fullmatch(r"more than (\d+) days overdue", line.red)[1])
    return _colour(is_yellow=bool(yellow) and days <= int(yellow[1]), is_red=days > over)


def _deadline(line, percent):
    if line.number == "no time limit":
        return "green"
    days, what = re.fullmatch(r"(\d+) days? (left|overdue)", line.number).groups()
    assert line.red == "passed and not complete"
    if what == "overdue":
        return _colour(is_yellow=False, is_red=percent < 100)
    near, enough = map(int, re.fullmatch(r"(\d+) days left or less, below (\d+)%", line.yellow).groups())
    return _colour(is_yellow=int(days) <= near and percent < enough, is_red=False)


def _reporting(line, percent):
    assert line.yellow == "last report late or missing"
    from_on = int(re.fullmatch(r"(\d+) reports? in a row missing", line.red)[1])
    told = re.search(r"(\d+) reports? in a row missing", line.number)
    missing = int(told[1]) if told else "missing" in line.number
    return _colour(is_yellow="missing" in line.number or "late" in line.number, is_red=missing >= from_on)


def _colour(*, is_yellow, is_red):
    return "red" if is_red else "yellow" if is_yellow else "green"


READERS = dict(zip(NAMES, (_gap, _milestone, _deadline, _reporting), strict=True))
