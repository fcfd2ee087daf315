"""Looking daily at whether the machine's estimates can be believed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

import numpy as np
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.channels.models import Channel
from haichieu.posts.actions.reading import read_words
from haichieu.posts.models import DriftReading
from haichieu.posts.queries import (
    calibrations_in_force,
    certified_bounds,
    correction_of,
    newest_days,
    reading_version,
    window_posts,
)
from haichieu.posts.rules import ToneModel
from haichieu.posts.rules.drift import AUDIT, Doubt, examine, held_back_counts
from haichieu.posts.rules.recalibration import Correction
from haichieu.stats.intervals import Interval
from haichieu.stats.quantification import ReferenceScores

#: Days that one look takes in.
WINDOW = 28
SYSTEM = "system:drift"


def watch_drift(
    *,
    model: ToneModel,
    at: datetime,
    reference: ReferenceScores | None = None,
    channels: Sequence[Channel] | None = None,
) -> list[DriftReading]:
    """Look at the last four weeks of every open channel that published in them, and keep what was found.

    A window ends yesterday, or on the newest day with posts where that is earlier. The same window looked at again
    replaces what was found before. The shape is judged on the model's own scores; a certificate is held against the
    scores as corrected, which is what the pages show.
    """
    reference = reference or held_back_counts(model)
    found = list(Channel.objects.filter(closed_at=None)) if channels is None else list(channels)
    last_days = newest_days(channels=[c.pk for c in found], until=localdate(at) - timedelta(days=1))
    held = calibrations_in_force(base=model.version, units={c.unit_id for c in found}, on=localdate(at))
    bounds = certified_bounds(channels=found)
    texts = window_posts({pk: (last - timedelta(days=WINDOW - 1), last) for pk, last in last_days.items()})
    rows = []
    for channel in found:
        if channel.pk not in last_days:
            continue
        first, last = last_days[channel.pk] - timedelta(days=WINDOW - 1), last_days[channel.pk]
        calibration = held.get(channel.unit_id)
        doubt = _look(
            model,
            reference,
            texts[channel.pk],
            correction=correction_of(calibration),
            certified=_covering(bounds.get(channel.pk, ()), first, last),
            seed=_seed(channel.pk, last),
        )
        version = reading_version(model.version, calibration)
        rows.append(_row(channel, first, last, len(texts[channel.pk]), version, doubt, at))
    return _keep(rows, at)


def _look(
    model: ToneModel,
    reference: ReferenceScores,
    texts: Sequence[tuple[str, str]],
    *,
    correction: Correction | None,
    certified: Interval | None,
    seed: int,
) -> Doubt:
    titles, leads = [title for title, _ in texts], [lead for _, lead in texts]
    plain = examine(read_words(model, titles, leads).counted, reference, certified=None, seed=seed)
    if certified is None:
        return plain
    shown = read_words(model, titles, leads, correction).counted
    against = examine(np.asarray(shown), reference, certified=certified, seed=seed)
    return against if against.kind == AUDIT else plain


def _covering(bounds: Sequence[tuple[date, date, Interval]], first: date, last: date) -> Interval | None:
    """The newest certified interval whose own window and this one share at least half of the days of both."""
    for begun, ended, interval in reversed(bounds):
        shared = (min(ended, last) - max(begun, first)).days + 1
        if 2 * shared >= max((ended - begun).days, (last - first).days) + 1:
            return interval
    return None


def _seed(channel: int, last: date) -> int:
    return int.from_bytes(sha256(f"{channel} {last}".encode()).digest()[:8], "big")


def _row(
    channel: Channel, first: date, last: date, posts: int, version: str, doubt: Doubt, at: datetime
) -> DriftReading:
    return DriftReading(
        channel=channel,
        first_day=first,
        last_day=last,
        posts=posts,
        model=version,
        share_by_mean=doubt.mean,
        share_by_emq=doubt.emq,
        distance=doubt.distance,
        threshold=doubt.threshold,
        doubt=doubt.kind,
        sentence=doubt.sentence[:400],
        at=at,
    )


@transaction.atomic
def _keep(rows: Sequence[DriftReading], at: datetime) -> list[DriftReading]:
    kept = DriftReading.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["channel", "first_day", "last_day", "model"],
        update_fields=[
            "posts",
            "share_by_mean",
            "share_by_emq",
            "distance",
            "threshold",
            "doubt",
            "sentence",
            "at",
        ],
        batch_size=200,
    )
    if kept:
        doubts = {str(row.channel_id): row.doubt for row in kept if row.doubt}
        after = {"looks": len(kept), "doubts": doubts}
        record(by=SYSTEM, verb="watch_drift", kind="drift", ref=localdate(at).isoformat(), after=after, at=at)
    return kept
