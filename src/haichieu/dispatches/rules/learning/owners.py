"""Which unit a letter means when it names who must act."""

import re
from collections.abc import Iterable, Sequence

from haichieu.text.folding import fold

#: Short forms that offices use for bodies, and what they stand for.
_SHORT = {
    "cdcs": "cong doan co so", "cd": "cong doan", "ldld": "lien doan lao dong", "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan", "bch": "ban chap hanh", "btv": "ban thuong vu", "vp": "van phong",
    "tp": "thanh pho", "tnhh": "trach nhiem huu han", "mtv": "mot thanh vien", "cp": "co phan",
}  # fmt: skip
_LEADING = re.compile(r"^(?:dong chi |thu truong |lanh dao |chu tich |giam doc |truong )+")


def named_unit(actors: Sequence[str], units: Iterable[tuple[int, str, str]]) -> int | None:
    """The unit whose name the first actor that names one is, or holds; None when none or several do.

    Parameters
    ----------
    actors:
        Who must act, as the letter says.
    units:
        Row id, full name and short name of each unit that may be given work.

    >>> units = [(1, "Công đoàn cơ sở May Phù Sa", "May Phù Sa"), (2, "Công đoàn cơ sở Gỗ Bách Lâm", "")]
    >>> named_unit(["Các đơn vị", "CĐCS May Phù Sa"], units), named_unit(["Công đoàn cơ sở"], units)
    (1, None)
    """
    known = [(pk, {_long(name), _long(short)} - {""}) for pk, name, short in units]
    for actor in actors:
        asked = _LEADING.sub("", _long(actor))
        meant = {pk for pk, names in known if asked in names} or _holding(asked, known)
        if len(meant) == 1:
            return meant.pop()
    return None


def _holding(asked: str, known: Iterable[tuple[int, set[str]]]) -> set[int]:
    """Units whose full name of several words stands inside what the letter says; the longest name wins."""
    found = [
        (len(name), pk)
        for pk, names in known
        for name in names
        if name.count(" ") >= 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", asked)
    ]
    longest = max(found, default=(0, 0))[0]
    return {pk for length, pk in found if length == longest}


def _long(name: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", fold(name)))
