"""Obligations as a report counts them: their state at the end of the counted days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import in_force, obligations_of_window, started_ids
from haichieu.reports.rules import ObligationState


@dataclass(frozen=True, slots=True)
class Stated:
    """One obligation with its state on a day."""

    obligation: Obligation
    state: ObligationState


def stated_obligations(*, units: Collection[int], first: date, as_of: date) -> list[Stated]:
    """Obligations in force between ``first`` and ``as_of``, each with its state at the end of ``as_of``."""
    found = list(obligations_of_window(units=units, first=first, last=as_of))
    started = started_ids([obligation.pk for obligation in found], by=as_of)
    return [Stated(row, _state(row, as_of, row.pk in started)) for row in found]


def _state(row: Obligation, as_of: date, started: bool) -> ObligationState:
    done_on = localdate(row.done_at) if row.done_at else None
    if row.due_on is None:
        return ObligationState.STANDING
    if done_on is not None and done_on <= as_of:
        return ObligationState.ON_TIME if done_on <= row.due_on else ObligationState.LATE
    if row.due_on < as_of:
        return ObligationState.OVERDUE
    return ObligationState.IN_PROGRESS if started else ObligationState.NOT_STARTED


def due_between(*, units: Collection[int], first: date, last: date) -> list[Obligation]:
    """Open obligations whose day falls in a stretch of days, the earliest first."""
    return list(in_force(units=units).filter(done_at=None, due_on__gte=first, due_on__lte=last))
