"""Names of units while one is typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haichieu.units.rules import RIGHTS
from haichieu.web.shell.access import open_units, unit_tree
from haichieu.web.shell.unit_choice import UnitChoice


@require_GET
def unit_suggest(request: HttpRequest) -> HttpResponse:
    """A few names that hold what was typed, of units on which the person may do what the page is for."""
    asked = request.GET
    verb, top = asked.get("verb", "read"), asked.get("top", "")
    tree, found = unit_tree(request), frozenset[int]()
    if verb in RIGHTS:
        found = open_units(request, verb)
    if top.isdecimal():
        found = tree.below(int(top)) & found if int(top) in tree.nodes else frozenset()
    typed = asked.get(asked.get("field", ""), "").strip()[:200]
    names = UnitChoice.among(tree, found, verb=verb).suggest(typed)
    return render(request, "shell/_unit_names.html", {"names": names})
