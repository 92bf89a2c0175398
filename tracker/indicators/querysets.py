"""Reading indicators, their targets and their readings."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

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

    def without_figure(self, readings, *, on):
        """Duties for which nothing of that day waits or is approved; ``readings`` are all there are."""
        standing = readings.standing().filter(
            indicator=OuterRef("indicator"), place=Coalesce(OuterRef("district_id"), 0), on=on)
        return self.filter(~Exists(standing))

    def with_previous(self, readings, *, before):
        """Adds ``previous_value`` and ``previous_on``: the approved figure of the latest day before that one."""
        earlier = readings.approved().with_place().filter(
            indicator=OuterRef("indicator"), place=Coalesce(OuterRef("district_id"), 0), on__lt=before).in_force_first()
        return self.annotate(
            previous_value=Subquery(earlier.values("value")[:1]), previous_on=Subquery(earlier.values("on")[:1]))


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

    def with_context(self):
        """Everything that a line about a reading says."""
        return self.select_related("indicator__plan", "district", "organization", "reported_by", "decided_by")

    def with_place(self):
        """Adds ``place``: the key of the district, 0 for the whole extent, so that both are compared alike."""
        return self.annotate(place=Coalesce("district_id", 0))

    def standing(self):
        """Readings that wait or are approved, with their ``place``."""
        return self.with_place().filter(state__in=[ReadingState.SUBMITTED, ReadingState.APPROVED])

    def to_report_again(self):
        """Returned ones that nobody has reported anew."""
        anew = self.model.objects.standing().filter(
            indicator=OuterRef("indicator"), place=Coalesce(OuterRef("district_id"), 0), on=OuterRef("on"),
            reported_at__gt=OuterRef("reported_at"))
        return self.filter(~Exists(anew), state=ReadingState.RETURNED)

    def in_force_first(self):
        """The newest day first, and of a day the one that is in force."""
        return self.order_by("-on", "-decided_at", "-pk")

    def with_previous(self):
        """Adds ``previous_value`` and ``previous_on``: the approved figure of the latest earlier day, None without."""
        earlier = self.model.objects.approved().with_place().filter(
            indicator=OuterRef("indicator"), place=Coalesce(OuterRef("district_id"), 0), on__lt=OuterRef("on"),
        ).in_force_first()
        return self.annotate(
            previous_value=Subquery(earlier.values("value")[:1]), previous_on=Subquery(earlier.values("on")[:1]))

    def by_decision(self):
        """The one in force of a day and district comes last."""
        return self.order_by("on", "decided_at", "pk")

    def oldest_first(self):
        return self.order_by("reported_at", "pk")
