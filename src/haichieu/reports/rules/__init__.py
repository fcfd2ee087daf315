"""The pure door of reports: periods, windows, and the text of a periodic report."""

from haichieu.reports.rules.errors import (
    BadWindowRule,
    FiguresDisagree,
    PeriodNotBegun,
    ReportError,
    UnknownPeriod,
    WindowIsBinding,
)
from haichieu.reports.rules.figures import Figure, format_count, format_share, share_of
from haichieu.reports.rules.inputs import ReportInput
from haichieu.reports.rules.obligations import (
    ObligationRow,
    ObligationState,
    ObligationTotals,
    obligation_totals,
)
from haichieu.reports.rules.outline import build_report
from haichieu.reports.rules.periods import Period, PeriodKind
from haichieu.reports.rules.posts import (
    CertificateLine,
    ChannelPosts,
    PostTotals,
    ReportedLimit,
    channel_posts,
    post_totals,
)
from haichieu.reports.rules.windows import Window, WindowRule, check_own_rule, window

__all__ = [
    "BadWindowRule",
    "CertificateLine",
    "ChannelPosts",
    "Figure",
    "FiguresDisagree",
    "ObligationRow",
    "ObligationState",
    "ObligationTotals",
    "Period",
    "PeriodKind",
    "PeriodNotBegun",
    "PostTotals",
    "ReportError",
    "ReportInput",
    "ReportedLimit",
    "UnknownPeriod",
    "Window",
    "WindowIsBinding",
    "WindowRule",
    "build_report",
    "channel_posts",
    "check_own_rule",
    "format_count",
    "format_share",
    "obligation_totals",
    "post_totals",
    "share_of",
    "window",
]
