"""What was handed out and came back: working copies and their returns, briefings and their templates."""

from tracker.exchange.models.briefings import Briefing, BriefingTemplate
from tracker.exchange.models.copies import CopyReturn, WorkingCopy

__all__ = ["Briefing", "BriefingTemplate", "CopyReturn", "WorkingCopy"]
