"""Handing obligations down to units, and how far the job has come."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    cascade_obligation,
    forget_addressees,
    note_handed_down,
    remember_addressees,
)
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.rules import phrase_key
from haichieu.units.queries import tree
from haichieu.web.cascade.access import assignment_or_404, require_own
from haichieu.web.cascade.blocks.cascade_page import (
    CascadePage,
    first_page,
    is_incomplete,
    page_of,
    unit_rows,
)
from haichieu.web.cascade.blocks.sent import SentPage
from haichieu.web.cascade.blocks.source import Source, held_counts, letter_day
from haichieu.web.cascade.forms.cascading import Wish
from haichieu.web.cascade.unit_rows import SENT_PARTS, UnitRows
from haichieu.web.dispatches.access import acting_office, letter_or_404, require_here
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part

_CHANGED = "Số đơn vị hoặc số việc vừa thay đổi; hãy xem lại rồi bấm gửi."


@require_http_methods(["GET", "POST"])
def cascade(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a confirmed letter's obligations down."""
    letter = letter_or_404(request, pk)
    require_here(request, "cascade", letter.unit_id)
    duties = letter.obligations.filter(removed_at=None, done_at=None, outside_at=None)
    shown = tuple(duties.defer("search", "schedule").order_by("start", "pk"))
    source = Source(acting_office(request, letter), letter, shown)
    return _page(request, source)


@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand what the unit was given itself down to the units below it."""
    own = assignment_or_404(request, pk)
    require_own(request, own, "cascade")
    duty = own.obligation
    duty.due_on = own.due_on  # what the unit has itself is where its own days begin; never saved
    return _page(request, Source(own.unit, duty.dispatch, (duty,), own))


def _page(request: HttpRequest, source: Source) -> HttpResponse:
    if request.method == "GET":
        then = tree(on=letter_day(source.letter, today()))
        return _show(request, first_page(source, unit_tree(request), then))
    make = unit_rows(source, unit_tree(request))
    wish = Wish.read(request.POST, source.duties, held_counts(source), make)
    page = page_of(source, wish, make)
    if "send" not in request.POST:
        return _show(request, page)
    errors = _errors(page)
    if errors:
        return _show(request, page_of(source, wish, make, errors=errors), 422)
    if request.POST.get("seen") != page.fingerprint:
        return _show(request, page_of(source, wish, make, sentence=_CHANGED), 422)
    try:
        _send(request, source, wish, page, make)
    except DispatchesError as error:
        return _show(request, page_of(source, wish, make, sentence=str(error)), 422)
    if page.left_out:
        left = sum(len(group.taken) for group in page.left_out)
        messages.warning(request, f"Còn {left} việc chưa giao vì chưa có nơi nhận.")
    if source.own:
        messages.success(request, f"Đang giao tiếp cho {page.chosen.count} đơn vị.")
        return redirect("assignment", source.own.pk)
    return redirect("cascade-sent", source.letter.pk)


def _errors(page: CascadePage) -> dict[str, str]:
    errors = dict(page.errors)
    for group in page.sending:
        is_work = bool(group.chosen.lead or group.chosen.cooperating)
        wrong = {pick.name: pick.refusal if is_work else pick.error for pick in group.taken}
        errors |= {name: why for name, why in wrong.items() if why}
    if not page.is_ready:
        asked = "đơn vị" if page.left_out else "việc"
        errors["nothing"] = f"Hãy chọn ít nhất một {asked} để giao."
    return errors


@transaction.atomic
def _send(request: HttpRequest, source: Source, wish: Wish, page: CascadePage, make: UnitRows) -> None:
    """Every chosen obligation, or none; and what a person has now said of the letter's phrases."""
    by, at = person_of(request), now()
    for group in page.sending:
        for pick in group.taken:
            cascade_obligation(
                by=by,
                obligation=pick.duty,
                giver=source.giver,
                lead=group.chosen.lead,
                cooperating=group.chosen.cooperating,
                copies=group.chosen.copies,
                due_on=pick.due_on,
                note=wish.note,
                passed_from=source.own,
                at=at,
            )
    if source.own is None:
        note_handed_down(by=by, dispatch=source.letter, duties=page.tasks, units=page.chosen.count, at=at)
        _remember(request, source, wish, page, make)


def _remember(request: HttpRequest, source: Source, wish: Wish, page: CascadePage, make: UnitRows) -> None:
    """A phrase whose units were sent something is remembered; one that a person set aside is forgotten."""
    by, at = person_of(request), now()
    kept: set[str] = set()
    for row in (row for group in page.sending for _, row in group.rows if row.phrase):
        if row.part in SENT_PARTS and row.ids and not is_incomplete(row, make):
            kept.add(phrase_key(row.phrase))
            remember_addressees(by=by, unit=source.giver, phrase=row.phrase, rule=row.rule, at=at)
    forget_addressees(
        by=by, unit=source.giver, keys={phrase_key(each) for each in wish.refused} - kept, at=at
    )


def _show(request: HttpRequest, page: CascadePage, status: int = 200) -> HttpResponse:
    return render_part(
        request,
        page="cascade/cascade.html",
        part="cascade/_cascade_form.html",
        context={"page": page},
        status=status,
    )


@require_GET
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed down of a letter, and how far each job has come; the part asks again until all is sent."""
    letter = letter_or_404(request, pk)
    page = SentPage.of(letter, open_units(request), unit_tree(request))
    return render_part(
        request, page="cascade/sent.html", part="cascade/_sent_rows.html", context={"page": page}
    )
