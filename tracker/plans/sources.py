"""Where a plan comes from: the official document as it was handed in, and its text clause by clause."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.plans.models import Measure, Objective, Plan, Task


class ImportState(models.TextChoices):
    """How far a document is on its way into the plan."""

    PROPOSED = "proposed", _("Being checked")
    APPLIED = "applied", _("Taken over")
    DROPPED = "dropped", _("Dropped")


class ClauseKind(models.TextChoices):
    """What a stretch of an official text is."""

    FRONT = "front", _("Head of the document")
    HEADING = "heading", _("Heading")
    RUN_IN = "run_in", _("Heading in the running text")
    SENTENCE = "sentence", _("Sentence")
    NOTE = "note", _("Footnote")
    GAP = "gap", _("Gap in the text")


class SourceDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was taken over is open to everybody who signs in; the rest is the administrators' work."""
        return self if user.is_administrator else self.applied()

    def applied(self):
        return self.filter(state=ImportState.APPLIED)

    def newest_first(self):
        return self.order_by("-uploaded_at", "-pk")


class SourceDocument(models.Model):
    """An official document, its text, and what is proposed to be taken from it into the plan."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, verbose_name=_("plan"), null=True, blank=True, related_name="documents"
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("takes the place of"), null=True, blank=True, related_name="amended_by"
    )
    name = models.CharField(_("name of the file"), max_length=120)
    file = models.FileField(_("file"), max_length=120)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    text = models.TextField(_("text"))
    proposal = models.JSONField(_("proposal"), default=dict)
    version = models.PositiveIntegerField(_("version of the proposal"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PROPOSED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ImportState.PROPOSED, decided_by=None, decided_at=None)
                | Q(~Q(state=ImportState.PROPOSED), decided_by__isnull=False, decided_at__isnull=False),
                name="document_state_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.APPLIED) | Q(plan__isnull=False), name="an_applied_document_has_a_plan"
            ),
            models.UniqueConstraint(
                fields=["plan", "sha256"], condition=Q(state=ImportState.APPLIED),
                name="a_document_is_applied_once_per_plan",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("documents:show", args=[self.pk])

    @property
    def is_open(self):
        return self.state == ImportState.PROPOSED

    @property
    def is_applied(self):
        return self.state == ImportState.APPLIED


class Clause(models.Model):
    """A stretch of an official text with its place in it, and what of the plan rests on it."""

    document = models.ForeignKey(
        SourceDocument, models.PROTECT, verbose_name=_("source document"), related_name="clauses"
    )
    path = models.CharField(_("place in the text"), max_length=120, help_text=_("Such as 三/（一）/2"))
    ordinal = models.PositiveIntegerField(_("position in the text"))
    kind = models.CharField(_("kind"), max_length=10, choices=ClauseKind)
    text = models.TextField(_("text"))
    start = models.PositiveIntegerField(_("first character"))
    end = models.PositiveIntegerField(_("character after the last"))
    sha256 = models.CharField(max_length=64)
    objectives = models.ManyToManyField(Objective, verbose_name=_("objectives"), blank=True, related_name="clauses")
    tasks = models.ManyToManyField(Task, verbose_name=_("tasks"), blank=True, related_name="clauses")
    measures = models.ManyToManyField(Measure, verbose_name=_("measures"), blank=True, related_name="clauses")

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="clauses_of_a_document_are_numbered"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="a_clause_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.document} {self.path}"
