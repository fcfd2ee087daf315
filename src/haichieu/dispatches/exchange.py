"""The door to exchange: letters and deadlines for other offices, archives and calendars.

It stands apart from the door of `rules` because calendars and XML take long to load, and reading a letter needs none.
"""

from haichieu.dispatches.rules.calendar import VIETNAM, Calendar
from haichieu.dispatches.rules.exchange.akoma_ntoso.reading import AknLetter
from haichieu.dispatches.rules.exchange.akoma_ntoso.reading import read_letter as read_akoma_ntoso
from haichieu.dispatches.rules.exchange.akoma_ntoso.writing import write_letter as write_akoma_ntoso
from haichieu.dispatches.rules.exchange.edxml.letters import (
    fields_of_message,
    message_of_reading,
    reading_of_message,
)
from haichieu.dispatches.rules.exchange.edxml.messages import (
    HANOI,
    Attachment,
    EdxmlMessage,
    EdxmlStatus,
    Organisation,
    Reference,
    Staff,
)
from haichieu.dispatches.rules.exchange.edxml.reading import read_message as read_edxml
from haichieu.dispatches.rules.exchange.edxml.writing import write_message as write_edxml
from haichieu.dispatches.rules.exchange.edxml.writing import write_status as write_edxml_status
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.icalendar import CalendarEntry, calendar_entries, write_calendar
from haichieu.dispatches.rules.exchange.masking import masked_reading
from haichieu.dispatches.rules.recurrence import Once
from haichieu.dispatches.rules.schedule import Schedule, all_due, explain, next_due, read_schedule, to_rrule

__all__ = [
    "HANOI",
    "VIETNAM",
    "AknLetter",
    "Attachment",
    "Calendar",
    "CalendarEntry",
    "EdxmlMessage",
    "EdxmlStatus",
    "ExchangeError",
    "Once",
    "Organisation",
    "Reference",
    "Schedule",
    "Staff",
    "all_due",
    "calendar_entries",
    "explain",
    "fields_of_message",
    "masked_reading",
    "message_of_reading",
    "next_due",
    "read_akoma_ntoso",
    "read_edxml",
    "read_schedule",
    "reading_of_message",
    "to_rrule",
    "write_akoma_ntoso",
    "write_calendar",
    "write_edxml",
    "write_edxml_status",
]
