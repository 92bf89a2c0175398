"""Reading the audit log, and refusing everything but reading and adding."""

from django.db import models
from django.db.models import Exists, OuterRef


class AppendOnly(Exception):
    """Somebody tried to change what was written for good."""


class AuditEventQuerySet(models.QuerySet):
    def about(self, target):
        return self.filter(target_type=target._meta.model_name, target_id=target.pk)

    def on_measure(self, measure):
        return self.filter(measure_id=measure.pk)

    def visible_to(self, user):
        """Administrators and auditors read all of it, everyone else what they did themselves."""
        if user.is_administrator or user.is_auditor:
            return self
        return self.filter(actor_id=user.pk)

    def newest_only(self, verb):
        """Of the events with this verb about one thing only the newest: of fifty saved drafts, the last."""
        later = self.model.objects.filter(
            verb=verb, target_type=OuterRef("target_type"), target_id=OuterRef("target_id"),
            number__gt=OuterRef("number"),
        )
        return self.exclude(Exists(later), verb=verb)

    def newest_first(self):
        return self.order_by("-number")

    def update(self, **kwargs):
        raise AppendOnly("The audit log is append-only")

    def delete(self):
        raise AppendOnly("The audit log is append-only")
