"""Reading the plan."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tracker.people.provenance import Confidence
from tracker.plans.status import AssignmentRole, Standing


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A plan and what was approved for it are open to everybody who signs in (domain.md §6)."""
        return self

    def in_order(self, *further):
        """The plan that was issued first comes first, one without a date last; ``further`` orders what was joined."""
        return self.order_by(F("issued_on").asc(nulls_last=True), "pk", *further)


class TaskQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("plan", "number")


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def counted(self):
        """Measures that stand in a denominator: confirmed, of a confirmed task, and not withdrawn."""
        return self.filter(
            standing=Standing.CONFIRMED, task__standing=Standing.CONFIRMED, withdrawn_on=None
        ).exclude(confidence=Confidence.UNVERIFIED)

    def hold(self):
        """Let nobody else act on these measures until the transaction ends; what they did before is seen from here."""
        list(self.select_for_update(no_key=True).order_by("pk").values_list("pk"))

    def of_organization(self, organization, *, on, role=None):
        """Measures assigned to an organization on that day."""
        from_here = _valid(on) & Q(organization=organization)
        if role:
            from_here &= Q(role=role)
        return self.filter(Exists(self.model._meta.get_field("assignments").related_model.objects.filter(
            from_here, measure=OuterRef("pk")
        )))

    def in_order(self):
        return self.order_by("task__plan", "task__number", "number")


class AssignmentQuerySet(models.QuerySet):
    def valid(self, *, on):
        """Assignments in force on that day."""
        return self.filter(_valid(on))

    def leads(self):
        return self.filter(role=AssignmentRole.LEAD)

    def partners(self):
        return self.filter(role=AssignmentRole.PARTNER)

    def within_scope_of(self, user):
        """Assignments whose reports this supervisor decides on: their plan or area, never their own organization."""
        if not user.is_supervisor:
            return self.none()
        scope = user.review_scopes.filter(
            Q(area=None) | Q(area__districts__assigned__assignment=OuterRef("pk")),
            plan=OuterRef("measure__task__plan"),
        )
        return self.filter(Exists(scope)).exclude(organization=user.organization_id)


class MilestoneQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None)

    def due_by(self, day):
        return self.filter(due_on__lte=day)

    def answered_by(self, organization):
        """Milestones that a lead answers for: its own, and those that all leads share."""
        return self.filter(Q(organization=organization) | Q(organization=None))

    def in_order(self):
        return self.order_by("due_on", "pk")


class ReviewScopeQuerySet(models.QuerySet):
    def reaching(self, assignment):
        """Scopes that this assignment falls into."""
        return self.filter(
            Q(area=None) | Q(area__districts__assigned__assignment=assignment),
            plan=assignment.measure.task.plan_id,
        )


def _valid(on):
    return (Q(since=None) | Q(since__lte=on)) & (Q(until=None) | Q(until__gte=on))
