"""Reading the posts that teach the model most; no certificate rests on them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.channels.models import PublishedItem
from haichieu.channels.queries import channels, items
from haichieu.posts.actions import correct_reading, withdraw_correction
from haichieu.posts.errors import PostsError
from haichieu.units.errors import NotAllowed
from haichieu.web.channels.blindness import blindness_of
from haichieu.web.planning.blocks.reading import new_queue, teach_card
from haichieu.web.planning.forms.reading import Queue, read_key
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import is_partial, render_part
from haichieu.web.shell.posted import Posted


def teach(request: HttpRequest) -> HttpResponse:
    """Read a helping of posts that would teach the model most, one at a time."""
    units = _units(request)
    if request.method != "POST":
        return _card(
            request,
            Queue.of(request.GET.dict()) or new_queue(units, today=today(), blind=blindness_of(request)),
        )
    queue, form = Queue.of(request.POST.dict()) or Queue(()), Posted(request.POST)
    said = read_key(form)
    if said is None:
        return _card(request, queue, note=" ".join(form.errors.values()))
    item = _item(request, queue.waiting[0] if queue.waiting else 0)
    if said.tone:
        correct_reading(by=person_of(request), item=item, tone=said.tone, advisory=said.advisory, at=now())
    return _onward(request, queue.after(read=bool(said.tone)))


@require_POST
def teach_undo(request: HttpRequest) -> HttpResponse:
    """Take the last reading back; the machine's own stands again and the same post comes once more."""
    _units(request)
    queue = Queue.of(request.POST.dict()) or Queue(())
    try:
        withdraw_correction(by=person_of(request), item=_item(request, queue.last), at=now())
    except PostsError as error:
        return _card(request, queue, note=str(error))
    return _onward(request, queue.back())


def _units(request: HttpRequest) -> frozenset[int]:
    units = open_units(request, "label_posts")
    if not units:
        raise NotAllowed("Bạn không có quyền đọc bài của đơn vị nào.")
    return units


def _item(request: HttpRequest, pk: int) -> PublishedItem:
    mine = [channel.pk for channel in channels(units=_units(request))]
    return get_object_or_404(items(channels=mine).select_related("channel"), pk=pk)


def _onward(request: HttpRequest, queue: Queue) -> HttpResponse:
    return _card(request, queue) if is_partial(request) else redirect(f"{reverse('teach')}?{queue.address}")


def _card(request: HttpRequest, queue: Queue, *, note: str = "") -> HttpResponse:
    context: dict[str, object] = {
        "card": teach_card(queue, _units(request), blind=blindness_of(request), note=note)
    }
    status = 422 if note else 200
    response = render_part(
        request,
        page="planning/teach.html",
        part="planning/_teach_card.html",
        context=context,
        status=status,
    )
    response["Cache-Control"] = "no-store"
    return response
