"""The form that hands a letter's obligations down: which ones, by when, to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.relay import day_refusal, upper_passed
from haichieu.web.cascade.unit_rows import PARTS, UnitRow, UnitRows, rule_of
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date

#: rows of units in one form
MOST_ROWS = 40


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
class Wish:
    """What was posted."""

    picks: tuple[DutyPick, ...]
    rows: tuple[UnitRow, ...]
    note: str
    search: str
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls, data: QueryDict, duties: Sequence[Obligation], held: dict[int, int], make: UnitRows
    ) -> "Wish":
        """Read obligations and rows; a row that was dropped is gone, one that was added is the last."""
        posted = Posted(data)
        picks = tuple(_pick(duty, posted, held) for duty in duties)
        note = posted.text("note")
        errors = {name: why for name, why in posted.errors.items() if name == "note"}
        if errors:
            note = posted.values["note"]  # refused, but not cut: what was typed stays to be shortened
        return cls(picks, _rows(posted, make), note, posted.text("q", longest=200), errors)

    @property
    def taken(self) -> tuple[DutyPick, ...]:
        """The obligations to hand down."""
        return tuple(pick for pick in self.picks if pick.take)


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
    )


def _rows(posted: Posted, make: UnitRows) -> tuple[UnitRow, ...]:
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
        rows.append(make.row(rule_of(typed), part if part in allowed else "", phrase=phrase, why=why))
    if added := posted.values.get("add", ""):
        rows.append(make.row(rule_of(added), "lead"))
    return tuple(rows[:MOST_ROWS])
