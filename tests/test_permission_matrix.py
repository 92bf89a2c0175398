"""Every address, by every role, for a report in every state: what happens stands in a table, and nothing else does."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from tests import permission_matrix
from tests.exchange.dangerous import texts
from tests.exchange.importing.texts import TEXT
from tests.factories import REASON
from tests.refusals import RENDERING, without_layout
from tests.routes import ROUTES
from tests.word_files import words
from tests.world import ROLES, InTheWorld, path_of
from tracker.models import AuditEvent

MATRIX = permission_matrix.read()
BODIES = {
    "account:show": {"theme": "dark"},
    "briefings:refresh": {"on": str(timezone.localdate())},
    "returns:choose": {"shown": "0"},
    "reports:edit": {"problem": "改", "action": "save"},
    "reports:autosave": {"problem": "改"},
    "reports:correct": {"reason": REASON},
    "reports:exception": {"kind": "excused", "reason": REASON},
    "measures:light": {"light": "green", "until_on": str(timezone.localdate() + timedelta(days=9)), "reason": REASON},
    "extensions:ask": {"new_due_on": "2031-06-30", "reason": REASON, "progress": REASON},
    "extensions:show": {"decision": "grant"},
    "review:show": {"decision": "approve"},
    "documents:item": {"action": "drop", "version": 1}, "documents:facts": {"version": 1},
    "documents:apply": {"version": 1},
    "set_language": {"language": "en"},
    "readings:decide": {"decision": "approve"},
}
STATEFUL = ("measures:show", "reports:", "evidence:", "review:show")
REFUSALS = {"N": 404, "S": 403, "M": 405, "O": 409}


def test_every_address_stands_in_the_table():
    assert {name for name, _method in MATRIX} == set(ROUTES)
    assert all((name, method) in MATRIX for name in ROUTES for method in ("GET", "POST"))


@pytest.mark.parametrize("name", [name for name in ROUTES if name.startswith(("reports:", "evidence:"))])
def test_every_state_of_a_report_stands_in_the_table(name):
    states = {*permission_matrix.STATES, *permission_matrix.OTHER_STATES}

    assert set(MATRIX[name, "GET"]) == set(MATRIX[name, "POST"]) == states


class Matrix(InTheWorld):
    """Nobody gets more or less than the table says."""

    def setUp(self):
        """Thousands of refusals, without the layout of the site around each sentence."""
        super().setUp()
        self.enterContext(patch(RENDERING, without_layout))

    def test_pages_of_the_site(self):
        self.check(name for name in ROUTES if not name.startswith(("admin", *STATEFUL)))

    def test_reports_in_every_state(self):
        self.check(name for name in ROUTES if name.startswith(STATEFUL))

    def test_pages_of_the_panel(self):
        self.check(name for name in ROUTES if name.startswith("admin"))

    def check(self, names):
        cases = [
            (name, method, state, role, letter)
            for name in names for method in ("GET", "POST")
            for state, letters in MATRIX.get((name, method), {}).items()
            for role, letter in zip(ROLES, letters, strict=True)
        ]
        faults = [" ".join((*case, fault)) for case in cases if (fault := self.ask(*case))]
        assert not faults, "\n".join(faults)

    def ask(self, name, method, state, role, letter):
        """What is wrong with the answer; empty when it is as the table says."""
        browser, path = self.browser(role), path_of(self.world, name, state)
        with transaction.atomic():
            before = AuditEvent.objects.count()
            response = browser.get(path) if method == "GET" else browser.post(path, _body(name))
            text = _text(response)
            changes = AuditEvent.objects.count() - before
            transaction.set_rollback(True)
        leaks = [secret for secret, readers in self.world.secrets.items() if secret in text and role not in readers]
        return _fault(response, letter, changes) or (f"leaks {leaks}" if leaks else "")


def _fault(response, letter, changes):
    status, location = response.status_code, response.headers.get("Location", "")
    if bool(changes) != (letter == "A"):
        return f"{letter} wanted, {changes} events written, {status}"
    if letter in REFUSALS:
        is_right = status == REFUSALS[letter] and (letter not in "SO" or _sentence(response))
    elif letter == "L":
        is_right = status == 302 and location.startswith(("/login/", "/admin/login/"))
    elif letter in "A?":
        is_right = (status == 302 and not location.startswith("/login/?")) or (letter == "A" and status == 200)
    else:
        is_right = status == 200 or (letter == "=" and status in {302, 405})
    return "" if is_right else f"{letter} wanted, {status} {location}"


def _sentence(response):
    """Why it was refused, in words."""
    if response["Content-Type"] == "application/json":
        return response.json().get("message")
    if response.context:
        return response.context.get("refusal") or response.context.get("problem")
    return response.text


def _text(response):
    if response.streaming:
        content = b"".join(response.streaming_content)
        if "wordprocessingml" in response["Content-Type"]:
            return words(content)
        return "\n".join(texts(content)) if content[:2] == b"PK" else content.decode()
    return response.content.decode("utf-8", "replace")


def _body(name):
    if name == "reports:attach":
        return {"file": ContentFile("签注材料".encode(), name="材料.txt")}
    if name == "documents:index":
        return {"file": ContentFile(TEXT.encode(), name="方案.txt")}
    return BODIES.get(name, {})
