"""The tree of units as it stood on one day, as plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

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

    @classmethod
    def of(cls, nodes: Iterable[Node], on: date) -> "Tree":
        """Build the tree; a unit whose upper unit does not exist that day stands at the top.

        >>> nodes = [Node(1, "A", "Tỉnh", "Tỉnh", "x", None), Node(2, "B", "Xã", "Xã", "y", 1)]
        >>> tree = Tree.of(nodes, date(2026, 1, 1))
        >>> [node.name for _, node in tree.walk()]
        ['Tỉnh', 'Xã']
        """
        by_pk = {node.pk: node for node in nodes}
        below: dict[int | None, list[int]] = {}
        for node in sorted(by_pk.values(), key=lambda n: sort_text(n.name)):
            below.setdefault(node.parent if node.parent in by_pk else None, []).append(node.pk)
        return cls(on, by_pk, {parent: tuple(pks) for parent, pks in below.items()})

    def walk(self, top: int | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Units below ``top`` with their depth, each before the units below it."""
        for pk in self.children.get(top, ()):
            yield depth, self.nodes[pk]
            yield from self.walk(pk, depth + 1)

    def below(self, pk: int) -> frozenset[int]:
        """The unit itself and every unit under it."""
        return frozenset({pk} | {node.pk for _, node in self.walk(pk)})

    def above(self, pk: int) -> tuple[int, ...]:
        """The units above, the nearest first."""
        chain: list[int] = []
        node = self.nodes.get(pk)
        while node is not None and node.parent in self.nodes and node.parent not in chain:
            chain.append(node.parent)
            node = self.nodes[node.parent]
        return tuple(chain)
