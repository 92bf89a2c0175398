"""Whatever stands in the data, the document holds text and page numbers, and nothing that acts."""

import pytest
import time_machine

from tests.exchange.briefing.briefings import ON, W, World, made_of, parts, written
from tests.exchange.dangerous import DANGEROUS
from tests.lights.conftest import at
from tracker.exchange.briefing.shapes import Content
from tracker.models import Measure

MORE = (
    "{ HYPERLINK \"https://example.invalid\" }", "\x13HYPERLINK x\x14y\x15",
    "</w:t></w:r><w:r><w:instrText>DDE</w:instrText>",
    "<w:fldSimple w:instr=\"DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe\"/>", "\ud800", "\ufffe\uffff", "\x00\x0b\x1f",
    "&#0;&amp;&lt;", "{{figure}}{0}%(x)s", "\u202e倒写\u202c", "]]>",
)
TEXTS = (*DANGEROUS, *MORE)
ACTING = {"instrText", "fldChar", "hyperlink", "object", "pict", "drawing", "altChunk", "attachedTemplate", "sdt",
          "control"}


def test_dangerous_texts_stay_texts_in_every_place():
    assert len(TEXTS) >= 500
    packed = parts(written(made_of(TEXTS), number=f"〔2024〕{TEXTS[-3]}号"))

    for name, tree in packed.items():
        assert {each.tag.rpartition("}")[2] for each in tree.iter()} & ACTING == set(), name
        fields = [each.get(f"{W}instr") for each in tree.iter(f"{W}fldSimple")]
        assert fields == ([" PAGE "] if "footer" in name else [])
        assert [each for each in tree.iter() if each.get("TargetMode") == "External"] == []


def test_what_may_stand_in_a_file_is_kept_to_the_letter():
    texts = ["=SUM(A1:A9)", "<w:b/>", "{ PAGE }", "a&b", "𠮷😀"]

    tree = parts(written(made_of(texts)))["word/document.xml"]

    assert [each.text for each in tree.iter(f"{W}t")][3:8] == texts


def test_dangerous_titles_and_reports_go_the_whole_way(db):
    with time_machine.travel(at(ON), tick=False):
        world = World()
        summary = "".join(text for text in MORE if not {"\ud800", "\0"} & set(text)) + "内容" * 60
        world.approve(world.red, percent=40, summary=summary, has_problem="yes", problem="=1+1\n<w:p/>\r\n" * 9)
        Measure.objects.filter(pk=world.red.pk).update(title="<w:p>{0}=1+1", short_title="")
        content = world.content()

    tree = parts(written(content))["word/document.xml"]

    assert "<w:p>{0}=1+1" in "".join(tree.itertext())
    assert Content.from_json(content.to_json()) == content


@pytest.mark.parametrize("text", MORE)
def test_each_text_alone_gives_a_file_that_can_be_read(text):
    assert parts(written(made_of([text])))
