"""Charts drawn on the server as SVG: dataclasses in, markup out. No script, prints well, a table says the same.

The machine's estimate is a dashed grey line with hollow dots; what was certified is a solid blue band. The two never
look alike, and each is named in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from haichieu.web.shell.templatetags.viet import vn_date, vn_percent


@dataclass(frozen=True, slots=True)
class SharePoint:
    """The estimated share of one stretch of days."""

    first: date
    last: date
    #: between 0 and 1; None when nothing was published
    share: float | None


@dataclass(frozen=True, slots=True)
class CertifiedSpan:
    """A certified window: the interval that holds the share of its whole list of posts."""

    first: date
    last: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChartSize:
    """The drawing's own units; about one a CSS pixel where it is shown."""

    width: int
    height: int
    #: dates written below the axis
    ticks: int


WIDE = ChartSize(880, 280, 6)
NARROW = ChartSize(350, 240, 3)
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 14, 30


@dataclass(frozen=True, slots=True)
class _Axes:
    """From days and shares to places on the drawing."""

    first: date
    last: date
    top: float
    size: ChartSize

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        span = self.size.width - _LEFT - _RIGHT
        return round(_LEFT + span * (day - self.first).days / days, 1)

    def y(self, share: float) -> float:
        span = self.size.height - _TOP - _BOTTOM
        return round(_TOP + span * (1 - min(share, self.top) / self.top), 1)


def share_chart(
    points: Sequence[SharePoint],
    certified: Sequence[CertifiedSpan] = (),
    *,
    limit: float | None = None,
    size: ChartSize = WIDE,
    title: str,
    ident: str,
) -> str:
    """The share of negative posts over time against its limit.

    ``title`` is the finding in one sentence, ``ident`` makes the ids of this drawing unique on its page.
    An empty string when there is nothing to draw.

    >>> point = SharePoint(date(2026, 11, 2), date(2026, 11, 8), 0.1)
    >>> share_chart([point], title="Một tuần", ident="a").startswith('<svg class="chart" role="img"')
    True
    """
    days = [p.first for p in points] + [p.last for p in points] + [c.last for c in certified]
    if not days:
        return ""
    axes = _Axes(min(days), max(days), _round_up(points, certified, limit), size)
    parts = [
        f'<svg class="chart" role="img" viewBox="0 0 {size.width} {size.height}" aria-labelledby="{ident}-t">',
        f'<title id="{ident}-t">{escape(title)}</title>',
        *_grid(axes),
        *(_band(axes, span) for span in certified),
        *_estimate(axes, points),
        *_limit_line(axes, limit),
        "</svg>",
    ]
    return "".join(parts)


def _round_up(points: Sequence[SharePoint], spans: Sequence[CertifiedSpan], limit: float | None) -> float:
    shares = [p.share for p in points if p.share is not None] + [s.high for s in spans] + [limit or 0.0]
    highest = max(shares, default=0.0) * 1.12
    return next((step for step in (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8) if highest <= step), 1.0)


def _grid(axes: _Axes) -> list[str]:
    size = axes.size
    lines = []
    for fourth in range(5):
        share = axes.top * fourth / 4
        y = axes.y(share)
        lines.append(f'<line class="chart-grid" x1="{_LEFT}" x2="{size.width - _RIGHT}" y1="{y}" y2="{y}"/>')
        lines.append(
            f'<text class="chart-text" x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{vn_percent(share)}</text>'
        )
    span = axes.last - axes.first
    for i in range(size.ticks):
        day = axes.first + span * i / (size.ticks - 1)
        anchor = "start" if i == 0 else "end" if i == size.ticks - 1 else "middle"
        lines.append(
            f'<text class="chart-text" x="{axes.x(day)}" y="{size.height - 8}" text-anchor="{anchor}">'
            f"{day:%d/%m}</text>"
        )
    return lines


def _band(axes: _Axes, span: CertifiedSpan) -> str:
    x, y = axes.x(span.first), axes.y(span.high)
    width = max(round(axes.x(span.last) - x, 1), 4)
    height = max(round(axes.y(span.low) - y, 1), 3)
    words = (
        f"Đã chứng nhận {vn_date(span.first)} – {vn_date(span.last)}: "
        f"từ {vn_percent(span.low)} đến {vn_percent(span.high)}"
    )
    return (
        f'<g><title>{escape(words)}</title><rect class="chart-certified" x="{x}" y="{y}" width="{width}" '
        f'height="{height}" rx="3"/><line class="chart-certified-edge" x1="{x}" x2="{round(x + width, 1)}" '
        f'y1="{y}" y2="{y}"/></g>'
    )


