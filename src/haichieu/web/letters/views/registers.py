"""The incoming and outgoing registers: pages, prints, files, and what may be written in them."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import note_entry, put_earlier_out, reserve_number, set_numbering
from haichieu.dispatches.errors import BadLetter, DispatchesError
from haichieu.dispatches.queries import earlier_own, numbering_rule, register
from haichieu.layout.pdf import page_pdf
from haichieu.units.models import Unit
from haichieu.units.queries import home_unit, unit_by_code
from haichieu.web.dispatches.access import require_here
from haichieu.web.letters.access import entry_or_404
from haichieu.web.letters.blocks.registers import EarlierRow, RegisterPage, RegisterRow, register_rows
from haichieu.web.letters.forms.composing import KIND_CHOICES
from haichieu.web.letters.forms.registers import NumberingForm, Reservation
from haichieu.web.letters.tables import csv_lines, xlsx_bytes
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

#: Most lines that one PDF takes: two hundred pages.
MOST_PRINTED = 2_000
#: Lines shown before all are moved.
MOST_SHOWN = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def register_incoming(request: HttpRequest) -> HttpResponse:
    """Every letter that came, by the number it got on its day."""
    return _register(request, "incoming")


@require_GET
def register_outgoing(request: HttpRequest) -> HttpResponse:
    """Every letter that went out, and numbers taken for letters on paper."""
    return _register(request, "outgoing")


@require_GET
def register_oral(request: HttpRequest) -> HttpResponse:
    """Every order that came without a letter, by the number it got when it was written down."""
    return _register(request, "oral")


def _register(
    request: HttpRequest, book: str, *, refused: str = "", form: Posted | None = None, sentence: str = ""
) -> HttpResponse:
    asked, unit = request.GET, _unit(request)
    page = RegisterPage.of(
        unit.pk,
        book,
        period=asked.get("year", ""),
        search=Posted(asked).text("q", longest=200),
        page=asked.get("page", "1"),
        today=today(),
    )
    kind = asked.get("file", "")
    if kind in _FILES:
        return _FILES[kind](page, unit, _name(request, unit))
    context = _context(request, page, unit) | {
        "form": form or Posted({"kind": "CV", "by_kind": "kind"}),
        "refused": refused,
        "sentence": sentence,
    }
    return render(request, "letters/register.html", context, status=422 if refused else 200)


def _context(request: HttpRequest, page: RegisterPage, unit: Unit) -> dict[str, object]:
    units = UnitChoice.among(unit_tree(request), open_units(request))
    return {
        "register": page,
        "unit": unit,
        "unit_name": _name(request, unit),
        "units": units,
        "unit_form": Posted({"unit": units.show(unit.pk)}),
        "may_keep": unit.pk in open_units(request, "keep_register"),
        "kinds": KIND_CHOICES,
        "numbering": numbering_rule(unit, today()) if page.book == "outgoing" else None,
    }


def _unit(request: HttpRequest) -> Unit:
    """The unit asked for if it is open, else the person's own."""
    tree = unit_tree(request)
    asked = request.POST.get("unit", "") or request.GET.get("unit", "")
    found = UnitChoice.among(tree, open_units(request)).find(asked) if asked else None
    return unit_by_code(tree.nodes[found].code) if found else home_unit(person_of(request), on=today())


def _name(request: HttpRequest, unit: Unit) -> str:
    node = unit_tree(request).nodes.get(unit.pk)
    return node.name if node else unit.code


def _all_rows(page: RegisterPage, unit: Unit) -> Iterator[RegisterRow]:
    """The whole year or term, the first number first."""
    found = register(units=(unit.pk,), book=page.book, period=page.period, search=page.search)
    return iter(register_rows(found.order_by("registered_on", "id").iterator(chunk_size=2_000)))


def _csv(page: RegisterPage, unit: Unit, name: str) -> HttpResponse:
    lines = csv_lines(page.headings, _all_rows(page, unit))
    return _attached(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), page, "csv")  # type: ignore[return-value]


