"""Readings: the tone model's, corrected by what an organisation's labels taught, or a person's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.timezone import localdate
from numpy.typing import NDArray

from haichieu.base.actions import record
from haichieu.channels.models import Channel, PublishedItem
from haichieu.posts.errors import PostsError
from haichieu.posts.models import DailyMix, Tone, ToneCalibration, ToneReading
from haichieu.posts.queries import (
    AGREE,
    CORRECT,
    PERSON,
    calibrations_in_force,
    correction_of,
    mark_of,
    reading_version,
    said_of,
)
from haichieu.posts.rules import TONES, ToneModel, load_model
from haichieu.posts.rules.recalibration import Correction
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require

#: Large enough for the model to work in bulk, small enough that a killed run loses seconds.
BATCH = 1000
#: What is stored as the chance of a tone that a person gave: nobody is never wrong.
SURE = 0.98


@dataclass(frozen=True, slots=True)
class Chances:
    """What the model says of n posts, after correction where there is one."""

    tones: list[str]
    #: (n, 3): positive, neutral, negative
    chances: NDArray[np.float64]
    advisory: list[bool]
    #: (n,)
    p_advisory: NDArray[np.float64]

    @property
    def counted(self) -> NDArray[np.float64]:
        """Chance that a post is negative and no advisory, (n,)."""
        return np.asarray(self.chances[:, 2] * (1 - self.p_advisory))


def read_words(
    model: ToneModel, titles: Sequence[str], leads: Sequence[str], correction: Correction | None = None
) -> Chances:
    """Read n posts with a correction, or with none."""
    scores = model.read(titles, leads, correction=correction)
    chances = np.column_stack([scores.positive, scores.neutral, scores.negative]).astype(np.float64)
    flags = scores.p_advisory.astype(np.float64)
    return Chances(scores.tones(), chances, scores.advisory.tolist(), flags)


def read_tones(*, items: Sequence[PublishedItem], model: ToneModel, on: date) -> None:
    """Store the model's readings of these items, as corrected for their units that day, and count their days."""
    if not items:
        return
    units = dict(
        Channel.objects.filter(pk__in={item.channel_id for item in items}).values_list("pk", "unit_id")
    )
    held = calibrations_in_force(base=model.version, units=set(units.values()), on=on)
    for unit in sorted(set(units.values())):
        store_readings([item for item in items if units[item.channel_id] == unit], model, held.get(unit))
    count_days({(item.channel_id, item.day) for item in items})


def store_readings(
    items: Sequence[PublishedItem], model: ToneModel, calibration: ToneCalibration | None
) -> None:
    """Read these items with one correction and put the readings in place of those they had."""
    read = read_words(
        model, [item.title for item in items], [item.lead for item in items], correction_of(calibration)
    )
    version = reading_version(model.version, calibration)
    rows = zip(items, read.tones, read.chances.tolist(), read.advisory, read.p_advisory.tolist(), strict=True)
    ToneReading.objects.bulk_create(
        (
            ToneReading(
                item=item,
                tone=tone,
                p_positive=positive,
                p_neutral=neutral,
                p_negative=negative,
                advisory=advisory,
                p_advisory=p_advisory,
                model=version,
            )
            for item, tone, (positive, neutral, negative), advisory, p_advisory in rows
        ),
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=[
            "tone",
            "p_positive",
            "p_neutral",
            "p_negative",
            "advisory",
            "p_advisory",
            "model",
        ],
        batch_size=500,
    )


@transaction.atomic
def correct_reading(
    *, by: Person, item: PublishedItem, tone: str, advisory: bool, at: datetime
) -> ToneReading:
    """Put a person's reading in the place of the machine's. It stays until the words of the post change.

    Corrections teach the model of an organisation; a certificate never rests on them.
    """
    require(by, "label_posts", item.channel.unit_id, on=localdate(at))
    if tone not in Tone.values:
        raise PostsError("Sắc thái phải là tích cực, trung tính hoặc tiêu cực.")
    return _put(CORRECT, by, item, tone, advisory, at)


