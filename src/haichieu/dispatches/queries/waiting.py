"""Which work waits for other units: an obligation handed down, an assignment passed on.

It waits while a unit that leads it there has not finished; copies and cooperating units alone keep nobody waiting.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from haichieu.dispatches.models import Assignment
from haichieu.dispatches.rules import ENDED_STATES, State

UNDONE_STATES = frozenset(State) - ENDED_STATES
LEADS = Q(part=Assignment.Part.LEAD)


def waits_for_units() -> Exists:
    """Obligations that a unit leads which has not finished."""
    return handed_down(state__in=UNDONE_STATES)


def finished_by_units() -> Q:
    """Obligations of which every unit that leads them has finished."""
    return Q(handed_down(state=State.DONE)) & ~Q(waits_for_units())


def handed_down(**states: object) -> Exists:
    """Obligations that a unit leads whose assignment stands so."""
    return Exists(_leads(obligation=OuterRef("pk"), passed_from=None, **states))


def waits_for_lower_units() -> Exists:
    """Assignments that were passed on to a unit which leads them there and has not finished."""
    return Exists(_leads(passed_from=OuterRef("pk"), state__in=UNDONE_STATES))


def _leads(**narrowed: object) -> QuerySet[Assignment]:
    return Assignment.objects.filter(LEADS, **narrowed)
