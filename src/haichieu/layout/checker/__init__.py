"""Checks a Word file against the official layout of its issuing body."""

from haichieu.layout.checker.check import check_docx
from haichieu.layout.checker.deviation import Deviation

__all__ = ["Deviation", "check_docx"]
