"""How much: “15%”, “15 phần trăm”, “một phần mười”, “1/3”, “một nửa”, “02 tin”."""

import re
from dataclasses import dataclass
from fractions import Fraction

from haichieu.text.numbers import NUMBER_WORD, count
from haichieu.text.patterns import late

#: “một phần ba”, “2 phần 3”: what stands under the line.
_UNDER = r"(?:trăm|nghìn|ngàn|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|10|[2-9])"
_DIGITS = r"[lO]?\d[\dlO]*(?:[.,][\dlO]+)*"
#: A share of a whole that is not written with “%”: “15 phần trăm”, “một phần mười”, “1/3” before a name, “một nửa”.
PART = (
    rf"(?:(?:{_DIGITS}|{NUMBER_WORD})\s+phần\s+{_UNDER}(?!\w)"
    r"|\d{1,2}/\d{1,3}(?![\d/.])(?=\s+[^\W\d_])|(?:một\s+)?nửa(?!\w)(?!\s+(?:đầu|cuối|tháng|năm)))"
)
_PART = late(
    rf"(?:(?P<over>{_DIGITS}|{NUMBER_WORD})\s+phần\s+(?P<under>{_UNDER})(?!\w)"
    r"|(?P<upper>\d{1,2})/(?P<lower>\d{1,3})(?![\d/.])|(?P<half>(?:một\s+)?nửa(?!\w)))",
    re.IGNORECASE,
)
_FIGURES = late(_DIGITS)
_WORD = late(rf"(?<!\w){NUMBER_WORD}(?!\w)", re.IGNORECASE)
_UNDERS = {"trăm": 100, "nghìn": 1000, "ngàn": 1000}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what follows it."""

    #: With a point as decimal mark; percent where it is a share, “1/3” where no decimal number says it exactly.
    value: str
    #: The share of a whole; None for a count.
    share: Fraction | None
    #: The words after it.
    rest: str


def read_amount(words: str) -> Amount | None:
    """The first number of a phrase; None where none stands in it.

    >>> read_amount("không quá một phần mười tổng số tin, bài")
    Amount(value='10', share=Fraction(1, 10), rest=' tổng số tin, bài')
    >>> read_amount("dưới 12,5% số bài").value, read_amount("tối đa 1/3 số bài").value, read_amount("quá 1.500 tin")
    ('12.5', '1/3', Amount(value='1500', share=None, rest=' tin'))
    """
    part = _PART.search(words)
    if part is not None:
        share = _share(part)
        return None if share is None else Amount(_percent(share), share, words[part.end() :])
    # “Không để một đơn vị nào quá 5 vụ”: figures before words.
    number = _FIGURES.search(words) or _WORD.search(words)
    if number is None:
        return None
    value, rest = _plain(number.group(0)), words[number.end() :]
    if not rest.lstrip().startswith("%"):
        return Amount(value, None, rest)
    return Amount(value, Fraction(value) / 100, rest.lstrip()[1:])


def _share(part: re.Match[str]) -> Fraction | None:
    if part.group("half"):
        return Fraction(1, 2)
    if part.group("upper"):
        over, under = Fraction(part.group("upper")), int(part.group("lower"))
    else:
        over = Fraction(_plain(part.group("over")))
        under = _UNDERS.get(part.group("under").lower()) or count(part.group("under")) or 0
    return over / under if under else None


def _percent(share: Fraction) -> str:
    percent = share * 100
    hundredths = percent * 100
    if hundredths.denominator != 1:
        return str(share)
    return f"{float(percent):g}" if percent.denominator != 1 else str(percent)


def _plain(number: str) -> str:
    """“1.500” and “4,5” as a machine writes them; number words as digits."""
    if not any(char.isdigit() for char in number):
        return str(count(number) or 0)
    digits = number.replace("l", "1").replace("O", "0")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    whole, _, part = digits.replace(",", ".").partition(".")
    part = part.replace(".", "")
    return f"{int(whole)}.{part}" if part else str(int(whole))
