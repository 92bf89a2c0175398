"""An issued briefing is checked: its file and content against their hashes and the log, its figures against today.

Everything is read anew for the day of the briefing, so that a past row that was rewritten shows as a changed figure.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tracker.audit.actions import is_intact
from tracker.audit.models import AuditEvent
from tracker.exchange.briefing.comparison import Comparison, compare
from tracker.exchange.briefing.content import Subject, gather
from tracker.exchange.briefing.frozen import Kept, Unreadable, digest
from tracker.exchange.briefing.sources import sources
from tracker.plans.days import end_of
from tracker.reporting.evidence import digest as digest_of_file

ISSUE = "issue_briefing"


class Damaged(Exception):
    """The file of an issued briefing is gone or no longer the one that was issued; the message says which."""


@dataclass(frozen=True)
class Verification:
    """``faults`` are sentences about the file, the content and the log; ``comparison`` None when nothing can be
    compared. ``later`` counts what was recorded after the issue on the day of the briefing itself."""

    faults: tuple
    comparison: Comparison | None
    later: int = 0

    @property
    def is_sound(self):
        return not self.faults and self.comparison is not None and self.comparison.is_equal


def subject_of(briefing):
    return Subject(
        briefing.period.plan, briefing.period, area=briefing.area, organization=briefing.organization
    )


def gathered(briefing, *, issuer, title="", over=None):
    """The ``Kept`` that the data of this moment make of a briefing for its day; ``title`` as its maker wants it."""
    content = gather(subject_of(briefing), on=briefing.on, issuer=issuer)
    content = replace(content, title=title) if title else content
    return Kept(content, sources([entry.code for entry in content.ledger], on=briefing.on, over=over))


def verify(briefing):
    """The ``Verification`` of an issued briefing. It asks the database as often for 300 measures as for one."""
    event = AuditEvent.objects.about(briefing).filter(verb=ISSUE).order_by("number").first()
    faults = [*_faults_of_log(briefing, event), *_faults_of_file(briefing)]
    if digest(briefing.content) != briefing.content_sha256:
        faults.append(_("The content is not what was issued: its checksum differs."))
    try:
        issued = Kept.from_json(briefing.content)
    except Unreadable:
        return Verification((*faults, _("The content can no longer be read.")), None)
    now = gathered(briefing, issuer=issued.content.issuer, title=issued.content.title, over=issued.over)
    return Verification(tuple(faults), compare(issued, now), _later(briefing, event))


def read_file(briefing):
    """The bytes of the file as they were issued. Raises ``Damaged`` with the sentence when they are not there."""
    try:
        with briefing.file.storage.open(briefing.file.name, "rb") as file:
            if digest_of_file(file) != briefing.sha256:
                raise Damaged(_("The stored file is not the one that was issued: its checksum differs."))
            return file.read()
    except OSError as error:
        raise Damaged(_("The stored file is missing or cannot be read.")) from error


def _faults_of_file(briefing):
    try:
        read_file(briefing)
    except Damaged as damage:
        return [str(damage)]
    return []


def _faults_of_log(briefing, event):
    """What the audit log says against the briefing: it wrote the number and both checksums down when it was issued."""
    if event is None:
        return [_("The operation log does not know that this briefing was issued.")]
    if not is_intact(event):
        return [_("The entry in the operation log on the issue of this briefing was altered.")]
    noted = (event.changes.get("number"), event.changes.get("sha256"), event.changes.get("content_sha256"))
    if noted != (briefing.document_number, briefing.sha256, briefing.content_sha256):
        return [_("Number or checksums are not those that the operation log noted when it was issued.")]
    return []


def _later(briefing, event):
    """How many events of the briefing's own day came after its issue: what they changed counts for that day too."""
    if event is None:
        return 0
    return AuditEvent.objects.filter(number__gt=event.number, at__lt=end_of(briefing.on)).count()
