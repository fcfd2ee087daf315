"""Pages of frozen lists: all of them, a new one, and one with its runs."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.posts.actions import freeze_frame, start_audit
from haichieu.posts.errors import PostsError
from haichieu.posts.models import Audit, FrozenFrame
from haichieu.posts.queries import frames
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.web.posts.blocks.frames import FrameChoice, frame_choice, frame_page, frame_rows
from haichieu.web.posts.blocks.seeds import beacon_words, seed_choices
from haichieu.web.posts.forms.frames import RunForm, read_frame, read_run
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
    form = Posted(request.POST if request.method == "POST" else {**choice.first_values, **_days(request)})
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


def _days(request: HttpRequest) -> dict[str, str]:
    """The days that a link asks for."""
    return {name: request.GET[name] for name in ("first", "last") if request.GET.get(name)}


def _choice(request: HttpRequest) -> FrameChoice:
    asked = request.POST if request.method == "POST" else request.GET
    allowed = open_units(request, "freeze_frame")
    if not allowed:
        raise NotAllowed("Bạn không có quyền chốt danh sách bài ở đơn vị nào.")
    # A link may ask for channels; the form itself asks for another unit, whose channels are all ticked.
    is_typed = request.method == "POST" or ("channel" in asked and not request.htmx)
    ticked = asked.getlist("channel") if is_typed else None
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
            reposts=wanted.reposts,
            beacon=wanted.beacon,
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
    page = frame_page(shown, units=units, tree=unit_tree(request))
    context = {
        "shown": page,
        "beacon_words": beacon_words(page.beacon) if page.beacon else "",
        "form": form,
        "seed_choices": seed_choices(shown.beacon_round),
        "may_label": shown.unit_id in open_units(request, "label_posts"),
    }
    return render(request, "posts/frame.html", context, status=422 if form.errors else 200)


@require_POST
def audit_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a run with a seed that was entered or is drawn now, after the list was frozen; one or two readers."""
    shown = get_object_or_404(frames(units=open_units(request)).defer(None), pk=pk)
    form = Posted(request.POST)
    wanted = read_run(form)
    if wanted and (begun := _begin(request, shown, form, wanted)):
        return redirect("label", begun.pk)
    return _frame_page(request, shown, form)


def _begin(request: HttpRequest, shown: FrozenFrame, form: Posted, wanted: RunForm) -> Audit | None:
    try:
        return start_audit(
            by=person_of(request),
            frame=shown,
            seed=wanted.seed,
            seed_source=wanted.source,
            seed_kind=wanted.kind,
            readers=wanted.readers,
            settling=wanted.settling,
            at=now(),
        )
    except PostsError as error:
        form.errors["seed"] = str(error)
        return None
