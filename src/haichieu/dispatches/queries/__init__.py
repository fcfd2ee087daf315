"""Every question about letters, readings, obligations and limits."""

from haichieu.dispatches.queries.calendars import work_calendar
from haichieu.dispatches.queries.letters import current_reading, dispatches
from haichieu.dispatches.queries.obligations import (
    ObligationCounts,
    count_obligations,
    duties_in_force,
    finished_keys,
    in_force,
    measured_limits,
    obligations,
    obligations_of_window,
    started_ids,
)

__all__ = [
    "ObligationCounts",
    "count_obligations",
    "current_reading",
    "dispatches",
    "duties_in_force",
    "finished_keys",
    "in_force",
    "measured_limits",
    "obligations",
    "obligations_of_window",
    "started_ids",
    "work_calendar",
]
