"""How cells look: one format for each kind of column and ground, made when it is first needed."""

from functools import cached_property

from tracker.exchange.sheets.plain import style_of

NUMBERS = {"text": "@", "whole": "0", "percent": "0", "decimal": "General", "date": "yyyy-mm-dd",
           "moment": "yyyy-mm-dd hh:mm"}
IN_THE_MIDDLE = {"whole", "percent", "date", "moment"}
LIKE_A_FORMULA = frozenset("=+-@'\t\r\n\0\uff1d\uff0b\uff0d\uff20")  # half and full width: bears Excel's mark of text
GROUNDS = {  # tone: (ground, ink), as on the screen
    "red": ("#FBE9E9", "#9A1B22"), "yellow": ("#FFF3D4", "#7A4B00"), "green": ("#E9F5EF", "#1A6643"),
    "blue": ("#EAF0F8", "#2D5288"), "grey": ("#F3F5F8", "#434C5C"),
}
OPEN_GROUND = "#FFFDF0"
LINE = "#B9C0CB"
CELL = {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE}
NAMED = {
    "head": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E1E5EB",
             "border": 1, "border_color": LINE, "num_format": "@"},
    "title": {"bold": True, "font_size": 14, "num_format": "@"},
    "subtitle": {"font_color": "#434C5C", "num_format": "@"},
    "foot": {"valign": "vcenter", "num_format": "@"},
}


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book):
        self._book, self._made, self._columns = book, {}, {}

    def of(self, name):
        """The format of a title, subtitle, head or foot."""
        if name not in self._made:
            self._made[name] = self._book.add_format(NAMED[name])
        return self._made[name]

    def column(self, column, *, is_locked):
        """The ``Styles`` of a column. Where a sheet is locked, its open columns have a ground of their own."""
        is_open = column.is_open and is_locked
        key = column.kind, is_open
        if key not in self._columns:
            self._columns[key] = Styles(self._book, kind=column.kind, is_open=is_open)
        return self._columns[key]


class Styles:
    """The formats of a column, by number: the ``usual`` one, and ``quoted`` for a text that looks like a formula."""

    def __init__(self, book, *, kind, is_open, tone=""):
        self._book, self._kind, self._is_open, self._toned = book, kind, is_open, {}
        self.is_of_days = kind in {"date", "moment"}
        usual = {**CELL, "num_format": NUMBERS[kind]}
        usual.update({"align": "center"} if kind in IN_THE_MIDDLE else {})
        if is_open:
            usual.update(locked=False, bg_color=OPEN_GROUND)
        if tone:
            usual["bg_color"], usual["font_color"] = GROUNDS[tone]
        self.usual = style_of(book.add_format(usual))
        self.quoted = style_of(book.add_format({**usual, "quote_prefix": True}))

    @cached_property
    def below(self):
        """The format of what is below the rows, None unless it may be written in."""
        if not self._is_open:
            return None
        return self._book.add_format({"num_format": NUMBERS[self._kind], "locked": False})

    def like(self, toned):
        """The ``Styles`` of a ``Toned`` value in this column."""
        key = toned.tone, self._is_open and not toned.is_locked
        if key not in self._toned:
            self._toned[key] = Styles(self._book, kind=self._kind, is_open=key[1], tone=toned.tone)
        return self._toned[key]
