"""What one unit passed on to the units below follows what becomes of its own assignment."""

from collections.abc import Collection
from datetime import date, datetime

from haichieu.dispatches.actions.ledger import Step, add_steps, locked
from haichieu.dispatches.errors import BadReading, LaterThanGiver
from haichieu.dispatches.models import Assignment
from haichieu.dispatches.rules import ENDED_STATES, Verb
from haichieu.dispatches.rules.relay import day_refusal, upper_passed


def require_within_giver(due_on: date | None, givers: date | None, *, on: date) -> None:
    """Raise :class:`LaterThanGiver` where a day is later than the giver's, as long as that has not passed on ``on``.

    Once it has passed, a day from ``on`` on is needed: raises :class:`BadReading` where there is none.
    """
    if not day_refusal(due_on, givers, today=on):
        return
    if givers is None or due_on is None or givers < on:
        raise BadReading(upper_passed(givers, on))
    raise LaterThanGiver(
        f"Đơn vị giao phải xong trước hết ngày {givers:%d/%m/%Y}, nên không giao xuống hạn "
        f"{due_on:%d/%m/%Y}; hãy chọn ngày sớm hơn hoặc bằng."
    )


def alive_below(assignments: Collection[int]) -> list[Assignment]:
    """What was passed on from these assignments, at any depth, and neither done nor withdrawn; locked."""
    found: list[Assignment] = []
    level, seen = list(assignments), set(assignments)
    while level:
        below = Assignment.objects.filter(passed_from__one_of=level).values_list("pk", flat=True)
        ids = [pk for pk in below if pk not in seen]
        seen.update(ids)
        found += [row for row in locked(ids) if row.state not in ENDED_STATES]
        level = ids
    return found


def withdraw_below(assignments: Collection[int], *, note: str, by: str, at: datetime) -> int:
    """Withdraw what was passed on from these assignments and is not done; returns how many."""
    rows = alive_below(assignments)
    add_steps([(row, Step(Verb.WITHDRAWN, note=note)) for row in rows], by=by, at=at)
    return len(rows)
