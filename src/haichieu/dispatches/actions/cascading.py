"""Handing an obligation down to units: one decision, carried out by one job in chunks that survive any kill."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.base.jobs import enqueue
from haichieu.dispatches.actions.deciders import refuse_boundaries, require_open
from haichieu.dispatches.actions.ledger import Step, add_step, add_steps, locked, locked_one
from haichieu.dispatches.actions.passed_on import require_within_giver
from haichieu.dispatches.actions.tallies import count_gone, count_new
from haichieu.dispatches.errors import BadReading, CopyOfAnother, DispatchesError
from haichieu.dispatches.models import Assignment, AssignmentFact, Cascade, Obligation, ObligationFact
from haichieu.dispatches.rules import ENDED_STATES, Verb
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, holds_role, require, term_names, tree
from haichieu.units.rules import Tree

#: Units handed to in one transaction.
CHUNK = 1000
_PARTS = (Assignment.Part.LEAD, Assignment.Part.COOPERATING, Assignment.Part.COPY)
_WITHDRAWN = Assignment.State.WITHDRAWN
MACHINE = "system:cascade"
#: units named one by one in a sentence
_MOST_TOLD = 6


@transaction.atomic
def cascade_obligation(
    *,
    by: Person | None,
    obligation: Obligation,
    giver: Unit,
    lead: Collection[int],
    cooperating: Collection[int] = (),
    copies: Collection[int] = (),
    due_on: date | None = None,
    note: str = "",
    passed_from: Assignment | None = None,
    at: datetime,
) -> Cascade:
    """Decide to hand an obligation down to units below ``giver``, and enqueue the job that does so.

    Parameters: ``lead``, ``cooperating``, ``copies`` ids of units (a unit named twice keeps the first of these parts);
    ``due_on`` an own day, at the latest the giver's, None for the giver's own (once that has passed, an own day
    from today on is required of a person; nobody to whom only a copy goes has a day); ``passed_from`` the giver's own
    assignment when it passes on what it was given. Units that hold the obligation already are left out; those from
    which it was withdrawn get it again. Raises LaterThanGiver, BoundaryTouched, KeptOutside, BadReading, NotAllowed.
    """
    held = _held_duty().select_related("dispatch").get(pk=obligation.pk)
    own = locked_one(passed_from) if passed_from else None
    _require_giver(by, held, giver, own, at)
    _refuse_closed(held)
    refuse_boundaries(held.text, note)
    is_asked = by is not None and bool(lead or cooperating)
    _check_day(due_on, own.due_on if own else held.due_on, on=localdate(at), is_asked=is_asked)
    units = _parts(lead, cooperating, copies)
    chosen = _new_units(units, held, giver, on=localdate(at))
    cascade = Cascade.objects.create(
        obligation=held,
        giver=giver,
        passed_from=own,
        units=chosen,
        due_on=due_on,
        note=note.strip()[:1000],
        total=sum(map(len, chosen.values())),
        by=actor_ref(by),
        at=at,
    )
    if own:
        told = f"Giao tiếp cho {cascade.total} đơn vị cấp dưới."
        add_step(own, Step(Verb.PASSED_ON, note=told), by=actor_ref(by), at=at)
    after = {"cascade": cascade.pk, "units": cascade.total, "due_on": due_on.isoformat() if due_on else None}
    ref = str(held.pk)
    record(by=actor_ref(by), verb="cascade_obligation", kind="obligation", ref=ref, after=after, at=at)
    enqueue("dispatches.carry_out_cascade", cascade=cascade.pk)
    return cascade


def _held_duty() -> QuerySet[Obligation]:
    """The obligation, held against whoever gives, removes or revives it; facts may be counted under it meanwhile."""
    return Obligation.objects.select_for_update(of=("self",), no_key=True)


def _require_giver(
    by: Person | None, obligation: Obligation, giver: Unit, own: Assignment | None, at: datetime
) -> None:
    if own is None:
        require(by, "cascade", giver.pk, on=localdate(at))
        office = tree(on=localdate(at)).keeper(obligation.dispatch.unit_id)
        if giver.pk not in (obligation.owner_id, office):
            raise BadReading("Chỉ đơn vị nhận văn bản hoặc đơn vị chủ trì việc này mới giao xuống được.")
        return
    if (own.unit_id, own.obligation_id) != (giver.pk, obligation.pk):
        raise BadReading("Đơn vị chỉ giao tiếp được việc đã được giao cho chính mình.")
    if not holds_role(by, giver.pk, localdate(at), "cascade"):
        raise NotAllowed("Chỉ cán bộ của đơn vị được giao mới giao tiếp được xuống cấp dưới.")


def _refuse_closed(obligation: Obligation) -> None:
    if obligation.dispatch.copy_of_id is not None:
        raise CopyOfAnother(CopyOfAnother.__doc__)
    if obligation.dispatch.confirmed_at is None:
        raise DispatchesError("Hãy xác nhận văn bản trước khi giao việc.")
    require_open(obligation)


def _check_day(due_on: date | None, givers: date | None, *, on: date, is_asked: bool) -> None:
    """``is_asked``: somebody decides on work that has to have a day of its own once the giver's has passed."""
    if due_on is None and not is_asked:
        return
    require_within_giver(due_on, givers, on=on)
    if due_on is not None and due_on < on:
        raise BadReading(f"Hạn giao {due_on:%d/%m/%Y} đã qua; hãy chọn ngày từ hôm nay trở đi.")


