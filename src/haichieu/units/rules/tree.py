"""The tree of units as it stood on one day, as plain values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from haichieu.text.folding import sort_text


@dataclass(frozen=True, slots=True)
class Node:
    """One unit on one day."""

    #: row id of the unit
    pk: int
    #: stable code of the unit
    code: str
    #: full name on that day
    name: str
    #: short name for lists
    short_name: str
    #: level or sort of unit; data, not code
    kind: str
    #: row id of the unit above, or None at the top
    parent: int | None


@dataclass(frozen=True)
class Tree:
    """All units of one day, with the questions a page asks of them."""

    on: date
    nodes: dict[int, Node]
    children: dict[int | None, tuple[int, ...]] = field(default_factory=dict)
    #: units that are no more → who goes on with their work, where somebody does
    heirs: Mapping[int, int] = field(default_factory=dict)
    #: units that are no more → who keeps their records: the heir, else the unit above
    keepers: Mapping[int, int] = field(default_factory=dict)
    #: what was asked before: the tree never changes, so neither do its answers
    _below: dict[int, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)
    _reach: dict[int, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, nodes: Iterable[Node], on: date) -> "Tree":
        """Build the tree; a unit whose upper unit does not exist that day stands at the top.

        >>> nodes = [Node(1, "A", "Tỉnh", "Tỉnh", "x", None), Node(2, "B", "Xã", "Xã", "y", 1)]
        >>> tree = Tree.of(nodes, date(2026, 1, 1))
        >>> [node.name for _, node in tree.walk()]
        ['Tỉnh', 'Xã']
        """
        return cls.in_order(sorted(nodes, key=lambda node: sort_text(node.name)), on)

    @classmethod
    def in_order(cls, nodes: Iterable[Node], on: date) -> "Tree":
        """The same from nodes that are in Vietnamese order already."""
        by_pk = {node.pk: node for node in nodes}
        below: dict[int | None, list[int]] = {}
        for node in by_pk.values():
            below.setdefault(node.parent if node.parent in by_pk else None, []).append(node.pk)
        return cls(on, by_pk, {parent: tuple(pks) for parent, pks in below.items()})

    def as_of(self, on: date) -> "Tree":
        """The same units under another day, on which nothing was different; what was asked before is kept."""
        return self if on == self.on else replace(self, on=on)

    def walk(self, top: int | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Units below ``top`` with their depth, each before the units below it."""
        waiting = [(depth, pk) for pk in reversed(self.children.get(top, ()))]
        while waiting:
            level, pk = waiting.pop()
            yield level, self.nodes[pk]
            waiting.extend((level + 1, lower) for lower in reversed(self.children.get(pk, ())))

    def below(self, pk: int) -> frozenset[int]:
        """The unit itself and every unit under it."""
        known = self._below.get(pk)
        if known is None:
            known = self._below[pk] = frozenset(self._reached(pk))
        return known

    def _reached(self, pk: int) -> list[int]:
        reached = [pk]
        for one in reached:  # grows while it is walked
            reached.extend(self.children.get(one, ()))
        return reached

    def reach(self, pk: int) -> frozenset[int]:
        """:meth:`below`, and the units that are no more whose records one of these keeps."""
        known = self._reach.get(pk)
        if known is None:
            below = self.below(pk)
            left = [gone for one in below for gone in self._gone.get(one, ())] if self._gone else []
            known = self._reach[pk] = below.union(left) if left else below
        return known

    def reach_alone(self, pk: int) -> frozenset[int]:
        """The unit itself, and the units that are no more whose records it keeps itself."""
        return frozenset((pk, *self._gone.get(pk, ())))

    @cached_property
    def _gone(self) -> dict[int, list[int]]:
        """Keeper → the units whose records it keeps."""
        gone: dict[int, list[int]] = {}
        for one, keeper in self.keepers.items():
            gone.setdefault(keeper, []).append(one)
        return gone

    def keeper(self, pk: int) -> int:
        """Who acts today in what this unit received: itself, or who keeps its records once it is no more."""
        return self.keepers.get(pk, pk)

    def above(self, pk: int) -> tuple[int, ...]:
        """The units above, the nearest first."""
        chain: list[int] = []
        node = self.nodes.get(pk)
        while node is not None and node.parent in self.nodes and node.parent not in chain:
            chain.append(node.parent)
            node = self.nodes[node.parent]
        return tuple(chain)
