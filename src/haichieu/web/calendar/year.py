"""A year of an office: each month with its days off and worked weekend days, and on what they rest."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.models import CountingRule, OfficeDay
from haichieu.dispatches.queries import OfficeCalendars
from haichieu.dispatches.rules import ROLL_LABELS, Calendar, counting_law
from haichieu.units.rules import Tree

FIRST_YEAR, LAST_YEAR = 2010, 2060
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month's square; the days around the month are empty."""

    day: date | None
    #: work, weekend, off (a holiday or a day of the office), made_up (a weekend day that is worked)
    sort: str = ""
    #: why it is off or worked, for who cannot see the colour
    words: str = ""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day off or a made-up day with its name."""

    day: date
    weekday: str
    name: str
    is_worked: bool
    #: on what it rests, and which unit says so; None for the public calendar
    source: str
    row: OfficeDay | None
    unit: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]
    named: tuple[NamedDay, ...]
    working: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A counting rule of the office or of a unit above."""

    rule: CountingRule
    unit: str
    is_own: bool
    is_current: bool
    first_day: str
    last_day: str
    before: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """The calendar page of one unit and year."""

    year: int
    months: tuple[Month, ...]
    rules: tuple[RuleLine, ...]
    law_first: str
    law_end: str
    law_holidays: str
    #: whether the year's public holidays are only estimated, because no notice can be out yet
    is_estimated: bool

    @classmethod
    def of(cls, unit: int, tree: Tree, *, year: int, on: date) -> "YearPage":
        """Gather the page in two questions."""
        office = OfficeCalendars.of([unit], on=on)
        calendar, own = office.calendar(unit), office.own_days(unit)
        names = {pk: tree.nodes[pk].name for pk in office.chain(unit) if pk in tree.nodes}
        law = counting_law(on)
        months = tuple(
            _month(date(year, number, 1), calendar, own, names, law.holidays) for number in range(1, 13)
        )
        rules = tuple(_rule_lines(office, unit, names, on))
        return cls(year, months, rules, law.first, law.end, law.holidays, year > on.year + 1)

    @property
    def before(self) -> int | None:
        """The year before, where the calendar knows it."""
        return self.year - 1 if self.year > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        """The year after."""
        return self.year + 1 if self.year < LAST_YEAR else None


def _month(
    first: date, calendar: Calendar, own: dict[date, OfficeDay], names: dict[int, str], law: str
) -> Month:
    weeks = []
    named: list[NamedDay] = []
    working = 0
    for week in Weeks().monthdatescalendar(first.year, first.month):
        cells = []
        for day in week:
            cell = _cell(day, calendar) if day.month == first.month else Cell(None)
            cells.append(cell)
            working += cell.sort in ("work", "made_up")
            row = own.get(day)
            if cell.day and (cell.sort in ("off", "made_up") or row):
                named.append(_named(cell, row, names, law))
        weeks.append(tuple(cells))
    return Month(first, tuple(weeks), tuple(named), working)


def _cell(day: date, calendar: Calendar) -> Cell:
    reason, is_weekend = calendar.day_off(day), day.weekday() in calendar.weekend
    if reason is None:
        return Cell(day, "made_up", "làm việc") if is_weekend else Cell(day, "work")
    return Cell(day, "weekend", "nghỉ") if reason in _WEEKDAYS else Cell(day, "off", f"nghỉ, {reason}")


def _named(cell: Cell, row: OfficeDay | None, names: dict[int, str], law: str) -> NamedDay:
    assert cell.day is not None
    worked = cell.sort in ("made_up", "work")
    weekday = _WEEKDAYS[cell.day.weekday()]
    if row:
        return NamedDay(
            cell.day, weekday, row.name, worked, row.source, row, names.get(row.unit_id, "đơn vị cấp trên")
        )
    source = "Thông báo hoán đổi ngày làm việc của năm" if worked else law
    name = "Làm bù" if worked else cell.words.removeprefix("nghỉ, ")
    return NamedDay(cell.day, weekday, name, worked, source, None, "")


def _rule_lines(office: OfficeCalendars, unit: int, names: dict[int, str], on: date) -> list[RuleLine]:
    current = office.rule(unit, on)
    return [
        RuleLine(
            rule,
            names.get(pk, "đơn vị cấp trên"),
            pk == unit,
            rule == current,
            "Tính cả ngày đầu" if rule.counts_first_day else "Không tính ngày đầu",
            ROLL_LABELS[rule.roll],
            "hết ngày liền trước ngày X" if rule.before_excludes else "hết ngày X",
        )
        for pk in office.chain(unit)
        for rule in office.rules.get(pk, ())
    ]
