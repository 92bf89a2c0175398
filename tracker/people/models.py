"""Organizations carry the duties; people act for them, so a handover moves no duty."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.people.provenance import Sourced
from tracker.people.querysets import OrganizationQuerySet, UserManager
from tracker.people.roles import Level, Role


class Organization(Sourced):
    """A department, a district government or the task force, with the name it bears today."""

    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.CITY)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("parent"), null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("position in lists"), default=100)
    phone = models.CharField(_("office phone"), max_length=40, blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_until = models.DateField(_("active until"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(active_until=None), name="one_active_organization_per_name",
                violation_error_message=_("An active organization with this name exists already"),
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_until=None) | Q(active_from__lte=F("active_until")),
                name="organization_begins_before_it_ends",
                violation_error_message=_("The first day must not be after the last day"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organizations:show", args=[self.pk])

    @property
    def label(self):
        """The short name where there is one."""
        return self.short_name or self.name


class FormerName(models.Model):
    """A name that an organization bore until a day."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="former_names"
    )
    name = models.CharField(_("name"), max_length=100)
    until_on = models.DateField(_("until"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "until_on"], name="one_former_name_per_organization_and_day"
            )
        ]

    def __str__(self):
        return self.name


class User(AbstractBaseUser):
    """A person who signs in: the role says what they may do, the organization for whom."""

    class Theme(models.TextChoices):
        AUTOMATIC = "", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class TextSize(models.TextChoices):
        NORMAL = "", _("Normal")
        LARGE = "large", _("Large")

    class Language(models.TextChoices):
        UNSET = "", _("As the site")
        CHINESE = "zh-hans", "简体中文"
        ENGLISH = "en", "English"

    username = models.CharField(
        _("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken")},
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    role = models.CharField(_("role"), max_length=15, choices=Role, default=Role.REPORTER)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), null=True, blank=True, related_name="people"
    )
    position = models.CharField(_("post"), max_length=60, blank=True)
    phone = models.CharField(_("office phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.UNSET, blank=True)
    theme = models.CharField(_("colours"), max_length=10, choices=Theme, default=Theme.AUTOMATIC, blank=True)
    text_size = models.CharField(_("text size"), max_length=10, choices=TextSize, default=TextSize.NORMAL, blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(role__in=[Role.ADMINISTRATOR, Role.AUDITOR]),
                name="everybody_else_acts_for_an_organization",
                violation_error_message=_("Choose the organization that this person acts for"),
            )
        ]

    def __str__(self):
        return self.name or self.username

    @property
    def is_reporter(self):
        return self.role == Role.REPORTER

    @property
    def is_signatory(self):
        return self.role == Role.SIGNATORY

    @property
    def is_supervisor(self):
        return self.role == Role.SUPERVISOR

    @property
    def is_leader(self):
        return self.role == Role.LEADER

    @property
    def is_administrator(self):
        return self.role == Role.ADMINISTRATOR

    @property
    def is_auditor(self):
        return self.role == Role.AUDITOR

    @property
    def is_staff(self):
        """Who may open the admin panel: administrators maintain it, auditors read the log there."""
        return self.is_administrator or self.is_auditor

    def has_perm(self, perm, obj=None):
        """Django asks this of its own pages; here the role answers."""
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label):
        return self.is_active and self.is_staff
