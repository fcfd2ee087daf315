"""Report periods: a year, a half, a quarter, a month, and their Vietnamese names."""

import re
from dataclasses import dataclass
from enum import StrEnum

from haichieu.reports.rules.errors import UnknownPeriod

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0?[1-9]|1[0-2])))?", re.I
)
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


#: Months in a period of each kind.
MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """One report period.

    >>> Period.parse("2025-H2").label
    '6 tháng cuối năm 2025'
    >>> str(Period.parse("2025-Q4").following())
    '2026-Q1'
    """

    kind: PeriodKind
    year: int
    #: Place in its year, from 1; always 1 for a year.
    index: int = 1

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read “2025-H2”, “2025-Q3”, “2025-11” or “2025”. Raises `UnknownPeriod`."""
        match = _FORM.fullmatch(text.strip())
        if match is None or not 1900 <= int(match["year"]) <= 2999:
            raise UnknownPeriod(
                f"Không hiểu kỳ báo cáo “{text.strip()[:40]}”; hãy ghi năm (2025), nửa năm (2025-H1, 2025-H2), "
                "quý (2025-Q1 đến 2025-Q4) hoặc tháng (2025-01 đến 2025-12)."
            )
        year = int(match["year"])
        for kind in (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH):
            if match[kind.value]:
                return cls(kind, year, int(match[kind.value]))
        return cls(PeriodKind.YEAR, year)

    def __str__(self) -> str:
        """The form that `parse` reads."""
        letter = {PeriodKind.HALF: "-H", PeriodKind.QUARTER: "-Q", PeriodKind.MONTH: "-"}.get(self.kind)
        if letter is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}{letter}{self.index:{'02d' if self.kind is PeriodKind.MONTH else 'd'}}"

    @property
    def first_month(self) -> int:
        """Number of its first month in its year."""
        return (self.index - 1) * MONTHS[self.kind] + 1

    @property
    def last_month(self) -> int:
        """Number of its last month in its year."""
        return self.index * MONTHS[self.kind]

    @property
    def label(self) -> str:
        """Its name in a sentence, such as “quý III năm 2025”."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.index == 1 else 'cuối'} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMAN[self.index - 1]} năm {self.year}"
        return f"tháng {self.index} năm {self.year}"

    def following(self) -> "Period":
        """The next period of the same kind."""
        if self.index < 12 // MONTHS[self.kind]:
            return Period(self.kind, self.year, self.index + 1)
        return Period(self.kind, self.year + 1)

    def preceding(self) -> "Period":
        """The period of the same kind before this one."""
        if self.index > 1:
            return Period(self.kind, self.year, self.index - 1)
        return Period(self.kind, self.year - 1, 12 // MONTHS[self.kind])
