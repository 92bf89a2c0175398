"""Reading indicators, their targets and their readings."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tracker.indicators.status import ReadingState
from tracker.plans.days import end_of


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Indicators are open to everybody who signs in (domain.md §6)."""
        return self

    def in_order(self):
        return self.order_by("plan", "number")


class TargetQuerySet(models.QuerySet):
    def published(self):
        """Targets that have a figure."""
        return self.filter(value__isnull=False)

    def in_order(self):
        return self.order_by("indicator", "year")


class ReadingDutyQuerySet(models.QuerySet):
    def of_organization(self, organization):
        return self.filter(organization=organization)

    def in_order(self):
        return self.order_by("indicator__plan", "indicator__number", "district__area__position", "district__position")


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Approved ones are open to everybody; the others to the people who report and those who may decide."""
        if user.is_reporter or user.is_signatory:
            return self.filter(Q(state=ReadingState.APPROVED) | Q(organization=user.organization_id))
        if user.is_supervisor:
            within = Q(pk__in=self.model.objects.within_scope_of(user).values("pk"))
            return self.filter(Q(state=ReadingState.APPROVED) | within)
        return self.approved()

    def approved(self):
        return self.filter(state=ReadingState.APPROVED)

    def undecided(self):
        return self.filter(state=ReadingState.SUBMITTED)

    def known(self, *, on):
        """Readings as of that day or earlier that were approved by its end."""
        return self.approved().filter(on__lte=on, decided_at__lt=end_of(on))

    def within_scope_of(self, user):
        """Readings that this supervisor decides on: of their plan or area, never of their own organization."""
        if not user.is_supervisor:
            return self.none()
        of_area = Q(area=OuterRef("district__area")) | Q(area=OuterRef("indicator__area"))
        scope = user.review_scopes.filter(Q(area=None) | of_area, plan=OuterRef("indicator__plan"))
        return self.filter(Exists(scope)).exclude(organization=user.organization_id)

    def by_decision(self):
        """The one in force of a day and district comes last."""
        return self.order_by("on", "decided_at", "pk")

    def oldest_first(self):
        return self.order_by("reported_at", "pk")
