"""Which letter carries out, answers, amends or replaces which: keys, matching, chains and their pictures."""

from haichieu.dispatches.rules.lineage.chart import (
    Chart,
    ChartArrow,
    ChartLetter,
    chart_mermaid,
    chart_svg,
)
from haichieu.dispatches.rules.lineage.files import files_chart
from haichieu.dispatches.rules.lineage.issuers import issuer_key
from haichieu.dispatches.rules.lineage.keys import DocumentKey, document_key, parse_sign
from haichieu.dispatches.rules.lineage.matching import Described, Level, Match, match, resolve, same_document
from haichieu.dispatches.rules.lineage.relations import (
    described,
    is_law,
    passes_on,
    quoted_subject,
    role_words,
)

__all__ = [
    "Chart",
    "ChartArrow",
    "ChartLetter",
    "Described",
    "DocumentKey",
    "Level",
    "Match",
    "chart_mermaid",
    "chart_svg",
    "described",
    "document_key",
    "files_chart",
    "is_law",
    "issuer_key",
    "match",
    "parse_sign",
    "passes_on",
    "quoted_subject",
    "resolve",
    "role_words",
    "same_document",
]