def _xlsx(page: RegisterPage, unit: Unit, name: str) -> HttpResponse:
    data = xlsx_bytes(page.name, page.book, page.headings, _all_rows(page, unit))
    return _attached(HttpResponse(data, content_type=_XLSX), page, "xlsx")


def _pdf(page: RegisterPage, unit: Unit, name: str) -> HttpResponse:
    if page.page.paginator.count > MOST_PRINTED:
        raise BadLetter("Sổ này dài quá 2.000 dòng; hãy tìm hẹp lại, hoặc tải tệp XLSX rồi in.")
    context = {"register": page, "rows": _all_rows(page, unit), "unit_name": name}
    data = page_pdf(render_to_string("letters/register_print.html", context))
    return _attached(HttpResponse(data, content_type="application/pdf"), page, "pdf")


def _attached(response: HttpResponse, page: RegisterPage, suffix: str) -> HttpResponse:
    book = {"incoming": "van-ban-den", "outgoing": "van-ban-di", "oral": "chi-dao"}[page.book]
    response["Content-Disposition"] = f'attachment; filename="so-{book}-{page.period}.{suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


_FILES = {"csv": _csv, "xlsx": _xlsx, "pdf": _pdf}


@require_POST
def register_reserve(request: HttpRequest) -> HttpResponse:
    """Take the next number for a letter written on paper."""
    unit = _unit(request)
    require_here(request, "keep_register", unit.pk)
    asked = Reservation.read(request.POST.dict())
    if not asked.form.is_fine:
        return _register(request, "outgoing", refused="reserve", form=asked.form)
    try:
        entry = reserve_number(
            by=person_of(request),
            unit=unit,
            kind=asked.kind,
            subject=asked.subject,
            reason=asked.reason,
            at=now(),
        )
    except DispatchesError as error:
        return _register(request, "outgoing", refused="reserve", form=asked.form, sentence=str(error))
    messages.success(request, f"Đã lấy số {RegisterRow.of(entry).sign} cho văn bản giấy.")
    return redirect("register-outgoing")


@require_http_methods(["GET", "POST"])
def register_earlier_own(request: HttpRequest) -> HttpResponse:
    """Letters of the unit itself that stand among the incoming ones: where each would go, and moving them all."""
    unit = _unit(request)
    require_here(request, "keep_register", unit.pk)
    if request.method == "POST":
        moved = put_earlier_out(by=person_of(request), unit=unit, at=now())
        messages.success(request, f"Đã chuyển {moved} văn bản của đơn vị sang sổ văn bản đi.")
        return redirect(f"{reverse('register-outgoing')}?unit={unit.pk}")
    found = earlier_own(unit)
    context = {
        "unit": unit,
        "unit_name": _name(request, unit),
        "rows": [EarlierRow.of(each) for each in found[:MOST_SHOWN]],
        "count": len(found),
        "moving": sum(not each.refusal for each in found),
    }
    return render(request, "letters/earlier_own.html", context)


@require_POST
def register_numbering(request: HttpRequest) -> HttpResponse:
    """Say how the unit numbers its letters from a day on."""
    unit = _unit(request)
    require_here(request, "keep_register", unit.pk)
    asked = NumberingForm.read(request.POST.dict())
    if not asked.form.is_fine or asked.valid_from is None:
        return _register(request, "outgoing", refused="numbering", form=asked.form)
    try:
        set_numbering(
            by=person_of(request),
            unit=unit,
            valid_from=asked.valid_from,
            by_kind=asked.by_kind,
            term=asked.term,
            source=asked.source,
            at=now(),
        )
    except DispatchesError as error:
        return _register(request, "outgoing", refused="numbering", form=asked.form, sentence=str(error))
    messages.success(request, "Đã ghi cách đánh số.")
    return redirect("register-outgoing")


@require_POST
def register_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the note of a line; its number never changes."""
    entry = entry_or_404(request, pk)
    require_here(request, "keep_register", entry.unit_id)
    note_entry(
        by=person_of(request), entry=entry, note=request.POST.get("note", "").replace("\0", ""), at=now()
    )
    messages.success(request, f"Đã sửa ghi chú của số {entry.number}.")
    return redirect(f"register-{entry.book}")
