"""One key for a letter's number and symbol, however they were typed, cited or scanned.

Numbers restart every year in State and union offices (Nghị định 30/2020/NĐ-CP, Điều 15) and every term in Party
committees (Hướng dẫn 36-HD/VPTW), so that a key alone names no letter: date and issuer are compared beside it
(`haichieu.dispatches.rules.lineage.matching`).
"""

import re
import unicodedata
from dataclasses import dataclass

from haichieu.text.folding import fold_chars
from haichieu.text.patterns import late

_DIGIT_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "|": "1"})
_NUMBER = late(r"([0-9OIL|]*[0-9][0-9OIL|]*)([A-Z]?)")
#: Spaces, and the dot of the thousands: “1.245”.
_NO_DIGIT = late(r"\s+|(?<=\d)\.(?=\d{3}(?!\d))")
_YEAR_FIRST = late(r"^((?:19|20)[0-9O]{2}|2O[0-9O]{2})[-/_.\s]+(?=\w)")
_SEPARATORS = late(r"[^0-9A-Z]+")
_ZERO_AMONG_LETTERS = late(r"(?<![0-9])0(?=[A-Z])(?![A-Z]*[0-9])")
_SIGN = late(r"(?<![\w/])(\d[\dOoIl|]*[a-zA-Z]?)\s*[-–—/]\s*([^\W_]+(?:\s*[-–—/._]\s*[^\W_]+)*)")


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """Number and symbol without what may differ between two spellings of them."""

    #: without leading zeros: “7”, “88A”
    number: str
    #: letters and digits in capitals without marks: “UBNDVHTT”, “NDCP”
    code: str
    #: year written in the symbol (09/2017/NĐ-CP), else None
    year: int | None

    @property
    def index(self) -> str:
        """What letters are looked up by; the year is compared later, since many leave it out."""
        return f"{self.number}/{self.code}"


def document_key(number: str | None, symbol: str | None) -> DocumentKey | None:
    """The key of a number and a symbol; None where either is missing or says nothing.

    A công văn has no code of its kind in State and union style, so that a leading “CV” makes no difference.

    >>> document_key("07", "CT-TTg") == document_key("7", "CT/TTG")
    True
    >>> document_key("09", "2017/NĐ-CP")
    DocumentKey(number='9', code='NDCP', year=2017)
    >>> document_key("301", "CV-LĐLĐ").index, document_key("3O1", "LDLD").index
    ('301/LDLD', '301/LDLD')
    >>> document_key("1.245", "UBND-VX") == document_key("1245", "UBND-VX")
    True
    >>> document_key("", "LĐLĐ") is None
    True
    """
    plain = _NUMBER.fullmatch(_NO_DIGIT.sub("", _capitals(number or "")))
    if plain is None:
        return None
    digits = plain.group(1).translate(_DIGIT_LOOKALIKES).lstrip("0")
    code, year = _code(_capitals(symbol or ""))
    return DocumentKey(digits + plain.group(2), code, year) if digits and code else None


def parse_sign(text: str) -> DocumentKey | None:
    """The key of a sign as people type it: with or without “Số”, a kind before it, spaces around the slash.

    >>> signs = "301/LĐLĐ", "Số: 301 / LĐLĐ", "công văn số 301/LDLD", "301/ LÐLÐ"
    >>> {parse_sign(sign).index for sign in signs}
    {'301/LDLD'}
    >>> parse_sign("một công văn nào đó") is None
    True
    """
    keys = (document_key(found.group(1), found.group(2)) for found in _SIGN.finditer(text))
    return next((key for key in keys if key is not None), None)


def marks_differ(one: str | None, other: str | None) -> bool:
    """Whether two symbols that fold to one code are told apart by Đ: hợp đồng HĐ, hướng dẫn HD.

    Only symbols in which some Đ survived are trusted: a scanner loses them all.

    >>> marks_differ("HĐ-LĐLĐ", "HD-LĐLĐ"), marks_differ("HĐ-LĐLĐ", "HD-LDLD"), marks_differ("HĐ-UBND", "HD-UBND")
    (True, False, False)
    """
    codes = [_code(re.sub("[ĐÐ]", "9", _upper(symbol or "")))[0] for symbol in (one, other)]
    return all("9" in code for code in codes) and codes[0] != codes[1]


def _code(symbol: str) -> tuple[str, int | None]:
    year = _YEAR_FIRST.match(symbol)
    rest = symbol[year.end() :] if year else symbol
    parts = [part for part in _SEPARATORS.split(rest) if part]
    if len(parts) > 1 and parts[0] == "CV":
        parts = parts[1:]
    code = _ZERO_AMONG_LETTERS.sub("O", "".join(parts))
    # A symbol without any letter is a second number or a date, not a symbol.
    if not re.search(r"[A-Z]", code):
        return "", None
    return code, int(year.group(1).replace("O", "0")) if year else None


def _upper(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _capitals(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text).strip()
    return fold_chars(composed).upper()
