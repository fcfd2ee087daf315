"""Which unit a letter means when it names who must act."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from haichieu.text.folding import fold

#: Short forms that offices use for bodies, and what they stand for.
_SHORT = {
    "cdcs": "cong doan co so", "cd": "cong doan", "ldld": "lien doan lao dong", "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan", "bch": "ban chap hanh", "btv": "ban thuong vu", "vp": "van phong",
    "tp": "thanh pho", "tnhh": "trach nhiem huu han", "mtv": "mot thanh vien", "cp": "co phan",
}  # fmt: skip
_LEADING = re.compile(r"^(?:dong chi |thu truong |lanh dao |chu tich |giam doc |truong )+")
#: A name of fewer words may stand in a sentence by chance.
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The names of the units that may be given work, ready to be looked for."""

    #: written-out name → ids of the units called so
    units: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, units: Iterable[tuple[int, str, str]]) -> "UnitNames":
        """Gather row id, full name and short name of each unit.

        >>> sorted(UnitNames.of([(1, "CĐCS May Phù Sa", "May Phù Sa")]).units)
        ['cong doan co so may phu sa', 'may phu sa']
        """
        found: dict[str, frozenset[int]] = {}
        for pk, *names in units:
            for name in filter(None, map(_long, names)):
                found[name] = found.get(name, frozenset()) | {pk}
        return cls(found)

    def meant(self, actors: Sequence[str]) -> int | None:
        """The unit whose name the first actor that names one is, or holds; None when none or several do.

        >>> names = UnitNames.of([(1, "Công đoàn cơ sở May Phù Sa", ""), (2, "Công đoàn cơ sở Gỗ Bách Lâm", "")])
        >>> names.meant(["Các đơn vị", "CĐCS May Phù Sa"]), names.meant(["Công đoàn cơ sở"])
        (1, None)
        """
        for actor in actors:
            asked = _LEADING.sub("", _long(actor))
            units = self.units.get(asked) or self._held_in(asked)
            if len(units) == 1:
                return next(iter(units))
        return None

    def _held_in(self, asked: str) -> frozenset[int]:
        """Units whose name of several words stands inside what the letter says; the longest name wins."""
        padded = f" {asked} "
        found = [
            name for name in self.units if name.count(" ") + 1 >= _FEWEST_WORDS and f" {name} " in padded
        ]
        return self.units[max(found, key=len)] if found else frozenset()


def _long(name: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", fold(name)))
