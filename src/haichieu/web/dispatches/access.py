"""Which letters and obligations the signed-in person may open; anything else does not exist for them."""

from django.http import Http404, HttpRequest

from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import dispatches, in_force
from haichieu.web.shell.access import open_units


def letter_or_404(request: HttpRequest, pk: int) -> Dispatch:
    """A letter of an open unit, or one under which an open unit owes something: who must act may read why."""
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
        Obligation.objects.filter(pk=pk, owner__in=open_units(request))
        .select_related("dispatch", "owner")
        .defer("dispatch__text")
        .first()
    )
    if owed is None:
        raise Http404
    return owed
