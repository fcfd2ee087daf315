"""Chaining entries in batches."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from haichieu.base.actions import seal_log
from haichieu.base.models import LogBlock, LogEntry
from haichieu.base.queries import log_head, verify_log
from tests.base.log_factory import START, make_entry, make_log


@pytest.mark.django_db
def test_entries_are_sealed_in_blocks_that_name_their_predecessor() -> None:
    entries = make_log(10, block_size=4)
    blocks = list(LogBlock.objects.order_by("number"))
    assert [block.number for block in blocks] == [1, 2, 3]
    assert blocks[1].prev_hash == blocks[0].hash
    assert ",".join(block.entry_ids for block in blocks) == ",".join(str(entry.id) for entry in entries)
    assert log_head() == f"3:{blocks[2].hash}"


@pytest.mark.django_db
def test_sealing_again_changes_nothing() -> None:
    make_log()
    head = log_head()
    assert seal_log(at=START + timedelta(hours=2)) == 0
    assert log_head() == head


@pytest.mark.django_db
def test_an_empty_log_has_no_head_and_is_whole() -> None:
    assert log_head() is None
    assert verify_log().ok


def in_thread(work: object) -> threading.Thread:
    def run() -> None:
        try:
            work()  # type: ignore[operator]
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


needs_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="needs PostgreSQL (DATABASE_URL)"
)


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_after_its_successors_were_sealed_is_sealed_next() -> None:
    written, go_on = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            make_entry(1)
            written.set()
            assert go_on.wait(10)

    writer = in_thread(slow_writer)
    assert written.wait(10)
    with transaction.atomic():
        make_entry(2)
    assert seal_log(at=START) == 1
    go_on.set()
    writer.join()
    assert seal_log(at=START) == 1
    early, late = LogEntry.objects.order_by("id")
    assert (early.block_id, late.block_id) == (2, 1)
    assert verify_log(log_head()).ok


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_many_writers_and_sealers_at_once_lose_nothing() -> None:
    def write() -> None:
        for number in range(25):
            with transaction.atomic():
                make_entry(number + 1)

    def seal() -> None:
        for _ in range(40):
            seal_log(at=START, block_size=7)

    threads = [in_thread(work) for work in (write, write, write, write, seal, seal, seal)]
    for thread in threads:
        thread.join()
    seal_log(at=START)
    found = verify_log(log_head())
    assert (found.ok, found.entries) == (True, 100)


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_the_sealer() -> None:
    with transaction.atomic():
        make_entry(1)
    with transaction.atomic():
        assert seal_log(at=START) == 1  # sealed, and the sealer's transaction is still open

        def write() -> None:
            with transaction.atomic():
                make_entry(2)

        writer = in_thread(write)
        writer.join(5)
        assert not writer.is_alive()
        assert connection.in_atomic_block
    assert verify_log().entries == 2
