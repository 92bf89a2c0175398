"""What the tags say and draw; in English, because the sources are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from tracker.templatetags import words

TODAY = date(2024, 10, 10)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def render(source, **context):
    return Template("{% load tracker_ui %}" + source).render(Context({"today": TODAY, **context})).strip()


@pytest.mark.parametrize(("written", "said"), [
    ("有2件事要处理。 \n 还剩5天。", "有2件事要处理。还剩5天。"),
    ("2 to do.\n\n  5 days left.", "2 to do. 5 days left."),
    ("", ""),
])
def test_sentences_are_spaced_as_their_language_spaces_them(written, said):
    assert render("{% sentences %}" + written + "{% endsentences %}") == said


def test_sentences_stay_escaped():
    assert render("{% sentences %}{{ name }}{% endsentences %}", name="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(("due_on", "text", "level"), [
    (date(2024, 10, 15), "5 days left", ""),
    (date(2024, 10, 12), "2 days left", ""),
    (date(2024, 10, 11), "due tomorrow", "soon"),
    (date(2024, 10, 10), "due today", "soon"),
    (date(2024, 10, 9), "1 day overdue", "late"),
    (date(2024, 9, 10), "30 days overdue", "late"),
    (date(2024, 9, 9), "31 days overdue", "overdue"),
    (date(2025, 1, 1), "83 days left", ""),
])
def test_a_due_date_says_what_it_means_today(due_on, text, level):
    assert words.distance(due_on, TODAY) == words.Distance(text, level)


@pytest.mark.parametrize(("percent", "expected", "text"), [
    (66, 80, "14 behind"),
    (80, 80, "on schedule"),
    (83, 80, "3 ahead"),
    (Decimal("62.5"), 63, "on schedule"),
    (62.4, 63, "1 behind"),
    (0, 100, "100 behind"),
])
def test_a_gap_is_told_in_whole_points_that_agree_with_the_figures_shown(percent, expected, text):
    assert words.gap(percent, expected) == text


@pytest.mark.parametrize(("number", "rounded"), [
    (0.5, 1), (1.5, 2), (2.5, 3), (Decimal("49.5"), 50), (66.49, 66), (7, 7),
])
def test_halves_are_rounded_up(number, rounded):
    assert words.whole(number) == rounded


@pytest.mark.parametrize(("size", "text"), [
    (0, "0 B"), (999, "999 B"), (1000, "1 KB"), (49152, "48 KB"), (1000 * 1024, "1.0 MB"), (1258291, "1.2 MB"),
    (20 * 1024 * 1024, "20.0 MB"),
])
def test_a_file_size_is_short(size, text):
    assert words.file_size(size) == text


@pytest.mark.parametrize(("day", "today", "text"), [
    (date(2024, 10, 15), TODAY, "15 Oct (Tue)"),
    (date(2025, 1, 1), TODAY, "1 Jan 2025 (Wed)"),
    (date(2024, 10, 15), None, "15 Oct 2024 (Tue)"),
])
def test_a_day_in_a_sentence_has_a_weekday_and_the_year_when_it_is_another(day, today, text):
    assert words.day_in_prose(day, today) == text


@pytest.mark.parametrize(("at", "text"), [
    (datetime(2024, 10, 10, 1, 30, tzinfo=UTC), "today 09:30"),
    (datetime(2024, 10, 9, 9, 42, tzinfo=UTC), "yesterday 17:42"),
    (datetime(2024, 10, 9, 16, 0, tzinfo=UTC), "today 00:00"),
    (datetime(2024, 10, 7, 7, 20, tzinfo=UTC), "7 Oct 15:20"),
    (datetime(2023, 7, 12, 2, 0, tzinfo=UTC), "12 Jul 2023 10:00"),
])
def test_a_moment_in_a_sentence_is_told_in_local_time(at, text):
    assert words.moment_in_prose(at, TODAY) == text


def test_progress_draws_what_is_done_and_what_is_expected():
    html = render("{% progress 66 80 %}")

    assert '<rect class="progress__value" width="66"' in html
    assert 'd="M80 -3V11"' in html
    assert "Expected 80%, 14 behind" in html


@pytest.mark.parametrize(("call", "absent"), [
    ("{% progress 66 %}", "progress__expected"),
    ("{% progress 100 80 %}", "Expected"),
    ("{% progress 40 100 %}", "progress__expected"),
])
def test_progress_leaves_out_what_says_nothing(call, absent):
    assert absent not in render(call)


def test_progress_that_nobody_reported_is_a_dash():
    assert "—" in render("{% progress None 80 %}")


def test_segments_share_the_bar_and_skip_what_is_empty():
    parts = [("submitted", "Handed in", 3), ("draft", "Being written", 1), ("returned", "Returned", 0)]

    html = render("{% segments parts %}", parts=parts)

    assert '<rect class="segment--submitted" x="0.00" width="149.20"' in html
    assert '<rect class="segment--draft" x="150.00" width="49.20"' in html
    assert html.count('class="segment--returned"') == 1  # in the legend only
    assert html.count("<dt>") == 3


def test_segments_of_nothing_are_drawn_without_dividing_by_zero():
    assert "<dd>0</dd>" in render("{% segments parts %}", parts=[("blank", "Not filled in", 0)])


@pytest.mark.parametrize(("state", "label"), [
    ("blank", "Not filled in"), ("draft", "Being written"), ("awaiting_signature", "Awaiting signature"),
    ("submitted", "Awaiting review"), ("returned", "Returned"), ("approved", "Approved"),
])
def test_a_report_wears_the_tag_of_its_state(state, label):
    html = render("{% status_tag report %}", report=SimpleNamespace(state=state))

    assert html == f'<span class="tag tag--{state}">{label}</span>'


def test_a_claim_and_a_fact_look_different():
    assert "mark__waiting" in render('{% completion_tag "completed" %}')
    assert "mark__done" in render('{% completion_tag "verified" %}')


def test_a_due_date_that_was_met_says_when():
    html = render("{% due day today done_on=done %}", day=date(2024, 9, 30), done=date(2024, 9, 28))

    assert html == '<span class="due"><b>2024-09-30</b> <span>done on 2024-09-28</span></span>'


@pytest.mark.parametrize(("source", "text"), [
    ("{{ 1286|number }}", "1,286"), ("{{ none|number }}", "—"), ("{{ 0|number }}", "0"),
    ("{{ 66|percent }}", "66%"), ("{{ none|percent }}", "—"),
    ("{{ today|day }}", "2024-10-10"), ("{{ none|day }}", "—"), ("{{ none|moment }}", "—"),
    ("{% due none today %}", "—"),
])
def test_what_is_missing_is_a_dash_and_nothing_else_is(source, text):
    assert render(source, none=None) == text


def test_the_pager_offers_pages_only_when_there_are_several():
    one, many = Paginator(range(5), 20).get_page(1), Paginator(range(500), 20).get_page(9)
    source = '{% include "components/pager.html" with page=page query=query only %}'

    assert "<a " not in render(source, page=one, query=QueryDict())
    assert 'href="?q=x&amp;page=10"' in render(source, page=many, query=QueryDict("q=x&page=9"))


def test_what_a_person_typed_is_escaped():
    html = render("{% segments parts %}", parts=[("draft", "<b>x</b>", 1)])

    assert "<b>x</b>" not in html
