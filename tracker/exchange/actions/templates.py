"""Word templates for briefings: kept once they have been filled in with a sample, taken out of use again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.exchange.briefing.permissions import can_keep_templates
from tracker.exchange.briefing.template import render_sample
from tracker.exchange.models import BriefingTemplate
from tracker.exchange.safety.check import inspect
from tracker.people.permissions import Overtaken
from tracker.plans.text import clean_text, too_long
from tracker.reporting.evidence import clean_name, digest, stored_path

NAME_MAX = 120


def keep_template(file, *, by, name=""):
    """Keep a Word document as a template and return it; without a name it is called like its file.

    It is looked at and filled in before anything is written. Raises ``RefusedFile`` for a file that is not accepted,
    and ``ValidationError`` (field name → sentences) naming the fields that are wrong.
    """
    can_keep_templates.check(by)
    name = " ".join(clean_text(name).split()) or clean_name(file.name).rpartition(".")[0]
    if len(name) > NAME_MAX:
        raise ValidationError({"name": too_long(name, NAME_MAX)})
    inspect(file, kinds={"docx"})
    try:
        render_sample(file)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from refusal
    file.seek(0)
    return _keep(file, name, by=by)


@transaction.atomic
def _keep(file, name, *, by):
    template = BriefingTemplate(
        name=name, size=file.size, sha256=digest(file), uploaded_by=by, uploaded_at=timezone.now()
    )
    template.file.save(stored_path(), file, save=False)
    template.save(force_insert=True)
    record("keep_template", template, by=by, name=name, size=template.size, sha256=template.sha256)
    return template


@transaction.atomic
def retire_template(template, *, by):
    """Take a template out of use; briefings that were issued in it keep their file."""
    can_keep_templates.check(by)
    if not BriefingTemplate.objects.in_use().filter(pk=template.pk).update(retired_at=timezone.now()):
        raise Overtaken(_("Somebody else has just taken this template out of use"))
    record("retire_template", template, by=by)
