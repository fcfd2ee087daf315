"""The tree of a day, and its units.

A tree of 12,000 units takes a fifth of a second to build, so each process keeps the trees that it was asked for last.
A kept tree is good while :class:`TreeStamp` holds the number that it was read under: every write to units changes
that number in its own transaction, to one never used before, so that neither another worker's write nor a write
that was rolled back leaves an old tree standing.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock

from django.db.models import Max, Min, Q

from haichieu.text.folding import sort_text
from haichieu.units.errors import UnitsError
from haichieu.units.models import Letterhead, TreeStamp, Unit, UnitTerm
from haichieu.units.queries.dates import in_force
from haichieu.units.queries.successions import went_to
from haichieu.units.rules import Node, Tree, find_heir, find_keeper

#: At most so many units are kept in memory over all trees; the two asked for last are kept whatever their size, so
#: that a page about another day does not push out the tree of today, which it asks for too.
MOST_NODES = 60_000
_ALWAYS = 2


@dataclass(frozen=True, slots=True)
class _Span:
    """A tree with the days on which it is the same."""

    first: date
    last: date
    tree: Tree


class _Kept:
    """The trees asked for last in this process, under the stamp that they were read with."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._spans: OrderedDict[tuple[int, date], _Span] = OrderedDict()

    def find(self, number: int, on: date) -> Tree | None:
        with self._lock:
            for key, span in reversed(self._spans.items()):
                if key[0] == number and span.first <= on <= span.last:
                    self._spans.move_to_end(key)
                    return span.tree.as_of(on)
        return None

    def keep(self, number: int, span: _Span) -> None:
        with self._lock:
            self._spans[number, span.first] = span
            self._spans.move_to_end((number, span.first))
            total = 0
            for place, key in enumerate(list(reversed(self._spans))):
                total += len(self._spans[key].tree.nodes)
                if total > MOST_NODES and (place >= _ALWAYS or key[0] != number):
                    del self._spans[key]


_KEPT = _Kept()
#: One thread builds while the others wait for its tree.
_BUILDING = Lock()


def tree(*, on: date) -> Tree:
    """All units of the day ``on``; one small question when nothing was written since the last time."""
    number = TreeStamp.objects.values_list("number", flat=True).first()
    if number is None:
        return _read(on)
    found = _KEPT.find(number, on)
    if found is not None:
        return found
    with _BUILDING:
        found = _KEPT.find(number, on)
        if found is None:
            found = _read(on)
            _KEPT.keep(number, _Span(*_same_days(on), found))
    return found


def _read(on: date) -> Tree:
    rows = UnitTerm.objects.filter(in_force(on)).values_list(
        "unit_id", "unit__code", "name", "short_name", "unit__kind", "parent_id", "sort_key"
    )
    kinds: dict[str, str] = {}  # one string for each sort of unit, not one for each unit
    ordered = sorted(rows, key=lambda row: (row[6], row[1]))
    found = Tree.in_order((Node(*row[:4], kinds.setdefault(row[4], row[4]), row[5]) for row in ordered), on)
    return _with_heirs(found)


def _with_heirs(day_tree: Tree) -> Tree:
    """The tree with the units that are no more: who goes on with their work, and who keeps their records."""
    living = day_tree.nodes
    parents, successors = _ended(day_tree)
    if not parents:
        return day_tree
    heirs = {unit: find_heir(unit, successors, living) for unit in parents}
    keepers = {unit: find_keeper(unit, successors, parents, living) for unit in parents}
    return replace(
        day_tree,
        heirs={unit: heir for unit, heir in heirs.items() if heir is not None},
        keepers={unit: keeper for unit, keeper in keepers.items() if keeper is not None},
    )


def _ended(day_tree: Tree) -> tuple[dict[int, int | None], dict[int, list[int]]]:
    """The units that are no more: who stood above each at the end, and in whom it went on."""
    terms = UnitTerm.objects.filter(valid_to__lt=day_tree.on).order_by("valid_from")
    ended = [
        row for row in terms.values_list("unit_id", "parent_id", "valid_to") if row[0] not in day_tree.nodes
    ]
    return (
        {unit: parent for unit, parent, _ in ended},
        went_to({unit: last for unit, _, last in ended if last is not None}),
    )


def left_to(units: Collection[int], *, on: date) -> frozenset[int]:
    """The units that are no more on the day whose records one of ``units`` would keep if it had not ended."""
    day_tree = tree(on=on)
    parents, successors = _ended(day_tree)
    there = day_tree.nodes.keys() | set(units)
    return frozenset(unit for unit in parents if find_keeper(unit, successors, parents, there) in units)


def _same_days(on: date) -> tuple[date, date]:
    """The first and the last day around ``on`` between which no unit begins or ends."""
    edge = UnitTerm.objects.aggregate(
        began=Max("valid_from", filter=Q(valid_from__lte=on)),
        ended=Max("valid_to", filter=Q(valid_to__lt=on)),
        begins=Min("valid_from", filter=Q(valid_from__gt=on)),
        ends=Min("valid_to", filter=Q(valid_to__gte=on)),
    )
    one = timedelta(days=1)
    firsts = [edge["began"], edge["ended"] and edge["ended"] + one]
    lasts = [edge["begins"] and edge["begins"] - one, edge["ends"]]
    return (
        max((day for day in firsts if day), default=date.min),
        min((day for day in lasts if day), default=date.max),
    )


def unit_by_code(code: str) -> Unit:
    """The unit with this code."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise UnitsError(f"Không có đơn vị mã “{code}”.")
    return unit


def find_unit(typed: str, *, on: date) -> Unit:
    """The unit of the day meant by a typed code or full name; raises :class:`UnitsError` for none and for several."""
    typed = " ".join(typed.split())
    unit = Unit.objects.filter(code=typed).first()
    if unit is not None:
        return unit
    found = (
        UnitTerm.objects.filter(in_force(on), sort_key=sort_text(typed)).select_related("unit")[:2]
        if typed
        else []
    )
    if len(found) == 1:
        return found[0].unit
    if found:
        raise UnitsError(f"Có nhiều đơn vị tên “{typed}”; hãy gõ mã của đơn vị.")
    raise UnitsError(f"Không có đơn vị nào tên hoặc mã “{typed}” vào ngày {on:%d/%m/%Y}.")


def letterhead(unit: Unit, *, on: date) -> Letterhead | None:
    """How the unit's documents look on the day; None when nobody has said."""
    return unit.letterheads.filter(valid_from__lte=on).order_by("-valid_from").first()
