"""The list of obligations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import ObligationCounts, count_obligations, obligations, searched
from haichieu.units.rules import Tree
from haichieu.web.dispatches.blocks.letter_list import Preset
from haichieu.web.dispatches.blocks.units_standing import UnitsStanding
from haichieu.web.dispatches.naming import letter_name, obligation_state
from haichieu.web.shell.unit_choice import UnitChoice

ROWS = 30
STATES = (
    ("late", "Quá hạn"),
    ("soon", "7 ngày tới"),
    ("finished", "Đơn vị đã xong"),
    ("units", "Chờ đơn vị"),
    ("open", "Đang mở"),
    ("standing", "Thường xuyên"),
    ("done", "Đã xong"),
    ("outside", "Ngoài phần mềm"),
    ("", "Tất cả"),
)
#: Shown only while something stands so.
RARE = frozenset({"finished", "outside"})


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One obligation of a list."""

    owed: Obligation
    state: str
    #: last day in time, or the day on which a standing duty is looked at again
    day: date | None
    owner: str
    letter: str
    #: how far the units have come that it was handed to
    units: UnitsStanding | None = None

    @property
    def may_be_closed(self) -> bool:
        """Open, and every unit that leads it has finished."""
        return self.state == "finished"


@dataclass(frozen=True, slots=True)
class ObligationList:
    """The obligations found, one page of them, and how they were looked for."""

    rows: tuple[ObligationRow, ...]
    page: Page
    search: str
    state: str
    #: units to narrow the list to, and the one it is narrowed to
    units: UnitChoice
    unit: int | None
    #: the letter it is narrowed to
    letter: Dispatch | None
    presets: tuple[Preset, ...]

    @classmethod
    def of(
        cls,
        open_units: Collection[int],
        tree: Tree,
        *,
        on: date,
        search: str = "",
        state: str = "open",
        unit: str = "",
        letter: Dispatch | None = None,
        page: str = "1",
    ) -> "ObligationList":
        """Look obligations up; the number of questions to the database does not grow with the rows."""
        choice = UnitChoice.among(tree, open_units)
        chosen = choice.find(unit)
        units = tree.below(chosen) & frozenset(open_units) if chosen else open_units
        found = _of_letter(obligations(units=units, on=on, search=search, state=state), letter)
        every = _of_letter(searched(units=units, search=search), letter)
        shown = Paginator(found, ROWS).get_page(page)
        return cls(
            rows=obligation_rows(shown.object_list, tree, on=on, open_units=open_units),
            page=shown,
            search=search,
            state=state,
            units=choice,
            unit=chosen,
            letter=letter,
            presets=_presets(
                count_obligations(every, on=on),
                state,
                {"q": search, "unit": unit, "letter": str(letter.pk) if letter else ""},
            ),
        )

    @property
    def letter_name(self) -> str:
        """The letter it is narrowed to, or nothing."""
        return letter_name(self.letter) if self.letter else ""

    @property
    def typed_unit(self) -> str:
        """What the field of the unit holds."""
        return self.units.show(self.unit)


def obligation_rows(
    found: Iterable[Obligation], tree: Tree, *, on: date, open_units: Collection[int]
) -> tuple[ObligationRow, ...]:
    """A row for each, with how its units stand."""
    duties = list(found)
    units = UnitsStanding.of_many(duties, tree, on=on, open_units=open_units)
    return tuple(_row(owed, tree, units.get(owed.pk), on=on) for owed in duties)


def _row(owed: Obligation, tree: Tree, units: UnitsStanding | None, *, on: date) -> ObligationRow:
    """One row, with the owner's name of today."""
    node = tree.nodes.get(owed.owner_id)
    is_open = owed.done_at is None and owed.removed_at is None
    return ObligationRow(
        owed=owed,
        state=(is_open and units and units.state) or obligation_state(owed, on=on),
        day=owed.due_on or owed.review_on,
        owner=node.name if node else owed.owner.code,
        letter=letter_name(owed.dispatch),
        units=units,
    )


def _of_letter(found: QuerySet[Obligation], letter: Dispatch | None) -> QuerySet[Obligation]:
    return found if letter is None else found.filter(dispatch=letter)


def _presets(counts: ObligationCounts, state: str, kept: dict[str, str]) -> tuple[Preset, ...]:
    found = {name: getattr(counts, name or "total") for name, _ in STATES}
    return tuple(
        Preset(label, "?" + urlencode({**kept, "state": name}), name == state, found[name])
        for name, label in STATES
        if name not in RARE or found[name] or name == state
    )
