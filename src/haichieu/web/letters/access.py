"""Which letters of our own and which register lines the signed-in person may open."""

from django.http import Http404, HttpRequest

from haichieu.dispatches.models import OwnLetter, RegisterEntry
from haichieu.web.dispatches.access import LARGEST_PK
from haichieu.web.shell.access import open_units


def own_letter_or_404(request: HttpRequest, pk: int) -> OwnLetter:
    """A letter written by an open unit."""
    letters = OwnLetter.objects.filter(unit__in=open_units(request)).select_related("unit", "issued_as")
    letter = letters.filter(pk=min(pk, LARGEST_PK)).first()
    if letter is None:
        raise Http404
    return letter


def entry_or_404(request: HttpRequest, pk: int) -> RegisterEntry:
    """A line of a register of an open unit."""
    entry = RegisterEntry.objects.filter(pk=min(pk, LARGEST_PK), unit__in=open_units(request)).first()
    if entry is None:
        raise Http404
    return entry
