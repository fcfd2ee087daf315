"""The first day on which an obligation falls due, and the sentence that explains the count.

“Trước ngày X” is due by the end of the day before X; “chậm nhất ngày X” and “đến hết ngày X” by the end of X.
An office may read “trước ngày X” as the end of X, count the first day, or keep a last day that is not worked: these
are settings (`haichieu.dispatches.rules.counting`), and the sentence says which were used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from haichieu.dispatches.rules.counting import Counting, sources_of
from haichieu.dispatches.rules.due_hours import due_hour
from haichieu.dispatches.rules.recurrence import After, EveryMonths, Never, Once
from haichieu.dispatches.rules.schedule import Schedule, next_due, read_schedule
from haichieu.dispatches.rules.workdays import Calendar, DayCount
from haichieu.text.dates import format_date

#: Words of a letter are cut here in a sentence; the deadline itself keeps them all.
_LONGEST_WORDS = 80
#: A sentence longer than an obligation keeps leaves its sources, then its gaps, to the list of days.
_LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A proposed day; ``on`` is None when a person must set it."""

    #: last day on which the obligation is in time
    on: date | None
    #: how the day was counted, in Vietnamese
    sentence: str
    #: the days of a term, None where the letter itself names the day
    count: DayCount | None = None
    #: on which rules the count rests
    sources: tuple[str, ...] = ()
    #: whether it falls due again
    periodic: bool = False
    #: whether it moves when the calendar does
    moves: bool = False


_NO_DAY = Due(None, "")
#: Weekends only; the sentence then says that public holidays were not taken off.
WEEKENDS = Calendar()
LAW = Counting()


def first_due(
    deadline: Mapping[str, str | None] | None,
    *,
    known_on: date,
    issued: date | None = None,
    counting: Counting = LAW,
    calendar: Calendar = WEEKENDS,
) -> Due:
    """The first due day of a deadline as read (keys ``text``, ``type``, ``value``), known since ``known_on``.

    ``issued`` is the letter's date: a day before it is no deadline, and terms may run from it. ``counting`` and
    ``calendar`` are the office's own of that day.

    >>> before = {"text": "trước ngày 10/11/2021", "type": "date", "value": "2021-11-10"}
    >>> first_due(before, known_on=date(2021, 8, 20)).on
    datetime.date(2021, 11, 9)
    >>> twice_a_year = {"text": "6 tháng/lần", "type": "period", "value": "6 months"}
    >>> first_due(twice_a_year, known_on=date(2022, 8, 12)).on
    datetime.date(2022, 12, 31)
    """
    schedule = counted_schedule(deadline, known_on=known_on, issued=issued, counting=counting)
    if schedule is None:
        return _NO_DAY
    if schedule.periodic:
        on = next_due(schedule, known_on - timedelta(days=1), calendar)
        if on is None:
            return _NO_DAY
        counts = counts_working_days(schedule)
        return Due(on, _next_sentence(schedule, known_on, on), periodic=True, moves=counts)
    match schedule.rule:
        case Once(day):
            return Due(day, _named(schedule.text, day, deadline or {}, calendar))
        case After():
            return _counted(schedule, schedule.rule, counting, calendar)
        case Never() | _:
            return _NO_DAY


def counted_schedule(
    deadline: Mapping[str, str | None] | None, *, known_on: date, issued: date | None, counting: Counting
) -> Schedule | None:
    """The schedule of a deadline as an office counts: only terms roll, a day that the letter names stays.

    >>> term = {"text": "5 ngày kể từ ngày nhận", "type": "relative", "value": "5 days after receipt"}
    >>> counted_schedule(term, known_on=date(2026, 11, 5), issued=None, counting=Counting()).roll
    'following'
    """
    schedule = read_schedule(
        deadline, issued=issued, received=known_on, before_excludes=counting.before_excludes
    )
    if schedule is None or not isinstance(schedule.rule, After):
        return schedule
    rule = replace(schedule.rule, count_first=counting.counts_first_day)
    return replace(schedule, rule=rule, roll=counting.roll)


