"""What the person's own units were given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.models import Assignment
from haichieu.dispatches.queries import assignments_of
from haichieu.units.rules import Tree
from haichieu.web.cascade.naming import badge, day_words, letter_words, unit_name
from haichieu.web.cascade.paging import Window, presets
from haichieu.web.dispatches.blocks.letter_list import Preset

STATES = (
    ("open", "Phải làm"),
    ("late", "Trễ hạn"),
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
            rows=tuple(inbox_row(each, tree, each.giver_id, each.giver.code, on=on) for each in window.rows),
            window=window,
            state=state,
            search=search,
            presets=presets(STATES, state, {"q": search}),
            shows_unit=len(units) > 1,
        )


def inbox_row(assignment: Assignment, tree: Tree, other: int, code: str, *, on: date) -> InboxRow:
    """One line of a list."""
    return InboxRow(
        assignment,
        unit_name(tree, other, code=code),
        letter_words(assignment),
        badge(assignment, on=on),
        day_words(assignment, on=on),
    )
