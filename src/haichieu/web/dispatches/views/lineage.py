"""Where a letter comes from, what is cited and not held, and which letters are copies of one another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import choose_main_copy, keep_apart, merge_copies, take_decision_back
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import chain_chart, lineage, offer_of
from haichieu.dispatches.rules import chart_svg
from haichieu.web.dispatches.access import letter_or_404, require_here
from haichieu.web.dispatches.blocks.lineage import LineagePage, MissingList
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted

#: what a button decides → the action, and what is said when it is done
DECISIONS = {
    "same": (merge_copies, "Đã gộp làm một, bản dễ đọc hơn là bản chính (đổi được); mọi tệp đều được giữ."),
    "different": (keep_apart, "Đã ghi: đây là hai văn bản khác nhau."),
    "open": (take_decision_back, "Đã tách ra; hai bản lại là hai văn bản, chờ quyết định."),
}


@require_GET
def letter_lineage(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of a letter, upwards and downwards."""
    page = LineagePage.of(letter_or_404(request, pk), open_units(request))
    return render(request, "dispatches/lineage.html", {"page": page, "letter": page.letter})


@require_GET
def letter_lineage_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain as a file to print or to put into a document."""
    chain = lineage(letter_or_404(request, pk), units=open_units(request))
    response = HttpResponse(chart_svg(chain_chart(chain)), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="nguon-goc-{pk}.svg"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def missing_list(request: HttpRequest) -> HttpResponse:
    """Documents that our letters cite and that we do not hold."""
    asked = request.GET
    found = MissingList.of(
        open_units(request),
        search=Posted(asked).text("q", longest=200),
        laws=asked.get("laws") == "1",
        page=asked.get("page", "1"),
    )
    context = {"list": found, "may_add": bool(open_units(request, "add_dispatch"))}
    return render_part(
        request, page="dispatches/missing_list.html", part="dispatches/_missing_rows.html", context=context
    )


@require_POST
def letter_copies(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide whether two letters are one, which copy goes on, or open the question again."""
    letter = letter_or_404(request, pk)
    require_here(request, "confirm_reading", letter.unit_id)
    if request.POST.get("verdict") == "main":
        return _choose(request, letter)
    offer = offer_of(letter, request.POST.get("offer", ""))
    if offer is None:
        messages.error(request, "Không tìm thấy đề nghị gộp này; hãy xem lại trang.")
        return redirect("dispatch", pk)
    decide, sentence = DECISIONS.get(request.POST.get("verdict", ""), DECISIONS["open"])
    try:
        decide(by=person_of(request), offer=offer, at=now())
    except DispatchesError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect("dispatch", pk)


def _choose(request: HttpRequest, letter: Dispatch) -> HttpResponse:
    try:
        choose_main_copy(by=person_of(request), letter=letter, at=now())
    except DispatchesError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Bản này nay là bản chính; các bản khác vẫn được giữ.")
    return redirect("dispatch", letter.pk)
