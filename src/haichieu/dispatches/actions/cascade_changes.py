"""What a correction does to work that units hold already: shown first, then added to their ledgers as facts."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.deciders import need, refuse_boundaries
from haichieu.dispatches.actions.ledger import Step, add_steps, locked
from haichieu.dispatches.errors import BadReading
from haichieu.dispatches.models import Assignment, Obligation, ObligationFact
from haichieu.dispatches.rules import ENDED_STATES, Changes, State, Verb
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require


@dataclass(frozen=True, slots=True)
class AssignmentChange:
    """What happens to one unit's assignment."""

    #: row ids
    assignment: int
    obligation: int
    unit: int
    #: extended (another day), withdrawn, or changed (other words, same day)
    verb: str
    #: as it stands now, and its day before and after
    state: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to become of one obligation."""

    obligation: Obligation
    due_on: date | None
    #: units from which it is withdrawn; None for all
    withdrawn: frozenset[int] | None = frozenset()
    words: bool = False


def preview_change(
    obligation: Obligation, *, due_on: date | None = None, withdrawn: Collection[int] = ()
) -> tuple[AssignmentChange, ...]:
    """The units that :func:`change_cascaded` would change, and how; writes nothing.

    Parameters: ``due_on`` the obligation's new day, None for no change; ``withdrawn`` ids of units.
    """
    return _plan(
        _Wish(obligation, due_on or obligation.due_on, frozenset(withdrawn)), _alive([obligation.pk])
    )


@transaction.atomic
def change_cascaded(
    *,
    by: Person | None,
    obligation: Obligation,
    due_on: date | None = None,
    withdrawn: Collection[int] = (),
    reason: str,
    at: datetime,
) -> tuple[AssignmentChange, ...]:
    """Move an obligation's day, or withdraw it from some units; what they and the units below them hold follows."""
    row = Obligation.objects.select_for_update(of=("self",), no_key=True).get(pk=obligation.pk)
    require(by, "cascade", row.owner_id, on=localdate(at))
    note = need(reason, "Hãy ghi lý do thay đổi; lý do được giữ trong sổ theo dõi.")
    refuse_boundaries(note)
    changes = preview_change(row, due_on=due_on, withdrawn=withdrawn)
    if due_on is not None and due_on != row.due_on:
        moved = {"due_on": row.due_on.isoformat() if row.due_on else None}
        row.due_on, row.review_on, row.kind = due_on, None, _kind_with_day(row)
        row.deadline_reason = f"Đổi hạn: {note}"[:500]
        row.save(update_fields=["due_on", "review_on", "kind", "deadline_reason"])
        ObligationFact.objects.create(
            obligation=row, verb="changed", note=note, snapshot=moved, by=actor_ref(by), at=at
        )
    apply_changes(changes, by=actor_ref(by), note=note, at=at)
    return changes


def _kind_with_day(row: Obligation) -> str:
    return Obligation.Kind.TASK if row.kind == Obligation.Kind.STANDING else row.kind


def plan_correction(changes: Changes, duties: Iterable[Obligation]) -> tuple[AssignmentChange, ...]:
    """What a correction of a reading does to the units that hold its obligations; writes nothing.

    Parameters: ``changes`` from ``preview_confirmation``; ``duties`` the letter's obligations in force.
    """
    rows = {row.source_key: row for row in duties if row.source_key}
    wishes = [
        _Wish(rows[after.key], after.due_on, words=before.text != after.text)
        for before, after in changes.changed
        if after.key in rows
    ]
    wishes += [
        _Wish(rows[duty.key], duty.due_on, withdrawn=None) for duty in changes.removed if duty.key in rows
    ]
    alive = _alive([wish.obligation.pk for wish in wishes])
    return tuple(change for wish in wishes for change in _plan(wish, alive))


