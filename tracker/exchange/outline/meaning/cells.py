"""Tables whose cells came out of a file one below the other, put together as rows again."""

from tracker.exchange.outline.meaning.tables import header

FEWEST = 3  # columns
LONGEST_NAME = 12


def joined(text):
    """The text with tabs between the cells of each row, where its lines are the cells of a table.

    Only tables are known whose columns have names that we know and whose rows are numbered, so that each row begins
    with a number; an empty line is an empty cell. Everything else stays as it is.
    """
    lines, found, place = text.split("\n"), [], 0
    while place < len(lines):
        width = _width(lines, place)
        if not width:
            found.append(lines[place])
            place += 1
            continue
        found.append(_row(lines[place:place + width], width))
        place += width
        while place < len(lines) and lines[place].strip().isdecimal():
            found.append(_row(lines[place:place + width], width))
            place += width
    return "\n".join(found)


def _width(lines, place):
    """How many columns a table has whose head begins there; 0 where none does."""
    if not _may_be_name(lines[place]) or header(f"{lines[place]}\t任务\t单位").get(0) != "number":
        return 0
    end = place
    while end < len(lines) and _may_be_name(lines[end]) and not lines[end].strip().isdecimal():
        end += 1
    width = end - place
    is_head = width >= FEWEST and bool(header("\t".join(lines[place:end])))
    is_followed = end < len(lines) and lines[end].strip().isdecimal()
    return width if is_head and is_followed else 0


def _may_be_name(line):
    return 0 < len(line.strip()) <= LONGEST_NAME and "\t" not in line


def _row(cells, width):
    return "\t".join([cell.strip() for cell in cells] + [""] * (width - len(cells)))
