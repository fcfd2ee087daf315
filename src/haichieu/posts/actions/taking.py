"""Taking posts in: each batch is stored, read by the tone model and counted in one transaction."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from haichieu.channels.actions import begin_import, finish_import, take_batch
from haichieu.channels.models import Channel, Import, PublishedItem
from haichieu.channels.sources import CollectedItem, CollectError, Collection, RowSetAside
from haichieu.posts.actions.reading import BATCH, count_days, read_tones
from haichieu.posts.models import ToneReading
from haichieu.posts.rules import ToneModel
from haichieu.units.models import Person


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
                read_tones(items=taken.new_or_changed, model=model, on=localdate(at))
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
