"""Which units a page may show, on the day that it is about."""

from datetime import date

from django.http import Http404, HttpRequest

from haichieu.units.models import Unit
from haichieu.units.queries import tree, units_open_to
from haichieu.units.rules import Tree
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import parse_day, today


def asked_day(request: HttpRequest) -> date:
    """The day that the page is about: the one typed, else today."""
    return parse_day(request.GET.get("ngay", "")) or today()


def day_tree(request: HttpRequest, on: date) -> Tree:
    """The tree of the day."""
    return unit_tree(request) if on == today() else tree(on=on)


def units_on(request: HttpRequest, on: date, verb: str = "read") -> frozenset[int]:
    """Units of the tree of a day below those on which the person holds a role today."""
    if on == today():
        return open_units(request, verb)
    return units_open_to(person_of(request), verb, on=today(), day_tree=day_tree(request, on))


def shown_unit(request: HttpRequest, pk: int, verb: str = "read") -> Unit:
    """The unit, when it is open to the person today or was on the last day that is known of it; else “not found”."""
    if pk in open_units(request, verb):
        return Unit.objects.get(pk=pk)
    unit = Unit.objects.filter(pk=pk).first()
    last = unit.terms.order_by("-valid_from").first() if unit else None
    if unit is None or last is None or pk not in units_on(request, last.valid_to or last.valid_from, verb):
        raise Http404
    return unit
