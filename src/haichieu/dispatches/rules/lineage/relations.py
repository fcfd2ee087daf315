"""What a letter does to a document that it cites, in words; and whether it only passes the same work on."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from haichieu.dispatches.rules.lineage.matching import Described
from haichieu.text.folding import fold
from haichieu.text.patterns import late

#: role of a citation → (said of the letter that cites, said of the document that is cited)
ROLE_WORDS: dict[str, tuple[str, str]] = {
    "replaces": ("thay thế", "được thay thế bởi"),
    "amends": ("sửa đổi, bổ sung", "được sửa đổi, bổ sung bởi"),
    "answers": ("trả lời", "được trả lời bởi"),
    "carries_out": ("thực hiện", "được thực hiện bởi"),
    "basis": ("căn cứ", "là căn cứ của"),
    "annex": ("kèm theo", "được gửi kèm"),
    "other": ("có nhắc đến", "được nhắc đến trong"),
}
RELAY_WORDS = ("triển khai lại nội dung của", "được triển khai lại bởi")
#: Laws and their decrees and circulars: an office cites them without being sent them.
_LAWS = frozenset(
    fold(kind)
    for kind in (
        "luật", "bộ luật", "pháp lệnh", "hiến pháp", "nghị định", "thông tư", "thông tư liên tịch", "lệnh", "điều lệ",
        "văn bản hợp nhất",
    )
)  # fmt: skip
_LAW_CODE = late(r"(?i)^(?:19|20)\d\d\s*/\s*(?:qh\d|nd-cp|qd-ttg|ubtvqh|tt)")
#: From this share of the shorter subject on, two letters are about the same work.
_SAME_WORK = 0.6
_SYLLABLE = late(r"[0-9a-z]+")
_LEADING = late(r"^(?:[\W_]*(?:v/v|ve viec|ve|viec)\b)*[\W_]*")


def role_words(role: str, *, relays: bool = False, upwards: bool = True) -> str:
    """The relation as a phrase between two letters, read upwards (what the citing letter does) or downwards.

    >>> role_words("carries_out"), role_words("replaces", upwards=False), role_words("basis", relays=True)
    ('thực hiện', 'được thay thế bởi', 'triển khai lại nội dung của')
    """
    if relays and role not in ("replaces", "amends", "answers"):
        return RELAY_WORDS[0 if upwards else 1]
    return ROLE_WORDS.get(role, ROLE_WORDS["other"])[0 if upwards else 1]


def is_law(kind: str | None, symbol: str | None) -> bool:
    """Whether a cited document is a law, decree or circular.

    >>> is_law("nghị định", "2017/NĐ-CP"), is_law("quyết định", "2025/QĐ-TTg"), is_law("công văn", "LĐLĐ")
    (True, True, False)
    """
    return fold(kind or "") in _LAWS or bool(_LAW_CODE.match(fold(symbol or "")))


def described(values: Mapping[str, Any]) -> Described:
    """Number, symbol, date, issuer and kind of a reading or of one of its citations.

    >>> described({"number": "5", "symbol": "TB-UBND", "date": None}).number
    '5'
    """
    return Described(*(values.get(key) or None for key in ("number", "symbol", "date", "issuer", "kind")))


def passes_on(subject: str, upper_subject: str) -> bool:
    """Whether a letter's subject repeats that of the letter above it: the same work passed on.

    Compared by pairs of neighbouring syllables, without marks; subjects of fewer than five syllables say too little.

    >>> passes_on("V/v tuyên truyền tháng công nhân năm 2026", "Về việc tuyên truyền Tháng Công nhân năm 2026, AT")
    True
    >>> passes_on("V/v báo cáo", "V/v báo cáo")
    False
    """
    own, upper = _pairs(subject), _pairs(upper_subject)
    smaller = min(len(own), len(upper))
    return smaller >= 4 and len(own & upper) / smaller >= _SAME_WORK


def quoted_subject(text: str, citation: str, reach: int = 400) -> str:
    """What the letter says the cited document is about: the words after the citation, to the end of the clause.

    >>> letter = "Thực hiện Công văn số 3/LĐLĐ của LĐLĐ tỉnh về tổ chức hội thi ảnh; đề nghị các đơn vị gửi bài."
    >>> quoted_subject(letter, "Công văn số 3/LĐLĐ của LĐLĐ tỉnh")
    'về tổ chức hội thi ảnh'
    """
    at = text.find(citation) if citation else -1
    if at < 0:
        return ""
    after = text[at + len(citation) :][:reach].lstrip(" ,\n")
    if not re.match(r"(?i)[“\"'‘]?\s*(?:về|v/v)\b", after):
        return ""
    return re.split(r"[;.”\"]|\n\s*\n", after.lstrip("“\"'‘ "), maxsplit=1)[0].strip()


@lru_cache(maxsize=1024)
def _pairs(subject: str) -> frozenset[tuple[str, str]]:
    syllables = _SYLLABLE.findall(_LEADING.sub("", fold(subject)))
    return frozenset(pairwise(syllables))
