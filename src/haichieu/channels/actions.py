"""Every write to channels and published items."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.channels.connectors.contract import CollectedItem, RowSetAside
from haichieu.channels.errors import ChannelsError, NotOurs
from haichieu.channels.models import Channel, Import, PublishedItem, SetAsideRow
from haichieu.channels.rules import VIETNAM
from haichieu.text.clean import clean_text
from haichieu.text.folding import fold
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require

_LONGEST_ID = 300


@transaction.atomic
def declare_channel(
    *,
    by: Person | None,
    unit: Unit,
    name: str,
    platform: str,
    url: str,
    proof: str,
    proof_note: str,
    at: datetime,
) -> Channel:
    """Declare a channel as our own, with the ground for it; only a leader (or the terminal) may.

    Raises :class:`NotOurs` when the ground is not one of the three, or is not written down.
    """
    require(by, "declare_channel", unit.pk, on=localdate(at))
    if proof not in Channel.Proof.values:
        raise NotOurs(
            "Căn cứ phải là một trong ba: credential (quyền truy cập), code_word (mã đăng trên kênh), "
            "declaration (lãnh đạo ký xác nhận)."
        )
    if not proof_note.strip():
        raise NotOurs("Hãy ghi rõ căn cứ: mã nào đăng ở đâu, hoặc văn bản xác nhận nào.")
    if Channel.objects.filter(name=name).exists():
        raise ChannelsError(f"Đã có kênh tên “{name}”.")
    channel = Channel.objects.create(
        unit=unit,
        name=name.strip(),
        platform=platform,
        url=url,
        proof=proof,
        proof_note=proof_note.strip(),
        declared_by=actor_ref(by),
        declared_at=at,
    )
    after = {"name": name, "platform": platform, "url": url, "proof": proof, "proof_note": proof_note}
    record(by=actor_ref(by), verb="declare_channel", kind="channel", ref=str(channel.pk), after=after, at=at)
    return channel


def begin_import(*, by: Person | None, channel: Channel, source: str, sha256: str, at: datetime) -> Import:
    """Open an import; its counts grow batch by batch."""
    require(by, "add_posts", channel.unit_id, on=localdate(at))
    if channel.closed_at is not None:
        raise ChannelsError(f"Kênh “{channel.name}” đã đóng, không nhận thêm bài.")
    return Import.objects.create(channel=channel, source=source[:500], sha256=sha256, by=actor_ref(by), at=at)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one batch brought: the items that are new or whose words changed."""

    new_or_changed: list[PublishedItem]
    unchanged: int
    #: days on which changed items stood before
    days_before: frozenset[date]


@transaction.atomic
def take_batch(*, run: Import, batch: Sequence[CollectedItem | RowSetAside]) -> Taken:
    """Store one batch of an import; the same post given again changes nothing."""
    rows = {_stored_id(item.external_id): item for item in batch if isinstance(item, CollectedItem)}
    aside = [row for row in batch if isinstance(row, RowSetAside)]
    held = {
        item.external_id: item
        for item in PublishedItem.objects.filter(channel_id=run.channel_id, external_id__in=list(rows))
    }
    new = [
        _fill(PublishedItem(channel_id=run.channel_id, import_run=run), row)
        for k, row in rows.items()
        if k not in held
    ]
    outdated = {k: item for k, item in held.items() if item.digest != _digest(rows[k])}
    days_before = frozenset(item.day for item in outdated.values())
    changed = [_fill(item, rows[k]) for k, item in outdated.items()]
    new = PublishedItem.objects.bulk_create(new)
    PublishedItem.objects.bulk_update(
        changed, ["url", "title", "search", "lead", "published_at", "day", "repost", "digest"], batch_size=200
    )
    SetAsideRow.objects.bulk_create(
        SetAsideRow(import_run=run, line=row.line, reason=row.reason[:300], values=dict(row.values))
        for row in aside
    )
    unchanged = len(rows) - len(new) - len(changed)
    Import.objects.filter(pk=run.pk).update(
        added=F("added") + len(new), changed=F("changed") + len(changed), unchanged=F("unchanged") + unchanged
    )
    return Taken([*new, *changed], unchanged, days_before)


@transaction.atomic
def finish_import(*, run: Import, dropped: Sequence[str], at: datetime, broken: str = "") -> Import:
    """Close an import: name the dropped columns and write the log; ``broken`` says why its source ended early."""
    run.refresh_from_db()
    run.dropped_columns = list(dropped)
    run.save(update_fields=["dropped_columns"])
    after = {"source": run.source, "added": run.added, "changed": run.changed, "unchanged": run.unchanged}
    if broken:
        after["broken"] = broken
    record(by=run.by, verb="import_posts", kind="channel", ref=str(run.channel_id), after=after, at=at)
    return run


def _stored_id(external_id: str) -> str:
    """An id that fits its column; a longer one keeps its beginning and a digest, so that it stays itself."""
    if len(external_id) <= _LONGEST_ID:
        return external_id
    return external_id[: _LONGEST_ID - 33] + "~" + hashlib.sha256(external_id.encode()).hexdigest()[:32]


def _fill(item: PublishedItem, row: CollectedItem) -> PublishedItem:
    item.external_id = _stored_id(row.external_id)
    item.url = row.url[:1000]
    item.title = clean_text(row.title)[:1000]
    item.search = fold(item.title)
    item.lead = clean_text(row.lead)
    item.published_at = row.published_at
    item.day = row.published_at.astimezone(VIETNAM).date()
    item.repost = row.repost
    item.digest = _digest(row)
    return item


def _digest(row: CollectedItem) -> str:
    words = "\x1f".join((row.title, row.lead, row.url, row.published_at.isoformat(), str(row.repost)))
    return hashlib.sha256(words.encode()).hexdigest()[:16]
