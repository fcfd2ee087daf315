"""Which unit a letter means when it names who must act."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from haichieu.text.folding import fold
from haichieu.text.patterns import late

#: Short forms that offices use for bodies, and what they stand for.
_SHORT = {
    "cdcs": "cong doan co so", "cd": "cong doan", "ldld": "lien doan lao dong", "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan", "bch": "ban chap hanh", "btv": "ban thuong vu", "vp": "van phong",
    "tp": "thanh pho", "tnhh": "trach nhiem huu han", "mtv": "mot thanh vien", "cp": "co phan",
}  # fmt: skip
_SHORT_WORD = late(rf"\b(?:{'|'.join(_SHORT)})\b")
#: Words that call many at once; “từng”, “mọi” and “mỗi” with their marks, for “mới” is part of names.
_MANY = r"(?:(?:các|mỗi|mọi|từng|những|một số|toàn thể|toàn bộ|tất cả|đông đảo|hầu hết|cả)\b|(?:100|một trăm) ?%|\d+ )"
_HEADS = (
    r"(?:(?:đồng chí|đ/c|thủ trưởng|lãnh đạo|ban lãnh đạo|người đứng đầu|chủ tịch|bí thư|trưởng|giám đốc|hiệu trưởng"
    r"|cấp ủy|cấp uỷ|chính quyền|ban chấp hành|bch|ban thường vụ|ban giám hiệu|bgh|cán bộ|đoàn viên)(?: của)? )*"
)
#: Kinds of bodies and people of which an office has many; without a name of their own they mean all of them.
_KINDS = (
    r"(?:công đoàn cơ sở|cđcs|công đoàn (?:bộ phận|cấp trên)|tổ công đoàn|cơ quan|đơn vị|địa phương|doanh nghiệp"
    r"|tổ chức|đoàn thể|ban|ngành|phòng|nhà trường|trường|trường học|thôn|xóm|ấp|bản|khu phố|tổ dân phố|xã"
    r"|phường|đặc khu|chi bộ|chi đoàn|chi hội|liên đội|đoàn viên|hội viên|công nhân|người lao động|cán bộ"
    r"|công chức|viên chức|giáo viên|học sinh|phụ huynh|người dân|nhân dân)"
)
_COLLECTIVE = late(
    rf"{_HEADS}(?:{_MANY}|{_KINDS} (?:trong|trên|thuộc|tại|ở|có) "
    rf"|{_KINDS}(?:(?:, | và |-| - ){_KINDS})*"
    r"(?: cơ sở| trực thuộc| liên quan| được giao| nêu trên| thành viên)*$)"
)
_LEADING = late(r"^(?:dong chi |thu truong |lanh dao |chu tich |giam doc |truong )+")
#: A name of fewer words may stand in a sentence by chance.
_FEWEST_WORDS = 3


def is_collective(actor: str) -> bool:
    """Whether an actor is many bodies or people at once, so that who of them acts is settled letter by letter.

    >>> is_collective("Mỗi công đoàn cơ sở"), is_collective("Công đoàn cơ sở May Phù Sa")
    (True, False)
    """
    return bool(_COLLECTIVE.match(" ".join(actor.lower().split())))


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
        named = [(pk, name) for pk, *names in units for name in names]
        found: dict[str, frozenset[int]] = {}
        for (pk, _), name in zip(named, _of_all(tuple(name for _, name in named)), strict=True):
            if name:
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
    return _all_long([name])[0]


@lru_cache(maxsize=4)
def _of_all(names: tuple[str, ...]) -> list[str]:
    return _all_long(names)


def _all_long(names: Sequence[str]) -> list[str]:
    """Many names written out at once: one long text is folded many times faster than thousands of short ones."""
    joined = re.sub(r"[^\w|]+", " ", fold("|".join(name.replace("|", " ") for name in names)))
    return [name.strip() for name in _SHORT_WORD.sub(lambda found: _SHORT[found[0]], joined).split("|")]
