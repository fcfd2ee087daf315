"""Adding facts to ledgers: the one place where an assignment's columns are written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localtime

from haichieu.base.actions import Entry, record_many
from haichieu.dispatches.actions.tallies import count_changes
from haichieu.dispatches.errors import ChangedMeanwhile, NotInLedger
from haichieu.dispatches.models import Assignment, AssignmentFact, Obligation
from haichieu.dispatches.rules import VERB_LABELS, LedgerFact, Standing, refusal, standing

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Step:
    """A fact to be added."""

    verb: str
    via: str = AssignmentFact.Via.OFFICE
    note: str = ""
    #: the new day, where the fact is an extension
    due_on: date | None = None
    evidence_kind: str = ""
    evidence_ref: str = ""
    evidence_file: File | None = None
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    #: row id of the fact that this one takes back
    undoes: int | None = None


def locked(ids: Collection[int]) -> list[Assignment]:
    """These assignments, held against every other writer until the transaction ends."""
    return list(_with_duty().select_for_update(of=("self",)).filter(pk__one_of=ids).order_by("pk"))


def locked_one(assignment: Assignment) -> Assignment:
    """One assignment, held against every other writer until the transaction ends."""
    return _with_duty().select_for_update(of=("self",)).get(pk=assignment.pk)


def _with_duty() -> QuerySet[Assignment]:
    return Assignment.objects.select_related("obligation", "passed_from").defer(
        "obligation__search", "obligation__actors", "obligation__schedule"
    )


def facts_of(ids: Collection[int]) -> dict[int, list[LedgerFact]]:
    """The ledgers of these assignments, each in its order."""
    rows = AssignmentFact.objects.filter(assignment__one_of=ids).order_by("id")
    ledgers: dict[int, list[LedgerFact]] = defaultdict(list)
    for owner, pk, verb, at, due_on, undoes in rows.values_list(
        "assignment_id", "pk", "verb", "at", "due_on", "undoes_id"
    ):
        ledgers[owner].append(LedgerFact(verb, at, pk, due_on, undoes))
    return ledgers


def why_not(assignment: Assignment, verb: str, now: Standing) -> str:
    """Why the fact may not be added, as one sentence; empty where it may."""
    return refusal(
        now,
        verb,
        is_copy=assignment.part == Assignment.Part.COPY,
        receipt_only=assignment.obligation.kind == Obligation.Kind.ACKNOWLEDGEMENT,
    )


def require_version(assignment: Assignment, expected: int | None) -> None:
    """Raise :class:`ChangedMeanwhile`, naming what happened, unless the person saw the newest fact."""
    if expected is None or assignment.version == expected:
        return
    last = assignment.facts.order_by("-pk").first()
    assert last is not None
    raise ChangedMeanwhile(
        f"Trong lúc bạn xem, lúc {localtime(last.at):%H:%M ngày %d/%m/%Y} việc này đã có bước "
        f"“{VERB_LABELS[last.verb]}”; hãy tải lại trang trước khi quyết định."
    )


def add_step(
    assignment: Assignment, step: Step, *, by: str, at: datetime, expected: int | None = None
) -> AssignmentFact:
    """Add one fact to the ledger of one locked assignment. Raises NotInLedger where it may not follow."""
    require_version(assignment, expected)
    return add_steps([(assignment, step)], by=by, at=at)[0]


def add_steps(
    steps: Sequence[tuple[Assignment, Step]], *, by: str, at: datetime, log: bool = True
) -> list[AssignmentFact]:
    """Add a fact to each of these locked assignments, one each, and bring their columns up to date.

    Without ``log`` the caller logs them together. Raises NotInLedger for the first that may not follow; nothing is
    written then.
    """
    with transaction.atomic():
        added: list[AssignmentFact] = []
        for first in range(0, len(steps), _CHUNK):
            added += _add_chunk(steps[first : first + _CHUNK], by=by, at=at)
        if log:
            record_many([_entry(fact) for fact in added])
        return added


def _add_chunk(steps: Sequence[tuple[Assignment, Step]], *, by: str, at: datetime) -> list[AssignmentFact]:
    ledgers = facts_of([assignment.pk for assignment, _ in steps])
    before = {assignment.pk: standing(ledgers[assignment.pk]) for assignment, _ in steps}
    for assignment, step in steps:
        if step.undoes is None and (sentence := why_not(assignment, step.verb, before[assignment.pk])):
            raise NotInLedger(sentence)
    facts = [_fact(assignment, step, by=by, at=at) for assignment, step in steps]
    AssignmentFact.objects.bulk_create(facts)
    for fact in facts:
        line = LedgerFact(fact.verb, fact.at, fact.pk, fact.due_on, fact.undoes_id)
        ledgers[fact.assignment_id].append(line)
    after = {pk: standing(ledgers[pk]) for pk in before}
    _show(((assignment, after[assignment.pk]) for assignment, _ in steps))
    return facts


def _fact(assignment: Assignment, step: Step, *, by: str, at: datetime) -> AssignmentFact:
    return AssignmentFact(
        assignment=assignment,
        verb=step.verb,
        via=step.via,
        note=step.note.strip()[:1000],
        due_on=step.due_on,
        evidence_kind=step.evidence_kind,
        evidence_ref=step.evidence_ref.strip()[:500],
        evidence_file=step.evidence_file,
        snapshot=dict(step.snapshot),
        undoes_id=step.undoes,
        by=by,
        at=at,
    )


def _entry(fact: AssignmentFact) -> Entry:
    after = {"via": fact.via, "note": fact.note, "evidence": fact.evidence_ref}
    after |= {"due_on": fact.due_on.isoformat()} if fact.due_on else {}
    after |= {"undoes": fact.undoes_id} if fact.undoes_id else {}
    verb, ref = f"assignment_{fact.verb}", str(fact.assignment_id)
    return Entry(by=fact.by, verb=verb, kind="assignment", ref=ref, after=after, at=fact.at)


def _show(standings: Iterable[tuple[Assignment, Standing]]) -> None:
    """Copy what facts come to into the columns: one update for all assignments to which the same happens."""
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    pairs = list(standings)
    count_changes(pairs)
    for assignment, now in pairs:
        changed = {
            name: getattr(now, name)
            for name in _COLUMNS
            if name != "version" and getattr(now, name) != getattr(assignment, name)
        }
        grown = now.version - assignment.version
        alike[(*changed.items(), ("version", grown))].append(assignment.pk)
        for name in _COLUMNS:
            setattr(assignment, name, getattr(now, name))
    for changed_alike, ids in alike.items():
        values = dict(changed_alike)
        values["version"] = F("version") + values["version"]
        Assignment.objects.filter(pk__one_of=ids).update(**values)


_COLUMNS = tuple(each.name for each in fields(Standing))


@transaction.atomic
def rebuild_standings(assignments: Collection[int]) -> int:
    """Compute the columns of these assignments from their facts again; returns how many were wrong."""
    wrong = []
    ids = sorted(assignments)
    for first in range(0, len(ids), _CHUNK):
        rows = locked(ids[first : first + _CHUNK])
        ledgers = facts_of([row.pk for row in rows])
        stands = [(row, standing(ledgers[row.pk])) for row in rows]
        off = [(row, now) for row, now in stands if any(getattr(row, n) != getattr(now, n) for n in _COLUMNS)]
        wrong += [row.pk for row, _ in off]
        _show(off)
    return len(wrong)
