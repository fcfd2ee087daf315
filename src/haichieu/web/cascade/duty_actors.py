"""Whether the units that are chosen are those whom the letter gives a duty to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from haichieu.dispatches.rules import ActorFinder, DutyActors, phrase_key
from haichieu.web.cascade.naming import cut
from haichieu.web.cascade.unit_rows import Chosen, UnitRow


@dataclass(frozen=True, slots=True)
class ActorUnits:
    """Holds duties against the rows of their group; units that a person put beside a phrase are what it means."""

    finder: ActorFinder
    rows: Sequence[UnitRow]
    _shown: dict[str, frozenset[int]] = field(default_factory=dict)

    def apart(self, actors: Sequence[str], chosen: Chosen) -> str:
        """Why the chosen units are not those of the duty; empty where they are, or where nobody is named."""
        whose = self.finder.whose(actors)
        if whose.anybody:
            return ""
        asked = chosen.lead or chosen.cooperating  # who only helps need not be named
        said = f"Văn bản giao việc này cho “{cut(', '.join(map(str, actors)))}”"
        meant = self.meant(whose)
        if not meant:
            return f"{said}, {_not_below(whose)}; chỉ đánh dấu nếu vẫn giao cho các đơn vị đang chọn."
        if not asked:
            return f"{said}."
        others = len(asked - meant)
        if not others:
            return ""
        if others == len(asked):
            return f"{said}, không khớp với đơn vị đang chọn; chỉ đánh dấu nếu vẫn giao cho các đơn vị ấy."
        return f"{said}; {others} trong {len(asked)} đơn vị đang chọn không thuộc số đó."

    def meant(self, whose: DutyActors) -> frozenset[int]:
        """The units below that a duty is for."""
        if not self._shown:
            self._shown.update(
                {phrase_key(row.phrase): frozenset(row.ids) for row in self.rows if row.phrase}
            )
        found = [
            self._shown.get(phrase_key(actor), frozenset(matched.unit_ids)) for actor, matched in whose.below
        ]
        shown = [self._shown.get(phrase_key(actor), frozenset()) for actor in whose.others]
        return frozenset[int]().union(*found, *shown)


def _not_below(whose: DutyActors) -> str:
    return "tức là chính đơn vị này" if whose.is_office else "không phải đơn vị nào ở cấp dưới"