def following_due(schedule: Schedule, *, after: date, calendar: Calendar) -> Due:
    """The next day of a periodic duty later than ``after``; no day where the schedule has ended.

    >>> from haichieu.dispatches.rules.recurrence import EveryMonths
    >>> following_due(Schedule("hằng quý", EveryMonths(3, 2)), after=date(2026, 9, 30), calendar=Calendar()).on
    datetime.date(2026, 12, 31)
    """
    on = next_due(schedule, after, calendar)
    if on is None:
        return _NO_DAY
    moves = counts_working_days(schedule)
    return Due(on, _next_sentence(schedule, after, on, "sau"), periodic=True, moves=moves)


def recounted(
    kept: Mapping[str, Any], *, due_on: date, counting: Counting = LAW, calendar: Calendar = WEEKENDS
) -> Due:
    """The day of an obligation counted again from what it kept of its deadline (see ``kept_schedule``).

    ``due_on`` is its day so far: a periodic duty is counted again within that month.

    >>> kept = {"text": "5 ngày làm việc kể từ ngày nhận", "type": "relative", "value": "5 working days after receipt",
    ...         "known": "2024-10-04", "issued": None}
    >>> recounted(kept, due_on=date(2024, 10, 11)).on
    datetime.date(2024, 10, 11)
    """
    known = date.fromisoformat(kept["known"])
    issued = date.fromisoformat(kept["issued"]) if kept.get("issued") else None
    schedule = counted_schedule(kept, known_on=known, issued=issued, counting=counting)
    if schedule is None:
        return _NO_DAY
    if not schedule.periodic:
        return first_due(kept, known_on=known, issued=issued, counting=counting, calendar=calendar)
    if not counts_working_days(schedule):
        return Due(due_on, "", periodic=True)
    eve = due_on.replace(day=1) - timedelta(days=1)
    return following_due(schedule, after=eve, calendar=calendar)


def counts_working_days(schedule: Schedule) -> bool:
    """Whether a periodic duty falls due on the so-manieth working day.

    >>> from haichieu.dispatches.rules.recurrence import EveryMonths
    >>> counts_working_days(Schedule("", EveryMonths(1, 0, 3, working=True)))
    True
    """
    return isinstance(schedule.rule, EveryMonths) and schedule.rule.working


def _next_sentence(schedule: Schedule, from_day: date, on: date, side: str = "kể từ") -> str:
    less = " (đếm ngày làm việc, trừ ngày nghỉ, ngày lễ)" if counts_working_days(schedule) else ""
    return f"“{_short(schedule.text)}”: kỳ gần nhất {side} {format_date(from_day)} là ngày {format_date(on)}{less}."


def _named(text: str, day: date, deadline: Mapping[str, str | None], calendar: Calendar) -> str:
    """A day that the letter names: it stays where it is even when nobody works on it."""
    hour = due_hour(text)
    if hour:
        late = format_date(day + timedelta(days=1))
        until = f"đến {hour} ngày {format_date(day)}; phần mềm tính trễ theo ngày, từ {late}"
    elif len(deadline.get("value") or "") == len("2026-11") and day.day > 27:
        until = f"tính đến ngày cuối tháng, {format_date(day)}"
    else:
        until = f"tính đến hết ngày {format_date(day)}"
    off = calendar.day_off(day)
    free = f"; ngày này là {off}, văn bản ghi rõ ngày nên không dời" if off else ""
    return f"“{_short(text)}”: {until}{free}."


def _counted(schedule: Schedule, rule: After, counting: Counting, calendar: Calendar) -> Due:
    """A term from a known day; a term from an event that nobody has dated is for a person."""
    count = rule.counted(calendar, schedule.roll)
    if count is None:
        return _NO_DAY
    sources = sources_of(counting, on=count.start, working=count.working, rolled=count.is_rolled)
    own = (calendar.own_sources.get(day, "") for day in (*count.made_up, *(day for day, _ in count.skipped)))
    sources = (*sources, *dict.fromkeys(filter(None, own)))
    words, rests = f"“{_short(schedule.text)}”", f" (theo {'; '.join(sources)})"
    ways = (f"{count.sentence}{rests}", count.sentence, count.short_sentence)
    told = [sentence for way in ways if len(sentence := f"{words}: {way}.") <= _LONGEST_SENTENCE]
    sentence = told[0] if told else ""
    return Due(count.on, sentence, count, sources, moves=True)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_WORDS else flat[:_LONGEST_WORDS].rsplit(" ", 1)[0] + "…"
