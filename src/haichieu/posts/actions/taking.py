"""Taking posts in: each batch is stored, read by the tone model and counted in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import Count, Q, Sum

from haichieu.channels.actions import begin_import, finish_import, take_batch
from haichieu.channels.models import Channel, Import, PublishedItem
from haichieu.channels.sources import Collection
from haichieu.posts.models import DailyMix, Tone, ToneReading
from haichieu.posts.rules.tone import ToneModel
from haichieu.units.models import Person

#: Large enough for the model to work in bulk, small enough that a killed import loses seconds.
BATCH = 1000


def add_posts(
    *,
    by: Person | None,
    channel: Channel,
    source: str,
    sha256: str,
    collection: Collection,
    model: ToneModel,
    at: datetime,
    progress: Callable[[int], None] = lambda rows: None,
) -> Import:
    """Take a source's posts into a channel and read their tone; the same source given again changes nothing.

    ``progress`` is called with the number of rows after each batch. Memory stays flat however long the source is.
    """
    run = begin_import(by=by, channel=channel, source=source, sha256=sha256, at=at)
    stream = iter(collection)
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic():
            taken = take_batch(run=run, batch=batch)
            read_tones(items=taken.new_or_changed, model=model)
        progress(len(batch))
    return finish_import(run=run, dropped=collection.dropped, at=at)


def read_tones(*, items: Sequence[PublishedItem], model: ToneModel) -> None:
    """Store the model's reading of these items and bring their days' mixes up to date."""
    if not items:
        return
    scores = model.read([item.title for item in items], [item.lead for item in items])
    ToneReading.objects.bulk_create(
        (
            ToneReading(
                item=item,
                tone=tone,
                p_positive=float(positive),
                p_neutral=float(neutral),
                p_negative=float(negative),
                advisory=bool(advisory),
                model=model.version,
            )
            for item, tone, positive, neutral, negative, advisory in zip(
                items,
                scores.tones(),
                scores.positive,
                scores.neutral,
                scores.negative,
                scores.advisory,
                strict=True,
            )
        ),
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["tone", "p_positive", "p_neutral", "p_negative", "advisory", "model"],
        batch_size=500,
    )
    count_days({(item.channel_id, item.day) for item in items})


def count_days(days: Iterable[tuple[int, date]]) -> None:
    """Count the mixes of these (channel id, day) pairs anew from the items themselves."""
    by_channel: dict[int, set[date]] = {}
    for channel_id, day in days:
        by_channel.setdefault(channel_id, set()).add(day)
    for channel_id, touched in by_channel.items():
        rows = (
            PublishedItem.objects.filter(channel=channel_id, day__in=touched)
            .order_by()
            .values("day")
            .annotate(**_SUMS)
        )
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
