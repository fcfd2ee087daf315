"""What stands in a digest, and when one goes out, over years of clocks, outages, weekends and quiet hours."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from haichieu.notices.rules import (
    OFFICE_ZONE,
    Content,
    Heading,
    Letter,
    Matter,
    Quiet,
    Said,
    Side,
    Since,
    Steps,
    decide,
    is_time,
    step_days,
)

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)
STEPS = st.builds(Steps, st.integers(0, 10), st.integers(1, 5), st.integers(1, 7))


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def owned(
    due: date | None, *, pk: int = 1, steps: Steps | None = None, said_at: datetime | None = None
) -> Matter:
    said = Said.SENT if said_at else None
    return Matter("assignment", pk, Side.OWNER, due, steps or Steps(), said_at=said_at, said=said)


def told(day: date) -> Since:
    return Since(day, datetime.combine(day, time(7), OFFICE_ZONE))


def asked(matter: Matter, on: date, since: Since | None = None) -> Content | None:
    return decide([matter], [], since=since, on=on, is_working=weekdays)


def test_the_owner_is_told_three_days_before_on_the_day_and_a_day_after() -> None:
    matter = owned(FRIDAY)
    days = [FRIDAY + DAY * n for n in range(-7, 8)]
    called = [day for day in days if weekdays(day) and asked(matter, day, told(day - DAY))]
    assert called == [FRIDAY - 3 * DAY, FRIDAY]
    assert asked(matter, FRIDAY + 3 * DAY, told(FRIDAY)).count(Heading.LATE) == 1


def test_the_level_above_is_told_once_three_days_after() -> None:
    below = Matter("given", 1, Side.ABOVE, FRIDAY - 3 * DAY, count=37)
    assert asked(below, FRIDAY, told(FRIDAY - DAY)).count(Heading.BELOW) == 37
    assert asked(below, FRIDAY - DAY, told(FRIDAY - 2 * DAY)) is None
    assert asked(below, FRIDAY + 3 * DAY, told(FRIDAY)) is None


def test_a_step_on_a_day_off_is_told_on_the_working_day_before() -> None:
    wednesday = FRIDAY + 5 * DAY
    assert step_days(owned(wednesday), weekdays)[0] == FRIDAY
    assert asked(owned(wednesday), FRIDAY, told(FRIDAY - DAY)).count(Heading.SOON) == 1


def test_a_day_off_has_a_digest_only_where_something_falls_due_that_day() -> None:
    saturday = FRIDAY + DAY
    assert asked(owned(saturday), saturday, told(FRIDAY)).count(Heading.TODAY) == 1
    assert asked(owned(FRIDAY), saturday, told(FRIDAY)) is None
    letter = Letter(1, datetime.combine(FRIDAY, time(9), OFFICE_ZONE))
    assert decide([], [letter], since=told(FRIDAY), on=saturday, is_working=weekdays) is None
    assert decide([], [letter], since=told(FRIDAY), on=saturday + 2 * DAY, is_working=weekdays).letters == (
        letter,
    )


def test_a_reminder_stands_in_the_next_digest_and_in_no_other() -> None:
    moment = datetime.combine(FRIDAY - DAY, time(15), OFFICE_ZONE)
    matter = owned(None, said_at=moment)
    assert asked(matter, FRIDAY, told(FRIDAY - DAY)).count(Heading.NEWS) == 1
    assert asked(matter, FRIDAY + 3 * DAY, told(FRIDAY)) is None


def test_the_first_digest_tells_all_that_is_late_or_near() -> None:
    matters = [owned(FRIDAY - 40 * DAY), owned(FRIDAY, pk=2), owned(FRIDAY + 30 * DAY, pk=3)]
    content = decide(matters, [], since=None, on=FRIDAY, is_working=weekdays)
    assert [matter.pk for _, found in content.parts for matter in found] == [1, 2]


def test_late_work_told_before_is_only_counted() -> None:
    matters = [owned(FRIDAY), *(owned(FRIDAY - 20 * DAY, pk=n) for n in range(2, 6))]
    content = decide(matters, [], since=told(FRIDAY - DAY), on=FRIDAY, is_working=weekdays, late_total=4)
    assert (content.also_late, content.count(Heading.LATE), content.count(Heading.TODAY)) == (4, 0, 1)


def test_the_most_pressing_stands_first() -> None:
    matters = [
        owned(FRIDAY + 2 * DAY, pk=1),
        owned(FRIDAY - DAY, pk=2),
        owned(FRIDAY, pk=3),
        owned(FRIDAY - 9 * DAY, pk=4),
    ]
    content = decide(matters, [], since=None, on=FRIDAY, is_working=weekdays)
    assert [heading for heading, _ in content.parts] == [Heading.LATE, Heading.TODAY, Heading.SOON]
    assert [matter.pk for _, found in content.parts for matter in found] == [4, 2, 3, 1]


def test_a_second_look_sends_only_what_was_given_since_and_presses() -> None:
    first = datetime.combine(FRIDAY, time(7), OFFICE_ZONE)
    now = first + timedelta(hours=3)
    ask = {"since": told(FRIDAY - DAY), "on": FRIDAY, "is_working": weekdays, "again": first}
    assert decide([owned(FRIDAY, said_at=now)], [], **ask) is not None
    assert decide([owned(FRIDAY + 9 * DAY, said_at=now)], [], **ask) is None
    assert decide([owned(FRIDAY, said_at=first - DAY)], [Letter(1, now)], **ask) is None


@dataclass
class Office:
    """One person's days: asked at whatever moments a worker runs, as the actions ask."""

    matter: Matter
    quiet: Quiet
    decided: date | None = None
    last: Since | None = None
    sent: list[tuple[datetime, Content]] = field(default_factory=list)

    def ask(self, at: datetime) -> None:
        if not is_time(at, self.quiet, self.decided):
            return
        on = self.decided = at.astimezone(OFFICE_ZONE).date()
        content = decide([self.matter], [], since=self.last, on=on, is_working=weekdays)
        if content is not None:
            self.last = Since(on, at)
            self.sent.append((at, content))


