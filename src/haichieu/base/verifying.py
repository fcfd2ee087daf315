"""The plain check of the whole action log: every digest is computed again and compared.

Two ordered streams, blocks and entries, are read side by side, so that memory stays flat however long the log
is. Sealed blocks never change and an erasure commits together with the entry that says so; hence writers may go
on while the log is checked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.db.models import Exists, Max, OuterRef

from haichieu.base.errors import BadHead
from haichieu.base.models import LogBlock, LogEntry
from haichieu.base.rules.digests import ERASE, GENESIS, LOG_ENTRY, BlockHash, digest, entry_digest, parse_head
from haichieu.base.sealing import facts

#: Problems told one by one; the rest are counted.
MOST_PROBLEMS = 50
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of checking the action log."""

    #: nothing is wrong
    ok: bool
    #: entries checked
    entries: int
    #: blocks checked
    blocks: int
    #: one Vietnamese sentence for each thing found
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Findings:
    """Problems found so far, and entries whose values are gone and must have been erased lawfully."""

    problems: list[str] = field(default_factory=list)
    more: int = 0
    gone: list[int] = field(default_factory=list)
    entries: int = 0
    blocks: int = 0

    def add(self, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(sentence)
        else:
            self.more += 1

    def sentences(self) -> tuple[str, ...]:
        rest = [f"Còn {self.more} vấn đề khác không liệt kê."] if self.more else []
        return (*self.problems, *rest)


def verify_log(head: str | None = None) -> Verification:
    """Check the whole log: digests of entries and values, order and completeness of blocks, the chain.

    ``head`` is a head printed earlier (``17:ab12…``, at least 16 hexadecimal digits): it must still be in the
    chain, which shows a tail cut off since then. Values may be missing only where the log itself says they were
    erased. Raises BadHead where ``head`` is not a head.
    """
    wanted = _wanted_head(head)
    found = _Findings()
    last = LogBlock.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        _check_blocks(last, found, wanted)
        _check_orphans(found)
        _check_unsealed(found)
        _check_erasures(found)
    except (DatabaseError, ValueError) as error:
        # A damaged row that the database cannot even hand over, such as a date with a thirteenth month.
        found.add(f"Nhật ký có dòng hỏng không đọc được nên phần sau chưa được kiểm tra ({error}).")
    return Verification(not found.problems, found.entries, found.blocks, found.sentences())


def _wanted_head(head: str | None) -> tuple[int, str] | None:
    if head is None:
        return None
    parsed = parse_head(head)
    if parsed is None:
        raise BadHead(f"Đầu chuỗi {head!r} không đúng dạng số:mã (ít nhất 16 ký tự của mã, ví dụ 17:ab12…).")
    return parsed


def _check_blocks(last: int, found: _Findings, wanted: tuple[int, str] | None) -> None:
    entries = _ByBlock(
        LogEntry.objects.filter(block__isnull=False, block_id__lte=last)
        .select_related("value")
        .order_by("block_id", "id")
        .iterator(CHUNK)
    )
    previous, expected = GENESIS, 1
    for block in LogBlock.objects.filter(number__lte=last).order_by("number").iterator(CHUNK):
        if block.number != expected:
            found.add(f"Thiếu khối {_span(expected, block.number - 1)} của nhật ký.")
        if block.prev_hash != previous:
            found.add(f"Khối {block.number} không nối vào khối đứng trước.")
        _check_block(block, entries, found)
        if wanted and wanted[0] == block.number:
            _check_head(block, wanted, found)
        previous, expected = block.hash, block.number + 1
        found.blocks += 1
    if wanted and wanted[0] >= expected:
        found.add(f"Nhật ký đã bị cắt đuôi: đã in khối {wanted[0]}, nay chỉ còn đến khối {expected - 1}.")


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _check_head(block: LogBlock, wanted: tuple[int, str], found: _Findings) -> None:
    if not block.hash.startswith(wanted[1]):
        found.add(f"Khối {block.number} không khớp đầu chuỗi đã in: nhật ký đã bị viết lại.")


def _check_block(block: LogBlock, entries: "_ByBlock", found: _Findings) -> None:
    chain = BlockHash(block.number, block.prev_hash, block.sealed_at)
    ids = []
    for entry in entries.of(block.number):
        ids.append(entry.id)
        chain.add(entry.id, _check_entry(entry, found))
    if ",".join(map(str, ids)) != block.entry_ids:
        _name_strangers(block, ids, found)
    if chain.hexdigest() != block.hash:
        found.add(f"Khối {block.number} không khớp mã băm: có mục bị sửa, thêm, bớt hoặc đổi chỗ.")


def _name_strangers(block: LogBlock, ids: list[int], found: _Findings) -> None:
    listed = set(block.entry_ids.split(","))
    present = set(map(str, ids))
    for missing in sorted(listed - present)[:MOST_PROBLEMS]:
        found.add(f"Khối {block.number} thiếu mục {missing}.")
    for added in sorted(present - listed)[:MOST_PROBLEMS]:
        found.add(f"Khối {block.number} có mục {added} chen vào.")
    if listed == present:
        found.add(f"Danh sách mục của khối {block.number} đã bị sửa.")


def _check_entry(entry: LogEntry, found: _Findings) -> str:
    """Check one entry and its values; returns the digest computed now."""
    found.entries += 1
    computed = entry_digest(entry.salt, facts(entry))
    if entry.digest != (computed if entry.block_id is not None else ""):
        found.add(f"Mục {entry.id} đã bị sửa.")
    value = getattr(entry, "value", None)
    if value is None and entry.value_digest:
        found.gone.append(entry.id)
        if len(found.gone) >= CHUNK:
            _check_erasures(found)
    elif value is not None and digest(value.salt, value.text) != entry.value_digest:
        found.add(f"Giá trị trước/sau của mục {entry.id} đã bị sửa hoặc thêm vào.")
    return computed


def _check_orphans(found: _Findings) -> None:
    blocks = LogBlock.objects.filter(number=OuterRef("block_id"))
    orphans = LogEntry.objects.filter(~Exists(blocks), block__isnull=False).order_by("id")
    for number, block in orphans.values_list("id", "block_id")[:MOST_PROBLEMS]:
        found.add(f"Mục {number} thuộc khối {block} nhưng khối đó không còn.")


def _check_unsealed(found: _Findings) -> None:
    unsealed = LogEntry.objects.filter(block__isnull=True).select_related("value").order_by("id")
    for entry in unsealed.iterator(CHUNK):
        _check_entry(entry, found)


def _check_erasures(found: _Findings) -> None:
    gone, found.gone = found.gone, []
    told = LogEntry.objects.filter(kind=LOG_ENTRY, verb=ERASE, ref__in=[str(number) for number in gone])
    lawful = set(told.values_list("ref", flat=True))
    for number in gone:
        if str(number) not in lawful:
            found.add(f"Giá trị trước/sau của mục {number} bị mất mà không có lần xoá nào được ghi.")


class _ByBlock:
    """Entries ordered by block, taken block by block; those of a block that is gone are passed over."""

    def __init__(self, entries: Iterator[LogEntry]) -> None:
        self._entries = entries
        self._next = next(entries, None)

    def of(self, number: int) -> Iterator[LogEntry]:
        """Entries of block ``number``, which must not be lower than any asked for before."""
        while (entry := self._next) is not None and (entry.block_id or 0) <= number:
            if entry.block_id == number:
                yield entry
            self._next = next(self._entries, None)
