"""What one unit passed on to the units below follows what becomes of its own assignment."""

from collections.abc import Collection
from datetime import date, datetime

from haichieu.dispatches.actions.ledger import Step, add_steps, locked
from haichieu.dispatches.errors import LaterThanGiver
from haichieu.dispatches.models import Assignment
from haichieu.dispatches.rules import ENDED_STATES, Verb


def require_within_giver(due_on: date | None, own: Assignment | None) -> None:
    """Raise :class:`LaterThanGiver` where a day is later than that of the giver's own assignment."""
    if own is None or own.due_on is None or due_on is None or due_on <= own.due_on:
        return
    raise LaterThanGiver(
        f"Đơn vị giao phải xong trước hết ngày {own.due_on:%d/%m/%Y}, nên không giao xuống hạn "
        f"{due_on:%d/%m/%Y}; hãy chọn ngày sớm hơn hoặc bằng."
    )


def alive_below(assignments: Collection[int]) -> list[Assignment]:
    """What was passed on from these assignments, at any depth, and neither done nor withdrawn; locked."""
    found: list[Assignment] = []
    level = list(assignments)
    while level:
        ids = list(Assignment.objects.filter(passed_from__one_of=level).values_list("pk", flat=True))
        found += [row for row in locked(ids) if row.state not in ENDED_STATES]
        level = ids
    return found


def withdraw_below(assignments: Collection[int], *, note: str, by: str, at: datetime) -> int:
    """Withdraw what was passed on from these assignments and is not done; returns how many."""
    rows = alive_below(assignments)
    add_steps([(row, Step(Verb.WITHDRAWN, note=note)) for row in rows], by=by, at=at)
    return len(rows)
