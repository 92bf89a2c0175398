"""The tree of a document: its sections by their numbers, each with its heading and its sentences."""

from dataclasses import dataclass, field

from tracker.exchange.outline.meaning import headings, limits
from tracker.exchange.outline.meaning.bodies import alone
from tracker.exchange.outline.text.numbering import mark
from tracker.exchange.outline.text.sentences import runs, sentences
from tracker.plans.sources import ClauseKind

LONGEST_PATH = 120


@dataclass(eq=False)
class Stretch:
    """A passage in the making."""

    start: int
    end: int
    kind: ClauseKind
    path: str
    text: str
    ordinal: int = 0
    is_first: bool = False  # the first of its paragraph


@dataclass(eq=False)
class Section:
    """A numbered part: ``parts`` are its stretches and sections in order, ``head`` the stretch with its title."""

    style: str = ""
    number: int = 0
    path: str = ""
    title: str = ""
    head: Stretch | None = None
    parts: list = field(default_factory=list)

    @property
    def sections(self):
        return [part for part in self.parts if isinstance(part, Section)]

    @property
    def stretches(self):
        return [part for part in self.parts if isinstance(part, Stretch)]

    @property
    def topic(self):
        return headings.topic(self.title)

    def outermost(self, topic):
        """The sections below about a topic that stand in no other one about it."""
        found, waiting = [], list(self.sections)
        while waiting:
            section = waiting.pop(0)
            if section.topic == topic:
                found.append(section)
            else:
                waiting = section.sections + waiting
        return found

    def walk(self):
        """This section and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


def _is_charge(text):
    """Whether a text only says who answers and until when."""
    return len(text) <= 200 and bool(limits.whole(text.rstrip("。")) or alone(text.rstrip("。")))


class Tree:
    """Builds the sections from paragraphs, one after the other."""

    def __init__(self, is_place):
        self.root = Section()
        self.stretches = []
        self._open = [self.root]
        self._is_place = is_place

    def add(self, text, start, *, following=""):
        """A paragraph that begins at ``start`` of the whole text; ``following`` is the next one."""
        found = mark(text)
        if found and (found.style != "run" or not runs(text)):
            self._begin(found, text, start, following)
        elif not found and headings.is_known(text):
            self._enter("word", 1, "", text, start)
        else:
            self._sentences(text, 0, start, can_have_head=True)

    def note(self, text, start, kind):
        """A stretch that stands outside of what the document says: its head, footnotes, its foot."""
        self._append(Stretch(start, start + len(text), kind, "", text), part_of=None)

    def row(self, text, start, kind):
        """A row of a table."""
        stretch = Stretch(start, start + len(text), kind, self._open[-1].path, text)
        self._append(stretch, part_of=None)
        return stretch

    def add_broken(self, text, start, cut):
        """The paragraph in which the text stops; from ``cut`` on it is broken off."""
        found = mark(text)
        if found and cut <= found.length:
            self._enter(found.style, found.number, found.label, "", start, title=text[found.length:])
            cut = 0
        if cut:
            self.add(text[:cut], start)
        path = self._open[-1].path
        self._append(Stretch(start + cut, start + len(text), ClauseKind.GAP, path, text[cut:], is_first=cut == 0))

    def _begin(self, found, text, start, following):
        rest = text[found.length:]
        bounds = sentences(rest)
        if not bounds:
            self._enter(found.style, found.number, found.label, text, start, title="")
            return
        first = rest[:bounds[0][1]]
        if len(bounds) == 1 and self._is_alone(found.style, first, following):
            self._enter(found.style, found.number, found.label, text, start, title=first)
            return
        colon = self._colon(rest) if len(bounds) > 1 or len(rest) > 30 else 0
        if colon:
            first = rest[:colon]
        if (colon or len(bounds) > 1) and self._is_head(first, rest[len(first):]):
            head = found.length + len(first)
            self._enter(found.style, found.number, found.label, text[:head], start, title=first)
            self._sentences(text, head, start, after_head=True)
            return
        self._enter(found.style, found.number, found.label, "", start, title="")
        self._sentences(text, 0, start)

    def _is_head(self, first, rest):
        """Whether the first sentence of a numbered paragraph is the heading of the rest."""
        if self._is_place(first) or _is_charge(rest):
            return False
        return headings.opens_paragraph(first, rest, is_numbered=True)

    def _is_alone(self, style, sentence, following):
        """Whether the only sentence of a numbered paragraph is a heading."""
        if headings.LABEL.match(sentence) or sentence.endswith(("；", "，")):
            return False
        if _is_charge(following.strip("（）")) or headings.LABEL.match(following):
            return not sentence.endswith("。") and len(sentence) <= headings.LONGEST
        if not sentence.endswith(("。", "！")):
            return len(sentence) <= headings.LONGEST or headings.topic(sentence) != headings.Topic.OPEN
        after = mark(following)
        above = [section.style for section in self._open]
        above = above[:above.index(style)] if style in above else above
        deeper = after is not None and after.style not in {style, *above}
        is_short = "，" not in sentence and len(sentence) <= headings.LONGEST
        return bool(following) and (after is None or deeper) and is_short

    @staticmethod
    def _colon(text):
        """The end of a heading with a colon: “户籍改革：推进…”."""
        place = text.find("：")
        title = headings.plain(text[:max(place, 0)])
        is_plain = not any(sign in title for sign in "，。；、（“")
        is_heading = 2 <= len(title) <= 20 and is_plain and len(text) > place + 8
        return place + 1 if place > 0 and is_heading and not headings.LABEL.match(text) else 0

    def _enter(self, style, number, label, head, start, *, title=None):
        """Open a section below the last one of a higher style."""
        while any(section.style == style for section in self._open):
            self._open.pop()
        if style in {"part", "chapter", "word"}:
            ranks = ("part", "chapter", "word")
            while self._open[-1].style and self._open[-1].style not in ranks[:ranks.index(style)]:
                self._open.pop()
        if not self._open:
            self._open = [self.root]
        parent = self._open[-1]
        path = "/".join(part for part in (parent.path, label) if part)[:LONGEST_PATH]
        section = Section(style, number, path, headings.plain(head if title is None else title))
        parent.parts.append(section)
        self._open.append(section)
        if head:
            section.head = Stretch(start, start + len(head), ClauseKind.HEADING, path, head)
            self._append(section.head, part_of=None)

    def _sentences(self, text, offset, start, *, after_head=False, can_have_head=False, is_run=False):
        """The sentences of a paragraph from ``offset`` on, with run-in headings and 一是…二是… taken apart."""
        body = text[offset:]
        if not is_run and (counted := runs(body)):
            self._runs(body, counted, start + offset)
            return
        bounds = sentences(body)
        texts = [body[begin:end] for begin, end in bounds]
        heads = self._heads(texts, after_head=after_head, can_have_head=can_have_head)
        for place, (begin, end) in enumerate(bounds):
            kind = ClauseKind.RUN_IN if place in heads else ClauseKind.SENTENCE
            self._append(
                Stretch(start + offset + begin, start + offset + end, kind, self._open[-1].path, texts[place],
                        is_first=place == 0)
            )

    def _heads(self, texts, *, after_head, can_have_head):
        """Which sentences of a paragraph are headings. They begin with the first sentence or there are none."""
        if len(texts) < 2 or not (after_head or can_have_head) or self._is_place(texts[0]):
            return set()
        if not headings.names_following(texts[0], texts[1:]):
            return set()
        heads = {0}
        for place in range(2, len(texts) - 1):
            if place - 1 in heads or self._is_place(texts[place]):
                continue
            if headings.names_following(texts[place], texts[place + 1:]):
                heads.add(place)
        return heads

    def _runs(self, body, counted, start):
        """一是…二是…: each a section of its own below the one that is open."""
        first = counted[0][0]
        if body[:first].strip():
            for begin, end in sentences(body[:first]):
                path = self._open[-1].path
                self._append(Stretch(start + begin, start + end, ClauseKind.SENTENCE, path, body[begin:end]))
        level = len(self._open)
        for place, (begin, length) in enumerate(counted):
            end = counted[place + 1][0] if place + 1 < len(counted) else len(body)
            self._run(body[begin:end], length, start + begin, place + 1)
            del self._open[level:]

    def _run(self, text, length, start, number):
        label = text[:length].rstrip("，：")
        bounds = sentences(text[length:])
        first = text[:length + bounds[0][1]] if bounds else text
        rest = text[len(first):]
        if rest and headings.opens_paragraph(first[length:], rest, is_numbered=True):
            self._enter("run", number, label, first, start, title=first[length:])
            self._sentences(text, len(first), start, is_run=True)
        else:
            self._enter("run", number, label, "", start, title="")
            self._sentences(text, 0, start, is_run=True)

    def _append(self, stretch, *, part_of=...):
        if part_of is ...:
            self._open[-1].parts.append(stretch)
        self.stretches.append(stretch)
