"""What a letter asks of the office that received it, before a person has confirmed anything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries.calendars import OfficeCalendars
from haichieu.dispatches.rules import Duty, proposed_duties


def duties_as_read(
    dispatch: Dispatch,
    values: Mapping[str, Any],
    *,
    on: date,
    office: int | None = None,
    received: date | None = None,
) -> list[Duty]:
    """The duties that a reading proposes to the unit that received the letter, counted by that unit's calendar.

    A stated time runs from the day the letter came (``received``, else as kept); what the letter leaves open is
    counted from ``on``. ``office`` goes on with the letter where the receiving unit is no more.
    """
    received = received or timezone.localdate(dispatch.received_at)
    office = office or dispatch.unit_id
    calendars = OfficeCalendars.of([office], on=on)
    calendar, counting = calendars.calendar(office), calendars.counting(office, received)
    stated = proposed_duties(values, known_on=received, calendar=calendar, counting=counting)
    today = proposed_duties(values, known_on=on, calendar=calendar, counting=counting)
    return [
        replace(then if then.deadline_text else now, owner=office)
        for then, now in zip(stated, today, strict=True)
    ]
