"""The sorts of units: what they are called and in which order they stand, as data of the organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from haichieu.base.clock import now
from haichieu.units.actions import describe_kind
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.queries import kind_lines, unit_kinds
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted


def unit_kind_list(request: HttpRequest) -> HttpResponse:
    """The sorts from the top level down; a new one is added, one is named anew or put on another level."""
    if not open_units(request, "manage_units"):
        raise NotAllowed("Chỉ người quản trị đặt được loại đơn vị.")
    form = Posted(request.POST if request.method == "POST" else {})
    if request.method == "POST" and _described(request, form):
        messages.success(request, "Đã ghi loại đơn vị.")
        return redirect("unit-kinds")
    context = {"lines": kind_lines(on=today()), "form": form, "changed": form.values.get("old", "")}
    return render(request, "units/kinds.html", context, status=422 if form.errors else 200)


def _described(request: HttpRequest, form: Posted) -> bool:
    old = form.values.get("old", "").strip()[:40]
    code = old or form.text("code", missing="Hãy ghi mã, ví dụ “cdcs”.", longest=40)
    name = form.text("name", missing="Hãy ghi tên loại đơn vị.", longest=120)
    levels = [str(number) for number in range(1, 21)]
    level = form.choice("level", levels, missing="Cấp là một số từ 1 (trên cùng) đến 20.")
    if not old and code in unit_kinds():
        form.errors["code"] = f"Đã có loại mang mã “{code}”; hãy sửa loại đó ở danh sách trên."
    if not form.is_fine:
        return False
    try:
        describe_kind(by=person_of(request), code=code, name=name, level=int(level), at=now())
    except NotAllowed:
        raise
    except UnitsError as error:
        form.errors["name"] = str(error)
    return form.is_fine
