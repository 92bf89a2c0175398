"""What changed between two Chinese texts, word by word, at a bounded cost."""

import re
from collections import deque
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from tracker.plans.percent import whole_percent
from tracker.reporting.limits import written_length

CLAUSE = re.compile(r"[^，。！？；：、\n]*[，。！？；：、\n]+|[^，。！？；：、\n]+")
WORD = re.compile(
    r"[A-Za-z]+"
    r"|\d+(?:[.,:/-]\d+)*[%％‰]?"  # 1,286 · 74% · 2024-10-31
    r"|\s+"
    "|.(?:\u200d.|[\u0300-\u036f\ufe0f\u20e3\U0001f3fb-\U0001f3ff])*",  # one character with what is joined to it
    re.DOTALL,
)

SHORTEST_RUN = 2  # characters; a shorter agreement between two changes is chance and only makes them hard to read
BUDGET = 4_000_000  # comparisons for one difference, about a quarter of a second


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


def difference(before, after):
    """Return the pieces that lead from `before` to `after` in reading order, none empty, no two neighbours of a kind.

    The same and removed pieces join to `before`, the same and added ones to `after`; what was removed comes before what
    was added in its place. Clauses are compared first, then, where they differ, single characters, with words and
    numbers kept whole. What would cost too much is shown coarser: by clauses, at worst as all removed and all added.
    """
    return list(_tidied(_compared(before, after, (CLAUSE, WORD), _Budget(BUDGET))))


@lru_cache(maxsize=512)  # pairs; a review asks again and again about all that waits
def similarity(before, after):
    """Return how much of two texts is the same, in percent (0–100): twice the same characters over all of both.

    White space does not count: texts that differ in nothing else are 100 % similar, and only they are.
    """
    if "".join(before.split()) == "".join(after.split()):
        return 100
    same = sum(written_length(piece.text) for piece in difference(before, after) if piece.kind == "same")
    return whole_percent(2 * same, written_length(before) + written_length(after))


def _compared(before, after, levels, budget):
    """Yield pieces: the runs that agree at the first of the `levels`, and between them what the finer levels find."""
    if not (levels and before and after):
        yield Piece("removed", before)
        yield Piece("added", after)
        return
    level, *finer = levels
    a, b = level.findall(before), level.findall(after)
    a_done = b_done = 0
    for a_start, b_start, size in [*_common_runs(a, b, budget), (len(a), len(b), 0)]:
        yield from _compared("".join(a[a_done:a_start]), "".join(b[b_done:b_start]), finer, budget)
        yield Piece("same", "".join(a[a_start : a_start + size]))
        a_done, b_done = a_start + size, b_start + size


def _tidied(pieces):
    """Yield the pieces with neighbours of one kind joined and empty ones dropped."""
    for is_same, group in groupby(filter(lambda piece: piece.text, pieces), key=lambda piece: piece.kind == "same"):
        group = list(group)
        for kind in ("same",) if is_same else ("removed", "added"):
            if text := "".join(piece.text for piece in group if piece.kind == kind):
                yield Piece(kind, text)


def _common_runs(a, b, budget):
    """Return the runs of equal parts of two lists as sorted (start in a, start in b, size).

    Both ends first, which is all of most edits; then the longest run of the middle, and so on to its left and right.
    """
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    runs = [(0, 0, head), (len(a) - tail, len(b) - tail, tail)]
    matcher = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=False)
    windows = deque([(0, len(matcher.a), 0, len(matcher.b))])
    while windows:
        a_low, a_high, b_low, b_high = windows.popleft()
        cost = sum(1 + len(matcher.b2j.get(part, ())) for part in matcher.a[a_low:a_high])
        if b_low == b_high or not budget.covers(cost):
            continue
        i, j, size = matcher.find_longest_match(a_low, a_high, b_low, b_high)
        if sum(map(len, matcher.a[i : i + size])) >= SHORTEST_RUN:
            runs.append((head + i, head + j, size))
            windows += [(a_low, i, b_low, j), (i + size, a_high, j + size, b_high)]
    return sorted(runs)


def _shared(a, b):
    """Return how many parts two lists share from their start on."""
    return next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


class _Budget:
    """What a difference may still cost, in comparisons."""

    def __init__(self, left):
        self.left = left

    def covers(self, cost):
        """Take `cost` from what is left if it is there, and say so."""
        if cost > self.left:
            return False
        self.left -= cost
        return True
