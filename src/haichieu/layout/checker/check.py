"""The door of the checker."""

from pathlib import Path

from haichieu.layout.checker.choice import choose_style
from haichieu.layout.checker.deviation import Deviation, Severity
from haichieu.layout.checker.facts import Facts
from haichieu.layout.checker.letter import Fault, Letter, Rule
from haichieu.layout.checker.parts import find_parts
from haichieu.layout.checker.rules import PARTS, RULES
from haichieu.layout.checker.word_facts import word_facts
from haichieu.layout.styles import Style


def check_docx(path: Path, style: Style | None = None) -> list[Deviation]:
    """Where a Word file departs from the official layout, in the order of the page; empty when nowhere.

    Without a `style` the file's own emblem lines, issuing body and day say which rule it has to follow.
    Raises `UnreadableDocument` with one Vietnamese sentence when the file is no Word document.
    """
    facts = word_facts(path)
    return check_facts(facts, style or choose_style(facts).style)


def check_facts(facts: Facts, style: Style, *, is_sure: bool = True) -> list[Deviation]:
    """Where a document departs from a style; only rules for which the file tells enough are asked.

    `is_sure` is False where the words were recognised on a picture: every finding then is only a note.

    >>> from datetime import date
    >>> from haichieu.layout.checker.text_facts import text_facts
    >>> from haichieu.layout.styles import style_for
    >>> letter = text_facts("Số 134/LĐLĐ\\nMỹ An, ngày 9 tháng 5 năm 2026\\nKính gửi: Các công đoàn cơ sở.")
    >>> found = check_facts(letter, style_for("union", date(2026, 5, 9)))
    >>> [each.message for each in found if each.rule == "number"]
    ['Sau chữ “Số” chưa có dấu hai chấm.']
    """
    letter = Letter(facts, find_parts(facts, style), style)
    rules = sorted(RULES, key=lambda rule: PARTS.index(rule.part))
    return [
        _deviation(rule, fault, style, is_sure=is_sure)
        for rule in rules
        if facts.source in rule.sources
        for fault in rule.find(letter)
    ]


def _deviation(rule: Rule, fault: Fault, style: Style, *, is_sure: bool) -> Deviation:
    severity = (fault.severity or rule.severity) if is_sure else Severity.NOTE
    article = style.articles[rule.article]
    return Deviation(
        rule.name, severity, article, fault.place, fault.message, fault.fix, fault.span, rule.part
    )
