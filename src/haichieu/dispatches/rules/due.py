"""The first day on which an obligation falls due, and the sentence that explains the count.

“Trước ngày X” is due by the end of the day before X; “chậm nhất ngày X” and “đến hết ngày X” by the end of X.
An office may read “trước ngày X” as the end of X: that is a setting, and the sentence says which was used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.dispatches.rules.recurrence import After, Never, Once
from haichieu.dispatches.rules.schedule import Schedule, next_due, read_schedule
from haichieu.dispatches.rules.workdays import Calendar
from haichieu.text.dates import format_date


@dataclass(frozen=True, slots=True)
class Due:
    """A proposed day; ``on`` is None when a person must set it."""

    #: last day on which the obligation is in time
    on: date | None
    #: how the day was counted, in Vietnamese
    sentence: str


#: Weekends only; the sentence then says that public holidays were not taken off.
WEEKENDS = Calendar()


def first_due(
    deadline: Mapping[str, str | None] | None,
    *,
    known_on: date,
    issued: date | None = None,
    before_excludes: bool = True,
    calendar: Calendar = WEEKENDS,
) -> Due:
    """The first due day of a deadline as read (keys ``text``, ``type``, ``value``), known since ``known_on``.

    ``issued`` is the letter's date: a day before it is no deadline, and terms may run from it.

    >>> before = {"text": "trước ngày 10/11/2021", "type": "date", "value": "2021-11-10"}
    >>> first_due(before, known_on=date(2021, 8, 20)).on
    datetime.date(2021, 11, 9)
    >>> twice_a_year = {"text": "6 tháng/lần", "type": "period", "value": "6 months"}
    >>> first_due(twice_a_year, known_on=date(2022, 8, 12)).on
    datetime.date(2022, 12, 31)
    """
    schedule = read_schedule(deadline, issued=issued, received=known_on, before_excludes=before_excludes)
    if schedule is None:
        return Due(None, "")
    if schedule.periodic:
        on = next_due(schedule, known_on - timedelta(days=1), calendar)
        return Due(on, _next_sentence(schedule, known_on, on)) if on else Due(None, "")
    return _single(schedule, deadline or {}, calendar)


def _next_sentence(schedule: Schedule, known_on: date, on: date) -> str:
    return f"“{schedule.text}”: kỳ gần nhất kể từ {format_date(known_on)} là ngày {format_date(on)}."


def _single(schedule: Schedule, deadline: Mapping[str, str | None], calendar: Calendar) -> Due:
    rule = schedule.rule
    match rule:
        case Once(day):
            whole = len(deadline.get("value") or "") == len("2026-11") and day.day > 27
            until = "tính đến ngày cuối tháng," if whole else "tính đến hết ngày"
            return Due(day, f"“{schedule.text}”: {until} {format_date(day)}.")
        case After():
            return _counted(schedule.text, rule, calendar)
        case Never() | _:
            return Due(None, "")


def _counted(text: str, rule: After, calendar: Calendar) -> Due:
    """A term from a known day; a term from an event that nobody has dated is for a person."""
    last = rule.last(calendar)
    if last is None or rule.since is None:
        return Due(None, "")
    if rule.unit == "working day":
        return Due(last, f"“{text}”: {calendar.add_working_days(rule.since, rule.count).sentence}.")
    if rule.unit == "day":
        return Due(last, f"“{text}”: {rule.count} ngày sau {format_date(rule.since)}.")
    return Due(last, f"“{text}”: {rule.count} tháng sau {format_date(rule.since)}, đến {format_date(last)}.")
