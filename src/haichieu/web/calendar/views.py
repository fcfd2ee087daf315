"""The office's calendar: days off, worked weekend days, counting rules, and the deadlines that would move.

Before a change is written down the person sees which open deadlines it would count otherwise.
"""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    leave_deadlines,
    move_deadlines,
    plan_counting_rule,
    plan_office_days,
    remove_counting_rule,
    remove_office_day,
    set_counting_rule,
    set_office_days,
)
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import CountingRule, OfficeDay
from haichieu.dispatches.queries import CalendarChange, deadline_moves, moves_by
from haichieu.dispatches.rules import ROLL_LABELS
from haichieu.units.models import Unit
from haichieu.units.queries import home_unit, require
from haichieu.web.calendar.year import FIRST_YEAR, LAST_YEAR, YearPage
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice

#: Deadlines shown and decided at once.
_MOST_MOVES = 200
_SORTS = {"off": "Nghỉ", "worked": "Làm việc"}


@require_GET
def office_calendar(request: HttpRequest) -> HttpResponse:
    """A year of one unit."""
    return _page(request, _asked_unit(request))


def _asked_unit(request: HttpRequest) -> int:
    units = UnitChoice.among(unit_tree(request), open_units(request))
    asked = request.GET.get("don-vi", "")
    return units.find(asked) or home_unit(person_of(request), on=today()).pk


def _open_unit(request: HttpRequest, pk: int, verb: str) -> Unit:
    """The unit, where its calendar may be changed; one that is not open does not exist."""
    if pk not in open_units(request):
        raise Http404
    require(person_of(request), verb, pk, on=today())
    return get_object_or_404(Unit, pk=pk)


def _page(request: HttpRequest, unit: int, *, form: Posted | None = None, refused: str = "") -> HttpResponse:
    on = today()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked[:6]) <= LAST_YEAR else on.year
    may_set = unit in open_units(request, "set_calendar")
    below = unit_tree(request).below(unit) & open_units(request, "cascade")
    moves = deadline_moves(below, on=on) if below else []
    context = {
        "page": YearPage.of(unit, unit_tree(request), year=year, on=on),
        "unit": unit_tree(request).nodes.get(unit),
        "unit_pk": unit,
        "units": UnitChoice.among(unit_tree(request), open_units(request)),
        "typed_unit": Posted({"don-vi": UnitChoice.among(unit_tree(request), [unit]).show(unit)}),
        "may_set": may_set,
        "moves": moves[:_MOST_MOVES],
        "more_moves": max(0, len(moves) - _MOST_MOVES),
        "form": form or Posted({"valid_from": vn_date(on), "roll": "forward", "before": "excludes"}),
        "refused": refused,
        "roll_options": tuple(ROLL_LABELS.items()),
    }
    return render(request, "calendar/year.html", context, status=422 if form else 200)


def _ask_first(
    request: HttpRequest, unit: int, change: CalendarChange, *, heading: str, button: str
) -> HttpResponse | None:
    """Which open deadlines would be counted otherwise; None where there are none, or so many were seen."""
    moves = moves_by(change, unit_tree(request).below(unit) & open_units(request), on=today())
    if not moves or request.POST.get("seen") == str(len(moves)):
        return None
    posted = [pair for pair in request.POST.items() if pair[0] not in ("seen", "csrfmiddlewaretoken")]
    context = {
        "heading": heading,
        "button": button,
        "unit": unit_tree(request).nodes.get(unit),
        "unit_pk": unit,
        "moves": moves[:_MOST_MOVES],
        "count": len(moves),
        "more_moves": max(0, len(moves) - _MOST_MOVES),
        "may_move": not open_units(request, "cascade").isdisjoint(unit_tree(request).below(unit)),
        "posted": posted,
    }
    return render(request, "calendar/preview.html", context)


