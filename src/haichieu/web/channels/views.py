"""Pages of our own channels."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from haichieu.base.clock import now
from haichieu.channels.actions import declare_channel
from haichieu.channels.errors import ChannelsError
from haichieu.channels.models import Channel
from haichieu.channels.queries import channels, imports
from haichieu.posts.queries import last_day
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.units.queries import people_names
from haichieu.web.channels.blindness import blindness_of, kept_words
from haichieu.web.channels.blocks import (
    actor_name,
    channel_certificates,
    channel_rows,
    import_rows,
    period_of,
    share_figure,
)
from haichieu.web.channels.doubts import doubts
from haichieu.web.channels.forms import read_declaration
from haichieu.web.channels.words import PLATFORMS, platform_icon, platform_name
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.periods import CHOICES
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

ROWS = 50
IMPORTS = 10


def channel_list(request: HttpRequest) -> HttpResponse:
    """All own channels of the units open to the person."""
    found = channels(units=open_units(request))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    period = period_of([c.pk for c in page], request.GET.get("period", ""), today=today())
    rows = channel_rows(list(page), period=period, tree=unit_tree(request), blind=blindness_of(request))
    context = {
        "page": page,
        "rows": rows,
        "kept": kept_words(next((row.kept for row in rows if row.kept), None)),
        "doubts": doubts([c.pk for c in page], period.first, period.last),
        "period": period,
        "periods": [(key, words) for key, (words, *_) in CHOICES.items()],
        "may_declare": bool(open_units(request, "declare_channel")),
        "may_freeze": bool(open_units(request, "freeze_frame")),
    }
    return render(request, "channels/list.html", context)


def channel(request: HttpRequest, pk: int) -> HttpResponse:
    """One channel: proof, share over time, imports."""
    units, tree = open_units(request), unit_tree(request)
    shown = get_object_or_404(channels(units=units), pk=pk)
    period = period_of([pk], request.GET.get("period", ""), today=today())
    certificates = channel_certificates(shown, units=units, period=period, tree=tree)
    spans = [certificate.span for certificate in certificates if certificate.span]
    context = {
        "channel": shown,
        "unit": tree.nodes.get(shown.unit_id),
        "platform": platform_name(shown.platform),
        "platform_icon": platform_icon(shown.platform),
        "declared_by": actor_name(shown.declared_by, people_names({shown.declared_by})),
        "last_day": last_day(channels=[pk]),
        "doubts": doubts([pk], period.first, period.last),
        "figure": share_figure(shown, period=period, tree=tree, certified=spans, blind=blindness_of(request)),
        "certificates": certificates,
        "periods": [(key, words) for key, (words, *_) in CHOICES.items()],
        "imports": import_rows(shown, most=IMPORTS),
        "may_freeze": bool(open_units(request, "freeze_frame")),
        "may_add": shown.unit_id in open_units(request, "add_posts") and shown.closed_at is None,
    }
    return render(request, "channels/channel.html", context)


def channel_import(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """One import with every row that was set aside, and why."""
    shown = get_object_or_404(channels(units=open_units(request)), pk=pk)
    taken = imports(channel=shown).prefetch_related(None).filter(pk=run).first()
    if taken is None:
        raise Http404
    rows = Paginator(taken.set_aside.order_by("line"), 100).get_page(request.GET.get("page"))
    context = {
        "channel": shown,
        "run": taken,
        "page": rows,
        "by": actor_name(taken.by, people_names({taken.by})),
    }
    return render(request, "channels/import.html", context)


def channel_declare(request: HttpRequest) -> HttpResponse:
    """Declare a channel as our own; only a leader may."""
    units = UnitChoice.among(
        unit_tree(request), open_units(request, "declare_channel"), verb="declare_channel"
    )
    if not units.options:
        raise NotAllowed("Chỉ lãnh đạo đơn vị mới khai báo được kênh.")
    form = Posted(request.POST if request.method == "POST" else {"unit": units.show(units.options[0].pk)})
    context = {
        "form": form,
        "units": units,
        "platforms": PLATFORMS.items(),
        "proofs": Channel.Proof.choices,
    }
    if request.method == "POST" and (declared := _declare(request, form, units)):
        messages.success(request, f"Đã khai báo kênh “{declared.name}”.")
        return redirect("channel", declared.pk)
    return render(request, "channels/declare.html", context, status=422 if form.errors else 200)


def _declare(request: HttpRequest, form: Posted, units: UnitChoice) -> Channel | None:
    declared = read_declaration(form, units)
    if declared is None:
        return None
    try:
        return declare_channel(
            by=person_of(request),
            unit=Unit.objects.get(pk=declared.unit_id),
            name=declared.name,
            platform=declared.platform,
            url=declared.url,
            proof=declared.proof,
            proof_note=declared.proof_note,
            at=now(),
        )
    except ChannelsError as error:
        form.errors["name"] = str(error)
        return None
