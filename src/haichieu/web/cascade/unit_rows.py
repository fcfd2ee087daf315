"""Choosing units without a list of them all: each row is a rule with its count and what its units are to do."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from haichieu.dispatches.models import Assignment
from haichieu.dispatches.rules import Matched, UnitRule, units_of_rule
from haichieu.text.folding import fold
from haichieu.units.rules import Node, Tree

NOBODY = UnitRule("nobody")
#: what may be done with the units of a row
PARTS = (
    ("", "Không gửi"),
    *((part.value, part.label) for part in Assignment.Part),
    ("minus", "Trừ ra"),
)
#: by which units get something
SENT_PARTS = frozenset(part.value for part in Assignment.Part)
#: units that a search shows
MOST_FOUND = 12


def token(rule: UnitRule) -> str:
    """The rule as the value of an option.

    >>> token(UnitRule("kind", kinds=("xa",)))
    '{"how":"kind","kinds":["xa"]}'
    """
    return json.dumps(rule.to_dict(), ensure_ascii=False, separators=(",", ":"))


def rule_of(typed: str) -> UnitRule:
    """Back from an option's value; rubbish finds nobody.

    >>> rule_of("<b>") == NOBODY
    True
    """
    try:
        kept = json.loads(typed)
    except (ValueError, RecursionError):
        return NOBODY
    return UnitRule.from_dict(kept) if isinstance(kept, dict) and _is_plain(kept) else NOBODY


def _is_plain(kept: Mapping[str, object]) -> bool:
    return all(isinstance(value, str | list) for value in kept.values())


@dataclass(frozen=True, slots=True)
class RuleOption:
    """One way to choose units."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the choice."""

    #: words of the letter; empty in a row that a person added
    phrase: str
    rule: UnitRule
    #: lead, cooperating, copy, minus, or empty when nothing is sent
    part: str
    #: why the machine proposes this
    why: str
    ids: tuple[int, ...]
    label: str
    #: duties with the same addressees form a group; counted from 0
    group: int = 0

    @property
    def value(self) -> str:
        """The rule as it is posted."""
        return token(self.rule)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """One unit of a search, alone or with what stands below it."""

    pk: int
    name: str
    where: str
    alone: str
    branch: str
    below: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The units that the rows come to, each in one part."""

    lead: frozenset[int]
    cooperating: frozenset[int]
    copies: frozenset[int]

    @classmethod
    def of(cls, rows: Sequence[UnitRow], allowed: frozenset[int]) -> "Chosen":
        """A unit named twice keeps the first part; what is taken out is in none."""
        sets = {name: frozenset[int]().union(*_ids(rows, name)) & allowed for name, _ in PARTS if name}
        lead = sets["lead"] - sets["minus"]
        cooperating = sets["cooperating"] - sets["minus"] - lead
        return cls(lead, cooperating, sets["copy"] - sets["minus"] - lead - cooperating)

    @property
    def count(self) -> int:
        """How many units."""
        return len(self.lead) + len(self.cooperating) + len(self.copies)


def _ids(rows: Sequence[UnitRow], part: str) -> list[frozenset[int]]:
    return [frozenset(row.ids) for row in rows if row.part == part]


@dataclass(frozen=True)
class UnitRows:
    """Makes rows for one giver on one day."""

    tree: Tree
    giver: int
    #: what the kinds of units are called, by code
    kinds: Mapping[str, str]
    _known: dict[UnitRule, tuple[int, ...]] = field(default_factory=dict)

    @property
    def allowed(self) -> frozenset[int]:
        """Everybody below the giver."""
        return self.tree.below(self.giver) - {self.giver}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {node.code: node.name for node in self.tree.nodes.values()}

    def _ids(self, rule: UnitRule) -> tuple[int, ...]:
        if rule not in self._known:
            self._known[rule] = units_of_rule(rule, self.tree, self.giver)
        return self._known[rule]

    def row(self, rule: UnitRule, part: str, *, phrase: str = "", why: str = "", group: int = 0) -> UnitRow:
        """A row with its units looked up."""
        ids = self._ids(rule)
        return UnitRow(phrase, rule, part, why, ids, self.label(rule, len(ids)), group)

    def proposed(self, phrase: str, matched: Matched, part: str = "lead") -> UnitRow:
        """A row for a phrase of the letter; it is ticked only where the machine is sure."""
        row = self.row(matched.rule, "", phrase=phrase, why=matched.why)
        return replace(row, part=part) if matched.sure and row.ids else row

    def label(self, rule: UnitRule, count: int | None = None) -> str:
        """What a rule says, with how many units it finds."""
        kinds = ", ".join(self.kinds.get(kind, kind) for kind in rule.kinds)
        names = ", ".join(self._names.get(code, code) for code in rule.codes)
        words = {
            "kind": f"Mọi {kinds}",
            "direct": f"{kinds or 'Đơn vị'} ngay dưới",
            "named": names,
            "branch": f"{names} và cấp dưới",
            "begin": f"Tên bắt đầu “{'”, “'.join(rule.words)}”",
        }.get(rule.how, "Chưa chọn đơn vị")
        is_plain = count is None or rule.how in ("named", "nobody")
        return words if is_plain else f"{words} ({count:,})".replace(",", ".")

    def options(self) -> list[RuleOption]:
        """The ways offered in every row: straight below, each kind straight below, each kind anywhere below."""
        below = [self.tree.nodes[pk] for pk in self.tree.below(self.giver) if pk != self.giver]
        straight = Counter(node.kind for node in below if node.parent == self.giver)
        anywhere = Counter(node.kind for node in below)
        rules = [UnitRule("direct")] if len(straight) > 1 else []
        rules += [UnitRule("direct", kinds=(kind,)) for kind in straight]
        rules += [UnitRule("kind", kinds=(kind,)) for kind in anywhere if anywhere[kind] > straight[kind]]
        return [RuleOption(token(rule), self.label(rule, len(self._ids(rule)))) for rule in rules]

    def search(self, typed: str) -> list[FoundUnit]:
        """Units below the giver whose name or code holds every word, the shortest names first."""
        words = fold(typed).split()
        if not words:
            return []
        nodes = [self.tree.nodes[pk] for pk in self.allowed]
        folded = fold("|".join(f"{n.name} {n.short_name} {n.code}".replace("|", " ") for n in nodes)).split(
            "|"
        )
        hits = [node for node, name in zip(nodes, folded, strict=True) if all(word in name for word in words)]
        hits.sort(key=lambda node: (len(node.name), node.name))
        return [self._found(node) for node in hits[:MOST_FOUND]]

    def _found(self, node: Node) -> FoundUnit:
        above = self.tree.nodes.get(node.parent) if node.parent else None
        return FoundUnit(
            node.pk,
            node.name,
            above.name if above else "",
            token(UnitRule("named", codes=(node.code,))),
            token(UnitRule("branch", codes=(node.code,))),
            len(self.tree.below(node.pk)) - 1,
        )
