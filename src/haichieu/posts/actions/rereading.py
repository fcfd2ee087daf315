"""Posts and drafts read again, after the model or what labels taught has changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.channels.models import Channel
from haichieu.posts.actions.reading import BATCH, count_days, read_words, store_readings
from haichieu.posts.models import PlannedPost, ToneCalibration
from haichieu.posts.queries import (
    calibrations_in_force,
    correction_of,
    items_to_read,
    open_drafts,
    reading_version,
)
from haichieu.posts.rules import ToneModel
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, units_open_to

#: Estimates of a draft that differ by less are the same; posts read together may differ in the last digits.
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Reread:
    """What was read again.

    Attributes:
        posts: posts whose reading was replaced.
        drafts: drafts whose estimate changed.
    """

    posts: int
    drafts: int


def reread_tones(
    *,
    by: Person | None,
    channels: Sequence[Channel],
    model: ToneModel,
    at: datetime,
    stale_only: bool = True,
    progress: Callable[[int], None] = lambda texts: None,
) -> Reread:
    """Read the posts and open drafts of these channels again with the model and corrections in force.

    Each batch of 1,000 is a transaction of its own, in which its days are counted and an entry is logged: a run that
    is killed has lost nothing, and the next one goes on where it stood. With ``stale_only`` posts whose reading is
    already of the wanted version are left alone, so doing it again changes nothing. What a person corrected stays.
    Drafts are few and name no version: all open ones are estimated, and those that change are written and logged.
    ``progress`` is called with the number of posts or drafts after each batch.
    """
    if by is not None and not {c.unit_id for c in channels} <= units_open_to(
        by, "recalibrate", on=localdate(at)
    ):
        raise NotAllowed(NotAllowed.__doc__)
    return reread_as(
        actor_ref(by), channels=channels, model=model, at=at, stale_only=stale_only, progress=progress
    )


def reread_as(
    actor: str,
    *,
    channels: Sequence[Channel],
    model: ToneModel,
    at: datetime,
    stale_only: bool = True,
    progress: Callable[[int], None] = lambda texts: None,
) -> Reread:
    """As `reread_tones`, for one who was let in already."""
    held = calibrations_in_force(
        base=model.version, units={channel.unit_id for channel in channels}, on=localdate(at)
    )
    posts = drafts = 0
    for channel in channels:
        calibration = held.get(channel.unit_id)
        for count in _reread(channel, model, calibration, stale_only, actor, at):
            posts += count
            progress(count)
        for seen, changed in _estimate_drafts(channel, model, calibration, actor, at):
            drafts += changed
            progress(seen)
    return Reread(posts, drafts)


def _reread(
    channel: Channel,
    model: ToneModel,
    calibration: ToneCalibration | None,
    stale_only: bool,
    actor: str,
    at: datetime,
) -> Iterator[int]:
    version = reading_version(model.version, calibration)
    last = 0
    while True:
        with transaction.atomic():
            waiting = items_to_read(channels=[channel.pk], version=version if stale_only else None)
            # Locked, so that words taken in meanwhile are not read in their old form after their new one.
            batch = list(waiting.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))[:BATCH])
            if not batch:
                return
            last = batch[-1].pk
            store_readings(batch, model, calibration)
            count_days({(item.channel_id, item.day) for item in batch})
            after = {"posts": len(batch), "model": version, "last": last}
            record(by=actor, verb="reread_tones", kind="channel", ref=str(channel.pk), after=after, at=at)
        yield len(batch)


def _estimate_drafts(
    channel: Channel, model: ToneModel, calibration: ToneCalibration | None, actor: str, at: datetime
) -> Iterator[tuple[int, int]]:
    """Estimate the open drafts of a channel anew; gives how many were looked at and how many changed, by batches."""
    version = reading_version(model.version, calibration)
    last = 0
    while True:
        with transaction.atomic():
            found = open_drafts(channels=[channel.pk]).filter(pk__gt=last).order_by("pk")
            batch = list(found.select_for_update(of=("self",))[:BATCH])
            if not batch:
                return
            last = batch[-1].pk
            changed = _moved(batch, model, calibration)
            PlannedPost.objects.bulk_update(changed, ["p_negative", "p_advisory"], batch_size=200)
            if changed:
                after = {"drafts": [draft.pk for draft in changed], "model": version}
                record(
                    by=actor, verb="estimate_drafts", kind="channel", ref=str(channel.pk), after=after, at=at
                )
        yield len(batch), len(changed)


def _moved(
    drafts: Sequence[PlannedPost], model: ToneModel, calibration: ToneCalibration | None
) -> list[PlannedPost]:
    """Those of these drafts whose estimate is another now, with the new one filled in."""
    titles, leads = [draft.title for draft in drafts], [draft.lead for draft in drafts]
    read = read_words(model, titles, leads, correction_of(calibration))
    moved = []
    for draft, negative, advisory in zip(
        drafts, read.chances[:, 2].tolist(), read.p_advisory.tolist(), strict=True
    ):
        if max(abs(draft.p_negative - negative), abs(draft.p_advisory - advisory)) > _SAME:
            draft.p_negative, draft.p_advisory = negative, advisory
            moved.append(draft)
    return moved
