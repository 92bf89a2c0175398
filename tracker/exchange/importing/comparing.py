"""What became of the clauses of a text in its next version. Pure."""

from difflib import SequenceMatcher

from tracker.exchange.importing.matching import likeness
from tracker.exchange.importing.shapes import Compared
from tracker.plans.sources import ClauseKind
from tracker.reporting.difference import difference

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
ALIKE = 0.5  # from here on a clause counts as changed, below as removed and another one added
MOST_PAIRS = 40_000  # between two places that stayed; beyond it the clauses are taken as removed and added


def compare(before, now):
    """Compare two sequences of passages and return what became of each, in the order of the new text.

    Passages with the same words are the same, wherever their number moved. Between those that stayed, and then among
    all that are left, the likest pairs are the changed ones.
    """
    old = [passage for passage in before if passage.kind != ClauseKind.FRONT]
    new = [passage for passage in now if passage.kind != ClauseKind.FRONT]
    pairs = _same(old, new)
    kept = set(pairs.values())
    lost = [passage for passage in old if passage.ordinal not in kept]
    come = [passage for passage in new if passage.ordinal not in pairs]
    changed = _changed(lost, come)
    matched = set(changed.values())
    fates = [_fate(passage.ordinal, pairs, changed) for passage in new]
    gone = [passage.ordinal for passage in lost if passage.ordinal not in matched]
    return tuple(_with_removed(fates, gone))


def words_changed(before, now):
    """Word by word what changed between two clauses: the ``Piece``s of ``tracker.reporting.difference``."""
    return difference(before, now)


def _same(old, new):
    """``{ordinal now: ordinal before}`` of the clauses with the same words, in order first, then wherever they are."""
    blocks = SequenceMatcher(None, [p.sha256 for p in old], [p.sha256 for p in new], autojunk=False)
    pairs = {
        new[block.b + n].ordinal: old[block.a + n].ordinal
        for block in blocks.get_matching_blocks() for n in range(block.size)
    }
    left, placed = {}, set(pairs.values())
    for passage in old:
        if passage.ordinal not in placed:
            left.setdefault(passage.sha256, []).append(passage.ordinal)
    for passage in new:
        if passage.ordinal not in pairs and left.get(passage.sha256):
            pairs[passage.ordinal] = left[passage.sha256].pop(0)
    return pairs


def _changed(lost, come):
    """``{ordinal now: ordinal before}`` of the likest pairs of one kind."""
    if len(lost) * len(come) > MOST_PAIRS:
        return {}
    scores = sorted(
        (-likeness(one.text, other.text), other.ordinal, one.ordinal)
        for one in lost for other in come if one.kind == other.kind or ClauseKind.GAP in (one.kind, other.kind)
    )
    found, taken = {}, set()
    for score, now, before in scores:
        if -score >= ALIKE and now not in found and before not in taken:
            found[now] = before
            taken.add(before)
    return found


def _fate(ordinal, same, changed):
    if ordinal in same:
        return Compared(SAME, same[ordinal], ordinal)
    if ordinal in changed:
        return Compared(CHANGED, changed[ordinal], ordinal)
    return Compared(ADDED, None, ordinal)


def _with_removed(fates, gone):
    """Each clause that was removed stands where it stood: before the next one that came after it."""
    gone = sorted(gone)
    for fate in fates:
        while gone and fate.before is not None and gone[0] < fate.before:
            yield Compared(REMOVED, gone.pop(0), None)
        yield fate
    yield from (Compared(REMOVED, ordinal, None) for ordinal in gone)
