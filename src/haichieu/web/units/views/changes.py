"""Forms that change the tree: first a sentence of what will be true from which day, then the change."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.base.jobs import enqueue
from haichieu.dispatches.actions import give_back_work
from haichieu.units.actions import rehearse, set_agency_code, set_kind, undo_change
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Unit
from haichieu.units.queries import kinds_in_use, tell_changes, unit_kinds
from haichieu.web.shell.access import person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.units.access import shown_unit
from haichieu.web.units.blocks import change_of, unit_page
from haichieu.web.units.forms import PARTS, VERBS, Deed, kind_said
from haichieu.web.units.stakes import Stakes


def unit_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One change of one unit: the form, its sentence, and the change itself once the sentence was read."""
    if verb not in VERBS:
        raise Http404
    unit, asked = _managed(request, pk), VERBS[verb]
    posted = request.method == "POST"
    form = Posted(request.POST if posted else _first_values(request, unit))
    told, stakes = None, None
    deed = asked.read(form, unit, person_of(request), now()) if posted else None
    if deed is not None:
        try:
            told = rehearse(deed)
            if "confirmed" in form.values:
                return _done(request, deed, unit)
            stakes = Stakes.of(told, unit.pk, unit_tree(request))
        except NotAllowed:
            raise
        except UnitsError as error:
            form.errors["whole"] = str(error)
    context = {"form": form, "told": told, "stakes": stakes, "verb": asked, **_around(unit, request)}
    return render(request, "units/change.html", context, status=422 if form.errors else 200)


def _managed(request: HttpRequest, pk: int) -> Unit:
    unit = shown_unit(request, pk)
    try:
        return shown_unit(request, pk, "manage_units")
    except Http404:
        raise NotAllowed(f"Chỉ người quản trị thay đổi được đơn vị {unit.code}.") from None


def _first_values(request: HttpRequest, unit: Unit) -> dict[str, str]:
    asked = {name: request.GET.get(name, "") for name in ("name", "kind")}
    return {
        "on": f"{today():%d/%m/%Y}",
        "into_kind": "new",
        **{key: value for key, value in asked.items() if value},
    }


def _around(unit: Unit, request: HttpRequest) -> dict[str, object]:
    block = unit_page(unit, unit_tree(request))
    names = unit_kinds()
    kinds = {code: names.get(code, code) for code in [*names, *kinds_in_use(on=today())]}
    return {"unit": block, "parts": PARTS, "kinds": kinds.items()}


def _done(request: HttpRequest, deed: Deed, unit: Unit) -> HttpResponse:
    change = deed()
    if change.on <= today():
        enqueue("dispatches.take_over_work")
    messages.success(request, tell_changes([change])[0].sentence)
    return redirect("unit", unit.pk)


@require_POST
def unit_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Sort of the unit and its code in electronic exchange."""
    unit, form = _managed(request, pk), Posted(request.POST)
    try:
        kind = kind_said(form.text("kind", longest=120))[:40]
        if "kind" in form.values and kind != unit.kind:
            set_kind(by=person_of(request), unit=unit, kind=kind, at=now())
        if form.values.get("agency_code", unit.agency_code) != unit.agency_code:
            code = form.text("agency_code", longest=60)
            set_agency_code(by=person_of(request), unit=unit, agency_code=code, at=now())
    except NotAllowed:
        raise
    except UnitsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi thông tin đơn vị.")
    return redirect("unit", pk)


@require_POST
def unit_undo(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Take back a change that was entered by mistake."""
    unit = _managed(request, pk)
    wrong = change_of(unit, change)
    if wrong is None:
        raise Http404
    reason = Posted(request.POST).text("reason", longest=500)
    try:
        with transaction.atomic():
            give_back_work(change=wrong, at=now())
            undo_change(by=person_of(request), change=wrong, reason=reason, at=now())
            enqueue("dispatches.take_over_work")  # for what came from units that ended before
    except NotAllowed:
        raise
    except UnitsError as error:
        messages.error(request, str(error))
        return redirect("unit", pk)
    messages.success(request, "Đã hoàn tác; nhật ký vẫn giữ lại việc này.")
    return redirect("unit", pk) if Unit.objects.filter(pk=pk).exists() else redirect("unit-list")
