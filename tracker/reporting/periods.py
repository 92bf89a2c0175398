"""What periods are called."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

QUARTERS = (_("first quarter"), _("second quarter"), _("third quarter"), _("fourth quarter"))
HALVES = (_("first half-year"), _("second half-year"))


def period_short_name(frequency, number):
    """The name without its year, such as “third quarter”."""
    if frequency == "quarter" and 1 <= number <= 4:
        return str(QUARTERS[number - 1])
    if frequency == "half" and 1 <= number <= 2:
        return str(HALVES[number - 1])
    if frequency == "month":
        return gettext("month %(number)d") % {"number": number}
    return gettext("whole year")


def period_name(frequency, year, number):
    """The full name, such as “third quarter of 2024”."""
    return gettext("%(period)s of %(year)d") % {"period": period_short_name(frequency, number), "year": year}
