"""Figures of a report: a value, what it counts, how it was counted, and where its records are."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from haichieu.layout.document import FigureLink

#: Keeps a number and its sign on one line.
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report that can be opened down to its records.

    >>> Figure("posts", 1234, "Tổng số tin, bài", "https://vi.example/tin-bai", "Đếm tin, bài trong kỳ").text
    '1.234'
    """

    #: Stable name in English, such as `obligations.overdue`.
    key: str
    #: A count, or a share between 0 and 1 as an exact fraction.
    value: int | Fraction
    #: What it counts, clear without the sentence around it.
    label: str
    #: Address of the records behind it.
    url: str
    #: How it was counted, one sentence.
    description: str

    @property
    def text(self) -> str:
        """The value as a Vietnamese office prints it."""
        return format_count(self.value) if isinstance(self.value, int) else format_share(self.value)

    @property
    def clerical(self) -> str:
        """The value inside a sentence: counts under 10 get a zero, as in official letters."""
        return clerical_count(self.value) if isinstance(self.value, int) else self.text

    def link(self, *, bold: bool = False) -> FigureLink:
        """The figure for a sentence."""
        return FigureLink(self.clerical, self.label, self.url, self.description, bold=bold)

    def cell(self, *, bold: bool = False) -> FigureLink:
        """The figure for a cell of a table."""
        return FigureLink(self.text, self.label, self.url, self.description, bold=bold)


def format_count(value: int) -> str:
    """A whole number with dots between thousands.

    >>> format_count(1234567), format_count(0)
    ('1.234.567', '0')
    """
    return f"{value:,}".replace(",", ".")


def clerical_count(value: int) -> str:
    """A count inside a sentence, with a zero before one digit as official letters write it.

    >>> clerical_count(3), clerical_count(0), clerical_count(1760)
    ('03', '0', '1.760')
    """
    return f"0{value}" if 0 < value < 10 else format_count(value)


def format_share(value: Fraction) -> str:
    """A share in per cent with one decimal, comma and no-break space; rounded half up from the exact fraction.

    >>> format_share(Fraction(139, 1000)).replace("\\u00a0", " "), format_share(Fraction(1, 2)).replace("\\u00a0", " ")
    ('13,9 %', '50 %')
    """
    exact = Decimal(100 * value.numerator) / Decimal(value.denominator)
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    words = f"{shown:.1f}".removesuffix(".0").replace(".", ",")
    return f"{words}{_NO_BREAK}%"


def share_of(part: Figure, whole: Figure, *, key: str, label: str) -> Figure | None:
    """The share of one count in another, or None where there is nothing to divide by.

    >>> part, whole = Figure("a", 1, "A", "/a", ""), Figure("b", 8, "B", "/b", "")
    >>> share_of(part, whole, key="c", label="Tỷ lệ").value
    Fraction(1, 8)
    """
    if not whole.value:
        return None
    how = f"Lấy “{part.label}” ({part.text}) chia cho “{whole.label}” ({whole.text})"
    return Figure(key, Fraction(part.value) / Fraction(whole.value), label, part.url, how)
