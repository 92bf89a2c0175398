"""Whole percentages: one rounding rule for everything that is shown and compared."""


def whole_percent(part, whole):
    """Return the share of `part` in `whole` as 0–100, half a point rounded up.

    100 means complete: whatever falls short of the whole is at most 99. Both are exact numbers (int, Fraction or
    Decimal) of the same unit, `part` at least 0 and `whole` above 0.
    """
    if part >= whole:
        return 100
    return min(99, int((200 * part + whole) // (2 * whole)))
