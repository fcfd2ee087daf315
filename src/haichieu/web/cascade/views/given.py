"""What a unit gave to others, and one step for many of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import BulkResult, for_each, take_back_bulk
from haichieu.dispatches.models import Assignment
from haichieu.units.queries import home_unit
from haichieu.web.cascade.blocks.given import GivenList, Narrowing
from haichieu.web.cascade.forms.bulk import MOST, VERBS, Bulk
from haichieu.web.cascade.naming import unit_name
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted

#: refusals named one by one on the result page
_MOST_REFUSALS = 100


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
    form = Bulk.read(request.POST, request.POST.getlist("ids"))
    if form.errors:
        return _list(request, request.POST, bulk=form, status=422)
    ids = _chosen(form, _narrowing(request.POST), giver)
    if request.POST.get("seen") != str(len(ids)):
        context = {"form": form, "ids": sorted(ids) if not form.whole else (), "count": len(ids)}
        return render(request, "cascade/bulk_preview.html", context | {"posted": request.POST})
    words = {"note": form.note, "reason": form.note, "due_on": form.due_on}
    done = for_each(by=person_of(request), assignments=ids, verb=form.verb, at=now(), **words)
    context = {"form": form, "done": done, "refused": _refusals(request, done)}
    return render(request, "cascade/bulk_result.html", context)


def _chosen(form: Bulk, narrowing: Narrowing, giver: int) -> list[int]:
    found = narrowing.find([giver], on=today()).order_by()
    if not form.whole:
        found = Assignment.objects.filter(giver=giver, pk__one_of=form.ticked)
    return list(found.values_list("pk", flat=True)[:MOST])


@dataclass(frozen=True, slots=True)
class _Refusal:
    pk: int
    unit: str
    sentence: str


def _refusals(request: HttpRequest, done: BulkResult) -> list[_Refusal]:
    shown = done.refused[:_MOST_REFUSALS]
    rows = Assignment.objects.filter(pk__one_of=[pk for pk, _ in shown])
    units = dict(rows.values_list("pk", "unit_id"))
    tree = unit_tree(request)
    return [
        _Refusal(pk, unit_name(tree, units[pk]) if pk in units else "", sentence) for pk, sentence in shown
    ]


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
