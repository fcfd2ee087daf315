"""What happens to a letter of our own: checked, sent back, signed; and its files."""

from collections.abc import Callable, Mapping

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    draft_html,
    drop_letter,
    pass_letter,
    send_letter_back,
    sign_letter,
    submit_letter,
)
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import OwnLetter
from haichieu.units.models import Person
from haichieu.web.dispatches.access import require_here
from haichieu.web.letters.access import own_letter_or_404
from haichieu.web.letters.showing import posted_version, show_letter
from haichieu.web.shell.access import person_of
from haichieu.web.shell.days import today

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_Step = Callable[[Person, OwnLetter, int, str], object]

#: Name of a button → the right it needs, what it does, and what is said when it is done.
STEPS: Mapping[str, tuple[str, _Step, str]] = {
    "submit": (
        "compose_letter",
        lambda by, letter, version, _: submit_letter(
            by=by, letter=letter, expected_version=version, at=now()
        ),
        "Đã chuyển kiểm tra; một cán bộ khác hoặc lãnh đạo sẽ đọc lại.",
    ),
    "pass": (
        "compose_letter",
        lambda by, letter, version, note: pass_letter(
            by=by, letter=letter, expected_version=version, note=note, at=now()
        ),
        "Đã kiểm tra; văn bản chờ lãnh đạo ký.",
    ),
    "back": (
        "compose_letter",
        lambda by, letter, version, note: send_letter_back(
            by=by, letter=letter, expected_version=version, reason=note, at=now()
        ),
        "Đã trả lại để sửa.",
    ),
    "drop": (
        "compose_letter",
        lambda by, letter, version, note: drop_letter(
            by=by, letter=letter, expected_version=version, reason=note, at=now()
        ),
        "Đã bỏ văn bản này; nội dung và lịch sử vẫn xem được.",
    ),
    "sign": (
        "sign_letter",
        lambda by, letter, version, _: sign_letter(by=by, letter=letter, expected_version=version, at=now()),
        "Đã ký, lấy số và ban hành.",
    ),
}


@require_POST
def own_letter_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a letter one step on, or back."""
    letter = own_letter_or_404(request, pk)
    name = request.POST.get("step", "")
    if name not in STEPS:
        raise Http404
    right, act, done = STEPS[name]
    require_here(request, right, letter.unit_id)
    try:
        act(
            person_of(request),
            letter,
            posted_version(request),
            request.POST.get("note", "").replace("\0", ""),
        )
    except DispatchesError as error:
        return show_letter(request, own_letter_or_404(request, pk), refused=name, sentence=str(error))
    messages.success(request, done)
    return redirect("own-letter", pk)


@require_GET
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "font-src": [SELF],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups"],
    }
)
def own_letter_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it will be printed, under a policy of its own: its looks are inline, nothing in it may run."""
    letter = own_letter_or_404(request, pk)
    return HttpResponse(draft_html(letter, on=letter.date or today()))


@require_GET
def own_letter_docx(request: HttpRequest, pk: int) -> FileResponse:
    """The issued letter as Word."""
    return _download(own_letter_or_404(request, pk).docx, _DOCX)


@require_GET
def own_letter_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """The issued letter as PDF."""
    return _download(own_letter_or_404(request, pk).pdf, "application/pdf")


def _download(stored: FieldFile, content_type: str) -> FileResponse:
    if not stored:
        raise Http404
    try:
        opened = stored.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = stored.name.rsplit("/", 1)[-1]
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
