"""How an assignment stands: a pure fold over the facts of its ledger, and whether it is late on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from haichieu.dispatches.rules.exchange.edxml.messages import HANOI


class State(StrEnum):
    """Where an assignment is; the words are those of the table."""

    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What a fact of the ledger says; the words are those of the table."""

    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    STARTED = "started"
    EVIDENCE = "evidence"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    EXTENDED = "extended"
    REMINDED = "reminded"
    CHANGED = "changed"
    PASSED_ON = "passed_on"
    TAKEN_OVER = "taken_over"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"


#: states in which the unit still has something to do
OPEN_STATES = frozenset({State.SENT, State.SEEN, State.ACCEPTED, State.IN_PROGRESS, State.SENT_BACK})
#: states that nothing but taking a fact back leads out of
ENDED_STATES = frozenset({State.DONE, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class LedgerFact:
    """One line of a ledger."""

    verb: str
    at: datetime
    #: row id, by which a later fact takes this one back
    pk: int = 0
    #: the day of a sending or an extension
    due_on: date | None = None
    #: row id of the fact that this one takes back
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the facts of one assignment come to."""

    state: State
    due_on: date | None
    sent_at: datetime
    seen_at: datetime | None = None
    #: first sign that the unit took the work on: an acceptance, or work itself
    accepted_at: datetime | None = None
    #: when what waits for a decision, or was approved, was submitted
    submitted_at: datetime | None = None
    done_at: datetime | None = None
    last_fact_at: datetime | None = None
    #: how many facts there are
    version: int = 0


def in_effect(facts: Iterable[LedgerFact]) -> list[LedgerFact]:
    """The facts without those that were taken back, and without the takings back."""
    lines = list(facts)
    undone = {line.undoes for line in lines if line.verb == Verb.TAKEN_BACK}
    return [line for line in lines if line.verb != Verb.TAKEN_BACK and line.pk not in undone]


def standing(facts: Sequence[LedgerFact]) -> Standing:
    """Fold the facts of one assignment, in their order, into how it stands.

    Parameters: ``facts`` in the order in which they were added; the first is the sending. Raises ValueError where it
    is not: such a ledger was never written by this program.

    >>> from datetime import UTC, datetime
    >>> day = datetime(2026, 11, 20, tzinfo=UTC)
    >>> facts = [LedgerFact("sent", day, 1, date(2026, 11, 30)), LedgerFact("accepted", day, 2)]
    >>> standing(facts).state.value, standing(facts).due_on.day
    ('accepted', 30)
    """
    if not facts or facts[0].verb != Verb.SENT:
        raise ValueError("a ledger begins with a sending")
    now = Standing(State.SENT, facts[0].due_on, facts[0].at)
    for fact in in_effect(facts[1:]):
        now = after(now, fact)
    return replace(now, last_fact_at=facts[-1].at, version=len(facts))


def after(now: Standing, fact: LedgerFact) -> Standing:
    """How the assignment stands after one more fact (which :mod:`moves` allowed)."""
    taken_on = now.accepted_at or fact.at
    match Verb(fact.verb):
        case Verb.SEEN:
            state = State.SEEN if now.state == State.SENT else now.state
            return replace(now, state=state, seen_at=now.seen_at or fact.at)
        case Verb.ACCEPTED:
            return replace(now, state=State.ACCEPTED, accepted_at=taken_on)
        case Verb.STARTED | Verb.PASSED_ON:
            return replace(now, state=State.IN_PROGRESS, accepted_at=taken_on)
        case Verb.EVIDENCE:
            state = now.state if now.state == State.SUBMITTED else State.IN_PROGRESS
            return replace(now, state=state, accepted_at=taken_on)
        case Verb.SUBMITTED:
            return replace(now, state=State.SUBMITTED, accepted_at=taken_on, submitted_at=fact.at)
        case Verb.APPROVED:
            return replace(now, state=State.DONE, done_at=fact.at)
        case Verb.SENT_BACK:
            return replace(now, state=State.SENT_BACK, submitted_at=None)
        case Verb.EXTENDED:
            return replace(now, state=_in_hands_again(now), due_on=fact.due_on)
        case Verb.RETURNED:
            return replace(now, state=State.RETURNED)
        case Verb.WITHDRAWN:
            return replace(now, state=State.WITHDRAWN)
        case _:
            return now


def _in_hands_again(now: Standing) -> State:
    """A new day answers a return: the unit has the work again."""
    if now.state != State.RETURNED:
        return now.state
    return State.SEEN if now.seen_at else State.SENT


def finished_on(now: Standing) -> date | None:
    """The day on which the unit was finished: of the submission, for nobody is late because a decision took long."""
    if now.state not in (State.SUBMITTED, State.DONE):
        return None
    moment = now.submitted_at or now.done_at
    return moment.astimezone(HANOI).date() if moment else None


def days_late(now: Standing, on: date) -> int:
    """Days between the due day and the day of finishing, or ``on`` while it is open; 0 in time or without a day.

    What was late when it was finished stays late for ever. What the unit returned waits for the giver and is not late.
    """
    if now.due_on is None or now.state in (State.WITHDRAWN, State.RETURNED):
        return 0
    return max(0, ((finished_on(now) or on) - now.due_on).days)


def is_late(now: Standing, on: date) -> bool:
    """Whether the assignment is late on the day ``on``, or was when it was finished (see :func:`days_late`).

    >>> from datetime import UTC, datetime
    >>> sent = Standing(State.SENT, date(2026, 11, 20), datetime(2026, 11, 1, tzinfo=UTC))
    >>> is_late(sent, date(2026, 11, 20)), is_late(sent, date(2026, 11, 21))
    (False, True)
    """
    return days_late(now, on) > 0


def lateness_words(now: Standing, on: date) -> str:
    """How the day stands, in a few Vietnamese words.

    >>> from datetime import UTC, datetime
    >>> sent = Standing(State.SENT, date(2026, 11, 20), datetime(2026, 11, 1, tzinfo=UTC))
    >>> lateness_words(sent, date(2026, 11, 18)), lateness_words(sent, date(2026, 11, 23))
    ('còn 2 ngày', 'trễ 3 ngày')
    """
    late = days_late(now, on)
    if now.state == State.WITHDRAWN:
        return "đã rút"
    if now.state == State.RETURNED:
        return "đã trả lại"
    if now.state == State.DONE:
        return f"xong trễ {late} ngày" if late else "xong đúng hạn" if now.due_on else "đã xong"
    if now.state == State.SUBMITTED:
        return f"nộp trễ {late} ngày, chờ duyệt" if late else "đã nộp, chờ duyệt"
    if now.due_on is None:
        return "không có hạn"
    if late:
        return f"trễ {late} ngày"
    left = (now.due_on - on).days
    return f"còn {left} ngày" if left else "hạn hôm nay"
