"""Writes of the base room: action log entries, lawful erasure, links between records."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from haichieu.base.errors import BadEntry, BadJob
from haichieu.base.jobs.lease import put_back
from haichieu.base.models import Link, LogEntry, LogValue
from haichieu.base.rules import digests
from haichieu.base.sealing import seal_log

__all__ = ["Entry", "erase_values", "link", "record", "record_many", "retry_job", "seal_log"]

# An opaque id has no spaces and no Vietnamese letters, so that a name cannot slip into the chain.
_PERSON = re.compile(r"(system:)?[A-Za-z0-9_.-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One action to be logged; the fields are those of :func:`record`."""

    by: str | None
    verb: str
    kind: str
    ref: str
    at: datetime
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


def record(
    *,
    by: str | None,
    verb: str,
    kind: str,
    ref: str,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> LogEntry:
    """Log one action inside the caller's transaction, so that action and entry stand or fall together.

    ``by`` is an opaque person id, ``system:<name>`` or None (nobody signed in), never a name; ``verb``,
    ``kind`` and ``ref`` stay in the chain for ever, ``before`` and ``after`` (JSON) can be erased. Entries
    are chained later by the sealer: writers never wait for each other.

    Raises BadEntry outside a transaction, for a name instead of an id, or for values that are not JSON.
    """
    entry = Entry(by=by, verb=verb, kind=kind, ref=ref, at=at, before=before, after=after)
    return record_many([entry])[0]


def record_many(entries: Sequence[Entry]) -> list[LogEntry]:
    """Log several actions at once, as :func:`record` does one."""
    if not connection.in_atomic_block:
        raise BadEntry("Nhật ký chỉ được ghi cùng giao dịch của thao tác (transaction.atomic).")
    rows, values = [], []
    for entry in entries:
        _check(entry.by, entry.verb, entry.kind, entry.ref, entry.at)
        text, salt = _value_text(entry.before, entry.after), digests.new_salt()
        row = LogEntry(
            at=entry.at,
            by=entry.by,
            verb=entry.verb,
            kind=entry.kind,
            ref=entry.ref,
            salt=digests.new_salt(),
            value_digest=digests.digest(salt, text) if text else "",
        )
        rows.append(row)
        if text:
            values.append(LogValue(entry=row, salt=salt, text=text))
    LogEntry.objects.bulk_create(rows)
    for value in values:
        value.entry_id = value.entry.pk
    LogValue.objects.bulk_create(values)
    return rows


def _check(by: str | None, verb: str, kind: str, ref: str, at: datetime) -> None:
    if by is not None and not _PERSON.fullmatch(by):
        raise BadEntry("Người thao tác trong nhật ký phải là mã số, không phải họ tên.")
    if at.tzinfo is None:
        raise BadEntry("Thời điểm trong nhật ký phải kèm múi giờ.")
    for value, longest in ((verb, 80), (kind, 80), (ref, 200)):
        if not value or len(value) > longest or not value.isprintable():
            raise BadEntry(f"Mục nhật ký có trường trống, quá dài hoặc có ký tự lạ: {value[:40]!r}.")


def _value_text(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> str:
    try:
        return digests.value_text(before, after)
    except (TypeError, ValueError) as error:
        raise BadEntry(f"Giá trị trước/sau không ghi được vào nhật ký: {error}.") from error


@transaction.atomic
def erase_values(*, kind: str, ref: str, by: str, reason: str, at: datetime) -> int:
    """Erase before and after of every entry on one record, and log that this was done.

    The salts go with the values, so that the digests left in the chain cannot be matched against guesses. The
    chain keeps one entry for each erased one (``kind="log_entry"``), which is how ``verify_log`` tells an
    erasure from a loss. Returns how many entries lost their values; 0 logs nothing.
    """
    erased = list(
        LogValue.objects.select_for_update()
        .filter(entry__kind=kind, entry__ref=ref)
        .values_list("entry_id", flat=True)
    )
    if not erased:
        return 0
    LogValue.objects.filter(entry_id__in=erased).delete()
    for entry_id in erased:
        record(
            by=by,
            verb=digests.ERASE,
            kind=digests.LOG_ENTRY,
            ref=str(entry_id),
            at=at,
            after={"reason": reason},
        )
    return len(erased)


@transaction.atomic
def link(
    *, from_kind: str, from_ref: str, to_kind: str, to_ref: str, relation: str, by: str | None, at: datetime
) -> Link:
    """Let one record point at another; doing so again changes nothing."""
    made, created = Link.objects.get_or_create(
        from_kind=from_kind,
        from_ref=from_ref,
        to_kind=to_kind,
        to_ref=to_ref,
        relation=relation,
        defaults={"at": at, "by": by},
    )
    if created:
        target = {"relation": relation, "to_kind": to_kind, "to_ref": to_ref}
        record(by=by, verb="link", kind=from_kind, ref=from_ref, at=at, after=target)
    return made


@transaction.atomic
def retry_job(*, task_id: str, by: str, at: datetime) -> None:
    """Give a job that was set aside all its tries again. Raises BadJob where it is not set aside."""
    if not put_back(task_id, now=at):
        raise BadJob("Việc nền này không còn ở mục để riêng.")
    record(by=by, verb="retry_job", kind="job", ref=task_id, at=at)
