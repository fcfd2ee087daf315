"""Letters of the office itself that came as files and stand among the incoming ones."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from haichieu.dispatches.models import Dispatch, RegisterEntry
from haichieu.dispatches.queries.registers import numbering_on
from haichieu.dispatches.rules import issuer_key
from haichieu.dispatches.rules.numbering import Series, series_of
from haichieu.text.folding import fold
from haichieu.units.models import Unit
from haichieu.units.queries import letterhead, tree

_LONG = ("search", "dispatch__text", "dispatch__search", "dispatch__origin")


@dataclass(frozen=True, slots=True)
class EarlierOwn:
    """One such letter, and what becomes of its line."""

    entry: RegisterEntry
    #: its number among those that went out; None where the letter names none
    number: int | None
    series: Series
    #: why its line stays among the incoming ones; empty where it can move
    refusal: str


def earlier_own(unit: Unit) -> tuple[EarlierOwn, ...]:
    """The unit's own letters among its incoming ones, the oldest first."""
    lines = RegisterEntry.objects.filter(unit=unit, book=RegisterEntry.Book.INCOMING, own_letter=None)
    # Few issuers write most letters: only the lines of those called like the unit are read.
    issuers = lines.exclude(dispatch=None).order_by().values_list("dispatch__issuer", flat=True).distinct()
    called = [issuer for issuer in issuers if issuer_key(issuer) in _own_keys(unit)]
    found = lines.filter(dispatch__issuer__in=called).select_related("dispatch").defer(*_LONG)
    rows = [(row, row.dispatch) for row in found if row.dispatch is not None]
    for _, letter in rows:
        letter.unit = unit
    own = [(row, letter) for row, letter in rows if is_own(letter)]
    own.sort(key=lambda pair: (letter_day(pair[1]), pair[0].number))
    taken = _taken(unit)
    return tuple(_placed(row, letter, taken) for row, letter in own)


def _own_keys(unit: Unit) -> frozenset[str]:
    """How the unit was ever called, as issuers are compared."""
    names = unit.terms.values_list("name", "short_name")
    return frozenset(key for pair in names for name in pair if (key := issuer_key(name)))


def _taken(unit: Unit) -> set[tuple[str, str, int]]:
    """Numbers given in the unit's outgoing register."""
    found = RegisterEntry.objects.filter(unit=unit, book=RegisterEntry.Book.OUTGOING)
    return set(found.values_list("series", "period", "number"))


def _placed(entry: RegisterEntry, letter: Dispatch, taken: set[tuple[str, str, int]]) -> EarlierOwn:
    """Where the line goes; each number is given to the first letter that bears it."""
    number, series = number_of(letter), own_series(letter)
    if number is None:
        return EarlierOwn(entry, None, series, "Chưa đọc được số của văn bản; hãy xác nhận bản đọc trước.")
    place = (series.series, series.period, number)
    if place in taken:
        return EarlierOwn(entry, number, series, "Số này đã có trong sổ văn bản đi.")
    taken.add(place)
    return EarlierOwn(entry, number, series, "")


def is_own(dispatch: Dispatch) -> bool:
    """Whether the letter's issuer is the office itself, as it was called on the letter's day."""
    node = tree(on=letter_day(dispatch)).nodes.get(dispatch.unit_id)
    wanted = issuer_key(dispatch.issuer)
    if node is None or not wanted:
        return False
    return wanted == issuer_key(node.name) or (
        wanted == issuer_key(node.short_name) and _has_our_symbol(dispatch)
    )


def _has_our_symbol(dispatch: Dispatch) -> bool:
    """Short names alone (“Văn phòng”) are many offices' own."""
    look = letterhead(dispatch.unit, on=letter_day(dispatch))
    ours = fold(look.symbol) if look else ""
    said = fold(dispatch.symbol)
    return bool(ours) and (said == ours or said.endswith((f"-{ours}", f"/{ours}")))


def letter_day(dispatch: Dispatch) -> date:
    """The letter's own day, or when it came where it names none."""
    try:
        return date.fromisoformat(dispatch.date)
    except ValueError:
        return localdate(dispatch.received_at)


def number_of(dispatch: Dispatch) -> int | None:
    """The number that a letter bears; None where it names none."""
    found = re.match(r"\d{1,8}", dispatch.number.strip())
    return int(found.group(0)) if found else None


def own_series(dispatch: Dispatch) -> Series:
    """Which numbers of the outgoing register a letter of ours belongs to."""
    code = re.match(r"([^\W\d_]{2,6})\s*[-/]", dispatch.symbol)
    kind = "" if code is None or dispatch.kind.casefold() == "công văn" else code[1]
    return series_of(kind, numbering_on(dispatch.unit, letter_day(dispatch)), on=letter_day(dispatch))
