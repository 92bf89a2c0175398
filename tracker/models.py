"""The index of every model: Django looks here, and so may a reader."""

from tracker.audit.models import AuditEvent, AuditHead
from tracker.exchange.models import Briefing, BriefingTemplate, CopyReturn, ReadingReturn, WorkingCopy
from tracker.indicators.models import Indicator, Reading, ReadingDuty, Target
from tracker.lights.models import Judgement, LightOverride, LightSpan, RuleSet
from tracker.notices.models import Notice
from tracker.people.models import FormerName, Organization, User
from tracker.plans.extensions import Extension
from tracker.plans.models import (
    Area,
    AssignedDistrict,
    Assignment,
    District,
    Measure,
    Milestone,
    Objective,
    Plan,
    ReviewScope,
    Task,
)
from tracker.plans.sources import Clause, SourceDocument
from tracker.plans.spans import MeasureSpan, MilestoneSpan
from tracker.reporting.models import (
    DistrictFigure,
    Evidence,
    MilestoneClaim,
    ProgressReport,
    ProgressSpan,
    ReportException,
    ReportingPeriod,
    SpecialDay,
    Submission,
)

__all__ = [
    "Area",
    "AssignedDistrict",
    "Assignment",
    "AuditEvent",
    "AuditHead",
    "Briefing",
    "BriefingTemplate",
    "Clause",
    "CopyReturn",
    "District",
    "DistrictFigure",
    "Evidence",
    "Extension",
    "FormerName",
    "Indicator",
    "Judgement",
    "LightOverride",
    "LightSpan",
    "Measure",
    "MeasureSpan",
    "Milestone",
    "MilestoneClaim",
    "MilestoneSpan",
    "Notice",
    "Objective",
    "Organization",
    "Plan",
    "ProgressReport",
    "ProgressSpan",
    "Reading",
    "ReadingDuty",
    "ReadingReturn",
    "ReportException",
    "ReportingPeriod",
    "ReviewScope",
    "RuleSet",
    "SourceDocument",
    "SpecialDay",
    "Submission",
    "Target",
    "Task",
    "User",
    "WorkingCopy",
]
