"""Periodic duties go on by themselves: the next instance is made when one is finished or its day has passed.

Each instance follows exactly one other (a unique column), so that workers that run at once, or again after a kill,
make it once. Handing it to the units is taken up where it stood until :data:`HANDED` says that nobody is missing.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.cascading import carry_out_cascade, cascade_obligation
from haichieu.dispatches.actions.deciders import need
from haichieu.dispatches.actions.taking_over import MACHINE as SUCCESSION
from haichieu.dispatches.errors import BadReading, DispatchesError
from haichieu.dispatches.models import Assignment, AssignmentFact, Cascade, Obligation, ObligationFact
from haichieu.dispatches.queries.periodic import next_instance_due
from haichieu.dispatches.rules import Due
from haichieu.text.dates import format_date
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, successors_on, tree
from haichieu.units.rules import Node, Tree

MACHINE = "system:periodic"
#: key of the schedule: whether the units that had the last instance have this one
HANDED = "handed"
#: What the machine may not pass over silently is told in the first fact.
_MOST_TOLD = 6


def waiting_instances(*, at: datetime) -> list[int]:
    """Row ids of periodic obligations whose next instance is due to be made, or not handed to every unit yet."""
    over = Q(done_at__isnull=False) | Q(due_on__lt=localdate(at))
    goes_on = Obligation.objects.filter(
        over, schedule__periodic=True, removed_at=None, outside_at=None, followed_by=None
    ).exclude(schedule__has_key="stopped")
    half = Obligation.objects.filter(schedule__handed=False, follows__isnull=False, removed_at=None)
    return sorted({*goes_on.values_list("pk", flat=True), *half.values_list("follows", flat=True)})


def go_on_periodic(*, obligation_id: int, at: datetime) -> Obligation | None:
    """Make the instance after this one where it is due to be made, and hand it to the units that had this one.

    Returns the next instance; None where there is none: not periodic, stopped, ended, still running, kept outside.
    """
    made = _next_instance(obligation_id, at)
    if made is None:
        return None
    if not (made.schedule or {}).get(HANDED, True) and made.removed_at is None and made.outside_at is None:
        _hand_on(made, at)
    return made


@transaction.atomic
def _next_instance(obligation_id: int, at: datetime) -> Obligation | None:
    last = Obligation.objects.select_for_update(of=("self",)).select_related("dispatch", "owner")
    row = last.filter(pk=obligation_id).first()
    if row is None:
        return None
    known = Obligation.objects.filter(follows=row).first()
    if known is not None:
        return known
    on = localdate(at)
    if not _goes_on(row, on):
        return None
    due, skipped = next_instance_due(row, on=on)
    if due.on is None:
        return None
    owner = _owner(row, on)
    if owner is None:
        _set_stopped(row, True, "Đơn vị thực hiện đã giải thể, không có đơn vị kế tục.", by=MACHINE, at=at)
        return None
    try:
        with transaction.atomic():
            return _make(row, owner, due, skipped, at)
    except IntegrityError:
        return Obligation.objects.get(follows=row)


def _goes_on(row: Obligation, on: date) -> bool:
    kept = row.schedule or {}
    if not kept.get("periodic") or kept.get("stopped") or row.dispatch.copy_of_id is not None:
        return False
    if row.removed_at is not None or row.outside_at is not None or row.due_on is None:
        return False
    return row.done_at is not None or row.due_on < on


def _owner(row: Obligation, on: date) -> Unit | None:
    """Who answers for the next instance: the owner, who carries it on, or the office where several do."""
    heirs = successors_on(row.owner, on=on)
    if len(heirs) != 1 and row.owner_id != row.dispatch.unit_id:
        heirs = successors_on(row.dispatch.unit, on=on) or heirs
    return heirs[0] if heirs else None


def _make(row: Obligation, owner: Unit, due: Due, skipped: tuple[date, ...], at: datetime) -> Obligation:
    assert due.on is not None
    kept: dict[str, Any] = {
        **(row.schedule or {}),
        "on": due.on.isoformat(),
        "first": (row.schedule or {}).get("first", row.pk),
        HANDED: False,
    }
    kept.pop("left", None)
    made = Obligation.objects.create(
        dispatch=row.dispatch,
        owner=owner,
        kind=row.kind,
        text=row.text,
        start=row.start,
        end=row.end,
        actors=row.actors,
        report_to=row.report_to,
        deadline_text=row.deadline_text,
        deadline_reason=due.sentence[:500],
        due_on=due.on,
        search=row.search,
        created_at=at,
        schedule=kept,
        follows=row,
    )
    note = f"Kỳ tiếp theo của việc số {row.pk}."
    if skipped:
        days = ", ".join(format_date(day) for day in skipped[:_MOST_TOLD])
        more = f" và {len(skipped) - _MOST_TOLD} kỳ nữa" if len(skipped) > _MOST_TOLD else ""
        note += f" Máy không chạy nên các kỳ đến hạn {days}{more} đã qua mà chưa lập việc."
    ObligationFact.objects.create(obligation=made, verb="created", note=note, by=MACHINE, at=at)
    after = {"follows": row.pk, "due_on": due.on.isoformat(), "owner": owner.pk}
    record(by=MACHINE, verb="obligation_created", kind="obligation", ref=str(made.pk), after=after, at=at)
    return made


def _hand_on(made: Obligation, at: datetime) -> None:
    """Cascade level by level: a unit passes on only what it holds, so each level waits for the one above."""
    assert made.follows_id is not None
    tried: set[tuple[int, int | None]] = set()
    while wanted := {key: parts for key, parts in _wanted(made, at).items() if key not in tried}:
        for (giver, offset), parts in sorted(wanted.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            tried.add((giver, offset))
            _give(made, giver, offset, parts, at)
    for cascade in made.cascades.filter(finished_at=None):
        carry_out_cascade(cascade_id=cascade.pk, at=at)
    with transaction.atomic():
        row = Obligation.objects.select_for_update(of=("self",)).get(pk=made.pk)
        row.schedule = {**(row.schedule or {}), HANDED: True}
        row.save(update_fields=["schedule"])


def _give(made: Obligation, giver: int, offset: int | None, parts: dict[str, set[int]], at: datetime) -> None:
    """One cascade; what cannot be given is told in the obligation's history, for a person to see to."""
    try:
        cascade = _cascade(made, giver, offset, parts, at)
    except DispatchesError as error:
        units = sum(map(len, parts.values()))
        note = f"Chưa giao được kỳ này cho {units} đơn vị: {error}"
        ObligationFact.objects.create(obligation=made, verb="not_handed", note=note[:1000], by=MACHINE, at=at)
        return
    carry_out_cascade(cascade_id=cascade.pk, at=at)


