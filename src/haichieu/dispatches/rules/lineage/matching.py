"""Whether a cited document is a letter that the office holds: a level with its reasons, never a guess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from haichieu.dispatches.rules.lineage.issuers import Agreement, compare_issuers
from haichieu.dispatches.rules.lineage.keys import document_key, marks_differ


class Level(IntEnum):
    """How sure it is that two descriptions mean one document."""

    #: fits, but too little is said to tie them
    POSSIBLE = 1
    PROBABLE = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Described:
    """A document as a letterhead or a citation describes it."""

    number: str | None
    symbol: str | None
    #: ISO day, ISO month where the day was left blank, or None
    date: str | None
    issuer: str | None
    #: kind in lower case, or None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Two descriptions that fit together, and why."""

    level: Level
    #: Vietnamese phrases: what agrees, then what is missing
    reasons: tuple[str, ...]


def match(cited: Described, held: Described) -> Match | None:
    """How well a held letter fits a citation; None where something contradicts it.

    The same number and symbol in another year is another letter. An unlike issuer contradicts; a missing date or
    issuer only weakens.

    >>> cited = Described("301", "LĐLĐ", "2024-05-07", "LĐLĐ tỉnh")
    >>> match(cited, Described("301", "LDLD", "2024-05-07", "LIÊN ĐOÀN LAO ĐỘNG TỈNH HƯNG YÊN")).level.name
    'CERTAIN'
    >>> match(cited, Described("301", "LĐLĐ", "2023-05-07", None)) is None
    True
    """
    one, other = document_key(cited.number, cited.symbol), document_key(held.number, held.symbol)
    if one is None or other is None or one.index != other.index or marks_differ(cited.symbol, held.symbol):
        return None
    issuers = compare_issuers(cited.issuer, held.issuer)
    days = _compare_days(cited.date, held.date, one.year, other.year)
    if issuers is Agreement.DIFFERENT or days is None:
        return None
    strength, words = days
    return Match(_level(strength, issuers), ("cùng số, ký hiệu", words, _ISSUER_WORDS[issuers]))


def resolve(matches: Sequence[tuple[int, Match]], same: Iterable[frozenset[int]] = ()) -> tuple[int, ...]:
    """The letters that a citation may mean: one when it is resolved, several when it is ambiguous, none else.

    `matches` are (id, match); `same` are sets of ids known to be one document. Only the best level counts, and a
    merely possible one resolves nothing.

    >>> sure, likely = Match(Level.CERTAIN, ()), Match(Level.PROBABLE, ())
    >>> resolve([(1, sure), (2, likely)]), resolve([(1, likely), (2, likely)])
    ((1,), (1, 2))
    """
    best = max((match.level for _, match in matches), default=Level.POSSIBLE)
    if best is Level.POSSIBLE:
        return ()
    ids = [ident for ident, match in matches if match.level == best]
    groups = [group for group in same if len(group & set(ids)) > 1]
    doubled = {ident for group in groups for ident in sorted(group & set(ids), key=ids.index)[1:]}
    return tuple(ident for ident in ids if ident not in doubled)


def same_document(one: Described, other: Described) -> bool:
    """Whether two letterheads are of one document: same key and full day, issuers that do not differ.

    >>> letter = Described("412", "LĐLĐ", "2026-09-14", "LĐLĐ tỉnh Đông Triều")
    >>> same_document(letter, Described("412", "LDLD", "2026-09-14", None))
    True
    """
    found = match(one, other)
    return found is not None and found.level is Level.CERTAIN and one.date == other.date


_ISSUER_WORDS = {
    Agreement.SAME: "cùng cơ quan ban hành",
    Agreement.UNKNOWN: "chưa rõ cơ quan ban hành",
}
_DAY, _MONTH, _YEAR, _NONE, _OTHER_DAY = 4, 3, 2, 1, 0


def _compare_days(
    one: str | None, other: str | None, year_one: int | None, year_other: int | None
) -> tuple[int, str] | None:
    years = [int(day[:4]) if day else year for day, year in ((one, year_one), (other, year_other))]
    if None not in years and years[0] != years[1]:
        return None
    if one and other and one[:7] != other[:7]:
        return _OTHER_DAY, "khác ngày trong cùng năm"
    if one and other and len(one) == len(other) == 10:
        return (_DAY, "cùng ngày") if one == other else (_OTHER_DAY, "khác ngày trong cùng năm")
    if one and other:
        return _MONTH, "cùng tháng"
    return (_YEAR, "cùng năm") if None not in years else (_NONE, "không đủ ngày để so")


def _level(days: int, issuers: Agreement) -> Level:
    if days == _OTHER_DAY:
        return Level.POSSIBLE
    if issuers is Agreement.SAME:
        return Level.CERTAIN if days >= _YEAR else Level.PROBABLE
    if days == _DAY:
        return Level.CERTAIN
    return Level.PROBABLE if days == _MONTH else Level.POSSIBLE