@transaction.atomic
def agree_with_machine(*, by: Person, item: PublishedItem, seen: str, at: datetime) -> ToneReading:
    """Make the machine's reading a person's own, because the person sees the post so too; it is logged as such.

    ``seen`` is the mark (`mark_of`) of the reading that was shown.
    """
    require(by, "label_posts", item.channel.unit_id, on=localdate(at))
    said = ToneReading.objects.select_for_update().filter(item=item).exclude(model=PERSON).first()
    if said is None or mark_of(said) != seen:
        raise PostsError("Máy vừa đọc lại bài này, hoặc đã có người ghi; hãy xem lại trang rồi chọn.")
    return _put(AGREE, by, item, str(said.tone), said.advisory, at)


def _put(verb: str, by: Person, item: PublishedItem, tone: str, advisory: bool, at: datetime) -> ToneReading:
    before = ToneReading.objects.select_for_update().filter(item=item).first()
    chances = {f"p_{name}": SURE if name == tone else (1 - SURE) / 2 for name in TONES}
    reading, _ = ToneReading.objects.update_or_create(
        item=item,
        defaults={
            "tone": tone,
            **chances,
            "advisory": advisory,
            "p_advisory": SURE if advisory else 1 - SURE,
            "model": PERSON,
        },
    )
    _log_reading(verb, by, item, before, reading, at)
    return reading


@transaction.atomic
def withdraw_correction(*, by: Person, item: PublishedItem, at: datetime) -> ToneReading:
    """Let the machine's reading of a post stand again."""
    require(by, "label_posts", item.channel.unit_id, on=localdate(at))
    before = ToneReading.objects.select_for_update().filter(item=item, model=PERSON).first()
    if before is None:
        raise PostsError("Sắc thái của bài này là do máy đọc, không có gì để bỏ.")
    read_tones(items=[item], model=load_model(), on=localdate(at))
    reading = ToneReading.objects.get(item=item)
    _log_reading("withdraw_correction", by, item, before, reading, at)
    return reading


def _log_reading(
    verb: str,
    by: Person,
    item: PublishedItem,
    before: ToneReading | None,
    after: ToneReading,
    at: datetime,
) -> None:
    count_days({(item.channel_id, item.day)})
    record(
        by=actor_ref(by),
        verb=verb,
        kind="post",
        ref=str(item.pk),
        before=said_of(before) if before else None,
        after=said_of(after),
        at=at,
    )


def count_days(days: Iterable[tuple[int, date]]) -> None:
    """Count the mixes of these (channel id, day) pairs anew from the items themselves; empty days have no mix."""
    by_channel: dict[int, set[date]] = {}
    for channel_id, day in days:
        by_channel.setdefault(channel_id, set()).add(day)
    for channel_id, touched in by_channel.items():
        rows = list(
            PublishedItem.objects.filter(channel=channel_id, day__in=touched)
            .order_by()
            .values("day")
            .annotate(**_SUMS)
        )
        empty = touched - {row["day"] for row in rows}
        DailyMix.objects.filter(channel=channel_id, day__in=empty).delete()
        DailyMix.objects.bulk_create(
            (DailyMix(channel_id=channel_id, **row) for row in rows),
            update_conflicts=True,
            unique_fields=["channel", "day"],
            update_fields=list(_SUMS),
        )


_SUMS = {
    "items": Count("pk"),
    "reposts": Count("pk", filter=Q(repost=True)),
    "positive": Count("pk", filter=Q(tone__tone=Tone.POSITIVE)),
    "neutral": Count("pk", filter=Q(tone__tone=Tone.NEUTRAL)),
    "negative": Count("pk", filter=Q(tone__tone=Tone.NEGATIVE)),
    "negative_counted": Count("pk", filter=Q(tone__tone=Tone.NEGATIVE, tone__advisory=False)),
    "advisory": Count("pk", filter=Q(tone__advisory=True)),
    "p_negative": Sum("tone__p_negative", default=0.0),
}
