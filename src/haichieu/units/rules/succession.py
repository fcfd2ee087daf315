"""Who goes on with what a unit did that is no more."""

from collections.abc import Container, Mapping, Sequence


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
