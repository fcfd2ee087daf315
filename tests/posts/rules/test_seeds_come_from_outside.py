"""A seed carries the evidence that it follows from, and what could have been chosen is refused."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.posts.rules import BadFrame, BadSeed, Frame, PostAudit, issue, record_digest, replay
from haichieu.posts.rules.beacons import CHAINS, Beacon, name_round
from haichieu.posts.rules.filters import Filters
from haichieu.posts.rules.seeds import KINDS, read_seed, seed_value
from tests.posts.rules.certificate_cast import LIMIT, make_rows

NOW = datetime(2026, 11, 22, 8, 0, 1, 500_000, tzinfo=UTC)
#: Round 1000 of quicknet as its operators published it.
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
VALUE = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", " lượt một ", "lượt một"),
        ("dice", "3162254163", "dice 3162254163"),
        ("dice", "3, 1, 6, 2, 2 5 4 1 6 3 6", "dice 31622541636"),
        ("lottery", "Xổ số Bến Tre; 24/11/2026; 123456 98", "lottery 2026-11-24 Xổ số Bến Tre 12345698"),
        ("beacon", f"1000 {VALUE} {SIGNATURE}", VALUE),
        ("beacon", f"1000 {VALUE.upper()}", VALUE),
        ("beacon", json.dumps({"round": 1000, "randomness": VALUE, "signature": SIGNATURE}), VALUE),
    ],
)
def test_the_value_follows_from_the_evidence_after_years_in_a_file(kind: str, text: str, value: str) -> None:
    seed = read_seed(kind, text)
    assert seed.value == value
    assert seed_value(kind, json.loads(json.dumps(dict(seed.evidence)))) == value


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("coin", "1", "Loại số gieo"),
        ("text", "  ", "Cần một số gieo"),
        ("text", "a" * 101, "100 ký tự"),
        ("text", "một\nhai", "in được"),
        ("dice", "3 1 6 2 2 5 4 1 6", "mới có 9"),
        ("dice", "3 1 6 2 2 5 4 1 6 7", "từ 1 đến 6"),
        ("lottery", "Xổ số; hôm qua; 12345678", "theo dạng"),
        ("lottery", "Xổ số; 22/11/2026; 12345", "8 chữ số"),
        ("lottery", "; 22/11/2026; 1234567890", "tên"),
        ("beacon", VALUE, "số vòng"),
        ("beacon", "1000 abc", "64 chữ số"),
        ("beacon", f"1000 {VALUE} {SIGNATURE[:-2]}40", "SHA-256 của chữ ký"),
        ("beacon", f"1000 {VALUE} xyz", "thập lục phân"),
        ("beacon", f"0 {VALUE}", "số nguyên dương"),
        ("beacon", '{"round": 1', "JSON"),
    ],
)
def test_what_nobody_could_check_is_refused_in_a_sentence(kind: str, text: str, says: str) -> None:
    with pytest.raises(BadSeed, match=says):
        read_seed(kind, text)


@given(st.sampled_from(KINDS), st.text(max_size=120))
def test_any_text_is_a_seed_or_a_sentence(kind: str, text: str) -> None:
    try:
        assert read_seed(kind, text).value
    except BadSeed as error:
        assert str(error).endswith(".")


def test_the_round_is_named_before_it_exists() -> None:
    beacon = name_round(NOW)
    chain = CHAINS[0]
    assert timedelta(minutes=5) <= beacon.at - NOW < timedelta(minutes=5, seconds=chain.period)
    assert beacon.parameters is chain
    assert Beacon(chain.hash, 1).at.timestamp() == chain.genesis


def test_a_list_that_names_a_round_takes_no_other_seed() -> None:
    beacon = name_round(NOW)
    assert read_seed("beacon", f"{beacon.round} {VALUE}", named=beacon, frozen_at=NOW).value == VALUE
    with pytest.raises(BadSeed, match="hẹn trước"):
        read_seed("beacon", f"{beacon.round + 1} {VALUE}", named=beacon)
    with pytest.raises(BadSeed, match="hẹn trước"):
        read_seed("dice", "3162254163", named=beacon)


@pytest.mark.parametrize(
    ("kind", "text"), [("beacon", f"1000 {VALUE}"), ("lottery", "Xổ số; 21/11/2026; 12345678")]
)
def test_what_was_known_before_the_list_was_frozen_is_refused(kind: str, text: str) -> None:
    read_seed(kind, text, at=NOW)
    with pytest.raises(BadSeed, match="trước khi danh sách"):
        read_seed(kind, text, frozen_at=NOW)


def test_what_cannot_be_known_yet_is_refused() -> None:
    beacon, tomorrow = name_round(NOW), "Xổ số; 23/11/2026; 12345678"
    for kind, text in (("beacon", f"{beacon.round} {VALUE}"), ("lottery", tomorrow)):
        with pytest.raises(BadSeed, match="chưa có"):
            read_seed(kind, text, frozen_at=NOW, at=NOW)
    assert read_seed("beacon", f"{beacon.round} {VALUE}", frozen_at=NOW, at=beacon.at).value == VALUE
    read_seed("lottery", tomorrow, frozen_at=NOW, at=NOW + timedelta(days=2))


def test_a_lottery_of_the_same_day_counts_only_where_the_list_was_frozen_before_it_was_drawn() -> None:
    today = "Xổ số; 22/11/2026; 12345678"
    read_seed("lottery", today, frozen_at=NOW)  # 15:00 in Việt Nam
    for hour in (9, 15, 23):  # 16:00 and 22:00, and 6:00 of the day after, which UTC calls the same day
        with pytest.raises(BadSeed, match="trước khi danh sách"):
            read_seed("lottery", today, frozen_at=NOW.replace(hour=hour))


def freeze(**more: Any) -> Frame:
    rows, scores, _ = make_rows(total=30)
    return Frame.freeze(rows, scores, limit=LIMIT, alpha=0.05, model="m1", **more)


def test_filters_and_round_are_inside_the_hash_and_survive_json() -> None:
    wide = Filters(first="2026-01-01", last="2026-12-31")
    frames = [
        freeze(),
        freeze(filters=wide),
        freeze(filters=Filters(channels=("Bản tin", "Trang công đoàn"))),
        freeze(filters=wide, beacon=Beacon(CHAINS[0].hash, 1000)),
        freeze(filters=wide, beacon=Beacon(CHAINS[0].hash, 1001)),
        freeze(filters=wide, beacon=Beacon(CHAINS[1].hash, 1001)),
    ]
    assert len({frame.frame_hash for frame in frames}) == len(frames)
    for frame in frames:
        again = Frame.from_dict(json.loads(json.dumps(frame.to_dict())))
        assert (again, again.frame_hash) == (frame, frame.frame_hash)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(reposts=False),
        Filters(channels=("Bản tin",)),
        Filters(first="2026-02-01"),
        Filters(last="2026-05-31"),
    ],
)
def test_a_list_never_holds_what_its_filters_leave_out(filters: Filters) -> None:
    with pytest.raises(BadFrame, match="không thuộc phạm vi"):
        freeze(filters=filters)
    rows, scores, _ = make_rows(total=30)
    kept = filters.take(rows)
    assert 0 < len(kept) < 30
    frame = Frame.freeze(kept, scores[: len(kept)], limit=LIMIT, alpha=0.05, model="m1", filters=filters)
    forged = frame.to_dict() | {"items": freeze().to_dict()["items"]}
    with pytest.raises(BadFrame, match="không thuộc phạm vi"):
        Frame.from_dict(forged)


@pytest.mark.parametrize("wrong", [{"first": "5/11/2026"}, {"first": "2026-12-01", "last": "2026-11-01"}])
def test_days_that_are_none_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadFrame):
        Filters(**wrong)


def record_with(kind: str, text: str, beacon: Beacon | None = None) -> dict[str, Any]:
    frame = freeze(beacon=beacon)
    seed = read_seed(kind, text, named=beacon)
    run = PostAudit(frame, seed.value)
    moment = NOW.isoformat()
    certificate = issue(
        run, number=1, version="0.4", seed_kind=seed.kind, seed_evidence=seed.evidence, frozen_at=moment
    )
    return dict(json.loads(json.dumps(certificate.to_dict())))


LATER = name_round(NOW)


@pytest.mark.parametrize(
    ("kind", "text", "beacon"),
    [
        ("text", "lượt một", None),
        ("dice", "3162254163", None),
        ("lottery", "Xổ số; 22/11/2026; 12345678", None),
        ("beacon", f"{LATER.round} {VALUE} {SIGNATURE}", None),
        ("beacon", f"{LATER.round} {VALUE}", LATER),
    ],
)
def test_the_evidence_stands_in_the_record_and_is_replayed(
    kind: str, text: str, beacon: Beacon | None
) -> None:
    record = record_with(kind, text, beacon)
    assert record["seed_kind"] == kind
    outcome = replay(record)
    assert outcome.agrees, outcome.differences


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"seed": "khác"}, "suy ra từ căn cứ"),
        ({"seed_evidence": None}, "thiếu căn cứ"),
        ({"seed_evidence": {"rolls": [1] * 9}}, "mới có 9"),
        ({"seed_evidence": {"rolls": "x"}}, "xúc xắc"),
        ({"seed_kind": "text", "seed_evidence": {"text": "dice 3162254163"}}, ""),
        ({"seed_kind": None, "seed_evidence": None}, "thiếu căn cứ"),
        ({"seed_source": None}, "ai đưa ra"),
        ({"frozen_at": None}, "không ghi lúc chốt"),
        ({"issued_at": "2026-11-22T15:00:00+07:00"}, "sớm hơn lúc chốt"),
        ({"frozen_at": "hôm qua"}, "thời điểm"),
        ({"frozen_at": "2026-11-22T08:00:00"}, "múi giờ"),
    ],
)
def test_a_seed_that_its_evidence_does_not_give_is_noticed(change: dict[str, Any], says: str) -> None:
    record = record_with("dice", "3162254163") | change
    outcome = replay(record | {"digest": record_digest(record)})
    assert outcome.agrees == (not says)
    assert all(says in line for line in outcome.spoken)


def test_another_round_than_the_one_the_list_waited_for_is_noticed() -> None:
    record = record_with("beacon", f"{LATER.round} {VALUE}", LATER)
    other = dict(record["seed_evidence"]) | {"round": LATER.round + 1}
    for change in ({"seed_evidence": other}, {"seed_kind": "text", "seed_evidence": {"text": VALUE}}):
        forged = record | change
        outcome = replay(forged | {"digest": record_digest(forged)})
        assert not outcome.agrees and "hẹn trước" in outcome.spoken[0]
    early = record | {"frozen_at": (LATER.at + timedelta(seconds=1)).isoformat()}
    assert "trước khi danh sách" in replay(early | {"digest": record_digest(early)}).spoken[0]


@pytest.mark.parametrize(
    ("kind", "text", "known"),
    [
        ("beacon", f"{LATER.round} {VALUE}", LATER.at),
        ("lottery", "Xổ số; 22/11/2026; 12345678", datetime(2026, 11, 22, 9, tzinfo=UTC)),
    ],
)
def test_a_record_issued_before_its_seed_could_be_known_is_noticed(
    kind: str, text: str, known: datetime
) -> None:
    record = record_with(kind, text)
    for issued, holds in ((known - timedelta(seconds=1), False), (known, True)):
        dated = record | {"issued_at": issued.isoformat()}
        outcome = replay(dated | {"digest": record_digest(dated)})
        assert outcome.agrees == holds
        assert holds or "đến lúc này chưa có" in outcome.spoken[0]


@pytest.mark.parametrize(
    ("issued", "says"), [("hôm qua", "không phải là một thời điểm"), ("2026-11-23T08:00:00", "múi giờ")]
)
def test_a_moment_of_issue_that_is_none_is_noticed(issued: str, says: str) -> None:
    record = record_with("dice", "3162254163") | {"issued_at": issued}
    assert says in replay(record | {"digest": record_digest(record)}).spoken[0]
