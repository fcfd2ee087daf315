"""What must hold before the tree is changed; each refusal is a sentence that says what to do first."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person, Unit, UnitTerm
from haichieu.units.queries import tree, units_open_to
from haichieu.units.rules import Placed, circle_day, first_gap

#: Names of lower units that a sentence lists before it counts the rest.
_NAMED = 3


def require_units(by: Person | None, units: Iterable[int], *, on: date, at: datetime) -> None:
    """Refuse unless the person administers all these units, in today's tree or in that of the change."""
    if by is None:
        return
    today = localdate(at)
    mine = units_open_to(by, "manage_units", on=today)
    outside = set(units) - mine
    if outside and outside - units_open_to(by, "manage_units", on=today, day_tree=tree(on=on)):
        raise NotAllowed(NotAllowed.__doc__)


def last_term(unit: Unit, on: date) -> UnitTerm:
    """The unit's newest term, which the change on ``on`` ends or changes."""
    terms = list(unit.terms.select_related("unit").order_by("-valid_from")[:1])
    if not terms:
        raise UnitsError(f"Đơn vị {unit.code} chưa có tên và cấp trên nào.")
    term = terms[0]
    if term.valid_from > on:
        raise UnitsError(
            f"“{term.name}” đã có thay đổi ghi cho ngày {term.valid_from:%d/%m/%Y}; hãy hoàn tác thay đổi đó trước, "
            "hoặc chọn ngày sau nó."
        )
    if term.valid_to is not None and term.valid_to < on:
        raise UnitsError(f"“{term.name}” đã thôi tồn tại từ sau ngày {term.valid_to:%d/%m/%Y}.")
    return term


def require_earlier(term: UnitTerm, on: date) -> None:
    """Refuse a change on the very first day of a unit: there is nothing yet that could change."""
    if term.valid_from < on:
        return
    if not UnitTerm.objects.filter(unit=term.unit, valid_to__lt=on).exists():
        raise UnitsError(
            f"“{term.name}” bắt đầu đúng ngày {on:%d/%m/%Y}: hãy hoàn tác việc thành lập rồi thành lập lại cho đúng."
        )


def require_open(term: UnitTerm) -> None:
    """Refuse to end what already has an end."""
    if term.valid_to is not None:
        raise UnitsError(f"“{term.name}” đã có ngày kết thúc {term.valid_to:%d/%m/%Y}.")


def lower_terms(unit: Unit, on: date) -> list[UnitTerm]:
    """Terms under the unit that are in force on the day or later."""
    found = UnitTerm.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), parent=unit)
    return list(found.select_related("unit").order_by("sort_key", "valid_from"))


def require_no_lower(unit: Unit, name: str, on: date) -> None:
    """Refuse to end a unit that still has units below it, naming them."""
    lower = list(dict.fromkeys(term.name for term in lower_terms(unit, on)))
    if lower:
        more = f" và {len(lower) - _NAMED} đơn vị khác" if len(lower) > _NAMED else ""
        named = ", ".join(f"“{one}”" for one in lower[:_NAMED])
        raise UnitsError(
            f"“{name}” còn đơn vị dưới từ ngày {on:%d/%m/%Y}: {named}{more}. Hãy chuyển các đơn vị đó trước."
        )


def require_place(unit: Unit | None, parent: Unit, first: date, last: date | None) -> None:
    """Refuse a place under a unit that does not exist all the time, or that is below the unit itself."""
    terms = placed_terms(parent.pk)
    gap = first_gap(terms, first, last)
    if gap is not None:
        raise UnitsError(f"Cấp trên “{_name_of(parent)}” không tồn tại vào ngày {gap:%d/%m/%Y}.")
    circle = None if unit is None else circle_day(unit.pk, parent.pk, first, last, placed_terms)
    if circle is not None and unit is not None:
        raise UnitsError(
            f"“{_name_of(parent)}” đứng dưới “{_name_of(unit)}” vào ngày {circle:%d/%m/%Y}: "
            "không thể là cấp trên của nó."
        )


def placed_terms(unit: int) -> list[Placed]:
    """The places of a unit, as the rules ask for them."""
    rows = UnitTerm.objects.filter(unit=unit).values_list("unit", "parent", "valid_from", "valid_to")
    return [Placed(*row) for row in rows]


def _name_of(unit: Unit) -> str:
    return unit.terms.order_by("-valid_from").values_list("name", flat=True).first() or unit.code
