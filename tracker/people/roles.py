"""The roles people act in; a role says what a person may do, the organization says for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    SIGNATORY = "signatory", _("Signatory")
    SUPERVISOR = "supervisor", _("Supervisor")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Level(models.TextChoices):
    """The rank of an organization in the administrative order."""

    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    TASK_FORCE = "task_force", _("Task force")
