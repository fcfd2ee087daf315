"""Checks a document against the official layout of its issuing body."""

from haichieu.layout.checker.check import check_docx, check_facts
from haichieu.layout.checker.choice import Choice, choose_style
from haichieu.layout.checker.deviation import Deviation, Severity
from haichieu.layout.checker.facts import Facts, Source
from haichieu.layout.checker.rules import PARTS, RULES
from haichieu.layout.checker.text_facts import text_facts

__all__ = [
    "PARTS", "RULES", "Choice", "Deviation", "Facts", "Severity", "Source", "check_docx", "check_facts",
    "choose_style", "text_facts",
]  # fmt: skip
