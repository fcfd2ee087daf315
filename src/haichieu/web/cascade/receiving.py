"""Units where nobody who has come in holds a role: what is sent there waits until somebody does."""

from collections.abc import Collection
from dataclasses import dataclass

from haichieu.units.queries import units_with_receivers
from haichieu.units.rules import Tree
from haichieu.web.cascade.naming import unit_name
from haichieu.web.shell.days import today

#: units shown by name
_MOST = 5


@dataclass(frozen=True, slots=True)
class Unreceived:
    """Units without anybody to receive what they are sent."""

    count: int
    #: the first of them: row id and name
    shown: tuple[tuple[int, str], ...]

    @classmethod
    def among(cls, units: Collection[int], tree: Tree) -> "Unreceived":
        """Of these units, with one question."""
        if not units:
            return cls(0, ())
        held = units_with_receivers(units=units, verb="answer_assignment", on=today())
        without = sorted(frozenset(units) - held)
        return cls(len(without), tuple((pk, unit_name(tree, pk)) for pk in without[:_MOST]))

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.shown)
