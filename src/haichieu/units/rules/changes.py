"""When a change of the tree is legal: pure questions about terms, asked before anything is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """Under which unit a unit stands from one day to another (the last day counts; None has no end)."""

    unit: int
    parent: int | None
    first: date
    last: date | None = None

    @property
    def end(self) -> date:
        """The last day, the last of all days when there is none."""
        return self.last or date.max


def first_gap(terms: Iterable[Placed], first: date, last: date | None) -> date | None:
    """The first day from ``first`` to ``last`` on which none of one unit's terms is in force.

    >>> first_gap([Placed(1, None, date(2020, 1, 1), date(2025, 6, 30))], date(2024, 1, 1), None)
    datetime.date(2025, 7, 1)
    """
    day, end = first, last or date.max
    for term in sorted(terms, key=lambda term: term.first):
        if term.first > day:
            break
        if term.end >= day:
            if term.end >= end:
                return None
            day = term.end + _ONE
    return day


def circle_day(
    unit: int, parent: int, first: date, last: date | None, terms_of: Callable[[int], Iterable[Placed]]
) -> date | None:
    """The first day on which ``unit`` would stand under itself if it came under ``parent``; None when never.

    ``terms_of`` answers the terms of a unit; only those above ``parent`` are asked for.

    >>> terms = {2: [Placed(2, 1, date(2030, 1, 1))]}
    >>> circle_day(1, 2, date(2026, 1, 1), None, lambda unit: terms.get(unit, ()))
    datetime.date(2030, 1, 1)
    """
    waiting: list[tuple[int, date, date, tuple[int, ...]]] = [(parent, first, last or date.max, ())]
    found: list[date] = []
    while waiting:
        above, begins, ends, passed = waiting.pop()
        if above == unit:
            found.append(begins)
            continue
        for term in terms_of(above):
            latest, earliest = max(begins, term.first), min(ends, term.end)
            if latest <= earliest and term.parent is not None and above not in passed:
                waiting.append((term.parent, latest, earliest, (*passed, above)))
    return min(found, default=None)


def overlap_day(terms: Iterable[Placed]) -> date | None:
    """The first day on which two terms of one unit are in force at once.

    >>> overlap_day([Placed(1, None, date(2020, 1, 1)), Placed(1, 2, date(2022, 1, 1))])
    datetime.date(2022, 1, 1)
    """
    in_order = sorted(terms, key=lambda term: term.first)
    return next(
        (later.first for earlier, later in pairwise(in_order) if later.first <= earlier.end),
        None,
    )
