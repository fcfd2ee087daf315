"""Work goes back to units that come back, because the change that ended them was entered by mistake.

The reverse of :mod:`taking_over`, read off the facts that it wrote.
What the successor finished meanwhile stays with it. What came from units that ended before goes back to them, from
where the next taking over brings it to the units that are there again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.ledger import Step, add_steps, locked, locked_one
from haichieu.dispatches.actions.taking_over import MACHINE
from haichieu.dispatches.actions.tallies import count_gone, count_new
from haichieu.dispatches.models import Assignment, AssignmentFact, Obligation, ObligationFact
from haichieu.dispatches.rules import ENDED_STATES, Verb
from haichieu.units.actions import hold_tree
from haichieu.units.models import UnitChange
from haichieu.units.queries import left_to, term_names

_VIA = AssignmentFact.Via.MACHINE
#: what the machine did with work that nobody went on with → the state that it left
_LEFT = {Verb.RETURNED: Assignment.State.RETURNED, Verb.WITHDRAWN: Assignment.State.WITHDRAWN}


@transaction.atomic
def give_back_work(*, change: UnitChange, at: datetime) -> int:
    """Before a change is taken back: its units get again what others took over; returns how many assignments."""
    hold_tree()  # before any assignment, as who takes over does
    rows = change.successions.values_list("predecessor_id", "successor_id")
    after = {pk for _, pk in rows}
    again = {pk for pk, _ in rows if pk is not None and pk not in after}
    ended = again | left_to(again, on=localdate(at))
    names = {pk: f"“{name}”" for pk, name in term_names(ended, on=change.on).items()}
    told = f"Đã hoàn tác thay đổi ngày {change.on:%d/%m/%Y}; trả về "
    notes = {pk: f"{told}{names[pk]}." for pk in ended}
    facts = list(_facts(ended, again, change))
    taken = [fact for fact in facts if fact.verb == Verb.TAKEN_OVER]
    left = [fact for fact in facts if fact.verb in _LEFT]
    back = _revive([fact for fact in left if "joined" not in fact.snapshot], notes, at)
    back += sum(_part(fact, taken, notes, at) for fact in left if "joined" in fact.snapshot)
    taken.reverse()  # of two moves the newer one is taken back
    moved = {f.assignment_id: f for f in taken if "unit" in f.snapshot and "assignment" not in f.snapshot}
    back += _move_back(moved, notes, at)
    _give_back({f.assignment_id: f for f in taken if "giver" in f.snapshot}, notes, at)
    _own_back(ended, again, change, notes, at)
    return back


def _facts(ended: Collection[int], again: Collection[int], change: UnitChange) -> Sequence[AssignmentFact]:
    """What the machine wrote when these units were no more, the newest first; not what is with ``again`` still."""
    unit = Q(snapshot__unit__in=ended) & ~Q(assignment__unit__one_of=again)
    named = unit | (Q(snapshot__giver__in=ended) & ~Q(assignment__giver__one_of=again))
    ours = AssignmentFact.objects.filter(by=MACHINE, at__gte=change.at, undone_by=None)
    taken = ours.filter(named, verb=Verb.TAKEN_OVER)
    theirs = Q(assignment__unit__in=ended) | Q(snapshot__giver__in=ended)
    left = ours.filter(theirs, verb__in=list(_LEFT)).select_related("assignment")
    lost = [fact for fact in left.order_by("-pk") if _lost_by(fact) in ended]
    return [*taken.order_by("-pk"), *lost]


def _lost_by(fact: AssignmentFact) -> int:
    """The unit without which the machine ended this: who had given it, or who held it."""
    giver: int = fact.snapshot.get("giver", fact.assignment.unit_id)
    return giver


def _revive(facts: Sequence[AssignmentFact], notes: Mapping[int, str], at: datetime) -> int:
    """What came back to its giver because nobody succeeded, and still lies there."""
    rows = {row.pk: row for row in locked([fact.assignment_id for fact in facts])}
    steps = []
    for fact in facts:
        row = rows[fact.assignment_id]
        if row.state == _LEFT[Verb(fact.verb)] and _is_in_force(row.obligation):
            note = notes[_lost_by(fact)]
            steps.append((row, Step(Verb.TAKEN_BACK, via=_VIA, note=note, undoes=fact.pk)))
    add_steps(steps, by=MACHINE, at=at)
    return len(steps)


def _part(
    fact: AssignmentFact, taken: Sequence[AssignmentFact], notes: Mapping[int, str], at: datetime
) -> int:
    """Two ledgers that were joined go on apart, as long as the joined one is not over."""
    row = locked_one(fact.assignment)
    own = locked([fact.snapshot["joined"]])[0]
    if own.state in ENDED_STATES or row.state != Assignment.State.WITHDRAWN:
        return 0
    note = notes[row.unit_id]
    add_steps([(row, Step(Verb.TAKEN_BACK, via=_VIA, note=note, undoes=fact.pk))], by=MACHINE, at=at)
    before = next((each.snapshot for each in taken if each.snapshot.get("assignment") == row.pk), {})
    if "own" in before:
        _as_before(own, before["own"], note, at)
    add_steps([(own, _goes_on(own, row, note))], by=MACHINE, at=at)
    below = Assignment.objects.filter(pk__in=fact.snapshot.get("passed_on", ()), passed_from=own)
    below.update(passed_from=row)
    return 1


def _goes_on(own: Assignment, row: Assignment, note: str) -> Step:
    """What the heir had before goes on with it; what it had handed on to ``row`` leaves it again while untouched."""
    again = AssignmentFact.objects.filter(assignment=own, verb=Verb.TAKEN_BACK, snapshot__again_for=row.pk)
    fact = again.select_related("undoes").order_by("pk").last()
    if fact is None or fact.undoes is None or own.state not in _UNTOUCHED:
        return Step(Verb.TAKEN_OVER, via=_VIA, note=note)
    return Step(Verb.WITHDRAWN, via=_VIA, note=note, snapshot=fact.undoes.snapshot)


def _as_before(own: Assignment, before: Mapping[str, int | str], note: str, at: datetime) -> None:
    """The giver and the part that the heir's own had; a copy is one again unless the unit works on it already."""
    part, is_copy = before["part"], before["part"] == Assignment.Part.COPY
    own.giver_id, own.passed_from_id = before["giver"], before["passed_from"]
    if own.part != part and not (is_copy and own.state not in _UNTOUCHED):
        if is_copy and own.due_on:
            add_steps([(own, Step(Verb.EXTENDED, via=_VIA, note=note))], by=MACHINE, at=at)
        count_gone([own])
        own.part = part
        count_new([own])
    own.save(update_fields=["giver", "passed_from", "part"])


