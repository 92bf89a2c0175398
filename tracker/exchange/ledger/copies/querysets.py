"""Reading working copies and what came back of them."""

from django.db import models


class WorkingCopyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the organization that the person writes or signs for."""
        return self.filter(organization=user.organization_id) if _writes(user) else self.none()


class CopyReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Returns of copies of the organization that the person writes or signs for."""
        return self.filter(copy__organization=user.organization_id) if _writes(user) else self.none()

    def with_context(self):
        """Everything that a page about a return shows of it, without what was handed out, which is long."""
        people = ("uploaded_by", "decided_by")
        return self.select_related("copy__organization", "copy__period", *people).defer("copy__base")

    def newest_first(self):
        return self.order_by("-uploaded_at", "-pk")


def _writes(user):
    return bool(user.organization_id) and (user.is_reporter or user.is_signatory)
