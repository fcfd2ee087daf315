"""What a unit gave to others, and one step for many of them."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import for_each, preview_each, take_back_bulk
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Assignment
from haichieu.units.models import Unit
from haichieu.units.queries import home_unit
from haichieu.web.cascade.blocks.given import GivenList, Narrowing
from haichieu.web.cascade.blocks.refused import refused_alike
from haichieu.web.cascade.forms.bulk import MOST, VERBS, Bulk
from haichieu.web.cascade.receiving import Unreceived
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice


@require_GET
def given_list(request: HttpRequest) -> HttpResponse:
    """What the person's unit gave, what waits for a decision first."""
    return _list(request, request.GET)


def _list(
    request: HttpRequest, asked: QueryDict, *, bulk: Bulk | None = None, status: int = 200
) -> HttpResponse:
    giver = home_unit(person_of(request), on=today()).pk
    found = GivenList.of(
        giver,
        unit_tree(request),
        _narrowing(asked),
        on=today(),
        page=asked.get("page", "1"),
        address=request.build_absolute_uri(reverse("inbox")),
    )
    context = {
        "list": found,
        "giver": giver,
        "verbs": VERBS,
        "bulk": bulk,
        "may_decide": giver in open_units(request, "decide_results"),
    }
    return render_part(
        request, page="cascade/given.html", part="cascade/_given_rows.html", context=context, status=status
    )


def _narrowing(asked: QueryDict) -> Narrowing:
    posted = Posted(asked)
    return Narrowing(
        state=asked.get("state", "submitted"),
        search=posted.text("q", longest=200),
        duty=posted.pk("duty"),
        unit=posted.pk("unit"),
    )


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Preview a step for many, then do it; what was refused is told with its reason, and the step can be undone."""
    giver = home_unit(person_of(request), on=today()).pk
    require_here(request, "decide_results", giver)
    units = UnitChoice.below(unit_tree(request), giver)
    form = Bulk.read(request.POST, request.POST.getlist("ids"), units)
    if form.errors:
        return _list(request, request.POST, bulk=form, status=422)
    ids = _chosen(form, _narrowing(request.POST), giver)
    context = {"form": form, "ids": ids, "posted": request.POST, "units": units, "to": units.name_of(form.to)}
    if form.is_incomplete:
        return _receiver(request, context)
    try:
        return _done_or_previewed(request, context, form, ids)
    except DispatchesError as error:
        if form.verb == "reassign":
            return _receiver(request, context | {"sentence": str(error)})
        return _list(request, request.POST, bulk=replace(form, errors={"note": str(error)}), status=422)


def _receiver(request: HttpRequest, context: Mapping[str, object]) -> HttpResponse:
    """Ask to whom the work goes, and why; a second time with what is missing."""
    status = 422 if "to" in request.POST else 200
    return render(request, "cascade/bulk_receiver.html", context, status=status)


def _done_or_previewed(
    request: HttpRequest, context: Mapping[str, object], form: Bulk, ids: list[int]
) -> HttpResponse:
    wish = {"verb": form.verb, "note": form.note, "reason": form.note, "due_on": form.due_on, "at": now()}
    to = Unit.objects.get(pk=form.to) if form.to is not None else None
    is_seen = request.POST.get("seen") == str(len(ids))
    act = for_each if is_seen else preview_each
    done = act(by=person_of(request), assignments=ids, to=to, **wish)
    shown = {
        "done": done,
        "refused": refused_alike(done.refused, unit_tree(request)),
        "nobody": _unreceived(request, done.done) if form.verb == "remind" else None,
    }
    if not is_seen:
        return render(request, "cascade/bulk_preview.html", {**context, **shown})
    return render(request, "cascade/bulk_result.html", {**context, **shown})


def _unreceived(request: HttpRequest, assignments: Collection[int]) -> Unreceived:
    """Of the units of these assignments those where nobody reads a reminder."""
    held = Assignment.objects.filter(pk__one_of=assignments).order_by()
    units = frozenset(held.values_list("unit_id", flat=True).distinct())
    return Unreceived.among(units, unit_tree(request))


def _chosen(form: Bulk, narrowing: Narrowing, giver: int) -> list[int]:
    found = narrowing.find([giver], on=today()).order_by()
    if not form.whole:
        found = Assignment.objects.filter(giver=giver, pk__one_of=form.ticked)
    return list(found.values_list("pk", flat=True)[:MOST])


@require_POST
def bulk_undo(request: HttpRequest) -> HttpResponse:
    """Take a step for many back; where something rests on it by now it stays, and that is told."""
    require_here(request, "decide_results", home_unit(person_of(request), on=today()).pk)
    result = take_back_bulk(by=person_of(request), batch=request.POST.get("batch", ""), at=now())
    messages.success(request, f"Đã hoàn tác {len(result.done)} việc.")
    if result.refused:
        why = result.refused[0][1]
        messages.warning(request, f"{len(result.refused)} việc không hoàn tác được: {why}")
    return redirect("given-list")
