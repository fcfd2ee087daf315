"""Handing what one unit holds to another: withdrawn there, sent here, and put back while nobody has begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit that shall take work over, and what decides whether it can."""

    unit: Unit
    #: the units that may hand it work: those above it
    above: frozenset[int]
    #: obligations that it holds or held → the state of its assignment
    held: Mapping[int, str]

    @classmethod
    def of(cls, unit: Unit, rows: Sequence[Assignment], *, on: date) -> "Receiver":
        """Look it up for these assignments, with one question."""
        duties = [row.obligation_id for row in rows]
        held = Assignment.objects.filter(unit=unit, obligation__one_of=duties)
        return cls(
            unit, frozenset(tree(on=on).above(unit.pk)), dict(held.values_list("obligation_id", "state"))
        )

    def refusal(self, row: Assignment) -> str:
        """Why it cannot take this assignment over, as one sentence; empty where it can."""
        state = self.held.get(row.obligation_id)
        if state == Assignment.State.WITHDRAWN:
            return (
                "Đơn vị nhận từng được giao việc này rồi được rút lại; "
                "hãy mở việc đó của đơn vị nhận và hoàn tác bước rút lại."
            )
        if state is not None:
            return "Đơn vị nhận đã có việc này trong sổ theo dõi của mình."
        if row.giver_id not in self.above:
            return "Chỉ chuyển được cho đơn vị cấp dưới của đơn vị giao."
        return ""


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
    onward = AssignmentFact.objects.filter(
        assignment=moved_to, verb=Verb.WITHDRAWN, undone_by=None, snapshot__has_key="moved_to"
    )
    if onward.exists():
        raise NotInLedger(
            "Việc này đã được giao lại tiếp cho đơn vị khác; hãy hoàn tác lần giao lại đó trước."
        )
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
