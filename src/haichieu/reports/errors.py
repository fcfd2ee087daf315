"""What can go wrong in the reports room; each message is a sentence for the person on the screen."""

from haichieu.reports.rules.errors import ReportError

__all__ = ["ReportError"]
