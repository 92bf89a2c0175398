"""A briefing whose figures do not agree is refused, and the refusal names the figure and both numbers."""

import io
from dataclasses import replace

import pytest
import time_machine
from django.db import transaction

from tests.exchange.briefing.briefings import ON, World
from tests.lights.conftest import at
from tracker.exchange.briefing.document import build
from tracker.exchange.briefing.sums import DoesNotAddUp, check

pytestmark = pytest.mark.django_db  # the database is there for the content, which is gathered once


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(at(ON), tick=False), transaction.atomic():
        world = World()
        world.approve(world.red, percent=40)
        world.hand_in(world.green, percent=90)
        content = world.content()
        transaction.set_rollback(True)
    return content


def changed(content, key, by=1):
    """The content with one figure changed and nothing else."""
    figures = tuple(replace(each, value=each.value + by) if each.key == key else each for each in content.figures)
    assert figures != content.figures
    return replace(content, figures=figures)


def faults(content):
    with pytest.raises(DoesNotAddUp) as refused:
        check(content)
    return refused.value.messages


def test_what_adds_up_passes(made):
    check(made)


def test_each_figure_that_is_changed_alone_is_found(made):
    assert len(made.figures) > 90
    for figure in made.figures:
        for by in (1, -1):
            assert faults(changed(made, figure.key, by)), (figure, by)


@pytest.mark.parametrize("key", [
    "lights.red", "lights.total", "pace.behind", "pace.total", "done.total", "rates.expected", "rates.submitted",
    "rates.on_time", "rates.completeness", "milestones.overdue", "task.1.total", "task.2.green", "measure.A-1.percent",
    "measure.A-1.expected", "measure.A-1.change", "progress.mean",
])
def test_the_figure_that_is_changed_is_named_with_its_number(made, key):
    figure = next(figure for figure in made.figures if figure.key == key)

    named = f"{figure.label}：数字是{figure.value + 1}，但"
    assert any(fault.startswith(named) for fault in faults(changed(made, key)))


def test_a_refusal_names_the_figure_and_both_numbers(made):
    assert "红灯措施：数字是2，但台账里有1" in faults(changed(made, "lights.red"))
    assert "红灯措施：数字是2，但正文写的是1" in faults(changed(made, "lights.red"))


def test_a_number_changed_in_the_text_is_found(made):
    section = made.sections[0]
    told = section.paragraphs[0]
    text = replace(told, text=told.text.replace("4项措施", "5项措施"))
    content = replace(made, sections=(replace(section, paragraphs=(text, *section.paragraphs[1:])), *made.sections[1:]))

    assert any("措施总数：数字是4" in fault for fault in faults(content))


def test_a_row_of_the_ledger_that_is_changed_or_lost_is_found(made):
    first, *others = made.ledger

    for rows in (others, [replace(first, light="green"), *others], [replace(first, percent=41), *others],
                 [replace(first, pace="done"), *others], [replace(first, task=2), *others],
                 [replace(first, districts=first.districts[:1]), *others]):
        assert faults(replace(made, ledger=tuple(rows)))


def test_a_figure_that_is_missing_is_named(made):
    figures = tuple(each for each in made.figures if each.key != "lights.red")

    assert "缺少数字lights.red" in faults(replace(made, figures=figures))


def test_no_document_is_written_of_what_does_not_add_up(made):
    file = io.BytesIO()

    with pytest.raises(DoesNotAddUp):
        build(changed(made, "lights.red"), file)

    assert file.getvalue() == b""
