"""Where the progress in a briefing comes from: the approved reports of its day themselves, not what was drawn of them.

Frozen with an issued briefing and read again when it is checked, so that a report or a district figure that was
rewritten behind the progress it drew is found too.
"""

from dataclasses import asdict, dataclass

from django.db.models import F

from tracker.plans.days import end_of
from tracker.plans.models import Measure
from tracker.reporting.models import DistrictFigure
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Decision


@dataclass(frozen=True)
class DistrictSource:
    """How far a district was, by which report, and the progress of all districts that this report names (percent)."""

    key: int
    name: str
    percent: int
    receipt: str
    report_percent: int


@dataclass(frozen=True)
class MeasureSource:
    """The progress of a measure (percent) as the mean over the districts ``over``, from the reports of each."""

    code: str
    percent: int
    over: tuple
    districts: tuple

    def to_json(self):
        return {**asdict(self), "over": list(self.over), "districts": [asdict(each) for each in self.districts]}

    @classmethod
    def from_json(cls, kept):
        districts = tuple(DistrictSource(**each) for each in kept["districts"])
        return cls(kept["code"], kept["percent"], tuple(kept["over"]), districts)


def sources(codes, *, on, over=None):
    """A ``MeasureSource`` for each of the measures with these codes, as approved by the end of that day.

    ``over`` maps a code to the districts that its mean is taken over; without it, those of the measure today.
    """
    over = _districts_of(codes) if over is None else over
    figures = {}
    for figure in _approved(codes, on=on):
        figures.setdefault(figure.measure_code, {})[figure.district_id] = figure  # the last one counts
    return tuple(_source(code, figures.get(code, {}), tuple(over.get(code, ()))) for code in sorted(codes))


def _districts_of(codes):
    pairs = Measure.objects.filter(code__in=codes, districts__isnull=False)
    found = {}
    for code, district in pairs.order_by("districts__position", "districts").values_list("code", "districts"):
        found.setdefault(code, []).append(district)
    return found


def _approved(codes, *, on):
    """District figures approved by the end of that day; of one district, that of the latest period comes last, and of
    one period the one approved last: the order in which an approval takes the place of another."""
    approved = DistrictFigure.objects.filter(
        submission__decision=Decision.APPROVED, submission__decided_at__lt=end_of(on),
        submission__report__assignment__measure__code__in=codes,
    )
    named = approved.annotate(measure_code=F("submission__report__assignment__measure__code"))
    return named.select_related("district", "submission").order_by(
        "submission__report__period__ends_on", "submission__decided_at", "submission"
    )


def _source(code, figures, over):
    rows = sorted(figures.values(), key=lambda figure: (figure.district.position, figure.district_id))
    districts = tuple(
        DistrictSource(row.district_id, row.district.name, row.percent, row.submission.receipt, row.submission.percent)
        for row in rows
    )
    return MeasureSource(code, mean_percent({row.key: row.percent for row in districts}, list(over)), over, districts)
