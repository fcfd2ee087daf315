"""Every question about reports, their figures and the records behind them."""

from haichieu.reports.queries.obligations import Stated, due_between, stated_obligations
from haichieu.reports.queries.records import FigureNow, digest_ids, figure_now, ids_in_state, post_ids
from haichieu.reports.queries.reports import reports
from haichieu.reports.queries.windows import own_windows, window_rule

__all__ = [
    "FigureNow",
    "Stated",
    "digest_ids",
    "due_between",
    "figure_now",
    "ids_in_state",
    "own_windows",
    "post_ids",
    "reports",
    "stated_obligations",
    "window_rule",
]
