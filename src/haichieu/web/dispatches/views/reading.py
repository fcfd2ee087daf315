"""The reading page: look at a letter, correct what was read, preview, confirm."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import (
    Confirmation,
    confirm_reading,
    preview_assignments,
    preview_confirmation,
)
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import in_force, letters_of_file
from haichieu.web.dispatches.access import (
    letter_or_404,
    may_cascade_from,
    may_hand_down,
    note_seen,
    require_here,
)
from haichieu.web.dispatches.blocks.changes import ChangesBlock
from haichieu.web.dispatches.blocks.copies import CopiesBlock
from haichieu.web.dispatches.blocks.obligation_list import obligation_rows
from haichieu.web.dispatches.blocks.originals import can_be_shown
from haichieu.web.dispatches.blocks.reading_page import ReadingPage
from haichieu.web.dispatches.blocks.statuses import status_rows
from haichieu.web.dispatches.blocks.units_standing import change_lines
from haichieu.web.dispatches.forms.reading import fingerprint
from haichieu.web.dispatches.naming import (
    is_being_read,
    letter_name,
    letter_state,
    may_be_read_again,
    named_letters,
)
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.htmx import render_part

#: obligations shown beside their letter; the list has them all
MOST_OWED = 30


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter beside what it says; that a unit's own staff opened it is written down, once."""
    page = _page(request, pk)
    note_seen(request, page.letter)
    return show_reading(request, page)


@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What a correction would change; writes nothing."""
    page = _page(request, pk, typed=request.POST.dict())
    parsed = page.parse()
    if parsed.confirmation is None:
        return show_reading(request, replace(page, errors=parsed.errors), status=422)
    return show_reading(request, page, changes=_changes(request, page, parsed.confirmation))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the reading; a correction only after its preview was seen."""
    page = _page(request, pk, typed=request.POST.dict())
    require_here(request, "confirm_reading", page.letter.unit_id)
    parsed = page.parse()
    if parsed.confirmation is None:
        return show_reading(request, replace(page, errors=parsed.errors), status=422)
    confirmation = parsed.confirmation
    if page.letter.confirmed_at and request.POST.get("seen") != fingerprint(confirmation):
        return show_reading(request, page, changes=_changes(request, page, confirmation))
    version = request.POST.get("version", "")
    try:
        confirm_reading(
            by=person_of(request),
            dispatch=page.letter,
            confirmation=confirmation,
            expected_version=int(version) if version.isdecimal() else -1,
            at=now(),
        )
    except DispatchesError as error:
        return show_reading(request, page, sentence=str(error), status=422)
    return _confirmed(request, page.letter)


def _confirmed(request: HttpRequest, letter: Dispatch) -> HttpResponse:
    """To the units that get something of it, where the person asked for that; nothing is sent yet."""
    letter.refresh_from_db()
    if request.POST.get("then") == "cascade" and may_hand_down(request, letter):
        messages.success(request, "Đã xác nhận văn bản; chưa gửi cho ai. Xem lại việc và đơn vị rồi bấm gửi.")
        return redirect("cascade", letter.pk)
    messages.success(request, "Đã xác nhận văn bản; các việc bên dưới đang được theo dõi.")
    return redirect("dispatch", letter.pk)


def show_reading(
    request: HttpRequest,
    page: ReadingPage,
    *,
    changes: ChangesBlock | None = None,
    sentence: str = "",
    adding: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or for htmx only its form, with what was typed."""
    context = {
        **_context(request, page),
        "changes": changes,
        "sentence": sentence,
        "adding": adding or {},
    }
    return render_part(
        request,
        page="dispatches/letter.html",
        part="dispatches/_reading_form.html",
        context=context,
        status=status,
    )


def _context(request: HttpRequest, page: ReadingPage) -> dict[str, object]:
    tree, on = unit_tree(request), today()
    owed = list(in_force(units=open_units(request)).filter(dispatch=page.letter)[: MOST_OWED + 1])
    return {
        "page": page,
        "letter": page.letter,
        "copies": CopiesBlock.of(page.letter, open_units(request), tree),
        "statuses": status_rows(page.letter, open_units(request)),
        "name": letter_name(page.letter),
        "state": letter_state(page.letter),
        "shows_original": can_be_shown(page.letter),
        "being_read": is_being_read(page.letter),
        "of_file": named_letters(letters_of_file(page.letter)),
        "may_read_again": may_be_read_again(page.letter, at=now())
        and page.letter.unit_id in open_units(request, "add_dispatch"),
        "owed": obligation_rows(owed[:MOST_OWED], tree, on=on, open_units=open_units(request)),
        "owes_more": len(owed) > MOST_OWED,
        "may_confirm": page.letter.unit_id in open_units(request, "confirm_reading"),
        "may_relay": page.letter.confirmed_at is not None
        and page.letter.copy_of_id is None
        and page.letter.unit_id in open_units(request, "compose_letter"),
        "may_cascade": bool(owed) and may_hand_down(request, page.letter),
        "leads_on": page.asked and may_cascade_from(request, page.letter),
        "may_add": page.letter.unit_id in open_units(request, "change_obligation"),
    }


def _page(request: HttpRequest, pk: int, *, typed: dict[str, str] | None = None) -> ReadingPage:
    return ReadingPage.of(letter_or_404(request, pk), unit_tree(request), on=today(), typed=typed)


def _changes(request: HttpRequest, page: ReadingPage, confirmation: Confirmation) -> ChangesBlock:
    changes = preview_confirmation(page.letter, confirmation)
    assigned = change_lines(preview_assignments(page.letter, changes), unit_tree(request))
    return ChangesBlock.of(changes, page.values, confirmation, page.units, assigned)
