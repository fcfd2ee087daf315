"""What is handed down, by whom, and how much of it is handed down already."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from haichieu.dispatches.models import Assignment, Dispatch, Obligation
from haichieu.units.models import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """What is handed down, and by whom."""

    giver: Unit
    letter: Dispatch
    duties: tuple[Obligation, ...]
    #: the giver's own assignment, where it passes on what it was given
    own: Assignment | None = None


def held_counts(source: Source) -> dict[int, int]:
    """By obligation, how many units hold it from this giver."""
    rows = Assignment.objects.filter(obligation__in=source.duties, giver=source.giver)
    rows = rows.exclude(state=Assignment.State.WITHDRAWN)
    return dict(rows.order_by().values_list("obligation").annotate(Count("pk")))


def letter_day(letter: Dispatch, on: date) -> date:
    """The day of the letter; of its receipt where nobody could read it."""
    try:
        return min(date.fromisoformat(letter.date), on)
    except ValueError:
        return on
