"""The units that a person may choose from: a short list to pick, a long one to type into."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from haichieu.text.folding import fold
from haichieu.units.rules import Tree

#: A list longer than this is typed into, with suggestions: nobody scrolls through a thousand units on a phone.
LONGEST_LIST = 60


@dataclass(frozen=True, slots=True)
class UnitOption:
    """One unit to choose."""

    pk: int
    #: full name, with its code where the name alone could mean two units
    name: str
    #: how deep below the first one
    depth: int

    @property
    def label(self) -> str:
        """The name, moved in by its depth."""
        return "\u2003" * self.depth + self.name


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The units open to a choice, in the order of the tree."""

    options: tuple[UnitOption, ...]

    @classmethod
    def below(cls, tree: Tree, top: int) -> "UnitChoice":
        """A unit and all units under it."""
        return cls.among(tree, tree.below(top), tops=(top,))

    @classmethod
    def among(
        cls, tree: Tree, allowed: Iterable[int], *, tops: tuple[int | None, ...] = (None,)
    ) -> "UnitChoice":
        """The allowed units, each with its depth under ``tops``."""
        wanted = frozenset(allowed)
        walked = [
            (depth, node)
            for top in tops
            for depth, node in [
                *([(0, tree.nodes[top])] if top in tree.nodes else []),
                *((depth + (top is not None), node) for depth, node in tree.walk(top)),
            ]
            if node.pk in wanted
        ]
        shallowest = min((depth for depth, _ in walked), default=0)
        names = Counter(node.name for _, node in walked)
        return cls(
            tuple(
                UnitOption(
                    node.pk,
                    node.name if names[node.name] == 1 else f"{node.name} ({node.code})",
                    depth - shallowest,
                )
                for depth, node in walked
            )
        )

    @property
    def is_long(self) -> bool:
        """Whether the choice is typed instead of picked."""
        return len(self.options) > LONGEST_LIST

    def find(self, typed: str) -> int | None:
        """The unit meant by a picked id or a typed name, None when there is no such one here."""
        wanted = typed.strip()
        if wanted.isdecimal():
            return next((option.pk for option in self.options if option.pk == int(wanted)), None)
        return next((option.pk for option in self.options if fold(option.name) == fold(wanted)), None)

    def show(self, pk: int | None) -> str:
        """What the field holds when this unit is chosen: its id to pick, its name to type."""
        if pk is None:
            return ""
        name = next((option.name for option in self.options if option.pk == pk), "")
        return name if self.is_long else str(pk)

    def name_of(self, pk: int | None) -> str:
        """The unit's name, empty when it is not here."""
        return next((option.name for option in self.options if option.pk == pk), "")
