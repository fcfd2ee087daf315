"""A deadline as something to calculate with: the next day, all days of a span, a rule for other calendars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.dispatches.rules.deadline_values import Bases, rule_of
from haichieu.dispatches.rules.recurrence import (
    LAST,
    After,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    Never,
    Once,
    Rule,
)
from haichieu.dispatches.rules.workdays import Calendar, Roll
from haichieu.text.dates import format_date

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PERIODS = {1: "hằng tháng", 3: "hằng quý", 6: "6 tháng một lần", 12: "hằng năm"}
_BASES = {
    "issued": "ngày ban hành văn bản",
    "received": "ngày nhận văn bản",
    "event": "ngày diễn ra sự kiện nêu trong văn bản",
}
_UNITS = {"day": "ngày", "working day": "ngày làm việc", "month": "tháng"}
#: A free run is never longer than this, so a rolled day comes from no farther.
_FARTHEST_ROLL = timedelta(days=31)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A deadline: which days, and what is done with days that are not worked."""

    #: the words of the letter
    text: str
    rule: Rule
    #: what to do with a due day that is no working day
    roll: Roll = "none"
    #: last day on which it can fall due, None for no end
    until: date | None = None

    @property
    def periodic(self) -> bool:
        """Whether it falls due more than once.

        >>> Schedule("hằng tháng", EveryMonths(1, 0)).periodic
        True
        """
        return isinstance(self.rule, EveryDays | EveryWeeks | EveryMonths)


def read_schedule(
    deadline: Mapping[str, str | None] | None,
    *,
    issued: date | None,
    received: date | None = None,
    event: date | None = None,
    before_excludes: bool = True,
    roll: Roll = "none",
) -> Schedule | None:
    """The schedule of a deadline as read (keys ``text``, ``type``, ``value``).

    Parameters
    ----------
    issued, received, event:
        The letter's date, the day it came, and the day of the event that the deadline names, as far as known.
    before_excludes:
        “Trước ngày X” ends with the day before X; otherwise with X. “Chậm nhất ngày X” always ends with X.
    roll:
        What to do with a day that is no working day (Bộ luật Dân sự 2015, điều 148 khoản 5, rolls it forward).

    Returns
    -------
    None when there is no deadline, when its value cannot be understood, or when it was past before the letter.

    >>> before = {"text": "trước ngày 10/11/2026", "type": "date", "value": "2026-11-10"}
    >>> read_schedule(before, issued=date(2026, 11, 1)).rule
    Once(day=datetime.date(2026, 11, 9))
    >>> read_schedule(before, issued=date(2026, 12, 1)) is None
    True
    """
    if not deadline or not deadline.get("value"):
        return None
    rule = rule_of(deadline, Bases(issued, received, event), before_excludes=before_excludes)
    if rule is None or (isinstance(rule, Once) and issued is not None and rule.day < issued):
        return None
    return Schedule(deadline.get("text") or "", rule, roll)


def next_due(schedule: Schedule, after: date, calendar: Calendar) -> date | None:
    """The first due day later than ``after``; None when there is none, or when a person must date an event.

    >>> quarterly = {"text": "trước ngày 15 tháng cuối quý", "type": "period", "value": "quarter; day 15"}
    >>> next_due(read_schedule(quarterly, issued=date(2026, 1, 5)), date(2026, 3, 14), Calendar())
    datetime.date(2026, 6, 14)
    """
    return next(_due_days(schedule, after + _DAY, calendar), None)


def all_due(schedule: Schedule, first: date, last: date, calendar: Calendar) -> tuple[date, ...]:
    """Every due day from ``first`` to ``last``, both included.

    >>> friday = {"text": "thứ Sáu hằng tuần", "type": "period", "value": "1 week; Friday"}
    >>> schedule = read_schedule(friday, issued=date(2026, 1, 5))
    >>> [day.day for day in all_due(schedule, date(2026, 1, 1), date(2026, 1, 31), Calendar())]
    [2, 9, 16, 23, 30]
    """
    found = []
    for day in _due_days(schedule, first, calendar):
        if day > last:
            break
        found.append(day)
    return tuple(found)


def to_rrule(schedule: Schedule) -> str | None:
    """The recurrence as an RRULE (RFC 5545, 3.3.10) whose DTSTART is a due day.

    None for what falls due once, and for what no rule can say: working days and rolled days.

    >>> monthly = {"text": "trước ngày 25 hằng tháng", "type": "period", "value": "1 month; day 25"}
    >>> to_rrule(read_schedule(monthly, issued=date(2026, 1, 5)))
    'FREQ=MONTHLY;BYMONTHDAY=24'
    """
    if schedule.roll != "none":
        return None
    rule = schedule.rule.rrule()
    return f"{rule};UNTIL={schedule.until:%Y%m%d}" if rule and schedule.until else rule


def explain(schedule: Schedule) -> str:
    """When it falls due, in Vietnamese, without a full stop.

    >>> explain(Schedule("", EveryMonths(3, 2, 14)))
    'hằng quý, đến hết ngày 14 các tháng 3, 6, 9, 12'
    >>> explain(Schedule("", Once(date(2026, 11, 9))))
    'đến hết ngày 09/11/2026'
    """
    rolled = {
        "following": ", gặp ngày nghỉ thì lùi sang ngày làm việc tiếp theo",
        "preceding": ", gặp ngày nghỉ thì \
sớm lên ngày làm việc liền trước",
    }
    ended = f", đến {format_date(schedule.until)}" if schedule.until else ""
    return _explained(schedule.rule) + rolled.get(schedule.roll, "") + ended


def _due_days(schedule: Schedule, first: date, calendar: Calendar) -> Iterator[date]:
    start = first if schedule.roll == "none" else first - _FARTHEST_ROLL
    last = first - _DAY
    for day in schedule.rule.days(start, calendar):
        if schedule.until is not None and day > schedule.until:
            return
        on = calendar.roll(day, schedule.roll)
        if on > last:
            yield on
            last = on


def _explained(rule: Rule) -> str:
    match rule:
        case Once(day):
            return f"đến hết ngày {format_date(day)}"
        case EveryDays(interval):
            return "hằng ngày" if interval == 1 else f"{interval} ngày một lần"
        case EveryWeeks(interval, weekday):
            return f"{_WEEKDAYS[weekday]} {'hằng tuần' if interval == 1 else f'{interval} tuần một lần'}"
        case EveryMonths():
            return _monthly(rule)
        case After(count, unit, base, since):
            if count == 0:
                return f"ngay trong {_BASES[base]}"
            side = "trước" if count < 0 else "kể từ"
            known = f" {format_date(since)}" if since else ""
            return f"{abs(count)} {_UNITS[unit]} {side} {_BASES[base]}{known}"
        case Never(continuous):
            return "thường xuyên" if continuous else "ngày do cán bộ định"


def _monthly(rule: EveryMonths) -> str:
    period = _PERIODS.get(rule.interval, f"{rule.interval} tháng một lần")
    if rule.working:
        name = {1: "đầu tiên", -1: "cuối cùng"}.get(rule.day, f"thứ {abs(rule.day)}")
        day = f"ngày làm việc {name}"
    else:
        day = "ngày cuối tháng" if rule.day >= LAST else f"ngày {rule.day:02d}"
    months = rule.months() if rule.interval > 1 else ()
    named = f" {'các ' if len(months) > 1 else ''}tháng {', '.join(map(str, months))}" if months else ""
    if named and day.endswith("tháng"):
        day = "ngày cuối"
    return f"{period}, đến hết {day}{named}"
