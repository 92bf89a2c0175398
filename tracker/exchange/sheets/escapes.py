"""Signs that XML cannot hold, as spreadsheets write them: ``_x000D_`` (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""

import re

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
SURROGATE = re.compile("[\ud800-\udfff]")


def unescaped(text):
    """Undo the escapes of a text once, so that ``_x005F_x000D_`` is the text ``_x000D_`` and no carriage return."""
    if "_x" not in text:
        return text
    text = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
