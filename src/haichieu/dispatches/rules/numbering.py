"""Which numbers of a register run together: those of one kind or of all, in a year or in a term."""

from dataclasses import dataclass
from datetime import date

#: The series of công văn, which have no code of their own where kinds count apart.
LETTER_SERIES = "CV"
#: Bodies whose numbers run through a term of their committee (Hướng dẫn 36-HD/VPTW, 2018).
TERM_BODIES = frozenset({"party"})


@dataclass(frozen=True, slots=True)
class Numbering:
    """How an office counts its letters."""

    #: each kind counts for itself
    by_kind: bool = True
    #: the term that numbers run in; empty where they begin anew with each year
    term: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that run together."""

    #: code of the kind, empty for all kinds together
    series: str
    #: the year or the term
    period: str


def series_of(kind: str, numbering: Numbering, *, on: date) -> Series:
    """The series that a letter issued on a day takes its number from. ``kind`` is the code, empty for a công văn.

    >>> series_of("", Numbering(), on=date(2026, 11, 20))
    Series(series='CV', period='2026')
    >>> series_of("KH", Numbering(by_kind=False, term="2025-2030"), on=date(2026, 11, 20))
    Series(series='', period='2025-2030')
    """
    return Series((kind or LETTER_SERIES) if numbering.by_kind else "", numbering.term or str(on.year))


def needs_term(body_kind: str, numbering: Numbering) -> bool:
    """Whether the body counts through terms and nobody has said which term it is.

    >>> needs_term("party", Numbering()), needs_term("union", Numbering())
    (True, False)
    """
    return body_kind in TERM_BODIES and not numbering.term
