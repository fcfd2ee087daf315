"""Timetables and delays."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from haichieu.base.rules.timetable import LONGEST_DELAY, Daily, Every, delay, parse_daily

moments = st.timedeltas(timedelta(0), timedelta(days=40_000)).map(
    lambda since: datetime.fromtimestamp(0, UTC) + since
)
timetables = st.builds(Every, st.timedeltas(timedelta(seconds=1), timedelta(days=40))) | st.builds(
    Daily, st.times().map(lambda t: t.replace(second=0, microsecond=0))
)


@given(timetables, moments)
def test_the_latest_tick_is_past_and_less_than_a_period_ago(timetable: Every | Daily, now: datetime) -> None:
    tick = timetable.latest(now)
    assert tick <= now < tick + timetable.period


@given(timetables, moments)
def test_a_tick_is_its_own_latest_tick(timetable: Every | Daily, now: datetime) -> None:
    tick = timetable.latest(now)
    assert timetable.latest(tick) == tick
    assert timetable.latest(tick - timedelta(microseconds=1)) < tick


@given(timetables, moments, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_ticks_never_go_backwards(timetable: Every | Daily, now: datetime, later: timedelta) -> None:
    assert timetable.latest(now) <= timetable.latest(now + later)


def test_daily_means_the_clock_of_the_office_in_viet_nam() -> None:
    assert Daily(time(6, 30)).latest(datetime(2026, 11, 5, 1, tzinfo=UTC)) == datetime(
        2026, 11, 4, 23, 30, tzinfo=UTC
    )


@given(st.text(max_size=6))
def test_only_a_time_of_day_is_a_daily_timetable(text: str) -> None:
    parsed = parse_daily(text)
    assert parsed is None or f"{parsed.at:%H:%M}" == text


@given(st.integers(1, 200), st.timedeltas(timedelta(milliseconds=1), timedelta(hours=1)))
def test_delays_grow_to_an_hour_and_no_further(attempt: int, first: timedelta) -> None:
    assert first <= delay(attempt, first) <= delay(attempt + 1, first) <= max(LONGEST_DELAY, first)
