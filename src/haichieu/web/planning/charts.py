"""The weeks before and ahead as SVG: filled bars for what is over, dashed frames for what may come.

No script, and the table beside it says the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from haichieu.web.shell.charts import NARROW, WIDE, ChartSize
from haichieu.web.shell.templatetags.viet import vn_date, vn_number

__all__ = ["NARROW", "WIDE", "WeekColumn", "weeks_chart"]

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 8, 24, 30
_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """One week: a count that is known, or the range that is expected."""

    first: date
    last: date
    low: int
    high: int
    #: expected number; None where the week is over and the count is known
    mean: float | None

    @property
    def label(self) -> str:
        """The number above the column.

        >>> WeekColumn(date(2026, 11, 16), date(2026, 11, 22), 2, 6, 3.7).label
        '2–6'
        """
        if self.low == self.high:
            return vn_number(self.high)
        return f"{vn_number(self.low)}–{vn_number(self.high)}"

    @property
    def words(self) -> str:
        """The column as a sentence, for who points at it."""
        days = f"{vn_date(self.first)} – {vn_date(self.last)}"
        if self.mean is None:
            return f"{days}: {vn_number(self.high)} bài tiêu cực"
        if self.low == self.high:
            return f"{days}: dự kiến {vn_number(self.high)} bài tiêu cực"
        return f"{days}: dự kiến từ {vn_number(self.low)} đến {vn_number(self.high)} bài tiêu cực"


def weeks_chart(columns: Sequence[WeekColumn], *, size: ChartSize = WIDE, title: str, ident: str) -> str:
    """Columns side by side; an empty string without any.

    >>> week = WeekColumn(date(2026, 11, 16), date(2026, 11, 22), 2, 6, 3.7)
    >>> "week-range" in weeks_chart([week], title="Một tuần", ident="a")
    True
    """
    if not columns:
        return ""
    step = _step(max(column.high for column in columns))
    top = step * 4
    parts = [
        f'<svg class="chart" role="img" viewBox="0 0 {size.width} {size.height}" aria-labelledby="{ident}-t">',
        f'<title id="{ident}-t">{escape(title)}</title>',
        *_grid(step, size),
        *(_column(column, n, len(columns), top, size) for n, column in enumerate(columns)),
        "</svg>",
    ]
    return "".join(parts)


def _step(highest: int) -> int:
    return next((step for step in _NICE if highest <= step * 4), highest // 4 + 1)


def _y(count: float, top: int, size: ChartSize) -> float:
    return round(_TOP + (size.height - _TOP - _BOTTOM) * (1 - count / top), 1)


def _grid(step: int, size: ChartSize) -> list[str]:
    lines = []
    for n in range(5):
        y = _y(n, 4, size)
        lines.append(f'<line class="chart-grid" x1="{_LEFT}" x2="{size.width - _RIGHT}" y1="{y}" y2="{y}"/>')
        lines.append(
            f'<text class="chart-text" x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{vn_number(step * n)}</text>'
        )
    return lines


def _column(column: WeekColumn, n: int, all_of_them: int, top: int, size: ChartSize) -> str:
    span = (size.width - _LEFT - _RIGHT) / all_of_them
    width = round(min(span * 0.62, 56), 1)
    middle = _LEFT + span * (n + 0.5)
    x, high, low = round(middle - width / 2, 1), _y(column.high, top, size), size.height - 8
    centre = round(middle, 1)
    return (
        f"<g><title>{escape(column.words)}</title>{_body(column, x, width, top, size)}"
        f'<text class="week-label" x="{centre}" y="{high - 6}" text-anchor="middle">{column.label}</text>'
        f'<text class="chart-text" x="{centre}" y="{low}" text-anchor="middle">{column.first:%d/%m}</text></g>'
    )


def _body(column: WeekColumn, x: float, width: float, top: int, size: ChartSize) -> str:
    low, high, floor = (_y(count, top, size) for count in (column.low, column.high, 0))
    if column.mean is None:
        return f'<rect class="week-over" x="{x}" y="{high}" width="{width}" height="{round(floor - high, 1)}" rx="2"/>'
    mean = _y(column.mean, top, size)
    height = max(round(low - high, 1), 2)
    return (
        f'<rect class="week-range" x="{x}" y="{high}" width="{width}" height="{height}" rx="2"/>'
        f'<line class="week-mean" x1="{x}" x2="{round(x + width, 1)}" y1="{mean}" y2="{mean}"/>'
    )
