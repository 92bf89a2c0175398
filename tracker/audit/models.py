"""The audit log: one sentence of history a row, each chained to the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.audit.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    """Who did what to which thing, and when.

    It points at people and things by number and by the name they had, never by foreign key: history must outlive
    what it describes.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    actor_id = models.PositiveBigIntegerField(_("actor number"), null=True, blank=True)
    actor_name = models.CharField(_("actor"), max_length=200, blank=True)
    verb = models.CharField(_("verb"), max_length=60)
    target_type = models.CharField(_("kind of thing"), max_length=60)
    target_id = models.PositiveBigIntegerField(_("thing number"))
    target_name = models.CharField(_("thing"), max_length=300, blank=True)
    measure_id = models.PositiveBigIntegerField(_("measure number"), null=True, blank=True)
    changes = models.JSONField(_("changes"), default=dict)
    previous_hash = models.CharField(_("hash before"), max_length=80)
    hash = models.CharField(_("hash"), max_length=80)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit log")
        indexes = [
            models.Index(fields=["measure_id", "-number"], name="audit_by_measure"),
            models.Index(fields=["target_type", "target_id", "-number"], name="audit_by_thing"),
            models.Index(fields=["actor_id", "-number"], name="audit_by_actor"),
        ]

    def __str__(self):
        return f"{self.number} · {self.target_name}"


class AuditHead(models.Model):
    """The end of the chain, one row: its lock puts writers in line, its hash shows a log that was cut short."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("end of the audit chain")
        verbose_name_plural = _("end of the audit chain")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_end_of_the_audit_chain")]

    def __str__(self):
        return str(self.number)
