"""The heat map as it is drawn: one picture a row, in it one cell for each obligation, a colour and a letter each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator

from haichieu.dispatches.queries import HeatRow, ObligationRollUp, Scope, heat_map, roll_up
from haichieu.dispatches.rules import SIGN_LABELS, Sign
from haichieu.web.roll_up.addresses import address
from haichieu.web.roll_up.blocks.overview import Choice, duty_names, path_of
from haichieu.web.roll_up.words import signs_sentence

#: obligations side by side, and the size of a cell
COLUMNS, WIDTH, HEIGHT = 40, 14, 18
#: units below each other on one page
ROWS = 100
#: a letter stands this far from the edge of its cell
INSET = 4
#: sign → class of its colour: letters of both cases would be one class in some browsers
CLASSES = {
    Sign.OVERDUE: "overdue",
    Sign.RETURNED: "returned",
    Sign.SILENT: "silent",
    Sign.OPEN: "open",
    Sign.SUBMITTED: "submitted",
    Sign.DONE_LATE: "done-late",
    Sign.DONE: "done",
    Sign.NONE: "none",
}


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One unit."""

    name: str
    url: str
    signs: str
    #: the runs of cells of one sign: class and path
    runs: tuple[tuple[str, str], ...]
    #: the same in words
    words: str
    #: where a cell leads: the address without the obligation
    cell_url: str


@dataclass(frozen=True, slots=True)
class Column:
    """One obligation."""

    number: int
    #: where its number stands above the cells
    x: int
    pk: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the legend."""

    sign: str
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class HeatPage:
    """Everything on the page."""

    unit_name: str
    #: the units above that the person may open, the highest first
    path: tuple[Choice, ...]
    rows: tuple[DrawnRow, ...]
    columns: tuple[Column, ...]
    legend: tuple[Mark, ...]
    page: Page
    #: which of the units these are
    stretch: Page
    width: int
    height: int
    text_width: int
    back_url: str

    @classmethod
    def of(cls, scope: Scope, *, open_units: Collection[int], page: str, stretch: str = "1") -> "HeatPage":
        """A stretch of the units below one, and one of the obligations, those with work still open first."""
        units = Paginator((scope.unit, *scope.children), ROWS).get_page(stretch)
        shown = Paginator(_in_order(roll_up(scope)), COLUMNS).get_page(page)
        duties = [line.obligation for line in shown.object_list]
        names = duty_names(duties)
        columns = tuple(
            Column(place + 1, WIDTH * place, pk, names[pk], address("roll-up", scope, obligation=pk))
            for place, pk in enumerate(duties)
        )
        return cls(
            unit_name=scope.tree.nodes[scope.unit].name,
            path=path_of(scope, open_units, "heat-map"),
            rows=tuple(_drawn(row, scope) for row in heat_map(scope, duties, among=units.object_list))
            if duties
            else (),
            columns=columns,
            legend=tuple(Mark(sign.value, label, CLASSES[sign]) for sign, label in SIGN_LABELS.items()),
            page=shown,
            stretch=units,
            width=WIDTH * len(duties),
            height=HEIGHT,
            text_width=WIDTH * len(duties) - INSET * 2,
            back_url=address("roll-up", scope),
        )


def _in_order(found: Sequence[ObligationRollUp]) -> list[ObligationRollUp]:
    return sorted(found, key=lambda line: (not line.counts.open, -line.obligation))


def _drawn(row: HeatRow, scope: Scope) -> DrawnRow:
    node = scope.tree.nodes[row.unit]
    own = {"own": "1"} if row.unit == scope.unit else {}
    opens = address("heat-map", scope, unit=row.unit) if row.has_lower else ""
    return DrawnRow(
        node.short_name or node.name,
        opens,
        row.signs,
        tuple(_runs(row.signs)),
        signs_sentence(row.signs),
        address("roll-up-rows", scope, unit=row.unit, figure="sent", **own),
    )


def _runs(signs: str) -> Iterator[tuple[str, str]]:
    paths: dict[str, list[str]] = {}
    place = 0
    for sign, run in groupby(signs):
        length = len(list(run))
        if sign != Sign.NONE:
            wide = WIDTH * length
            paths.setdefault(sign, []).append(f"M{WIDTH * place} 0h{wide}v{HEIGHT}h-{wide}z")
        place += length
    for sign, parts in paths.items():
        yield CLASSES[Sign(sign)], "".join(parts)
