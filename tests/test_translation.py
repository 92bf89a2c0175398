"""The Chinese catalogue says everything that the sources say, and says it as its readers do."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tracker" / "locale" / "zh_Hans" / "LC_MESSAGES"
SOURCES = ("config", "templates", "tracker")
NO_TEXT = shutil.ignore_patterns("__pycache__", "locale", "migrations", "static")
PLACEHOLDER = re.compile(r"%\(\w+\)(?:\.\d+)?[sdf]|%%|\{\w+\}|</?\w+>")
CHINESE = "[\u3400-\u9fff]"
HALF_WIDTH = re.compile(rf"{CHINESE}\s*[,.;:!?()'\"]\s*{CHINESE}")
TYPED_SPACE = re.compile(rf"{CHINESE} (?:\d|%\()|(?:\d|%\(\w+\)[sd]) {CHINESE}")
NEVER_SAID = re.compile("您|亲爱|请勿|非法|无效|抱歉|落后|失败|！|!")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(FOLDER / "django.po"))


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext (gettext) is not installed")
def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(catalogue, tmp_path, settings, monkeypatch):
    for folder in SOURCES:  # a copy, because templates are prepared beside where they are
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=NO_TEXT)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LOCALE_PATHS[0].mkdir()
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["zh_Hans"], add_location="never", verbosity=0)

    found = polib.pofile(str(tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    assert sorted(map(str, _keys(found) - _keys(catalogue))) == []
    assert sorted(map(str, _keys(catalogue) - _keys(found))) == []


def test_every_entry_is_translated_and_none_is_a_guess(catalogue):
    assert [entry.msgid for entry in catalogue if not _chinese(entry).strip()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = polib.mofile(str(FOLDER / "django.mo"))

    assert {_key(entry): _chinese(entry) for entry in compiled} == {_key(entry): _chinese(entry) for entry in catalogue}


def test_placeholders_survive_translation(catalogue):
    changed = [
        (entry.msgid, _chinese(entry))
        for entry in catalogue
        if _placeholders(_chinese(entry)) != _placeholders(entry.msgid_plural or entry.msgid)
    ]

    assert changed == []


def test_spaces_and_lines_at_the_ends_survive_translation(catalogue):
    changed = [
        entry.msgid
        for entry in catalogue
        if entry.msgid.count("\n") != _chinese(entry).count("\n") or _chinese(entry).endswith(" ")
    ]

    assert changed == []


def test_nobody_is_addressed_or_blamed_as_by_a_machine(catalogue):
    assert [found for entry in catalogue if (found := _chinese(entry)) and NEVER_SAID.search(found)] == []


def test_punctuation_between_chinese_characters_is_chinese(catalogue):
    assert [_chinese(entry) for entry in catalogue if HALF_WIDTH.search(_chinese(entry))] == []


def test_no_spaces_are_typed_between_chinese_and_figures(catalogue):
    assert [_chinese(entry) for entry in catalogue if TYPED_SPACE.search(_chinese(entry))] == []


def test_what_is_a_sentence_in_one_language_is_one_in_the_other(catalogue):
    uneven = [
        (entry.msgid, _chinese(entry))
        for entry in catalogue
        if entry.msgid.endswith(".") != _chinese(entry).endswith("。")
    ]

    assert uneven == []


def test_what_is_wrong_with_a_password_is_said_in_chinese_throughout():
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        validate_password("12345")

    assert len(refused.value.messages) == 3
    assert [sentence for sentence in refused.value.messages if re.search("[A-Za-z]", sentence)] == []


def _keys(entries):
    return {_key(entry) for entry in entries}


def _key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def _chinese(entry):
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
