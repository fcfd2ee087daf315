"""A second look at posts flagged as advisories, drawn by chance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.posts.actions import check_flag, withdraw_flag_check
from haichieu.posts.errors import PostsError
from haichieu.posts.models import FlagCheck
from haichieu.units.errors import NotAllowed
from haichieu.units.queries import actor_ref
from haichieu.web.channels.blindness import blindness_of
from haichieu.web.planning.blocks.flags import flag_card
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import is_partial, render_part
from haichieu.web.shell.posted import Posted

_ANSWERS = {"yes": True, "no": False}
_IN_AN_OPEN_RUN = (
    "Bài này nằm trong một lượt chứng nhận đang mở mà bạn có quyền đọc, nên để đến khi lượt đó khép lại mới xem lại. "
    "Chưa ghi gì."
)


def flags(request: HttpRequest) -> HttpResponse:
    """Look at one drawn post again, without knowing who flagged it."""
    if not open_units(request, "check_flags"):
        raise NotAllowed("Bạn không có quyền xem lại cảnh báo của đơn vị nào.")
    return _card(request, first=Posted(request.GET).pk("check"))


@require_POST
def flag_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a drawn post is an advisory."""
    check = _check(request, pk)
    if blindness_of(request).over(check.item):
        return _card(request, note=_IN_AN_OPEN_RUN)
    form = Posted(request.POST)
    answer = form.choice("answer", _ANSWERS, missing="Hãy chọn một trong hai câu trả lời.")
    if not answer:
        return _card(request, note=form.errors["answer"])
    try:
        check_flag(by=person_of(request), check=check, agrees=_ANSWERS[answer], at=now())
    except PostsError as error:
        return _card(request, note=str(error))
    return _card(request) if is_partial(request) else redirect("flag-checks")


@require_POST
def flag_check_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own answer back; the same post comes again."""
    check = _check(request, pk)
    try:
        withdraw_flag_check(by=person_of(request), check=check, at=now())
    except PostsError as error:
        return _card(request, note=str(error))
    if is_partial(request):
        return _card(request, first=pk)
    return redirect(f"{reverse('flag-checks')}?check={pk}")


def _check(request: HttpRequest, pk: int) -> FlagCheck:
    units = open_units(request, "check_flags") or open_units(request)
    return get_object_or_404(
        FlagCheck.objects.select_related("item__channel"), pk=pk, item__channel__unit__one_of=units
    )


def _card(request: HttpRequest, *, note: str = "", first: int | None = None) -> HttpResponse:
    units = open_units(request, "check_flags")
    card = flag_card(
        units,
        person=actor_ref(person_of(request)),
        blind=blindness_of(request),
        today=today(),
        note=note,
        first=first,
    )
    response = render_part(
        request,
        page="planning/flags.html",
        part="planning/_flag_card.html",
        context={"card": card},
        status=422 if note else 200,
    )
    response["Cache-Control"] = "no-store"
    return response
