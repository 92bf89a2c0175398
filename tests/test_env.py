"""What may stand in the environment, and the sentence for what may not."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import caches, databases, env, extras

NAME = "TRACKER_TEST"


@pytest.fixture
def given(monkeypatch):
    return lambda value, name=NAME: monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("on", True), ("1", True), ("TRUE", True), (" yes ", True), ("off", False), ("0", False), ("No", False)],
)
def test_a_boolean_is_read(given, value, expected):
    given(value)

    assert env.boolean(NAME, default=not expected) is expected


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_variable_counts_as_missing(given, value):
    given(value)

    assert env.boolean(NAME, default=True) is True
    assert env.integer(NAME, default=7) == 7
    assert env.text(NAME, default="x") == "x"
    assert env.listing(NAME, default=["x"]) == ["x"]


def test_a_list_is_read_without_blanks(given):
    given("a.example, b.example ,,")

    assert env.listing(NAME, default=[]) == ["a.example", "b.example"]


def test_a_choice_is_read_in_lower_case(given):
    given(" JSON ")

    assert env.choice(NAME, default="line", among=("line", "json")) == "json"


def test_networks_and_addresses_are_read(given):
    given("10.0.0.0/8, ::1")

    assert [str(network) for network in env.networks(NAME, default=[])] == ["10.0.0.0/8", "::1/128"]


def test_a_confidential_value_may_come_from_a_file(given, tmp_path):
    assert env.confidential(NAME) == ""

    (tmp_path / "given").write_text("from the file\n")
    given(str(tmp_path / "given"), name=f"{NAME}_FILE")

    assert env.confidential(NAME) == "from the file"


def test_a_path_becomes_absolute(given):
    given("~/data")

    assert env.path(NAME, default="/x") == Path.home() / "data"


@pytest.mark.parametrize(("value", "expected"), [("0", 0), ("12", 12), ("-3", -3)])
def test_a_whole_number_is_read(given, value, expected):
    given(value)

    assert env.integer(NAME, default=99) == expected


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        ("maybe", lambda: env.boolean(NAME, default=True), 'TRACKER_TEST is "maybe"; expected on or off.'),
        ("2.5", lambda: env.integer(NAME, default=1), 'TRACKER_TEST is "2.5"; expected a whole number.'),
        ("²", lambda: env.integer(NAME, default=1), 'TRACKER_TEST is "²"; expected a whole number.'),
        ("0", lambda: env.integer(NAME, 1, least=1), 'TRACKER_TEST is "0"; expected a whole number of at least 1.'),
        ("9", lambda: env.integer(NAME, 1, most=8), 'TRACKER_TEST is "9"; expected a whole number of at most 8.'),
        ("xml", lambda: env.choice(NAME, "a", among=("a", "b")), 'TRACKER_TEST is "xml"; expected a or b.'),
        (
            "*",
            lambda: env.networks(NAME, []),
            'TRACKER_TEST is "*"; expected addresses or networks such as 10.0.0.0/8, separated by commas.',
        ),
        (
            "9",
            lambda: env.integer(NAME, 1, least=1, most=8),
            'TRACKER_TEST is "9"; expected a whole number from 1 to 8.',
        ),
    ],
)
def test_a_bad_value_stops_the_start_with_a_sentence(given, value, read, sentence):
    given(value)

    with pytest.raises(ImproperlyConfigured) as error:
        read()

    assert str(error.value) == sentence


def test_a_secret_is_made_once_for_its_owner_only(tmp_path):
    file = tmp_path / "new" / "secret"

    first, second = (env.secret(NAME, made_in=file) for _ in range(2))

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["secret"]


def test_a_secret_comes_from_the_variable_before_the_file(given, tmp_path):
    (tmp_path / "given").write_text("from the file\n")
    given(str(tmp_path / "given"), name=f"{NAME}_FILE")

    assert env.secret(NAME, made_in=tmp_path / "made") == "from the file"

    given("from the variable")

    assert env.secret(NAME, made_in=tmp_path / "made") == "from the variable"
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_secret_file_without_a_secret_is_an_error(given, tmp_path, content):
    file = tmp_path / "given"
    if content is not None:
        file.write_text(content)
    given(str(file), name=f"{NAME}_FILE")

    with pytest.raises(ImproperlyConfigured, match="TRACKER_TEST_FILE is"):
        env.secret(NAME, made_in=tmp_path / "made")


def test_a_data_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ImproperlyConfigured, match=r"DATA_DIR is .* expected a folder that can be written to"):
        env.secret(NAME, made_in=tmp_path / "file" / "secret")


def test_without_an_address_the_database_is_embedded():
    database = databases.read(NAME, file=Path("/data/db.sqlite3"))

    assert (database["ENGINE"], database["NAME"]) == ("config.sqlite", "/data/db.sqlite3")


def test_an_address_of_sqlite_gets_the_same_embedded_database(given):
    given("sqlite:////elsewhere/db.sqlite3")

    assert databases.read(NAME, file=Path("/data/db.sqlite3")) == databases.embedded("/elsewhere/db.sqlite3")


def test_an_address_of_postgresql_keeps_connections_and_tries_them_before_use(given):
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    given("postgres://tracker:word@db.example:5433/reform?sslmode=require")

    database = databases.read(NAME, file=Path("/data/db.sqlite3"))

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "reform")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["connect_timeout"] == 3
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.parametrize(
    "address", ["mysql://root:secret@db/reform", "reform", "postgres://", "postgres://u:secret@[::/x"]
)
def test_another_address_is_an_error_that_keeps_the_password(given, address):
    given(address)

    with pytest.raises(ImproperlyConfigured, match="TRACKER_TEST is not the address of a database") as error:
        databases.read(NAME, file=Path("/data/db.sqlite3"))

    assert "secret" not in str(error.value)


def test_the_address_of_the_database_may_stand_in_a_file(given, tmp_path):
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    (tmp_path / "address").write_text("postgres://tracker:word@db.example/reform\n")
    given(str(tmp_path / "address"), name=f"{NAME}_FILE")

    assert databases.read(NAME, file=Path("/data/db.sqlite3"))["HOST"] == "db.example"


@pytest.mark.parametrize(
    ("seconds", "options"), [(None, "-c statement_timeout=30000"), ("5", "-c statement_timeout=5000"), ("0", None)]
)
def test_a_server_limits_what_a_statement_may_take(given, seconds, options):
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    given("postgres:///reform")
    if seconds:
        given(seconds, name="STATEMENT_SECONDS")
    database = databases.read(NAME, file=Path("/data/db.sqlite3"))

    databases.limit_statements(database)

    assert database["OPTIONS"].get("options") == options


def test_the_embedded_database_has_no_such_limit():
    database = databases.embedded("/data/db.sqlite3")

    databases.limit_statements(database)

    assert database == databases.embedded("/data/db.sqlite3")


def test_how_long_a_connection_is_kept_can_be_said(given):
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    given("postgres:///reform")
    given("0", name="DATABASE_AGE")

    assert databases.read(NAME, file=Path("/x"))["CONN_MAX_AGE"] == 0


def test_without_an_address_each_process_keeps_its_own_cache():
    assert not caches.is_shared(caches.read(NAME))


@pytest.mark.parametrize("address", ["redis://:word@cache:6379/1", "rediss://cache"])
def test_an_address_of_redis_is_shared_by_all_servers(given, address):
    pytest.importorskip("redis")
    given(address)

    assert caches.is_shared(caches.read(NAME))


@pytest.mark.parametrize("address", ["http://:secret@cache", "redis://", "redis://:secret@[::/x", "redis://h:secret/0"])
def test_another_address_of_a_cache_is_an_error_that_keeps_the_password(given, address):
    given(address)

    with pytest.raises(ImproperlyConfigured, match="TRACKER_TEST is not the address of a Redis") as error:
        caches.read(NAME)

    assert "secret" not in str(error.value)


def test_a_package_that_is_missing_is_named_by_its_extra():
    with pytest.raises(ImproperlyConfigured, match=r"REDIS_URL needs a package .* pip install -e '\.\[redis\]'"):
        extras.require("no_such_package", extra="redis", needed_by="REDIS_URL")
