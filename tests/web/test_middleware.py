"""What is settled before a view is asked: policy, language, and which requests are acceptable."""

from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client

from config.wsgi import application
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.broken_urls")]

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "url", ["/login/", "/", "/nothing/", "/refuse/", "/fail/", "/admin/", "/admin/login/", "/echo/?q=%00"]
)
def test_every_response_carries_the_content_security_policy(client, url):
    policy = client.get(url).headers["Content-Security-Policy"]

    assert policy == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def test_the_browser_does_not_choose_the_language(client):
    response = client.get("/language/now/", headers={"accept-language": "en"})

    assert response.text == response.headers["Content-Language"] == "zh-hans"


def test_the_cookie_chooses_the_language(client):
    client.cookies["django_language"] = "en"

    assert client.get("/language/now/").text == "en"


@pytest.mark.parametrize("value", ["fr", "zh", "../en", ""])
def test_a_language_we_do_not_have_is_chinese(client, value):
    client.cookies["django_language"] = value

    assert client.get("/language/now/").text == "zh-hans"


def test_the_account_chooses_before_the_cookie(client):
    user = make_user(username="reader")
    user.language = "en"
    user.save(update_fields=["language"])
    client.force_login(user)
    client.cookies["django_language"] = "zh-hans"

    assert client.get("/language/now/").text == "en"


def test_the_language_of_one_request_does_not_leak_into_the_next(client):
    client.get("/language/now/", headers={"cookie": "django_language=en"})

    assert 'lang="zh' in client.get("/echo/", headers={"host": "evil.example"}).text


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "NONSENSE"])
def test_methods_no_page_needs_are_not_allowed(client, method):
    assert client.generic(method, "/echo/").status_code == 405


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/measures/%00/"),
        lambda client: client.get("/echo/?q=%00"),
        lambda client: client.get("/echo/?%00=q"),
        lambda client: client.post("/echo/", {"text": "a\0b"}),
        lambda client: client.post("/echo/", {"a\0b": "text"}),
        lambda client: client.post("/echo/", "text=a%00b", content_type=FORM),
        lambda client: client.post("/echo/", "text=%00", content_type=f"{FORM}; charset=unicode_escape"),
        lambda client: client.get("/echo/?q=%41", CONTENT_TYPE="text/plain; charset=unicode_escape"),
        lambda client: client.post("/echo/", "broken", content_type="multipart/form-data"),
    ],
)
def test_what_cannot_be_stored_is_a_bad_request(client, send):
    response = send(client)

    assert response.status_code == 400
    assert b"<h1" in response.content


@pytest.mark.parametrize("content_type", ["text/plain; charset=hex", "text/plain; charset*=utf-99''%41"])
def test_a_content_type_nobody_can_decode_is_a_bad_request(content_type):
    environ = {"CONTENT_TYPE": content_type, "QUERY_STRING": "q=%41", "PATH_INFO": "/echo/", "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    answers = []

    application(environ, lambda status, headers: answers.append(status)).close()

    assert answers == ["400 Bad Request"]


def test_a_cookie_that_cannot_be_looked_up_is_forgotten(client):
    response = client.get("/", headers={"cookie": r'sessionid="a\000b"; other=1'})

    assert response.status_code == 302
    assert client.get("/echo/", headers={"cookie": r'sessionid="a\000b"; other=1'}).text == "|other"


def test_a_flood_is_refused_before_it_is_read(client, settings):
    settings.REQUEST_MAX_SIZE = settings.MEBIBYTE

    response = client.post("/echo/", b"x", content_type=FORM, CONTENT_LENGTH=str(settings.MEBIBYTE + 1))

    assert response.status_code == 400


@pytest.mark.parametrize(
    "name",
    ["filename*=utf-99''%41", "filename*=utf-99%27%27%41", "filename*=utf-8'x", "filename*=hex''%41", 'filename="a\0"'],
)
def test_odd_file_names_never_break_the_site(client, name):
    body = f"--x\r\nContent-Disposition: form-data; name=file; {name}\r\n\r\ntext\r\n--x--\r\n".encode()

    response = client.post("/echo/", body, content_type="multipart/form-data; boundary=x")

    assert response.status_code in {200, 400}
