"""The page to begin the day on, and the page of what the system never does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haichieu.units.queries import actor_ref
from haichieu.web.channels.blindness import blindness_of
from haichieu.web.shell.access import open_units, own_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.today.blocks import today_block
from haichieu.web.today.boundaries import BOUNDARIES


def today_page(request: HttpRequest) -> HttpResponse:
    """What is late, due, waiting and near its limit, for the units open to the person."""
    block = today_block(
        open_units(request),
        on=today(),
        tree=unit_tree(request),
        mine=own_units(request),
        may_decide=own_units(request, "decide_results"),
        may_check=open_units(request, "check_flags"),
        person=actor_ref(person_of(request)),
        blind=blindness_of(request),
    )
    rights = {
        "may_add": bool(open_units(request, "add_dispatch")),
        "may_freeze": bool(open_units(request, "freeze_frame")),
        "may_report": open_units(request, "report_progress"),
    }
    return render(request, "today/today.html", {"day": block, **rights})


def boundaries(request: HttpRequest) -> HttpResponse:
    """What the system never does, in plain words."""
    return render(request, "today/boundaries.html", {"boundaries": BOUNDARIES})
