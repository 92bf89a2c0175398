"""The colours of both themes are legible, whoever changes a token (WCAG 2.2: text 4.5, shapes and borders 3)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "tracker/static/tracker/css/tokens.css").read_text()
TEXT = [
    ("ink-1", "bg"), ("ink-1", "surface"), ("ink-1", "brand-soft"), ("ink-1", "red-soft"), ("ink-1", "amber-soft"),
    ("ink-1", "green-soft"), ("ink-2", "bg"), ("ink-2", "surface"), ("ink-2", "surface-2"), ("ink-2", "hover"),
    ("ink-3", "bg"), ("ink-3", "surface"), ("ink-3", "surface-2"), ("ink-3", "hover"), ("ink-3", "brand-soft"),
    ("link", "bg"), ("link", "surface"), ("link", "surface-2"), ("link", "hover"), ("link", "brand-soft"),
    ("on-brand", "brand"), ("on-brand", "brand-hover"), ("on-top", "top"), ("on-top", "top-2"), ("on-top-2", "top"),
    ("on-top-2", "top-2"), ("on-gilt", "gilt"), ("brand-ink", "brand-soft"), ("brand-ink", "surface"),
    ("red-ink", "red-soft"), ("red-ink", "surface"), ("red-ink", "brand-soft"), ("red-ink", "hover"), ("on-red", "red"),
    ("amber-ink", "amber-soft"), ("amber-ink", "surface"), ("amber-ink", "hover"), ("green-ink", "green-soft"),
    ("green-ink", "surface"), ("grey-ink", "grey-soft"), ("done-ink", "done-soft"),
    ("ins-ink", "ins-bg"), ("del-ink", "del-bg"),
]
SHAPES = [
    ("line-strong", "surface"), ("line-strong", "bg"), ("focus", "surface"), ("focus", "bg"), ("gilt", "top"),
    ("red", "surface"), ("red", "red-soft"), ("amber", "surface"), ("amber", "amber-soft"), ("green", "surface"),
    ("green", "green-soft"), ("done", "surface"), ("done", "done-soft"), ("grey", "surface"), ("grey", "grey-soft"),
    ("c-plan", "surface"), ("c-actual", "surface"), ("c-actual", "line"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), [
    *[(*pair, 4.5) for pair in TEXT],
    *[(*pair, 3) for pair in SHAPES],
])
def test_what_is_drawn_stands_out_from_its_ground(theme, front, ground, least):
    colours = palette(theme)

    assert contrast(colours[front], colours[ground]) >= least


def test_dark_by_choice_and_dark_by_preference_are_the_same():
    chosen = declarations(r':root\[data-theme="dark"\] \{')
    preferred = declarations(r':root:not\(\[data-theme="light"\]\) \{')

    assert chosen == preferred


def palette(theme):
    light = colours(declarations(r":root \{"))
    return light if theme == "light" else {**light, **colours(declarations(r':root\[data-theme="dark"\] \{'))}


def declarations(opening):
    block = re.search(opening + r"(.*?)\}", TOKENS, re.DOTALL).group(1)
    return dict(re.findall(r"(--[\w-]+|color-scheme):\s*([^;]+);", block))


def colours(found):
    return {name.removeprefix("--"): value for name, value in found.items() if re.fullmatch(r"#[0-9A-F]{6}", value)}


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel):
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