FIRST = datetime(2026, 11, 1, tzinfo=OFFICE_ZONE)
MOMENTS = st.lists(
    st.integers(0, 60 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)), max_size=60
).map(sorted)
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
QUIET = st.builds(Quiet, HOURS, HOURS)
DUE = st.dates(date(2026, 11, 5), date(2026, 12, 20))


@given(MOMENTS, QUIET, DUE, STEPS)
def test_nobody_gets_two_digests_for_one_day_and_none_in_quiet_hours(
    moments: list[datetime], quiet: Quiet, due: date, steps: Steps
) -> None:
    office = Office(owned(due, steps=steps), quiet)
    for at in moments:
        office.ask(at)
        office.ask(at)
    days = [at.astimezone(OFFICE_ZONE).date() for at, _ in office.sent]
    assert len(days) == len(set(days))
    assert not any(quiet.holds(at) for at, _ in office.sent)
    assert all(weekdays(day) or day == due for day in days)


@given(DUE, STEPS, st.sets(st.integers(0, 70)))
def test_no_step_is_missed_after_days_in_which_nothing_ran(due: date, steps: Steps, down: set[int]) -> None:
    """Every step that came is told by the first working morning on which anything ran, in one digest."""
    office = Office(owned(due, steps=steps), Quiet())
    first = date(2026, 10, 20)
    running = [first + DAY * n for n in range(90) if n not in down]
    for day in running:
        office.ask(datetime.combine(day, time(7, 15), OFFICE_ZONE))
    told_days = [at.date() for at, _ in office.sent]
    for step in step_days(office.matter, weekdays):
        if step < first:
            continue
        mornings = [day for day in running if day >= step and (weekdays(day) or day == due)]
        assert mornings[0] in told_days
    assert len(told_days) <= len(step_days(office.matter, weekdays))


@given(QUIET, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_morning_is_never_quiet_unless_the_quiet_begins_there(quiet: Quiet, day: date) -> None:
    assert not quiet.holds(quiet.morning(day))
