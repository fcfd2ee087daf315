"""How the work stands under a unit: the day's picture, the lists behind its numbers, the heat map, a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haichieu.base.clock import now
from haichieu.web.roll_up.access import asked_scope
from haichieu.web.roll_up.blocks.heat import HeatPage
from haichieu.web.roll_up.blocks.listing import Listing
from haichieu.web.roll_up.blocks.overview import Overview
from haichieu.web.roll_up.words import REACHED_MEANS, SEEN_MEANS
from haichieu.web.roll_up.workbook import CONTENT_TYPE, workbook_bytes
from haichieu.web.shell.access import open_units

MEANS = {"seen": SEEN_MEANS, "reached": REACHED_MEANS}


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """A sentence, then numbers: what falls due, who is silent, which letters are stuck, and every lower unit."""
    scope = asked_scope(request)
    asked = request.GET
    page = Overview.of(
        scope, open_units=open_units(request), by=asked.get("by", "unit"), page=asked.get("page", "1")
    )
    return render(request, "roll_up/overview.html", {"page": page, "scope": scope, "means": MEANS})


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The assignments that one number counts."""
    scope = asked_scope(request)
    found = Listing.of(scope, figure=request.GET.get("figure", ""), before=request.GET.get("before", ""))
    return render(request, "roll_up/rows.html", {"list": found, "scope": scope})


@require_GET
def heat(request: HttpRequest) -> HttpResponse:
    """Units by obligations, one sign in each cell; branches first, each opening the units below."""
    scope = asked_scope(request)
    asked = request.GET
    page = HeatPage.of(
        scope,
        open_units=open_units(request),
        page=asked.get("page", "1"),
        stretch=asked.get("units", "1"),
    )
    return render(request, "roll_up/heat_map.html", {"page": page, "scope": scope})


@require_GET
def workbook(request: HttpRequest) -> HttpResponse:
    """The same numbers as a workbook, to reckon on with."""
    scope = asked_scope(request)
    answer = HttpResponse(workbook_bytes(scope, at=now()), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="tong-hop-{scope.on:%Y-%m-%d}.xlsx"'
    return answer
