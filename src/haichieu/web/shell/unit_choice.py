"""The units that a person may choose from: a short list to pick, a long one to type into."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from haichieu.text.folding import fold
from haichieu.units.rules import Node, Tree

#: A list longer than this is typed into, with suggestions: nobody scrolls through a thousand units on a phone.
LONGEST_LIST = 60
#: So many names are suggested at once.
SUGGESTED = 20


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


class UnitOptions(tuple[UnitOption, ...]):
    """Units in the order of the tree, with what a search through them needs, made once."""

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The names without case and marks."""
        return tuple(fold(option.name) for option in self)


#: What was made for a set of units under a tree: the leader's thousands are the same on every page.
_MADE: WeakKeyDictionary[frozenset[int], tuple[dict[int, Node], tuple[int | None, ...], UnitOptions]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The units open to a choice, in the order of the tree."""

    options: UnitOptions
    #: what the person shall be permitted to do on the units, and the unit below which they stand
    verb: str = "read"
    top: int | None = None

    @classmethod
    def below(cls, tree: Tree, top: int) -> "UnitChoice":
        """A unit and all units under it."""
        return cls(_options(tree, tree.below(top), (top,)), top=top)

    @classmethod
    def among(cls, tree: Tree, allowed: Iterable[int], *, verb: str = "read") -> "UnitChoice":
        """The allowed units, those on which the person may do ``verb``, each with its depth."""
        return cls(_options(tree, frozenset(allowed), (None,)), verb)

    @property
    def is_long(self) -> bool:
        """Whether the choice is typed instead of picked."""
        return len(self.options) > LONGEST_LIST

    def find(self, typed: str) -> int | None:
        """The unit meant by a picked id or a typed name, None when there is no such one here."""
        wanted = typed.strip()
        if wanted.isdecimal():
            return next((option.pk for option in self.options if option.pk == int(wanted)), None)
        exact = next((option.pk for option in self.options if option.name == wanted), None)
        if exact is not None or not wanted:
            return exact
        key = fold(wanted)
        return next((option.pk for option, name in self._with_folded() if name == key), None)

    def suggest(self, typed: str) -> list[str]:
        """Names that hold every word typed, without marks; those that begin with it stand first."""
        key = fold(typed)
        words = key.split()
        held = [(option, name) for option, name in self._with_folded() if all(word in name for word in words)]
        held.sort(key=lambda pair: not pair[1].startswith(key))
        return [option.name for option, _ in held[:SUGGESTED]]

    def _with_folded(self) -> Iterable[tuple[UnitOption, str]]:
        return zip(self.options, self.options.folded, strict=True)

    def show(self, pk: int | None) -> str:
        """What the field holds when this unit is chosen: its id to pick, its name to type."""
        if pk is None:
            return ""
        name = next((option.name for option in self.options if option.pk == pk), "")
        return name if self.is_long else str(pk)

    def name_of(self, pk: int | None) -> str:
        """The unit's name, empty when it is not here."""
        return next((option.name for option in self.options if option.pk == pk), "")


def _options(tree: Tree, wanted: frozenset[int], tops: tuple[int | None, ...]) -> UnitOptions:
    made = _MADE.get(wanted)
    if made is not None and made[0] is tree.nodes and made[1] == tops:
        return made[2]
    options = _walked(tree, wanted, tops)
    if len(options) > LONGEST_LIST:
        _MADE[wanted] = (tree.nodes, tops, options)
    return options


def _walked(tree: Tree, wanted: frozenset[int], tops: tuple[int | None, ...]) -> UnitOptions:
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
    return UnitOptions(
        UnitOption(
            node.pk,
            node.name if names[node.name] == 1 else f"{node.name} ({node.code})",
            depth - shallowest,
        )
        for depth, node in walked
    )
