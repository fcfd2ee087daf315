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
from haichieu.dispatches.rules.duplicates import Received, Sameness, sameness
from haichieu.dispatches.rules.lineage import (
    Described,
    DocumentKey,
    Level,
    Match,
    described,
    document_key,
    is_law,
    issuer_key,
    match,
    parse_sign,
    passes_on,
    quoted_subject,
    resolve,
    role_words,
    same_document,
)
from haichieu.dispatches.rules.read import read_dispatch
from haichieu.dispatches.rules.reading import Reading, page_of
from haichieu.dispatches.rules.signs import letter_name, letter_sign

__all__ = [
    "LETTER_FIELDS",
    "LIST_FIELDS",
    "REVIEW_AFTER_DAYS",
    "Changes",
    "Described",
    "DocumentKey",
    "Due",
    "Duty",
    "Level",
    "Match",
    "Reading",
    "Received",
    "Sameness",
    "described",
    "document_key",
    "first_due",
    "is_law",
    "issuer_key",
    "letter_name",
    "letter_sign",
    "page_of",
    "match",
    "parse_sign",
    "passes_on",
    "plan_changes",
    "proposed_duties",
    "quoted_subject",
    "read_dispatch",
    "resolve",
    "role_words",
    "same_document",
    "sameness",
]
