"""Somebody's deadlines as a calendar that programs fetch again and again (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

TIME_ZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One deadline."""

    #: the same in every fetch
    uid: str
    #: grows with every change, so that programs know the newer
    sequence: int
    due_on: date
    summary: str
    description: str
    url: str
    changed_at: datetime
    is_cancelled: bool = False


def write_feed(entries: Iterable[FeedEntry], *, name: str, remind_days: int) -> bytes:
    """A calendar with one all-day event for each deadline; withdrawn work is marked as cancelled.

    >>> from datetime import UTC
    >>> entry = FeedEntry("assignment-1@x", 2, date(2026, 11, 20), "Báo cáo", "", "", datetime(2026, 11, 2, tzinfo=UTC))
    >>> [line for line in write_feed([entry], name="Hạn", remind_days=0).decode().splitlines()
    ...     if line.startswith(("UID", "SEQ", "DTSTART"))]
    ['DTSTART;VALUE=DATE:20261120', 'UID:assignment-1@x', 'SEQUENCE:2']
    """
    file = Calendar()
    for key, value in (
        ("prodid", "-//Hai Chieu//Deadlines//VI"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", TIME_ZONE),
        ("refresh-interval;value=duration", "PT1H"),
        ("x-published-ttl", "PT1H"),
    ):
        file.add(key, value)
    for entry in entries:
        file.add_component(_event(entry, remind_days))
    written: bytes = file.to_ical()
    return written


def _event(entry: FeedEntry, remind_days: int) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.due_on)
    event.add("dtend", entry.due_on + timedelta(days=1))
    event.add("summary", _printable(entry.summary))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.description:
        event.add("description", _printable(entry.description))
    if entry.url:
        event.add("url", entry.url)
    if remind_days and not entry.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _printable(entry.summary))
        alarm.add("trigger", timedelta(hours=8) - timedelta(days=remind_days))
        event.add_component(alarm)
    return event


def _printable(text: str) -> str:
    """Without control characters, which calendars may not hold."""
    return "".join(char for char in text if char == "\n" or char.isprintable())
