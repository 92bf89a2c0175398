"""What a person reads when something is refused or has failed."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.broken_urls")]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("url", "status"),
    [("/nothing/", 404), ("/refuse/", 403), ("/fail/", 500), ("/lock/", 503), ("/echo/?q=%00", 400)],
)
def test_an_error_page_has_the_product_s_look(client, url, status):
    response = client.get(url)

    assert response.status_code == status
    assert response.content.count(b"<h1") == 1
    assert b"tracker/css/" in response.content


def test_a_refusal_shows_its_sentence(client):
    assert "Nobody reviews their own organization&#x27;s report" in client.get("/refuse/").text


def test_a_failure_shows_a_number_that_is_also_in_the_log_and_nothing_else(client, caplog):
    response = client.get("/fail/")

    (event,) = re.findall(r"\b[0-9A-F]{12}\b", response.text)
    assert event == response.headers["X-Request-ID"]
    assert event in caplog.text
    assert "secret detail" not in response.text


def test_a_form_without_token_is_refused_in_the_product_s_look():
    response = Client(enforce_csrf_checks=True).post("/echo/", {"text": "x"})

    assert response.status_code == 403
    assert response.content.count(b"<h1") == 1


def test_a_host_nobody_serves_is_refused(client):
    response = client.get("/echo/", headers={"host": "evil.example"})

    assert response.status_code == 400


def test_too_many_fields_are_refused_with_a_sentence(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2

    response = client.post("/echo/", {"a": "1", "b": "2", "c": "3"}, headers={"cookie": "django_language=en"})

    assert response.status_code == 400
    assert "more fields or files than can be taken at once" in response.text


def test_too_much_text_is_refused_with_a_sentence(client, settings):
    response = client.post(
        "/echo/", {"text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, headers={"cookie": "django_language=en"}
    )

    assert response.status_code == 400
    assert "more text than can be taken at once" in response.text


def test_a_hundred_thousand_characters_pass(client):
    text = "进" * 100_000

    assert client.post("/echo/", {"text": text}).text.startswith(text)
