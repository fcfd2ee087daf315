"""Which letters and obligations the signed-in person may open; anything else does not exist for them."""

from django.http import Http404, HttpRequest

from haichieu.base.clock import now
from haichieu.dispatches.actions import see_letter
from haichieu.dispatches.models import Assignment, Dispatch, Obligation
from haichieu.dispatches.queries import dispatches, in_force
from haichieu.units.models import Unit
from haichieu.units.queries import require, roles_of
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today

#: a number that no database column holds would be an error, not an empty answer, in a question about links
LARGEST_PK = 2**63 - 1


def letter_or_404(request: HttpRequest, pk: int) -> Dispatch:
    """A letter of an open unit, or one under which an open unit owes or was given something.

    Who must act may read why.
    """
    if pk > LARGEST_PK:
        raise Http404
    units = open_units(request)
    letter = dispatches(units=units).filter(pk=pk).first()
    if letter is None:
        owed = in_force(units=units).filter(dispatch=pk).first()
        letter = owed.dispatch if owed else _letter_given(units, pk)
    if letter is None:
        raise Http404
    return letter


def _letter_given(units: frozenset[int], pk: int) -> Dispatch | None:
    given = Assignment.objects.filter(unit__one_of=units, obligation__dispatch=pk)
    given = given.exclude(state=Assignment.State.WITHDRAWN)
    return Dispatch.objects.filter(pk=pk).first() if given.exists() else None


def note_seen(request: HttpRequest, letter: Dispatch) -> None:
    """Write down, once, that staff of a unit that was given work opened its letter."""
    person = person_of(request)
    own = list(roles_of(person, on=today()).values_list("unit_id", flat=True))
    given = Assignment.objects.filter(unit__in=own, obligation__dispatch=letter).select_related("unit")
    for unit in {row.unit_id: row.unit for row in given.only("unit", "unit__code")[:50]}.values():
        see_letter(by=person, dispatch=letter, unit=unit, at=now())


def may_hand_down(request: HttpRequest, letter: Dispatch) -> bool:
    """Whether the person may hand the letter's obligations to units below."""
    return letter.confirmed_at is not None and may_cascade_from(request, letter)


def may_cascade_from(request: HttpRequest, letter: Dispatch) -> bool:
    """Whether the unit that has the letter stands above others, and the person may give them work."""
    office = unit_tree(request).keeper(letter.unit_id)
    return bool(unit_tree(request).children.get(office)) and office in open_units(request, "cascade")


def acting_office(request: HttpRequest, letter: Dispatch) -> Unit:
    """The unit that received the letter, or who keeps its records once it is no more."""
    keeper = unit_tree(request).keeper(letter.unit_id)
    return letter.unit if keeper == letter.unit_id else Unit.objects.get(pk=keeper)


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
