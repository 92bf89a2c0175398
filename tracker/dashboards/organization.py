"""One organization: who acts for it, what it answers for, and how it has reported."""

from dataclasses import dataclass
from datetime import timedelta

from tracker.dashboards.own import OwnMeasures, own_measures
from tracker.dashboards.punctuality import Punctuality, punctuality

MEASURES = 20  # that are shown; the ledger holds the rest


@dataclass(frozen=True)
class OrganizationPage:
    """``name_then`` is the former name that it bore on the day, empty where it bore today's; ``people`` are those of
    today, none on a page that looks back."""

    former_names: tuple
    name_then: str
    people: tuple
    measures: OwnMeasures
    reporting: Punctuality

    @property
    def lines(self):
        """What was reported on each of the measures shown; see ``Punctuality.lines``."""
        return self.reporting.lines([row.standing.measure for row in self.measures.rows])


def organization_page(organization, *, on, looks_back=False):
    """The ``OrganizationPage`` of that day, in six queries."""
    former_names = tuple(organization.former_names.order_by("-until_on"))
    reporting = punctuality(organization, on=on)
    before = reporting.columns[-1].period.opens_on - timedelta(days=1) if reporting.columns else on
    return OrganizationPage(
        former_names=former_names,
        name_then=next((former.name for former in reversed(former_names) if former.until_on >= on), ""),
        people=() if looks_back else tuple(organization.people.active().order_by("role", "name")),
        measures=own_measures(organization.pk, on=on, before=before, limit=MEASURES),
        reporting=reporting,
    )
