"""Handing what one unit holds to another: withdrawn there, sent here, and put back while nobody has begun."""

from collections.abc import Sequence
from datetime import date, datetime

from haichieu.base.actions import Entry, record_many
from haichieu.dispatches.actions.ledger import Step, add_steps, locked
from haichieu.dispatches.actions.passed_on import withdraw_below
from haichieu.dispatches.actions.tallies import count_new
from haichieu.dispatches.errors import BadReading, NotInLedger
from haichieu.dispatches.models import Assignment, AssignmentFact
from haichieu.dispatches.rules import Verb
from haichieu.units.models import Unit
from haichieu.units.queries import tree

_UNTOUCHED = (Assignment.State.SENT, Assignment.State.SEEN)


def receiver_refusal(row: Assignment, to: Unit, held: frozenset[int], on: date) -> str:
    """Why a unit cannot take this assignment over, as one sentence; empty where it can.

    ``held`` are the obligations that the unit holds or held.
    """
    if row.obligation_id in held:
        return "Đơn vị nhận đã có việc này trong sổ theo dõi của mình."
    if to.pk == row.giver_id or to.pk not in tree(on=on).below(row.giver_id):
        return "Chỉ chuyển được cho đơn vị cấp dưới của đơn vị giao."
    return ""


def held_by(unit: Unit, rows: Sequence[Assignment]) -> frozenset[int]:
    """Those obligations of these assignments that the unit holds or held."""
    duties = [row.obligation_id for row in rows]
    found = Assignment.objects.filter(unit=unit, obligation__one_of=duties)
    return frozenset(found.values_list("obligation_id", flat=True))


def move(rows: Sequence[Assignment], to: Unit, *, reason: str, by: str, at: datetime) -> None:
    """Withdraw these locked assignments and send each obligation to ``to``, with the same day and part."""
    new = [
        Assignment(
            obligation=row.obligation,
            unit=to,
            cascade_id=row.cascade_id,
            giver_id=row.giver_id,
            passed_from_id=row.passed_from_id,
            part=row.part,
            due_on=row.due_on,
            sent_at=at,
            last_fact_at=at,
        )
        for row in rows
    ]
    Assignment.objects.bulk_create(new)
    count_new(new)
    note = f"Chuyển sang đơn vị khác: {reason}"
    steps = [
        (row, Step(Verb.WITHDRAWN, note=note, snapshot={"moved_to": other.pk}))
        for row, other in zip(rows, new, strict=True)
    ]
    add_steps(steps, by=by, at=at)
    withdraw_below([row.pk for row in rows], note=note, by=by, at=at)
    AssignmentFact.objects.bulk_create(
        AssignmentFact(assignment=row, verb=Verb.SENT, note=reason[:1000], due_on=row.due_on, by=by, at=at)
        for row in new
    )
    record_many(
        [
            Entry(
                by=by,
                verb="assignment_sent",
                kind="assignment",
                ref=str(row.pk),
                at=at,
                after={"unit": to.pk},
            )
            for row in new
        ]
    )


def move_back(fact: AssignmentFact, *, by: str, at: datetime) -> None:
    """Withdraw what a withdrawal that is being taken back had sent to another unit, if that unit has not begun."""
    moved_to = fact.snapshot.get("moved_to")
    if moved_to is None:
        return
    rows = locked([moved_to])
    if any(row.state not in (*_UNTOUCHED, Assignment.State.WITHDRAWN) for row in rows):
        raise NotInLedger("Đơn vị nhận đã bắt đầu làm việc này nên không chuyển lại được.")
    steps = [
        (row, Step(Verb.WITHDRAWN, note="Hoàn tác việc chuyển giao."))
        for row in rows
        if row.state in _UNTOUCHED
    ]
    add_steps(steps, by=by, at=at)


def require_receiver(to: Unit | None) -> Unit:
    """The unit that shall take over."""
    if to is None:
        raise BadReading("Hãy chọn đơn vị nhận việc.")
    return to
