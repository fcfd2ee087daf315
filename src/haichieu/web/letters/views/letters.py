"""Letters of our own: the list, a new one, and its sections."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haichieu.base.clock import now
from haichieu.dispatches.actions import compose_letter, revise_letter
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Dispatch, Obligation, OwnLetter
from haichieu.dispatches.relay import Content
from haichieu.dispatches.rules import letter_name
from haichieu.units.models import Unit
from haichieu.units.queries import home_unit
from haichieu.web.dispatches.access import acting_office, letter_or_404, require_here
from haichieu.web.letters.access import own_letter_or_404
from haichieu.web.letters.blocks.letters import STATES, OwnLetterList, duty_choices
from haichieu.web.letters.forms.addressed import AddressedForm, kinds_below
from haichieu.web.letters.forms.composing import KIND_CHOICES, Composing
from haichieu.web.letters.forms.sections import Section
from haichieu.web.letters.showing import posted_version, show_letter
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today
from haichieu.web.shell.posted import Posted


@require_GET
def own_letter_list(request: HttpRequest) -> HttpResponse:
    """Letters that the open units write or wrote, what is under way first."""
    asked = request.GET
    found = OwnLetterList.of(
        open_units(request), unit_tree(request), state=asked.get("state", "open"), page=asked.get("page", "1")
    )
    may_write = bool(open_units(request, "compose_letter"))
    return render(request, "letters/list.html", {"list": found, "states": STATES, "may_write": may_write})


@require_http_methods(["GET", "POST"])
def own_letter_new(request: HttpRequest) -> HttpResponse:
    """Begin a letter that passes on a confirmed one (``?letter=``), or one of our own accord."""
    upper = _upper(request)
    unit = _unit(request, upper)
    require_here(request, "compose_letter", unit.pk)
    if request.method == "GET":
        return _new_page(request, upper, unit, None)
    asked = Composing.read(request.POST, _duties(upper), relays=upper is not None)
    to = AddressedForm.read(
        request.POST, unit.pk, unit_tree(request), kinds_below(unit.pk, unit_tree(request))
    )
    if to.error:
        asked.form.errors["to"] = to.error
    if not asked.form.is_fine:
        return _new_page(request, upper, unit, asked.form)
    try:
        letter = _composed(request, upper, unit, asked, to)
    except DispatchesError as error:
        asked.form.errors["all"] = str(error)
        return _new_page(request, upper, unit, asked.form)
    messages.success(request, "Đã soạn xong bản đầu; hãy đọc lại từng phần rồi chuyển kiểm tra.")
    return redirect("own-letter", letter.pk)


def _composed(
    request: HttpRequest, upper: Dispatch | None, unit: Unit, asked: Composing, to: AddressedForm
) -> OwnLetter:
    return compose_letter(
        by=person_of(request),
        unit=unit,
        dispatch=upper,
        kind=asked.kind,
        to=to.value,
        chosen=asked.chosen,
        subject=asked.subject,
        at=now(),
    )


def _upper(request: HttpRequest) -> Dispatch | None:
    asked = request.GET.get("letter", "")
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    return letter_or_404(request, int(asked))


def _unit(request: HttpRequest, upper: Dispatch | None) -> Unit:
    """The unit that received the upper letter, or the person's own."""
    if upper is not None:
        return acting_office(request, upper)
    return home_unit(person_of(request), on=today())


def _duties(upper: Dispatch | None) -> list[Obligation]:
    if upper is None:
        return []
    return list(upper.obligations.filter(removed_at=None, outside_at=None).order_by("start", "pk"))


def _new_page(request: HttpRequest, upper: Dispatch | None, unit: Unit, form: Posted | None) -> HttpResponse:
    typed = request.POST if form else QueryDict()
    shown = form or Posted({"kind": "CV"})
    kinds = kinds_below(unit.pk, unit_tree(request))
    context = {
        "upper": upper,
        "upper_name": _name(upper),
        "form": shown,
        "kind_choices": KIND_CHOICES,
        "duties": duty_choices(
            _duties(upper), typed.getlist("take") if form else None, shown.values, shown.errors
        ),
        "kinds": kinds,
        "ticked": typed.getlist("kinds") if form else [kind.code for kind in kinds[:1]],
        "fields": {**{f"phrase-{kind.code}": kind.phrase for kind in kinds}, **shown.values},
        "errors": shown.errors,
    }
    return render(request, "letters/new.html", context, status=422 if form else 200)


def _name(upper: Dispatch | None) -> str:
    return letter_name(upper.kind, upper.number, upper.symbol, file_name=upper.file_name) if upper else ""


@require_GET
def own_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: how it will be printed, its sections, and what comes next."""
    return show_letter(request, own_letter_or_404(request, pk))


@require_POST
def own_letter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one section, or several that were typed together; what was typed is kept when somebody else was faster."""
    letter = own_letter_or_404(request, pk)
    require_here(request, "compose_letter", letter.unit_id)
    tree = unit_tree(request)
    kinds = kinds_below(letter.unit_id, tree)
    section = Section.read(
        request.POST, letter.subject, Content.of(letter.content), unit=letter.unit_id, tree=tree, kinds=kinds
    )
    if section.errors:
        return show_letter(request, letter, refused=section.name, errors=section.errors)
    try:
        revise_letter(
            by=person_of(request),
            letter=letter,
            subject=section.subject,
            content=section.content,
            expected_version=posted_version(request),
            at=now(),
        )
    except DispatchesError as error:
        return show_letter(request, letter, refused=section.name, sentence=str(error))
    messages.success(request, "Đã lưu.")
    return redirect("own-letter", pk)
