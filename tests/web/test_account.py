"""Signing in, and what people may change about their own account."""

import pytest
from django.urls import reverse

from tests.factories import make_user
from tracker.models import AuditEvent

PASSWORD = "correct horse battery"


@pytest.fixture
def person(db):
    return make_user(username="person", name="林晓彤", password=PASSWORD)


@pytest.fixture
def client(client, person):
    client.force_login(person)
    return client


def test_a_stranger_is_asked_to_sign_in(client):
    client.logout()

    response = client.get(reverse("account:show"))

    assert response.url == f"{reverse('login')}?next={reverse('account:show')}"


def test_a_wrong_password_and_an_unknown_name_read_the_same(client):
    client.logout()

    wrong = client.post(reverse("login"), {"username": "person", "password": "no"})
    unknown = client.post(reverse("login"), {"username": "nobody", "password": "no"})

    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


@pytest.mark.parametrize("destination", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(client, destination):
    client.logout()

    response = client.post(reverse("login"), {"username": "person", "password": PASSWORD, "next": destination})

    assert response.url == reverse("work:home")


def test_settings_take_effect_on_the_next_page(client):
    response = client.post(
        reverse("account:show"), {"language": "en", "theme": "dark", "text_size": "large"}, follow=True
    )

    page = response.content.decode()
    assert '<html lang="en" data-theme="dark" data-size="large">' in page
    assert "Settings saved" in page


def test_an_unknown_setting_is_refused(client, person):
    response = client.post(reverse("account:show"), {"language": "xx", "theme": "dark"})

    person.refresh_from_db()
    assert response.status_code == 200
    assert person.theme == ""


def test_the_language_switch_is_remembered_by_the_account_and_the_browser(client, person):
    response = client.post(reverse("set_language"), {"language": "en", "next": reverse("help:show")})

    person.refresh_from_db()
    assert person.language == "en"
    assert response.cookies["django_language"].value == "en"
    assert response.url == reverse("help:show")


def test_a_stranger_may_switch_the_language_too(client):
    client.logout()
    client.post(reverse("set_language"), {"language": "en"})

    assert '<html lang="en">' in client.get(reverse("login")).content.decode()


def test_changing_the_password_keeps_one_signed_in(client, person):
    new = "battery staple horse"

    response = client.post(
        reverse("account:password"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True,
    )

    person.refresh_from_db()
    assert response.redirect_chain[-1][0] == reverse("account:show")
    assert person.check_password(new)


@pytest.mark.parametrize("answers", [
    {"old_password": "wrong", "new_password1": "battery staple horse", "new_password2": "battery staple horse"},
    {"old_password": PASSWORD, "new_password1": "battery staple horse", "new_password2": "another staple horse"},
    {"old_password": PASSWORD, "new_password1": "1234567890", "new_password2": "1234567890"},
    {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"},
    {"old_password": "", "new_password1": "", "new_password2": ""},
])
def test_a_password_that_will_not_do_changes_nothing(client, person, answers):
    response = client.post(reverse("account:password"), answers)

    person.refresh_from_db()
    assert response.status_code == 200
    assert "data-error-summary" in response.content.decode()
    assert person.check_password(PASSWORD)


def test_no_password_reaches_the_log(client):
    new = "battery staple horse"

    client.post(reverse("account:password"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

    written = str(list(AuditEvent.objects.values()))
    assert "change_password" in written
    assert new not in written
    assert PASSWORD not in written


def test_the_frame_counts_everything_in_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, person, everything the frame counts, the organization of this page
        client.get(reverse("account:show"))
