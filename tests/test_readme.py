"""The README says what the code does."""

import re
from pathlib import Path

from django.conf import settings

from tracker.reporting.workflow import as_mermaid

README = Path(settings.BASE_DIR, "README.md").read_text(encoding="utf-8")


def test_the_picture_of_a_reports_life_is_drawn_from_the_table():
    assert as_mermaid() in README


def test_every_variable_of_the_environment_stands_in_the_table():
    read = {
        name
        for path in Path(settings.BASE_DIR, "config").glob("*.py")
        for name in settings_names(path.read_text(encoding="utf-8"))
    }

    assert {name for name in read if f"`{name}`" not in README} == set()


def settings_names(source):
    readers = "text|boolean|integer|listing|path|secret|confidential|choice|networks"
    return re.findall(rf'env\.(?:{readers})\(\s*"([A-Z0-9_]+)"', source)
