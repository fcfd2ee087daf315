"""Intervals, samples and sequential audits, each with its formula and source (pure Python and numpy)."""

from haichieu.stats.agreement import cohen_kappa, krippendorff_alpha
from haichieu.stats.audit import AuditState, ShareAudit
from haichieu.stats.companion import Companion
from haichieu.stats.errors import BadAudit, BadLimit, StatsError
from haichieu.stats.forecast import Forecast
from haichieu.stats.intervals import Interval, wilson
from haichieu.stats.limits import Limit
from haichieu.stats.recipes import METHOD, RECIPES
from haichieu.stats.traces import Trace, TracePlan
from haichieu.stats.verdicts import Decision, Verdict

__all__ = [
    "METHOD",
    "RECIPES",
    "AuditState",
    "BadAudit",
    "BadLimit",
    "Companion",
    "Decision",
    "Forecast",
    "Interval",
    "Limit",
    "ShareAudit",
    "StatsError",
    "Trace",
    "TracePlan",
    "Verdict",
    "cohen_kappa",
    "krippendorff_alpha",
    "wilson",
]
