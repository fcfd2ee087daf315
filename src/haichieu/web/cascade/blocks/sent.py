"""What was handed down of a letter, decision by decision."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from haichieu.dispatches.models import Assignment, Cascade, Dispatch
from haichieu.units.rules import Tree
from haichieu.web.cascade.naming import unit_name
from haichieu.web.cascade.receiving import Unreceived
from haichieu.web.dispatches.naming import letter_name

#: decisions shown; a letter has few
_MOST = 50


@dataclass(frozen=True, slots=True)
class SentRow:
    """One decision to hand an obligation down."""

    cascade: Cascade
    giver: str
    done: int

    @property
    def is_finished(self) -> bool:
        """Whether the job is over."""
        return self.cascade.finished_at is not None


@dataclass(frozen=True, slots=True)
class SentPage:
    """The decisions of a letter."""

    letter: Dispatch
    name: str
    rows: tuple[SentRow, ...]
    #: units of these decisions where nobody can receive anything yet
    nobody: Unreceived

    @classmethod
    def of(cls, letter: Dispatch, units: Collection[int], tree: Tree) -> "SentPage":
        """The newest first; only those of open units."""
        found = (
            Cascade.objects.filter(obligation__dispatch=letter, giver__one_of=units)
            .select_related("obligation", "giver")
            .defer("units", "obligation__search", "obligation__actors", "obligation__schedule")
            .order_by("-at", "-pk")[:_MOST]
        )
        cascades = list(found)
        sent = Assignment.objects.filter(cascade__in=cascades).order_by().values_list("cascade")
        counts = dict(sent.annotate(Count("pk")))
        units_reached = _reached(cascades) if all(each.finished_at for each in cascades) else set()
        return cls(
            letter,
            letter_name(letter),
            tuple(
                SentRow(each, unit_name(tree, each.giver_id, code=each.giver.code), counts.get(each.pk, 0))
                for each in cascades
            ),
            Unreceived.among(units_reached, tree),
        )

    @property
    def is_running(self) -> bool:
        """Whether a job is still under way."""
        return not all(row.is_finished for row in self.rows)


def _reached(cascades: Collection[Cascade]) -> set[int]:
    found = Assignment.objects.filter(cascade__in=cascades).exclude(state=Assignment.State.WITHDRAWN)
    return set(found.order_by().values_list("unit_id", flat=True).distinct())
