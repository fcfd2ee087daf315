"""Open work of units that are no more goes on in their successors; every step is a fact of the ledger.

A unit that merged or was split goes on in its heir: the assignment keeps its state, day, evidence and what was passed
on. Where nobody succeeds, or the successor once had the same work and ended it, the giver gets the work back and
decides. What is done or withdrawn stays with the unit that did it. Safe to run twice, twice at once, and to be killed
at any point: each chunk holds the tree as it is and looks again at what it locked.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.ledger import Step, add_steps, locked, why_not
from haichieu.dispatches.actions.tallies import count_gone, count_new
from haichieu.dispatches.models import Assignment, AssignmentFact, Obligation, ObligationFact
from haichieu.dispatches.queries import standing_of
from haichieu.dispatches.rules import ENDED_STATES, Verb
from haichieu.units.actions import hold_tree
from haichieu.units.queries import term_names, tree
from haichieu.units.rules import Tree

MACHINE = "system:succession"
#: rows of one transaction: who writes in the browser waits no longer than for these
_CHUNK = 50
_VIA = AssignmentFact.Via.MACHINE


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How much open work found another unit."""

    #: assignments that went to an heir, were joined to the heir's own, or came back to their giver
    moved: int = 0
    joined: int = 0
    returned: int = 0
    #: assignments and obligations that another unit watches over now
    watched: int = 0


@dataclass(frozen=True, slots=True)
class _Units:
    """Who goes on for whom on a day, and what everybody is called."""

    #: the tree's stamp: with another number, others may go on for them
    number: int
    tree: Tree
    names: Mapping[int, str]

    @classmethod
    def of(cls, number: int, on: date) -> "_Units":
        day_tree = tree(on=on)
        ended = frozenset(day_tree.keepers)
        return cls(number, day_tree, term_names(ended | frozenset(day_tree.keepers.values()), on=on))

    def held(self) -> "_Units":
        """These units as they are now, and stay until the transaction ends: the tree changes between two chunks too."""
        number = hold_tree()
        return self if number == self.number else _Units.of(number, self.tree.on)

    def name(self, pk: int) -> str:
        return f"“{self.names.get(pk, pk)}”"

    def is_gone(self, pk: int) -> bool:
        return pk in self.tree.keepers

    def watcher(self, pk: int) -> int:
        """Who watches over what this unit gave or owes."""
        return self.tree.keeper(pk)

    def heir(self, pk: int) -> int | None:
        return self.tree.heirs.get(pk)

    def upper(self, pk: int) -> int | None:
        """The unit right above, none at the very top."""
        return next(iter(self.tree.above(pk)), None)


def take_over_work(*, at: datetime) -> TakenOver:
    """Hand on all open work of units that are no more on the day; what waits for a change of a later day stays."""
    with transaction.atomic():
        units = _Units.of(hold_tree(), localdate(at))
    gone = frozenset(units.tree.keepers)
    if not gone:
        return TakenOver()
    owned = Obligation.objects.filter(owner__one_of=gone, done_at=None, removed_at=None)
    alive = Assignment.objects.exclude(state__in=ENDED_STATES)
    watched = sum(_own(ids, units, at) for ids in _chunks(owned))
    watched += sum(_give(ids, units, at) for ids in _chunks(alive.filter(giver__one_of=gone)))
    counts = [_hold(ids, units, at) for ids in _chunks(alive.filter(unit__one_of=gone))]
    moved, joined, returned = (sum(column) for column in zip((0, 0, 0), *counts, strict=True))
    return TakenOver(moved, joined, returned, watched)


def _chunks(rows: QuerySet[Assignment] | QuerySet[Obligation]) -> Iterator[list[int]]:
    ids = sorted(rows.order_by().values_list("pk", flat=True))
    return (ids[first : first + _CHUNK] for first in range(0, len(ids), _CHUNK))


def _alive(ids: Collection[int]) -> list[Assignment]:
    """These assignments, locked, without what ended since they were listed."""
    return [row for row in locked(ids) if row.state not in ENDED_STATES]