def _parts(
    lead: Collection[int], cooperating: Collection[int], copies: Collection[int]
) -> dict[str, list[int]]:
    taken: set[int] = set()
    parts: dict[str, list[int]] = {}
    for part, ids in zip(_PARTS, (lead, cooperating, copies), strict=True):
        parts[part.value] = sorted(set(ids) - taken)
        taken |= set(ids)
    return parts


def _new_units(
    parts: dict[str, list[int]], obligation: Obligation, giver: Unit, *, on: date
) -> dict[str, list[int]]:
    """The units that do not hold the obligation yet, part by part."""
    chosen = {pk for ids in parts.values() for pk in ids}
    if not chosen:
        raise BadReading("Hãy chọn ít nhất một đơn vị để giao.")
    if giver.pk in chosen:
        raise BadReading("Đơn vị giao không tự giao cho chính mình; hãy bỏ đơn vị đó khỏi danh sách.")
    if not chosen <= tree(on=on).below(giver.pk):
        raise BadReading("Chỉ giao được cho các đơn vị cấp dưới đang hoạt động của đơn vị giao.")
    held = _holding(obligation)
    if chosen <= held:
        raise BadReading("Các đơn vị này đều đã được giao việc này rồi.")
    return {part: [pk for pk in ids if pk not in held] for part, ids in parts.items()}


def _holding(obligation: Obligation) -> frozenset[int]:
    """Units that have the obligation in hand or did it; whoever it was withdrawn from can be given it again."""
    rows = Assignment.objects.filter(obligation=obligation).exclude(state=Assignment.State.WITHDRAWN)
    return frozenset(rows.values_list("unit_id", flat=True))


def carry_out_cascade(*, cascade_id: int, at: datetime, chunk: int = CHUNK) -> int:
    """Hand the obligation to the units of a cascade that do not hold it yet; returns how many were new.

    Each chunk is one transaction that holds the obligation, so a run that is killed anywhere is gone on with where it
    stood, and no unit is missed or doubled, whoever runs it and however often. Progress is the number of assignments.
    """
    new = 0
    while (made := _carry_chunk(cascade_id, at, chunk)) is not None:
        new += made
    return new


@transaction.atomic
def _carry_chunk(cascade_id: int, at: datetime, chunk: int) -> int | None:
    """One chunk; None when the cascade is over."""
    obligation = _held_duty().get(cascades=cascade_id)
    cascade = Cascade.objects.select_related("giver").get(pk=cascade_id)
    if cascade.finished_at is not None:
        return None
    if cascade.passed_from_id is not None:
        # Held, so that nobody is given work under an assignment that is being withdrawn.
        cascade.passed_from = locked([cascade.passed_from_id])[0]
    now, goes_on = tree(on=localdate(at)), _goes_on(cascade, obligation)
    waiting = list(islice(_waiting(cascade, obligation, now), chunk)) if goes_on else []
    if not waiting:
        if goes_on:
            _tell_left_out(cascade, obligation, now, at)
        cascade.finished_at = at
        cascade.save(update_fields=["finished_at"])
        _log(cascade, "finish_cascade", [], at)
        return None
    _give(cascade, obligation, [(unit, part) for unit, part, is_again in waiting if not is_again], at)
    _give_again(cascade, obligation, {unit: part for unit, part, is_again in waiting if is_again}, at)
    _log(cascade, "carry_out_cascade", [unit for unit, _, _ in waiting], at)
    return len(waiting)


