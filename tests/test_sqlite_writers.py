"""The embedded database under several writers: nobody is refused, nothing is lost."""

import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction
from django.db.utils import ConnectionHandler

from config import databases
from config.sqlite.queue import WriterQueue, fcntl

pytestmark = pytest.mark.skipif(fcntl is None, reason="this system has no flock")

WRITERS = 4


@pytest.fixture
def database(tmp_path, monkeypatch, django_db_blocker):
    """A database file of its own, as the site would open it; child processes find it in the environment."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    with django_db_blocker.unblock(), closing(open_connection(tmp_path)) as opened:
        with opened.cursor() as cursor:
            cursor.execute("CREATE TABLE counter (n INTEGER)")
            cursor.execute("INSERT INTO counter VALUES (0)")
            cursor.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT)")
        yield opened


def open_connection(folder):
    return ConnectionHandler({"default": databases.embedded(folder / "db.sqlite3")})["default"]


def write(seconds):
    """Writes as fast as it can, in a process of its own; returns how long each write took, in milliseconds."""
    waits, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            (count,) = cursor.execute("SELECT n FROM counter").fetchone()
            cursor.execute("INSERT INTO entry (text) VALUES (%s)", ["进展" * 200])
            cursor.execute("UPDATE counter SET n = %s", [count + 1])
        with connection.cursor() as cursor:  # outside a transaction, as Django saves a single row
            cursor.execute("UPDATE counter SET n = n + 1")
        waits.append((time.perf_counter() - began) * 1000)
    connection.close()
    return waits


def write_together(seconds):
    with ProcessPoolExecutor(WRITERS, mp_context=multiprocessing.get_context("spawn")) as processes:
        return [wait for waits in processes.map(write, [seconds] * WRITERS) for wait in waits]


def counted(database):
    with database.cursor() as cursor:
        return cursor.execute("SELECT n, (SELECT count(*) FROM entry) FROM counter").fetchone()


def test_no_writer_is_refused_and_no_write_is_lost(database):
    waits = write_together(seconds=2)

    assert counted(database) == (2 * len(waits), len(waits))


@pytest.mark.slow
def test_four_writers_at_once_for_twenty_seconds(database, capsys):
    waits = write_together(seconds=20)

    assert counted(database) == (2 * len(waits), len(waits))
    percentiles = statistics.quantiles(waits, n=100)
    with capsys.disabled():
        p50, p99 = percentiles[49], percentiles[98]
        print(f"\n{WRITERS} writers, 20 s, {len(waits)} double writes: 0 refused, p50 {p50:.1f} ms, p99 {p99:.1f} ms")


def test_a_commit_ends_the_turn(database):
    begin(database)
    database.commit()

    assert is_free(database)


def test_a_rollback_ends_the_turn(database):
    begin(database)
    database.rollback()

    assert is_free(database)


def test_closing_ends_the_turn(database):
    begin(database)
    database.close()

    assert is_free(database)


def test_a_transaction_keeps_its_turn(database):
    begin(database)

    assert not is_free(database)


def test_a_failed_write_outside_a_transaction_ends_the_turn(database):
    with pytest.raises(OperationalError), database.cursor() as cursor:
        cursor.execute("INSERT INTO nowhere VALUES (1)")

    assert is_free(database)


def test_who_waits_too_long_is_told(tmp_path):
    first, second = (WriterQueue(tmp_path / "lock", timeout=0.1) for _ in range(2))
    first.take_turn()

    with pytest.raises(OperationalError, match=r"did not finish within 0\.1 seconds"):
        second.take_turn()


def test_who_gave_up_waiting_holds_up_nobody(tmp_path):
    first, second, third = (WriterQueue(tmp_path / "lock", timeout=0.1) for _ in range(3))
    first.take_turn()
    with pytest.raises(OperationalError):
        second.take_turn()
    first.end_turn()

    third.take_turn()

    assert third.handle is not None


def test_readers_do_not_queue(database, tmp_path):
    begin(database)

    with closing(open_connection(tmp_path)) as reader:
        assert counted(reader) == (0, 0)


def test_the_database_is_durable(database):
    with database.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}

    assert found == {"journal_mode": "wal", "synchronous": 2}


def test_a_database_in_memory_has_no_queue(django_db_blocker):
    memory = ConnectionHandler({"default": databases.embedded(":memory:")})["default"]

    with django_db_blocker.unblock(), memory.cursor() as cursor:
        cursor.execute("CREATE TABLE entry (id INTEGER)")

    assert memory.queue is None


def begin(database):
    database.ensure_connection()
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def is_free(database):
    other = WriterQueue(f"{database.settings_dict['NAME']}.lock", timeout=0.05)
    try:
        with other.turn():
            return True
    except OperationalError:
        return False