_Wanted = dict[tuple[int, int | None], dict[str, set[int]]]


def _wanted(made: Obligation, at: datetime) -> _Wanted:
    """Who still has to get the instance from whom, by giver and days before the giver's own day."""
    on = localdate(at)
    rows = _as_given(made)
    now = tree(on=on)
    heirs = _heirs({pk for row in rows for pk in (row.unit_id, row.giver_id)}, on, frozenset(now.nodes))
    held = set(Assignment.objects.filter(obligation=made).values_list("unit_id", flat=True))
    wanted: _Wanted = defaultdict(lambda: defaultdict(set))
    everybody = _covered(rows, made, heirs)
    for row in rows:
        for giver, units in _given_by(row, heirs, made, now).items():
            if giver not in (made.owner_id, made.dispatch.unit_id) and giver not in held:
                continue
            units |= _newcomers(everybody.get((row.giver_id, row.part), set()), giver, now)
            if left := units - held - {giver}:
                wanted[giver, _days_before(row, made)][row.part] |= left
    return wanted


def _as_given(made: Obligation) -> list[Assignment]:
    """Who had the last instance, with the units that had it before the machine let others go on for them."""
    last = Assignment.objects.filter(obligation=made.follows_id).select_related("cascade").order_by("pk")
    rows = {row.pk: row for row in last}
    facts = AssignmentFact.objects.filter(
        by=SUCCESSION, assignment__obligation=made.follows_id, undone_by=None
    )
    joined: dict[int, int] = {}
    # the newest first, so that the unit that had it first stays
    for pk, snapshot in facts.order_by("-pk").values_list("assignment_id", "snapshot"):
        if "joined" in snapshot:
            joined[pk] = snapshot["joined"]
        elif "assignment" not in snapshot:
            rows[pk].unit_id = snapshot.get("unit", rows[pk].unit_id)
    return [
        row for pk, row in rows.items() if rows[_goes_on_in(pk, joined)].state != Assignment.State.WITHDRAWN
    ]


