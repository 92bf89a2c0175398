"""The audit log cannot be rewritten unnoticed: whatever is changed, the first event that does not fit is named."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tracker.audit.actions import Fault, _content, record, verify_chain
from tracker.audit.chain import seal
from tracker.audit.querysets import AppendOnly
from tracker.models import AuditEvent, AuditHead

LENGTH = 40
TABLE = AuditEvent._meta.db_table
FIELDS = ("at", "actor_id", "actor_name", "verb", "target_type", "target_id", "target_name", "measure_id", "changes",
          "previous_hash", "hash")


@pytest.fixture
def log(plan, lead):
    """A log of ``LENGTH`` events of all sorts."""
    for number in range(LENGTH):
        by = lead if number % 3 else None
        record(f"verb{number % 5}", plan, by=by, measure=None, title=["旧", f"新{number}"], weight=number)
    return LENGTH


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def edit(number, name):
    """Another value in one field of one event, by SQL."""
    other = {
        "at": timezone.now() - timedelta(days=1), "actor_id": 987654, "target_id": 987654, "measure_id": 987654,
        "changes": '{"weight": 1, "title": ["旧", "假"]}',
    }.get(name, "假")
    execute(f"UPDATE {TABLE} SET {name} = %s WHERE number = %s", other, number)
    return number


def remove(number):
    execute(f"DELETE FROM {TABLE} WHERE number = %s", number)
    return number


def renumber(number):
    """Remove an event and close the gap that it leaves."""
    remove(number)
    for later in range(number + 1, LENGTH + 1):
        execute(f"UPDATE {TABLE} SET number = %s WHERE number = %s", later - 1, later)
    return number


def swap(number):
    """Let an event and the next one change places."""
    for before, after in ((number, 10_000), (number + 1, number), (10_000, number + 1)):
        execute(f"UPDATE {TABLE} SET number = %s WHERE number = %s", after, before)
    return number


def cut(number):
    execute(f"DELETE FROM {TABLE} WHERE number >= %s", number)
    return number


def insert(number):
    """One more event between two others, a copy of the one before, with the later ones moved up."""
    names = ", ".join(FIELDS)
    for later in range(LENGTH, number, -1):
        execute(f"UPDATE {TABLE} SET number = %s WHERE number = %s", later + 1, later)
    execute(f"INSERT INTO {TABLE} (number, {names}) SELECT number + 1, {names} FROM {TABLE} WHERE number = %s", number)
    return number + 1


def anything(chance):
    """A random act of tampering and the number at which it shows."""
    number = chance.randrange(1, LENGTH)
    act = chance.choice([remove, renumber, swap, cut, insert, *FIELDS])
    return edit(number, act) if isinstance(act, str) else act(number)


def test_an_untouched_log_is_found_in_order(log):
    assert verify_chain() is None


def test_an_empty_log_is_in_order(db):
    assert verify_chain() is None


@pytest.mark.parametrize("name", FIELDS)
def test_an_edited_field_is_found(log, name):
    edit(17, name)

    assert verify_chain() == Fault(17, "altered")


@pytest.mark.parametrize(("tamper", "fault"), [
    (remove, Fault(17, "missing")), (renumber, Fault(17, "altered")), (swap, Fault(17, "altered")),
    (cut, Fault(17, "cut short")), (insert, Fault(18, "altered")),
])
def test_a_log_that_was_rearranged_is_found(log, tamper, fault):
    tamper(17)

    assert verify_chain() == fault


def test_of_a_hundred_random_tamperings_each_is_found_and_the_first_bad_event_named(log):
    chance = random.Random(20260124)
    clean = list(AuditEvent.objects.order_by("number").values())
    missed = []

    for attempt in range(100):
        expected = anything(chance)
        fault = verify_chain()
        if fault is None or fault.number != expected:
            missed.append((attempt, expected, fault))
        execute(f"DELETE FROM {TABLE}")
        AuditEvent.objects.bulk_create(AuditEvent(**row) for row in clean)

    assert missed == []
    assert verify_chain() is None


def test_a_log_that_was_emptied_is_found(log):
    cut(1)

    assert verify_chain() == Fault(1, "cut short")


def test_a_new_hash_for_a_changed_event_breaks_the_next_one(log):
    event = AuditEvent.objects.get(number=17)
    event.actor_name = "假"
    execute(f"UPDATE {TABLE} SET actor_name = %s, hash = %s WHERE number = 17", "假",
            seal(_content(event), event.previous_hash))

    assert verify_chain() == Fault(18, "altered")


def test_an_unknown_way_of_hashing_is_no_hash(log):
    execute(f"UPDATE {TABLE} SET hash = %s WHERE number = %s", "md5:d41d8cd98f00b204e9800998ecf8427e", 17)

    assert verify_chain() == Fault(17, "altered")


def test_the_end_of_the_chain_is_its_newest_event(log):
    newest = AuditEvent.objects.newest_first().first()

    assert AuditHead.objects.values_list("number", "hash").get() == (newest.number, newest.hash)


def test_code_of_the_site_can_only_add(log):
    for forbidden in (AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(verb="假"),
                      lambda: AuditEvent.objects.filter(number=1).update(verb="假")):
        with pytest.raises(AppendOnly):
            forbidden()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_change_is_refused(plan):
    with pytest.raises(RuntimeError, match="transaction"):
        record("create", plan, by=None)