def _goes_on(cascade: Cascade, obligation: Obligation) -> bool:
    own = cascade.passed_from
    is_open = obligation.removed_at is None and obligation.outside_at is None
    return is_open and (own is None or own.state not in ENDED_STATES)


def _waiting(cascade: Cascade, obligation: Obligation, now: Tree) -> Iterator[tuple[int, str, bool]]:
    """Unit and part of everybody not handed to yet, and whether the obligation was withdrawn from it before.

    What a unit had that is no more goes on elsewhere; where it had nothing yet, its heir is given the work.
    """
    rows = Assignment.objects.filter(obligation=obligation).values_list("unit_id", "state", "last_fact_at")
    held = {unit: (state, last) for unit, state, last in rows}
    open_to = {unit for unit, (state, last) in held.items() if state == _WITHDRAWN and last <= cascade.at}
    taken: set[int] = set()
    for part in _PARTS:
        for chosen in cascade.units.get(part, ()):
            unit = _receiver(chosen, cascade, now)
            waits = all(each not in held or each in open_to for each in (chosen, unit))
            if unit is not None and waits and unit not in taken:
                taken.add(unit)
                yield unit, part, unit in held


def _receiver(chosen: int, cascade: Cascade, now: Tree) -> int | None:
    """The chosen unit while it exists, then its heir where the giver may give to that one; else nobody."""
    if chosen in now.nodes:
        return chosen
    heir, giver = now.heirs.get(chosen), now.keeper(cascade.giver_id)
    return heir if heir != giver and heir in now.below(giver) else None


def _tell_left_out(cascade: Cascade, obligation: Obligation, now: Tree, at: datetime) -> None:
    """Which chosen units are no more and nobody was given the work for, so that a person can see to it."""
    held = set(Assignment.objects.filter(obligation=obligation).values_list("unit_id", flat=True))
    gone = {pk for units in cascade.units.values() for pk in units} - now.nodes.keys() - held
    held.discard(now.keeper(cascade.giver_id))
    left = [pk for pk in sorted(gone) if now.heirs.get(pk) not in held]
    if not left:
        return
    names = term_names(left, on=now.on)
    told = ", ".join(f"“{names.get(pk, pk)}”" for pk in left[:_MOST_TOLD])
    more = f" và {len(left) - _MOST_TOLD} đơn vị nữa" if len(left) > _MOST_TOLD else ""
    note = f"Không giao cho {told}{more}: đơn vị không còn, không có đơn vị cấp dưới tiếp nối."
    note += " Hãy chọn đơn vị khác nếu cần."
    ObligationFact.objects.create(
        obligation=obligation, verb="not_handed", note=note[:1000], by=MACHINE, at=at
    )


def _day(cascade: Cascade, obligation: Obligation) -> date | None:
    """The day of a unit of this cascade: its own, but never later than the giver's as that stands now.

    A giver's day that had passed when the cascade was decided does not cap it.
    """
    givers = cascade.passed_from.due_on if cascade.passed_from else obligation.due_on
    if cascade.due_on is not None and givers is not None and givers < localdate(cascade.at):
        return cascade.due_on
    days = [day for day in (cascade.due_on, givers) if day is not None]
    return min(days) if days else None


def _give(cascade: Cascade, obligation: Obligation, units: list[tuple[int, str]], at: datetime) -> None:
    day = _day(cascade, obligation)
    rows = [
        Assignment(
            obligation=obligation,
            unit_id=unit,
            cascade=cascade,
            giver=cascade.giver,
            passed_from=cascade.passed_from,
            part=part,
            due_on=None if part == Assignment.Part.COPY else day,
            sent_at=at,
            last_fact_at=at,
        )
        for unit, part in units
    ]
    Assignment.objects.bulk_create(rows)
    count_new(rows)
    AssignmentFact.objects.bulk_create(
        AssignmentFact(
            assignment=row,
            verb=Verb.SENT,
            via=AssignmentFact.Via.OFFICE,
            note=cascade.note,
            due_on=row.due_on,
            by=cascade.by,
            at=at,
        )
        for row in rows
    )


