"""Whoever tries again on the same posts, in whatever way, finds the other tries on the certificate."""

import json
from datetime import timedelta
from typing import Any

import pytest

from haichieu.base.models import LogEntry
from haichieu.channels.models import Channel
from haichieu.posts.actions import close_audit, give_verdict, start_audit
from haichieu.posts.models import Audit, FrozenFrame
from haichieu.posts.queries import audit_state, certificate_stands
from haichieu.posts.rules import EarlierRun, replay
from haichieu.stats.limits import Limit
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(cast: Cast) -> Channel:
    channel = make_channel(unit=cast.hoa_union, name="Trang tin của công đoàn")
    for _ in range(8):
        make_item(channel=channel)
    return channel


def begin(by: Person, frame: FrozenFrame, *, read: int = 0, hours: int = 0) -> Audit:
    audit = start_audit(by=by, frame=frame, seed="1", at=NOW + timedelta(hours=hours))
    for _ in range(read):
        item = audit_state(audit).item
        give_verdict(by=by, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    return audit


def close(by: Person, audit: Audit) -> dict[str, Any]:
    record = json.loads(json.dumps(close_audit(by=by, audit=audit, at=NOW).certificate))
    assert replay(record).agrees
    return record


def told(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(run["limit"], run["run"], run["decision"], run["labels_read"]) for run in record["earlier"]]


def test_the_first_run_on_posts_names_no_other(cast: Cast, channel: Channel) -> None:
    record = close(cast.minh, begin(cast.minh, freeze(cast.minh, cast.federation, [channel])))
    assert (record["earlier"], record["unstarted"]) == ([], 0)
    assert "trên các bài này" not in record["sentence"]


def test_another_limit_another_unit_and_a_run_left_open_are_all_told(cast: Cast, channel: Channel) -> None:
    close(
        cast.minh,
        begin(cast.minh, freeze(cast.minh, cast.federation, [channel], limit=Limit(20, 100)), read=2),
    )
    begin(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), read=3, hours=1)
    record = close(cast.minh, begin(cast.minh, freeze(cast.minh, cast.federation, [channel]), hours=2))
    assert told(record) == [("dưới 20 %", 1, "undecided", 2), ("dưới 1 %", 1, "open", 3)]
    assert [run["unit"] for run in record["earlier"]] == [
        "Liên đoàn Lao động tỉnh Đông Triều",
        "Công đoàn cơ sở May Phù Sa",
    ]
    assert record["earlier"][1]["closed_at"] is None
    assert record["run"] == 2, "runs keep their number on the same list"
    assert record["sentence"].endswith("Đây là lượt thứ 3 trên các bài này.")


def test_a_round_that_is_named_makes_no_list_new(cast: Cast, channel: Channel) -> None:
    begin(cast.minh, freeze(cast.minh, cast.federation, [channel]), read=1)
    named = freeze(cast.minh, cast.federation, [channel], beacon=True)
    signature = "ab" * 48
    value = "0" * 64
    audit = Audit.objects.create(
        frame=named, run=1, seed=value, seed_evidence={"signature": signature}, started_by="1", started_at=NOW
    )
    record = close_audit(by=cast.minh, audit=audit, at=NOW).certificate
    assert record["run"] == 1
    assert told(record) == [("dưới 1 %", 1, "open", 1)]


def test_lists_frozen_and_never_read_are_counted(cast: Cast, channel: Channel) -> None:
    for percent in (3, 4):
        freeze(cast.minh, cast.federation, [channel], limit=Limit(percent, 100))
    freeze(cast.hoa, cast.hoa_union, [channel], limit=Limit(4, 100))  # the very same list
    audit = begin(cast.minh, freeze(cast.minh, cast.federation, [channel]))
    freeze(cast.minh, cast.federation, [channel], limit=Limit(5, 100), at=NOW + timedelta(days=1))
    assert close(cast.minh, audit)["unstarted"] == 2


