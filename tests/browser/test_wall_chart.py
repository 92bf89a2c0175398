"""Sixty measures in eleven tasks hang on the wall as one sheet that can be read, on either paper in either language."""

import io

import pytest
from pypdf import PdfReader

from tests.browser.looking import look_all_ways, overflows

pytestmark = pytest.mark.slow
ON = "2024-06-30"
PAPERS = {"a4": (841.9, 595.3, 6.0), "a3": (1190.6, 841.9, 8.5)}  # width, height, smallest text, in points
PLACES = """() => [...document.querySelectorAll(".sheet text")].filter((text) => text.textContent.trim()).map(
  (text) => {
    const box = text.getBBox();
    return [text.textContent, box.x, box.y, box.x + box.width, box.y + box.height,
            parseFloat(getComputedStyle(text).fontSize)];
  })"""
TURNED = {"zh-hans": "zh", "en": "en"}


@pytest.fixture(scope="module")
def plan(site):
    return site.ask("tests.browser.walls.wall")


def chart(people, plan, paper, language):
    page = people.context("leader", language=language).new_page()
    page.goto(f"/timeline/?plan={plan}&paper={paper}&on={ON}")
    assert page.evaluate("document.documentElement.lang").startswith(TURNED[language])
    return page


@pytest.mark.parametrize("language", TURNED)
@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_on_one_sheet_that_can_be_read(people, plan, paper, language):
    width, height, least = PAPERS[paper]

    reader = PdfReader(io.BytesIO(chart(people, plan, paper, language).pdf(prefer_css_page_size=True)))

    sheet, = reader.pages
    assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx((width, height), abs=1.5)
    texts = _texts(sheet)
    assert min(size for _text, size, _x, _y in texts) >= least
    assert all(0 < x < width and 0 < y < height for _text, _size, x, y in texts)


@pytest.mark.parametrize("language", TURNED)
@pytest.mark.parametrize("paper", PAPERS)
def test_no_text_is_cut_off_or_lies_on_another(people, plan, paper, language):
    page = chart(people, plan, paper, language)
    width, height = (float(each) for each in page.locator(".sheet").get_attribute("viewBox").split()[2:])

    places = page.evaluate(PLACES)

    assert len(places) > 60 * 4
    assert [place for place in places if place[1] < -0.5 or place[3] > width + 0.5 or place[4] > height + 1] == []
    assert _overlapping(places) == []


@pytest.mark.parametrize("address", ["?plan={plan}", "?plan={plan}&paper=a3"])
def test_anybody_can_use_it_on_any_screen(people, plan, address):
    page = people.context("reporter").new_page()
    page.goto("/timeline/" + address.format(plan=plan))

    assert look_all_ways(page) == []
    assert overflows(page) == []


def test_the_timeline_itself_prints_as_the_chart(people, plan):
    page = people.context("leader").new_page()
    page.goto(f"/timeline/?plan={plan}&on={ON}")

    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1


def test_names_are_reached_and_followed_by_keyboard(people, plan):
    page = people.context("leader").new_page()
    page.goto(f"/timeline/?plan={plan}&on={ON}")
    name = page.locator(".timeline--wide .timeline__name").first

    page.locator(".timeline-wide").focus()
    page.keyboard.press("Tab")
    assert name.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/**")


def _texts(sheet):
    """(text, font size, x, y) in points of everything that is written on a page."""
    found = []

    def visit(text, cm, tm, _font, size):
        if text.strip():
            scale = abs(tm[3] or tm[1]) * abs(cm[3] or cm[1])
            x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            found.append((text, size * scale, x, y))

    sheet.extract_text(visitor_text=visit)
    return found


def _overlapping(places):
    """Pairs of texts that touch; the box of a font is higher than what is drawn of it."""
    boxes = [(text, left, bottom - size * 1.05, right, bottom - size * 0.3) for text, left, _top, right, bottom, size
             in places]
    boxes.sort(key=lambda box: box[2])
    return [
        (one[0], other[0]) for place, one in enumerate(boxes) for other in boxes[place + 1:place + 60]
        if one[1] < other[3] - 0.3 and other[1] < one[3] - 0.3 and one[2] < other[4] and other[2] < one[4]
    ]