#: states that a copy may have
_UNTOUCHED = (Assignment.State.SENT, Assignment.State.SEEN, Assignment.State.ACCEPTED)


def _move_back(facts: Mapping[int, AssignmentFact], notes: Mapping[int, str], at: datetime) -> int:
    rows = [row for row in locked(list(facts)) if row.state not in ENDED_STATES]
    to = {row.pk: facts[row.pk].snapshot["unit"] for row in rows}
    held = _held(rows, to.values())  # a unit that was given the same work anew goes on with that
    rows = [row for row in rows if (row.obligation_id, to[row.pk]) not in held]
    steps = [(row, Step(Verb.TAKEN_OVER, via=_VIA, note=notes[to[row.pk]])) for row in rows]
    add_steps(steps, by=MACHINE, at=at)
    count_gone(rows)
    of_unit: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        row.unit_id = to[row.pk]
        of_unit[row.unit_id].append(row.pk)
    for unit, ids in of_unit.items():
        Assignment.objects.filter(pk__one_of=ids).update(unit=unit)
    count_new(rows)
    return len(rows)


def _held(rows: Sequence[Assignment], units: Iterable[int]) -> set[tuple[int, int]]:
    duties = {row.obligation_id for row in rows}
    found = Assignment.objects.filter(unit__one_of=units, obligation__one_of=duties)
    return set(found.values_list("obligation_id", "unit_id"))


def _give_back(facts: Mapping[int, AssignmentFact], notes: Mapping[int, str], at: datetime) -> None:
    rows = [row for row in locked(list(facts)) if row.state not in ENDED_STATES]
    before = {row.pk: facts[row.pk].snapshot for row in rows}
    steps = [(row, Step(Verb.TAKEN_OVER, via=_VIA, note=notes[before[row.pk]["giver"]])) for row in rows]
    add_steps(steps, by=MACHINE, at=at)
    to: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for row in rows:
        was = before[row.pk]
        to[was["giver"], was.get("passed_from", row.passed_from_id)].append(row.pk)
    for (giver, passed_from), ids in to.items():
        Assignment.objects.filter(pk__one_of=ids).update(giver=giver, passed_from=passed_from)


def _own_back(
    ended: Collection[int],
    again: Collection[int],
    change: UnitChange,
    notes: Mapping[int, str],
    at: datetime,
) -> None:
    facts = ObligationFact.objects.filter(
        by=MACHINE, verb="taken_over", at__gte=change.at, snapshot__owner__in=ended
    )
    owners = dict(facts.order_by("pk").values_list("obligation_id", "snapshot__owner"))
    rows = Obligation.objects.select_for_update(of=("self",), no_key=True).filter(pk__one_of=owners)
    rows = rows.exclude(owner__one_of=again)
    for row in rows.filter(done_at=None, removed_at=None).only("pk", "owner").order_by("pk"):
        before, owner = row.owner_id, owners[row.pk]
        Obligation.objects.filter(pk=row.pk).update(owner=owner)
        ObligationFact.objects.create(obligation=row, verb="taken_over", note=notes[owner], by=MACHINE, at=at)
        record(
            by=MACHINE,
            verb="obligation_taken_over",
            kind="obligation",
            ref=str(row.pk),
            before={"owner": before},
            after={"owner": owner},
            at=at,
        )


def _is_in_force(duty: Obligation) -> bool:
    return duty.removed_at is None and duty.outside_at is None
