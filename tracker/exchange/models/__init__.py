"""What was handed out and came back: working copies and their returns, figures, briefings and their templates."""

from tracker.exchange.models.briefings import Briefing, BriefingTemplate
from tracker.exchange.models.copies import CopyReturn, WorkingCopy
from tracker.exchange.models.readings import ReadingReturn
from tracker.exchange.models.returned import ReturnState

__all__ = ["Briefing", "BriefingTemplate", "CopyReturn", "ReadingReturn", "ReturnState", "WorkingCopy"]
