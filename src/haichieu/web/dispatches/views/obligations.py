"""The list of obligations, one obligation, and everything that a person does to it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    add_obligation,
    bring_inside,
    finish_obligation,
    keep_outside,
    remove_obligation,
    reopen_obligation,
    restart_recurring,
    split_obligation,
    stop_recurring,
    submit_evidence,
)
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Obligation
from haichieu.units.queries import unit_by_code
from haichieu.web.calendar.counting import DeadlineBlocks
from haichieu.web.dispatches.access import letter_or_404, may_hand_down, obligation_or_404, require_here
from haichieu.web.dispatches.blocks.obligation_list import ObligationList
from haichieu.web.dispatches.blocks.obligation_page import ObligationPage
from haichieu.web.dispatches.blocks.reading_page import ReadingPage
from haichieu.web.dispatches.forms.obligations import Evidence, NewObligation
from haichieu.web.dispatches.views.reading import show_reading
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted

#: name of a form → the right that it needs
RIGHTS = {
    "evidence": "report_progress",
    "finish": "report_progress",
    "reopen": "report_progress",
    "recurring": "change_obligation",
    "outside": "change_obligation",
    "remove": "change_obligation",
    "split": "change_obligation",
}


@require_GET
def obligation_list(request: HttpRequest) -> HttpResponse:
    """Obligations of the open units; what is open comes first."""
    asked = request.GET
    letter = asked.get("letter", "")
    found = ObligationList.of(
        open_units(request),
        unit_tree(request),
        on=today(),
        search=Posted(asked).text("q", longest=200),
        state=asked.get("state", "open"),
        unit=asked.get("unit", ""),
        letter=letter_or_404(request, int(letter)) if letter.isdecimal() else None,
        page=asked.get("page", "1"),
    )
    return render_part(
        request,
        page="dispatches/obligation_list.html",
        part="dispatches/_obligation_rows.html",
        context={"list": found, "today": today()},
    )


@require_GET
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """One obligation with its history."""
    return _show(request, obligation_or_404(request, pk))


@require_POST
def obligation_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an obligation by hand under a confirmed letter."""
    letter = letter_or_404(request, pk)
    require_here(request, "change_obligation", letter.unit_id)
    page = ReadingPage.of(letter, unit_tree(request), on=today())
    typed = request.POST.dict()
    form = NewObligation.read(typed, page.units)
    if form.errors or form.owner is None:
        return show_reading(request, page, adding={"values": typed, "errors": form.errors}, status=422)
    owner = unit_by_code(unit_tree(request).nodes[form.owner].code)
    days = {"due_on": form.due_on, "review_on": form.review_on}
    try:
        add_obligation(by=person_of(request), dispatch=letter, text=form.text, owner=owner, at=now(), **days)
    except DispatchesError as error:
        return show_reading(
            request, page, adding={"values": typed, "errors": {"text": str(error)}}, status=422
        )
    messages.success(request, "Đã thêm một việc.")
    return redirect("dispatch", pk)


@require_POST
def obligation_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an obligation has come."""
    form = Evidence.read(request.POST)

    def act(owed: Obligation) -> None:
        if form.errors:
            raise DispatchesError(form.errors["link"])
        submit_evidence(
            by=person_of(request),
            obligation=owed,
            kind="link" if form.link else "note",
            ref=form.link,
            snapshot={},
            note=form.note,
            at=now(),
        )

    return _act(request, pk, "evidence", act, "Đã ghi minh chứng.")


@require_POST
def obligation_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Report an obligation done."""
    note = Posted(request.POST).text("note")
    return _act(
        request,
        pk,
        "finish",
        lambda owed: finish_obligation(by=person_of(request), obligation=owed, note=note, at=now()),
        "Đã báo xong việc này.",
    )


@require_POST
def obligation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a finish that was said too early."""
    reason = Posted(request.POST).text("reason")
    return _act(
        request,
        pk,
        "reopen",
        lambda owed: reopen_obligation(by=person_of(request), obligation=owed, reason=reason, at=now()),
        "Đã mở lại việc này.",
    )


@require_POST
def obligation_recurring(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a periodic duty end, at once or with a last day, or go on again."""
    form = Posted(request.POST)
    reason, until = form.text("reason"), form.day("until")

    def act(owed: Obligation) -> None:
        if form.errors:
            raise DispatchesError(next(iter(form.errors.values())))
        about = {"by": person_of(request), "obligation": owed, "reason": reason, "at": now()}
        if form.values.get("verb") == "restart":
            restart_recurring(**about)
        else:
            stop_recurring(until=until, **about)

    return _act(request, pk, "recurring", act, "Đã ghi; các kỳ đã lập giữ nguyên.")


@require_POST
def obligation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an obligation out of force, with its reason."""
    reason = Posted(request.POST).text("reason")
    return _act(
        request,
        pk,
        "remove",
        lambda owed: remove_obligation(by=person_of(request), obligation=owed, reason=reason, at=now()),
        "Đã bỏ việc này; lý do còn trong lịch sử.",
    )


@require_POST
def obligation_outside(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry an obligation out outside the program, with the reason, or follow it here again."""
    form = Posted(request.POST)
    verb = bring_inside if form.values.get("verb") == "inside" else keep_outside
    reason = form.text("reason")
    return _act(
        request,
        pk,
        "outside",
        lambda owed: verb(by=person_of(request), obligation=owed, reason=reason, at=now()),
        "Đã ghi; lý do còn trong lịch sử.",
    )


@require_POST
def obligation_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace an obligation by several, one a line."""
    parts = Posted(request.POST).text("parts", longest=20_000).splitlines()
    return _act(
        request,
        pk,
        "split",
        lambda owed: split_obligation(by=person_of(request), obligation=owed, parts=parts, at=now()),
        "Đã tách việc; các việc mới nằm trong danh sách của văn bản.",
    )


def _act(
    request: HttpRequest, pk: int, form: str, act: Callable[[Obligation], object], done: str
) -> HttpResponse:
    """Do one thing to an obligation; a refusal is shown at the form that asked for it."""
    owed = obligation_or_404(request, pk)
    require_here(request, RIGHTS[form], owed.owner_id)
    try:
        act(owed)
    except DispatchesError as error:
        return _show(request, owed, refused=form, sentence=str(error), typed=request.POST.dict(), status=422)
    messages.success(request, done)
    return redirect("obligation", pk)


def _show(
    request: HttpRequest,
    owed: Obligation,
    *,
    refused: str = "",
    sentence: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ObligationPage.of(
        owed,
        unit_tree(request),
        on=today(),
        open_units=open_units(request),
        may_report=owed.owner_id in open_units(request, "report_progress"),
        may_change=owed.owner_id in open_units(request, "change_obligation"),
        may_tell=owed.owner_id in open_units(request, "plan_posts"),
        refused=refused,
        sentence=sentence,
        typed=typed,
    )
    context = {"page": page, **_beside(request, owed)}
    return render(request, "dispatches/obligation.html", context, status=status)


def _beside(request: HttpRequest, owed: Obligation) -> dict[str, object]:
    return {
        "today": today(),
        "may_cascade": may_hand_down(request, owed.dispatch),
        "blocks": DeadlineBlocks.of(owed, on=today()),
    }
