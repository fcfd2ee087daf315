"""What one assignment adds to the counts of its obligation and of the units above it."""

from dataclasses import dataclass, fields

from haichieu.dispatches.rules.standing import OPEN_STATES, Standing, State, is_late

_FINISHED = (State.SUBMITTED, State.DONE)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of assignments; what was withdrawn counts nowhere."""

    sent: int = 0
    #: nobody of the unit has opened or acknowledged it
    silent: int = 0
    seen: int = 0
    accepted: int = 0
    returned: int = 0
    #: the unit still has something to do; what is for its knowledge only is not work
    open: int = 0
    #: waits for the giver's decision
    submitted: int = 0
    done: int = 0
    #: submitted or done after its day
    finished_late: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) - getattr(other, name) for name in NAMES))


NAMES = tuple(each.name for each in fields(Tally))


def tally_of(now: Standing, *, is_copy: bool) -> Tally:
    """What an assignment that stands so adds.

    >>> from datetime import UTC, date, datetime
    >>> sent = Standing(State.SENT, date(2026, 11, 20), datetime(2026, 11, 1, tzinfo=UTC))
    >>> tally_of(sent, is_copy=False)
    Tally(sent=1, silent=1, seen=0, accepted=0, returned=0, open=1, submitted=0, done=0, finished_late=0)
    """
    if now.state == State.WITHDRAWN:
        return Tally()
    return Tally(
        sent=1,
        silent=int(now.state == State.SENT and now.accepted_at is None),
        seen=int(now.seen_at is not None),
        accepted=int(now.accepted_at is not None),
        returned=int(now.state == State.RETURNED),
        open=int(now.state in OPEN_STATES and not is_copy),
        submitted=int(now.state == State.SUBMITTED),
        done=int(now.state == State.DONE),
        finished_late=int(now.state in _FINISHED and is_late(now, (now.due_on or now.sent_at.date()))),
    )
