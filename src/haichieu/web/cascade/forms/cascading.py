"""The form that hands a letter's obligations down: which ones, by when, to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import QueryDict

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.relay import day_refusal, upper_passed
from haichieu.web.cascade.relayed import HeldAlready
from haichieu.web.cascade.unit_rows import PARTS, SENT_PARTS, UnitRow, UnitRows, rule_of
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date

#: rows of units in one form
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class DutyPick:
    """One obligation of the form."""

    duty: Obligation
    take: bool
    #: the day as typed, and as read; None for the obligation's own
    typed: str
    due_on: date | None
    error: str
    #: units that hold it already
    held: int
    #: why the chosen units are not those whom the letter gives it to; empty where they are
    apart: str = ""
    #: that the chosen units hold the same work by the letter that this one passes on
    again: HeldAlready | None = None
    #: duties with the same addressees form a group; counted from 0
    group: int = 0

    @property
    def name(self) -> str:
        """How its fields begin."""
        return f"duty-{self.duty.pk}"

    @property
    def passed(self) -> str:
        """Why a day has to be set; empty while the giver's own has not passed."""
        return upper_passed(self.duty.due_on, today())

    @property
    def refusal(self) -> str:
        """What is wrong with its day, before anything is sent."""
        return self.error or day_refusal(self.due_on, self.duty.due_on, today=today())


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Obligations that go to the same units."""

    number: int
    picks: tuple[DutyPick, ...]
    rows: tuple[UnitRow, ...]
    #: words by which a unit is looked for
    search: str = ""

    @property
    def taken(self) -> tuple[DutyPick, ...]:
        """The obligations to hand down."""
        return tuple(pick for pick in self.picks if pick.take)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was posted."""

    groups: tuple[DutyGroup, ...]
    note: str
    errors: dict[str, str] = field(default_factory=dict)
    #: phrases whose rows a person took away
    gone: tuple[str, ...] = ()

    @property
    def picks(self) -> tuple[DutyPick, ...]:
        """Every obligation of the form."""
        return tuple(pick for group in self.groups for pick in group.picks)

    @property
    def refused(self) -> tuple[str, ...]:
        """Phrases of which a person said that their units are not meant."""
        rows = (row for group in self.groups for row in group.rows)
        return (*self.gone, *(row.phrase for row in rows if row.phrase and row.part not in SENT_PARTS))

    @classmethod
    def read(
        cls, data: QueryDict, duties: Sequence[Obligation], held: dict[int, int], make: UnitRows
    ) -> "Wish":
        """Read obligations and rows; a row that was dropped is gone, one that was added is the last of its group."""
        posted = Posted(data)
        picks = [_pick(duty, posted, held) for duty in duties]
        picks, rows = _regrouped(picks, _rows(posted, make), posted)
        note = posted.text("note")
        errors = {name: why for name, why in posted.errors.items() if name == "note"}
        if errors:
            note = posted.values["note"]  # refused, but not cut: what was typed stays to be shortened
        searches = {number: posted.text(f"q-{number}", longest=200) for number in range(len(picks))}
        return cls(in_groups(picks, rows, searches), note, errors, _gone(posted))


def in_groups(
    picks: Sequence[DutyPick], rows: Sequence[UnitRow], searches: Mapping[int, str] | None = None
) -> tuple[DutyGroup, ...]:
    """The groups that hold an obligation, counted anew; one without any where there is no obligation at all."""
    numbers = sorted({pick.group for pick in picks}) or [0]
    return tuple(
        DutyGroup(
            new,
            tuple(replace(pick, group=new) for pick in picks if pick.group == old),
            tuple(replace(row, group=new) for row in rows if row.group == old),
            (searches or {}).get(old, ""),
        )
        for new, old in enumerate(numbers)
    )


def _regrouped(
    picks: list[DutyPick], rows: list[UnitRow], posted: Posted
) -> tuple[list[DutyPick], list[UnitRow]]:
    """After one obligation was split off, with the same units to begin with, or put back into the first group."""
    split, join = posted.values.get("split", ""), posted.values.get("join", "")
    chosen = next((pick for pick in picks if str(pick.duty.pk) in (split, join)), None)
    if chosen is None:
        return picks, rows
    to = 1 + max(pick.group for pick in picks) if split else 0
    if split:
        own = [replace(row, phrase="", why="", group=to) for row in rows if row.group == chosen.group]
        rows = rows + own if len(rows) + len(own) <= MOST_ROWS else rows
    return [replace(pick, group=to) if pick is chosen else pick for pick in picks], rows


def fresh_pick(duty: Obligation, held: dict[int, int]) -> DutyPick:
    """An obligation as it is first shown: taken when nobody holds it yet."""
    count = held.get(duty.pk, 0)
    own = "" if upper_passed(duty.due_on, today()) else vn_date(duty.due_on)
    return DutyPick(duty, not count, own, None, "", count)


def _pick(duty: Obligation, posted: Posted, held: dict[int, int]) -> DutyPick:
    name = f"duty-{duty.pk}"
    due_on = posted.day(f"{name}-due")
    own = None if due_on == duty.due_on else due_on
    typed = posted.values.get(f"{name}-due", "")
    return DutyPick(
        duty,
        posted.yes(f"{name}-take"),
        typed,
        own,
        posted.errors.get(f"{name}-due", ""),
        held.get(duty.pk, 0),
        group=_group(posted.values.get(f"{name}-group", "")),
    )


def _group(typed: str) -> int:
    """The number of a group; the first one where somebody made it up."""
    return int(typed) if typed.isdecimal() and len(typed) < len(str(MOST_ROWS)) + 1 else 0


def _gone(posted: Posted) -> tuple[str, ...]:
    dropped = posted.values.get(f"row-{posted.values.get('drop', '')}-phrase", "")
    phrases = (*posted.values.get("gone", "").splitlines(), " ".join(dropped.split()))
    return tuple(dict.fromkeys(phrase[:500] for phrase in phrases if phrase.strip()))[:MOST_ROWS]


def _rows(posted: Posted, make: UnitRows) -> list[UnitRow]:
    allowed = {part for part, _ in PARTS}
    dropped = posted.values.get("drop", "")
    rows = []
    for n in range(MOST_ROWS):
        typed = posted.values.get(f"row-{n}-rule")
        if typed is None or dropped == str(n):
            continue
        part = posted.values.get(f"row-{n}-part", "")
        phrase = posted.text(f"row-{n}-phrase", longest=500)
        why = posted.text(f"row-{n}-why", longest=500)
        group = _group(posted.values.get(f"row-{n}-group", ""))
        part = part if part in allowed else ""
        rows.append(make.row(rule_of(typed), part, phrase=phrase, why=why, group=group))
    if added := posted.values.get("add", ""):
        number, _, rule = added.partition(":") if added[:1].isdecimal() else ("", "", added)
        rows.append(make.row(rule_of(rule), "lead", group=_group(number)))
    return rows[:MOST_ROWS]
