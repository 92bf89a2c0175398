"""Reading briefings, and refusing to rewrite the issued ones."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tracker.audit.querysets import AppendOnly
from tracker.plans.models import AssignedDistrict, ReviewScope


class BriefingQuerySet(models.QuerySet):
    """A draft is rewritten, issued and dropped by name, each only while it is one; an issued briefing never changes."""

    def visible_to(self, user):
        """What is issued; drafts about what this person may speak for: their organization, or what they supervise."""
        return self.filter(Q(state="issued") | _own(user) | _supervised(user))

    def issued(self):
        return self.filter(state="issued")

    def drafts(self):
        return self.filter(state="draft")

    def newest_first(self):
        """Drafts by when they were made, issued ones by their number."""
        return self.order_by(F("year").desc(nulls_first=True), F("number").desc(nulls_first=True), "-made_at", "-pk")

    def with_context(self):
        """Everything that a line about a briefing shows, in one query."""
        return self.select_related("period__plan", "area", "organization", "template", "made_by", "issued_by")

    def hold(self, briefing):
        """The briefing as it stands now, held against others until the transaction ends; None once it was dropped."""
        return self.select_for_update(of=("self",)).with_context().filter(pk=briefing.pk).first()

    def rewrite(self, briefing, **fields):
        """Change a draft; the number of rows written, 0 once it is issued."""
        return super().filter(pk=briefing.pk, state="draft")._write(**fields)

    def freeze(self, briefing, **issue):
        """Make the draft an issued briefing; 0 when somebody else has."""
        return self.rewrite(briefing, state="issued", **issue)

    def drop(self, briefing):
        """Throw a draft away; 0 once it is issued or gone."""
        return super().filter(pk=briefing.pk, state="draft")._remove()

    def _write(self, **fields):
        return super().update(**fields)

    def _remove(self):
        return super().delete()[0]

    def update(self, **kwargs):
        raise AppendOnly("An issued briefing is never edited")

    def delete(self):
        raise AppendOnly("An issued briefing is never deleted")


class BriefingTemplateQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def in_order(self):
        return self.order_by("name", "pk")

    def newest_first(self):
        """Those in use before those that were taken out of it."""
        return self.order_by(F("retired_at").desc(nulls_first=True), "-uploaded_at", "-pk")


def _own(user):
    """Briefings about the organization that the person writes or signs for."""
    if user.organization_id and (user.is_reporter or user.is_signatory):
        return Q(organization=user.organization_id)
    return Q(pk__in=[])


def _supervised(user):
    """Briefings about a plan or area that the person supervises, or an organization with duties there."""
    if not user.is_supervisor:
        return Q(pk__in=[])
    scopes = ReviewScope.objects.filter(user=user, plan=OuterRef("period__plan"))
    at_work = AssignedDistrict.objects.filter(
        assignment__organization=OuterRef(OuterRef("organization")), district__area=OuterRef("area"),
        measure__task__plan=OuterRef("plan"),
    )
    return (
        Exists(scopes.filter(area=None))
        | (Q(area__isnull=False) & Exists(scopes.filter(area=OuterRef("area"))))
        | (Q(organization__isnull=False) & Exists(scopes.filter(Exists(at_work))))
    )
