"""Letters of our own, composed from what an upper letter asks: pure text, nothing stored."""

from haichieu.dispatches.rules.relay.composing import (
    Addressed,
    Chosen,
    Writer,
    bare_point,
    compose,
    recipients,
    subject_of,
)
from haichieu.dispatches.rules.relay.content import Content, Point
from haichieu.dispatches.rules.relay.deadlines import day_refusal, passed_by, too_late, upper_passed
from haichieu.dispatches.rules.relay.document import Head, letter_document
from haichieu.dispatches.rules.relay.faults import boundary_of, faults
from haichieu.dispatches.rules.relay.kinds import LETTER_KINDS, LetterKind, symbol_of
from haichieu.dispatches.rules.relay.wording import UpperLetter, readable_name

__all__ = [
    "LETTER_KINDS",
    "Addressed",
    "Chosen",
    "Content",
    "Head",
    "LetterKind",
    "Point",
    "UpperLetter",
    "Writer",
    "bare_point",
    "boundary_of",
    "compose",
    "day_refusal",
    "faults",
    "letter_document",
    "passed_by",
    "readable_name",
    "recipients",
    "subject_of",
    "symbol_of",
    "too_late",
    "upper_passed",
]
