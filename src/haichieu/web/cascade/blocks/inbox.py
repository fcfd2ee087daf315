"""What the person's own units were given."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.models import Assignment
from haichieu.dispatches.queries import AtUnits, assignments_of, at_lower_units
from haichieu.units.rules import Tree
from haichieu.web.cascade.naming import badge, below_words, day_words, letter_words, unit_name
from haichieu.web.cascade.paging import Window, presets
from haichieu.web.dispatches.blocks.letter_list import Preset

STATES = (
    ("open", "Phải làm"),
    ("late", "Quá hạn"),
    ("soon", "7 ngày tới"),
    ("units", "Chờ cấp dưới"),
    ("submitted", "Đã nộp"),
    ("done", "Đã xong"),
    ("", "Tất cả"),
)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One assignment of a list."""

    assignment: Assignment
    #: the other side: who gave it, or to whom it was given
    other: str
    letter: str
    state: str
    words: str
    #: how far the units have come that it was passed on to, and whether all that lead it have finished
    below: str = ""
    is_finished_below: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """The assignments found, one page of them."""

    rows: tuple[InboxRow, ...]
    window: Window
    state: str
    search: str
    presets: tuple[Preset, ...]
    #: units of the person, when there are several
    shows_unit: bool

    @classmethod
    def of(
        cls, units: Collection[int], tree: Tree, *, on: date, state: str, search: str, page: str
    ) -> "Inbox":
        """Look them up."""
        found = assignments_of(units=units, state=state, on=on, search=search)
        window = Window.of(found, page)
        return cls(
            rows=given_rows(window.rows, tree, on=on),
            window=window,
            state=state,
            search=search,
            presets=presets(STATES, state, {"q": search}),
            shows_unit=len(units) > 1,
        )


def given_rows(found: Iterable[Assignment], tree: Tree, *, on: date) -> tuple[InboxRow, ...]:
    """A line for each thing that units were given, with how the units below stand that it was passed on to."""
    rows = list(found)
    below = at_lower_units([row.pk for row in rows], on=on)
    return tuple(
        inbox_row(row, tree, row.giver_id, row.giver.code, on=on, below=below.get(row.pk)) for row in rows
    )


def inbox_row(
    assignment: Assignment, tree: Tree, other: int, code: str, *, on: date, below: AtUnits | None = None
) -> InboxRow:
    """One line of a list."""
    return InboxRow(
        assignment,
        unit_name(tree, other, code=code),
        letter_words(assignment),
        badge(assignment, on=on, below=below),
        day_words(assignment, on=on),
        below_words(below),
        below is not None and below.is_finished,
    )
