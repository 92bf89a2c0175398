"""Long titles are broken where words end, into lines of about the same length."""

import pytest

from tracker.exchange.briefing.word.title import PER_LINE, title_lines


@pytest.mark.parametrize(("title", "expected"), [
    ("进展情况通报", ["进展情况通报"]),
    ("国家城乡融合发展试验区广东广清接合片区改革任务2024年第三季度进展情况通报",
     ["国家城乡融合发展试验区广东广清接合片区", "改革任务2024年第三季度进展情况通报"]),
    ("某某改革试验区（东部片区）改革任务2026年度进展情况通报",
     ["某某改革试验区（东部片区）", "改革任务2026年度进展情况通报"]),
])
def test_a_title_is_broken_where_words_end(title, expected):
    assert title_lines(title) == expected


@pytest.mark.parametrize("title", [
    "广州市人民政府关于国家城乡融合发展试验区广东广清接合片区改革任务2024年第三季度进展情况的报告",
    "国家城乡融合发展试验区广东广清接合片区（清远片区）改革任务2024年9月进展情况通报",
    "字" * 120, "A" * 120, "（" * 60, "2" * 90,
    "某某省城乡融合发展工作专班办公室关于国家城乡融合发展试验区改革任务2024年上半年进展情况的报告",
])
def test_lines_hold_the_whole_title_and_none_is_too_long(title):
    lines = title_lines(title)

    assert "".join(lines) == title
    for line in lines[1:]:
        assert line[0] not in "的，、）》”年月"
    if not title.startswith(("（", "2", "A")):
        assert max(sum(0.5 if sign.isascii() else 1 for sign in line) for line in lines) <= PER_LINE
