"""How much room text takes in a drawing, measured generously, so that what fits by these figures fits in every font."""

import re

WIDE = {"m", "w", "M", "W", "@", "%", "&", "+", "−", "—", "→"}
NO_BEGINNING = "，。、；：）〕》”！？"
TOKENS = re.compile(rf"[!-~]+\s*|\s+|.[{NO_BEGINNING}]*", re.DOTALL)
MORE = "…"


def width(text, size):
    """The width of a line of text at a font size, in the unit of the size."""
    return round(sum(map(_ems, text)) * size, 2)


def fitted(text, room, size):
    """The text, or as much of it as fits into the room with an ellipsis behind it."""
    if width(text, size) <= room:
        return text
    return _shortened(text, room, size)


def wrapped(text, room, size, *, most=None):
    """The text as lines that fit into the room; of more than ``most`` lines the last one ends with an ellipsis."""
    lines = [""]
    for token in TOKENS.findall(" ".join(text.split())):
        for part in (token,) if width(token.rstrip(), size) <= room else token:
            if lines[-1] and width((lines[-1] + part).rstrip(), size) > room:
                lines.append("")
            lines[-1] += part
    lines = [line.strip() for line in lines]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most - 1], _shortened(lines[most - 1], room, size)]


def _shortened(text, room, size):
    while text and width(text + MORE, size) > room:
        text = text[:-1]
    return text.rstrip() + MORE if text else ""


def _ems(character):
    if character in WIDE:
        return 1.0
    if not character.isascii():
        return 1.0
    if character in " .,:;'|!()[]iljtf-":
        return 0.42
    return 0.76 if character.isupper() else 0.6
