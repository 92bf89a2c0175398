"""What a person is told inside the site, once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """One message to one person. ``key`` names what it is about, so that nothing is told twice."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("%(organization)s handed in %(measure)s, %(period)s")
        APPROVED = "approved", _("%(measure)s, %(period)s was approved")
        RETURNED = "returned", _("%(measure)s, %(period)s was returned: %(reason)s")
        AWAITING_SIGNATURE = "awaiting_signature", _("%(measure)s, %(period)s waits for your signature")
        CORRECTION = "correction", _("%(organization)s corrects %(measure)s, %(period)s: %(reason)s")
        MAY_COME_LATER = "may_come_later", _("%(measure)s, %(period)s may be handed in until %(day)s: %(reason)s")
        EXCUSED = "excused", _("No report is expected on %(measure)s, %(period)s: %(reason)s")
        EXCEPTION_ENDED = "exception_ended", _("The exception for %(measure)s, %(period)s was ended")
        EXTENSION_ASKED = "extension_asked", _("%(organization)s asks for an extension of %(subject)s until %(day)s")
        EXTENSION_GRANTED = "extension_granted", _("%(subject)s was extended until %(day)s")
        EXTENSION_REFUSED = "extension_refused", _("%(subject)s was not extended until %(day)s: %(reason)s")
        READING_REPORTED = "reading_reported", _("%(organization)s reported %(indicator)s")
        READING_APPROVED = "reading_approved", _("The reported figures of %(indicator)s were approved")
        READING_RETURNED = "reading_returned", _("The reported figure of %(indicator)s was returned: %(reason)s")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    details = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="nobody_is_told_the_same_thing_twice")]
        indexes = [models.Index(fields=["recipient", "-at"], name="notice_by_recipient")]

    def __str__(self):
        return self.sentence

    @property
    def sentence(self):
        """The message in the reader's language."""
        return str(self.Kind(self.kind).label) % self.details