def test_half_of_the_smaller_list_makes_two_lists_the_same(cast: Cast, channel: Channel) -> None:
    other = make_channel(unit=cast.hoa_union, name="Trang khác")
    for _ in range(9):
        make_item(channel=other)
    wide = freeze(cast.minh, cast.federation, [channel, other])
    begin(cast.minh, wide)
    later = TODAY + timedelta(days=1)
    for _ in range(9):
        make_item(channel=channel, day=later)
    # Of 17 posts each, 8 are in both: fewer than half.
    half = freeze(cast.minh, cast.federation, [channel], last=later)
    assert told(close(cast.minh, begin(cast.minh, half))) == []
    part = freeze(cast.minh, cast.federation, [channel])
    assert len(told(close(cast.minh, begin(cast.minh, part)))) == 2


def test_other_days_and_other_channels_are_other_posts(cast: Cast, channel: Channel) -> None:
    other = make_channel(unit=cast.hoa_union, name="Trang khác")
    make_item(channel=other)
    make_item(channel=channel, day=TODAY - timedelta(days=40))
    day = TODAY - timedelta(days=40)
    begin(cast.minh, freeze(cast.minh, cast.federation, [channel], first=day, last=day))
    begin(cast.minh, freeze(cast.minh, cast.federation, [other]))
    assert told(close(cast.minh, begin(cast.minh, freeze(cast.minh, cast.federation, [channel])))) == []


def test_a_list_of_before_channels_were_kept_is_looked_through(cast: Cast, channel: Channel) -> None:
    old = freeze(cast.minh, cast.federation, [channel], limit=Limit(2, 100))
    begin(cast.minh, old)
    FrozenFrame.objects.filter(pk=old.pk).update(filters={})
    assert len(told(close(cast.minh, begin(cast.minh, freeze(cast.minh, cast.federation, [channel]))))) == 1


def test_a_record_of_before_limits_and_units_were_kept_says_what_it_said() -> None:
    kept = {
        "frame_hash": "0" * 64, "first": "2026-01-01", "last": "2026-01-31", "run": 1,
        "decision": "undecided", "labels_read": 9, "closed_at": "2026-02-03T08:00:00+07:00",
    }  # fmt: skip
    assert EarlierRun(**kept).to_dict() == kept


def test_the_log_holds_the_digest_of_the_certificate(cast: Cast, channel: Channel) -> None:
    audit = begin(cast.minh, freeze(cast.minh, cast.federation, [channel]), read=1)
    record = close(cast.minh, audit)
    said = LogEntry.objects.get(kind="audit", ref=str(audit.pk), verb="close_audit")
    assert json.loads(said.value.text)["after"]["digest"] == record["digest"]
    audit.refresh_from_db()
    assert certificate_stands(audit) is True


@pytest.mark.parametrize("is_sealed_again", [False, True])
def test_a_stored_record_that_was_changed_stands_no_more(
    cast: Cast, channel: Channel, is_sealed_again: bool
) -> None:
    audit = begin(cast.minh, freeze(cast.minh, cast.federation, [channel]), read=1)
    record = close(cast.minh, audit)
    record["earlier"] = [{**record, "run": 2}]
    said = LogEntry.objects.get(kind="audit", ref=str(audit.pk), verb="close_audit")
    if is_sealed_again:
        said.value.text = said.value.text.replace(record["digest"], "0" * 64)
        said.value.save()
        record["digest"] = "0" * 64
    audit.certificate = record
    assert certificate_stands(audit) is False


def test_a_run_closed_before_digests_were_logged_is_not_doubted(cast: Cast, channel: Channel) -> None:
    audit = begin(cast.minh, freeze(cast.minh, cast.federation, [channel]))
    close(cast.minh, audit)
    said = LogEntry.objects.get(kind="audit", ref=str(audit.pk), verb="close_audit")
    said.value.delete()
    audit.refresh_from_db()
    assert certificate_stands(audit) is None
