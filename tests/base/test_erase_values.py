"""A deletion is a deletion, and the log still verifies."""

import pytest

from haichieu.base.actions import erase_values, seal_log
from haichieu.base.models import LogEntry, LogValue
from haichieu.base.queries import log_head, verify_log
from tests.base.log_factory import START, make_entry, make_log

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sealed", [True, False])
def test_values_and_their_salts_are_gone_and_the_chain_holds(sealed: bool) -> None:
    make_log(5)
    make_entry(2)
    if sealed:
        seal_log(at=START)
    head = log_head()
    assert erase_values(kind="dispatch", ref="2", by="p1", reason="yêu cầu 12/2026", at=START) == 2
    assert not LogValue.objects.filter(entry__kind="dispatch", entry__ref="2").exists()
    assert verify_log(head).ok
    seal_log(at=START)
    assert verify_log(head).ok


def test_other_records_keep_their_values() -> None:
    make_log(5)
    erase_values(kind="dispatch", ref="2", by="p1", reason="…", at=START)
    assert LogValue.objects.filter(entry__ref="1", entry__kind="dispatch").exists()


def test_the_erasure_is_logged_with_its_reason() -> None:
    [entry, *_] = [e for e in make_log(5) if e.ref == "2"]
    erase_values(kind="dispatch", ref="2", by="p1", reason="yêu cầu 12/2026", at=START)
    told = LogEntry.objects.get(kind="log_entry")
    assert (told.by, told.verb, told.ref) == ("p1", "erase_values", str(entry.id))
    assert "12/2026" in told.value.text


def test_erasing_nothing_logs_nothing() -> None:
    make_log(3)
    assert erase_values(kind="dispatch", ref="77", by="p1", reason="…", at=START) == 0
    assert LogEntry.objects.count() == 3


def test_even_the_reason_of_an_erasure_can_be_erased() -> None:
    [entry, *_] = [e for e in make_log(5) if e.ref == "2"]
    erase_values(kind="dispatch", ref="2", by="p1", reason="nêu nhầm tên người", at=START)
    assert erase_values(kind="log_entry", ref=str(entry.id), by="p1", reason="…", at=START) == 1
    seal_log(at=START)
    assert verify_log().ok
    assert not LogValue.objects.filter(text__contains="nhầm").exists()