@transaction.atomic
def _own(ids: Collection[int], units: _Units, at: datetime) -> int:
    units = units.held()
    open_still = Obligation.objects.select_for_update().filter(pk__one_of=ids, done_at=None, removed_at=None)
    rows = [row for row in open_still.only("pk", "owner").order_by("pk") if units.is_gone(row.owner_id)]
    for row in rows:
        before, after = row.owner_id, units.watcher(row.owner_id)
        note = f"{units.name(before)} không còn; nay {units.name(after)} theo dõi việc này."
        Obligation.objects.filter(pk=row.pk).update(owner=after)
        ObligationFact.objects.create(
            obligation=row, verb="taken_over", note=note, snapshot={"owner": before}, by=MACHINE, at=at
        )
        record(
            by=MACHINE,
            verb="obligation_taken_over",
            kind="obligation",
            ref=str(row.pk),
            before={"owner": before},
            after={"owner": after},
            at=at,
        )
    return len(rows)


@transaction.atomic
def _give(ids: Collection[int], units: _Units, at: datetime) -> int:
    """Results of what was given are decided by whoever goes on for the giver."""
    units = units.held()
    rows = [row for row in _alive(ids) if units.is_gone(row.giver_id)]
    steps = []
    to: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for row in rows:
        giver, passed_from = _next_giver(row, units)
        if giver is None:
            steps.append((row, _owners_own(row, units)))
            continue
        note = f"{units.name(row.giver_id)} không còn; nay {units.name(giver)} theo dõi và duyệt việc này."
        snapshot = {"giver": row.giver_id, "passed_from": row.passed_from_id}
        steps.append((row, Step(Verb.TAKEN_OVER, via=_VIA, note=note, snapshot=snapshot)))
        to[giver, passed_from].append(row.pk)
    add_steps(steps, by=MACHINE, at=at)
    for (giver, passed_from), of_giver in to.items():
        Assignment.objects.filter(pk__one_of=of_giver).update(giver=giver, passed_from=passed_from)
    return len(rows)


def _next_giver(row: Assignment, units: _Units) -> tuple[int | None, int | None]:
    """Who gives this from now on, and from which assignment of theirs; nobody where no unit is left to decide.

    Nobody decides on their own results: a unit that goes on for its own giver answers to whoever gave it to that one,
    else to the unit above.
    """
    giver, upper = units.watcher(row.giver_id), row.passed_from
    while giver == row.unit_id and upper is not None:
        giver, upper = units.watcher(upper.giver_id), upper.passed_from
    if giver == row.unit_id:
        return units.upper(giver), None
    return giver, upper.pk if upper else None


def _owners_own(row: Assignment, units: _Units) -> Step:
    """At the very top nobody is left to give: the unit owes the work itself, and no longer holds it from another."""
    note = f"{units.name(row.giver_id)} không còn; nay {units.name(row.unit_id)} tự theo dõi việc này."
    return Step(Verb.WITHDRAWN, via=_VIA, note=note, snapshot={"giver": row.giver_id})


@transaction.atomic
def _hold(ids: Collection[int], units: _Units, at: datetime) -> tuple[int, int, int]:
    """Each assignment goes to its heir, into the heir's own, or back to the giver; returns how many of each."""
    units = units.held()
    rows = [row for row in _alive(ids) if units.is_gone(row.unit_id)]
    held = _held_by_heirs(rows, units)
    move: dict[int, list[Assignment]] = defaultdict(list)
    join: list[tuple[Assignment, Assignment]] = []
    back: list[tuple[Assignment, Assignment | None]] = []
    for row in sorted(rows, key=_rank):  # work goes before copies, which then join it
        heir = units.heir(row.unit_id)
        if heir is None or heir == row.giver_id:
            back.append((row, None))
            continue
        own = held.get((row.obligation_id, heir))
        if own is None:
            held[row.obligation_id, heir] = row
            move[heir].append(row)
        elif row.state not in _WAITS and (own.state not in ENDED_STATES or _take_again(own, row, units, at)):
            join.append((row, own))
        else:
            back.append((row, own))
    for heir, going in move.items():
        _move(going, heir, units, at)
    _join(join, units, at)
    return sum(map(len, move.values())), len(join), _return(back, units, at)


