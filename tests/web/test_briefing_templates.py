"""Templates of administrators on their page, and briefings that are written in them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from tests.web.briefings import get, post, said
from tests.web.writing import enter
from tests.word_files import words, written
from tracker import acts
from tracker.models import Briefing, BriefingTemplate
from tracker.people.roles import Role

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


def test_an_administrator_keeps_tries_and_retires_a_template(client, administrator):
    page = post(enter(client, administrator), "templates", file=written("{{ title }}", "{{ body }}"), name="简版")
    template = BriefingTemplate.objects.get()

    sample = b"".join(client.get(reverse("briefings:template_file", args=[template.pk]) + "?sample").streaming_content)
    plain = b"".join(get(client, "template_file", template.pk).streaming_content)
    retired = post(client, "retire", template.pk)

    assert said(page) == ["The template “简版” was filled in with a sample and kept"]
    assert "样例" in words(sample)
    assert "{{ title }}" in words(plain)
    assert "Out of use" in retired.text


def test_a_wrong_field_is_named_beside_the_file(client, administrator):
    page = post(enter(client, administrator), "templates", file=written("{{ titel }}", "{{ body }}"), name="简版")

    assert page.context["form"].errors["file"][0] == "There is no field “titel”."
    assert page.context["form"]["name"].value() == "简版"
    assert not BriefingTemplate.objects.exists()


def test_a_briefing_is_issued_in_its_template(client, approved, reviewer, administrator):
    template = acts.keep_template(written("文号：{{ number }}", "{{ body }}"), by=administrator)
    briefing = acts.make_briefing(approved.period, by=reviewer, on=timezone.localdate(), template=template)
    draft = words(b"".join(get(enter(client, reviewer), "file", briefing.pk).streaming_content))

    post(client, "issue", briefing.pk)

    issued = Briefing.objects.get()
    content = words(b"".join(get(client, "file", briefing.pk).streaming_content))
    assert draft.startswith("（草稿，未印发）")
    assert content.startswith(f"文号：{issued.document_number}")


def test_a_template_retired_meanwhile_is_said_before_issuing(client, approved, reviewer, administrator):
    template = acts.keep_template(written("{{ body }}"), by=administrator, name="旧版")
    briefing = acts.make_briefing(approved.period, by=reviewer, on=timezone.localdate(), template=template)
    acts.retire_template(template, by=administrator)

    page = post(enter(client, reviewer), "issue", briefing.pk)

    assert "The template “旧版” is out of use" in page.text
    assert Briefing.objects.get().state == "draft"
