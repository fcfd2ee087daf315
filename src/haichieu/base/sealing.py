"""The sealer: chains committed log entries in batches, so that their writers need not queue for the chain."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from haichieu.base.models import LogBlock, LogEntry
from haichieu.base.rules.digests import GENESIS, BlockHash, EntryFacts, entry_digest

#: Entries in one block at most.
BLOCK_SIZE = 1000
# Any number will do, as long as nothing else in this database uses it: the letters "HCLOG".
_SEALER_LOCK = 0x48434C4F47


def seal_log(*, at: datetime, block_size: int = BLOCK_SIZE) -> int:
    """Chain every committed entry that is not chained yet; returns how many were.

    An entry that commits late, after entries with higher ids were sealed, goes into the next block: none is lost.
    Inside a block the order is that of the ids. Two sealers never work at once; the second finds nothing to do.
    """
    sealed = 0
    while _unsealed().exists() and (count := _seal_block(at, block_size)):
        sealed += count
    return sealed


def _unsealed() -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(block__isnull=True)


@transaction.atomic
def _seal_block(at: datetime, block_size: int) -> int:
    if not _is_only_sealer():
        return 0
    entries = list(_unsealed().order_by("id")[:block_size])
    if not entries:
        return 0
    last = LogBlock.objects.order_by("number").last()
    number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    chain = BlockHash(number, previous, at)
    for entry in entries:
        entry.digest = entry_digest(entry.salt, facts(entry))
        chain.add(entry.id, entry.digest)
    ids = ",".join(str(entry.id) for entry in entries)
    block = LogBlock.objects.create(
        number=number, entry_ids=ids, prev_hash=previous, hash=chain.hexdigest(), sealed_at=at
    )
    for entry in entries:
        entry.block = block
    LogEntry.objects.bulk_update(entries, ["digest", "block"], batch_size=200)
    return len(entries)


def _is_only_sealer() -> bool:
    # Elsewhere the number of the block is the lock: it is the primary key.
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])


def facts(entry: LogEntry) -> EntryFacts:
    """What the chain holds of a stored entry."""
    return EntryFacts(
        id=entry.id,
        at=entry.at,
        by=entry.by,
        verb=entry.verb,
        kind=entry.kind,
        ref=entry.ref,
        value_digest=entry.value_digest,
    )
