"""Three ways to use a page: by keyboard alone, by touch on a phone, and with a mouse where scripts are switched off.

Elements are named by CSS selectors that hold in both languages.
"""

from tests.browser.people import PHONE

TABS = 200  # presses after which a page cannot be used by keyboard


class Keyboard:
    options = {}

    def __init__(self, page):
        self.page = page

    def open(self, address):
        self.page.goto(address)

    def press(self, selector):
        """Follow a link or press a button, and wait for the page that answers."""
        self._go_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector, text):
        self._go_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, name, value):
        """Choose a radio button: Tab reaches the group, arrows go through it."""
        self._go_to(f'[type=radio][name="{name}"]')
        self.page.keyboard.press("Space")
        for _press in range(10):
            if self.page.evaluate("() => document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def _go_to(self, selector):
        """Press Tab until the element has the focus; it must then be visible, whatever sticks to the window's edges."""
        for _press in range(TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                assert self.page.evaluate(IS_UNCOVERED), f"{selector} is covered when it has the focus"
                return
        raise AssertionError(f"Tab does not reach {selector}")


IS_UNCOVERED = """() => {
  const focused = document.activeElement;
  const corners = [...(focused.labels ?? [])].concat(focused).flatMap((element) => [...element.getClientRects()]);
  return corners.some((box) => {
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 20) / 2);
    return top && [focused, ...(focused.labels ?? [])].some((element) => element.contains(top));
  });
}"""


class Touch:
    options = PHONE

    def __init__(self, page):
        self.page = page

    def open(self, address):
        self.page.goto(address)

    def press(self, selector):
        with self.page.expect_navigation():
            self.page.locator(f"{selector}:visible").first.tap()

    def write(self, selector, text):
        self.page.tap(selector)
        self.page.fill(selector, text)

    def choose(self, name, value):
        self.page.locator(f'label:has([type=radio][name="{name}"][value="{value}"])').tap()


class WithoutScript:
    options = {"java_script_enabled": False}

    def __init__(self, page):
        self.page = page

    def open(self, address):
        self.page.goto(address)

    def press(self, selector):
        with self.page.expect_navigation():
            self.page.locator(f"{selector}:visible").first.click()

    def write(self, selector, text):
        self.page.fill(selector, text)

    def choose(self, name, value):
        self.page.check(f'[type=radio][name="{name}"][value="{value}"]')
