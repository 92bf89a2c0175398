"""A Word file → its text, inside the confined process: paragraphs, cells, numbers, page breaks, notes at the end.

Read part by part as a stream and not by python-docx, which builds trees of a file before anybody can say stop, knows no
notes, and gives up on files that Word and WPS open.
"""

from tracker.exchange.outline.lists import read_lists, read_styles
from tracker.exchange.outline.numbering import circled
from tracker.exchange.outline.word_names import attribute, name_of
from tracker.exchange.outline.word_tables import Tables
from tracker.exchange.safety.markup import walk
from tracker.exchange.safety.package import Package
from tracker.exchange.safety.refusal import Refusal
from tracker.exchange.safety.relations import targets

CHARACTERS_MAX = 1_000_000
PARAGRAPHS_MAX = 100_000
ELEMENTS_MAX = 400_000  # 300 pages with tables have half as many

# What stands in the file and not in the text: what was deleted or moved away, earlier formatting, field codes, the
# reading above a word, and the second copy of a text box for older programs
LEFT_OUT = {"del", "moveFrom", "pPrChange", "rPrChange", "sectPrChange", "instrText", "delInstrText", "rt", "Fallback"}
SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
TABLE = {"tbl", "tr", "tc"}
OFF = ("0", "false", "off", "none")


def read(file):
    """Return the text of a .docx file, one line for each paragraph and each row of a table.

    Pages that are broken by hand end with "\\f".
    """
    package = Package(file)
    package.check(most=3 * ELEMENTS_MAX)  # tags that begin or end, and those of lists and styles
    place = targets(package, "").get("officeDocument", ["word/document.xml"])[0]
    if place not in package.entries:
        raise Refusal("damaged")
    parts = {kind: names[0] for kind, names in targets(package, place).items()}
    styles = read_styles(package, parts.get("styles"))
    counter = read_lists(package, parts.get("numbering"))
    story = Story(styles, counter)
    story.read(package.chunks(place))
    lines = story.lines + _notes(package, parts, story.notes)
    text = "\n".join(lines)
    if not text.strip():
        raise Refusal("no text")
    return text


def _notes(package, parts, wanted):
    """Return the lines of the notes that the text refers to, in its order, each behind its mark."""
    found = {}
    for kind in ("footnotes", "endnotes"):
        if any(note[0] == kind for note in wanted) and parts.get(kind) in package.entries:
            story = Story({}, None)
            story.read(package.chunks(parts[kind]))
            found.update({(kind, key): " ".join(lines).strip() for key, lines in story.kept.items()})
    return [f"{circled(at)}{found[note]}" for at, note in enumerate(wanted, start=1) if found.get(note)]


class Paragraph:
    """What is known of a paragraph while it is read."""

    def __init__(self):
        self.pieces = []
        self.style = self.list = self.level = None
        self.is_broken_before = self.ends_section = False


class Story:
    """Reads one part; `lines` are its paragraphs, `notes` the notes it refers to, `kept` {id: lines} of its notes."""

    def __init__(self, styles, counter):
        self.styles, self.counter = styles, counter
        self.lines, self.notes, self.kept = [], [], {}
        self.tables = Tables()
        self.open = []  # paragraphs: one may stand in a text box inside another
        self.names = {}
        self.left_out = self.properties = self.elements = 0
        self.is_text = self.is_hidden = False
        self.section = self.boundary = None
        self.left = CHARACTERS_MAX

    def read(self, chunks):
        walk(chunks, start=self._start, end=self._end, text=self._text, has_namespaces=True)

    def _name(self, name):
        if name not in self.names:
            self.names[name] = name_of(name)
        return self.names[name]

    def _start(self, name, attributes):
        self.elements += 1
        if self.elements > ELEMENTS_MAX:
            raise Refusal("heavy")
        name = self._name(name)
        if name in LEFT_OUT:
            self.left_out += 1
        elif self.left_out or name is None:
            return
        elif name == "p":
            self.open.append(Paragraph())
        elif name in TABLE:
            self.tables.begin(name)
        elif name == "sectPr":
            self.section = "nextPage"
        elif name == "type" and self.section:
            self.section = attribute(attributes, "val")
        elif name in ("footnote", "endnote"):
            self.lines = self.kept[attribute(attributes, "id")] = []
        elif self.open:
            self._start_inside(name, attributes)
        elif self.tables.cell:
            self.tables.note_property(name, attribute(attributes, "val"))

    def _start_inside(self, name, attributes):
        if name == "t":
            self.is_text = not self.is_hidden
        elif name == "pPr":
            self.properties += 1
        elif self.properties:
            self._note_property(self.open[-1], name, attribute(attributes, "val"))
        elif name == "vanish":
            self.is_hidden = attribute(attributes, "val") not in OFF
        elif name == "br":
            self._add({"page": "\f"}.get(attribute(attributes, "type"), "\n"))
        elif name in SIGNS:
            self._add(SIGNS[name])
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.replace("Reference", "s"), attribute(attributes, "id")))
            self._add(circled(len(self.notes)))

    def _note_property(self, paragraph, name, value):
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.list = value
        elif name == "ilvl":
            paragraph.level = value
        elif name == "pageBreakBefore":
            paragraph.is_broken_before = value not in OFF

    def _text(self, characters):
        if self.is_text and not self.left_out:
            self._add(characters)

    def _add(self, characters):
        self._count(characters)
        self.open[-1].pieces.append(characters)

    def _count(self, characters):
        self.left -= len(characters)
        if self.left < 0:
            raise Refusal("characters", limit=CHARACTERS_MAX)

    def _end(self, name):
        name = self._name(name)
        if name in LEFT_OUT:
            self.left_out -= 1
        elif self.left_out:
            return
        elif name == "t":
            self.is_text = False
        elif name == "r":
            self.is_hidden = False
        elif name == "pPr":
            self.properties -= 1
        elif name == "sectPr":
            self._end_section()
        elif name == "p":
            self._end_paragraph(self.open.pop())
        elif name in TABLE:
            self._end_of_table(name)

    def _end_of_table(self, name):
        """A row counts with what its merged cells say once more."""
        for line in self.tables.end(name):
            self._count(line)
            self._keep(line)

    def _keep(self, line):
        (self.tables.cell or self).lines.append(line)
        if len(self.lines) > PARAGRAPHS_MAX:
            raise Refusal("heavy")

    def _end_section(self):
        """A section says at its end how it began, so a page ends where the one before it did."""
        if self.boundary is not None and self.section not in ("continuous", "nextColumn"):
            self.lines[self.boundary] += "\f"
        self.section = None
        if self.open:
            self.open[-1].ends_section = True

    def _end_paragraph(self, paragraph):
        style = self.styles.get(paragraph.style)
        if style and style.is_contents:  # what it lists follows
            return
        text = "".join(paragraph.pieces)
        label = self._label(paragraph, style)
        if label and text.strip():
            text = f"{label}{' ' if label[-1].isalnum() else ''}{text.lstrip()}"
        self._keep("\f" * paragraph.is_broken_before + text)
        if paragraph.ends_section:
            self.boundary = len(self.lines) - 1

    def _label(self, paragraph, style):
        number = paragraph.list or (style.list if style else None)
        if number is None or self.counter is None:
            return ""
        level = paragraph.level or (style.level if style else None)
        if level is None:
            return self.counter.label(number, self.counter.level_of(number, paragraph.style))
        return self.counter.label(number, int(level) if level.isdecimal() else -1)
