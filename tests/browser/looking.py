"""What can be measured on an open page: accessibility by axe, and whether anything sticks out."""

import json
from functools import cache

WIDTHS = (320, 390, 768, 1024, 1280, 1600)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const keepsInside = (element) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const scrolls = (element) => element && element !== document.documentElement && (
    keepsInside(element) || scrolls(element.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
    .slice(0, 3).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).concat("the page");
}"""
SHADES = """() => {
  const fades = (element) => element ? getComputedStyle(element).opacity * fades(element.parentElement) : 1;
  const ground = (element) => {
    if (!element) return "";
    const {backgroundColor: colour, backgroundImage: image} = getComputedStyle(element);
    if (image === "none" && colour === "rgba(0, 0, 0, 0)") return ground(element.parentElement);
    const isOpaque = image === "none" && colour.startsWith("rgb(");
    return `${colour} ${image} ` + (isOpaque ? "" : ground(element.parentElement));
  };
  const says = (element) => element.matches("input, select, textarea") || [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...new Set([...document.body.querySelectorAll("*")]
    .filter((element) => says(element) && element.getClientRects().length)
    .map((element) => {
      const {color, fontSize, fontWeight} = getComputedStyle(element);
      return [color, fontSize, fontWeight, fades(element), ground(element)].join("; ");
    }))];
}"""
SETTLED = "() => Promise.all(document.getAnimations().map((animation) => animation.finished)).then(() => null)"


@cache
def _axe():
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT


def look(page, *, width, colours, only=None):
    """Sentences about what axe finds in a window of this width, in "light" or "dark" colours.

    ``only`` names the rules to ask, all of them when it is None.
    """
    _show(page, width=width, colours=colours)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    asked = {"runOnly": {"type": "rule", "values": only} if only else TAGS}
    options = json.dumps({**asked, "resultTypes": ["violations"], "preload": False})
    found = page.evaluate(f"axe.run({options}).then(results => results.violations)")
    return [
        f"{width} {colours}: {rule['id']} ({rule['impact']}): {node['html'][:160]} {_numbers(node)}"
        for rule in found for node in rule["nodes"][:3]
    ]


def look_all_ways(page, *, legible=None):
    """Both widths in both colours. What colours can change is contrast and nothing else.

    ``legible`` holds the dark shades in which axe found nothing, and takes in more: text of one size and colour on one
    ground has one contrast, so a page that shows no other shade is not asked again.
    """
    found, legible = [], set() if legible is None else legible
    for width in (1280, 390):
        found += look(page, width=width, colours="light")
        _show(page, width=width, colours="dark")
        shades = set(page.evaluate(SHADES))
        if not shades <= legible:
            faults = look(page, width=width, colours="dark", only=["color-contrast"])
            legible |= set() if faults else shades
            found += faults
    return found


def _show(page, *, width, colours):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours)
    page.evaluate(SETTLED)


def _numbers(node):
    data = next((check["data"] for check in node["any"] if isinstance(check.get("data"), dict)), {})
    return {name: data[name] for name in ("fgColor", "bgColor", "contrastRatio") if name in data} or ""


def overflows(page):
    """Widths of the window at which the page is wider than it, with the elements that stick out."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if elements := page.evaluate(STICKING_OUT):
            found.append(f"overflow at {width}: {', '.join(elements)}")
    return found
