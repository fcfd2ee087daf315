"""Lists of units that the database counts, sorts and divides into pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from haichieu.text.folding import fold
from haichieu.units.models import UnitKind, UnitTerm
from haichieu.units.queries.dates import in_force
from haichieu.units.queries.people import receiving_roles

#: A list asks for a page of so many units.
ROWS = 50
SORTS = {"name": ("sort_key", "id"), "code": ("unit__code",), "newest": ("-valid_from", "sort_key", "id")}


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """One page of units of a day."""

    rows: tuple[UnitTerm, ...]
    #: units over all pages
    total: int
    number: int
    pages: int


def unit_terms(
    *,
    on: date,
    search: str = "",
    kind: str = "",
    within: Collection[int] | None = None,
    parent: int | None = None,
    lacking: str = "",
) -> QuerySet[UnitTerm]:
    """The units of a day; ``search`` needs each of its words somewhere in names or code, without marks.

    ``within`` are the units among which to look (None: all of them), ``parent`` a unit whose direct lower ones alone
    are asked for; ``lacking`` a verb that nobody who has come in may do there by a role on the very unit.
    """
    found = UnitTerm.objects.filter(in_force(on))
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    if kind:
        found = found.filter(unit__kind=kind)
    if parent is not None:
        found = found.filter(parent=parent)
    if lacking:
        found = found.filter(~Exists(receiving_roles(lacking, on=on).filter(unit=OuterRef("unit"))))
    return found if within is None else found.filter(unit__one_of=within)


def units_page(
    *,
    on: date,
    search: str = "",
    kind: str = "",
    within: Collection[int] | None = None,
    parent: int | None = None,
    lacking: str = "",
    sort: str = "name",
    page: int = 1,
    rows: int = ROWS,
) -> UnitsPage:
    """One page of :func:`unit_terms` in Vietnamese order, by code or the newest first; a page beyond is the last."""
    found = unit_terms(on=on, search=search, kind=kind, within=within, parent=parent, lacking=lacking)
    total = found.count()
    pages = max(-(-total // rows), 1)
    number = min(max(page, 1), pages)
    shown = found.order_by(*SORTS.get(sort, SORTS["name"])).annotate(
        code=F("unit__code"), kind=F("unit__kind")
    )
    first = (number - 1) * rows
    return UnitsPage(tuple(shown.defer("search")[first : first + rows]), total, number, pages)


def unit_kinds() -> dict[str, str]:
    """Code → name of the sorts of units that were described, from the top level down."""
    return dict(UnitKind.objects.order_by("level", "code").values_list("code", "name"))


@dataclass(frozen=True, slots=True)
class KindLine:
    """A sort of unit with how many units of the day have it."""

    code: str
    #: empty where nobody described it
    name: str
    level: int | None
    units: int


def kind_lines(*, on: date) -> list[KindLine]:
    """Every sort, from the top level down; those that units have and nobody described come last."""
    found = UnitTerm.objects.filter(in_force(on)).order_by().values_list("unit__kind").annotate(Count("pk"))
    counts: dict[str, int] = dict(found)
    known = UnitKind.objects.order_by("level", "code")
    lines = [KindLine(one.code, one.name, one.level, counts.pop(one.code, 0)) for one in known]
    return lines + [KindLine(code, "", None, counts[code]) for code in sorted(counts)]


def kinds_in_use(*, on: date) -> list[str]:
    """Codes of the sorts that units of the day have."""
    found = UnitTerm.objects.filter(in_force(on)).values_list("unit__kind", flat=True)
    return sorted(found.order_by().distinct())