@require_POST
def office_days_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a day off or a worked weekend day, or some in a row."""
    unit, form = _open_unit(request, pk, "set_calendar"), Posted(request.POST)
    first, last = form.day("first", missing="Hãy ghi ngày."), form.day("last")
    sort = form.choice("sort", ("off", "worked"), missing="Hãy chọn nghỉ hay làm việc.")
    name, source = form.text("name", longest=120), form.text("source", longest=300)
    if first is None or not form.is_fine:
        return _page(request, pk, form=form, refused="days")
    about = {"is_worked": sort == "worked", "name": name, "source": source, "first": first, "last": last}
    about |= {"unit": unit, "at": now()}
    words = {"heading": f"{_SORTS[sort]} {_span(first, last)}?", "button": "Ghi vào lịch"}
    try:
        change = CalendarChange(days=plan_office_days(**about))
        if asked := _ask_first(request, pk, change, **words):
            return asked
        days = set_office_days(by=person_of(request), **about)
    except DispatchesError as error:
        form.errors["days"] = str(error)
        return _page(request, pk, form=form, refused="days")
    messages.success(request, f"Đã ghi {len(days)} ngày vào lịch; chưa hạn nào bị dời.")
    return _back(pk, first.year)


@require_POST
def office_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day of the office out of its calendar."""
    day = get_object_or_404(OfficeDay.objects.select_related("unit"), pk=pk)
    _open_unit(request, day.unit_id, "set_calendar")
    unit, year = day.unit_id, day.day.year
    words = {"heading": f"Bỏ ngày {vn_date(day.day)} khỏi lịch?", "button": "Bỏ khỏi lịch"}
    if asked := _ask_first(request, unit, CalendarChange(gone=day), **words):
        return asked
    remove_office_day(by=person_of(request), day=day, at=now())
    messages.success(request, "Đã bỏ ngày này khỏi lịch của đơn vị; chưa hạn nào bị dời.")
    return _back(unit, year)


@require_POST
def counting_rule_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the office counts days from a day on."""
    unit, form = _open_unit(request, pk, "set_calendar"), Posted(request.POST)
    valid_from = form.day("valid_from", missing="Hãy ghi ngày bắt đầu áp dụng.")
    source = form.text("rule_source", missing="Hãy ghi văn bản quy định cách đếm.", longest=300)
    roll = form.choice("roll", tuple(ROLL_LABELS), missing="Hãy chọn cách xử lý ngày cuối.")
    if valid_from is None or not form.is_fine:
        return _page(request, pk, form=form, refused="rule")
    about = {"counts_first_day": form.yes("counts_first"), "roll": roll, "source": source}
    about |= {"before_excludes": form.values.get("before") != "includes", "unit": unit, "at": now()}
    about["valid_from"] = valid_from
    words = {"heading": f"Đặt cách đếm từ {vn_date(valid_from)}?", "button": "Lưu cách đếm"}
    try:
        change = CalendarChange(rules=[plan_counting_rule(**about)])
        if asked := _ask_first(request, pk, change, **words):
            return asked
        set_counting_rule(by=person_of(request), **about)
    except DispatchesError as error:
        form.errors["rule"] = str(error)
        return _page(request, pk, form=form, refused="rule")
    messages.success(request, "Đã lưu cách đếm; chưa hạn nào bị dời.")
    return _back(pk)


@require_POST
def counting_rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rule of the office back."""
    rule = get_object_or_404(CountingRule.objects.select_related("unit"), pk=pk)
    _open_unit(request, rule.unit_id, "set_calendar")
    unit = rule.unit_id
    words = {"heading": f"Bỏ cách đếm từ {vn_date(rule.valid_from)}?", "button": "Bỏ cách đếm"}
    if asked := _ask_first(request, unit, CalendarChange(gone=rule), **words):
        return asked
    remove_counting_rule(by=person_of(request), rule=rule, at=now())
    messages.success(request, "Đã bỏ cách đếm này; chưa hạn nào bị dời.")
    return _back(unit)


@require_POST
def deadlines_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the ticked deadlines to where the calendar counts them, or leave them where they are."""
    _open_unit(request, pk, "cascade")
    form = Posted(request.POST)
    ticked = {int(value) for value in request.POST.getlist("han") if value.isdecimal() and len(value) < 18}
    offered = deadline_moves(unit_tree(request).below(pk) & open_units(request, "cascade"), on=today())
    chosen = ticked & {move.obligation.pk for move in offered}
    reason = form.text("reason", missing="Hãy ghi lý do; lý do được giữ trong sổ theo dõi.")
    if not chosen:
        form.errors["moves"] = "Hãy chọn ít nhất một hạn trong danh sách."
    if not form.is_fine:
        return _page(request, pk, form=form, refused="moves")
    moves = form.values.get("verb") != "leave"
    decide = move_deadlines if moves else leave_deadlines
    done = decide(by=person_of(request), obligations=chosen, reason=reason, at=now())
    messages.success(request, f"Đã {'dời' if moves else 'giữ nguyên'} {len(done)} hạn.")
    return _back(pk)


def _span(first: date, last: date | None) -> str:
    return f"ngày {vn_date(first)}" if last in (None, first) else f"từ {vn_date(first)} đến {vn_date(last)}"


def _back(unit: int, year: int | None = None) -> HttpResponse:
    return redirect(f"{reverse('office-calendar')}?don-vi={unit}" + (f"&nam={year}" if year else ""))
