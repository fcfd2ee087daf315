"""The list of letters, taking letters in, and handing the stored file out."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import read_again
from haichieu.units.queries import home_unit, unit_by_code
from haichieu.web.dispatches.access import letter_or_404, require_here
from haichieu.web.dispatches.blocks.letter_list import LetterList
from haichieu.web.dispatches.forms.upload import ACCEPTED, KINDS, Taken, Upload
from haichieu.web.dispatches.intake import take_files
from haichieu.web.dispatches.naming import is_being_read
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice


@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    """All letters of the open units, searched without diacritics."""
    asked = request.GET
    found = LetterList.of(
        open_units(request),
        search=Posted(asked).text("q", longest=200),
        state=asked.get("state", ""),
        page=asked.get("page", "1"),
    )
    context = {"list": found, "may_add": bool(open_units(request, "add_dispatch"))}
    return render_part(
        request, page="dispatches/letter_list.html", part="dispatches/_letter_rows.html", context=context
    )


@require_http_methods(["GET", "POST"])
def letter_add(request: HttpRequest) -> HttpResponse:
    """Take one or several files in; each bad one gets its sentence and is kept."""
    units = UnitChoice.among(unit_tree(request), open_units(request, "add_dispatch"), verb="add_dispatch")
    if request.method == "GET":
        home = units.show(home_unit(person_of(request), on=today()).pk)
        return _add_page(request, units, typed_unit=home)
    typed_unit = request.POST.get("unit", "")
    upload = Upload.read(request.FILES.getlist("files"), typed_unit, units)
    if upload.errors or upload.unit is None:
        return _add_page(request, units, typed_unit=typed_unit, errors=upload.errors)
    unit = unit_by_code(unit_tree(request).nodes[upload.unit].code)
    taken = take_files(upload.files, by=person_of(request), unit=unit)
    if any(each.letter is None for each in taken):
        return _add_page(request, units, typed_unit=typed_unit, taken=taken)
    for each in taken:
        messages.add_message(request, messages.SUCCESS if each.is_good else messages.WARNING, each.sentence)
    only = taken[0].letter if len(taken) == 1 else None
    return redirect("dispatch", only.pk) if only else redirect("dispatch-list")


def _add_page(
    request: HttpRequest,
    units: UnitChoice,
    *,
    typed_unit: str,
    errors: dict[str, str] | None = None,
    taken: list[Taken] | None = None,
) -> HttpResponse:
    context = {
        "units": units,
        "typed_unit": typed_unit,
        "errors": errors or {},
        "taken": taken or [],
        "kinds": KINDS,
        "accepted": ACCEPTED,
        "most_megabytes": settings.MAX_UPLOAD_BYTES // 1024**2,
    }
    return render(request, "dispatches/letter_add.html", context, status=422 if errors or taken else 200)


@require_GET
def letter_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the machine has read a scan; the line asks again by itself until there is something to see."""
    letter = letter_or_404(request, pk)
    # A page on which somebody may be typing is never reloaded under their hands.
    is_first = "first" in request.GET
    response = render(request, "dispatches/_progress.html", {"letter": letter, "is_first": is_first})
    if is_first and not is_being_read(letter):
        response["HX-Refresh"] = "true"
    return response


@require_POST
def letter_read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the machine read the file once more."""
    letter = letter_or_404(request, pk)
    require_here(request, "add_dispatch", letter.unit_id)
    read_again(by=person_of(request), dispatch=letter, at=now())
    messages.success(request, "Máy đang đọc lại tệp này; bản đã xác nhận được giữ nguyên.")
    return redirect("dispatch", pk)


@require_GET
def letter_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was sent, always as a download."""
    letter = letter_or_404(request, pk)
    try:
        stored = letter.file.open("rb")
    except FileNotFoundError:
        raise Http404("Tệp gốc không còn trong kho lưu trữ.") from None
    response = FileResponse(
        stored, as_attachment=True, filename=letter.file_name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
