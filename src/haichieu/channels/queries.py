"""Every question about channels and the items they published."""

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from haichieu.channels.errors import NotOurs
from haichieu.channels.models import Channel, Import, PublishedItem
from haichieu.text.folding import fold


def channels(*, units: Collection[int]) -> QuerySet[Channel]:
    """Own channels of these units, by name."""
    return Channel.objects.filter(unit__one_of=units).select_related("unit").order_by("name")


def channel_named(name: str) -> Channel:
    """The declared channel of this name; :class:`NotOurs` when nobody has declared it."""
    channel = Channel.objects.filter(name=name).select_related("unit").first()
    if channel is None:
        raise NotOurs(
            f"Chưa có kênh “{name}”: hãy khai báo kênh (haichieu channels declare) cùng căn cứ đó là kênh của đơn vị."
        )
    return channel


def items(
    *, channels: Collection[int], first: date | None = None, last: date | None = None, search: str = ""
) -> QuerySet[PublishedItem]:
    """Items of these channels in a window of days, both ends counted; newest first; ``search`` ignores diacritics."""
    found = PublishedItem.objects.filter(channel__in=channels).order_by("-published_at", "-id")
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    if first is not None:
        found = found.filter(day__gte=first)
    return found.filter(day__lte=last) if last is not None else found


def last_item_days(*, channels: Collection[int]) -> dict[int, date]:
    """For each channel the day of its newest item: a silent channel shows."""
    # One step into the index for each channel; a maximum over groups would read every item.
    newest = PublishedItem.objects.filter(channel=OuterRef("pk")).order_by("-day").values("day")[:1]
    rows = Channel.objects.filter(pk__in=channels).order_by().values_list("pk", Subquery(newest))
    return {pk: day for pk, day in rows if day is not None}


def imports(*, channel: Channel) -> QuerySet[Import]:
    """What was taken in for a channel, newest first."""
    return channel.imports.prefetch_related("set_aside").order_by("-at", "-id")
