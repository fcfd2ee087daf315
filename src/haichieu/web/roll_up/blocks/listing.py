"""The list behind a number: exactly the assignments that it counts."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from haichieu.dispatches.models import Assignment
from haichieu.dispatches.queries import Scope, counts, rows_of, standing_of
from haichieu.dispatches.rules import FIGURE_LABELS, Figure, lateness_words
from haichieu.web.dispatches.access import LARGEST_PK
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.roll_up.addresses import address

ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment."""

    held: Assignment
    unit: str
    letter: str
    #: how its day stands, in words
    lateness: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of the assignments, those sent last first."""

    label: str
    unit_name: str
    count: int
    rows: tuple[Row, ...]
    #: the obligation or letter that the number was narrowed to
    narrowed: str
    next_url: str
    back_url: str

    @classmethod
    def of(cls, scope: Scope, *, figure: str, before: str) -> "Listing":
        """The first rows, or those after the assignment ``before``."""
        chosen = _figure(figure)
        found = rows_of(scope, chosen)
        if before:
            if not (before.isascii() and before.isdecimal() and int(before[:20]) <= LARGEST_PK):
                raise Http404
            found = found.filter(pk__lt=int(before))
        count = counts(scope).of(chosen)
        shown = list(found[: ROWS + 1]) if count else []
        rows = tuple(_row(held, scope, on=scope.on) for held in shown[:ROWS])
        goes_on = len(shown) > ROWS
        kept = {"figure": chosen.value, "own": "1" if scope.is_alone else ""}
        return cls(
            label=FIGURE_LABELS[chosen],
            unit_name=scope.tree.nodes[scope.unit].name,
            count=count,
            rows=rows,
            narrowed=_narrowed(scope, rows),
            next_url=address("roll-up-rows", scope, before=rows[-1].held.pk, **kept) if goes_on else "",
            back_url=address("roll-up", scope),
        )


def _figure(name: str) -> Figure:
    try:
        return Figure(name or Figure.SENT)
    except ValueError:
        raise Http404 from None


def _row(held: Assignment, scope: Scope, *, on: date) -> Row:
    node = scope.tree.nodes.get(held.unit_id)
    return Row(
        held,
        node.name if node else held.unit.code,
        letter_name(held.obligation.dispatch),
        lateness_words(standing_of(held), on),
    )


def _narrowed(scope: Scope, rows: tuple[Row, ...]) -> str:
    if not rows:
        return ""
    if scope.obligation:
        return rows[0].held.obligation.text
    return rows[0].letter if scope.letter else ""
