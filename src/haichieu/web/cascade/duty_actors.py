"""Whether the units that are chosen are those whom the letter gives a duty to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from haichieu.dispatches.rules import UnitRule, match_addressees, phrase_key
from haichieu.text.patterns import late
from haichieu.web.cascade.naming import cut
from haichieu.web.cascade.unit_rows import Chosen, UnitRow, UnitRows

_EVERYBODY = late(r"^(?:cap cong doan|cong doan cac cap)\b")


@dataclass(slots=True)
class ActorUnits:
    """Finds the units of actors, each phrase once."""

    make: UnitRows
    rows: Sequence[UnitRow]
    remembered: Mapping[str, UnitRule]
    _known: dict[str, frozenset[int]] = field(default_factory=dict)

    def apart(self, actors: Sequence[str], chosen: Chosen) -> str:
        """Why the chosen units are not those of the duty; empty where they are, or where nobody is named."""
        named = [str(actor) for actor in actors if phrase_key(str(actor))]
        if not named:
            return ""
        asked = chosen.lead | chosen.cooperating
        meant = frozenset[int]().union(*(self._units(actor) for actor in named))
        said = f"Văn bản giao việc này cho “{cut(', '.join(named))}”"
        if not asked:
            return f"{said}."
        others = len(asked - meant)
        if not others:
            return ""
        if others == len(asked):
            return f"{said}, không khớp với đơn vị đang chọn; chỉ đánh dấu nếu vẫn giao cho các đơn vị ấy."
        return f"{said}; {others} trong {len(asked)} đơn vị đang chọn không thuộc số đó."

    def _units(self, actor: str) -> frozenset[int]:
        key = phrase_key(actor)
        if key not in self._known:
            self._known[key] = self._found(actor, key)
        return self._known[key]

    def _found(self, actor: str, key: str) -> frozenset[int]:
        tree, giver = self.make.tree, self.make.giver
        if _EVERYBODY.match(key):
            return tree.below(giver)
        same = [row.ids for row in self.rows if row.phrase and phrase_key(row.phrase) == key]
        if same:
            return frozenset(same[0])
        found = match_addressees(actor, tree, giver, self.remembered, self.make.kinds)
        return frozenset(found.unit_ids)