def _goes_on_in(pk: int, joined: Mapping[int, int]) -> int:
    """The assignment into which this one was joined, through however many; itself where it was not."""
    seen = {pk}
    while (to := joined.get(pk)) is not None and to not in seen:
        pk = to
        seen.add(pk)
    return pk


def _given_by(
    row: Assignment, heirs: dict[int, list[int]], made: Obligation, now: Tree
) -> dict[int, set[int]]:
    """Who gives the instance to the unit, or to those that carry it on; the owner where the old giver cannot."""
    offices = [made.owner_id, made.dispatch.unit_id]
    givers = heirs[row.giver_id]
    if row.passed_from_id is None:
        givers = [pk for pk in givers if pk in offices]
    found: dict[int, set[int]] = defaultdict(set)
    for unit in heirs[row.unit_id]:
        above = next((pk for pk in (*givers, *offices) if unit != pk and unit in now.below(pk)), None)
        if above is not None:
            found[above].add(unit)
    return found


def _heirs(units: set[int], on: date, alive: frozenset[int]) -> dict[int, list[int]]:
    """Who carries on what each unit did; itself while it exists."""
    gone = Unit.objects.filter(pk__one_of=units - alive)
    heirs = {pk: [pk] for pk in units & alive}
    return heirs | {unit.pk: [heir.pk for heir in successors_on(unit, on=on)] for unit in gone}


def _covered(
    rows: list[Assignment], made: Obligation, heirs: Mapping[int, list[int]]
) -> dict[tuple[int, str], set[str]]:
    """Kinds of units of which a giver gave the last instance to every one below it: new ones get this one too."""
    assert made.follows is not None
    given: dict[tuple[int, str], set[int]] = defaultdict(set)
    then = tree(on=localdate(made.follows.created_at))
    for row in rows:
        # A change that was entered late ended the unit before the instance was made.
        given[row.giver_id, row.part].update(
            [row.unit_id] if row.unit_id in then.nodes else heirs[row.unit_id]
        )
    found: dict[tuple[int, str], set[str]] = {}
    for (giver, part), units in given.items():
        if giver not in then.nodes:
            continue
        below = [then.nodes[pk] for pk in then.below(giver) if pk != giver and pk in then.nodes]
        missed = {node.kind for node in below if node.pk not in units}
        kinds = {then.nodes[pk].kind for pk in units if pk in then.nodes}
        found[giver, part] = {kind for kind in kinds - missed if _several(below, kind)}
    return found


def _several(below: list[Node], kind: str) -> bool:
    """One unit alone of its kind was chosen for itself, not for its kind."""
    return sum(node.kind == kind for node in below) > 1


def _newcomers(kinds: set[str], giver: int, now: Tree) -> set[int]:
    return (
        {pk for pk in now.below(giver) if pk in now.nodes and now.nodes[pk].kind in kinds} if kinds else set()
    )


