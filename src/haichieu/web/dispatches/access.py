"""Which letters and obligations the signed-in person may open; anything else does not exist for them."""

from django.http import Http404, HttpRequest

from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import dispatches, in_force
from haichieu.units.queries import require
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.days import today

#: a number that no database column holds would be an error, not an empty answer, in a question about links
LARGEST_PK = 2**63 - 1


def letter_or_404(request: HttpRequest, pk: int) -> Dispatch:
    """A letter of an open unit, or one under which an open unit owes something: who must act may read why."""
    if pk > LARGEST_PK:
        raise Http404
    units = open_units(request)
    letter = dispatches(units=units).filter(pk=pk).first()
    if letter is None:
        owed = in_force(units=units).filter(dispatch=pk).first()
        letter = owed.dispatch if owed else None
    if letter is None:
        raise Http404
    return letter


def obligation_or_404(request: HttpRequest, pk: int) -> Obligation:
    """An obligation that an open unit owns, taken back or not: its history stays readable."""
    owed = (
        Obligation.objects.filter(pk=pk, owner__one_of=open_units(request))
        .select_related("dispatch", "owner")
        .defer("dispatch__text")
        .first()
    )
    if owed is None:
        raise Http404
    return owed


def require_here(request: HttpRequest, verb: str, unit_id: int) -> None:
    """Ask for a right before anything typed is looked at, so that a refusal is never taken for a slip."""
    require(person_of(request), verb, unit_id, on=today())
