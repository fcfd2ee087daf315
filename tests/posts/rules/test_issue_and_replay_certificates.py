"""A certificate says what was established, and can be computed again from its record alone."""

import copy
import json
from functools import cache
from typing import Any

import pytest

from haichieu.posts.rules import (
    BadCertificate,
    BadLabels,
    Certificate,
    EarlierRun,
    Label,
    PostAudit,
    issue,
    replay,
)
from haichieu.posts.rules.records import FORMAT, record_digest
from haichieu.posts.rules.sentences import spoken_bound
from haichieu.stats import Limit
from tests.posts.rules.certificate_cast import make_certificate, make_frame, make_run


@cache
def _text_of(**optional: Any) -> str:
    return json.dumps(make_certificate(**optional).to_dict())


def record_of(**optional: Any) -> dict[str, Any]:
    record = json.loads(_text_of(**optional))
    assert isinstance(record, dict)
    return record


def test_a_kept_limit_is_certified_in_one_plain_sentence() -> None:
    certificate = make_certificate()
    assert certificate.decision == "below"
    assert certificate.sentence.startswith("Nhiều nhất 1")
    assert f"đọc {certificate.labels_read} trên 200 bài" in certificate.sentence
    assert "95 %" in certificate.sentence
    assert certificate.counted.interval[1] < 0.15


@pytest.mark.parametrize(
    ("share", "strict", "below", "said"),
    [
        (0.1382, True, True, "Nhiều nhất 13,9 %"),
        (0.1499, True, True, "Nhiều nhất 14,99 %"),
        (0.1499999, True, True, "Dưới 15 %"),
        (0.15, False, True, "Nhiều nhất 15 %"),
        (0.1529, True, False, "Ít nhất 15,2 %"),
        (0.15, True, False, "Ít nhất 15 %"),
        (0.1500001, False, False, "Trên 15 %"),
    ],
)
def test_a_bound_is_rounded_so_that_it_stays_true(share: float, strict: bool, below: bool, said: str) -> None:
    assert spoken_bound(share, Limit(15, 100, strict), below=below) == said


def test_a_broken_limit_is_said_as_plainly() -> None:
    certificate = make_certificate(negative=80)
    assert certificate.decision == "above"
    assert certificate.sentence.startswith("Ít nhất")
    assert "không giữ được giới hạn dưới 15 %" in certificate.sentence


@pytest.mark.parametrize(
    ("readers", "said"),
    [
        (None, "sau khi một người đọc "),
        (1, "sau khi một người đọc "),
        (3, "sau khi 3 người đọc "),
        (0, "sau khi đọc "),
    ],
)
def test_it_says_how_many_people_read_and_the_replay_agrees(readers: int | None, said: str) -> None:
    earlier = (EarlierRun("0" * 64, "2026-01-01", "2026-02-01", 1, "undecided", 9, "2026-06-01T08:00:00"),)
    run = make_run()
    certificate = issue(run, number=2, version="0.0", readers=readers, seed_source="drawn", earlier=earlier)
    record = json.loads(json.dumps(certificate.to_dict()))
    assert said in record["sentence"]
    assert replay(record).agrees
    assert Certificate.from_dict(record) == certificate
    assert not replay(_forge(record | {"readers": 2})).agrees
    for bad in ({"readers": "hai"}, {"readers": -1}, {"seed_source": "đoán"}, {"earlier": [{"run": 1}]}):
        with pytest.raises(BadCertificate):
            replay(_forge(record | bad))


def test_a_record_of_before_readers_were_kept_still_agrees() -> None:
    record = record_of()
    assert not {"readers", "undone", "earlier"} & record.keys()
    assert replay(record).agrees


def test_a_certificate_with_the_earlier_spelling_of_its_sentence_still_agrees() -> None:
    record = record_of(most=4)
    assert "tỷ lệ" in record["sentence"]
    assert replay(_forge(record | {"sentence": record["sentence"].replace("tỷ lệ", "tỉ lệ")})).agrees


def test_undecided_is_said_with_what_it_would_still_take() -> None:
    certificate = make_certificate(most=4)
    assert certificate.decision == "undecided"
    assert "Chưa kết luận được" in certificate.sentence
    assert f"thêm khoảng {certificate.expected_more} bài" in certificate.sentence


def test_it_states_units_channels_window_and_reposts_apart() -> None:
    certificate = make_certificate()
    assert certificate.units == ("LĐLĐ tỉnh",)
    assert certificate.channels == ("Bản tin", "Trang công đoàn")
    assert certificate.window == ("2026-01-05", "2026-06-05")
    assert (certificate.posts, certificate.reposts) == (171, 29)
    assert certificate.run == 2


def test_advisories_are_left_out_of_the_count_and_both_shares_are_given() -> None:
    certificate = make_certificate(negative=60, most=150)
    advisories = sum(label.advisory for label in certificate.labels)
    assert advisories
    counted = sum(bool(label.counted) for label in certificate.labels)
    assert counted == sum(bool(label.negative) for label in certificate.labels) - advisories
    assert certificate.negative.estimate > certificate.counted.estimate