def _days_before(row: Assignment, made: Obligation) -> int | None:
    """By how many days the units had to be done before the office; None for the office's own day."""
    assert made.follows is not None
    day, own = row.cascade.due_on, made.follows.due_on
    return (own - day).days if day and own and day < own else None


def _cascade(
    made: Obligation, giver: int, offset: int | None, parts: dict[str, set[int]], at: datetime
) -> Cascade:
    day = made.due_on - timedelta(days=offset) if made.due_on and offset else None
    part = Assignment.Part
    own = Assignment.objects.filter(obligation=made, unit=giver).first()
    return cascade_obligation(
        by=None,
        obligation=made,
        giver=Unit.objects.get(pk=giver),
        lead=parts.get(part.LEAD, ()),
        cooperating=parts.get(part.COOPERATING, ()),
        copies=parts.get(part.COPY, ()),
        due_on=day if day and day >= localdate(at) else None,
        note="Kỳ tiếp theo của việc định kỳ.",
        passed_from=own,
        at=at,
    )


@transaction.atomic
def stop_recurring(
    *, by: Person | None, obligation: Obligation, reason: str, until: date | None = None, at: datetime
) -> Obligation:
    """Let a periodic duty end: at once, or with the instance that falls due on ``until`` at the latest.

    The instance that runs stays as it is.
    """
    row = _newest(by, obligation, at)
    note = need(reason, "Hãy ghi lý do dừng; lý do được giữ trong lịch sử.")
    if until is not None and until < localdate(at):
        raise BadReading("Ngày cuối của việc định kỳ phải từ hôm nay trở đi.")
    if until is not None:
        row.schedule = {**(row.schedule or {}), "until": until.isoformat()}
        note = f"Đến hết {format_date(until)}: {note}"
    return _set_stopped(row, until is None, note, by=actor_ref(by), at=at)


@transaction.atomic
def restart_recurring(*, by: Person | None, obligation: Obligation, reason: str, at: datetime) -> Obligation:
    """Let a periodic duty that was stopped, or has a last day, go on."""
    row = _newest(by, obligation, at)
    note = need(reason, "Hãy ghi lý do tiếp tục; lý do được giữ trong lịch sử.")
    kept = dict(row.schedule or {})
    if not kept.get("stopped") and not kept.get("until"):
        raise DispatchesError("Việc định kỳ này đang tiếp tục.")
    kept.pop("until", None)
    row.schedule = kept
    return _set_stopped(row, False, note, by=actor_ref(by), at=at)


def _newest(by: Person | None, obligation: Obligation, at: datetime) -> Obligation:
    """The last instance of the chain, held; what is decided about the chain is decided there."""
    row = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    require(by, "change_obligation", row.owner_id, on=localdate(at))
    if not (row.schedule or {}).get("periodic"):
        raise DispatchesError("Việc này không lặp lại.")
    first = (row.schedule or {}).get("first", row.pk)
    chain = Obligation.objects.select_for_update(of=("self",)).filter(
        Q(pk=first) | Q(schedule__first=first), dispatch=row.dispatch_id
    )
    last = chain.order_by("-pk").first() or row
    if last.owner_id != row.owner_id:
        require(by, "change_obligation", last.owner_id, on=localdate(at))
    return last


def _set_stopped(row: Obligation, stopped: bool, note: str, *, by: str, at: datetime) -> Obligation:
    kept = {**(row.schedule or {})}
    verb = "recurring_stopped" if stopped or kept.get("until") else "recurring_restarted"
    kept.pop("stopped", None)
    row.schedule = {**kept, "stopped": True} if stopped else kept
    row.save(update_fields=["schedule"])
    ObligationFact.objects.create(obligation=row, verb=verb, note=note[:1000], by=by, at=at)
    record(by=by, verb=verb, kind="obligation", ref=str(row.pk), after={"note": note[:1000]}, at=at)
    return row
