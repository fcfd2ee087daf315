"""What is handed down, by whom, and how much of it is handed down already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from haichieu.dispatches.models import Assignment, Cascade, Dispatch, Obligation
from haichieu.units.models import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """What is handed down, and by whom."""

    giver: Unit
    letter: Dispatch
    duties: tuple[Obligation, ...]
    #: the giver's own assignment, where it passes on what it was given
    own: Assignment | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the giver has handed down already."""

    duties: int
    units: int

    @classmethod
    def of(cls, source: Source, held: Mapping[int, int]) -> "Given":
        """``held`` as of :func:`held_counts`; each unit once, however many duties it holds."""
        if len(held) < 2:
            return cls(len(held), sum(held.values()))
        units = _held(source).aggregate(units=Count("unit", distinct=True))["units"]
        return cls(len(held), max(units, *held.values()))


def held_counts(source: Source) -> dict[int, int]:
    """By obligation, how many units hold it from this giver, or are about to while the job runs."""
    counts = dict(_held(source).order_by().values_list("obligation").annotate(Count("pk")))
    running = Cascade.objects.filter(obligation__in=source.duties, giver=source.giver, finished_at=None)
    for duty, total in running.order_by().values_list("obligation").annotate(Max("total")):
        counts[duty] = max(total, counts.get(duty, 0))
    return counts


def _held(source: Source) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(obligation__in=source.duties, giver=source.giver)
    return rows.exclude(state=Assignment.State.WITHDRAWN)


def letter_day(letter: Dispatch, on: date) -> date:
    """The day of the letter; of its receipt where nobody could read it."""
    try:
        return min(date.fromisoformat(letter.date), on)
    except ValueError:
        return on