def _give_again(cascade: Cascade, obligation: Obligation, parts: Mapping[int, str], at: datetime) -> None:
    """Take the withdrawal back, with the giver, the part and the day of this cascade."""
    if not parts:
        return
    day = _day(cascade, obligation)
    ids = Assignment.objects.filter(obligation=obligation, unit__one_of=parts).values_list("pk", flat=True)
    rows = locked(list(ids))
    withdrawn = AssignmentFact.objects.filter(assignment__one_of=rows, verb=Verb.WITHDRAWN, undone_by=None)
    undoes = dict(withdrawn.values_list("assignment_id", "pk"))
    giver = term_names([cascade.giver_id], on=localdate(at)).get(cascade.giver_id, cascade.giver.code)
    told = {row.pk: _told_again(cascade, giver, row, parts[row.unit_id]) for row in rows}
    back = [
        (
            row,
            Step(
                Verb.TAKEN_BACK,
                note=told[row.pk],
                undoes=undoes[row.pk],
                snapshot={"giver": row.giver_id, "part": row.part},
            ),
        )
        for row in rows
    ]
    by_part = {part: [row for row in rows if parts[row.unit_id] == part] for part in _PARTS}
    copy = Assignment.Part.COPY
    raised = [row for row in rows if row.part == copy and parts[row.unit_id] != copy]
    for part in (Assignment.Part.LEAD, Assignment.Part.COOPERATING):
        _put_under(cascade, by_part[part], part)
    add_steps(back, by=cascade.by, at=at, log=False)
    _ask_again(raised, by=cascade.by, at=at)
    # What becomes a copy loses its day while it is still work: copies have none that could be moved.
    days = {row.pk: None if parts[row.unit_id] == copy else day for row in rows}
    moved = [
        (row, Step(Verb.EXTENDED, note=told[row.pk], due_on=days[row.pk])) for row in rows if row.part != copy
    ]
    add_steps(moved, by=cascade.by, at=at, log=False)
    _put_under(cascade, by_part[copy], copy)


def _ask_again(rows: list[Assignment], *, by: str, at: datetime) -> None:
    """Who said that they know of a copy has not taken on the work that it becomes."""
    held = {row.pk: row for row in rows}
    receipts = AssignmentFact.objects.filter(assignment__one_of=held, verb=Verb.ACCEPTED, undone_by=None)
    undoes: dict[int, list[int]] = {}
    for pk, owner in receipts.order_by("pk").values_list("pk", "assignment_id"):
        undoes.setdefault(owner, []).append(pk)
    note = "Trước đây đơn vị chỉ nhận để biết; nay là việc phải làm, cần nhận lại."
    while undoes:  # one fact of each ledger at a time
        steps = [
            (held[owner], Step(Verb.TAKEN_BACK, note=note, undoes=pks.pop())) for owner, pks in undoes.items()
        ]
        add_steps(steps, by=by, at=at, log=False)
        undoes = {owner: pks for owner, pks in undoes.items() if pks}


def _told_again(cascade: Cascade, giver: str, row: Assignment, part: str) -> str:
    """What the ledger says where work is given again, and of what is other than before."""
    told = []
    if row.giver_id != cascade.giver_id:
        told.append(f"Nay do “{giver}” giao.")
    if row.part != part:
        told.append(f"Nay là “{Assignment.Part(part).label}”, trước là “{row.get_part_display()}”.")
    return " ".join([*told, cascade.note or "Giao lại."])


def _put_under(cascade: Cascade, rows: list[Assignment], part: str) -> None:
    """Put assignments under this cascade and its giver, counted in their part."""
    count_gone(rows)
    Assignment.objects.filter(pk__one_of=[row.pk for row in rows]).update(
        cascade=cascade, giver=cascade.giver_id, passed_from=cascade.passed_from_id, part=part
    )
    for row in rows:
        row.part, row.giver_id = part, cascade.giver_id
    count_new(rows)


def _log(cascade: Cascade, verb: str, units: list[int], at: datetime) -> None:
    """One line for a chunk: how many units and a digest of their ids; each ledger says who and when."""
    ids = ",".join(map(str, units))
    after: dict[str, object] = {"units": len(units), "digest": hashlib.sha256(ids.encode()).hexdigest()}
    if not units:
        after = {"units": cascade.assignments.count()}
    record(by=cascade.by, verb=verb, kind="cascade", ref=str(cascade.pk), after=after, at=at)
