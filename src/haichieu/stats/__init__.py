"""Intervals, samples and sequential audits, each with its formula and source (pure Python and numpy)."""

from haichieu.stats.audit import AuditState, Decision, ShareAudit
from haichieu.stats.companion import Companion
from haichieu.stats.errors import BadAudit, BadLimit, StatsError
from haichieu.stats.intervals import Interval, wilson
from haichieu.stats.limits import Limit

__all__ = [
    "AuditState",
    "BadAudit",
    "BadLimit",
    "Companion",
    "Decision",
    "Interval",
    "Limit",
    "ShareAudit",
    "StatsError",
    "wilson",
]
