"""Edits a workbook in LibreOffice, the way a person would: opens it, types into cells, saves it as .xlsx.

Run by the system's own Python, which has LibreOffice's bridge: ``desk.py PIPE FILE SHEET!CELL=TEXT …``. It imports
nothing of ours.
"""

import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main():
    pipe, file, *edits = sys.argv[1:]
    desktop = _desktop(pipe)
    try:
        address = Path(file).resolve().as_uri()
        document = desktop.loadComponentFromURL(address, "_blank", 0, (_property("Hidden", True),))
        for edit in edits:
            place, _equals, text = edit.partition("=")
            sheet, _mark, cell = place.rpartition("!")
            page = document.Sheets.getByIndex(int(sheet))
            page.getCellRangeByName(cell).setFormula(text)  # as if typed: numbers and dates become such
        document.storeToURL(address, (_property("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
    finally:
        desktop.terminate()


def _desktop(pipe):
    """The running office; it takes a while to answer."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def _property(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


if __name__ == "__main__":
    main()
