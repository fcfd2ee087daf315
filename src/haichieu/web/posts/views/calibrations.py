"""The page of corrections that a unit's own labels taught the tone model."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.posts.actions import recalibrate, withdraw_calibration
from haichieu.posts.errors import PostsError
from haichieu.posts.queries import calibrations
from haichieu.posts.rules import load_model
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.web.posts.blocks.calibrations import calibration_rows, rereading_rows
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

ROWS = 30


def calibration_list(request: HttpRequest) -> HttpResponse:
    """Every version of the correction of the tone model, what it changed, who made it and when."""
    units = _units(request)
    return _page(request, units, Posted({"unit": units.show(units.options[0].pk) if units.options else ""}))


@require_POST
def calibration_make(request: HttpRequest) -> HttpResponse:
    """Correct the model by the labels of one unit; a refusal is said beside the button."""
    units, form = _units(request), Posted(request.POST)
    unit_id = units.find(form.values.get("unit", ""))
    if not units.options:
        raise NotAllowed("Bạn không có quyền hiệu chỉnh mô hình cho đơn vị nào.")
    if unit_id is None:
        form.errors["unit"] = "Hãy chọn đơn vị trong danh sách."
        return _page(request, units, form)
    try:
        made = recalibrate(by=person_of(request), unit=Unit.objects.get(pk=unit_id), at=now())
    except PostsError as error:
        form.errors["refusal"] = str(error)
        return _page(request, units, form)
    messages.success(
        request, f"Đã hiệu chỉnh lần {made.version} theo {made.labels} nhãn; tin bài đang được đọc lại."
    )
    return redirect("calibration-list")


@require_POST
def calibration_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one version back: the one before it counts again."""
    found = get_object_or_404(calibrations(units=open_units(request)), pk=pk)
    withdraw_calibration(by=person_of(request), calibration=found, at=now())
    messages.success(request, f"Đã bỏ hiệu chỉnh lần {found.version}; tin bài đang được đọc lại.")
    return redirect("calibration-list")


def _units(request: HttpRequest) -> UnitChoice:
    return UnitChoice.among(unit_tree(request), open_units(request, "recalibrate"), verb="recalibrate")


def _page(request: HttpRequest, units: UnitChoice, form: Posted) -> HttpResponse:
    page = Paginator(calibrations(units=open_units(request)), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": calibration_rows(list(page), tree=unit_tree(request), on=today()),
        "rereading": rereading_rows(open_units(request), tree=unit_tree(request), on=today()),
        "model": load_model().version,
        "units": units,
        "form": form,
        "may": open_units(request, "recalibrate"),
    }
    return render(request, "posts/calibrations.html", context, status=422 if form.errors else 200)
