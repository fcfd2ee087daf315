"""Deadlines as an iCalendar file (RFC 5545) for Outlook, Google Calendar and phones.

A due day is written as an all-day event with a reminder. Google Calendar drops tasks (VTODO) on import, and most phones
do not show them beside events; writing both would show every duty twice. ``todo=True`` writes tasks for programs
that keep a list of tasks (Thunderbird, Nextcloud, Apple Reminders).
"""

import hashlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, Todo
from icalendar.prop import vRecur, vText

from haichieu.dispatches.rules import workdays
from haichieu.dispatches.rules.recurrence import EveryDays
from haichieu.dispatches.rules.schedule import Schedule, all_due, explain, next_due, read_schedule, to_rrule
from haichieu.dispatches.rules.signs import letter_name
from haichieu.text.patterns import late
from haichieu.text.privacy import mask_private_names

TIME_ZONE = "Asia/Ho_Chi_Minh"
#: Days that no rule can say are listed one by one for so long.
_LISTED = timedelta(days=730)
_SUMMARY = 110
_BULLET = late(r"^(?:[-–+*•]|\(?[a-zđ\d]{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One duty with a deadline, as a calendar shows it."""

    #: the same for the same duty in every export
    uid: str
    summary: str
    description: str
    schedule: Schedule


def calendar_entries(
    values: Mapping[str, Any], *, received: date, before_excludes: bool = True
) -> tuple[CalendarEntry, ...]:
    """The duties of a reading that have a deadline; those that touch a boundary have none.

    Parameters
    ----------
    values:
        A reading as `haichieu read --json` prints it.
    received:
        The day the letter came: terms that run from receiving it are counted from there.

    Names of people without an office are masked, since calendars are shared and kept on phones.

    >>> duty = {"text": "Báo cáo kết quả.", "start": "Báo cáo", "actors": ["Công đoàn cơ sở"], "boundary": None,
    ...     "deadline": {"text": "trước ngày 25 hằng tháng", "type": "period", "value": "1 month; day 25"}}
    >>> letter = {"kind": "công văn", "number": "12", "symbol": "LĐLĐ", "date": "2026-11-01", "obligations": [duty]}
    >>> [entry.summary for entry in calendar_entries(letter, received=date(2026, 11, 2))]
    ['Báo cáo kết quả (Công văn số 12/LĐLĐ)']
    """
    issued = _day(values.get("date"))
    letter = letter_name(
        values.get("kind") or "", values.get("number") or "", values.get("symbol") or "", file_name="Văn bản"
    )
    entries: dict[str, CalendarEntry] = {}
    for item in values.get("obligations") or []:
        schedule = read_schedule(
            item.get("deadline"), issued=issued, received=received, before_excludes=before_excludes
        )
        if item.get("boundary") is None and schedule is not None:
            entry = _entry(values, item, letter, schedule)
            entries.setdefault(entry.uid, entry)
    return tuple(entries.values())


def write_calendar(
    entries: Iterable[CalendarEntry],
    *,
    name: str,
    after: date,
    stamp: datetime,
    calendar: workdays.Calendar,
    remind_days: Sequence[int] = (3, 1),
    todo: bool = False,
) -> bytes:
    """An iCalendar file with the next due day of each entry after ``after``, and its rule where it returns.

    Parameters
    ----------
    stamp:
        When the file is written, with its time zone.
    remind_days:
        How many days before the due day a reminder rings, at 08:00.

    Entries without a day are left out.

    >>> from datetime import timezone
    >>> from haichieu.dispatches.rules.recurrence import EveryMonths
    >>> entry = CalendarEntry("1@haichieu", "Báo cáo", "", Schedule("hằng quý", EveryMonths(3, 2)))
    >>> written = write_calendar([entry], name="Hạn", after=date(2026, 11, 5), calendar=workdays.Calendar(),
    ...     stamp=datetime(2026, 11, 5, tzinfo=timezone.utc))
    >>> [line for line in written.decode().splitlines() if line.startswith(("DTSTART", "RRULE"))]
    ['DTSTART;VALUE=DATE:20261231', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=3,6,9,12']
    """
    file = Calendar()
    file.add("prodid", "-//Hai Chieu//Deadlines//VI")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", vText(_printable(name).replace("\n", " ")))
    file.add("x-wr-timezone", TIME_ZONE)
    for entry in entries:
        due = next_due(entry.schedule, after, calendar)
        if due is not None:
            file.add_component(_component(entry, due, stamp, calendar, remind_days, todo))
    written: bytes = file.to_ical()
    return written


def _component(
    entry: CalendarEntry,
    due: date,
    stamp: datetime,
    calendar: workdays.Calendar,
    remind_days: Sequence[int],
    todo: bool,
) -> Event | Todo:
    part = Todo() if todo else Event()
    part.add("uid", entry.uid)
    part.add("dtstamp", stamp)
    part.add("summary", _printable(entry.summary))
    part.add("description", _printable(entry.description))
    part.add("categories", ["Hạn xử lý"])
    _place(part, entry.schedule, due, calendar, todo)
    if not todo:
        part.add("transp", "TRANSPARENT")
    for days in remind_days:
        if days < _interval(entry.schedule):
            part.add_component(_alarm(entry.summary, days))
    return part


def _place(
    part: Event | Todo, schedule: Schedule, due: date, calendar: workdays.Calendar, todo: bool
) -> None:
    """All day on the due day; a task ends with it."""
    if todo and not schedule.periodic:
        part.add("due", due)
        return
    part.add("dtstart", due)
    part.add("duration" if todo else "dtend", timedelta(days=1) if todo else due + timedelta(days=1))
    rule = to_rrule(schedule)
    if rule:
        part.add("rrule", vRecur.from_ical(rule))
    elif schedule.periodic:
        listed = all_due(schedule, due, due + _LISTED, calendar)
        part.add("rdate", list(listed[1:]), parameters={"value": "DATE"})


def _interval(schedule: Schedule) -> float:
    """Days from one due day to the next: a daily duty needs no reminder three days before."""
    return schedule.rule.interval if isinstance(schedule.rule, EveryDays) else math.inf


def _alarm(summary: str, days: int) -> Alarm:
    """A reminder at 08:00 so many days before: an all-day event begins at midnight."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _printable(summary))
    alarm.add("trigger", timedelta(hours=8) - timedelta(days=days))
    return alarm


def _entry(
    values: Mapping[str, Any], item: Mapping[str, Any], letter: str, schedule: Schedule
) -> CalendarEntry:
    text = mask_private_names(" ".join(str(item.get("text") or item.get("start") or "").split())).rstrip(
        "./ "
    )
    action = _BULLET.sub("", mask_private_names(str(item.get("action") or "")) or text)
    lines = [
        text,
        f"Hạn: {schedule.text} ({explain(schedule)}).",
        _labelled("Thực hiện", str(item.get("lead") or "") or "; ".join(item.get("actors") or ())),
        _labelled("Phối hợp", "; ".join(item.get("cooperating") or ())),
        _labelled("Báo cáo về", str(item.get("report_to") or "")),
        _labelled("Theo", f"{letter} {values.get('issuer') or ''}".strip()),
    ]
    return CalendarEntry(
        uid=_uid(values, text, schedule.text),
        summary=f"{_shortened(action)} ({letter})",
        description="\n".join(line for line in lines if line),
        schedule=schedule,
    )


def _labelled(label: str, value: str) -> str:
    return f"{label}: {mask_private_names(value)}" if value else ""


def _uid(values: Mapping[str, Any], text: str, deadline: str) -> str:
    """The same duty of the same letter has the same id; the text in it is masked, so no name is hashed."""
    letter = (str(values.get(key) or "") for key in ("kind", "number", "symbol", "date"))
    digest = hashlib.sha256("\x1f".join((*letter, text, deadline)).encode()).hexdigest()
    return f"{digest[:32]}@haichieu"


def _printable(text: str) -> str:
    """Without control characters, which calendars may not hold."""
    return "".join(char for char in text if char == "\n" or char.isprintable())


def _shortened(text: str) -> str:
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1].rstrip() + "…"


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
