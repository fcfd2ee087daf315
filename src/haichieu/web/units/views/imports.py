"""Lists of units in and out."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from haichieu.base.clock import now
from haichieu.base.jobs import enqueue
from haichieu.text.csv_cells import harmless
from haichieu.text.errors import TextError
from haichieu.text.sheets import write_sheet
from haichieu.units.actions import import_table, preview_import
from haichieu.units.errors import BadUnitsFile, NotAllowed
from haichieu.units.queries import unit_listing
from haichieu.units.rules import EFFECT_WORDS, Effect, ImportPlan
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.units.tables import read_table

#: Lines of each sort that a preview shows.
MOST = 100


def unit_import(request: HttpRequest) -> HttpResponse:
    """A list of units: what it would change, then the change."""
    if not open_units(request, "manage_units"):
        raise NotAllowed("Chỉ người quản trị nạp được danh sách đơn vị.")
    context: dict[str, object] = {}
    if request.method == "POST":
        try:
            table = read_table(request)
            if "confirmed" in request.POST:
                changed = import_table(by=person_of(request), table=table, at=now())
                enqueue("dispatches.take_over_work")
                messages.success(request, f"Đã nạp danh sách: {changed} dòng mới hoặc thay đổi.")
                return redirect("unit-list")
            plan = preview_import(by=person_of(request), table=table, at=now())
            context = {"plan": plan, "groups": _groups(plan), "table": _csv(table), "most": MOST}
        except (BadUnitsFile, TextError) as error:
            context = {"error": str(error)}
    return render(request, "units/import.html", context, status=422 if "error" in context else 200)


def _groups(plan: ImportPlan) -> list[dict[str, object]]:
    return [
        {"words": EFFECT_WORDS[effect], "total": len(lines), "lines": lines[:MOST]}
        for effect in Effect
        if effect is not Effect.SAME and (lines := plan.of(effect))
    ]


def unit_export(request: HttpRequest) -> HttpResponse:
    """Every name and place of the units open to the person, as CSV or XLSX; read again it changes nothing."""
    table = unit_listing(within=open_units(request))
    if request.GET.get("dang") == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(write_sheet(table, title="Đơn vị"), content_type=kind)
        response["Content-Disposition"] = 'attachment; filename="don-vi.xlsx"'
        return response
    response = HttpResponse("\ufeff" + _csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="don-vi.csv"'
    return response


def _csv(table: list[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in table)
    return written.getvalue()
