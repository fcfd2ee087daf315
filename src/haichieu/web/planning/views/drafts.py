"""Drafts: all of them by state, a new one, one to change, one given up, one that was published."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.channels.models import Channel
from haichieu.channels.queries import items
from haichieu.dispatches.models import Obligation
from haichieu.posts.actions import change_planned, drop_planned, plan_post, tie_planned
from haichieu.posts.errors import PastPlan, PostsError
from haichieu.posts.models import PlannedPost
from haichieu.units.errors import NotAllowed
from haichieu.web.planning.blocks.draft_list import draft_list
from haichieu.web.planning.blocks.drafts import channel_options, draft_page, open_channels, told_work
from haichieu.web.planning.blocks.untold import untold_row
from haichieu.web.planning.forms.drafts import DraftForm, new_values, read_draft, values_of
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date


def drafts(request: HttpRequest) -> HttpResponse:
    """Every draft, those that became posts and those given up among them."""
    asked = request.GET
    found = draft_list(
        open_units(request),
        tree=unit_tree(request),
        today=today(),
        state=asked.get("state", "open"),
        page=asked.get("page", "1"),
    )
    may_plan = bool(open_units(request, "plan_posts"))
    return render(request, "planning/draft_list.html", {"list": found, "may_plan": may_plan})


def draft_add(request: HttpRequest) -> HttpResponse:
    """Write a post that is still to come, perhaps about finished work."""
    units = open_units(request, "plan_posts")
    if not units:
        raise NotAllowed("Bạn không có quyền ghi bài dự kiến cho đơn vị nào.")
    channels, told = open_channels(units), _told(request)
    first = new_values(request.GET.dict(), channels, day=today(), told=told)
    form = Posted(request.POST if request.method == "POST" else first)
    written = read_draft(form, channels) if request.method == "POST" else None
    if written and written.channel and _plan(request, form, written, told):
        return redirect(_month_address(written.channel, written.planned_for))
    context = {
        "form": form,
        "channel_options": channel_options(channels, unit_tree(request)),
        "told": untold_row(told, unit_tree(request)) if told else None,
    }
    return render(request, "planning/draft_add.html", context, status=422 if form.errors else 200)


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: the machine's estimate, its words to change, the post that it became."""
    row = _draft(request, pk)
    form = Posted(request.POST if request.method == "POST" else values_of(row))
    if request.method == "POST" and (written := read_draft(form)) and _change(request, form, row, written):
        messages.success(request, "Đã ghi thay đổi của bài dự kiến.")
        return redirect("draft", pk)
    page = draft_page(
        row,
        tree=unit_tree(request),
        units=open_units(request),
        may_change=row.channel.unit_id in open_units(request, "plan_posts"),
        today=today(),
        search=request.GET.get("q", "").strip()[:200],
    )
    return render(
        request, "planning/draft.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )


@require_POST
def draft_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up, because its author wants so."""
    row = drop_planned(by=person_of(request), planned=_draft(request, pk), at=now())
    messages.success(request, f"Đã bỏ bài dự kiến “{row.title[:80]}”.")
    return redirect(_month_address(row.channel, row.planned_for))


@require_POST
def draft_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which published post a draft became."""
    row = _draft(request, pk)
    chosen = Posted(request.POST).pk("item")
    item = get_object_or_404(items(channels=[row.channel_id]), pk=chosen)
    tie_planned(by=person_of(request), planned=row, item=item, at=now())
    messages.success(request, "Đã gắn bài dự kiến với bài đã đăng.")
    return redirect("draft", pk)


def _draft(request: HttpRequest, pk: int) -> PlannedPost:
    found = PlannedPost.objects.select_related("channel", "published")
    return get_object_or_404(found, pk=pk, channel__unit__one_of=open_units(request))


def _told(request: HttpRequest) -> Obligation | None:
    """The work that the new draft is to tell; work of other units does not exist here."""
    asked = request.POST if request.method == "POST" else request.GET
    typed = asked.get("tells", "")
    if not typed:
        return None
    pk = Posted({"tells": typed}).pk("tells")
    work = told_work(pk, open_units(request, "plan_posts")) if pk is not None else None
    if work is None:
        raise Http404
    return work


def _plan(request: HttpRequest, form: Posted, written: DraftForm, told: Obligation | None) -> bool:
    if written.channel is None:
        return False
    try:
        plan_post(
            by=person_of(request),
            channel=written.channel,
            title=written.title,
            lead=written.lead,
            planned_for=written.planned_for,
            advisory=written.advisory,
            tells=told,
            at=now(),
        )
    except PostsError as error:
        form.errors["planned_for" if isinstance(error, PastPlan) else "title"] = str(error)
        return False
    messages.success(request, f"Đã ghi bài dự kiến cho ngày {vn_date(written.planned_for)}.")
    return True


def _change(request: HttpRequest, form: Posted, row: PlannedPost, written: DraftForm) -> bool:
    try:
        change_planned(
            by=person_of(request),
            planned=row,
            title=written.title,
            lead=written.lead,
            planned_for=written.planned_for,
            advisory=written.advisory,
            at=now(),
        )
    except PostsError as error:
        form.errors["planned_for" if isinstance(error, PastPlan) else "title"] = str(error)
        return False
    return True


def _month_address(channel: Channel, day: date) -> str:
    return f"{reverse('plan')}?unit={channel.unit_id}&month={day:%Y-%m}"
