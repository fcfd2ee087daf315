"""The pure door to letters of our own: their kinds, sections and deadlines."""

from haichieu.dispatches.rules.relay import (
    LETTER_KINDS,
    Addressed,
    Content,
    Point,
    bare_point,
    day_refusal,
    upper_passed,
)

__all__ = ["LETTER_KINDS", "Addressed", "Content", "Point", "bare_point", "day_refusal", "upper_passed"]
