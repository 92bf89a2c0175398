"""Other time limits than the first: asked for with reasons, decided on, and kept on record for ever."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tracker.people.models import Organization
from tracker.plans.days import end_of
from tracker.plans.models import Assignment, Measure, Milestone
from tracker.plans.status import Standing


class ExtensionState(models.TextChoices):
    """What became of a wish for another time limit."""

    ASKED = "asked", _("Awaiting decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


def nothing_to_extend(row):
    """The sentence that says why a measure or milestone has no time limit that could be extended, empty if it has."""
    measure = row.measure if isinstance(row, Milestone) else row
    if measure.withdrawn_on is not None or measure.standing == Standing.GAP:
        return _("This measure is not carried out; there is nothing to extend")
    if isinstance(row, Milestone) and row.done_on is not None:
        return _("This milestone is done; there is nothing to extend")
    return _("This measure has no time limit to extend") if row.due_on is None else ""


def too_late(row, *, on):
    """The sentence that says that a time limit has passed before anybody asked, empty while it has not."""
    if row.due_on is None or row.due_on >= on:
        return ""
    return _("The time limit passed on %(day)s. An extension is asked for before that; say in the report why it is late"
             ) % {"day": date_format(row.due_on)}


class ExtensionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was decided is open to everybody; what is asked, to those who ask and those who may decide."""
        return self.filter(Q(state=ExtensionState.GRANTED) | self._concerning(user))

    def told_of(self, user, *, on):
        """Whose history this person may read on that day: before the decision, what waits is for those concerned."""
        granted = Q(state=ExtensionState.GRANTED, decided_at__lt=end_of(on))
        return self.filter(granted | self._concerning(user))

    def _concerning(self, user):
        if user.is_reporter or user.is_signatory:
            return Q(organization=user.organization_id)
        if user.is_supervisor:
            return Q(pk__in=self.model.objects.within_scope_of(user).values("pk"))
        return Q(pk__in=[])

    def undecided(self):
        return self.filter(state=ExtensionState.ASKED)

    def granted(self):
        return self.filter(state=ExtensionState.GRANTED)

    def known(self, *, on):
        """What was granted by the end of that day."""
        return self.granted().filter(decided_at__lt=end_of(on))

    def counted(self):
        """What counts as an extension: a later time limit than the one before."""
        return self.granted().filter(new_due_on__gt=F("old_due_on"))

    def within_scope_of(self, user):
        """What this supervisor decides on: asked by an organization whose reports on the measure they decide on."""
        if not user.is_supervisor:
            return self.none()
        asking = Assignment.objects.within_scope_of(user).filter(
            measure=models.OuterRef("measure"), organization=models.OuterRef("organization"))
        return self.filter(models.Exists(asking))

    def decidable_by(self, user, *, on):
        """What ``can_decide_extension`` lets this supervisor decide that day, as one condition of a query."""
        own = Assignment.objects.within_scope_of(user)
        beyond = (
            Assignment.objects.leads().valid(on=on).exclude(organization=user.organization_id)
            .exclude(pk__in=own.values("pk")).filter(measure=models.OuterRef("measure"))
        )
        of_one = beyond.filter(organization=models.OuterRef("milestone__organization"))
        binds_one = Q(milestone__organization__isnull=False)
        return self.within_scope_of(user).undecided().exclude(organization=user.organization_id).filter(
            binds_one & ~models.Exists(of_one) | ~binds_one & ~models.Exists(beyond)
        )

    def oldest_first(self):
        return self.order_by("asked_at", "pk")

    def by_decision(self):
        return self.order_by("decided_at", "pk")

    def newest_first(self):
        """What waits first, in the order in which it was asked; then what was decided last."""
        return self.order_by(F("decided_at").desc(nulls_first=True), "asked_at", "pk")

    def with_context(self):
        """With all rows that a line about them names."""
        return self.select_related(
            "measure__task__plan", "milestone__organization", "organization", "asked_by", "decided_by"
        )


class Extension(models.Model):
    """A measure, or a milestone of it, gets another time limit. The first one stays on the row that it belongs to.

    Asked by an organization and decided by a supervisor, or set at once by an administrator (then nobody asked).
    """

    measure = models.ForeignKey(Measure, models.PROTECT, verbose_name=_("measure"), related_name="extensions")
    milestone = models.ForeignKey(
        Milestone, models.PROTECT, verbose_name=_("milestone"), null=True, blank=True, related_name="extensions"
    )
    old_due_on = models.DateField(_("due until now"), null=True, blank=True)
    new_due_on = models.DateField(_("due from then on"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    progress = models.TextField(_("progress until now"), blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("asked by"), null=True, blank=True, related_name="extensions"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person who asks"), null=True, blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ExtensionState, default=ExtensionState.ASKED)
    remark = models.TextField(_("remark"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(state=ExtensionState.ASKED, milestone=None),
                name="one_open_extension_per_measure",
            ),
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state=ExtensionState.ASKED), name="one_open_extension_per_milestone"
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None, asked_at=None, organization=None)
                | Q(asked_by__isnull=False, asked_at__isnull=False, organization__isnull=False),
                name="extension_asked_at_by_and_for_together",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.ASKED, decided_at=None, decided_by=None, asked_by__isnull=False)
                | Q(~Q(state=ExtensionState.ASKED), decided_at__isnull=False),
                name="extension_waits_for_a_decision_or_has_one",
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(new_due_on__gt=F("old_due_on")),
                name="who_asks_for_an_extension_asks_for_later",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_gives_its_reason"),
            models.CheckConstraint(
                condition=~Q(state=ExtensionState.REFUSED) | ~Q(remark=""), name="a_refused_extension_gives_the_reason"
            ),
        ]
        indexes = [models.Index(fields=["measure", "state", "decided_at"], name="extension_by_measure")]

    def __str__(self):
        return f"{self.subject} · {self.new_due_on}"

    def get_absolute_url(self):
        return reverse("extensions:show", args=[self.pk])

    @property
    def subject(self):
        """The row whose time limit it is."""
        return self.milestone or self.measure

    @property
    def is_undecided(self):
        return self.state == ExtensionState.ASKED

    @property
    def was_asked(self):
        """Whether an organization asked, rather than an administrator setting it."""
        return self.asked_by_id is not None

    @property
    def is_later(self):
        """Whether it counts as an extension; see ``counted``."""
        return (self.days or 0) > 0

    @property
    def days(self):
        """By how many days the time limit moves, negative when it comes earlier; None where there was or is none."""
        return (self.new_due_on - self.old_due_on).days if self.old_due_on and self.new_due_on else None
