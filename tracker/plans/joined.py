"""Many rows as one text inside another query: a page has few queries to spend."""

from django.db.models import Func, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

PART, LINE = "\x1f", "\x1e"  # no text holds these signs


class Joined(Func):
    """All texts of a query as one, parted by a sign; each database has its own name for it."""

    function = "STRING_AGG"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class _Line(Func):
    """Texts one after the other, without a function in a function, of which SQLite bears only so many."""

    template, arg_joiner = "(%(expressions)s)", " || "
    output_field = TextField()


def joined(rows, *parts):
    """A ``Subquery``: a line for each of the rows, with these parts of it; what is missing is empty. See ``lines``."""
    texts = [Coalesce(as_text(part), Value("", TextField())) for part in parts]
    line = _Line(*(piece for text in texts for piece in (text, Value(PART, TextField()))))
    return Subquery(rows.order_by().annotate(joined=Joined(line, Value(LINE, TextField()))).values("joined"))


def lines(text):
    """The parts of each line of a ``joined`` text, in no order."""
    return [line.split(PART)[:-1] for line in (text or "").split(LINE) if line]


def as_text(value):
    return Cast(value, TextField())
