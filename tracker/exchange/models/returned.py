"""A workbook that came back filled in: what it says, what was decided, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReturnState(models.TextChoices):
    """How far a returned workbook is on its way into the records."""

    PROPOSED = "proposed", _("Being checked")
    APPLIED = "applied", _("Taken over")
    DROPPED = "dropped", _("Dropped")


DECIDED_TOGETHER = Q(state=ReturnState.PROPOSED, decided_by=None, decided_at=None) | Q(
    ~Q(state=ReturnState.PROPOSED), decided_by__isnull=False, decided_at__isnull=False
)


class ReturnedFile(models.Model):
    """The file as it came, its content as it was read, and who took it over or dropped it."""

    name = models.CharField(_("name of the file"), max_length=120)
    file = models.FileField(_("file"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    content = models.JSONField(_("content"), help_text=_("What was read: cells by report and field, and what is wrong"))
    outcome = models.JSONField(_("outcome"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReturnState, default=ReturnState.PROPOSED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def is_open(self):
        return self.state == ReturnState.PROPOSED

    @property
    def is_applied(self):
        return self.state == ReturnState.APPLIED
