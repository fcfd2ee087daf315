"""One dataclass for each block of the pages of units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from haichieu.units.models import Role, Unit, UnitChange, UnitTerm
from haichieu.units.queries import UnitsPage, history, unit_kinds
from haichieu.units.rules import ROLE_LABELS, Tree


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a list."""

    pk: int
    code: str
    name: str
    kind: str
    #: name of the unit above, empty at the top
    above: str
    #: units under it on the day
    lower: int


def unit_lines(page: UnitsPage, tree: Tree) -> list[UnitLine]:
    """The rows of a page with what the tree of the day says of each."""
    kinds = unit_kinds()
    return [
        UnitLine(
            row.unit_id,
            row.code,
            row.name,
            kinds.get(row.kind, row.kind),
            tree.nodes[row.parent_id].name if row.parent_id in tree.nodes else "",
            len(tree.below(row.unit_id)) - 1,
        )
        for row in page.rows
    ]


@dataclass(frozen=True, slots=True)
class Crumb:
    """One unit above the one shown."""

    pk: int
    name: str


def crumbs(tree: Tree, pk: int | None, shown: frozenset[int]) -> list[Crumb]:
    """The units above one, the highest first, and itself; only those open to the person."""
    if pk is None or pk not in tree.nodes:
        return []
    chain = [*reversed(tree.above(pk)), pk]
    return [Crumb(one, tree.nodes[one].name) for one in chain if one in shown]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a unit's history."""

    pk: int
    on: date
    sentence: str
    paper: str
    #: whether nothing later of this unit rests on it, so that it may be offered for undoing
    is_last: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role on the unit today."""

    pk: int
    name: str
    role: str
    stands_in: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One name and place of a unit, from a day on."""

    name: str
    valid_from: date
    valid_to: date | None
    #: what the unit above is called on the day of the page, or was last
    above: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything a page tells of one unit."""

    unit: Unit
    name: str
    kind: str
    #: whether the unit exists on the day
    exists: bool
    terms: tuple[Term, ...]
    decisions: tuple[Decision, ...]
    predecessors: tuple[Unit, ...]
    successors: tuple[Unit, ...]
    lower: int


def unit_page(unit: Unit, tree: Tree) -> UnitPage:
    """The unit as of the tree's day, and its whole history."""
    told = history(unit)
    node = tree.nodes.get(unit.pk)
    kinds = unit_kinds()
    decisions = tuple(
        Decision(one.change.pk, one.change.on, one.sentence, one.change.decision, not number)
        for number, one in enumerate(told.changes)
    )
    return UnitPage(
        unit,
        node.name if node else told.terms[0].name if told.terms else unit.code,
        kinds.get(unit.kind, unit.kind),
        node is not None,
        _terms(told.terms, tree),
        decisions,
        told.predecessors,
        told.successors,
        len(tree.below(unit.pk)) - 1,
    )


def _terms(rows: tuple[UnitTerm, ...], tree: Tree) -> tuple[Term, ...]:
    gone = tuple(row.parent for row in rows if row.parent and row.parent.pk not in tree.nodes)
    names = {one.pk: one.name for one in last_names(gone)} if gone else {}
    return tuple(
        Term(row.name, row.valid_from, row.valid_to, _above(row.parent, tree, names)) for row in rows
    )


def _above(parent: Unit | None, tree: Tree, gone: Mapping[int, str]) -> str:
    if parent is None:
        return ""
    node = tree.nodes.get(parent.pk)
    return node.name if node else gone.get(parent.pk, parent.code)


def holders(unit: Unit, on: date) -> list[Holder]:
    """Who holds which role on the very unit on a day."""
    rows = (
        Role.objects.filter(unit=unit, valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .select_related("person")
        .order_by("role", "person__sort_key")
    )
    return [
        Holder(row.person_id, row.person.full_name, ROLE_LABELS[row.role], row.deputy_of_id is not None)
        for row in rows
    ]


def last_names(units: tuple[Unit, ...]) -> list[Crumb]:
    """The newest name of each unit."""
    found = {
        term.unit_id: term.name
        for term in UnitTerm.objects.filter(unit__one_of=units).order_by("valid_from").only("unit", "name")
    }
    return [Crumb(unit.pk, found.get(unit.pk, unit.code)) for unit in units]


def change_of(unit: Unit, pk: int) -> UnitChange | None:
    """A decision that names the unit."""
    rows = unit.successions_after.filter(change=pk) | unit.successions_before.filter(change=pk)
    return UnitChange.objects.filter(pk=pk).first() if rows.exists() else None