#: states in which the giver has to decide already
_WAITS = (Assignment.State.SUBMITTED, Assignment.State.RETURNED)
_PARTS = (Assignment.Part.LEAD, Assignment.Part.COOPERATING, Assignment.Part.COPY)


def _rank(row: Assignment) -> int:
    return _PARTS.index(Assignment.Part(row.part))


def _held_by_heirs(rows: Collection[Assignment], units: _Units) -> dict[tuple[int, int], Assignment]:
    heirs = {heir for row in rows if (heir := units.heir(row.unit_id)) is not None}
    duties = {row.obligation_id for row in rows}
    found = Assignment.objects.filter(unit__one_of=heirs, obligation__one_of=duties)
    own = locked(list(found.values_list("pk", flat=True)))
    return {(row.obligation_id, row.unit_id): row for row in own}


def _take_again(own: Assignment, row: Assignment, units: _Units, at: datetime) -> bool:
    """What the heir once handed on and ``row`` came of is the heir's again; whether that was so."""
    withdrawn = AssignmentFact.objects.filter(verb=Verb.WITHDRAWN, undone_by=None)
    first = fact = withdrawn.filter(assignment=own).order_by("pk").last()
    seen = {own.pk}
    while fact is not None and (to := fact.snapshot.get("moved_to")) not in (None, row.pk, *seen):
        seen.add(to)
        fact = withdrawn.filter(assignment=to).order_by("pk").last()
    if first is None or fact is None or fact.snapshot.get("moved_to") != row.pk:
        return False
    note = (
        f"{units.name(row.unit_id)}, đơn vị nhận việc này, không còn; việc trở lại {units.name(own.unit_id)}."
    )
    again = Step(Verb.TAKEN_BACK, via=_VIA, note=note, undoes=first.pk, snapshot={"again_for": row.pk})
    add_steps([(own, again)], by=MACHINE, at=at)
    return True


def _move(rows: list[Assignment], heir: int, units: _Units, at: datetime) -> None:
    notes = (
        (row, f"{units.name(heir)} tiếp nhận từ {units.name(row.unit_id)}, đơn vị không còn.") for row in rows
    )
    steps = [
        (row, Step(Verb.TAKEN_OVER, via=_VIA, note=note, snapshot={"unit": row.unit_id}))
        for row, note in notes
    ]
    add_steps(steps, by=MACHINE, at=at)
    count_gone(rows)
    Assignment.objects.filter(pk__one_of=[row.pk for row in rows]).update(unit=heir)
    for row in rows:
        row.unit_id = heir
    count_new(rows)


def _join(pairs: list[tuple[Assignment, Assignment]], units: _Units, at: datetime) -> None:
    """The heir has the same work in hand: one ledger goes on, and says what it took over."""
    rounds: dict[int, list[tuple[Assignment, Step]]] = defaultdict(list)  # a ledger gets one fact at once
    times: Counter[int] = Counter()
    left = []
    for row, own in pairs:
        below = list(Assignment.objects.filter(passed_from=row).values_list("pk", flat=True))
        snapshot = {
            "assignment": row.pk,
            "unit": row.unit_id,
            "own": {"part": own.part, "giver": own.giver_id, "passed_from": _upper(own)},
        }
        _put_in_place(own, row)
        if _rank(row) < _rank(own):
            _raise(own, row, at)
        took = Step(Verb.TAKEN_OVER, via=_VIA, note=_what_came(row, units), snapshot=snapshot)
        rounds[times[own.pk]].append((own, took))
        times[own.pk] += 1
        note = f"{units.name(own.unit_id)} tiếp nhận và đã có việc này; theo dõi tiếp ở đó."
        done = Step(Verb.WITHDRAWN, via=_VIA, note=note, snapshot={"joined": own.pk, "passed_on": below})
        left.append((row, done))
        if below:
            Assignment.objects.filter(passed_from=row).exclude(pk=own.pk).update(passed_from=own)
    for steps in (*rounds.values(), left):
        add_steps(steps, by=MACHINE, at=at)


