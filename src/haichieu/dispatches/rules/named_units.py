"""Which units a phrase calls by name, one or several: “Công đoàn khu vực Sơn Hà, Công đoàn khu vực Thanh Lộc”."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from haichieu.text.folding import fold
from haichieu.text.patterns import late


class UnitNode(Protocol):
    """One unit of a day."""

    @property
    def pk(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def short_name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent(self) -> int | None: ...


class UnitTree(Protocol):
    """The units of a day."""

    @property
    def nodes(self) -> Mapping[int, UnitNode]: ...
    def below(self, pk: int) -> frozenset[int]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """What the parts of a phrase are."""

    #: below the office, in the order of the phrase
    found: tuple[UnitNode, ...] = ()
    #: known by name, but neither below the office nor the office
    elsewhere: tuple[UnitNode, ...] = ()
    #: folded parts that are nobody's name, or several units' name
    missing: tuple[str, ...] = ()
    names_office: bool = False


_SHORT = {
    "ldld": "lien doan lao dong",
    "cdcs": "cong doan co so",
    "cdn": "cong doan nganh",
    "cd": "cong doan",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "btv": "ban thuong vu",
    "bch": "ban chap hanh",
    "tp": "thanh pho",
    "tx": "thi xa",
}
_SHORT_WORD = late(rf"\b(?:{'|'.join(_SHORT)})\b")
_TOKEN = late(r"\w+|[,;/]")
_BREAKS = frozenset({",", ";", "/", "va", "cung"})
#: words of a name that a phrase may stop within and still mean it
_LEAST_BEGINNING = 3


def written_out(flat: str) -> str:
    """Folded words with the usual abbreviations written out.

    >>> written_out("cdcs benh vien")
    'cong doan co so benh vien'
    """
    return _SHORT_WORD.sub(lambda found: _SHORT[found[0]], flat)


@lru_cache(maxsize=4)
def folded_names(names: tuple[str, ...]) -> list[str]:
    """Many names folded at once."""
    # One long text is folded many times faster than many short ones.
    joined = fold("|".join(name.replace("|", " ") for name in names))
    return [name.strip() for name in joined.split("|")] if names else []


@lru_cache(maxsize=4)
def _places(names: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Where in the tuple each name stands, by its written out words."""
    found: dict[str, tuple[int, ...]] = {}
    joined = written_out("|".join(folded_names(names)))
    for place, name in enumerate(re.sub(r"[^\w|]+", " ", joined).split("|")):
        # Short names of one word (“Văn phòng” aside) are too common to name anybody.
        if " " in (called := name.strip()):
            found[called] = (*found.get(called, ()), place)
    return found


class _Names:
    """The names of a tree, asked for by words."""

    def __init__(self, tree: UnitTree, office: int) -> None:
        self._nodes = list(tree.nodes.values())
        self._below = tree.below(office) - {office}
        self._full = _places(tuple(node.name for node in self._nodes))
        self._short = _places(tuple(node.short_name for node in self._nodes))
        self.office = tree.nodes.get(office)

    def called(self, words: str) -> list[UnitNode]:
        """Who is called exactly so; those below the office before all others."""
        places = {*self._full.get(words, ()), *self._short.get(words, ())}
        units = [self._nodes[place] for place in sorted(places)]
        if self.office in units:
            return [self.office] if self.office else []
        return [unit for unit in units if unit.pk in self._below] or units

    def is_below(self, unit: UnitNode) -> bool:
        return unit.pk in self._below

    def only(self, fits: Callable[[str], bool], kind: str = "") -> UnitNode | None:
        """The one unit below the office whose full name fits."""
        places = {place for name, at in self._full.items() if fits(name) for place in at}
        units = [self._nodes[place] for place in places]
        units = [unit for unit in units if unit.pk in self._below and (not kind or unit.kind == kind)]
        return units[0] if len(units) == 1 else None


def named_units(
    flat: str, tree: UnitTree, office: int, *, bare: Callable[[str], str], may_begin: Callable[[str], bool]
) -> Named:
    """The units that the parts of a folded phrase call by name.

    Parameters: ``bare`` takes courtesies and titles off a part, nothing is left of one that means nobody;
    ``may_begin`` whether a part may be the beginning of one unit's longer name.
    """
    names = _Names(tree, office)
    tokens = _TOKEN.findall(flat)
    spans = _spans(tokens, names)
    found: list[UnitNode] = []
    elsewhere: list[UnitNode] = []
    missing: list[str] = []
    names_office = False
    for start, end in _parts(tokens, spans):
        here = [units for (a, _), units in sorted(spans.items()) if start <= a < end]
        part = " ".join(tokens[start:end])
        if not here:
            part = bare(part)
            units = _guessed(part, names, found, may_begin)
            here = [units] if part else []
        for units in here:
            if len(units) != 1:
                missing.append(part)
            elif units[0] is names.office:
                names_office = True
            else:
                (found if names.is_below(units[0]) else elsewhere).append(units[0])
    return Named(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(elsewhere)), tuple(missing), names_office)


Spans = dict[tuple[int, int], list[UnitNode]]


def _spans(tokens: Sequence[str], names: _Names) -> Spans:
    """Where names stand among the tokens: the longest first, none within another."""
    words = [place for place, token in enumerate(tokens) if token.isalnum() or "_" in token]
    found: Spans = {}
    for length in range(len(words), 1, -1):
        for first in range(len(words) - length + 1):
            taken = words[first : first + length]
            units = names.called(" ".join(tokens[place] for place in taken))
            span = (taken[0], taken[-1] + 1)
            if units and all(span[1] <= a or b <= span[0] for a, b in found):
                found[span] = units
    return found


def _parts(tokens: Sequence[str], spans: Spans) -> list[tuple[int, int]]:
    """The tokens between commas and “và”; one within a name parts nothing."""
    cuts = [
        place
        for place, token in enumerate(tokens)
        if token in _BREAKS and not any(a <= place < b for a, b in spans)
    ]
    edges = [-1, *cuts, len(tokens)]
    return [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]


def _guessed(
    part: str, names: _Names, before: Sequence[UnitNode], may_begin: Callable[[str], bool]
) -> list[UnitNode]:
    """“… Sơn Hà, Thanh Lộc”: the place of a further unit of the same kind; or the beginning of one longer name."""
    if not part:
        return []
    if before and (one := names.only(lambda name: name.endswith(f" {part}"), before[-1].kind)):
        return [one]
    if part.count(" ") + 1 >= _LEAST_BEGINNING and may_begin(part):
        one = names.only(lambda name: name.startswith(f"{part} "))
        return [one] if one else []
    return []
