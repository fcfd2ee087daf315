"""Whether the machine's estimates can be believed, and what the looks at it rest on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from haichieu.channels.models import Channel, PublishedItem
from haichieu.posts.models import Audit, DailyMix, Doubt, DriftReading
from haichieu.stats.intervals import Interval

#: Different windows asked for in one query.
_AT_ONCE = 100


def standing_doubts(*, channels: Collection[int], first: date, last: date) -> list[DriftReading]:
    """Doubts about the estimates of these channels in a stretch of days: the newest look at each that overlaps it.

    A later look without doubt ends an earlier one. Windows with too few posts raise none.
    """
    looks = DriftReading.objects.filter(
        channel=OuterRef("pk"), first_day__lte=last, last_day__gte=first
    ).order_by("-last_day", "-at", "-pk")
    newest = Channel.objects.filter(pk__in=channels).values_list(Subquery(looks.values("pk")[:1]), flat=True)
    found = DriftReading.objects.filter(
        pk__in=[pk for pk in newest.order_by() if pk], doubt__in=(Doubt.SHAPE, Doubt.AUDIT)
    )
    return list(found.select_related("channel").order_by("channel__name"))


def drift_readings(*, channels: Collection[int]) -> QuerySet[DriftReading]:
    """Every look at these channels, newest first."""
    return (
        DriftReading.objects.filter(channel__in=channels)
        .select_related("channel")
        .order_by("-last_day", "-at", "-pk")
    )


def newest_days(*, channels: Collection[int], until: date) -> dict[int, date]:
    """The newest day up to ``until`` on which each of these channels published; silent channels are absent."""
    rows = DailyMix.objects.filter(channel__in=channels, day__lte=until).order_by()
    return dict(rows.values_list("channel").annotate(newest=Max("day")))


def window_posts(windows: Mapping[int, tuple[date, date]]) -> dict[int, list[tuple[str, str]]]:
    """Title and lead of every post of each channel's window, in a few queries however many channels there are."""
    texts: dict[int, list[tuple[str, str]]] = {channel: [] for channel in windows}
    ends: dict[tuple[date, date], list[int]] = {}
    for channel, window in windows.items():
        ends.setdefault(window, []).append(channel)
    asked_for = list(ends.items())
    for start in range(0, len(asked_for), _AT_ONCE):
        some = asked_for[start : start + _AT_ONCE]
        asked = (Q(channel__in=channels, day__gte=first, day__lte=last) for (first, last), channels in some)
        rows = PublishedItem.objects.filter(reduce(or_, asked)).order_by("channel", "pk")
        for channel, title, lead in rows.values_list("channel", "title", "lead").iterator():
            texts[channel].append((title, lead))
    return texts


def certified_bounds(*, channels: Sequence[Channel]) -> dict[int, list[tuple[date, date, Interval]]]:
    """First day, last day and certified interval of every closed run on one channel alone, oldest first."""
    named = {channel.name: channel.pk for channel in channels}
    rows = (
        Audit.objects.exclude(closed_at=None)
        .order_by("closed_at", "pk")
        .values_list(
            "frame__first_day",
            "frame__last_day",
            "certificate__channels",
            "certificate__shares__counted__interval",
            "certificate__alpha",
        )
    )
    found: dict[int, list[tuple[date, date, Interval]]] = {}
    for first, last, covered, interval, alpha in rows:
        if covered and len(covered) == 1 and covered[0] in named and interval:
            bounds = Interval(float(interval[0]), float(interval[1]), float(alpha), anytime=True)
            found.setdefault(named[covered[0]], []).append((first, last, bounds))
    return found
