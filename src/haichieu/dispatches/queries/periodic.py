"""Periodic duties: which instances there were, and when the next falls due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries.calendars import OfficeCalendars
from haichieu.dispatches.rules import Due, counted_schedule, following_due
from haichieu.dispatches.rules.schedule import Schedule, all_due

#: Instances shown on a page, the newest.
_MOST_SHOWN = 12
_NO_DAY = Due(None, "")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The instances of one periodic duty."""

    #: the newest first, at most a dozen
    instances: tuple[Obligation, ...]
    #: the last one that was done
    last_done: Obligation | None
    #: the open one
    running: Obligation | None
    #: when the one after the newest falls due; None where the chain ends
    next_on: date | None
    #: the duty in words: “6 tháng/lần”
    words: str
    is_stopped: bool
    until: date | None


def recurrence_of(obligation: Obligation, *, on: date) -> Recurrence | None:
    """The chain that an obligation belongs to; None for what does not repeat."""
    kept = obligation.schedule or {}
    if not kept.get("periodic"):
        return None
    first = kept.get("first", obligation.pk)
    rows = Obligation.objects.filter(Q(pk=first) | Q(schedule__first=first), dispatch=obligation.dispatch_id)
    found = list(rows.select_related("dispatch").defer("dispatch__text", "search", "text").order_by("-pk"))
    newest = found[0]
    state = newest.schedule or {}
    stopped = bool(state.get("stopped")) or newest.removed_at is not None or newest.outside_at is not None
    until = state.get("until")
    return Recurrence(
        tuple(found[:_MOST_SHOWN]),
        next((row for row in found if row.done_at), None),
        next((row for row in found if row.done_at is None and row.removed_at is None), None),
        None if stopped else next_instance_due(newest, on=on)[0].on,
        str(kept.get("text") or ""),
        stopped,
        date.fromisoformat(until) if until else None,
    )


def next_instance_due(row: Obligation, *, on: date) -> tuple[Due, tuple[date, ...]]:
    """The day of the instance after this one, and the days that passed in between without one.

    An instance that could not be in time any more is not made.
    """
    kept = row.schedule or {}
    if not kept.get("known") or row.due_on is None:
        return _NO_DAY, ()
    office = row.dispatch.unit_id
    calendars = OfficeCalendars.of([office], on=on)
    calendar, counting = calendars.calendar(office), calendars.counting(office, on)
    issued = kept.get("issued")
    schedule = counted_schedule(
        kept,
        known_on=date.fromisoformat(kept["known"]),
        issued=date.fromisoformat(issued) if issued else None,
        counting=counting,
    )
    if schedule is None or not schedule.periodic:
        return _NO_DAY, ()
    until = date.fromisoformat(kept["until"]) if kept.get("until") else None
    schedule = Schedule(schedule.text, schedule.rule, schedule.roll, until)
    eve = on - timedelta(days=1)
    # The day may have been set by hand a little beside the schedule: the period that it stands for is not asked twice.
    skipped = all_due(schedule, row.due_on + timedelta(days=1), eve, calendar) if row.due_on < eve else ()
    return following_due(schedule, after=max(row.due_on, eve), calendar=calendar), skipped
