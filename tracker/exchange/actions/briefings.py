"""The life of a briefing: made, made anew, issued under the next number of its year and frozen, or dropped."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.audit.actions import hold, record
from tracker.exchange.briefing import document, sums
from tracker.exchange.briefing.comparison import compare
from tracker.exchange.briefing.frozen import Kept, Unreadable, digest
from tracker.exchange.briefing.permissions import can_act_on, can_make
from tracker.exchange.briefing.template import render
from tracker.exchange.briefing.titles import LONGEST
from tracker.exchange.briefing.verification import gathered
from tracker.exchange.models import Briefing
from tracker.people.permissions import Overtaken
from tracker.plans.text import clean_text, too_long
from tracker.reporting.evidence import digest as digest_of_file
from tracker.reporting.evidence import stored_path

NAMED = 3  # figures that a refusal names


@transaction.atomic
def make_briefing(period, *, by, area=None, organization=None, on, title="", template=None):
    """Make a draft from the data as known on the day ``on`` and return it; without a title it gets the usual one.

    Raises ``PermissionDenied`` with the sentence, and ``ValidationError`` (field name → sentences) for what is wrong.
    """
    can_make.check(by, period.plan, area=area, organization=organization)
    title = _line(title)
    _check(period, on=on, title=title, template=template)
    briefing = Briefing(
        period=period, area=area, organization=organization, on=on, template=template, made_by=by,
        made_at=timezone.now(),
    )
    _gather(briefing, by=by, title=title)
    briefing.save(force_insert=True)
    record("make_briefing", briefing, by=by, period=str(period), on=on)
    return briefing


@transaction.atomic
def refresh_briefing(briefing, *, by, on, title="", template=None):
    """Make the draft anew from the data as they are now, perhaps for another day or in another template."""
    current = _held(briefing)
    can_act_on.check(by, current)
    title = _line(title)
    _check(current.period, on=on, title=title, template=template)
    before = current.title
    current.on, current.template = on, template
    _gather(current, by=by, title=title)
    if not Briefing.objects.rewrite(
        current, on=on, template=template, title=current.title, content=current.content, made_by=by,
        made_at=timezone.now(),
    ):
        raise _overtaken()
    record("refresh_briefing", current, by=by, title=[before, current.title], on=on)


@transaction.atomic
def issue_briefing(briefing, *, by, seen=""):
    """Give the draft the next number of the year and freeze its content and file; return it as issued.

    While it is issued nobody finishes any other act: numbers have no gap and no double, and what is gathered is of one
    moment. ``seen`` is the hash of the content that the person looked at. Raises ``ValidationError`` for a draft that
    is no longer what the data say or does not add up, and ``Overtaken`` to the slower of two.
    """
    current = _held(briefing)
    can_make.check(by, current.period.plan, area=current.area, organization=current.organization)
    if current.is_issued:
        raise _overtaken(current)
    if seen and seen != digest(current.content):
        raise Overtaken(_("Somebody has just made this draft anew. Look at it again before you issue it"))
    hold()
    kept = _unchanged(current)
    sums.check(kept.content)
    now = timezone.now()
    current.year, current.number = timezone.localdate(now).year, _next_number(timezone.localdate(now).year)
    current.state, current.issued_by, current.issued_at = Briefing.State.ISSUED, by, now
    _freeze(current, kept, by=by)
    return current


@transaction.atomic
def drop_briefing(briefing, *, by):
    """Throw a draft away; what was issued stays."""
    current = _held(briefing)
    can_act_on.check(by, current)
    record("drop_briefing", current, by=by, on=current.on)
    if not Briefing.objects.drop(current):
        raise _overtaken()


def draft_file(briefing):
    """The bytes of the Word document of a draft, marked as one."""
    now = timezone.now()
    return _document(briefing, _drafted(briefing).content, at=now, on=timezone.localdate(now))


def _line(text):
    return " ".join(clean_text(text).split())


def _check(period, *, on, title, template):
    """Whether the day, the title and the template will do."""
    errors = {}
    today = timezone.localdate()
    if on is None:
        errors["on"] = _("Name the day as of which it is made")
    elif on > today:
        errors["on"] = _("%(day)s has not come yet; choose today or an earlier day") % {"day": date_format(on)}
    elif on < period.opens_on:
        errors["on"] = _("Reporting for this period opened on %(day)s; choose that day or a later one") % {
            "day": date_format(period.opens_on)}
    if len(title) > LONGEST:
        errors["title"] = too_long(title, LONGEST)
    if template is not None and template.retired_at is not None:
        errors["template"] = _("This template is out of use; choose another one")
    if errors:
        raise ValidationError(errors)


def _gather(briefing, *, by, title):
    """Fill in title and content from the data of this moment."""
    kept = gathered(briefing, issuer=by.organization.name if by.organization else "", title=title)
    if not kept.content.ledger:
        raise ValidationError({"about": _("There are no measures to report on there")})
    briefing.title, briefing.content = kept.content.title, kept.to_json()


def _held(briefing):
    current = Briefing.objects.hold(briefing)
    if current is None:
        raise Overtaken(_("Somebody has just dropped this draft"))
    return current


def _drafted(briefing):
    try:
        return Kept.from_json(briefing.content)
    except Unreadable as error:
        raise ValidationError(_("The content of this draft can no longer be read; make it anew")) from error


def _unchanged(briefing):
    """What the data say now, if that is what the draft says; otherwise say what differs."""
    drafted = _drafted(briefing)
    now = gathered(briefing, issuer=drafted.content.issuer, title=briefing.title)
    if digest(now.to_json()) == digest(briefing.content):
        return now
    found = compare(drafted, now)
    named = [
        _("%(figure)s: %(before)s in the draft, %(now)s now")
        % {"figure": change.label, "before": change.before, "now": change.now}
        for change in (*found.figures, *found.texts)[:NAMED]
    ]
    raise ValidationError([
        _("The data have changed since this draft was made. Make it anew, look at it and issue it then"), *named,
    ])


def _next_number(year):
    """One more than the last of the year; nobody else issues while the log is held."""
    return (Briefing.objects.issued().filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


def _freeze(briefing, kept, *, by):
    """Write the file, the row and the event; a file whose row does not come about is taken away again."""
    content = kept.to_json()
    written = _document(briefing, kept.content, at=briefing.issued_at, on=timezone.localdate(briefing.issued_at))
    file = ContentFile(written)
    sha256, content_sha256 = digest_of_file(file), digest(content)
    briefing.file.name = briefing.file.storage.save(stored_path(), file)
    try:
        if not Briefing.objects.freeze(
            briefing, content=content, year=briefing.year, number=briefing.number, issued_by=by,
            issued_at=briefing.issued_at, file=briefing.file.name, sha256=sha256, content_sha256=content_sha256,
        ):
            raise _overtaken()
        record("issue_briefing", briefing, by=by, number=briefing.document_number, on=briefing.on, sha256=sha256,
               content_sha256=content_sha256)
    except BaseException:
        briefing.file.storage.delete(briefing.file.name)
        raise
    briefing.content, briefing.sha256, briefing.content_sha256 = content, sha256, content_sha256


def _document(briefing, content, *, at, on):
    """The Word document made ``at`` this moment, bearing the day ``on``; in the briefing's template where it has one.

    Raises ``DoesNotAddUp``, and ``ValidationError`` for a template that cannot be used.
    """
    if briefing.template is None:
        file = io.BytesIO()
        document.build(content, file, number=briefing.document_number, printed_at=at, issued_on=on)
        return file.getvalue()
    template = briefing.template
    if template.retired_at is not None:
        raise ValidationError(_("The template “%(name)s” is out of use; make the draft anew with another one")
                              % {"name": template})
    try:
        with template.file.storage.open(template.file.name, "rb") as file:
            if digest_of_file(file) == template.sha256:
                return render(file, content, number=briefing.document_number, on=on,
                              is_draft=not briefing.is_issued)
    except OSError:
        pass
    raise ValidationError(_("The template “%(name)s” cannot be read; make the draft anew with another one")
                          % {"name": template})


def _overtaken(briefing=None):
    """Of two people who act at once the slower reads what the other did."""
    if briefing is None:
        return Overtaken(_("Somebody else has just changed this briefing. Open it again to see how it stands"))
    return Overtaken(_("%(person)s has already issued this briefing as %(number)s") % {
        "person": briefing.issued_by, "number": briefing.document_number})

