"""Reading organizations and people."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from tracker.people.roles import Role


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who answers for what is known to everybody who signs in."""
        return self

    def active(self, *, on):
        """Organizations that exist on that day."""
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=on), Q(active_until=None) | Q(active_until__gte=on)
        )

    def demonstration(self):
        """Organizations that were invented, to show the product."""
        return self.filter(is_demonstration=True)

    def by_rank(self):
        return self.order_by("position", "name")


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def acting_for(self, organization):
        """The people who write and sign for an organization."""
        return self.active().filter(organization=organization, role__in=[Role.REPORTER, Role.SIGNATORY])

    def supervisors(self):
        return self.active().filter(role=Role.SUPERVISOR)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes accounts; ``createsuperuser`` makes an administrator, since no role stands above the rules here."""

    def create_user(self, username, password=None, *, email="", **fields):
        fields.setdefault("name", username)
        user = self.model(username=self.model.normalize_username(username), email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, *, email="", **fields):
        return self.create_user(username, password, email=email, **{**fields, "role": Role.ADMINISTRATOR})
