"""What a unit was given: the list, one of them, and the unit's own steps."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    accept_assignment,
    return_assignment,
    see_assignment,
    start_assignment,
    take_back,
)
from haichieu.dispatches.errors import BadReading, DispatchesError
from haichieu.dispatches.models import Assignment
from haichieu.units.queries import home_unit
from haichieu.web.cascade.access import assignment_or_404, is_own, require_own
from haichieu.web.cascade.answering import hand_in
from haichieu.web.cascade.blocks.assignment_page import AssignmentPage
from haichieu.web.cascade.blocks.inbox import Inbox
from haichieu.web.cascade.blocks.posts import PostPicks
from haichieu.web.cascade.forms.answers import TOLD, TOLD_STEPS, Work, picked
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import open_units, own_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person's own units were given, the most pressing first."""
    asked = request.GET
    found = Inbox.of(
        own_units(request),
        unit_tree(request),
        on=today(),
        state=asked.get("state", "open"),
        search=Posted(asked).text("q", longest=200),
        page=asked.get("page", "1"),
    )
    return render_part(
        request, page="cascade/inbox.html", part="cascade/_inbox_rows.html", context={"list": found}
    )


@require_GET
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment; that the unit's own staff opened it is written down, once."""
    row = assignment_or_404(request, pk)
    if see_assignment(by=person_of(request), assignment=row, at=now()):
        row.refresh_from_db(fields=["state", "seen_at", "version", "last_fact_at"])
    return show(request, row)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A step of the unit: take the work on, give it back, begin, show something, hand in."""
    row = assignment_or_404(request, pk)
    step = request.POST.get("step", "")
    via = request.POST.get("via", "office")
    if via in TOLD:
        require_here(request, "decide_results", row.giver_id)
    else:
        require_own(request, row, "answer_assignment")
    try:
        done = _answer(request, row, step, via if via in TOLD else "office")
    except DispatchesError as error:
        return show(
            request,
            row,
            refused="told" if via in TOLD else step,
            sentence=str(error),
            typed=request.POST.dict() | {name: file.name for name, file in request.FILES.items()},
            status=422,
        )
    messages.success(request, _told(step, via) if via in TOLD else done)
    return redirect("assignment", pk)


def _told(step: str, via: str) -> str:
    """What the giver's officer wrote down for a unit: the unit did it, not the officer."""
    return (
        f"Đã ghi nhận đơn vị báo {TOLD[via][:1].lower()}{TOLD[via][1:]}: {TOLD_STEPS.get(step, 'kết quả')}."
    )


def _answer(request: HttpRequest, row: Assignment, step: str, via: str) -> str:
    said = {"by": person_of(request), "assignment": row, "via": via, "at": now()}
    note = Posted(request.POST).text("note")
    if step == "accept":
        accept_assignment(note=note, **said)
        return "Đã nhận việc." if row.part != Assignment.Part.COPY else "Đã ghi là đã nhận."
    if step == "return":
        return_assignment(reason=note, **said)
        return "Đã trả lại; đơn vị giao sẽ xem lý do."
    if step == "start":
        start_assignment(note=note, **said)
        return "Đã ghi là đang làm."
    if step not in ("evidence", "submit"):
        raise BadReading("Không có bước này; hãy tải lại trang.")
    work = Work.read(request.POST, request.POST.getlist("post"), request.FILES.get("file"))
    if work.errors:
        raise BadReading(next(iter(work.errors.values())))
    hand_in(work, submit=step == "submit", **said)
    return "Đã nộp kết quả, đang chờ duyệt." if step == "submit" else "Đã thêm minh chứng."


@require_POST
def undo(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Take back a step made by mistake, while nothing rests on it."""
    row = assignment_or_404(request, pk)
    line = row.facts.filter(pk=fact).first()
    if line is None:
        raise Http404
    if row.giver_id not in open_units(request, "decide_results"):
        require_own(request, row, "answer_assignment")
    try:
        take_back(by=person_of(request), fact=line, at=now())
    except DispatchesError as error:
        return show(request, row, refused="undo", sentence=str(error), status=422)
    messages.success(request, "Đã hoàn tác; cả hai bước còn trong sổ theo dõi.")
    return redirect("assignment", pk)


@require_GET
def post_picks(request: HttpRequest, pk: int) -> HttpResponse:
    """Own posts that a search finds, beside those ticked already."""
    row = assignment_or_404(request, pk)
    require_own(request, row, "answer_assignment")
    return render(request, "cascade/_post_picks.html", {"picks": _picks(request, row)})


def _picks(request: HttpRequest, row: Assignment) -> PostPicks:
    asked = request.POST if request.method == "POST" else request.GET
    words = Posted(asked).text("posts", longest=200)
    return PostPicks.of(row, search=words, ticked=picked(asked.getlist("post")))


@require_GET
def evidence_file(request: HttpRequest, pk: int, fact: int) -> FileResponse:
    """A file that shows the work, always as a download."""
    line = assignment_or_404(request, pk).facts.filter(pk=fact).exclude(evidence_file="").first()
    if line is None:
        raise Http404
    try:
        stored = line.evidence_file.open("rb")
    except FileNotFoundError:
        raise Http404("Tệp này không còn trong kho lưu trữ.") from None
    response = FileResponse(
        stored, as_attachment=True, filename=line.evidence_ref, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def show(
    request: HttpRequest,
    row: Assignment,
    *,
    refused: str = "",
    sentence: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands now, with what was refused."""
    if refused:
        row = assignment_or_404(request, row.pk)
    page = AssignmentPage.of(
        row,
        unit_tree(request),
        on=today(),
        address=request.build_absolute_uri(reverse("assignment", args=(row.pk,))),
        is_own=is_own(request, row),
        may_decide=row.giver_id in open_units(request, "decide_results"),
        refused=refused,
        sentence=sentence,
        typed=typed,
    )
    return render(request, "cascade/assignment.html", _context(request, page), status=status)


def _context(request: HttpRequest, page: AssignmentPage) -> dict[str, object]:
    """The page with the posts to pick from, where its unit may show some, and whether there is anybody below."""
    unit = page.assignment.unit_id
    shows = page.is_own and page.can_answer and not page.is_copy
    below = unit in open_units(request, "cascade") and bool(unit_tree(request).children.get(unit))
    passes = page.is_own and below and "passed_on" in page.can
    return {
        "page": page,
        "picks": _picks(request, page.assignment) if shows else None,
        "told": TOLD,
        "may_pass_on": passes,
        "may_link": unit in open_units(request, "cascade"),
        "may_move": page.may_decide
        and home_unit(person_of(request), on=today()).pk == page.assignment.giver_id,
    }
