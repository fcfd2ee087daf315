"""Whose a duty is: the office's own, of units below it, or somebody else's, by the actors that its letter names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from haichieu.dispatches.rules.addressee_units import (
    Matched,
    UnitRule,
    called_sorts,
    match_addressees,
    phrase_key,
)
from haichieu.dispatches.rules.named_units import UnitTree, written_out
from haichieu.text.folding import fold
from haichieu.text.patterns import late

#: Words by which a letter means whoever it is addressed to, and people who act for whoever that is.
_SORTS = (
    r"cap cong doan|cong doan cac cap|cac cap|cap|don vi|co quan|to chuc|dia phuong|doan the|nganh|noi nhan|"
    r"can bo|doan vien|hoi vien|cong chuc|vien chuc|cong nhan|lao dong|nguoi lao dong|cnvcld|nld|"
    r"chu tich|pho chu tich|bi thu|giam doc|thu truong|lanh dao|nguoi dung dau|thuong truc|"
    r"ban thuong vu|ban chap hanh|cap uy|cap uy dang"
)
_ANYBODY = late(
    rf"^(?:{_SORTS})(?:(?:\s*[,;/-]\s*|\s+va\s+|\s+)(?:cac\s+|nhung\s+)?(?:{_SORTS}))*"
    r"(?:\s+(?:lien quan|co lien quan|duoc giao|neu tren|co ten tren|nhan van ban))?$"
)


@dataclass(frozen=True, slots=True)
class DutyActors:
    """Whose one duty is."""

    #: nobody is named, or only “các đơn vị”, “cán bộ, đoàn viên”: whoever the letter is addressed to
    anybody: bool
    #: the office itself is named
    is_office: bool
    #: actors that are units below the office, each with its units
    below: tuple[tuple[str, Matched], ...]
    #: actors that are neither, as written
    others: tuple[str, ...]

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units below the office that are to act."""
        return frozenset[int]().union(*(matched.unit_ids for _, matched in self.below))

    @property
    def is_ours(self) -> bool:
        """Whether the office has anything to do with it: itself, or through units below."""
        return self.anybody or self.is_office or bool(self.below)


@dataclass(frozen=True, slots=True)
class ActorFinder:
    """Tells actors apart for one office on one day; each phrase is looked up once.

    Fields: ``tree`` of the day; ``office`` row id of the unit that received the letter; ``remembered`` rules that a
    person confirmed, by :func:`phrase_key`; ``kind_names`` what the kinds of units are called, by code.
    """

    tree: UnitTree
    office: int
    remembered: Mapping[str, UnitRule] = field(default_factory=dict)
    kind_names: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Matched] = field(default_factory=dict, compare=False)

    def whose(self, actors: Sequence[str]) -> DutyActors:
        """Whose a duty of these actors is; of nobody in particular where none is named."""
        named = {phrase_key(actor): str(actor) for actor in map(str, actors) if phrase_key(actor)}
        below, others = [], []
        anybody, is_office = not named, False
        for key, actor in named.items():
            if _ANYBODY.match(key):
                anybody = True
                continue
            matched = self.match(actor)
            if matched.unit_ids:
                below.append((actor, matched))
            if matched.is_office or self._is_sort_of_office(key, matched):
                is_office = True
            elif not matched.unit_ids:
                others.append(actor)
        return DutyActors(anybody, is_office, tuple(below), tuple(others))

    def match(self, actor: str) -> Matched:
        """The units below the office that an actor is."""
        key = phrase_key(actor)
        if key not in self._known:
            found = match_addressees(actor, self.tree, self.office, self.remembered, self.kind_names)
            self._known[key] = found
        return self._known[key]

    def _is_sort_of_office(self, key: str, matched: Matched) -> bool:
        """“Công đoàn cơ sở” means the office too where the office is one and has none below it."""
        office = self.tree.nodes.get(self.office)
        if office is None or matched.unit_ids:
            return False
        names = {fold(office.name), fold(office.short_name), fold(self.kind_names.get(office.kind, ""))}
        written = {written_out(name) for name in names if name}
        sorts = called_sorts(written_out(key))
        return any(f"{name} ".startswith(f"{sort} ") for name in written for sort in sorts if " " in sort)
