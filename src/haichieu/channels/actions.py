"""Every write to channels and published items."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.channels.connectors.contract import CollectedItem, RowSetAside
from haichieu.channels.errors import ChannelsError, NotOurs
from haichieu.channels.models import Channel, Import, PublishedItem, SetAsideRow
from haichieu.channels.rules import VIETNAM, storable, stored_id, web_address
from haichieu.text.clean import clean_text, squeeze
from haichieu.text.folding import fold
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require

_LONGEST = {"name": "Tên kênh", "platform": "Tên nền tảng", "url": "Địa chỉ kênh", "proof_note": "Căn cứ"}


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
    said = {"name": name, "platform": platform, "url": url, "proof_note": proof_note}
    words = {column: squeeze(clean_text(text)) for column, text in said.items()}
    if not words["proof_note"]:
        raise NotOurs("Hãy ghi rõ căn cứ: mã nào đăng ở đâu, hoặc văn bản xác nhận nào.")
    _check_words(words)
    channel = Channel.objects.create(
        unit=unit, proof=proof, declared_by=actor_ref(by), declared_at=at, **words
    )
    after = {**words, "proof": proof}
    record(by=actor_ref(by), verb="declare_channel", kind="channel", ref=str(channel.pk), after=after, at=at)
    return channel


def _check_words(words: Mapping[str, str]) -> None:
    """A channel's words fit their columns, and nobody has taken the name."""
    for column, heading in _LONGEST.items():
        limit = Channel._meta.get_field(column).max_length
        if len(words[column]) > limit:
            raise ChannelsError(f"{heading} dài {len(words[column])} chữ: hãy rút còn tối đa {limit} chữ.")
    if not words["name"]:
        raise ChannelsError("Hãy đặt tên cho kênh.")
    if Channel.objects.filter(name=words["name"]).exists():
        raise ChannelsError(f"Đã có kênh tên “{words['name']}”.")


def begin_import(*, by: Person | None, channel: Channel, source: str, sha256: str, at: datetime) -> Import:
    """Open an import; its counts grow batch by batch."""
    require(by, "add_posts", channel.unit_id, on=localdate(at))
    if channel.closed_at is not None:
        raise ChannelsError(f"Kênh “{channel.name}” đã đóng, không nhận thêm bài.")
    name = storable(source)[:500]
    return Import.objects.create(channel=channel, source=name, sha256=sha256, by=actor_ref(by), at=at)


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
    rows = {stored_id(item.external_id): item for item in batch if isinstance(item, CollectedItem)}
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
        SetAsideRow(
            import_run=run,
            line=row.line,
            reason=storable(row.reason)[:300],
            values={column: storable(text) for column, text in row.values.items()},
        )
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
    run.dropped_columns = [storable(heading) for heading in dropped]
    run.save(update_fields=["dropped_columns"])
    after = {"source": run.source, "added": run.added, "changed": run.changed, "unchanged": run.unchanged}
    if broken:
        after["broken"] = storable(broken)
    record(by=run.by, verb="import_posts", kind="channel", ref=str(run.channel_id), after=after, at=at)
    return run


def _fill(item: PublishedItem, row: CollectedItem) -> PublishedItem:
    item.external_id = stored_id(row.external_id)
    item.url = web_address(row.url)[:1000]
    item.title = clean_text(row.title)[:1000]
    item.search = fold(item.title)
    item.lead = clean_text(row.lead)
    item.published_at = row.published_at
    item.day = row.published_at.astimezone(VIETNAM).date()
    item.repost = row.repost
    item.digest = _digest(row)
    return item


def _digest(row: CollectedItem) -> str:
    words = "\x1f".join(
        (row.title, row.lead, web_address(row.url), row.published_at.isoformat(), str(row.repost))
    )
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
