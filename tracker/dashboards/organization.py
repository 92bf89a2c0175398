"""One organization: who acts for it, what it answers for, and how it has reported."""

from dataclasses import dataclass
from datetime import timedelta

from tracker.dashboards.own import OwnMeasures, own_measures
from tracker.dashboards.punctuality import Punctuality, punctuality

MEASURES = 20  # that are shown; the ledger holds the rest


@dataclass(frozen=True)
class OrganizationPage:
    former_names: tuple
    people: tuple
    measures: OwnMeasures
    reporting: Punctuality

    @property
    def lines(self):
        """What was reported on each of the measures shown; see ``Punctuality.lines``."""
        return self.reporting.lines([row.standing.measure for row in self.measures.rows])


def organization_page(organization, *, on):
    """The ``OrganizationPage`` of that day, in six queries."""
    reporting = punctuality(organization, on=on)
    before = reporting.columns[-1].period.opens_on - timedelta(days=1) if reporting.columns else on
    return OrganizationPage(
        former_names=tuple(organization.former_names.order_by("-until_on")),
        people=tuple(organization.people.active().order_by("role", "name")),
        measures=own_measures(organization.pk, on=on, before=before, limit=MEASURES),
        reporting=reporting,
    )
