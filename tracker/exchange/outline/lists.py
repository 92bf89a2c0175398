"""The lists and styles of a Word file, as far as they decide what number stands before a paragraph."""

from dataclasses import dataclass, replace

from tracker.exchange.outline.numbering import Counter, Level, List
from tracker.exchange.outline.word_names import attribute, name_of
from tracker.exchange.safety.markup import walk
from tracker.exchange.safety.refusal import Refusal

DEFINITIONS_MAX = 20_000
FIELDS = {"numFmt": "form", "lvlText": "text", "pStyle": "style"}


@dataclass
class Style:
    """A style of paragraphs; ``list`` and ``level`` as strings, None where it says nothing of them."""

    name: str = ""
    base: str | None = None
    list: str | None = None
    level: str | None = None

    @property
    def is_contents(self):
        return self.name.lower().startswith("toc ")


def read_styles(package, part):
    """Return {id: Style}, each with the list that it takes over from the style it is based on."""
    styles, current = {}, Style()

    def start(name, attributes):
        nonlocal current
        name, value = name_of(name), attribute(attributes, "val")
        if name == "style":
            current = styles[attribute(attributes, "styleId")] = Style()
            if len(styles) > DEFINITIONS_MAX:
                raise Refusal("heavy")
        elif name == "name":
            current.name = value or ""
        elif name == "basedOn":
            current.base = value
        elif name == "numId":
            current.list = value
        elif name == "ilvl":
            current.level = value

    if part in package.entries:
        walk(package.chunks(part), start=start, has_namespaces=True)
    for style in styles.values():
        _inherit(style, styles)
    return styles


def _inherit(style, styles):
    seen, base = set(), style
    while style.list is None and base.base in styles and base.base not in seen:
        seen.add(base.base)
        base = styles[base.base]
        style.list, style.level = base.list, style.level or base.level


def read_lists(package, part):
    """Return a Counter for the lists that a Word file defines."""
    abstracts, lists = {}, {}
    levels, lst, at = {}, None, 0

    def start(name, attributes):
        nonlocal levels, lst, at
        name, value = name_of(name), attribute(attributes, "val") or ""
        if name == "abstractNum":
            levels = abstracts[attribute(attributes, "abstractNumId")] = {}
        elif name == "num":
            lst = lists[attribute(attributes, "numId")] = List()
            levels = lst.levels
        elif name == "abstractNumId" and lst:
            lst.abstract = value
        elif name == "lvl" or name == "lvlOverride":
            at = _whole(attribute(attributes, "ilvl") or "", -1)
            if name == "lvl":
                levels[at] = Level()
        elif name == "startOverride" and lst:
            lst.starts[at] = _whole(value, 1)
        elif at in levels:
            levels[at] = _told(levels[at], name, value)
        if len(abstracts) + len(lists) > DEFINITIONS_MAX:
            raise Refusal("heavy")

    if part in package.entries:
        walk(package.chunks(part), start=start, has_namespaces=True)
    return Counter(abstracts, lists)


def _told(level, name, value):
    if name in FIELDS:
        return replace(level, **{FIELDS[name]: value[:200]})
    if name == "start":
        return replace(level, start=_whole(value, 1))
    if name == "isLgl":
        return replace(level, is_legal=value not in ("0", "false", "off"))
    return level


def _whole(text, default):
    return int(text) if text.isdecimal() and len(text) < 6 else default
