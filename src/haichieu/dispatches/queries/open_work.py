"""What is still open in units: asked before they are merged, split, dissolved or moved."""

from collections.abc import Collection
from dataclasses import dataclass

from haichieu.dispatches.models import Assignment, Obligation, OwnLetter, RegisterEntry
from haichieu.dispatches.rules import ENDED_STATES


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Counts over some units."""

    #: work that they were given, and that they gave and still watch over
    assigned: int
    given: int
    #: obligations of their own that are neither done nor taken back
    owned: int
    #: own letters that are not issued yet
    drafts: int
    #: lines of their registers
    lines: int


def open_work(units: Collection[int]) -> OpenWork:
    """Five counts, however many units there are; what units were told for their knowledge is no work."""
    state = OwnLetter.State
    alive = Assignment.objects.exclude(state__in=ENDED_STATES).exclude(part=Assignment.Part.COPY)
    return OpenWork(
        alive.filter(unit__one_of=units).count(),
        alive.filter(giver__one_of=units).count(),
        Obligation.objects.filter(owner__one_of=units, done_at=None, removed_at=None).count(),
        OwnLetter.objects.filter(
            unit__one_of=units, state__in=(state.DRAFT, state.CHECKING, state.SIGNING)
        ).count(),
        RegisterEntry.objects.filter(unit__one_of=units).count(),
    )


def given_from_outside(units: Collection[int]) -> int:
    """Open work that these units were given by a unit that is not one of them."""
    alive = Assignment.objects.exclude(state__in=ENDED_STATES).exclude(part=Assignment.Part.COPY)
    return alive.filter(unit__one_of=units).exclude(giver__one_of=units).count()
