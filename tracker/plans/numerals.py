"""How the plan numbers its tasks."""

DIGITS = "零一二三四五六七八九"


def ordinal(number):
    """Return 1–99 as an official document numbers its second level: （一）, （十二）, （二十）."""
    tens, ones = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return f"（{leading}{DIGITS[ones] if ones or not tens else ''}）"
