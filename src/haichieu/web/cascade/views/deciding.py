"""What the unit that gave the work does with it: approve, send back, extend, remind, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    approve_assignment,
    extend_assignment,
    remind_assignment,
    send_back_assignment,
    withdraw_assignment,
)
from haichieu.dispatches.errors import BadReading, DispatchesError
from haichieu.dispatches.models import Assignment
from haichieu.web.cascade.access import assignment_or_404
from haichieu.web.cascade.views.assignments import show
from haichieu.web.dispatches.access import require_here
from haichieu.web.shell.access import person_of
from haichieu.web.shell.posted import Posted


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A step of the giver; whoever decides on an older state is told what happened in between."""
    row = assignment_or_404(request, pk)
    require_here(request, "decide_results", row.giver_id)
    step = request.POST.get("step", "")
    try:
        done = _decide(request, row, step)
    except DispatchesError as error:
        return show(request, row, refused=step, sentence=str(error), typed=request.POST.dict(), status=422)
    messages.success(request, done)
    return redirect("assignment", pk)


def _decide(request: HttpRequest, row: Assignment, step: str) -> str:
    posted = Posted(request.POST)
    said = {"by": person_of(request), "assignment": row, "at": now()}
    note = posted.text("note")
    version = posted.values.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else -1
    if step == "approve":
        approve_assignment(expected_version=seen, note=note, **said)
        return "Đã duyệt; việc của đơn vị này hoàn thành."
    if step == "send_back":
        send_back_assignment(expected_version=seen, reason=note, **said)
        return "Đã gửi lại đơn vị kèm lý do."
    if step == "remind":
        remind_assignment(note=note, **said)
        return "Đã nhắc đơn vị."
    if step == "withdraw":
        withdraw_assignment(expected_version=seen, reason=note, **said)
        return "Đã rút lại việc này khỏi đơn vị."
    if step != "extend":
        raise BadReading("Không có bước này; hãy tải lại trang.")
    due_on = posted.day("due", missing="Hãy gõ hạn mới.")
    if due_on is None:
        raise BadReading(posted.errors["due"])
    extend_assignment(expected_version=seen, due_on=due_on, reason=note, **said)
    return "Đã gia hạn."
