"""A letter's electronic exchange: its statuses, and the letter as a file for other programs."""

from collections.abc import Mapping
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import give_status
from haichieu.dispatches.errors import CannotExchange, DispatchesError
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import (
    letter_as_akoma_ntoso,
    letter_as_edxml,
    message_again,
    message_file,
    statuses_of,
)
from haichieu.web.dispatches.access import LARGEST_PK, letter_or_404, require_here
from haichieu.web.dispatches.blocks.due_calendar import due_calendar
from haichieu.web.dispatches.blocks.exchange import ExchangePage
from haichieu.web.dispatches.forms.exchange import GivenStatus, Sending
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today


@require_GET
def letter_exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """How a letter came and goes to other offices, and what they said of it."""
    return _show(request, letter_or_404(request, pk))


@require_POST
def letter_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the office that a letter came from how far we are with it."""
    letter = letter_or_404(request, pk)
    require_here(request, "confirm_reading", letter.unit_id)
    typed = request.POST.dict()
    form = GivenStatus.read(typed)
    if form.sentence:
        return _show(request, letter, typed=typed, refused="status", sentence=form.sentence)
    values = {"code": form.code, "note": form.note, "sender": form.sender, "issuer": form.issuer}
    try:
        give_status(by=person_of(request), dispatch=letter, at=now(), **values)
    except DispatchesError as error:
        return _show(request, letter, typed=typed, refused="status", sentence=str(error))
    messages.success(request, "Đã ghi trạng thái; hãy tải tin trạng thái bên dưới để gửi đi.")
    # Without a place of its own the answer would open at the form, which stands below on a phone.
    return redirect(f"{reverse('dispatch-exchange', args=(pk,))}#top")


@require_GET
def letter_status_file(request: HttpRequest, pk: int, fact: int) -> FileResponse:
    """The message that said a status, as it came or as it is to be sent."""
    letter = letter_or_404(request, pk)
    if letter.unit_id not in open_units(request) or fact > LARGEST_PK:
        raise Http404
    said = get_object_or_404(statuses_of(letter), pk=fact)
    try:
        stored = said.file.open("rb")
    except FileNotFoundError:
        raise Http404("Tin trạng thái không còn trong kho lưu trữ.") from None
    return _safe(FileResponse(stored, as_attachment=True, filename=f"trang-thai-{said.code}-{fact}.edxml"))


@require_GET
def letter_edxml(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a message to send; without codes the message that it came in."""
    letter, typed = letter_or_404(request, pk), request.GET.dict()
    form, is_new = Sending.read(typed), "sender" in typed
    if is_new:
        require_here(request, "confirm_reading", letter.unit_id)
    try:
        if is_new:
            data = letter_as_edxml(letter, sender=form.sender, receivers=form.receivers, at=now())
        else:
            data = message_again(letter)
    except CannotExchange as error:
        return _show(
            request, letter, typed=typed, refused="send" if is_new else "message", sentence=str(error)
        )
    return _download(data, f"van-ban-{pk}.edxml", "application/xml")


@require_GET
def letter_akoma_ntoso(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter with its reading as Akoma Ntoso, for archives."""
    letter = letter_or_404(request, pk)
    return _download(letter_as_akoma_ntoso(letter, made=today()), f"van-ban-{pk}.akn.xml", "application/xml")


@require_GET
def letter_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The due days under one letter, for a calendar."""
    letter = letter_or_404(request, pk)
    written = due_calendar(open_units(request), on=today(), letter=letter)
    return _download(written, f"han-xu-ly-{pk}.ics", "text/calendar; charset=utf-8")


@require_GET
def letter_message_file(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One file of the message that the letter came in, always as a download."""
    letter = letter_or_404(request, pk)
    try:
        file = message_file(letter, position)
    except CannotExchange as error:
        return _show(request, letter, refused="message", sentence=str(error))
    if file is None:
        raise Http404
    return _download(file.data, file.name, "application/octet-stream")


def _show(
    request: HttpRequest,
    letter: Dispatch,
    *,
    typed: Mapping[str, str] | None = None,
    refused: str = "",
    sentence: str = "",
) -> HttpResponse:
    may_give = letter.unit_id in open_units(request, "confirm_reading")
    page = ExchangePage.of(
        letter, open_units(request), may_give=may_give, typed=typed, refused=refused, sentence=sentence
    )
    context = {"page": page, "letter": letter}
    return render(request, "dispatches/exchange.html", context, status=422 if refused else 200)


def _download(data: bytes, name: str, content_type: str) -> HttpResponse:
    response = FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=content_type)
    return _safe(response)


def _safe(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    return response
