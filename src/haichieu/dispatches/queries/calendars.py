"""Which days an office works, how it counts them, and which deadlines would move.

Both are inherited: of two units that say something about a day, the nearer one is right.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from haichieu.dispatches.models import CountingRule, Obligation, OfficeDay
from haichieu.dispatches.rules import ROLLS, Counting, Due, recounted
from haichieu.dispatches.rules.calendar import VIETNAM, Calendar, public_days
from haichieu.units.queries import tree
from haichieu.units.rules import Tree


@dataclass(frozen=True, slots=True)
class OfficeCalendars:
    """The days and rules of some units and of the units above them, in two questions however many they are."""

    tree: Tree
    days: dict[int, list[OfficeDay]]
    rules: dict[int, list[CountingRule]]

    @classmethod
    def of(cls, units: Collection[int], *, on: date) -> "OfficeCalendars":
        """Of these units as the tree stands on the day."""
        day_tree = tree(on=on)
        known = {above for pk in units for above in (pk, *day_tree.above(pk))}
        days: dict[int, list[OfficeDay]] = defaultdict(list)
        for row in OfficeDay.objects.filter(unit__one_of=known).order_by("day"):
            days[row.unit_id].append(row)
        rules: dict[int, list[CountingRule]] = defaultdict(list)
        for rule in CountingRule.objects.filter(unit__one_of=known).order_by("-valid_from"):
            rules[rule.unit_id].append(rule)
        return cls(day_tree, days, rules)

    def changed(self, change: "CalendarChange") -> "OfficeCalendars":
        """The same as if the change were made."""
        days, rules = defaultdict(list), defaultdict(list)
        kept = (row for rows in self.days.values() for row in rows if row != change.gone)
        for row in (*kept, *change.days):  # of two for one day the later one holds
            days[row.unit_id].append(row)
        held = [row for rows in self.rules.values() for row in rows if row != change.gone]
        for rule in sorted((*change.rules, *held), key=lambda rule: rule.valid_from, reverse=True):
            rules[rule.unit_id].append(rule)
        return OfficeCalendars(self.tree, days, rules)

    def chain(self, unit: int) -> tuple[int, ...]:
        """The unit and those above it, the nearest first."""
        return (unit, *self.tree.above(unit))

    def own_days(self, unit: int) -> dict[date, OfficeDay]:
        """What the unit or one above it says of days, each day by the nearest."""
        found: dict[date, OfficeDay] = {}
        for pk in reversed(self.chain(unit)):
            found |= {row.day: row for row in self.days.get(pk, ())}
        return found

    def calendar(self, unit: int) -> Calendar:
        """The public calendar with the days of the unit."""
        own = self.own_days(unit)
        if not own:
            return VIETNAM
        return Calendar(
            public=public_days,
            own_days_off={day: row.name for day, row in own.items() if not row.is_worked},
            own_days_worked=frozenset(day for day, row in own.items() if row.is_worked),
            own_sources={day: row.source for day, row in own.items()},
        )

    def rule(self, unit: int, day: date) -> CountingRule | None:
        """The rule of the nearest unit that has one in force on the day; None where the law alone holds."""
        held = (rule for pk in self.chain(unit) for rule in self.rules.get(pk, ()) if rule.valid_from <= day)
        return next(held, None)

    def counting(self, unit: int, day: date) -> Counting:
        """How the unit counts a term that begins on the day."""
        rule = self.rule(unit, day)
        if rule is None:
            return Counting()
        return Counting(
            rule.counts_first_day, ROLLS[rule.roll], rule.before_excludes, rule.source, rule.valid_from
        )


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """Days and rules that are not written down yet, and one that is to go."""

    days: Sequence[OfficeDay] = ()
    rules: Sequence[CountingRule] = ()
    gone: OfficeDay | CountingRule | None = None


def work_calendar(unit: int | None = None, *, on: date | None = None) -> Calendar:
    """The calendar by which a unit counts working days: the public one with Tết, and its own and inherited days.

    ``on`` is the day of the tree; without a unit the public calendar alone.

    >>> work_calendar().day_off(date(2026, 2, 17))
    'Tết Nguyên Đán'
    """
    if unit is None or on is None:
        return VIETNAM
    return OfficeCalendars.of([unit], on=on).calendar(unit)


def counting_rule(unit: int, *, on: date) -> Counting:
    """How the unit counts terms that begin on the day."""
    return OfficeCalendars.of([unit], on=on).counting(unit, on)


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """An open deadline that the calendar or the rule of today would count otherwise."""

    obligation: Obligation
    before: date
    due: Due

    @property
    def after(self) -> date:
        """The day that it would have."""
        assert self.due.on is not None
        return self.due.on


def recount(obligation: Obligation, *, on: date) -> Due | None:
    """How the day of an obligation counts today; None where nothing was kept to count from."""
    kept = obligation.schedule
    if not kept or not kept.get("known") or obligation.due_on is None:
        return None
    calendars = OfficeCalendars.of([obligation.dispatch.unit_id], on=on)
    return _recount(obligation, calendars, obligation.due_on)


def deadline_moves(units: Collection[int], *, on: date) -> list[DeadlineMove]:
    """Open deadlines of these units that would move if they were counted today, the earliest first.

    Deadlines set by hand, those left as they are by a person, and those that passed stay out.
    """
    return moves_among(_counted(units, on), on=on)


def moves_by(change: CalendarChange, units: Collection[int], *, on: date) -> list[DeadlineMove]:
    """Open deadlines of these units that would move, or move elsewhere, once the change is made, the earliest first."""
    rows = list(_counted(units, on))
    now = {(move.obligation.pk, move.after) for move in moves_among(rows, on=on)}
    then = moves_among(rows, on=on, change=change)
    return [move for move in then if (move.obligation.pk, move.after) not in now]


def _counted(units: Collection[int], on: date) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(
        owner__one_of=units, done_at=None, removed_at=None, outside_at=None, due_on__gte=on
    ).filter(schedule__counted=True)
    found = rows.select_related("dispatch", "owner").defer("dispatch__text", "search", "actors")
    return found.order_by("due_on", "pk")


def moves_among(
    obligations: Iterable[Obligation], *, on: date, change: CalendarChange | None = None
) -> list[DeadlineMove]:
    """The obligations among these that would move; with ``change``, as if it were made."""
    rows = [row for row in obligations if row.due_on and (row.schedule or {}).get("known")]
    calendars = OfficeCalendars.of({row.dispatch.unit_id for row in rows}, on=on)
    if change is not None:
        calendars = calendars.changed(change)
    moves = []
    for row in rows:
        kept, before = row.schedule or {}, row.due_on
        if before is None or kept.get("on") != before.isoformat():
            continue
        due = _recount(row, calendars, before)
        if due.on is None or due.on in (before, _day(kept.get("left"))) or due.on < on:
            continue
        moves.append(DeadlineMove(row, before, due))
    return moves


def _recount(row: Obligation, calendars: OfficeCalendars, due_on: date) -> Due:
    office, kept = row.dispatch.unit_id, row.schedule or {}
    counting = calendars.counting(office, date.fromisoformat(kept["known"]))
    return recounted(kept, due_on=due_on, counting=counting, calendar=calendars.calendar(office))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
