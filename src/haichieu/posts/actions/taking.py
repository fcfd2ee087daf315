"""Taking posts in: each batch is stored, read by the tone model and counted in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from haichieu.channels.actions import begin_import, finish_import, take_batch
from haichieu.channels.models import Channel, Import, PublishedItem
from haichieu.channels.sources import CollectedItem, CollectError, Collection, RowSetAside
from haichieu.posts.models import DailyMix, Tone, ToneReading
from haichieu.posts.rules import ToneModel
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
    Raises :class:`CollectError` when the source breaks; what stood before the break is kept, and the sentence says so.
    """
    run = begin_import(by=by, channel=channel, source=source, sha256=sha256, at=at)
    rows = 0
    try:
        for batch in _batches(collection):
            with transaction.atomic():
                taken = take_batch(run=run, batch=batch)
                read_tones(items=taken.new_or_changed, model=model)
                count_days((channel.pk, day) for day in taken.days_before)
            rows += len(batch)
            progress(len(batch))
    except CollectError as error:
        raise _broken(error, run, rows, collection, at) from None
    run = finish_import(run=run, dropped=collection.dropped, at=at)
    if run.added:
        measure_tables()
    return run


def _batches(collection: Collection) -> Iterator[list[CollectedItem | RowSetAside]]:
    """Rows by the batch; when the source breaks, what was read until then comes first."""
    batch: list[CollectedItem | RowSetAside] = []
    try:
        for row in collection:
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except CollectError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _broken(
    error: CollectError, run: Import, rows: int, collection: Collection, at: datetime
) -> CollectError:
    """Close an import whose source broke; one that brought nothing is forgotten."""
    if not rows:
        run.delete()
        return error
    finish_import(run=run, dropped=collection.dropped, at=at, broken=str(error))
    kept = f"{str(error).rstrip('.')}; {rows} dòng đứng trước chỗ hỏng đã được giữ."
    return CollectError(kept, permanent=error.permanent)


def measure_tables() -> None:
    """Let the database count its tables, so that it keeps finding the newest posts along their index."""
    with connection.cursor() as cursor:
        for table in (PublishedItem._meta.db_table, ToneReading._meta.db_table):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


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
