"""The stretch of days that a page looks back on."""

from dataclasses import dataclass
from datetime import date, timedelta

#: key in the address → (words, days looked back, days in one point of a chart)
CHOICES = {
    "30": ("30 ngày", 30, 3),
    "90": ("90 ngày", 90, 7),
    "182": ("6 tháng", 182, 7),
    "365": ("12 tháng", 365, 14),
}
USUAL = "90"


@dataclass(frozen=True, slots=True)
class Period:
    """Some days up to and with ``last``."""

    key: str
    words: str
    first: date
    last: date
    #: how many days one point of a chart covers
    step: int

    @classmethod
    def ending(cls, last: date, key: str = USUAL) -> "Period":
        """The period of this key that ends on ``last``; an unknown key means the usual one.

        >>> Period.ending(date(2026, 11, 20), "30").first
        datetime.date(2026, 10, 22)
        """
        key = key if key in CHOICES else USUAL
        words, days, step = CHOICES[key]
        return cls(key, words, last - timedelta(days=days - 1), last, step)
