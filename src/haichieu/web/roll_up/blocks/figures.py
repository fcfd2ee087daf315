"""A number that opens its rows."""

from dataclasses import dataclass

from haichieu.dispatches.queries import Scope
from haichieu.dispatches.rules import FIGURE_LABELS, Counts, Figure
from haichieu.web.roll_up.addresses import address

#: what a table shows of each line, in this order
COLUMNS = (
    Figure.SENT,
    Figure.SEEN,
    Figure.REACHED,
    Figure.ACCEPTED,
    Figure.ON_TIME,
    Figure.LATE,
    Figure.RETURNED,
    Figure.SUBMITTED,
    Figure.DONE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One figure: its name, its number and the address of the rows behind it."""

    figure: str
    label: str
    value: int
    url: str

    @property
    def presses(self) -> bool:
        """Somebody has to do something about it."""
        return self.value > 0 and self.figure in (Figure.LATE, Figure.OVERDUE, Figure.RETURNED, Figure.SILENT)


def number(scope: Scope, counts: Counts, figure: Figure, **more: object) -> Number:
    """A figure of a scope, or of a part of it that ``more`` names."""
    return Number(
        figure,
        FIGURE_LABELS[figure],
        counts.of(figure),
        address("roll-up-rows", scope, figure=figure.value, **more),
    )


def numbers(
    scope: Scope, counts: Counts, figures: tuple[Figure, ...] = COLUMNS, **more: object
) -> tuple[Number, ...]:
    """Several figures of a scope."""
    return tuple(number(scope, counts, figure, **more) for figure in figures)
