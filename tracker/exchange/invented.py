"""What marks files that hold demonstration data, as every page is marked that shows them."""

from django.utils.translation import gettext as _


def marked(text, *, is_demonstration):
    """The text under a title, after the mark where one is due."""
    return f"{mark()} · {text}" if is_demonstration else text


def mark():
    return _(
        "Demonstration: the measures are quoted from the published plan; departments in charge, people, dates, "
        "progress and reports are made up."
    )


def figures_marked(text, *, is_demonstration):
    """The same for files of figures of indicators."""
    return f"{figures_mark()} · {text}" if is_demonstration else text


def figures_mark():
    return _(
        "Demonstration: indicators and baselines are quoted from the published plan; targets, figures, their sources "
        "and the organizations that report them are made up."
    )
