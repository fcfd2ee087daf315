"""The pure door of the dispatches room: the reader, and what follows from a reading."""

from haichieu.dispatches.rules.confirmation import (
    LETTER_FIELDS,
    LIST_FIELDS,
    REVIEW_AFTER_DAYS,
    Changes,
    Duty,
    plan_changes,
    proposed_duties,
)
from haichieu.dispatches.rules.due import Due, first_due
from haichieu.dispatches.rules.read import read_dispatch
from haichieu.dispatches.rules.reading import Reading
from haichieu.dispatches.rules.signs import letter_name, letter_sign

__all__ = [
    "LETTER_FIELDS",
    "LIST_FIELDS",
    "REVIEW_AFTER_DAYS",
    "Changes",
    "Due",
    "Duty",
    "Reading",
    "first_due",
    "letter_name",
    "letter_sign",
    "plan_changes",
    "proposed_duties",
    "read_dispatch",
]
