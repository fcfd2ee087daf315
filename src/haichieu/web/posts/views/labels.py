"""The label queue: one post, three keys, undo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.channels.models import PublishedItem
from haichieu.posts.actions import give_verdict, undo_verdict
from haichieu.posts.errors import PostsError
from haichieu.posts.models import Audit
from haichieu.posts.queries import audits
from haichieu.units.errors import NotAllowed
from haichieu.web.posts.blocks.labels import label_card
from haichieu.web.posts.forms.labels import read_label
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.htmx import is_partial, render_part
from haichieu.web.shell.posted import Posted


def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the post that is drawn now, and take a reading of it."""
    audit = _audit(request, pk)
    if request.method != "POST":
        return redirect("audit", pk) if audit.closed_at else _card(request, audit)
    form = Posted(request.POST)
    reading = read_label(form)
    if reading is None:
        return _card(request, audit, note=" ".join(form.errors.values()))
    item = get_object_or_404(PublishedItem, pk=reading.item, channel__unit__in=open_units(request))
    try:
        give_verdict(
            by=person_of(request),
            audit=audit,
            item=item,
            tone=reading.tone,
            advisory=reading.advisory,
            at=now(),
        )
    except PostsError as error:
        return _card(request, audit, note=str(error))
    return _card(request, audit) if is_partial(request) else redirect("label", pk)


@require_POST
def label_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last reading; the same post comes again."""
    audit = _audit(request, pk)
    try:
        undo_verdict(by=person_of(request), audit=audit, at=now())
    except PostsError as error:
        return _card(request, audit, note=str(error))
    return _card(request, audit) if is_partial(request) else redirect("label", pk)


def _audit(request: HttpRequest, pk: int) -> Audit:
    audit = get_object_or_404(audits(units=open_units(request)), pk=pk)
    if audit.frame.unit_id not in open_units(request, "label_posts"):
        raise NotAllowed("Bạn không có quyền đọc bài cho lượt chứng nhận này.")
    return audit


def _card(request: HttpRequest, audit: Audit, *, note: str = "") -> HttpResponse:
    context: dict[str, object] = {"card": label_card(audit, note=note)}
    response = render_part(
        request,
        page="posts/label.html",
        part="posts/_label_card.html",
        context=context,
        status=422 if note else 200,
    )
    response["Cache-Control"] = "no-store"
    return response