def _what_came(row: Assignment, units: _Units) -> str:
    day = f", hạn {row.due_on:%d/%m/%Y}" if row.due_on else ""
    return f"Gộp cả phần của {units.name(row.unit_id)}, đơn vị không còn ({row.get_state_display()}{day})."


def _put_in_place(own: Assignment, row: Assignment) -> None:
    """What was passed on from ``row``, at whatever depth, and now goes on for it answers to who gave ``row``."""
    seen: set[int] = set()
    one = _upper(own)
    while one is not None and one != row.pk and one not in seen:
        seen.add(one)
        one = _passed_from(one)
    if one == row.pk:
        _answer_to(own, row)


def _passed_from(pk: int) -> int | None:
    return Assignment.objects.values_list("passed_from_id", flat=True).get(pk=pk)


def _upper(own: Assignment) -> int | None:
    """From which assignment this was passed on by now: what is joined before it may have changed that."""
    return None if own.passed_from_id is None else _passed_from(own.pk)


def _answer_to(own: Assignment, row: Assignment) -> None:
    row.refresh_from_db(fields=["giver", "passed_from"])
    own.giver_id, own.passed_from_id = row.giver_id, row.passed_from_id
    own.save(update_fields=["giver", "passed_from"])


def _raise(own: Assignment, row: Assignment, at: datetime) -> None:
    """The heir had a smaller part than the unit it goes on for: work never ends in a copy."""
    was_copy = own.part == Assignment.Part.COPY
    count_gone([own])
    own.part = row.part
    own.save(update_fields=["part"])
    count_new([own])
    if not was_copy:
        return
    _answer_to(own, row)
    receipts = AssignmentFact.objects.filter(assignment=own, verb=Verb.ACCEPTED, undone_by=None)
    note = "Trước đây đơn vị chỉ nhận để biết; nay là việc phải làm, cần nhận lại."
    steps = [Step(Verb.TAKEN_BACK, via=_VIA, note=note, undoes=fact.pk) for fact in receipts]
    if row.due_on:
        steps.append(
            Step(Verb.EXTENDED, via=_VIA, note="Theo hạn của phần vừa tiếp nhận.", due_on=row.due_on)
        )
    for step in steps:
        add_steps([(own, step)], by=MACHINE, at=at)


def _return(rows: list[tuple[Assignment, Assignment | None]], units: _Units, at: datetime) -> int:
    """The giver decides: hand the work to another unit, or withdraw it. Copies are no work and end here."""
    steps = []
    for row, own in rows:
        is_copy = row.part == Assignment.Part.COPY
        why, what_now = _reason(row, own, units)
        note = f"{why}." if is_copy else f"{why}; hãy {what_now}."
        verb = Verb.WITHDRAWN if is_copy else Verb.RETURNED
        if not why_not(row, verb, standing_of(row)):
            steps.append((row, Step(verb, via=_VIA, note=note)))
    add_steps(steps, by=MACHINE, at=at)
    return len(steps)


def _reason(row: Assignment, own: Assignment | None, units: _Units) -> tuple[str, str]:
    """Why nobody goes on with this work, and what its giver can do."""
    heir = units.heir(row.unit_id)
    name, other = units.name(row.unit_id), "chuyển việc cho đơn vị khác"
    if heir is None:
        return f"{name} không còn và không có đơn vị tiếp nhận việc này", f"{other} hoặc rút lại"
    new = units.name(heir)
    if own is None:
        return f"{name} không còn; {new} tiếp nối, chính là đơn vị đã giao việc này", f"{other} hoặc rút lại"
    if own.state == Assignment.State.WITHDRAWN:
        return (
            f"{name} không còn; {new} tiếp nối, nhưng việc này đã được rút khỏi {new}",
            f"{other} hoặc rút lại; muốn {new} làm, hãy hoàn tác bước rút lại ở đó trước",
        )
    return f"{name} không còn; {new} tiếp nối và đã làm xong chính việc này", f"rút lại việc này hoặc {other}"
