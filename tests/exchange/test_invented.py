"""A file that holds demonstration data says so, and no other does."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.exchange.briefing.briefings import World
from tests.factories import make_user
from tracker.models import Organization
from tracker.people.roles import Role

MARK = "演示数据"


@pytest.fixture(params=[True, False])
def is_demonstration(request, db):
    return request.param


@pytest.fixture
def world(is_demonstration):
    world = World()
    Organization.objects.update(is_demonstration=is_demonstration)
    return world


def test_a_ledger_says_whether_it_is_invented(world, is_demonstration, client):
    client.force_login(make_user(role=Role.LEADER))

    answer = client.get(reverse("exports:ledger"))

    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0]["A2"].value.startswith(MARK) == is_demonstration


def test_a_report_sheet_says_whether_it_is_invented(world, is_demonstration, client):
    client.force_login(make_user(role=Role.LEADER))
    asked = {"organization": world.lead.organization.pk, "period": world.period.pk}

    answer = client.get(reverse("exports:reports"), asked)

    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0]["A2"].value.startswith(MARK) == is_demonstration


def test_a_briefing_says_whether_it_is_invented(world, is_demonstration):
    assert (MARK in world.content(on=timezone.localdate()).opening) == is_demonstration
