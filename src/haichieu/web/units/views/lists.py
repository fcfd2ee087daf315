"""The tree of a day, and one unit."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haichieu.units.queries import UnitsPage, unit_kinds, units_with_holders
from haichieu.web.shell.access import open_units
from haichieu.web.units.access import asked_day, day_tree, shown_unit, units_on
from haichieu.web.units.blocks import crumbs, holders, last_names, unit_lines, unit_page
from haichieu.web.units.forms import RECEIVING, VERBS, Looking


def unit_list(request: HttpRequest) -> HttpResponse:
    """The units open to the person as of a day: level by level, or all that a search finds."""
    on = asked_day(request)
    tree, shown = day_tree(request, on), units_on(request, on)
    looking = Looking.read(request.GET, tree, shown)
    found = looking.find(on)
    context = {
        "on": on,
        "looking": looking,
        "rows": unit_lines(found, tree),
        "invites": open_units(request, "manage_people"),
        "awaited": _awaited(looking, found, on),
        "total": found.total,
        "page": Paginator(range(found.total), 50).get_page(found.number),
        "crumbs": crumbs(tree, looking.top, shown),
        "kinds": unit_kinds().items(),
        "sees_people": bool(open_units(request, "see_people")),
        "may_manage": bool(open_units(request, "manage_units")),
    }
    return render(request, "units/list.html", context)


def _awaited(looking: Looking, found: UnitsPage, on: date) -> frozenset[int]:
    """Of units without receivers those where somebody holds the role already and was only invited so far."""
    units = [row.unit_id for row in found.rows] if looking.unreceived else []
    return units_with_holders(units=units, verb=RECEIVING, on=on) if units else frozenset()


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: names over time, who went on in whom, who holds which role."""
    one, on = shown_unit(request, pk), asked_day(request)
    tree = day_tree(request, on)
    block = unit_page(one, tree)
    context = {
        "on": on,
        "unit": block,
        "crumbs": crumbs(tree, pk, units_on(request, on))[:-1],
        "predecessors": last_names(block.predecessors),
        "successors": last_names(block.successors),
        "holders": holders(one, on) if pk in open_units(request, "see_people") else None,
        "verbs": VERBS.values() if pk in units_on(request, on, "manage_units") else (),
        "form": {"values": {"kind": block.kind, "agency_code": one.agency_code}, "errors": {}},
    }
    return render(request, "units/unit.html", context)
