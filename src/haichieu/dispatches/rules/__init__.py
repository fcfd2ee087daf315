"""The pure door of the dispatches room: the reader, and what follows from a reading."""

from haichieu.dispatches.rules.bundle import split_letters
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
from haichieu.dispatches.rules.file_letters import letters_in
from haichieu.dispatches.rules.lineage import (
    Chart,
    ChartArrow,
    ChartLetter,
    Described,
    DocumentKey,
    Level,
    Match,
    chart_mermaid,
    chart_svg,
    described,
    document_key,
    files_chart,
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
    "Chart",
    "ChartArrow",
    "ChartLetter",
    "Described",
    "DocumentKey",
    "Due",
    "Duty",
    "Level",
    "Match",
    "Reading",
    "Received",
    "Sameness",
    "chart_mermaid",
    "chart_svg",
    "described",
    "document_key",
    "files_chart",
    "first_due",
    "is_law",
    "issuer_key",
    "letter_name",
    "letter_sign",
    "letters_in",
    "match",
    "page_of",
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
    "split_letters",
]
