"""Who comes in: administrators everywhere, auditors to the audit log, nobody else."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, reverse

from tests.factories import make_organization, make_user
from tests.refusals import RENDERING, without_layout
from tracker.people.roles import Role

AUDIT_PAGES = {"tracker_auditevent_changelist", "tracker_auditevent_change", "tracker_auditevent_history",
               "tracker_auditevent_verify"}
FOR_BOTH = {"index", "app_list", "logout", "login", "password_change", "password_change_done", "jsi18n", "view_on_site"}


def pages(patterns=None):
    """Every named address of the panel: ``{name: url}``."""
    found = {}
    for pattern in patterns if patterns is not None else admin.site.get_urls():
        if isinstance(pattern, URLPattern) and pattern.name:
            groups = pattern.pattern.regex.groupindex or {}
            found[pattern.name] = reverse(f"admin:{pattern.name}", kwargs={
                name: "tracker" if name == "app_label" else 1 for name in groups
            })
        elif not isinstance(pattern, URLPattern):
            found |= pages(pattern.url_patterns)
    return found


def test_every_page_of_the_panel_is_known_to_this_test():
    assert len(pages()) > 100
    assert set(pages()) >= AUDIT_PAGES | FOR_BOTH


def test_a_stranger_signs_in_at_the_door_of_the_product(client, db):
    for url in pages().values():
        assert client.get(url)["Location"].startswith("/login/"), url


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, administrator):
    administrator.set_password("Long-enough-1")
    administrator.save()
    door = client.get(reverse("admin:tracker_plan_changelist"))["Location"]

    entered = client.post(door, {"username": "admin", "password": "Long-enough-1"})

    assert entered["Location"] == reverse("admin:tracker_plan_changelist")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SIGNATORY, Role.SUPERVISOR, Role.LEADER])
def test_other_roles_read_why_they_may_not_come_in(client, db, role, monkeypatch):
    client.force_login(make_user(role=role, language="en"))
    monkeypatch.setattr(RENDERING, without_layout)

    for url in [*pages().values(), "/admin/no/such/page/"]:
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 403, url
            assert "administrators and auditors" in answer.text, url


def test_the_refusal_stands_in_the_layout_of_the_site(client, db):
    client.force_login(make_user(role=Role.REPORTER, language="en"))

    page = client.get(reverse("admin:index"))

    assert page.status_code == 403
    assert "administrators and auditors" in page.text.split("<main")[1].split("</main>")[0]


def test_an_auditor_reads_the_audit_log_and_nothing_else(client, auditor, report):
    client.force_login(auditor)

    allowed = {name for name, url in pages().items() if client.get(url).status_code != 403}

    assert allowed == AUDIT_PAGES | FOR_BOTH


def test_an_auditor_changes_nothing_anywhere(client, auditor, report):
    client.force_login(auditor)

    for name, url in pages().items():
        if name not in FOR_BOTH | {"tracker_auditevent_changelist", "tracker_auditevent_history",
                                   "tracker_auditevent_verify"}:
            assert client.post(url, {"post": "yes"}).status_code in {403, 405}, url


def test_an_auditor_sees_only_the_audit_log_on_the_first_page(client, auditor):
    client.force_login(auditor)

    page = client.get(reverse("admin:index"))

    shown = [model["object_name"] for section in page.context["app_list"] for model in section["models"]]
    assert shown == ["AuditEvent"]
    assert reverse("admin:tracker_auditevent_verify") in page.text


def test_a_disabled_administrator_is_a_stranger(client, administrator):
    client.force_login(administrator)
    administrator.is_active = False
    administrator.save()

    assert client.get(reverse("admin:index"))["Location"].startswith("/login/")


def test_every_kind_of_thing_stands_on_the_first_page(panel):
    page = panel.get(reverse("admin:index"))

    shown = {model["model"] for section in page.context["app_list"] for model in section["models"]}
    assert shown == set(admin.site._registry)


def test_the_panel_has_no_password_page_of_its_own(panel):
    assert panel.get(reverse("admin:password_change"))["Location"] == reverse("account:password")


def test_signing_out_in_the_panel_signs_out(panel):
    panel.post(reverse("admin:logout"))

    assert panel.get(reverse("admin:index"))["Location"].startswith("/login/")


def test_no_page_has_inline_style_or_script(panel, report):
    for name, url in pages().items():
        page = panel.get(url)
        if page.status_code == 200 and "html" in page["Content-Type"]:
            assert " style=" not in page.text, name
            assert "<script>" not in page.text, name
            assert " onclick=" not in page.text, name


def test_the_panel_looks_and_speaks_as_the_person_chose(client, db):
    administrator = make_user(role=Role.ADMINISTRATOR, theme="dark", text_size="large", language="en")
    client.force_login(administrator)

    page = client.get("/admin/").content.decode()

    assert '<meta name="chosen-theme" content="dark">' in page
    assert '<meta name="chosen-text-size" content="large">' in page
    assert 'name="language" value="zh-hans"' in page


def test_demonstration_data_are_marked_in_the_panel_too(client, db):
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    without = client.get("/admin/").content.decode()
    make_organization(is_demonstration=True)

    marked = client.get("/admin/").content.decode()

    assert [page.count('class="ribbon') for page in (without, marked)] == [0, 1]
