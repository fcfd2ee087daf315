"""The deadline algebra: due days, spans of them, and rules for other calendars."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from haichieu.dispatches.rules.calendar import VIETNAM
from haichieu.dispatches.rules.recurrence import EveryDays, EveryMonths, EveryWeeks, Once
from haichieu.dispatches.rules.schedule import Schedule, all_due, explain, next_due, read_schedule, to_rrule

ISSUED = date(2026, 1, 5)
DAYS = st.dates(min_value=date(1999, 12, 1), max_value=date(2090, 1, 1))
PERIODIC = st.one_of(
    st.builds(EveryDays, st.integers(1, 40), DAYS),
    st.builds(EveryWeeks, st.integers(1, 4), st.integers(0, 6), DAYS),
    st.integers(1, 26).flatmap(
        lambda months: st.builds(
            EveryMonths,
            st.just(months),
            st.integers(0, months - 1),
            st.integers(1, 31),
            st.just(False),
            st.integers(2000, 2030) if 12 % months else st.just(0),
        )
    ),
)


def read(text: str, kind: str, value: str, **options: object) -> Schedule | None:
    return read_schedule({"text": text, "type": kind, "value": value}, issued=ISSUED, **options)


def days(text: str, kind: str, value: str, *, year: int = 2026, **options: object) -> list[str]:
    schedule = read(text, kind, value, **options)
    assert schedule is not None
    return [f"{day:%d/%m}" for day in all_due(schedule, date(year, 1, 1), date(year, 12, 31), VIETNAM)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "due"),
    [
        ("trước ngày 10/11/2026", "date", "2026-11-10", ["09/11"]),
        ("chậm nhất ngày 10/11/2026", "date", "2026-11-10", ["10/11"]),
        ("trước 16 giờ ngày 19/11/2026", "date", "2026-11-19", ["19/11"]),
        ("trước hoặc trong ngày 19/11/2026", "date", "2026-11-19", ["19/11"]),
        ("trong tháng 10/2026", "month", "2026-10", ["31/10"]),
        ("trong nửa đầu tháng 10/2026", "month", "2026-10", ["15/10"]),
        ("trước tháng 12/2026", "month", "2026-12", ["30/11"]),
        ("Quý III/2026", "date", "2026-Q3", ["30/09"]),
        ("trong năm 2026", "date", "2026", ["31/12"]),
        ("hằng quý", "period", "quarter", ["31/03", "30/06", "30/09", "31/12"]),
        ("trước ngày 15 tháng cuối quý", "period", "quarter; day 15 of the last month",
         ["14/03", "14/06", "14/09", "14/12"]),
        ("6 tháng (trước ngày 15/6)", "period", "6 months; day 15/6", ["14/06", "14/12"]),
        ("6 tháng đầu năm trước 15/6", "period", "6 months; day 15/6", ["14/06"]),
        ("6 tháng đầu năm", "period", "6 months", ["30/06"]),
        ("năm (trước ngày 15/12)", "period", "year; day 15/12", ["14/12"]),
        ("hằng năm", "period", "year; 5 December", ["05/12"]),
        ("trước ngày 01 tháng cuối quý", "period", "quarter; day 1", ["28/02", "31/05", "31/08", "30/11"]),
        ("trong 05 ngày làm việc sau khi kết thúc quý", "relative", "5 working days after the end of the quarter",
         ["09/01", "07/04", "07/07", "07/10"]),
        ("15 ngày kể từ ngày kết thúc quý", "relative", "15 days after the end of the quarter",
         ["15/01", "15/04", "15/07", "15/10"]),
        ("05 ngày, kể từ ngày ký", "relative", "5 days after the event", ["10/01"]),
        ("03 tháng kể từ ngày Ủy ban nhân dân tỉnh ban hành Thông báo này", "relative", "3 months after the event",
         ["05/04"]),
        ("05 ngày làm việc kể từ ngày nhận được công văn này", "relative", "5 working days after receipt", []),
        ("trong 02 giờ kể từ khi nhận phản ánh", "relative", "2 hours after receipt", []),
        ("thường xuyên", "continuous", "thường xuyên", []),
        ("trước khi triển khai", "relative", "before implementation", []),
    ],
)  # fmt: skip
def test_the_due_days_of_a_year(text: str, kind: str, value: str, due: list[str]) -> None:
    assert days(text, kind, value) == due


def test_the_last_working_day_of_a_month_is_known_only_with_a_calendar() -> None:
    schedule = read("ngày làm việc cuối cùng hằng tháng", "period", "1 month; last working day")
    assert next_due(schedule, date(2026, 8, 1), VIETNAM) == date(2026, 8, 28)
    assert next_due(schedule, date(2026, 1, 31), VIETNAM) == date(2026, 2, 27)
    assert to_rrule(schedule) is None


def test_a_term_runs_from_the_day_the_letter_came() -> None:
    text = "05 ngày làm việc kể từ ngày nhận được văn bản"
    assert days(text, "relative", "5 working days after receipt", received=date(2026, 2, 12)) == ["26/02"]
    before = "chậm nhất 02 ngày trước khi tổ chức"
    assert days(before, "relative", "2 days before the event", event=date(2026, 5, 10)) == ["08/05"]


def test_an_office_may_count_the_named_day_itself() -> None:
    assert days("trước ngày 10/11/2026", "date", "2026-11-10", before_excludes=False) == ["10/11"]
    assert days("trước ngày 25/6 hằng năm", "period", "year; day 25/6", before_excludes=False) == ["25/06"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", "2025-12-31"), ("date", "2026-02-31"), ("date", "mai"), ("month", "2026-13"), ("period", "vài hôm"),
     ("date", ""), ("unknown", "2026-11-10"), ("date", "0000-01-01")],
)  # fmt: skip
def test_what_is_past_or_no_day_is_no_deadline(kind: str, value: str) -> None:
    assert read("hạn", kind, value) is None


def test_a_due_day_on_a_holiday_is_rolled_if_the_office_wants() -> None:
    monthly = {"text": "ngày 30 hằng tháng", "type": "period", "value": "1 month; day 30"}
    schedule = read_schedule(monthly, issued=ISSUED, roll="following")
    assert next_due(schedule, date(2026, 4, 1), VIETNAM) == date(2026, 5, 4)
    assert to_rrule(schedule) is None
    assert explain(schedule) == (
        "hằng tháng, đến hết ngày 30, gặp ngày nghỉ thì lùi sang ngày làm việc tiếp theo"
    )


def test_a_rule_ends_where_a_person_says() -> None:
    weekly = Schedule("thứ Sáu hằng tuần", EveryWeeks(1, 4, ISSUED), until=date(2026, 1, 20))
    assert all_due(weekly, ISSUED, date(2026, 12, 31), VIETNAM) == (date(2026, 1, 9), date(2026, 1, 16))
    assert to_rrule(weekly) == "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260120"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (EveryMonths(6, 5), "6 tháng một lần, đến hết ngày cuối các tháng 6, 12"),
        (EveryMonths(12, 11, 14), "hằng năm, đến hết ngày 14 tháng 12"),
        (EveryMonths(1, 0), "hằng tháng, đến hết ngày cuối tháng"),
        (EveryMonths(1, 0, 1, True), "hằng tháng, đến hết ngày làm việc đầu tiên"),
        (EveryWeeks(1, 4, ISSUED), "thứ Sáu hằng tuần"),
        (EveryDays(1, ISSUED), "hằng ngày"),
    ],
)
def test_a_rule_is_told_in_words(rule: EveryMonths, words: str) -> None:
    assert explain(Schedule("", rule)) == words


@settings(deadline=None)
@given(PERIODIC, DAYS, st.integers(0, 500))
def test_the_next_day_is_later_and_never_goes_back(rule: EveryMonths, after: date, more: int) -> None:
    schedule = Schedule("", rule)
    first = next_due(schedule, after, VIETNAM)
    later = next_due(schedule, after + timedelta(days=more), VIETNAM)
    assert after < first <= later
    assert next_due(schedule, first - timedelta(days=1), VIETNAM) == first


@settings(deadline=None)
@given(PERIODIC, DAYS, st.sampled_from(["following", "preceding"]))
def test_rolled_days_are_worked_and_in_order(rule: EveryMonths, after: date, how: str) -> None:
    schedule = Schedule("", rule, roll=how)
    found = all_due(schedule, after + timedelta(days=1), after + timedelta(days=800), VIETNAM)
    assert all(VIETNAM.is_working(day) for day in found)
    assert all(before < day for before, day in zip((after, *found), found, strict=False))


@settings(deadline=None)
@given(PERIODIC, DAYS)
def test_other_calendars_expand_the_rule_to_the_same_days(rule: EveryMonths, after: date) -> None:
    schedule = Schedule("", rule)
    first = next_due(schedule, after, VIETNAM)
    last = first + timedelta(days=1500)
    expanded = rrulestr(f"RRULE:{to_rrule(schedule)}", dtstart=datetime.combine(first, datetime.min.time()))
    theirs = expanded.between(expanded[0], datetime.combine(last, datetime.min.time()), inc=True)
    assert tuple(day.date() for day in theirs) == all_due(schedule, first, last, VIETNAM)


@given(DAYS, DAYS)
def test_one_day_is_due_once(day: date, after: date) -> None:
    assume(day != after)
    assert next_due(Schedule("", Once(day)), after, VIETNAM) == (day if day > after else None)


@given(st.text(max_size=40), st.sampled_from(["date", "month", "period", "relative"]), st.text(max_size=30))
def test_no_words_break_the_reader_of_deadlines(text: str, kind: str, value: str) -> None:
    schedule = read(text, kind, value)
    if schedule is not None:
        explain(schedule)
        next_due(schedule, ISSUED, VIETNAM)
