"""The door of the checker."""

from pathlib import Path

from haichieu.layout.checker.deviation import Deviation
from haichieu.layout.checker.facts import read_facts
from haichieu.layout.checker.parts import detect_style, find_parts
from haichieu.layout.checker.rules import RULES
from haichieu.layout.styles import Style


def check_docx(path: Path, style: Style | None = None) -> list[Deviation]:
    """Where a Word file departs from the official layout, in the order of the page; empty when nowhere.

    Without a `style` the file's own emblem lines, issuing body and day say which rule it has to follow.
    Raises `UnreadableDocument` with one Vietnamese sentence when the file is no Word document.
    """
    facts = read_facts(path)
    rule_set = style or detect_style(facts)
    parts = find_parts(facts, rule_set)
    return [deviation for rule in RULES for deviation in rule(facts, parts, rule_set)]
