"""Pages of frozen lists: all of them, a new one, and one with its runs."""

import secrets

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.posts.actions import freeze_frame, start_audit
from haichieu.posts.errors import PostsError
from haichieu.posts.models import FrozenFrame, SeedSource
from haichieu.posts.queries import frames
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.web.posts.blocks.frames import FrameChoice, frame_choice, frame_page, frame_rows
from haichieu.web.posts.forms.frames import read_frame
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted

ROWS = 30


def frame_list(request: HttpRequest) -> HttpResponse:
    """Frozen lists with their runs, newest first."""
    units = open_units(request)
    page = Paginator(frames(units=units), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": frame_rows(list(page), units=units, tree=unit_tree(request)),
        "may_freeze": bool(open_units(request, "freeze_frame")),
    }
    return render(request, "posts/frame_list.html", context)


def frame_new(request: HttpRequest) -> HttpResponse:
    """Choose unit, channels, window and limit, and freeze the list."""
    choice = _choice(request)
    form = Posted(request.POST if request.method == "POST" else choice.first_values)
    if request.method == "POST" and (frozen := _freeze(request, form, choice)):
        return redirect("frame", frozen.pk)
    context = {"form": form, "choice": choice, "units": choice.units}
    return render_part(
        request,
        page="posts/frame_new.html",
        part="posts/_frame_form.html",
        context=context,
        status=422 if form.errors else 200,
    )


def _choice(request: HttpRequest) -> FrameChoice:
    asked = request.POST if request.method == "POST" else request.GET
    allowed = open_units(request, "freeze_frame")
    if not allowed:
        raise NotAllowed("Bạn không có quyền chốt danh sách bài ở đơn vị nào.")
    ticked = asked.getlist("channel") if request.method == "POST" else None
    return frame_choice(
        asked.get("unit", ""), ticked, allowed=allowed, tree=unit_tree(request), today=today()
    )


def _freeze(request: HttpRequest, form: Posted, choice: FrameChoice) -> FrozenFrame | None:
    wanted = read_frame(form, choice.ticked, choice.channels)
    if wanted is None or choice.unit_id is None:
        return None
    try:
        return freeze_frame(
            by=person_of(request),
            unit=Unit.objects.get(pk=choice.unit_id),
            channels=wanted.channels,
            first=wanted.first,
            last=wanted.last,
            limit=wanted.limit,
            at=now(),
        )
    except PostsError as error:
        form.errors["first"] = str(error)
        return None


def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen list: what it holds, its hash, its runs, and the way to begin one."""
    units = open_units(request)
    shown = get_object_or_404(frames(units=units).defer(None), pk=pk)
    return _frame_page(request, shown, Posted({}))


def _frame_page(request: HttpRequest, shown: FrozenFrame, form: Posted) -> HttpResponse:
    units = open_units(request)
    context = {
        "shown": frame_page(shown, units=units, tree=unit_tree(request)),
        "form": form,
        "may_label": shown.unit_id in open_units(request, "label_posts"),
    }
    return render(request, "posts/frame.html", context, status=422 if form.errors else 200)


@require_POST
def audit_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a run with a seed that was entered or is drawn now, after the list was frozen."""
    shown = get_object_or_404(frames(units=open_units(request)).defer(None), pk=pk)
    form = Posted(request.POST)
    drawn = form.yes("draw")
    seed = secrets.token_hex(8) if drawn else form.text("seed", longest=100)
    source = SeedSource.DRAWN if drawn else SeedSource.GIVEN
    try:
        begun = start_audit(by=person_of(request), frame=shown, seed=seed, seed_source=source, at=now())
    except PostsError as error:
        form.errors["seed"] = str(error)
        return _frame_page(request, shown, form)
    return redirect("label", begun.pk)