@pytest.mark.parametrize(
    "optional", [{}, {"negative": 80}, {"most": 0}, {"most": 17}, {"total": 12, "negative": 3}]
)
def test_a_record_agrees_with_itself(optional: dict[str, Any]) -> None:
    outcome = replay(record_of(**optional))
    assert outcome.agrees, outcome.differences


def test_a_record_reads_back_as_the_certificate() -> None:
    certificate = make_certificate()
    assert Certificate.from_dict(json.loads(json.dumps(certificate.to_dict()))) == certificate


def test_text_that_is_not_ours_is_refused() -> None:
    for record in (
        {},
        {"format": FORMAT},
        {"format": "x"},
        record_of() | {"labels": 3},
        record_of() | {"shares": None},
    ):
        with pytest.raises(BadCertificate):
            replay(record)


def _set(record: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    *parents, last = path.split(".")
    place: Any = changed
    for key in parents:
        place = place[int(key) if key.isdigit() else key]
    place[int(last) if last.isdigit() else last] = value
    return changed


def _forge(record: dict[str, Any]) -> dict[str, Any]:
    """A forger computes the digest again as well."""
    return record | {"digest": record_digest(record)}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("decision", "above"),
        ("estimate", 0.01),
        ("interval", [0.0, 0.01]),
        ("interval.1", 0.1),
        ("sentence", "Nhiều nhất 1 % tiêu cực."),
        ("seed", 12),
        ("frame_hash", "0" * 64),
        ("frame.items.3.1", 999_999),
        ("frame.limit.numerator", 14),
        ("frame.alpha", 0.2),
        ("labels.0.counted", True),
        ("labels.1.id", "b0000"),
        ("shares.negative.estimate", 0.0),
        ("units", ["Đơn vị khác"]),
        ("window", ["2026-01-01", "2026-06-30"]),
        ("posts", 200),
        ("method", "kelly-audit/0"),
        ("extra", 1),
        ("filters.first", "2026-01-01"),
        ("frame.filters.first", "2026-01-01"),
        ("shares.counted.decision", "undecided"),
        ("shares.negative.decision", "above"),
        ("negative_sentence", ""),
        ("readers_each", 2),
        ("trace.plans.1.weights.0", 5),
        ("trace.plans.0.alpha.0.0.0", 0.5),
        ("trace.wealth.0.1", 3.0),
        ("trace.nulls.0", 30.0),
        ("negative_trace.plans.0.c.0.0", 0.5),
    ],
)
def test_any_tampering_is_named(path: str, value: Any) -> None:
    changed = _set(record_of(), path, value)
    assert not replay(changed).agrees
    outcome = replay(_forge(changed))
    assert not outcome.agrees
    assert all(outcome.differences)


def test_a_changed_tone_that_bets_the_same_breaks_the_digest() -> None:
    assert not replay(_set(record_of(), "labels.2.tone", "neutral")).agrees


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_flipped_verdict_is_noticed(place: int) -> None:
    record = record_of()
    label = record["labels"][place]
    counted = not label["counted"]
    label |= {"tone": "negative" if counted else "neutral", "negative": counted, "counted": counted}
    assert not replay(_forge(record)).agrees


def test_dropping_the_last_label_is_noticed() -> None:
    record = record_of()
    record["labels"].pop()
    assert not replay(_forge(record)).agrees


def test_the_last_digits_of_another_machine_do_not_matter() -> None:
    record = record_of()
    record["estimate"] *= 1 + 1e-13
    assert replay(_forge(record)).agrees


def test_a_label_of_another_post_is_refused_and_nothing_is_lost() -> None:
    frame, labels = make_frame()
    run = PostAudit(frame, seed=1)
    first = run.next_item().id
    run.record(labels[first])
    with pytest.raises(BadLabels, match="Lượt rút thứ 2"):
        run.record(labels[first])
    assert [label.id for label in run.labels] == [first]


def test_an_interrupted_run_goes_on_where_it_stopped() -> None:
    frame, labels = make_frame()
    run = PostAudit(frame, seed=1)
    for _ in range(12):
        run.record(labels[run.next_item().id])
    again = PostAudit(frame, 1, run.labels)
    assert again.next_item() == run.next_item()
    assert again.audit.state == run.audit.state


def test_taking_back_the_last_label_draws_the_same_post_again() -> None:
    frame, labels = make_frame()
    run = PostAudit(frame, seed=1)
    for _ in range(5):
        run.record(labels[run.next_item().id])
    assert run.without_last().next_item().id == run.labels[-1].id


def test_a_label_for_a_finished_list_is_refused() -> None:
    frame, labels = make_frame(total=2, negative=0)
    run = PostAudit(frame, seed=1)
    run.record(labels[run.next_item().id])
    run.record(labels[run.next_item().id])
    with pytest.raises(BadLabels, match="thừa"):
        run.record(Label("b0000", negative=False))


def test_a_census_is_certain_and_says_so() -> None:
    certificate = make_certificate(total=8, negative=0)
    assert certificate.decision == "below"
    assert "chắc chắn" in certificate.sentence
