"""One verb on many assignments: each gets its own fact and log line, and what was refused is told with its reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.dispatches.actions.assignments import extension, take_back
from haichieu.dispatches.actions.deciders import need, refuse_boundaries
from haichieu.dispatches.actions.ledger import Step, add_steps, locked, why_not
from haichieu.dispatches.actions.passed_on import withdraw_below
from haichieu.dispatches.actions.reassigning import Receiver, move, require_receiver
from haichieu.dispatches.errors import BadReading, DispatchesError, NotInLedger
from haichieu.dispatches.models import Assignment, AssignmentFact
from haichieu.dispatches.queries.assignments import standing_of
from haichieu.dispatches.rules import Verb
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
    wish = _wish(by, verb, note, reason, due_on, to, on=localdate(at))
    done: list[int] = []
    refused: list[tuple[int, str]] = []
    ids = sorted(set(assignments))
    for first in range(0, len(ids), _CHUNK):
        with transaction.atomic():
            rows = locked(ids[first : first + _CHUNK])
            good, bad = _sort(rows, wish)
            if wish.to is not None:
                move([row for row, _ in good], wish.to, reason=wish.words, by=actor_ref(by), at=at)
            else:
                add_steps(good, by=actor_ref(by), at=at)
            if verb == "withdraw":
                withdraw_below([row.pk for row, _ in good], note=wish.words, by=actor_ref(by), at=at)
            done += [row.pk for row, _ in good]
            refused += bad
    batch = f"{_VERBS[verb]}|{at.isoformat()}|{actor_ref(by)}" if done else ""
    return BulkResult(tuple(done), tuple(refused), batch)


def preview_each(
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
    """What :func:`for_each` would do and refuse as things stand; nothing is done."""
    wish = _wish(by, verb, note, reason, due_on, to, on=localdate(at))
    found = Assignment.objects.select_related("obligation", "passed_from").only(
        *(field.name for field in Assignment._meta.concrete_fields), "obligation__kind", "passed_from__due_on"
    )
    rows = list(found.filter(pk__one_of=sorted(set(assignments))).order_by("pk"))
    good, bad = _sort(rows, wish)
    return BulkResult(tuple(row.pk for row, _ in good), tuple(bad))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What shall be done to many."""

    verb: str
    #: the note or the reason
    words: str
    due_on: date | None
    #: who takes the work over, where it is handed to another unit
    to: Unit | None
    #: the givers for whom the person decides; None for the machine's own terminal
    givers: frozenset[int] | None
    on: date


def _wish(
    by: Person | None, verb: str, note: str, reason: str, due_on: date | None, to: Unit | None, *, on: date
) -> _Wish:
    if verb not in _VERBS:
        raise BadReading("Chỉ nhắc, gia hạn, duyệt, rút hoặc chuyển được nhiều việc cùng lúc.")
    words = _words(verb, note, reason)
    if verb == "extend" and due_on is None:
        raise BadReading("Hãy chọn hạn mới.")
    receiver = require_receiver(to) if verb == "reassign" else None
    givers = None if by is None else units_open_to(by, "decide_results", on=on)
    return _Wish(verb, words, due_on, receiver, givers, on)


def _words(verb: str, note: str, reason: str) -> str:
    if verb in ("withdraw", "reassign"):
        reason = need(reason, "Hãy ghi lý do; lý do được giữ trong sổ theo dõi.")
    words = note if verb in ("remind", "approve") else reason
    if verb != "withdraw":
        refuse_boundaries(words)
    return words


def _sort(
    rows: Sequence[Assignment], wish: _Wish
) -> tuple[list[tuple[Assignment, Step]], list[tuple[int, str]]]:
    """The steps that may be done, and a sentence for each that may not."""
    receiver = Receiver.of(wish.to, rows, on=wish.on) if wish.to is not None else None
    taken: set[int] = set()
    good: list[tuple[Assignment, Step]] = []
    bad: list[tuple[int, str]] = []
    for row in rows:
        try:
            step = _step(row, wish, receiver, taken)
        except (DispatchesError, NotAllowed) as error:
            bad.append((row.pk, str(error)))
            continue
        good.append((row, step))
        taken.add(row.obligation_id)
    return good, bad


def _step(row: Assignment, wish: _Wish, receiver: Receiver | None, taken: Collection[int]) -> Step:
    """The fact for one of them; ``taken`` are the obligations that the receiver gets in the same step."""
    if wish.givers is not None and row.giver_id not in wish.givers:
        raise NotAllowed(NotAllowed.__doc__)
    if sentence := why_not(row, _VERBS[wish.verb], standing_of(row)):
        raise NotInLedger(sentence)
    if wish.verb == "extend":
        assert wish.due_on is not None
        return extension(row, due_on=wish.due_on, reason=wish.words, on=wish.on)
    if receiver is not None and (sentence := receiver.refusal(row)):
        raise NotInLedger(sentence)
    if receiver is not None and row.obligation_id in taken:
        raise NotInLedger("Đơn vị nhận vừa nhận việc này từ một đơn vị khác trong cùng lần giao lại.")
    return Step(_VERBS[wish.verb], note=wish.words)


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
