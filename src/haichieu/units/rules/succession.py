"""Who goes on with what a unit did that is no more."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Succession(NamedTuple):
    """One unit went on in another by a decision."""

    #: row id of the decision
    change: int
    #: the first day of the new state
    on: date
    predecessor: int
    successor: int


def last_successors(rows: Iterable[Succession], last_days: Mapping[int, date]) -> dict[int, list[int]]:
    """Unit → in whom it went on when it ended, in the order of ``rows``.

    A part that split off while the unit lived on is none of these, even on the unit's last day.

    >>> ended = {1: date(2026, 6, 30)}
    >>> off, merged = date(2020, 1, 1), date(2026, 7, 1)
    >>> last_successors([Succession(7, off, 1, 2), Succession(8, merged, 1, 3)], ended)
    {1: [3]}
    >>> last_successors([Succession(7, merged, 1, 2), Succession(7, merged, 1, 1)], ended)
    {}
    """
    rows = list(rows)
    lived_on = {(row.change, row.predecessor) for row in rows if row.successor == row.predecessor}
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        last = last_days.get(row.predecessor)
        ended = last is not None and row.on == last + timedelta(days=1)
        if ended and (row.change, row.predecessor) not in lived_on:
            found[row.predecessor].append(row.successor)
    return dict(found)


def find_heir(unit: int, went_to: Mapping[int, Sequence[int]], living: Container[int]) -> int | None:
    """The unit that goes on with the work: of several parts the one that the decision names first.

    Parameters: ``went_to`` unit → its successors in the order of the decisions; ``living`` the units of the day.

    >>> find_heir(1, {1: [2, 3], 2: [4]}, {3, 4})
    4
    >>> find_heir(1, {}, {3}) is None
    True
    """
    waiting, seen = [unit], {unit}
    while waiting:
        one = waiting.pop()
        if one in living:
            return one
        new = [pk for pk in went_to.get(one, ()) if pk not in seen]
        seen.update(new)
        waiting.extend(reversed(new))
    return None


def find_keeper(
    unit: int,
    went_to: Mapping[int, Sequence[int]],
    parents: Mapping[int, int | None],
    living: Container[int],
) -> int | None:
    """The unit that keeps the records: the heir, else who goes on in the unit that stood above at the end.

    >>> find_keeper(1, {7: [8]}, {1: 7}, {8})
    8
    """
    seen: set[int] = set()
    one: int | None = unit
    while one is not None and one not in seen:
        seen.add(one)
        heir = find_heir(one, went_to, living)
        if heir is not None:
            return heir
        one = parents.get(one)
    return None
