"""Numbers of a spreadsheet that mean days: which formats show a date, and which day a number is in either epoch."""

import re
from datetime import date, datetime, timedelta

# ECMA-376 part 1, 18.8.30: 27–36 and 50–58 are dates in the Chinese and Japanese editions
BUILT_IN = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), "date"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "time"),
}
NOT_TOKENS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|上午/下午', re.IGNORECASE)
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
FIRST_1904 = date(1904, 1, 1)


def shown_as(code):
    """Return what a number format shows: "date", "time", "percent" or None for any other number."""
    if ELAPSED.search(code):
        return None
    tokens = NOT_TOKENS.sub("", code.partition(";")[0]).lower()
    if "%" in tokens:
        return "percent"
    if re.search("[0#?]", re.sub(r"s\.0+", "s", tokens)) or "general" in tokens:
        return None
    if re.search("[yd]", tokens):
        return "date"
    if re.search("[hs]", tokens):
        return "time"
    return "date" if "m" in tokens else None


def moment(serial, *, counts_from_1904):
    """Return the date of a number of days, a datetime if it has a fraction; None where it names no day.

    From 1900 the calendar of spreadsheets has a 29 February 1900 that never was, so earlier numbers are one day off.
    """
    days, fraction = divmod(serial, 1)
    first = FIRST_1904 if counts_from_1904 else date(1899, 12, 30 if serial >= 61 else 31)
    if days < (0 if counts_from_1904 else 1) or (days == 60 and not counts_from_1904):
        return None
    try:
        day = first + timedelta(days=int(days))
        if not fraction:
            return day
        return datetime(day.year, day.month, day.day) + timedelta(milliseconds=round(fraction * 86_400_000))
    except OverflowError:  # after 9999
        return None


def clock(serial):
    """Return the time of day of a fraction of a day as people read it, such as 9:30 or 14:05:30."""
    seconds = round(serial * 86_400)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hour}:{minute:02}" + (f":{second:02}" if second else "")
