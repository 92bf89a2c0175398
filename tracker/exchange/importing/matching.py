"""Finding what a plan holds already under a slightly different wording. Pure."""

import re
from collections import Counter

from tracker.plans.text import normalise

SAME = 0.6  # from here on two titles are taken for the same
UNSAID = re.compile(r"[\W_]+")


def match(wanted, known, *, in_place=0.35):
    """Pair titles with those that are known: ``{key of wanted: key of known}``, the likest first, each used once.

    ``wanted`` and ``known`` are ``{key: (title, place)}``; what stands at the same place, such as a number or heading,
    is the likelier and needs a likeness of ``in_place`` only. A place of None is no place.
    """
    signs = {key: (_signs(title), place) for key, (title, place) in wanted.items()}
    others = {key: (_signs(title), place) for key, (title, place) in known.items()}
    pairs = []
    for key, (title, place) in signs.items():
        for other, (other_title, other_place) in others.items():
            score, is_in_place = _likeness(title, other_title), place is not None and place == other_place
            if score >= (in_place if is_in_place else SAME):
                pairs.append((-score - (0.05 if is_in_place else 0), len(pairs), key, other))
    found, taken = {}, set()
    for _rank, _order, key, other in sorted(pairs):
        if key not in found and other not in taken:
            found[key] = other
            taken.add(other)
    return found


def likeness(one, other):
    """How alike two titles are, from 0 to 1: the pairs of neighbouring characters that they share."""
    return _likeness(_signs(one), _signs(other))


def organization_of(name, organizations):
    """The name under which a body is known; empty when it is not. 省教育厅 is found as 广东省教育厅, if one ends so."""
    wanted = bare(name)
    if wanted in organizations:
        return organizations[wanted]
    if not wanted.startswith(("省", "市")):
        return ""
    longer = {full for known, full in organizations.items() if known.endswith(wanted)}
    return longer.pop() if len(longer) == 1 else ""


def bare(text):
    """A text as it is compared: normalised, without punctuation and white space."""
    return UNSAID.sub("", normalise(text))


def _signs(title):
    text = bare(title)
    return Counter(text[n : n + 2] for n in range(max(len(text) - 1, 1))) if text else Counter()


def _likeness(one, other):
    if not one or not other:
        return 0.0
    small, large = sorted((one, other), key=len)
    shared = sum(min(count, large[sign]) for sign, count in small.items())
    total_one, total_other = sum(one.values()), sum(other.values())
    contained = shared / min(total_one, total_other)
    return max(2 * shared / (total_one + total_other), 0.85 * contained if min(total_one, total_other) >= 4 else 0)
