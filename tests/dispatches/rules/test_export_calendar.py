"""Deadlines leave as iCalendar files that other programs read back to the same days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.rules.calendar import VIETNAM
from haichieu.dispatches.rules.exchange.icalendar import CalendarEntry, calendar_entries, write_calendar
from haichieu.dispatches.rules.recurrence import EveryDays, EveryMonths, EveryWeeks, Once
from haichieu.dispatches.rules.schedule import Schedule, all_due

TODAY = date(2026, 11, 5)
STAMP = datetime(2026, 11, 5, 1, 0, tzinfo=UTC)
DEADLINES = {
    "date": {"text": "trước ngày 30/11/2026", "type": "date", "value": "2026-11-30"},
    "month": {"text": "trước ngày 25 hằng tháng", "type": "period", "value": "1 month; day 25"},
    "day": {"text": "hằng ngày", "type": "period", "value": "day"},
    "working": {"text": "ngày làm việc cuối hằng tháng", "type": "period", "value": "1 month; last working day"},
    "event": {"text": "05 ngày sau khi kết thúc", "type": "relative", "value": "5 days after the event"},
    "past": {"text": "trước ngày 30/9/2026", "type": "date", "value": "2026-09-30"},
    "always": {"text": "thường xuyên", "type": "continuous", "value": "thường xuyên"},
}  # fmt: skip


def duty(deadline: str, **changes: Any) -> dict[str, Any]:
    text = f"a) Công đoàn cơ sở báo cáo kết quả {DEADLINES[deadline]['text']}."
    base = {"text": text, "start": text[:60], "actors": ["Công đoàn cơ sở"], "report_to": "LĐLĐ tỉnh"}
    return {**base, "deadline": DEADLINES[deadline], "boundary": None, **changes}


def letter(*duties: dict[str, Any]) -> dict[str, Any]:
    named = {"kind": "công văn", "number": "12", "symbol": "LĐLĐ", "date": "2026-11-02"}
    return {**named, "issuer": "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU", "obligations": list(duties)}


def write(values: dict[str, Any], **options: Any) -> icalendar.Calendar:
    written = write_calendar(
        calendar_entries(values, received=TODAY),
        name="Hạn của đơn vị",
        after=TODAY,
        stamp=STAMP,
        calendar=VIETNAM,
        **options,
    )
    return icalendar.Calendar.from_ical(written)


def test_a_due_day_is_an_event_with_reminders_in_the_morning() -> None:
    event = write(letter(duty("date"))).events[0]
    assert event.start == date(2026, 11, 29) and event.end == date(2026, 11, 30)
    assert event["summary"] == ("Công đoàn cơ sở báo cáo kết quả trước ngày 30/11/2026 (Công văn số 12/LĐLĐ)")
    assert "Báo cáo về: LĐLĐ tỉnh" in event["description"]
    assert [alarm["trigger"].dt for alarm in event.subcomponents] == [
        timedelta(hours=-64),
        timedelta(hours=-16),
    ]


def test_what_returns_has_a_rule() -> None:
    event = write(letter(duty("month"))).events[0]
    assert event.start == date(2026, 11, 24)
    assert event["rrule"].to_ical().decode() == "FREQ=MONTHLY;BYMONTHDAY=24"


def test_days_that_no_rule_can_say_are_listed() -> None:
    event = write(letter(duty("working"))).events[0]
    listed = [day.dt for day in event["rdate"].dts]
    assert event.start == date(2026, 11, 30) and listed[:2] == [date(2026, 12, 31), date(2027, 1, 29)]
    assert "rrule" not in event and len(listed) == 23


def test_a_daily_duty_rings_on_no_earlier_day() -> None:
    assert not write(letter(duty("day"))).events[0].subcomponents


@pytest.mark.parametrize("deadline", ["event", "past", "always"])
def test_what_has_no_day_is_left_out(deadline: str) -> None:
    assert not write(letter(duty(deadline))).events


def test_what_touches_a_boundary_gets_no_reminder() -> None:
    assert not write(letter(duty("date", boundary=4))).events


def test_names_of_private_persons_stay_home() -> None:
    text = "Thăm bà Trần Thị Mơ, trú tại thôn 3, trước ngày 30/11/2026."
    event = write(letter(duty("date", text=text, report_to="bà Trần Thị Mơ"))).events[0]
    assert "Mơ" not in event.to_ical().decode().replace("\r\n ", "")


def test_the_same_duty_keeps_its_id() -> None:
    one, other = (write(letter(duty("date"), duty("month"))) for _ in range(2))
    ids = [str(event["uid"]) for event in one.events]
    assert ids == [str(event["uid"]) for event in other.events] and len(set(ids)) == 2


def test_tasks_for_programs_that_keep_lists_of_tasks() -> None:
    file = write(letter(duty("date"), duty("month")), todo=True)
    assert not file.events and [task["due"].dt for task in file.todos if "due" in task] == [
        date(2026, 11, 29)
    ]
    assert [task.start for task in file.todos if "rrule" in task] == [date(2026, 11, 24)]


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.builds(Once, st.dates(TODAY, date(2040, 1, 1))),
        st.builds(EveryDays, st.integers(1, 30), st.just(TODAY)),
        st.builds(EveryWeeks, st.integers(1, 3), st.integers(0, 6), st.just(TODAY)),
        st.builds(EveryMonths, st.sampled_from([1, 3, 6, 12]), st.integers(0, 0), st.integers(1, 31)),
    ),
    st.text(max_size=80),
)
def test_what_is_read_back_falls_due_on_the_same_days(rule: Any, words: str) -> None:
    schedule = Schedule(words, rule)
    entry = CalendarEntry("1@haichieu", "Hạn", words, schedule)
    written = write_calendar([entry], name=words, after=TODAY, stamp=STAMP, calendar=VIETNAM)
    event = next(iter(icalendar.Calendar.from_ical(written).events), None)
    due = all_due(schedule, TODAY + timedelta(days=1), date(2041, 1, 1), VIETNAM)
    if event is None:
        assert not due
        return
    days: tuple[date, ...] = (event.start,)
    if "rrule" in event:
        start = datetime.combine(event.start, datetime.min.time())
        rule_days = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
        days = tuple(day.date() for day in rule_days.between(start, datetime(2041, 1, 1), inc=True))  # noqa: DTZ001
    assert days == due
