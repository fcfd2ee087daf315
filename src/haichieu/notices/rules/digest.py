"""What stands in somebody's digest of a day, decided from deadlines, the calendar and the last digest alone.

A matter calls on a person on its step days: some days before the deadline, the deadline itself, a day after. Every
step day since the last digest counts, so that nothing is missed after days in which nothing ran, and one digest
says all of it. On a day off there is a digest only where something falls due that very day; a step before the
deadline that falls on a day off is told on the working day before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from haichieu.notices.rules.quiet import OFFICE_ZONE, Quiet

IsWorking = Callable[[date], bool]
_DAY = timedelta(days=1)
#: No run of days off is longer.
_LONGEST_RUN = 30


class Side(StrEnum):
    """For whom a matter stands in a digest."""

    OWNER = "owner"
    ABOVE = "above"


class Said(StrEnum):
    """What the giver said last of an assignment."""

    SENT = "sent"
    REMINDED = "reminded"
    EXTENDED = "extended"
    SENT_BACK = "sent_back"
    CHANGED = "changed"


class Heading(StrEnum):
    """The parts of a digest, the most pressing first."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    NEWS = "news"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Steps:
    """How many days before and after a deadline people are told; 0 before means not before."""

    before: int = 3
    after_owner: int = 1
    after_above: int = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """An open piece of work, as one person sees it."""

    #: the record: assignment, obligation, or the obligation given to units below
    kind: str
    pk: int
    side: Side
    due_on: date | None
    steps: Steps = Steps()
    #: the unit that owes it, or that gave it
    unit: int = 0
    #: when the giver last said something of it, and what
    said_at: datetime | None = None
    said: Said | None = None
    #: units behind it, for the level above
    count: int = 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a unit received."""

    pk: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Since:
    """The last digest that reached somebody: its day, and when it was made."""

    day: date
    moment: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """What a digest says."""

    parts: tuple[tuple[Heading, tuple[Matter, ...]], ...]
    letters: tuple[Letter, ...] = ()
    #: work that is late and was told before
    also_late: int = 0
    #: messages that could not be sent, for an administrator
    unsent: int = 0

    def count(self, heading: Heading) -> int:
        """How many lines, or units behind them, stand under a heading."""
        return sum(matter.count for part, found in self.parts if part is heading for matter in found)


def is_time(at: datetime, quiet: Quiet, last_day: date | None) -> bool:
    """Whether somebody's digest of today is due: not decided yet, the quiet hours are over and have not begun again."""
    day = at.astimezone(OFFICE_ZONE).date()
    if last_day is not None and last_day >= day:
        return False
    return at >= quiet.morning(day) and not quiet.holds(at)


def step_days(matter: Matter, is_working: IsWorking) -> tuple[date, ...]:
    """The days on which a matter calls on its person.

    >>> owed = Matter("assignment", 1, Side.OWNER, date(2026, 11, 24))
    >>> [day.day for day in step_days(owed, lambda day: day.weekday() < 5)]
    [20, 24, 25]
    """
    due, steps = matter.due_on, matter.steps
    if due is None:
        return ()
    if matter.side is Side.ABOVE:
        return (due + _DAY * steps.after_above,)
    days = [due, due + _DAY * steps.after_owner]
    if steps.before:
        days.insert(0, _working_before(due - _DAY * steps.before, is_working))
    return tuple(days)


def _working_before(day: date, is_working: IsWorking) -> date:
    for back in range(_LONGEST_RUN):
        if is_working(day - _DAY * back):
            return day - _DAY * back
    return day


def horizon(on: date, steps: Iterable[Steps]) -> date:
    """The last deadline that could stand in a digest of the day."""
    return on + _DAY * (max((step.before for step in steps), default=0) + _LONGEST_RUN)


def decide(
    matters: Sequence[Matter],
    letters: Sequence[Letter],
    *,
    since: Since | None,
    on: date,
    is_working: IsWorking,
    late_total: int = 0,
    unsent: int = 0,
    again: datetime | None = None,
) -> Content | None:
    """What somebody's digest of the day says; None for no digest.

    Parameters
    ----------
    since:
        The last digest that reached the person; None for the first, which tells of all that is late or falls due.
    late_total:
        All work of the person's units that is late; what of it does not stand in the digest is counted below it.
    again:
        When the first look of a day found nothing to say: only what was given since and is due by tomorrow counts now.

    >>> owed = Matter("assignment", 1, Side.OWNER, date(2026, 11, 20))
    >>> told = Since(date(2026, 11, 19), datetime(2026, 11, 19, 7, tzinfo=OFFICE_ZONE))
    >>> content = decide([owed], [], since=told, on=date(2026, 11, 20), is_working=lambda day: True)
    >>> content.count(Heading.TODAY)
    1
    """
    called = [matter for matter in matters if _calls(matter, since, on, is_working)]
    fresh = tuple(letter for letter in letters if since is None or letter.received_at > since.moment)
    if not _is_due(called, fresh, unsent, on, is_working, again):
        return None
    parts = _parts(called, on)
    said = sum(len(found) for heading, found in parts if heading is Heading.LATE)
    return Content(parts, fresh, max(0, late_total - said), unsent)


def _calls(matter: Matter, since: Since | None, on: date, is_working: IsWorking) -> bool:
    days = [day for day in step_days(matter, is_working) if day <= on]
    if since is None:
        return bool(days) or matter.said_at is not None
    said = matter.said_at is not None and matter.said_at > since.moment
    return said or any(day > since.day for day in days)


def _is_due(
    called: list[Matter],
    letters: tuple[Letter, ...],
    unsent: int,
    on: date,
    is_working: IsWorking,
    again: datetime | None,
) -> bool:
    if again is not None:
        new = [each for each in called if each.said_at is not None and each.said_at > again]
        return any(each.due_on is not None and each.due_on <= on + _DAY for each in new)
    if not is_working(on):
        return any(each.side is Side.OWNER and each.due_on == on for each in called)
    return bool(called or letters or unsent)


def _heading(matter: Matter, on: date) -> Heading:
    if matter.side is Side.ABOVE:
        return Heading.BELOW
    if matter.due_on is not None and matter.due_on < on:
        return Heading.LATE
    if matter.due_on == on:
        return Heading.TODAY
    return Heading.NEWS if matter.said_at else Heading.SOON


def _parts(called: list[Matter], on: date) -> tuple[tuple[Heading, tuple[Matter, ...]], ...]:
    ordered = sorted(called, key=lambda each: (each.due_on or date.max, -each.count, each.pk))
    found = (
        (heading, tuple(each for each in ordered if _heading(each, on) is heading)) for heading in Heading
    )
    return tuple((heading, inside) for heading, inside in found if inside)
