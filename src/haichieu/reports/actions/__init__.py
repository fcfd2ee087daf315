"""Every write to reports."""

from haichieu.reports.actions.compiling import compile_report

__all__ = ["compile_report"]
