"""The weeks before and ahead: picture, finding and table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from django.utils.safestring import SafeString, mark_safe

from haichieu.posts.queries import Blindness, OpenReading, Week, weeks_around
from haichieu.units.models import Unit
from haichieu.web.channels.blindness import kept_words
from haichieu.web.planning.charts import NARROW, WIDE, WeekColumn, weeks_chart
from haichieu.web.shell.templatetags.viet import vn_number, vn_percent


def between(low: float, high: float) -> str:
    """A range of counts in words.

    >>> between(2.0, 6.0), between(3.0, 3.0)
    ('từ 2 đến 6', '3')
    """
    first, last = floor(low), ceil(high)
    return vn_number(last) if first == last else f"từ {vn_number(first)} đến {vn_number(last)}"


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week of the table."""

    week: Week
    is_now: bool
    #: the open run because of which the machine's count is kept from the person
    kept: OpenReading | None = None

    @property
    def posts(self) -> str:
        """How many posts: counted, or expected with the range."""
        ahead = self.week.outlook
        if ahead is None:
            return vn_number(self.week.mix.items)
        return f"khoảng {vn_number(round(ahead.posts.mean))} ({between(ahead.posts.low, ahead.posts.high)})"

    @property
    def counted(self) -> str:
        """How many negative ones."""
        if self.kept:
            return "đang giấu"
        ahead = self.week.outlook
        if ahead is None:
            return vn_number(self.week.mix.negative_counted)
        return f"khoảng {vn_number(round(ahead.counted.mean))} ({between(ahead.counted.low, ahead.counted.high)})"

    @property
    def share(self) -> str:
        """The one by the other."""
        if self.kept:
            return "đang giấu"
        ahead = self.week.outlook
        if ahead is None:
            return vn_percent(self.week.mix.share)
        return f"{vn_percent(ahead.share.mean)} (từ {vn_percent(ahead.share.low)} đến {vn_percent(ahead.share.high)})"

    @property
    def column(self) -> WeekColumn:
        """The week in the picture."""
        ahead, done = self.week.outlook, self.week.mix.negative_counted
        if ahead is None:
            return WeekColumn(self.week.first, self.week.last, done, done, None)
        low, high = floor(ahead.counted.low), ceil(ahead.counted.high)
        return WeekColumn(self.week.first, self.week.last, low, high, ahead.counted.mean)


@dataclass(frozen=True, slots=True)
class WeeksFigure:
    """Three weeks that are over, this one and four more."""

    rows: tuple[WeekRow, ...]

    @property
    def kept(self) -> OpenReading | None:
        """The open run because of which the count of some week is kept from the person."""
        return next((row.kept for row in self.rows if row.kept), None)

    @property
    def columns(self) -> tuple[WeekColumn, ...]:
        """The weeks of the picture."""
        return tuple(row.column for row in self.rows if not row.kept)

    @property
    def finding(self) -> str:
        """One sentence: what this week and the four after it will probably bring."""
        if self.kept:
            return kept_words(self.kept)
        ahead = [row.week.outlook for row in self.rows if row.week.outlook is not None]
        posts, counted = sum(a.posts.mean for a in ahead), sum(a.counted.mean for a in ahead)
        return (
            f"Tuần này và {len(ahead) - 1} tuần sau: khoảng {vn_number(round(posts))} bài, "
            f"trong đó khoảng {vn_number(round(counted))} bài tiêu cực."
        )

    @property
    def wide(self) -> SafeString:
        """The picture for a screen."""
        return mark_safe(weeks_chart(self.columns, size=WIDE, title=self.finding, ident="tuan-rong"))

    @property
    def narrow(self) -> SafeString:
        """The picture for a phone."""
        return mark_safe(weeks_chart(self.columns, size=NARROW, title=self.finding, ident="tuan-hep"))


def weeks_figure(unit: Unit, channels: Mapping[int, str], *, today: date, blind: Blindness) -> WeeksFigure:
    """The weeks around a day on these channels, by their keys and names, of a unit and of those below it."""
    weeks = weeks_around(unit=unit, channels=channels, today=today)
    return WeeksFigure(
        tuple(
            WeekRow(
                week,
                week.first <= today <= week.last,
                blind.over_days(week.first, week.last, channels.values()),
            )
            for week in weeks
        )
    )
