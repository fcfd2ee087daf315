"""Which units' work the signed-in person may see rolled up; anything else does not exist for them."""

from django.http import Http404, HttpRequest

from haichieu.dispatches.queries import Scope
from haichieu.units.queries import home_unit
from haichieu.web.dispatches.access import LARGEST_PK
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today


def asked_scope(request: HttpRequest) -> Scope:
    """The unit asked for (the person's own where none is), narrowed to one obligation or letter when asked for."""
    unit = _number(request, "unit") or home_unit(person_of(request), on=today()).pk
    if unit not in open_units(request) or unit not in unit_tree(request).nodes:
        raise Http404
    return Scope(
        unit_tree(request),
        unit,
        today(),
        obligation=_number(request, "obligation"),
        letter=_number(request, "letter"),
        is_alone=request.GET.get("own") == "1",
    )


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or not 0 < int(typed[:20]) <= LARGEST_PK:
        raise Http404
    return int(typed)
