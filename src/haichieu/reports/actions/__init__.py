"""Every write to reports."""

from haichieu.reports.actions.compiling import compile_report
from haichieu.reports.actions.windows import set_window

__all__ = ["compile_report", "set_window"]