def require_same_owner(changes: Changes, duties: Iterable[Obligation]) -> None:
    """Work that units hold cannot change the unit that answers for it under their hands."""
    rows = {row.source_key: row for row in duties if row.source_key}
    moved = [
        rows[after.key]
        for before, after in changes.changed
        if before.owner != after.owner and after.key in rows
    ]
    if any(_alive([row.pk]) for row in moved):
        raise BadReading(
            "Việc này đã giao cho các đơn vị nên chưa đổi được đơn vị thực hiện; hãy rút lại ở các đơn vị trước."
        )


def _alive(obligations: Collection[int]) -> dict[int, list[Assignment]]:
    """Assignments that are neither done nor withdrawn, by obligation; givers before those they passed on to."""
    found: dict[int, list[Assignment]] = {pk: [] for pk in obligations}
    rows = Assignment.objects.filter(obligation__one_of=obligations).exclude(state__in=ENDED_STATES)
    for row in rows.order_by("pk"):
        found[row.obligation_id].append(row)
    return {pk: rows for pk, rows in found.items() if rows}


def _plan(wish: _Wish, alive: dict[int, list[Assignment]]) -> tuple[AssignmentChange, ...]:
    # A giver's assignment is always older than what was passed on from it, so one walk in their order is enough.
    days: dict[int, tuple[date | None, date | None]] = {}
    gone: set[int] = set()
    changes: list[AssignmentChange] = []
    for row in alive.get(wish.obligation.pk, ()):
        leaves = wish.withdrawn is None or row.unit_id in wish.withdrawn or row.passed_from_id in gone
        before, after = days.get(row.passed_from_id or 0, (wish.obligation.due_on, wish.due_on))
        day = row.due_on if leaves else _moved(row, before, after)
        days[row.pk] = (row.due_on, day)
        if leaves:
            gone.add(row.pk)
        verb = Verb.WITHDRAWN if leaves else Verb.EXTENDED if day != row.due_on else Verb.CHANGED
        if verb != Verb.CHANGED or wish.words:
            changes.append(
                AssignmentChange(
                    row.pk, row.obligation_id, row.unit_id, verb.value, row.state, row.due_on, day
                )
            )
    return tuple(changes)


def _moved(row: Assignment, before: date | None, after: date | None) -> date | None:
    """The day of an assignment when its giver's day moves: along with it, capped by it, or its own as before."""
    if before == after or row.part == Assignment.Part.COPY or row.state == State.SUBMITTED:
        return row.due_on
    if row.due_on == before:
        return after
    if after is None or row.due_on is None:
        return row.due_on
    was_extended = before is not None and row.due_on > before
    return max(row.due_on, after) if was_extended else min(row.due_on, after)


def apply_changes(changes: Collection[AssignmentChange], *, by: str, note: str, at: datetime) -> None:
    """Add the planned facts, and log them as one line for each obligation and verb."""
    rows = {row.pk: row for row in locked([change.assignment for change in changes])}
    steps = [
        (rows[change.assignment], Step(change.verb, note=note, due_on=_new_day(change)))
        for change in changes
        if rows[change.assignment].state not in ENDED_STATES
    ]
    add_steps(steps, by=by, at=at, log=False)
    alike: dict[tuple[int, str], list[int]] = {}
    for change in changes:
        alike.setdefault((change.obligation, change.verb), []).append(change.unit)
    for (obligation, verb), units in alike.items():
        ids = ",".join(map(str, units))
        after = {"units": len(units), "digest": hashlib.sha256(ids.encode()).hexdigest(), "note": note}
        record(by=by, verb=f"assignments_{verb}", kind="obligation", ref=str(obligation), after=after, at=at)


def _new_day(change: AssignmentChange) -> date | None:
    return change.after if change.verb == Verb.EXTENDED else None


def withdraw_everywhere(obligation: Obligation, *, by: str, note: str, at: datetime) -> None:
    """Withdraw a (locked) obligation that is no longer in force from every unit that holds it."""
    wish = _Wish(obligation, obligation.due_on, withdrawn=None)
    apply_changes(_plan(wish, _alive([obligation.pk])), by=by, note=note, at=at)
