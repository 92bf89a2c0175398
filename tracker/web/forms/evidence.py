"""What is attached to a report: files, several at once, or the number of an official document."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import acts
from tracker.plans.text import clean_text
from tracker.reporting.evidence import clean_name

TOO_LONG = gettext_lazy("At most %(limit_value)d characters; these are %(show_value)d")


class FilesInput(forms.FileInput):
    """Lets people choose several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    widget = FilesInput(attrs={"multiple": True})


class LineField(forms.CharField):
    """One line of text, safe to keep."""

    def to_python(self, value):
        return " ".join(clean_text(super().to_python(value)).split())


class EvidenceForm(forms.Form):
    """Stands inside the form of a report, and says beside the field what was not accepted."""

    use_required_attribute = False

    file = FilesField(label=gettext_lazy("Choose files"), required=False)
    document_number = LineField(
        label=gettext_lazy("Or the number of an official document"), required=False, max_length=60,
        error_messages={"max_length": TOO_LONG},
    )
    proves = LineField(
        label=gettext_lazy("What it proves"), required=False, max_length=200, error_messages={"max_length": TOO_LONG}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        self.fields["file"].help_text = _(
            "PDF, OFD, Word, Excel, PowerPoint, WPS, TXT or pictures, each of at most %(limit)d MB. Classified files "
            "must not be uploaded"
        ) % {"limit": settings.EVIDENCE_MAX_MB}

    @property
    def is_filled(self):
        """Whether anything was chosen or written."""
        return any(self[name].data for name in self.fields)

    def attach(self, report, *, by):
        """Attach what was given, each by itself, and return how much was; what was refused stands in ``errors``."""
        if not self.is_valid():
            return 0
        proves, number = self.cleaned_data["proves"], self.cleaned_data["document_number"]
        attached = 0
        for file in self.cleaned_data["file"]:
            given = {"file": file, "proves": proves}
            attached += self._is_accepted("file", acts.attach, report, by=by, name=clean_name(file.name), **given)
        if number:
            given = {"document_number": number, "proves": proves}
            attached += self._is_accepted("document_number", acts.attach_document_number, report, by=by, **given)
        if not attached and not self.errors:
            self.add_error("file", _("Choose a file, or write the number of a document"))
        return attached

    def _is_accepted(self, field, act, report, *, name="", **given):
        try:
            act(report, **given)
        except ValidationError as refused:
            words = _("%(file)s: %(fault)s") if name else "%(fault)s"
            self.add_error(field, [words % {"file": name, "fault": fault} for fault in refused.messages])
            return False
        self._blank(field)
        return True

    def _blank(self, field):
        """What was attached is not offered again when the page comes back for another reason."""
        self.data = self.data.copy()
        self.data.pop(field, None)
