"""The content mix: how the machine estimates the tones of what our channels published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from haichieu.posts.models import DailyMix

_COLUMNS = (
    "items",
    "reposts",
    "positive",
    "neutral",
    "negative",
    "negative_counted",
    "advisory",
    "p_negative",
)


@dataclass(frozen=True, slots=True)
class Mix:
    """Counts over a set of posts; every tone is the machine's estimate."""

    #: posts and reposts together
    items: int = 0
    reposts: int = 0
    positive: int = 0
    neutral: int = 0
    negative: int = 0
    #: negative and not advisory: what a limit is checked on
    negative_counted: int = 0
    advisory: int = 0
    #: expected number of negatives: the sum of their probabilities
    p_negative: float = 0.0

    @property
    def share(self) -> float | None:
        """Negative and not advisory, as a share of all; None without posts."""
        return self.negative_counted / self.items if self.items else None

    @property
    def share_with_advisories(self) -> float | None:
        """Negative, advisories included, as a share of all; None without posts."""
        return self.negative / self.items if self.items else None


@dataclass(frozen=True, slots=True)
class PeriodMix:
    """The mix of one stretch of days, both ends counted."""

    first: date
    last: date
    mix: Mix


def _days(channels: Collection[int], first: date, last: date) -> QuerySet[DailyMix]:
    return DailyMix.objects.filter(channel__in=channels, day__gte=first, day__lte=last).order_by()


def mix(*, channels: Collection[int], first: date, last: date) -> Mix:
    """The mix of these channels over a window, in one query over days (never over posts)."""
    row = _days(channels, first, last).aggregate(**{c: Sum(c, default=0) for c in _COLUMNS})
    return Mix(**row)


def mix_by_channel(*, channels: Collection[int], first: date, last: date) -> dict[int, Mix]:
    """The mix of each channel over a window; channels without posts are absent."""
    rows = _days(channels, first, last).values("channel").annotate(**{c: Sum(c) for c in _COLUMNS})
    return {row.pop("channel"): Mix(**row) for row in rows}


def mix_over_time(*, channels: Collection[int], first: date, last: date, days: int = 7) -> list[PeriodMix]:
    """The mix in consecutive stretches of ``days`` days from ``first`` on; empty stretches are kept."""
    totals: dict[int, dict[str, float]] = {}
    for row in _days(channels, first, last).values("day").annotate(**{c: Sum(c) for c in _COLUMNS}):
        stretch = totals.setdefault((row.pop("day") - first).days // days, dict.fromkeys(_COLUMNS, 0))
        for column, value in row.items():
            stretch[column] += value
    count = (last - first).days // days + 1
    starts = (first + timedelta(days=days * i) for i in range(count))
    return [
        PeriodMix(start, min(start + timedelta(days=days - 1), last), Mix(**totals.get(i, {})))
        for i, start in enumerate(starts)
    ]


def last_day(*, channels: Collection[int]) -> date | None:
    """The newest day on which any of these channels published."""
    return (
        DailyMix.objects.filter(channel__in=channels).order_by("-day").values_list("day", flat=True).first()
    )
