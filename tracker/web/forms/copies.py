"""A filled-in copy that is brought back, and what was decided on a page of it."""

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"\d{1,7}", re.ASCII)


class ReturnForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("Filled-in working copy"), widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose the file that you filled in"), "empty": _("The file is empty")},
        help_text=_("An .xlsx file, as Excel, WPS and LibreOffice save it"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)


@dataclass(frozen=True)
class Chosen:
    """What a page of changes sent: numbers ``shown`` there, those of them ``left`` alone, and for conflicts the side
    with what stands for the saved text that was seen."""

    shown: tuple
    left: tuple
    sides: dict

    @classmethod
    def sent(cls, post):
        shown, taken = _numbers(post.getlist("shown")), set(_numbers(post.getlist("take")))
        sides = {}
        for name in post:
            number = name.removeprefix("side-")
            if name != number and NUMBER.fullmatch(number) and post[name] in {"mine", "theirs"}:
                sides[int(number)] = (post[name], post.get(f"against-{number}", "")[:16])
        return cls(shown, tuple(number for number in shown if number not in taken), sides)


def _numbers(texts):
    return tuple(int(text) for text in texts if NUMBER.fullmatch(text))
