"""One verb on many assignments: each gets its own fact and log line, and what was refused is told with its reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.dispatches.actions.assignments import extension, take_back
from haichieu.dispatches.actions.deciders import need, refuse_boundaries
from haichieu.dispatches.actions.ledger import Step, add_steps, facts_of, locked, why_not
from haichieu.dispatches.actions.passed_on import withdraw_below
from haichieu.dispatches.actions.reassigning import held_by, move, receiver_refusal, require_receiver
from haichieu.dispatches.errors import BadReading, DispatchesError
from haichieu.dispatches.models import Assignment, AssignmentFact
from haichieu.dispatches.rules import Verb, standing
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, units_open_to

_CHUNK = 500
_VERBS = {
    "remind": Verb.REMINDED,
    "extend": Verb.EXTENDED,
    "approve": Verb.APPROVED,
    "withdraw": Verb.WITHDRAWN,
    "reassign": Verb.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a verb on many assignments came to."""

    #: row ids of the assignments to which it was done
    done: tuple[int, ...]
    #: row id and sentence of those to which it was not
    refused: tuple[tuple[int, str], ...]
    #: by which :func:`take_back_bulk` finds what was done; empty where nothing was
    batch: str = ""


def for_each(
    *,
    by: Person,
    assignments: Collection[int],
    verb: str,
    note: str = "",
    reason: str = "",
    due_on: date | None = None,
    to: Unit | None = None,
    at: datetime,
) -> BulkResult:
    """Do one verb to many assignments; what may not be done to one does not stop the others.

    Parameters: ``verb`` remind or approve (``note``), extend (``due_on``, ``reason``), withdraw (``reason``), reassign
    (``to`` another unit, ``reason``). Chunks of some hundred are one transaction each.
    """
    if verb not in _VERBS:
        raise BadReading("Chỉ nhắc, gia hạn, duyệt, rút hoặc chuyển được nhiều việc cùng lúc.")
    words = _words(verb, note, reason)
    if verb == "extend" and due_on is None:
        raise BadReading("Hãy chọn hạn mới.")
    receiver = require_receiver(to) if verb == "reassign" else None
    givers = None if by is None else units_open_to(by, "decide_results", on=localdate(at))
    done: list[int] = []
    refused: list[tuple[int, str]] = []
    ids = sorted(set(assignments))
    for first in range(0, len(ids), _CHUNK):
        with transaction.atomic():
            rows = locked(ids[first : first + _CHUNK])
            good, bad = _sort(rows, verb, words, due_on, givers, on=localdate(at))
            if receiver is not None:
                good, cannot = _sort_receiver(good, receiver, on=localdate(at))
                bad += cannot
                move([row for row, _ in good], receiver, reason=words, by=actor_ref(by), at=at)
            else:
                add_steps(good, by=actor_ref(by), at=at)
            if verb == "withdraw":
                withdraw_below([row.pk for row, _ in good], note=words, by=actor_ref(by), at=at)
            done += [row.pk for row, _ in good]
            refused += bad
    batch = f"{_VERBS[verb]}|{at.isoformat()}|{actor_ref(by)}" if done else ""
    return BulkResult(tuple(done), tuple(refused), batch)


def _words(verb: str, note: str, reason: str) -> str:
    if verb in ("withdraw", "reassign"):
        return need(reason, "Hãy ghi lý do; lý do được giữ trong sổ theo dõi.")
    if verb == "remind":
        refuse_boundaries(note)
    return reason if verb == "extend" else note


def _sort(
    rows: Sequence[Assignment],
    verb: str,
    words: str,
    due_on: date | None,
    givers: frozenset[int] | None,
    *,
    on: date,
) -> tuple[list[tuple[Assignment, Step]], list[tuple[int, str]]]:
    """The steps that may be done, and a sentence for each that may not."""
    ledgers = facts_of([row.pk for row in rows])
    good: list[tuple[Assignment, Step]] = []
    bad: list[tuple[int, str]] = []
    for row in rows:
        if givers is not None and row.giver_id not in givers:
            bad.append((row.pk, str(NotAllowed.__doc__)))
            continue
        if sentence := why_not(row, _VERBS[verb], standing(ledgers[row.pk])):
            bad.append((row.pk, sentence))
            continue
        try:
            good.append((row, _step(row, verb, words, due_on, on=on)))
        except DispatchesError as error:
            bad.append((row.pk, str(error)))
    return good, bad


def _sort_receiver(
    steps: Sequence[tuple[Assignment, Step]], to: Unit, *, on: date
) -> tuple[list[tuple[Assignment, Step]], list[tuple[int, str]]]:
    """The steps whose obligation the unit can take over, each once, and a sentence for the others."""
    held = held_by(to, [row for row, _ in steps])
    good: list[tuple[Assignment, Step]] = []
    bad: list[tuple[int, str]] = []
    for row, step in steps:
        if sentence := receiver_refusal(row, to, held, on):
            bad.append((row.pk, sentence))
        else:
            good.append((row, step))
            held |= {row.obligation_id}
    return good, bad


def _step(row: Assignment, verb: str, words: str, due_on: date | None, *, on: date) -> Step:
    if verb == "extend":
        assert due_on is not None
        return extension(row, due_on=due_on, reason=words, on=on)
    return Step(_VERBS[verb], note=words)


def take_back_bulk(*, by: Person, batch: str, reason: str = "", at: datetime) -> BulkResult:
    """Take back what :func:`for_each` did, fact by fact; those on which something rests by now are refused.

    ``batch`` is the one of its result. Of a withdrawal only the named assignments come back, not what they passed on.
    """
    facts = _facts_of_batch(batch)
    done: list[int] = []
    refused: list[tuple[int, str]] = []
    for fact in facts:
        try:
            take_back(by=by, fact=fact, reason=reason, at=at)
            done.append(fact.assignment_id)
        except (DispatchesError, NotAllowed) as error:
            refused.append((fact.assignment_id, str(error)))
    return BulkResult(tuple(done), tuple(refused))


def _facts_of_batch(batch: str) -> list[AssignmentFact]:
    verb, _, rest = batch.partition("|")
    moment, _, person = rest.partition("|")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or verb not in set(_VERBS.values()):
        raise BadReading("Không tìm thấy lần làm hàng loạt này; hãy tải lại trang.")
    facts = AssignmentFact.objects.filter(verb=verb, at=at, by=person, undone_by=None)
    return list(facts.select_related("assignment").order_by("-pk"))
