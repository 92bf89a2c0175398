"""What the drawing of a timeline is made of: its sizes, the words that go in, the places that come out; pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    """Sizes in units of the drawing. ``task`` is the width of the column of tasks, 0 where each task has a band of the
    height ``band`` above its measures; ``name`` is that of the names, 0 where they stand above the bars in a space as
    high as ``above``. ``row`` is the height of a row in all."""

    kind: str
    width: float
    font: float
    small: float
    row: float
    name: float
    due: float
    task: float = 0
    lead: float = 0
    figure: float = 0
    band: float = 0
    above: float = 0

    @property
    def is_stacked(self):
        return self.above > 0

    @property
    def left(self):
        """Where the bars may begin."""
        return self.small if self.is_stacked else self.task + self.name + self.lead + self.figure + self.font * 1.6

    @property
    def right(self):
        """Where they end."""
        return self.width - (self.small if self.is_stacked else self.due)

    @property
    def target(self):
        """How high the ground is on which a click follows the name."""
        return self.above if self.is_stacked else round(self.row - 1, 1)

    @property
    def axis(self):
        """The height of the day asked for, the years and the quarters above the first row."""
        return round(self.small * (4.2 if self.has_quarters else 3.0), 1)

    @property
    def has_quarters(self):
        return not self.is_stacked

    @property
    def has_labels(self):
        """Whether there is room for names of milestones below the bars."""
        return not self.is_stacked and self.row >= self.font + 1.9 * self.small

    @property
    def words(self):
        """Lines that fit into a row beside its bar."""
        return max(int(self.row * 0.94 // (self.font * 1.25)), 1)

    @property
    def small_words(self):
        """Lines that fit into a row in the small font."""
        return max(int(self.row * 0.97 // (self.small * 1.25)), 1)


WIDE = Layout("wide", 1240, font=13, small=11.5, row=40, name=356, due=124, figure=46, band=30)
NARROW = Layout("narrow", 330, font=13, small=11.5, row=64, name=0, due=0, band=44, above=38)


@dataclass(frozen=True)
class Line:
    """A measure in words, each translated already; ``row`` holds its dates. ``about`` tells all of it."""

    row: object
    name: str
    about: str
    address: str = ""
    lead: str = ""
    light_word: str = ""
    figure: str = ""
    due: str = ""
    slip: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A task in words with its ``Line`` s; ``note`` stands where the bars would be when it has none."""

    title: str
    count: str = ""
    note: str = ""
    lines: tuple = ()


@dataclass(frozen=True)
class Text:
    """A text at a place; ``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class DrawnLine:
    """``texts`` are the lines of the name, ``beside`` all else; ``light`` is the place of the shape of the light."""

    line: Line
    top: float
    bottom: float
    texts: tuple
    beside: tuple
    light: tuple
    light_size: float
    bar: object
    marks: tuple
    labels: tuple
    strike: tuple = ()

    @property
    def height(self):
        return round(self.bottom - self.top, 1)


@dataclass(frozen=True)
class DrawnBlock:
    block: Block
    top: float
    bottom: float
    texts: tuple
    count: Text | None
    note: Text | None
    lines: tuple
    years: tuple = ()

    @property
    def height(self):
        return round(self.bottom - self.top, 1)


@dataclass(frozen=True)
class Chart:
    """``years`` and ``quarters`` are texts above the grid, at ``year_xs`` and ``quarter_xs`` it has its lines.

    ``day`` is the place of the day asked for, None where it is not to be seen; ``day_label`` says so then, too.
    """

    layout: Layout
    top: float
    height: float
    years: tuple
    quarters: tuple
    year_xs: tuple
    quarter_xs: tuple
    day: float | None
    day_label: Text
    blocks: tuple = field(repr=False)

    @property
    def grid_top(self):
        return round(self.top + self.layout.axis, 1)

    @property
    def day_top(self):
        """Where the line of the day begins, below its name."""
        return round(self.top + self.layout.small * 1.3, 1)

    @property
    def bottom(self):
        return round(self.top + self.height, 1)
