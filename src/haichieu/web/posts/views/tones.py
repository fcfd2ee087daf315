"""Pages of one post and of its tone: the machine's estimate, and a person's reading in its place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.channels.models import PublishedItem
from haichieu.channels.queries import channels, items
from haichieu.posts.actions import agree_with_machine, correct_reading, withdraw_correction
from haichieu.posts.models import Tone
from haichieu.posts.queries import reading_of
from haichieu.web.channels.blindness import blindness_of, kept_words
from haichieu.web.posts.blocks.tones import tone_page
from haichieu.web.posts.forms.labels import read_tone
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date

FLAG_OPTIONS = (("yes", "Có"), ("no", "Không"))


def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post with the machine's reading, the words that moved it, and the way to correct it."""
    return _page(request, _item(request, pk), None)


@require_POST
def post_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a person's reading in the place of the machine's."""
    item, form = _item(request, pk), Posted(request.POST)
    said = read_tone(form)
    if said is None:
        return _page(request, item, form)
    tone, advisory = said
    correct_reading(by=person_of(request), item=item, tone=tone, advisory=advisory, at=now())
    messages.success(request, f"Đã ghi theo người đọc; số liệu ngày {vn_date(item.day)} được tính lại.")
    return redirect("post", pk)


@require_POST
def post_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a person sees the post as the machine does."""
    item = _item(request, pk)
    agree_with_machine(by=person_of(request), item=item, seen=request.POST.get("seen", ""), at=now())
    messages.success(request, "Đã ghi: người đọc đồng ý với máy.")
    return redirect("post", pk)


@require_POST
def post_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the machine's reading of a post stand again."""
    item = _item(request, pk)
    withdraw_correction(by=person_of(request), item=item, at=now())
    messages.success(
        request, f"Đã lấy lại ước lượng của máy; số liệu ngày {vn_date(item.day)} được tính lại."
    )
    return redirect("post", pk)


def _item(request: HttpRequest, pk: int) -> PublishedItem:
    pks = channels(units=open_units(request)).values_list("pk", flat=True)
    return get_object_or_404(items(channels=list(pks)).select_related("channel", "import_run"), pk=pk)


def _page(request: HttpRequest, item: PublishedItem, form: Posted | None) -> HttpResponse:
    kept = blindness_of(request).over(item)
    context = {
        "item": item,
        "shown": tone_page(item, None if kept else reading_of(item), tree=unit_tree(request)),
        "kept": kept_words(kept),
        "form": form or Posted({}),
        "tone_options": Tone.choices,
        "flag_options": FLAG_OPTIONS,
        "may_correct": item.channel.unit_id in open_units(request, "label_posts"),
    }
    return render(request, "posts/post.html", context, status=422 if form else 200)
