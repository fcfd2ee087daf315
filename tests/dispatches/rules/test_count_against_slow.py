"""Counts of terms, checked day by day by a slow, plain version, and the words that explain them."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import Counting, due_hour, first_due, recounted
from haichieu.dispatches.rules.calendar import VIETNAM, Calendar, public_days
from haichieu.dispatches.rules.confirmation import kept_schedule
from haichieu.dispatches.rules.recurrence import After
from haichieu.dispatches.rules.workdays import DayCount, Roll

ONE = timedelta(days=1)
DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2034, 1, 1))
OWN_DAYS = st.dictionaries(
    st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 6, 30)), st.booleans(), max_size=20
)
ROLLS = st.sampled_from(["none", "following", "preceding"])


def slow_working(start: date, count: int, calendar: Calendar, first: bool) -> tuple[date, list[date]]:
    """Walk one day at a time; the last day that counted and the days that did not."""
    step, left, day, passed = (ONE if count > 0 else -ONE), abs(count), start, []
    day = start if first else start + step
    while True:
        if calendar.is_working(day):
            left -= 1
            if left == 0:
                return day, sorted(passed)
        else:
            passed.append(day)
        day += step


def slow_days(start: date, count: int, calendar: Calendar, first: bool, roll: Roll) -> date:
    day = start
    for _ in range(count - first):
        day += ONE
    while roll != "none" and not calendar.is_working(day):
        day += ONE if roll == "following" else -ONE
    return day


def own_calendar(days: dict[date, bool]) -> Calendar:
    return Calendar(
        public=public_days,
        own_days_off={day: "Nghỉ ngành" for day, worked in days.items() if not worked},
        own_days_worked=frozenset(day for day, worked in days.items() if worked),
    )


@given(DAYS, st.integers(min_value=1, max_value=60), st.booleans(), st.booleans())
def test_working_days_are_those_of_the_slow_count(start: date, count: int, back: bool, first: bool) -> None:
    count = -count if back else count
    found = VIETNAM.add_working_days(start, count, count_first=first)
    on, passed = slow_working(start, count, VIETNAM, first)
    assert found.on == on
    assert [day for day, _ in sorted(found.skipped)] == passed
    assert len(found.counted) == abs(count) and all(map(VIETNAM.is_working, found.counted))


@given(OWN_DAYS, st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 5, 1)), st.integers(1, 30))
def test_an_offices_own_days_count_as_it_says(days: dict[date, bool], start: date, count: int) -> None:
    calendar = own_calendar(days)
    found = calendar.add_working_days(start, count)
    assert found.on == slow_working(start, count, calendar, False)[0]
    assert set(found.made_up) == {day for day in found.counted if day.weekday() > 4}


@given(DAYS, st.integers(min_value=1, max_value=200), st.booleans(), ROLLS)
def test_plain_days_are_those_of_the_slow_count(start: date, count: int, first: bool, roll: Roll) -> None:
    found = After(count, "day", "issued", start, first).counted(VIETNAM, roll)
    assert found.on == slow_days(start, count, VIETNAM, first, roll)


@given(DAYS, st.integers(min_value=1, max_value=24), st.booleans())
def test_a_term_in_months_ends_on_the_day_of_the_same_number(start: date, count: int, first: bool) -> None:
    """Bộ luật Dân sự 2015, điều 148 khoản 4: the same day, or the last of a month that has none."""
    on = After(count, "month", "issued", start, first).counted(VIETNAM).on + (ONE if first else timedelta())
    assert (on.year * 12 + on.month) - (start.year * 12 + start.month) == count
    assert on.day == start.day or (on + ONE).day == 1


def days_named(found: DayCount) -> set[tuple[int, int]]:
    """Every day and month that the sentence names as passed over, its spans filled in."""
    named = set()
    said = found.sentence.partition(": trừ ")[2].partition(" →")[0].partition("có tính")[0]
    year = {(day.day, day.month): day for day, _ in found.skipped}
    for first, last in re.findall(r"(\d{2}/\d{2})(?:–(\d{2}/\d{2}))? \(", said):
        day = year[tuple(map(int, first.split("/")))]
        end = year[tuple(map(int, (last or first).split("/")))]
        while day <= end:
            named.add((day.day, day.month))
            day += ONE
    return named


@given(DAYS, st.integers(min_value=1, max_value=15))
def test_a_sentence_names_exactly_the_days_passed_over(start: date, count: int) -> None:
    found = VIETNAM.add_working_days(start, count)
    if "cuối tuần khác" in found.sentence:
        holidays = {(day.day, day.month) for day, reason in found.skipped if "thứ" not in reason.lower()}
        assert {day for day in holidays if day not in days_named(found)} <= {
            (day.day, day.month) for day, reason in found.skipped if reason == "Chủ nhật"
        }
        return
    assert days_named(found) == {(day.day, day.month) for day, _ in found.skipped}


#: five working days from the last working day before the holiday, as announced each year
@pytest.mark.parametrize(
    ("start", "on"),
    [
        # Tết: 8–14/2/2024, 25/1–2/2/2025, 14–22/2/2026, 4–10/2/2027 (estimated)
        (date(2024, 2, 7), date(2024, 2, 21)),
        (date(2025, 1, 24), date(2025, 2, 7)),
        (date(2026, 2, 13), date(2026, 2, 27)),
        # 2/9: 31/8–3/9/2024, 30/8–2/9/2025, 29/8–2/9/2026 with 22/8 worked instead of 31/8
        (date(2024, 8, 30), date(2024, 9, 10)),
        (date(2025, 8, 29), date(2025, 9, 9)),
        (date(2026, 8, 28), date(2026, 9, 9)),
        # 29/4/2024 off and 4/5/2024 worked; 2/5/2025 off and 26/4/2025 worked
        (date(2024, 4, 26), date(2024, 5, 7)),
        (date(2025, 4, 24), date(2025, 5, 5)),
    ],
)
def test_five_working_days_over_long_holidays(start: date, on: date) -> None:
    assert VIETNAM.add_working_days(start, 5).on == on


def test_tet_of_2027_is_left_out_whole() -> None:
    found = VIETNAM.add_working_days(date(2027, 2, 3), 3)
    free = {day for day, _ in found.skipped}
    assert {date(2027, 2, 5) + n * ONE for n in range(5)} <= free and found.on > date(2027, 2, 9)


def test_a_saturday_that_is_worked_is_named() -> None:
    assert "có tính ngày làm bù 22/08" in VIETNAM.add_working_days(date(2026, 8, 20), 3).sentence


TERM = {"text": "05 ngày kể từ ngày nhận", "type": "relative", "value": "5 days after receipt"}


@pytest.mark.parametrize(
    ("counting", "on", "words"),
    [
        (Counting(), date(2024, 9, 4), "không tính ngày đầu: ngày cuối 31/08 là ngày nghỉ"),
        (Counting(roll="none"), date(2024, 8, 31), "không tính ngày đầu → 31/08/2024"),
        (Counting(roll="preceding"), date(2024, 8, 30), "→ 30/08/2024"),
        (Counting(counts_first_day=True, source="QC 05"), date(2024, 8, 30), "tính cả ngày đầu"),
    ],
)
def test_an_office_counts_by_its_own_rule(counting: Counting, on: date, words: str) -> None:
    due = first_due(TERM, known_on=date(2024, 8, 26), counting=counting, calendar=VIETNAM)
    assert due.on == on and words in due.sentence
    assert (counting.source or "điều 147 khoản 2") in due.sentence


def test_the_sentence_says_on_what_it_rests() -> None:
    term = {"text": "05 ngày làm việc", "type": "relative", "value": "5 working days after receipt"}
    due = first_due(
        {**term, "text": "05 ngày làm việc kể từ ngày nhận"}, known_on=date(2024, 8, 30), calendar=VIETNAM
    )
    assert due.sentence == (
        "“05 ngày làm việc kể từ ngày nhận”: 5 ngày làm việc kể từ 30/08/2024, không tính ngày đầu: trừ 31/08–03/09 "
        "(thứ Bảy, Chủ nhật, Quốc khánh), 07/09–08/09 (thứ Bảy, Chủ nhật) → 10/09/2024 (theo Bộ luật Dân sự 2015, "
        "điều 147 khoản 2; Bộ luật Lao động 2019, điều 112)."
    )


@given(DAYS, st.integers(min_value=1, max_value=99), st.sampled_from(["days", "working days", "months"]))
def test_a_sentence_fits_its_column(start: date, count: int, unit: str) -> None:
    term = {
        "text": "x " * 150 + "kể từ ngày nhận",
        "type": "relative",
        "value": f"{count} {unit} after receipt",
    }
    due = first_due(term, known_on=start, calendar=VIETNAM)
    assert due.on is not None and due.sentence.endswith(".") and len(due.sentence) <= 500


@given(DAYS, st.integers(min_value=1, max_value=40), st.sampled_from(["days", "working days", "months"]))
def test_what_is_kept_counts_to_the_same_day_again(start: date, count: int, unit: str) -> None:
    term = {"text": "kể từ ngày nhận", "type": "relative", "value": f"{count} {unit} after receipt"}
    due = first_due(term, known_on=start, calendar=VIETNAM)
    kept = kept_schedule(term, due, known_on=start, letter=None)
    assert kept is not None and due.on is not None
    assert recounted(kept, due_on=due.on, calendar=VIETNAM) == due


def test_a_day_that_the_letter_names_stays_on_a_sunday() -> None:
    named = {"text": "chậm nhất ngày 15/11/2026", "type": "date", "value": "2026-11-15"}
    due = first_due(named, known_on=date(2026, 11, 5), calendar=VIETNAM)
    assert due.on == date(2026, 11, 15)
    assert "là Chủ nhật, văn bản ghi rõ ngày nên không dời" in due.sentence


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("trước 16 giờ ngày 20/11", "16 giờ"),
        ("trước 16h30 ngày 20/11/2026", "16 giờ 30"),
        ("trước 08g00 ngày 5/6", "8 giờ"),
        ("chậm nhất 17:00 ngày 20/11", "17 giờ"),
        ("trước 16 giờ 30 phút, ngày 20/11", "16 giờ 30"),
        ("trước 11 giờ 20/11", "11 giờ"),
        ("trong 24 giờ kể từ khi nhận", ""),
        ("48 giờ làm việc", ""),
        ("trước ngày 20/11/2026", ""),
    ],
)
def test_the_hour_that_a_deadline_names(words: str, hour: str) -> None:
    assert due_hour(words) == hour


def test_an_hour_is_said_and_lateness_stays_by_day() -> None:
    named = {"text": "trước 16 giờ ngày 20/11/2026", "type": "date", "value": "2026-11-20"}
    due = first_due(named, known_on=date(2026, 11, 5), calendar=VIETNAM)
    assert due.on == date(2026, 11, 20)
    assert "đến 16 giờ ngày 20/11/2026; phần mềm tính trễ theo ngày, từ 21/11/2026" in due.sentence
