"""What became of a commune on 1/7/2025."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haichieu.units.queries import find_places
from haichieu.web.shell.access import open_units


def place_search(request: HttpRequest) -> HttpResponse:
    """Old and new communes by name: what one is called today, and what a new one was made of."""
    words = request.GET.get("q", "").strip()[:100]
    founds_under = open_units(request, "manage_units")
    context = {"words": words, "found": find_places(words), "founds_under": min(founds_under, default=None)}
    return render(request, "units/places.html", context)
