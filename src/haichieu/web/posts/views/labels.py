"""The label queue and the settling of what two readers see differently: one post, three keys, undo."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.channels.models import PublishedItem
from haichieu.posts.actions import give_verdict, settle_verdict, undo_verdict
from haichieu.posts.errors import PostsError
from haichieu.posts.models import Audit
from haichieu.posts.queries import audits
from haichieu.units.errors import NotAllowed
from haichieu.web.posts.blocks.labels import LabelCard, label_card
from haichieu.web.posts.forms.labels import LabelForm, read_label
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.htmx import is_partial, render_part
from haichieu.web.shell.posted import Posted

Keep = Callable[[HttpRequest, Audit, LabelForm], object]


def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the post that is drawn now for this person, and take a reading of it."""
    return _queue(request, _audit(request, pk), _give, is_settling=False)


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post on which the two readers differ to a third person, whose reading alone counts."""
    return _queue(request, _audit(request, pk), _settle, is_settling=True)


@require_POST
def label_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the person's own last reading; the same post comes again."""
    audit = _audit(request, pk)
    try:
        undo_verdict(by=person_of(request), audit=audit, at=now())
    except PostsError as error:
        return _card(request, audit, note=str(error))
    return _card(request, audit) if is_partial(request) else redirect("label", pk)


def _queue(request: HttpRequest, audit: Audit, keep: Keep, *, is_settling: bool) -> HttpResponse:
    if request.method != "POST":
        return redirect("audit", audit.pk) if audit.closed_at else _look(request, audit, is_settling)
    form = Posted(request.POST)
    reading = read_label(form)
    if reading is None:
        return _card(request, audit, is_settling=is_settling, note=" ".join(form.errors.values()))
    try:
        keep(request, audit, reading)
    except PostsError as error:
        return _card(request, audit, is_settling=is_settling, note=str(error))
    if is_partial(request):
        return _card(request, audit, is_settling=is_settling)
    return redirect("settle" if is_settling else "label", audit.pk)


def _give(request: HttpRequest, audit: Audit, said: LabelForm) -> None:
    give_verdict(
        by=person_of(request),
        audit=audit,
        item=_item(request, said),
        tone=said.tone,
        advisory=said.advisory,
        at=now(),
        is_shown=True,
    )


def _settle(request: HttpRequest, audit: Audit, said: LabelForm) -> None:
    settle_verdict(
        by=person_of(request),
        audit=audit,
        step=said.step,
        item=_item(request, said),
        tone=said.tone,
        advisory=said.advisory,
        at=now(),
    )


def _item(request: HttpRequest, said: LabelForm) -> PublishedItem:
    return get_object_or_404(PublishedItem, pk=said.item, channel__unit__one_of=open_units(request))


def _audit(request: HttpRequest, pk: int) -> Audit:
    audit = get_object_or_404(audits(units=open_units(request)), pk=pk)
    if audit.frame.unit_id not in open_units(request, "label_posts"):
        raise NotAllowed("Bạn không có quyền đọc bài cho lượt chứng nhận này.")
    return audit


def _look(request: HttpRequest, audit: Audit, is_settling: bool) -> HttpResponse:
    """The card; a page that waits for others asks again by itself and is answered once there is a post."""
    card = label_card(audit, person_of(request), is_settling=is_settling)
    if is_partial(request) and card.draw is None and card.state.waits:
        return HttpResponse(status=204)
    return _show(request, card)


def _card(request: HttpRequest, audit: Audit, *, is_settling: bool = False, note: str = "") -> HttpResponse:
    return _show(request, label_card(audit, person_of(request), is_settling=is_settling, note=note))


def _show(request: HttpRequest, card: LabelCard) -> HttpResponse:
    context: dict[str, object] = {"card": card}
    status = 422 if card.note else 200
    part = {"page": "posts/label.html", "part": "posts/_label_card.html"}
    response = render_part(request, **part, context=context, status=status)
    response["Cache-Control"] = "no-store"
    return response
