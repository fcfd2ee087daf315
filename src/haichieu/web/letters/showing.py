"""The page of one letter, as every view of it shows it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haichieu.dispatches.models import OwnLetter
from haichieu.web.letters.blocks.letters import LetterPage
from haichieu.web.shell.access import open_units, person_of, unit_tree


def show_letter(
    request: HttpRequest,
    letter: OwnLetter,
    *,
    refused: str = "",
    sentence: str = "",
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page; a refusal is said at the form that asked, with what was typed there."""
    sections = request.POST.getlist("section")
    page = LetterPage.of(
        letter,
        person_of(request),
        unit_tree(request),
        composes=letter.unit_id in open_units(request, "compose_letter"),
        signs=letter.unit_id in open_units(request, "sign_letter"),
        hands_down=letter.unit_id in open_units(request, "cascade"),
        refused=refused,
        sentence=sentence,
        errors=errors,
        typed=request.POST.dict() if refused else None,
        ticked=request.POST.getlist("kinds") if refused and "to" in sections else None,
        typed_sections=tuple(sections) if refused else (),
    )
    return render(request, "letters/letter.html", {"page": page}, status=422 if refused else 200)


def posted_version(request: HttpRequest) -> int:
    """The version that the person saw; 0 where the form carries none, which is never the current one."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else 0
