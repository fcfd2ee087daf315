"""Paragraphs of the text: justified, indented, spaced."""

from collections.abc import Iterator
from itertools import pairwise

from haichieu.layout.checker.facts import Line, Source
from haichieu.layout.checker.letter import Fault, Letter, Rule
from haichieu.layout.document import Align

_WORD = frozenset({Source.WORD})
#: Only a paragraph of several lines shows how it stands.
_LONG = 100
_TOLERANCE_MM = 0.7
_TOLERANCE_PT = 0.25
_TOLERANCE_LINES = 0.06


def body_align(letter: Letter) -> Iterator[Fault]:
    """Long paragraphs are justified."""
    loose = [line for line in _long(letter) if line.align is not Align.JUSTIFY]
    if loose:
        yield Fault(
            loose[0],
            f"Có {len(loose)} đoạn nội dung không dàn đều hai lề.",
            "Chọn các đoạn nội dung và dàn đều cả hai lề.",
        )


def first_line(letter: Letter) -> Iterator[Fault]:
    """The first line of a paragraph is set in by an allowed length."""
    rule = letter.style.paragraphs
    if rule is None:
        return
    wrong = []
    for line in _long(letter):
        found = line.shape.first_line_mm if line.shape else None
        if found is not None and all(abs(found - wanted) > _TOLERANCE_MM for wanted in rule.first_line_mm):
            wrong.append((line, found))
    if wrong:
        wanted = " hoặc ".join(f"{length / 10:g}".replace(".", ",") for length in rule.first_line_mm)
        shown = f"{wrong[0][1] / 10:.2f}".replace(".", ",")
        yield Fault(
            wrong[0][0],
            f"Có {len(wrong)} đoạn nội dung lùi đầu dòng khác quy định, đoạn đầu lùi {shown} cm.",
            f"Đặt lùi đầu dòng (First line) {wanted} cm.",
        )


def line_spacing(letter: Letter) -> Iterator[Fault]:
    """Lines stand between single and one and a half."""
    rule = letter.style.paragraphs
    if rule is None:
        return
    least, most = rule.line_spacing
    wrong = []
    for line in _long(letter):
        found = line.shape.line_spacing if line.shape else None
        if found is not None and not least - _TOLERANCE_LINES <= found <= most + _TOLERANCE_LINES:
            wrong.append((line, found))
    if wrong:
        shown = f"{wrong[0][1]:.2g}".replace(".", ",")
        yield Fault(
            wrong[0][0],
            f"Có {len(wrong)} đoạn nội dung giãn dòng ngoài mức cho phép, đoạn đầu là {shown} dòng.",
            f"Đặt khoảng cách dòng từ {least:g} đến {most:g} lines.".replace(".", ",", 1),
        )


def paragraph_gap(letter: Letter) -> Iterator[Fault]:
    """Paragraphs stand apart by at least the gap of the style."""
    rule, close = letter.style.paragraphs, []
    if rule is None:
        return
    for (i, first), (j, second) in pairwise(zip(letter.parts.body, letter.body(), strict=True)):
        if j != i + 1 or first.shape is None or second.shape is None:
            continue
        if first.shape.after_pt + second.shape.before_pt < rule.gap_pt - _TOLERANCE_PT:
            close.append(first)
    if close:
        yield Fault(
            close[0],
            f"Có {len(close)} chỗ khoảng cách giữa hai đoạn nhỏ hơn {rule.gap_pt:g} pt.",
            f"Đặt khoảng cách đoạn (Spacing After) tối thiểu {rule.gap_pt:g} pt.",
        )


def _long(letter: Letter) -> list[Line]:
    return [line for line in letter.body() if len(line.text) > _LONG]


RULES = (
    Rule("body_align", "Nội dung", "body", "Nội dung dàn đều hai lề.", body_align, sources=_WORD),
    Rule(
        "first_line", "Nội dung", "paragraphs", "Lùi đầu dòng 1 cm hoặc 1,27 cm.", first_line, sources=_WORD
    ),
    Rule("line_spacing", "Nội dung", "paragraphs", "Giãn dòng từ đơn đến 1,5.", line_spacing, sources=_WORD),
    Rule(
        "paragraph_gap",
        "Nội dung",
        "paragraphs",
        "Hai đoạn cách nhau ít nhất 6 pt.",
        paragraph_gap,
        sources=_WORD,
    ),
)
