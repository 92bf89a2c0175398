"""Time limits: the wording is kept, and the days it means are found."""

from datetime import date

import pytest

from tracker.exchange.outline.meaning.limits import first, limits, whole


@pytest.mark.parametrize(("text", "starts_on", "due_on"), [
    ("2022—2025年", date(2022, 1, 1), date(2025, 12, 31)),
    ("2022-2025年", date(2022, 1, 1), date(2025, 12, 31)),
    ("2022年至2025年", date(2022, 1, 1), date(2025, 12, 31)),
    ("2022年3月至2023年6月", date(2022, 3, 1), date(2023, 6, 30)),
    ("2022年3—6月", date(2022, 3, 1), date(2022, 6, 30)),
    ("2022年3月1日至12月31日", date(2022, 3, 1), date(2022, 12, 31)),
    ("“十四五”期间", date(2021, 1, 1), date(2025, 12, 31)),
    ("“十四五”末", None, date(2025, 12, 31)),
    ("十五五时期", date(2026, 1, 1), date(2030, 12, 31)),
    ("2025年底前", None, date(2025, 12, 31)),
    ("2023年年底前", None, date(2023, 12, 31)),
    ("2023年6月底前", None, date(2023, 6, 30)),
    ("2024年2月底前", None, date(2024, 2, 29)),
    ("2023年上半年", None, date(2023, 6, 30)),
    ("2023年下半年", None, date(2023, 12, 31)),
    ("2024年一季度前", None, date(2024, 3, 31)),
    ("2024年第三季度", None, date(2024, 9, 30)),
    ("2024年4季度末", None, date(2024, 12, 31)),
    ("到2025年", None, date(2025, 12, 31)),
    ("2023年12月31日前", None, date(2023, 12, 31)),
    ("2024年3月中旬前", None, date(2024, 3, 20)),
    ("2023年内", None, date(2023, 12, 31)),
])
def test_a_limit_names_its_days(text, starts_on, due_on):
    (start, end, limit), = limits(f"由其{text}，落实。")

    assert f"由其{text}，落实。"[start:end] == limit.text == text
    assert (limit.starts_on, limit.due_on, limit.is_long_running) == (starts_on, due_on, False)


@pytest.mark.parametrize(("text", "due_on"), [
    ("2025年前", date(2024, 12, 31)), ("2023年6月前", date(2023, 5, 31)), ("2025年1月前", date(2024, 12, 31)),
])
def test_before_a_year_or_month_is_before_it_begins(text, due_on):
    assert first(text).due_on == due_on


@pytest.mark.parametrize(("text", "due_on"), [
    ("6月底前", date(2023, 6, 30)), ("9月份前", date(2023, 8, 31)), ("年底前", date(2023, 12, 31)),
    ("今年6月底前", date(2023, 6, 30)), ("明年上半年", date(2024, 6, 30)), ("第三季度", date(2023, 9, 30)),
])
def test_a_limit_without_a_year_means_the_year_of_the_plan(text, due_on):
    assert first(text, year=2023).due_on == due_on
    assert first(text).due_on is None


@pytest.mark.parametrize("text", ["长期坚持", "长期推进", "持续推进", "每年", "每季度", "常态化推进"])
def test_long_running_work_has_no_day(text):
    limit = first(text)

    assert (limit.text, limit.due_on, limit.is_long_running) == (text, None, True)


@pytest.mark.parametrize("text", ["立即实施", "近期", "中期", "自印发之日起3个月内"])
def test_a_limit_that_names_no_day_is_kept_as_worded(text):
    limit = first(text)

    assert (limit.text, limit.due_on, limit.is_long_running) == (text, None, False)


@pytest.mark.parametrize("text", [
    "《乡村振兴规划（2018—2022年）》", "2023年2月30日前", "2025—2022年", "第3页", "1947号", "3.1万亩", "二〇二一",
])
def test_what_is_no_limit_is_none(text):
    assert limits(text) == []


@pytest.mark.parametrize(("text", "words"), [
    ("2023年底前完成", "2023年底前"), ("完成时限：2024年6月底前", "2024年6月底前"), ("2023-12-31", "2023-12-31"),
    ("2023.6", "2023.6"),
])
def test_a_cell_may_be_a_limit(text, words):
    assert whole(text).text == words


@pytest.mark.parametrize("text", ["市财政局，2023年底前", "存量优先", "", "2023年底前建立台账"])
def test_a_cell_that_says_more_is_no_limit(text):
    assert whole(text) is None
