"""What the machine learned from people's corrections, and switching a lesson off or on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import switch_lesson
from haichieu.units.queries import home_unit, unit_by_code
from haichieu.web.dispatches.access import require_here
from haichieu.web.dispatches.blocks.lessons import LessonPage
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today


@require_GET
def lesson_list(request: HttpRequest) -> HttpResponse:
    """What the corrections of one unit taught, with how often each lesson helped."""
    units = open_units(request)
    asked = request.GET.get("unit", "")
    unit = int(asked) if asked.isdecimal() else home_unit(person_of(request), on=today()).pk
    if unit not in units:
        raise Http404
    page = LessonPage.of(unit, units, unit_tree(request))
    may_switch = unit in open_units(request, "confirm_reading")
    return render(request, "dispatches/lessons.html", {"page": page, "may_switch": may_switch})


@require_POST
def lesson_switch(request: HttpRequest, unit: int) -> HttpResponse:
    """Use a lesson, or use it no more."""
    if unit not in open_units(request):
        raise Http404
    require_here(request, "confirm_reading", unit)
    taught = unit_by_code(unit_tree(request).nodes[unit].code)
    is_on = request.POST.get("on") == "1"
    switch_lesson(by=person_of(request), unit=taught, key=request.POST.get("key", ""), is_on=is_on, at=now())
    messages.success(
        request, "Máy lại dùng điều này." if is_on else "Máy không dùng điều này nữa; bản đọc cũ giữ nguyên."
    )
    return redirect(f"{reverse('dispatch-lessons')}?unit={unit}")
