"""Lists of posts, fixed and hashed before any seed exists."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.channels.models import Channel, PublishedItem
from haichieu.channels.rules import PostRow
from haichieu.posts.errors import EmptyFrame, PostsError
from haichieu.posts.models import FrozenFrame, ToneReading
from haichieu.posts.queries import PERSON, posts
from haichieu.posts.rules import Frame
from haichieu.posts.rules.beacons import Beacon, name_round
from haichieu.posts.rules.filters import Filters
from haichieu.stats.limits import Limit
from haichieu.text.dates import format_date
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, tree

#: What is left of a flagged post's score where a reading tells the flag alone and not its chance.
FLAGGED_PART = 0.3


@transaction.atomic
def freeze_frame(
    *,
    by: Person,
    unit: Unit,
    channels: Sequence[Channel],
    first: date,
    last: date,
    limit: Limit,
    at: datetime,
    alpha: float = 0.05,
    reposts: bool = True,
    beacon: bool = False,
) -> FrozenFrame:
    """Fix and hash the posts of these channels in a window, before any seed exists.

    What was asked for (channels, days, posts passed on from others in or out) is part of the list and of its hash.
    With ``beacon`` the list names a round of a public source of chance that is still to come, and only that round may
    give the seed. The same list frozen again is the same frame. Raises :class:`EmptyFrame` when there is nothing to
    certify.
    """
    require(by, "freeze_frame", unit.pk, on=localdate(at))
    below = tree(on=localdate(at)).below(unit.pk)
    if any(channel.unit_id not in below for channel in channels):
        raise PostsError("Chỉ chốt được bài của các kênh thuộc đơn vị này và cấp dưới.")
    filters = Filters(
        tuple(sorted(channel.name for channel in channels)), first.isoformat(), last.isoformat(), reposts
    )
    frame = _frame(channels, filters, limit, alpha, name_round(at) if beacon else None)
    row = FrozenFrame.objects.filter(unit=unit, frame_hash=frame.frame_hash).first()
    if row is not None:
        return row
    row = FrozenFrame.objects.create(
        unit=unit,
        title=f"{limit}, {format_date(first)} – {format_date(last)}",
        first_day=first,
        last_day=last,
        size=len(frame.items),
        frame_hash=frame.frame_hash,
        record=frame.to_dict(),
        filters=filters.to_dict(),
        beacon_round=frame.beacon.round if frame.beacon else None,
        frozen_by=actor_ref(by),
        frozen_at=at,
    )
    after = {
        "frame_hash": frame.frame_hash,
        "posts": row.size,
        "limit": str(limit),
        "filters": row.filters,
        "beacon_round": row.beacon_round,
    }
    record(by=actor_ref(by), verb="freeze_frame", kind="frame", ref=str(row.pk), after=after, at=at)
    return row


def _frame(
    channels: Sequence[Channel], filters: Filters, limit: Limit, alpha: float, beacon: Beacon | None
) -> Frame:
    first, last = date.fromisoformat(filters.first), date.fromisoformat(filters.last)
    asked = posts(channels=[c.pk for c in channels], first=first, last=last).select_related("channel__unit")
    found = list(asked if filters.reposts else asked.filter(repost=False))
    if not found:
        raise EmptyFrame(EmptyFrame.__doc__)
    readings = ToneReading.objects.in_bulk([item.pk for item in found])
    unread = sum(item.pk not in readings for item in found)
    if unread:
        raise PostsError(
            f"Còn {unread} bài máy chưa đọc sắc thái; hãy nạp lại các bài đó rồi chốt danh sách."
        )
    models = sorted({reading.model for reading in readings.values()} - {PERSON})
    return Frame.freeze(
        [_row(item) for item in found],
        [_score(readings[item.pk]) for item in found],
        limit=limit,
        alpha=alpha,
        model=", ".join(models) or PERSON,
        filters=filters,
        beacon=beacon,
    )


def _row(item: PublishedItem) -> PostRow:
    return PostRow(
        id=str(item.pk),
        title=item.title,
        lead=item.lead,
        channel=item.channel.name,
        unit=item.channel.unit.code,
        published=item.day.isoformat(),
        repost=item.repost,
        extra={},
    )


def _score(reading: ToneReading) -> float:
    """The belief that a post is negative and no advisory; any score keeps the audit valid, a better one is cheaper."""
    if 0 < reading.p_advisory < 1:
        return reading.p_negative * (1 - reading.p_advisory)
    return reading.p_negative * (FLAGGED_PART if reading.advisory else 1.0)