def _limit_line(axes: _Axes, limit: float | None) -> list[str]:
    if limit is None:
        return []
    y, right = axes.y(limit), axes.size.width - _RIGHT
    return [
        f'<line class="chart-limit" x1="{_LEFT}" x2="{right}" y1="{y}" y2="{y}"/>',
        f'<text class="chart-limit-text" x="{right}" y="{y - 6}" text-anchor="end">Giới hạn {vn_percent(limit)}</text>',
    ]


def _estimate(axes: _Axes, points: Sequence[SharePoint]) -> list[str]:
    placed = [
        (axes.x(p.first + (p.last - p.first) / 2), axes.y(p.share), p, p.share)
        if p.share is not None
        else None
        for p in points
    ]
    lines = [
        f'<line class="chart-estimate" x1="{a[0]}" y1="{a[1]}" x2="{b[0]}" y2="{b[1]}"/>'
        for a, b in pairwise(placed)
        if a is not None and b is not None
    ]
    dots = [
        f'<circle class="chart-dot" cx="{x}" cy="{y}" r="3.6"><title>{vn_date(p.first)} – {vn_date(p.last)}: '
        f"máy ước lượng {vn_percent(share)}</title></circle>"
        for x, y, p, share in (place for place in placed if place is not None)
    ]
    return lines + dots


def share_bar(share: float | None, *, limit: float | None, ident: str, certified: bool = False) -> str:
    """A share as a bar on a rail, with the limit as a mark; the words beside it say the numbers.

    >>> 'chart-bar-over' in share_bar(0.2, limit=0.15, ident="a")
    True
    """
    if share is None:
        return ""
    full = max(0.2, (limit or 0.0) * 2, share)
    width, mark = round(200 * share / full, 1), round(200 * (limit or 0.0) / full, 1)
    kind = "chart-bar-certified" if certified else "chart-bar"
    over = " chart-bar-over" if limit is not None and share > limit else ""
    words = f"{vn_percent(share)}" + (f", giới hạn {vn_percent(limit)}" if limit is not None else "")
    tick = "" if limit is None else f'<line class="chart-mark" x1="{mark}" x2="{mark}" y1="0" y2="16"/>'
    return (
        f'<svg class="share-bar" role="img" viewBox="0 0 200 16" preserveAspectRatio="none" '
        f'aria-labelledby="{ident}-t">'
        f'<title id="{ident}-t">{escape(words)}</title><rect class="chart-rail" y="3" width="200" height="10" rx="3"/>'
        f'<rect class="{kind}{over}" y="3" width="{width}" height="10" rx="3"/>{tick}</svg>'
    )


def mix_bar(parts: Sequence[tuple[str, int]], *, title: str, ident: str) -> str:
    """Counts side by side on one bar; each part is (name of its look, count)."""
    total = sum(count for _, count in parts)
    if not total:
        return ""
    x, drawn = 0.0, []
    for look, count in parts:
        width = 400 * count / total
        drawn.append(
            f'<rect class="mix-{look}" x="{round(x, 1)}" width="{round(max(width - 1.5, 0), 1)}" height="18"/>'
        )
        x += width
    return (
        f'<svg class="mix-bar" role="img" viewBox="0 0 400 18" preserveAspectRatio="none" aria-labelledby="{ident}-t">'
        f'<title id="{ident}-t">{escape(title)}</title>{"".join(drawn)}</svg>'
    )


def progress_bar(done: float) -> str:
    """A calm bar, filled from the left; ``done`` is between 0 and 1.

    Hidden from screen readers: the sentence beside it says the same.
    """
    width = round(400 * min(max(done, 0.0), 1.0), 1)
    return (
        '<svg class="progress-bar-calm" viewBox="0 0 400 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="chart-rail" width="400" height="10" rx="5"/>'
        f'<rect class="progress-fill" width="{width}" height="10" rx="5"/></svg>'
    )
