"""Whose eyes the machine's estimate is kept from while a run of labelling is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from haichieu.base.sets import numbers
from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Audit
from haichieu.posts.runs import frame_of


@dataclass(frozen=True, slots=True)
class OpenReading:
    """An open run of labelling: which it is, and what its list was asked to hold."""

    run: int
    #: the unit that froze its list
    unit: int
    title: str
    channels: frozenset[str]
    first: date
    last: date
    reposts: bool

    def holds(self, item: PublishedItem) -> bool:
        """Whether the list was asked to hold this post (``item.channel`` is looked at)."""
        return (
            self.first <= item.day <= self.last
            and item.channel.name in self.channels
            and (self.reposts or not item.repost)
        )

    def meets(self, first: date | None, last: date | None) -> bool:
        """Whether its days overlap a stretch of days, open on a side that is None."""
        return (last is None or self.first <= last) and (first is None or first <= self.last)

    @property
    def condition(self) -> Q:
        """The same as a condition on posts."""
        held = Q(day__gte=self.first, day__lte=self.last, channel__name__in=self.channels)
        return held if self.reposts else held & Q(repost=False)


@dataclass(frozen=True, slots=True)
class Blindness:
    """The open runs in which one person may read: the estimates of their posts are kept from that person."""

    readings: tuple[OpenReading, ...] = ()

    def within(self, units: Collection[int]) -> "Blindness":
        """Of these runs those on lists of these units."""
        return Blindness(tuple(reading for reading in self.readings if reading.unit in units))

    def over(self, item: PublishedItem) -> OpenReading | None:
        """The open run because of which the estimate of a post is not shown; None where it may be."""
        return next((reading for reading in self.readings if reading.holds(item)), None)

    def over_days(
        self, first: date | None, last: date | None, channels: Collection[str] | None = None
    ) -> OpenReading | None:
        """An open run whose list holds posts of a stretch of days, on any of these channels where they are named."""
        return next(
            (
                reading
                for reading in self.readings
                if reading.meets(first, last)
                and (channels is None or not reading.channels.isdisjoint(channels))
            ),
            None,
        )

    @property
    def condition(self) -> Q:
        """The posts whose estimates are not shown; those of no run where there is none."""
        found = Q(pk__in=())
        for reading in self.readings:
            found |= reading.condition
        return found


#: Of a person who reads in no open run.
NOT_BLIND = Blindness()


def blindness(*, units: Collection[int]) -> Blindness:
    """The open runs on lists of these units, in which the person may read, in one question.

    What was asked for tells which posts a list holds. Only lists of before that was kept are read themselves.
    """
    rows = (
        Audit.objects.filter(closed_at=None, frame__unit__one_of=numbers(units))
        .select_related("frame")
        .defer("frame__record", "certificate")
        .order_by("pk")
    )
    return Blindness(tuple(map(_reading, rows)))


def _reading(audit: Audit) -> OpenReading:
    frame = audit.frame
    asked = frame.filters or {}
    named = asked.get("channels") or {item.channel for item in frame_of(frame).items}
    return OpenReading(
        audit.run,
        frame.unit_id,
        frame.title,
        frozenset(named),
        frame.first_day,
        frame.last_day,
        asked.get("reposts", True),
    )
