"""Periods, reports and exceptions to their time limits, what was handed in, and the progress that it drew."""

from tracker.reporting.models.holidays import SpecialDay
from tracker.reporting.models.periods import ReportingPeriod
from tracker.reporting.models.progress import ProgressSpan
from tracker.reporting.models.reports import ProgressReport, ReportException
from tracker.reporting.models.submissions import DistrictFigure, Evidence, MilestoneClaim, Submission

__all__ = [
    "DistrictFigure",
    "Evidence",
    "MilestoneClaim",
    "ProgressReport",
    "ProgressSpan",
    "ReportException",
    "ReportingPeriod",
    "SpecialDay",
    "Submission",
]
