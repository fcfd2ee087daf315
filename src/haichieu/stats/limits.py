"""A limit on a share, as letters state it: “dưới 15 %” (strict) or “không quá 15 %” (not strict)."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from haichieu.stats.errors import BadLimit

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|phần trăm)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_FRACTION = re.compile(r"(\d+)\s*/\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Limit:
    """An exact share that a count must stay below or must not exceed.

    Args:
        numerator, denominator: the share as whole numbers, 0 < numerator < denominator.
        strict: True for “dưới” (less than), False for “không quá” (at most).

    Raises:
        BadLimit: the share is not strictly between 0 and 1.

    >>> Limit(15, 100).most(1240), Limit(15, 100).most(1000), Limit(15, 100, strict=False).most(1000)
    (185, 149, 150)
    """

    numerator: int
    denominator: int
    strict: bool = True

    def __post_init__(self) -> None:
        if self.denominator <= 0 or not 0 < self.numerator < self.denominator:
            raise BadLimit("Giới hạn phải lớn hơn 0 % và nhỏ hơn 100 %, ví dụ 15%.")

    @classmethod
    def parse(cls, text: str, *, strict: bool = True) -> "Limit":
        """Read a limit written as a percentage, a bare number or a fraction.

        Args:
            text: “15%”, “12,5 %”, “3/20” or a bare number: above 1 a percentage (“15”), below 1 a share (“0,15”).
            strict: see the class.

        Raises:
            BadLimit: nothing of the kind, a bare 1, which may mean either, or not between 0 % and 100 %.

        >>> Limit.parse("12,5 %").share, Limit.parse("0,15") == Limit.parse("15") == Limit.parse("3/20")
        (Fraction(1, 8), True)
        """
        share = _read_share(text.strip())
        if share is None:
            raise BadLimit(
                f"Không hiểu giới hạn “{text.strip()[:40]}”: hãy viết như 15%, 15, 0,15 hoặc 3/20."
            )
        if not 0 < share < 1:
            raise BadLimit(f"Giới hạn “{text.strip()[:40]}” phải lớn hơn 0 % và nhỏ hơn 100 %.")
        return cls(share.numerator, share.denominator, strict)

    @property
    def share(self) -> Fraction:
        """The limit as an exact fraction."""
        return Fraction(self.numerator, self.denominator)

    def most(self, total: int) -> int:
        """Largest count among `total` that still keeps the limit.

        “Dưới” allows ⌈LN⌉−1 items, “không quá” allows ⌊LN⌋, in exact arithmetic.
        """
        bound = self.share * total
        return ceil(bound) - 1 if self.strict else floor(bound)

    def keeps(self, count: Fraction | int, total: int) -> bool:
        """Tell whether a (possibly fractional) count among `total` keeps the limit.

        >>> Limit(15, 100).keeps(15, 100), Limit(15, 100, strict=False).keeps(15, 100)
        (False, True)
        """
        bound = self.share * total
        return count < bound if self.strict else count <= bound

    def __str__(self) -> str:
        """The limit as a Vietnamese phrase.

        >>> print(Limit(15, 100), Limit(1, 8, strict=False), sep="; ")
        dưới 15 %; không quá 12,5 %
        """
        return f"{'dưới' if self.strict else 'không quá'} {self.spoken_share}"

    @property
    def spoken_share(self) -> str:
        """The bare share: a percentage where it has few decimals, else the fraction.

        >>> Limit(1, 8).spoken_share, Limit(1, 3).spoken_share
        ('12,5 %', '1/3')
        """
        share = self.share * 100
        if share.denominator not in (1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100):
            return str(self.share)
        return f"{float(share):g}".replace(".", ",") + " %"


def _read_share(text: str) -> Fraction | None:
    if match := _PERCENT.fullmatch(text):
        return Fraction(match[1].replace(",", ".")) / 100
    if _NUMBER.fullmatch(text):
        return _bare_share(Fraction(text.replace(",", ".")))
    if (match := _FRACTION.fullmatch(text)) and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    return None


def _bare_share(number: Fraction) -> Fraction:
    if number == 1:
        raise BadLimit("Giới hạn 1 là 1 % hay là tất cả? Hãy viết rõ, ví dụ 1%.")
    return number / 100 if number > 1 else number
