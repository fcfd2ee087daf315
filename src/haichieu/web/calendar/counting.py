"""How a deadline was counted, day by day, and how a periodic duty goes on: blocks of other pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import Recurrence, recount, recurrence_of
from haichieu.dispatches.rules import DayCount, Due, due_hour

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count."""

    day: date
    weekday: str
    #: the how-manieth it is; None for a day that does not count
    number: int | None
    #: why it does not count, or what is special about it
    words: str


@dataclass(frozen=True, slots=True)
class CountBlock:
    """The count of one deadline."""

    due: Due
    #: the obligation's own day
    due_on: date
    days: tuple[CountedDay, ...]
    #: “16 giờ”, where the letter names an hour
    hour: str

    @classmethod
    def of(cls, owed: Obligation, *, on: date) -> "CountBlock | None":
        """Count again from what the obligation kept; None where it has no day."""
        if owed.due_on is None:
            return None
        due = recount(owed, on=on) or Due(None, "")
        return cls(due, owed.due_on, counted_days(due.count), due_hour(owed.deadline_text))

    @property
    def agrees(self) -> bool:
        """Whether the count of today comes to the obligation's day."""
        return self.due.on in (None, self.due_on)


def counted_days(count: DayCount | None) -> tuple[CountedDay, ...]:
    """Every day from the first to the last, each with its number or why it does not count."""
    if count is None or not count.counted:
        return ()
    if count.unit == "month":
        lines = [_line(day, number, "") for number, day in enumerate(count.counted, start=1)]
        return (*lines, *_rolled(count))
    numbers = {day: number for number, day in enumerate(count.counted, start=1)}
    reasons = dict(count.skipped) if count.working else {}
    made_up = set(count.made_up)
    step = timedelta(days=1 if count.counted[-1] >= count.start else -1)
    days, day = [], count.start
    while day != count.counted[-1] + step:
        words = reasons.get(day, "ngày làm bù" if day in made_up else "")
        if day == count.start and not count.first_counts:
            words = "ngày đầu, không tính"
        days.append(_line(day, numbers.get(day), words))
        day += step
    return (*days, *_rolled(count))


def _rolled(count: DayCount) -> list[CountedDay]:
    if not count.is_rolled:
        return []
    last = count.counted[-1]
    skipped = [_line(day, None, reason) for day, reason in count.skipped if day != last]
    return [*skipped, _line(count.on, None, "ngày cuối gặp ngày nghỉ nên tính đến ngày này")]


def _line(day: date, number: int | None, words: str) -> CountedDay:
    return CountedDay(day, _WEEKDAYS[day.weekday()], number, words)


@dataclass(frozen=True, slots=True)
class DeadlineBlocks:
    """What the page of an obligation shows about its day."""

    count: CountBlock | None
    recurrence: Recurrence | None

    @classmethod
    def of(cls, owed: Obligation, *, on: date) -> "DeadlineBlocks":
        """Both blocks."""
        return cls(CountBlock.of(owed, on=on), recurrence_of(owed, on=on))
