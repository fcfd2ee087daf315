"""The coming weeks one by one, from what was published, what is drafted and the calendar."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.dispatches.queries import work_calendar
from haichieu.dispatches.rules import Calendar
from haichieu.posts.queries.mixes import Mix, PeriodMix, mix_over_time
from haichieu.posts.queries.planning import HISTORY, chance_counted, planned_posts
from haichieu.posts.rules.planning import Coming, Day, Outlook, Planned, expected_mix
from haichieu.units.models import Unit
from haichieu.units.queries import tree

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """One week from Monday to Sunday."""

    first: date
    last: date
    #: published so far, as the machine reads it
    mix: Mix
    #: drafts on days still to come
    planned: int
    #: how it will probably stand on Sunday; None for a week that is over
    outlook: Outlook | None


def weeks_around(
    *, unit: Unit, channels: Collection[int], today: date, before: int = 3, after: int = 5
) -> list[Week]:
    """Weeks that are over, then the one of today and those after it, each with what it will probably bring.

    Today is counted among the days to come, and the same day gives the same forecast. A handful of queries, however
    many posts there are.
    """
    monday = today - timedelta(days=today.weekday())
    start, end = monday - before * _WEEK, monday + after * _WEEK - timedelta(days=1)
    past = mix_over_time(channels=channels, first=_first_needed(today, start), last=today, days=1)
    calendar = work_calendar(unit.pk, on=today)
    history = _history(
        [day for day in past if today - timedelta(days=HISTORY) <= day.first < today], calendar
    )
    drafts = [
        Planned(draft.planned_for, chance_counted(draft))
        for draft in planned_posts(units=tree(on=today).below(unit.pk), first=today, last=end)
    ]
    return [_week(first, past, history, drafts, today, unit, calendar) for first in _mondays(start, end)]


def _first_needed(today: date, start: date) -> date:
    return min(start, today - timedelta(days=HISTORY))


def _mondays(start: date, end: date) -> Iterator[date]:
    return (start + n * _WEEK for n in range(((end - start).days + 1) // 7))


def _history(past: list[PeriodMix], calendar: Calendar) -> list[Day]:
    """Days that are over, from the first one with a post on."""
    begun = next((n for n, day in enumerate(past) if day.mix.items), len(past))
    return [
        Day(day.first, calendar.is_working(day.first), day.mix.items, float(day.mix.negative_counted))
        for day in past[begun:]
    ]


def _week(
    first: date,
    past: list[PeriodMix],
    history: list[Day],
    drafts: list[Planned],
    today: date,
    unit: Unit,
    calendar: Calendar,
) -> Week:
    last = first + timedelta(days=6)
    mix = _sum([day for day in past if first <= day.first <= last])
    if last < today:
        return Week(first, last, mix, 0, None)
    over = _sum([day for day in past if first <= day.first < today and day.first <= last])
    days = (first + timedelta(days=n) for n in range(7))
    coming = [Coming(day, calendar.is_working(day)) for day in days if day >= today]
    mine = [draft for draft in drafts if first <= draft.day <= last]
    outlook = expected_mix(
        history,
        mine,
        coming,
        seed=unit.pk * 10_000 + first.toordinal() % 10_000,
        published=over.items,
        counted=float(over.negative_counted),
    )
    return Week(first, last, mix, len(mine), outlook)


def _sum(days: list[PeriodMix]) -> Mix:
    return Mix(
        items=sum(int(day.mix.items) for day in days),
        negative_counted=sum(int(day.mix.negative_counted) for day in days),
    )
