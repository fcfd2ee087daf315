"""Whatever is changed behind the log's back is found."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from haichieu.base.actions import seal_log
from haichieu.base.errors import BadHead
from haichieu.base.models import LogBlock, LogEntry, LogValue
from haichieu.base.queries import Verification, log_head, verify_log
from tests.base.log_factory import START, make_entry, make_log

pytestmark = pytest.mark.django_db

thorough = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

TEXTS = [
    ("base_logentry", "by"),
    ("base_logentry", "verb"),
    ("base_logentry", "kind"),
    ("base_logentry", "ref"),
    ("base_logentry", "salt"),
    ("base_logentry", "value_digest"),
    ("base_logentry", "digest"),
    ("base_logvalue", "salt"),
    ("base_logvalue", "text"),
    ("base_logblock", "entry_ids"),
    ("base_logblock", "prev_hash"),
    ("base_logblock", "hash"),
]


@pytest.fixture
def log() -> None:
    make_log(9, block_size=4)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sql(query: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def verified_after(tamper: object) -> Verification:
    """The verdict on a log that was tampered with; the tampering is undone."""
    with undone():
        try:
            with transaction.atomic():
                tamper()  # type: ignore[operator]
        except DatabaseError:
            assume(False)  # the database itself refused
        return verify_log()


def test_an_untouched_log_is_whole(log: None) -> None:
    found = verify_log()
    assert (found.ok, found.entries, found.blocks, found.problems) == (True, 9, 3, ())


@thorough
@given(st.data())
def test_any_changed_character_is_found(log: None, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(TEXTS))
    key = {"base_logentry": "id", "base_logvalue": "entry_id", "base_logblock": "number"}[table]
    rows = sql(f"SELECT {key}, {column} FROM {table} ORDER BY {key}")
    row, text = data.draw(st.sampled_from([r for r in rows if r[1]]))
    position = data.draw(st.integers(0, len(str(text)) - 1))
    letter = data.draw(st.characters(codec="utf-8", exclude_characters="\0" + str(text)[position]))
    changed = str(text)[:position] + letter + str(text)[position + 1 :]
    found = verified_after(lambda: sql(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", changed, row))
    assert not found.ok
    assert all(sentence.endswith(".") for sentence in found.problems)


@thorough
@given(st.data())
def test_any_shifted_moment_or_number_is_found(log: None, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(list(LogEntry.objects.all())))
    block = data.draw(st.sampled_from(list(LogBlock.objects.all())))
    shift = data.draw(st.timedeltas().filter(bool))
    number = data.draw(st.integers(1, 50))

    def moved_entry() -> None:
        LogEntry.objects.filter(pk=entry.pk).update(at=entry.at + shift)

    def moved_block() -> None:
        LogBlock.objects.filter(pk=block.pk).update(sealed_at=block.sealed_at + shift)

    def renumbered_entry() -> None:
        assume(not LogEntry.objects.filter(pk=entry.pk + number).exists())
        LogEntry.objects.filter(pk=entry.pk).update(id=entry.pk + number)

    def renumbered_block() -> None:
        assume(not LogBlock.objects.filter(pk=number).exists())
        LogBlock.objects.filter(pk=block.pk).update(number=number)

    def rehoused_entry() -> None:
        assume(number != entry.block_id)
        LogEntry.objects.filter(pk=entry.pk).update(block_id=number)

    def anonymous_entry() -> None:
        LogEntry.objects.filter(pk=entry.pk).update(by=None)

    def unsealed_entry() -> None:
        LogEntry.objects.filter(pk=entry.pk).update(block=None, digest="")

    changes = [moved_entry, moved_block, renumbered_entry, renumbered_block, rehoused_entry, anonymous_entry]
    try:
        tamper = data.draw(st.sampled_from([*changes, unsealed_entry]))
        found = verified_after(tamper)
    except OverflowError:
        assume(False)
    assert not found.ok


@thorough
@given(st.data())
def test_swapped_entries_are_found(log: None, data: st.DataObject) -> None:
    one, other = data.draw(st.permutations(list(LogEntry.objects.all())))[:2]
    columns = data.draw(
        st.sampled_from([("by", "verb", "kind", "ref", "at"), ("salt", "digest", "ref", "at")])
    )
    names = [*columns, "value_digest"] if columns[0] == "by" else list(columns)

    def swap() -> None:
        for into, source in ((one, other), (other, one)):
            LogEntry.objects.filter(pk=into.pk).update(**{name: getattr(source, name) for name in names})

    assert not verified_after(swap).ok


def test_a_deleted_entry_is_named(log: None) -> None:
    entry = LogEntry.objects.order_by("id")[5]
    found = verified_after(
        lambda: (
            sql("DELETE FROM base_logvalue WHERE entry_id = %s", entry.id),
            sql("DELETE FROM base_logentry WHERE id = %s", entry.id),
        )
    )
    assert f"Khối 2 thiếu mục {entry.id}." in found.problems


def test_an_entry_slipped_into_a_sealed_block_is_named(log: None) -> None:
    made: list[LogEntry] = []

    def slip_in() -> None:
        made.append(make_entry(99))
        LogEntry.objects.filter(pk=made[0].pk).update(block_id=2, digest="ab" * 32)

    found = verified_after(slip_in)
    assert f"Khối 2 có mục {made[0].id} chen vào." in found.problems
    assert f"Mục {made[0].id} đã bị sửa." in found.problems


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_deleted_block_is_found(log: None, number: int) -> None:
    found = verified_after(lambda: sql("DELETE FROM base_logblock WHERE number = %s", number))
    assert any(f"khối {number}" in problem.lower() for problem in found.problems)


def test_values_that_vanish_without_an_erasure_are_found(log: None) -> None:
    entry = LogValue.objects.order_by("entry_id")[2].entry_id
    found = verified_after(lambda: sql("DELETE FROM base_logvalue WHERE entry_id = %s", entry))
    assert found.problems == (f"Giá trị trước/sau của mục {entry} bị mất mà không có lần xoá nào được ghi.",)


def test_values_added_to_an_entry_that_had_none_are_found(log: None) -> None:
    entry = LogEntry.objects.filter(value_digest="").order_by("id")[0]
    found = verified_after(lambda: LogValue.objects.create(entry=entry, salt="00", text="{}"))
    assert found.problems == (f"Giá trị trước/sau của mục {entry.id} đã bị sửa hoặc thêm vào.",)


def test_a_cut_tail_is_seen_only_through_a_printed_head(log: None) -> None:
    head = log_head()
    with undone():
        LogValue.objects.filter(entry__block_id=3).delete()
        LogEntry.objects.filter(block_id=3).delete()
        LogBlock.objects.filter(number=3).delete()
        assert verify_log().ok
        assert verify_log(head).problems == ("Nhật ký đã bị cắt đuôi: đã in khối 3, nay chỉ còn đến khối 2.",)


def test_a_tail_written_anew_is_seen_through_a_printed_head(log: None) -> None:
    head = log_head()
    with undone():
        LogEntry.objects.filter(block_id=3).update(block=None, digest="", verb="other")
        LogBlock.objects.filter(number=3).delete()
        seal_log(at=START)
        assert verify_log().ok
        assert not verify_log(head).ok


def test_an_older_head_still_holds_after_more_entries(log: None) -> None:
    head = log_head()
    make_log(3)
    assert verify_log(head).ok
    assert head and verify_log(head[:20]).ok


@pytest.mark.parametrize("head", ["", "3", "3:", "3:xyz", "0:" + "a" * 64, "3:abc", "một:" + "a" * 64])
def test_what_is_not_a_head_is_refused(log: None, head: str) -> None:
    with pytest.raises(BadHead, match="số:mã"):
        verify_log(head)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL refuses such a row by itself")
@pytest.mark.parametrize("garbage", ["2026-13-45 00:00:00", "không phải ngày", ""])
def test_a_row_that_cannot_even_be_read_is_a_finding_and_no_crash(log: None, garbage: str) -> None:
    assert not verified_after(lambda: sql("UPDATE base_logentry SET at = %s WHERE block_id = 2", garbage)).ok


def test_problems_are_told_up_to_fifty_and_counted_beyond() -> None:
    make_log(120, block_size=50)
    found = verified_after(lambda: LogEntry.objects.update(verb="other"))
    assert len(found.problems) == 51
    assert found.problems[-1] == "Còn 73 vấn đề khác không liệt kê."
