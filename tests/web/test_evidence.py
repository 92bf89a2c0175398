"""Evidence: what is attached, what is refused beside the field, and who gets the file."""

import io
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import REASON, hand_in
from tests.web.writing import drafted, enter, open_form, send, url
from tracker.models import Evidence
from tracker.reporting import actions

pytestmark = pytest.mark.usefixtures("in_english")

MEGABYTE = 1024**2
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
EXE = b"MZ\x90\x00" + bytes(200)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0"


def upload(name="会签稿.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def address(name, evidence):
    return reverse(f"evidence:{name}", args=[evidence.pk])


def attached(report, by, **file):
    return actions.attach(report, by=by, file=upload(**file))


def fetch(client, evidence, **query):
    """The response with its whole content."""
    response = client.get(address("download", evidence), query)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def bomb():
    """300 MB of nothing in a document of 300 KB."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<xml/>")
        with made.open("word/document.xml", "w") as part:
            for _megabyte in range(300):
                part.write(bytes(MEGABYTE))
    return file.getvalue()


def test_several_files_and_a_document_number_are_attached_at_once_and_the_text_is_saved(client, report, lead):
    fields = open_form(enter(client, lead), report)
    files = [upload("一.pdf"), upload("二.png", PNG)]
    given = {"file": files, "document_number": "粤府函〔2021〕76号", "proves": "三季度进展"}

    response = send(client, report, {**fields, **given, "summary": "还没保存的文字"}, "attach")

    assert response.url == f"{url('edit', report)}#evidence"
    assert list(Evidence.objects.oldest_first().values_list("name", "proves")) == [
        ("一.pdf", "三季度进展"), ("二.png", "三季度进展"), ("粤府函〔2021〕76号", "三季度进展"),
    ]
    assert drafted(report)["summary"] == "还没保存的文字"


@pytest.mark.parametrize("action", ["save", "check"])
def test_a_chosen_file_is_taken_whichever_button_is_pressed(client, report, lead, action):
    fields = open_form(enter(client, lead), report)

    send(client, report, {**fields, "file": upload()}, action)

    assert Evidence.objects.get().name == "会签稿.pdf"


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("病毒.pdf", lambda: EXE, "The content is not that of a .pdf file"),
    ("病毒.exe", lambda: EXE, "Only PDF, OFD, Word, Excel"),
    ("空.pdf", lambda: b"", "The file is empty"),
    ("大.pdf", lambda: PDF + bytes(60 * MEGABYTE), "A file may have at most 20 MB, this one has 60.1 MB"),
    ("炸弹.docx", bomb, "The file is damaged"),
    ("图.svg", lambda: b"<svg onload='alert(1)'/>", "Only PDF, OFD, Word, Excel"),
])
def test_a_refused_file_is_explained_beside_the_field_and_nothing_typed_is_lost(
    client, report, lead, name, content, sentence
):
    fields = open_form(enter(client, lead), report)
    given = {"file": upload(name, content()), "proves": "证明进展", "summary": "还没保存的文字"}

    page = send(client, report, {**fields, **given}, "attach")

    assert page.status_code == 200
    assert sentence in page.context["evidence_form"].errors["file"][0]
    assert name in page.context["evidence_form"].errors["file"][0]
    assert page.context["form"]["summary"].value() == "还没保存的文字"
    assert page.context["evidence_form"]["proves"].value() == "证明进展"
    assert drafted(report)["summary"] == "还没保存的文字"
    assert "<title>Error: " in page.text
    assert not Evidence.objects.exists()


def test_one_refused_file_keeps_no_other_out_and_is_not_attached_twice(client, report, lead):
    fields = open_form(enter(client, lead), report)
    given = {"file": [upload("好.pdf"), upload("坏.pdf", EXE)], "document_number": "粤府函〔2021〕76号"}

    page = send(client, report, {**fields, **given}, "attach")

    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["好.pdf", "粤府函〔2021〕76号"]
    assert "坏.pdf" in page.context["evidence_form"].errors["file"][0]
    assert not page.context["evidence_form"]["document_number"].value()


def test_a_report_holds_20_pieces_and_says_so_of_the_next(client, report, lead):
    for number in range(19):
        actions.attach_document_number(report, by=lead, document_number=f"{number}号")
    fields = open_form(enter(client, lead), report)

    page = send(client, report, {**fields, "file": [upload("20.pdf"), upload("21.pdf")]}, "attach")

    assert page.context["evidence_form"].errors["file"] == ["21.pdf: A report holds at most 20 pieces of evidence"]
    assert Evidence.objects.count() == 20


@pytest.mark.parametrize(("name", "kept"), [
    ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ("../../etc/办法😀.pdf", "办法😀.pdf"),
    ("..\\..\\办法\u202efdp.pdf", "办法fdp.pdf"),
    ('"引号"; filename=x.pdf', "_引号_; filename=x.pdf"),
])
def test_an_odd_name_is_made_harmless(client, report, lead, name, kept):
    fields = open_form(enter(client, lead), report)

    send(client, report, {**fields, "file": upload(name)}, "attach")
    response = fetch(client, Evidence.objects.get())

    assert Evidence.objects.get().name == kept
    assert response.body == PDF
    assert "\n" not in response.headers["Content-Disposition"]


def test_attaching_nothing_says_what_to_do(client, report, lead):
    fields = open_form(enter(client, lead), report)

    page = send(client, report, {**fields, "proves": "只写了这个"}, "attach")

    assert page.context["evidence_form"].errors["file"] == ["Choose a file, or write the number of a document"]
    assert page.context["evidence_form"]["proves"].value() == "只写了这个"


def test_a_number_that_is_too_long_is_given_back(client, report, lead):
    fields = open_form(enter(client, lead), report)

    page = send(client, report, {**fields, "document_number": "号" * 61}, "attach")

    assert page.context["evidence_form"].errors["document_number"] == ["At most 60 characters; these are 61"]
    assert not Evidence.objects.exists()


def test_taking_evidence_out_saves_the_text_too(client, report, lead):
    evidence = attached(report, lead)
    fields = open_form(enter(client, lead), report)

    send(client, report, {**fields, "summary": "还没保存的文字"}, f"remove-{evidence.pk}")

    assert not Evidence.objects.attached().exists()
    assert drafted(report)["summary"] == "还没保存的文字"


@pytest.mark.parametrize("key", ["", "0", "x", "９", "99999999999999999999999", "1-2"])
def test_taking_out_what_is_not_there_changes_nothing(client, report, lead, key):
    attached(report, lead)
    fields = open_form(enter(client, lead), report)

    response = send(client, report, fields, f"remove-{key}")

    assert response.status_code == 302
    assert Evidence.objects.attached().count() == 1


def test_taking_out_reaches_no_other_report(client, report, lead, reviewer, outsider):
    evidence = attached(report, lead)
    enter(client, outsider)

    foreign = client.post(address("remove", evidence))
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    approved = client.post(address("remove", evidence))

    assert (foreign.status_code, approved.status_code) == (404, 403)
    assert "Only the responsible organization reports" in approved.text
    assert Evidence.objects.attached().count() == 1


def test_the_page_of_a_report_takes_evidence_and_removes_it(client, report, lead):
    enter(client, lead)

    page = client.post(url("attach", report), {"file": [upload(), upload("坏.pdf", EXE)]}, follow=True)
    evidence = Evidence.objects.get()
    gone = client.post(address("remove", evidence), follow=True)

    assert "1 piece of evidence attached" in page.text
    assert "坏.pdf: The content is not that of a .pdf file" in page.text
    assert "“会签稿.pdf” was taken out of the report" in gone.text
    assert not Evidence.objects.attached().exists()


def test_nothing_is_attached_to_what_was_handed_in(client, report, lead):
    fields = open_form(enter(client, lead), report)
    hand_in(report, by=lead)

    page = send(client, report, {**fields, "file": upload()}, "attach")
    alone = client.post(url("attach", report), {"file": upload()})

    assert (page.status_code, alone.status_code) == (403, 403)
    assert not Evidence.objects.exists()


def test_a_file_comes_back_under_its_own_name_and_cannot_do_anything(client, report, lead):
    evidence = attached(report, lead)

    response = fetch(enter(client, lead), evidence)

    assert response.body == PDF
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('会签稿.pdf')}"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize(("name", "content", "kind", "shown"), [
    ("会签稿.pdf", PDF, "application/pdf", True),
    ("截图.png", PNG, "image/png", True),
    ("说明.txt", "说明".encode(), "application/octet-stream", False),
])
def test_what_a_browser_can_show_is_shown_when_asked_for(client, report, lead, name, content, kind, shown):
    evidence = attached(report, lead, name=name, content=content)

    response = fetch(enter(client, lead), evidence, view="1")

    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_belongs_to_its_organization_until_it_is_approved(client, report, lead, reviewer, outsider):
    evidence = attached(report, lead)
    seen = {}

    def look(when):
        seen[when] = [fetch(enter(client, user), evidence).status_code for user in (lead, reviewer, outsider)]

    look("draft")
    hand_in(report, by=lead)
    look("submitted")
    actions.send_back(report, by=reviewer, reason=REASON)
    look("returned")
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    look("approved")

    assert seen == {
        "draft": [200, 404, 404], "submitted": [200, 200, 404], "returned": [200, 200, 404], "approved": [200] * 3,
    }


def test_a_file_that_is_gone_from_the_disk_is_not_there(client, report, lead):
    evidence = attached(report, lead)
    evidence.file.storage.delete(evidence.file.name)

    assert enter(client, lead).get(address("download", evidence)).status_code == 404


def test_a_document_number_has_no_file(client, report, lead):
    evidence = actions.attach_document_number(report, by=lead, document_number="粤府函〔2021〕76号")

    assert enter(client, lead).get(address("download", evidence)).status_code == 404


def test_a_stranger_gets_no_file(client, report, lead):
    evidence = attached(report, lead)

    response = client.get(address("download", evidence))

    assert response.url.startswith(reverse("login"))


def test_files_lie_where_no_address_leads(client, report, lead):
    evidence = attached(report, lead)

    assert "会签稿" not in evidence.file.name
    for guess in (f"/media/{evidence.file.name}", f"/static/{evidence.file.name}", f"/evidence/{evidence.file.name}"):
        assert enter(client, lead).get(guess).status_code == 404


def test_more_files_than_a_report_holds_are_refused_one_by_one(client, report, lead):
    fields = open_form(enter(client, lead), report)
    files = [upload(f"{number}.pdf") for number in range(1, 23)]

    page = send(client, report, {**fields, "file": files, "summary": "还没保存的文字"}, "attach")

    assert Evidence.objects.count() == 20
    assert [sentence.split(":")[0] for sentence in page.context["evidence_form"].errors["file"]] == ["21.pdf", "22.pdf"]
    assert drafted(report)["summary"] == "还没保存的文字"
