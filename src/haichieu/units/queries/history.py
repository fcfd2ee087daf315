"""What became of units: names over time, decisions, who went on in whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from haichieu.units.models import Unit, UnitChange, UnitSuccession, UnitTerm
from haichieu.units.queries.dates import in_force
from haichieu.units.queries.successions import went_to

_ONE = timedelta(days=1)
_Kind = UnitChange.Kind


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One decision about units as a sentence."""

    change: UnitChange
    #: “Từ 01/07/2025: “Xã A”, “Xã B” sáp nhập thành “Xã C”.”
    sentence: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything that is known of one unit over time."""

    #: names and places, the newest first
    terms: tuple[UnitTerm, ...]
    #: decisions that name the unit, the newest first
    changes: tuple[ToldChange, ...]
    predecessors: tuple[Unit, ...]
    successors: tuple[Unit, ...]


def history(unit: Unit) -> History:
    """Names, places and decisions of a unit, in five questions however long it has lived."""
    terms = unit.terms.select_related("parent").order_by("-valid_from")
    rows = UnitSuccession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    changes = UnitChange.objects.filter(pk__in=rows.values("change")).order_by("-on", "-pk")
    pairs = list(rows.select_related("predecessor", "successor").order_by("change__on", "pk"))
    before = dict.fromkeys(row.predecessor for row in pairs if row.successor == unit)
    after = dict.fromkeys(row.successor for row in pairs if row.predecessor == unit)
    return History(
        tuple(terms),
        tell_changes(list(changes)),
        tuple(one for one in before if one is not None and one != unit),
        tuple(one for one in after if one is not None and one != unit),
    )


def successors_on(unit: Unit, *, on: date) -> list[Unit]:
    """Who carries on what the unit did, as of a day: itself while it exists, else whoever it went on in.

    Goes on through later mergers and splits; empty for a unit that was dissolved without a successor.
    """
    waiting, seen, found = [unit.pk], {unit.pk}, set()
    while waiting:
        here = set(UnitTerm.objects.filter(in_force(on), unit__one_of=waiting).values_list("unit", flat=True))
        found |= here
        ended = UnitTerm.objects.filter(unit__one_of=set(waiting) - here, valid_to__lt=on)
        after = went_to(dict(ended.order_by("valid_from").values_list("unit_id", "valid_to")))
        waiting = list({pk for some in after.values() for pk in some} - seen)
        seen.update(waiting)
    return list(Unit.objects.filter(pk__one_of=found).order_by("code"))


def tell_changes(changes: Sequence[UnitChange]) -> tuple[ToldChange, ...]:
    """Each decision as a sentence, with the names of its own day, in three questions for all of them."""
    rows: dict[int, list[UnitSuccession]] = defaultdict(list)
    for row in UnitSuccession.objects.filter(change__one_of=changes).order_by("pk"):
        rows[row.change_id].append(row)
    units = {
        pk for some in rows.values() for row in some for pk in (row.predecessor_id, row.successor_id) if pk
    }
    names = _Names(units)
    return tuple(ToldChange(change, _sentence(change, rows[change.pk], names)) for change in changes)


class _Names:
    """The names of some units and of the units above them on any day."""

    def __init__(self, units: set[int]) -> None:
        # two questions: of one with “or” PostgreSQL reads every name there is
        parents = UnitTerm.objects.filter(unit__one_of=units, parent__isnull=False)
        above = parents.order_by().values_list("parent_id", flat=True).distinct()
        self._terms: dict[int, list[UnitTerm]] = defaultdict(list)
        found = UnitTerm.objects.filter(unit__one_of=units.union(above)).order_by("valid_from")
        for term in found.only("unit", "name", "parent", "valid_from", "valid_to"):
            self._terms[term.unit_id].append(term)

    def term(self, unit: int | None, on: date) -> UnitTerm | None:
        terms = self._terms.get(unit or 0, [])
        return next((t for t in reversed(terms) if t.valid_from <= on and (t.valid_to or on) >= on), None)

    def name(self, unit: int | None, on: date) -> str:
        term = self.term(unit, on)
        return f"“{term.name}”" if term else "một đơn vị không còn tên"

    def place(self, unit: int | None, on: date) -> str:
        term = self.term(unit, on)
        return self.name(term.parent_id, on) if term and term.parent_id else "cấp cao nhất"


def _sentence(change: UnitChange, rows: Sequence[UnitSuccession], names: _Names) -> str:
    eve, day = change.on - _ONE, change.on
    first = rows[0]
    before, after = first.predecessor_id, first.successor_id
    match _Kind(change.kind):
        case _Kind.FOUNDED:
            words = f"thành lập {names.name(after, day)}, trực thuộc {names.place(after, day)}"
        case _Kind.RENAMED:
            words = f"{names.name(before, eve)} đổi tên thành {names.name(after, day)}"
        case _Kind.MOVED:
            words = (
                f"{names.name(after, day)} chuyển từ {names.place(before, eve)} về {names.place(after, day)}"
            )
        case _Kind.DISSOLVED:
            words = f"{names.name(before, eve)} giải thể; ngày {eve:%d/%m/%Y} là ngày cuối"
        case _Kind.SPLIT:
            parts = [names.name(row.successor_id, day) for row in rows]
            words = f"{names.name(before, eve)} chia tách thành {_listed(parts)}"
        case _:
            words = _merged(rows, names, eve, day)
    return f"Từ {day:%d/%m/%Y}: {words}."


def _merged(rows: Sequence[UnitSuccession], names: _Names, eve: date, day: date) -> str:
    one = next(row.successor_id for row in rows if row.successor_id != row.predecessor_id)
    merged = dict.fromkeys(row.predecessor_id for row in rows if row.successor_id == one)
    moved = [row for row in rows if row.successor_id != one]
    words = f"{_listed([names.name(pk, eve) for pk in merged])} sáp nhập thành {names.name(one, day)}"
    return words + (f"; {len(moved)} đơn vị dưới cùng chuyển về" if moved else "")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" và {names[-1]}" if len(names) > 1 else names[0]
