"""Which bodies of a letterhead issue a joint letter, as its symbol names them: “…/KHLT-LĐLĐ-SYT”."""

import re
from collections.abc import Sequence

from haichieu.text.folding import fold
from haichieu.text.patterns import late

_SEPARATOR = late(r"[-–/\s]+")
#: Codes of joint documents: liên tịch, liên ngành, phối hợp behind the code of the kind.
_JOINT = late(r"(?:tt|nq|ctr?|kh|hd|tb|qc|qd|bc|cv|ttr|cd|tl|dl)(?:lt|ln|ph)")
#: As `_JOINT`, where one body alone never issues such a document.
_OF_SEVERAL = late(r"\w+(?:lt|ln)")
_KIND = late(r"(?:tt|nq|ctr?|kh|hd|tb|qc|qd|bc|cv|ttr|cd|tl|dl)")
#: Words of names that are abbreviations themselves.
_SHORT = frozenset(
    {
        *("ubnd", "hdnd", "mttq", "ldld", "cdcs", "tncs", "lhpn", "hpn", "hnd", "ccb", "bch", "btv", "bhxh"),
        *("gddt", "ldtbxh", "vhttdl", "vhxh", "khcn", "nnmt", "cand", "tw"),
    }
)
_FEWEST_LETTERS = 2


def is_joint_symbol(symbol: str | None) -> bool:
    """Whether the symbol is that of a letter of several bodies.

    >>> [is_joint_symbol(symbol) for symbol in ("KHLT-LĐLĐ-SYT", "CTrPH/LĐLĐ-HND", "KH-LĐLĐ", None)]
    [True, True, False, False]
    """
    return any(_JOINT.fullmatch(part) for part in _parts(symbol))


def may_name_several(symbol: str | None) -> bool:
    """Whether a symbol has room for two bodies, or is that of a document that several issue.

    >>> [may_name_several(symbol) for symbol in ("KHLT-LĐLĐ-SYT", "KHLT", "KH-SYT", None)]
    [True, True, False, False]
    """
    parts = _parts(symbol)
    bodies = _bodies(parts)
    return len(bodies) >= 2 or (not bodies and any(_JOINT.fullmatch(part) for part in parts))


def _bodies(parts: Sequence[str]) -> list[str]:
    return [part for part in parts if len(part) >= _FEWEST_LETTERS and not _is_code(part)]


def bodies_named(names: Sequence[str], symbol: str | None) -> tuple[int, ...]:
    """Positions of the bodies of a letterhead whose initials stand in the symbol; empty unless at least two do.

    The body above an issuer does not stand in the symbol; where the lowest body does not, nothing is certain.

    >>> bodies_named(["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "LĐLĐ TỈNH HÀ SƠN", "SỞ Y TẾ"], "KHLT-LĐLĐ-SYT")
    (1, 2)
    >>> bodies_named(["UBND TỈNH HÀ SƠN", "SỞ Y TẾ"], "KH-SYT")
    ()
    """
    parts = _parts(symbol)
    bodies = _bodies(parts)
    initials = [_initials(name) for name in names]
    found = {place for part in bodies if (place := _bearer(part, initials)) is not None}
    if len(found) >= 2 and max(found) == len(names) - 1:
        return tuple(sorted(found))
    several = any(_JOINT.fullmatch(part) and _OF_SEVERAL.fullmatch(part) for part in parts)
    # A joint letter of two bodies that stand above nobody: the symbol need not repeat who they are.
    return (0, 1) if several and len(names) == 2 and not bodies else ()


def _parts(symbol: str | None) -> list[str]:
    return [part for part in _SEPARATOR.split(fold(symbol or "")) if part]


def _is_code(part: str) -> bool:
    return bool(_JOINT.fullmatch(part) or _KIND.fullmatch(part)) or part.isdigit()


def _initials(name: str) -> str:
    words = re.findall(r"\w+", fold(name))
    return "".join(word if word in _SHORT else word[0] for word in words)


def _bearer(part: str, initials: Sequence[str]) -> int | None:
    """The lowest body with these initials, one that begins with them before one that only holds them."""
    fits = [place for place, each in enumerate(initials) if _stands_in(part, each)]
    begins = [place for place in fits if initials[place][0] == part[0]]
    return max(begins or fits, default=None)


def _stands_in(part: str, initials: str) -> bool:
    letters = iter(initials)
    return all(letter in letters for letter in part)
