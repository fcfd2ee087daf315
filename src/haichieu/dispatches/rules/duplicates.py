"""Whether two received files are one letter: by mail, as a photo, from the e-office. Offered, never decided."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from haichieu.dispatches.rules.lineage.issuers import Agreement, compare_issuers
from haichieu.dispatches.rules.lineage.keys import document_key, marks_differ
from haichieu.dispatches.rules.lineage.matching import Described
from haichieu.text.folding import fold
from haichieu.text.patterns import late

#: Syllables of one shingle; a scanner's slip spoils three of them.
SHINGLE = 3
#: A letter's first pages are enough to compare.
MOST_LETTERS = 20_000
#: Texts from this share of common shingles on are one letter when number or date agree.
#: Measured on the letters of the training data: two different ones share at most 0.24, copies in which 3 % of the
#: letters are wrong and every twentieth line is lost 0.28 to 0.6.
NEAR = 0.35
_SYLLABLE = late(r"[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Received:
    """What is compared of one received letter."""

    letter: Described
    text: str
    #: whether the number was read without doubt
    number_sure: bool = True


@dataclass(frozen=True, slots=True)
class Sameness:
    """Why two letters are offered as one."""

    #: Vietnamese phrases
    reasons: tuple[str, ...]
    #: share of common shingles, 0 to 1
    similarity: float


def sameness(one: Received, other: Received) -> Sameness | None:
    """Why two letters of one unit may be one, or None.

    Either number, symbol and day agree and the issuers do not differ; or the texts are near the same and the number
    or the date agrees. Letters with different numbers, both read without doubt, are two letters even when their words
    are the same: invitations are sent so.

    >>> body = "Đề nghị các công đoàn cơ sở gửi danh sách kênh về Văn phòng trước ngày 30 tháng 11 năm 2026."
    >>> clean = Received(Described("512", "LĐLĐ", "2026-11-05", "LĐLĐ tỉnh"), body)
    >>> photo = Received(Described(None, "LDLD", "2026-11-05", None), body.replace("kênh", "kenh"))
    >>> sameness(clean, photo).reasons
    ('cùng ngày', 'nội dung gần như nhau')
    """
    numbers = _compare_numbers(one, other)
    if numbers is False or _are_apart(one.letter, other.letter, same_number=bool(numbers)):
        return None
    same_day = bool(one.letter.date) and one.letter.date == other.letter.date
    similarity = jaccard(shingles(one.text), shingles(other.text))
    near = similarity >= NEAR
    if not near and not (numbers and same_day):
        return None
    reasons = (
        "cùng số, ký hiệu" if numbers else "",
        "cùng ngày" if same_day else "",
        "nội dung gần như nhau" if near else "",
    )
    return Sameness(tuple(filter(None, reasons)), round(similarity, 3))


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of three neighbouring syllables, without marks and case.

    >>> sorted(shingles("Kính gửi: các đơn vị"))
    [('cac', 'don', 'vi'), ('gui', 'cac', 'don'), ('kinh', 'gui', 'cac')]
    """
    syllables = _SYLLABLE.findall(fold(text[:MOST_LETTERS]))
    return frozenset(zip(*(islice(syllables, start, None) for start in range(SHINGLE)), strict=False))


def jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Common elements among all; 0 for two empty sets (Jaccard 1912).

    >>> jaccard(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _compare_numbers(one: Received, other: Received) -> bool | None:
    """True for one key, False for two that were read without doubt, None when nothing can be said."""
    keys = [document_key(each.letter.number, each.letter.symbol) for each in (one, other)]
    if keys[0] is None or keys[1] is None:
        return None
    if keys[0].index == keys[1].index and not marks_differ(one.letter.symbol, other.letter.symbol):
        return True
    return False if one.number_sure and other.number_sure else None


def _are_apart(one: Described, other: Described, *, same_number: bool) -> bool:
    """Whether issuer or date tell two letters apart; beside the same number a day may be misread, a year may not."""
    if compare_issuers(one.issuer, other.issuer) is Agreement.DIFFERENT:
        return True
    shared = min(len(one.date or ""), len(other.date or ""), 4 if same_number else 10)
    return (one.date or "")[:shared] != (other.date or "")[:shared]
