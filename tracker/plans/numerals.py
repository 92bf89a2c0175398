"""How the plan numbers its tasks."""

import re

DIGITS = "零一二三四五六七八九"
NUMERAL = re.compile("(?:([一二三四五六七八九])百)?(?:零|([一二三四五六七八九]?)十)?([一二三四五六七八九]?)")


def ordinal(number):
    """Return 1–99 as an official document numbers its second level: （一）, （十二）, （二十）."""
    tens, ones = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return f"（{leading}{DIGITS[ones] if ones or not tens else ''}）"


def number_of(numeral):
    """Return the number 1–999 that a Chinese or Arabic numeral says, such as 十二, 一百零五, 12; None for others."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral[:4])
    found = NUMERAL.fullmatch(numeral)
    if not numeral or not found:
        return None
    hundreds, tens, ones = found.groups()
    ten = 0 if tens is None else DIGITS.index(tens or "一")
    return 100 * DIGITS.index(hundreds or "零") + 10 * ten + DIGITS.index(ones or "零")
