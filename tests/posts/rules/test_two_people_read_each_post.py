"""Two people read each post blind to each other; the record keeps both, how they agree, and both shares decided."""

import json
import random
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from haichieu.posts.rules import (
    BadLabels,
    Certificate,
    Label,
    PostAudit,
    agreement_of,
    differ,
    issue,
    join_readings,
    record_digest,
    replay,
)
from tests.posts.rules.certificate_cast import make_frame

TONES = ("positive", "neutral", "negative")


def label(tone: str, id_: str = "7", *, advisory: bool = False) -> Label:
    return Label(id_, negative=tone == "negative", advisory=advisory, tone=tone)


UNREADABLE = Label("7", negative=None)


@pytest.mark.parametrize(
    ("given", "negative", "counted"),
    [
        ([label("negative"), label("neutral")], Fraction(1, 2), Fraction(1, 2)),
        ([label("negative"), label("negative", advisory=True)], Fraction(1), Fraction(1, 2)),
        ([label("positive"), label("neutral")], Fraction(0), Fraction(0)),
        ([label("negative"), UNREADABLE], None, None),
        ([label("negative"), label("neutral"), label("negative")], Fraction(1), Fraction(1)),
        ([label("negative"), UNREADABLE, label("positive")], Fraction(0), Fraction(0)),
        ([label("negative"), label("neutral"), UNREADABLE], None, None),
    ],
)
def test_two_readings_are_one_verdict(
    given: list[Label], negative: Fraction | None, counted: Fraction | None
) -> None:
    joint = join_readings(given)
    assert (joint.negative, joint.counted) == (negative, counted)
    assert Label.from_dict(json.loads(json.dumps(joint.to_dict()))) == joint


def test_a_reading_by_yes_and_no_survives_json_too() -> None:
    joint = join_readings([Label("7", True), Label("7", False)])
    assert joint.to_dict()["counted"] == "1/2"
    assert Label.from_dict(joint.to_dict()) == joint


def test_where_both_said_the_same_the_tone_stands() -> None:
    assert join_readings([label("neutral"), label("neutral")]).tone == "neutral"
    assert join_readings([label("neutral"), label("positive")]).tone == ""


@pytest.mark.parametrize(
    "given", [[], [label("neutral")], [label("neutral"), label("neutral", "8")], [label("neutral")] * 4]
)
def test_readings_that_do_not_belong_together_are_refused(given: list[Label]) -> None:
    with pytest.raises(BadLabels):
        join_readings(given)


def test_only_what_changes_a_verdict_asks_a_third_person() -> None:
    assert not differ(label("positive"), label("neutral"))
    assert not differ(label("neutral"), label("neutral", advisory=True))
    assert differ(label("negative"), label("negative", advisory=True))
    assert differ(label("negative"), UNREADABLE)


def read_twice(settling: str, most: int = 10**6, slips: float = 0.15, negative: int = 30) -> PostAudit:
    """A run by two people of whom the second errs now and then."""
    frame, labels = make_frame(total=200, negative=negative)
    rng = random.Random(5)
    run = PostAudit(frame, "hai người", readers=2, settling=settling)
    while run.audit.decision == "undecided" and not run.audit.finished and len(run.labels) < most:
        for item in run.upcoming():
            one = labels[item.id]
            other = label(rng.choice(TONES), item.id) if rng.random() < slips else one
            given = [one, other]
            if settling == "third" and differ(one, other):
                given.append(one)
            run.record(join_readings(given))
            if run.audit.decision != "undecided" or len(run.labels) >= most:
                break
    return run


@cache
def _text_of(settling: str, **more: Any) -> str:
    certificate = issue(read_twice(settling, **more), number=1, version="0.4", readers=3)
    text = json.dumps(certificate.to_dict())
    assert Certificate.from_dict(json.loads(text)) == certificate
    return text


def record_of(settling: str, **more: Any) -> dict[str, Any]:
    return dict(json.loads(_text_of(settling, **more)))


@pytest.mark.parametrize("settling", ["mean", "third"])
@pytest.mark.parametrize("most", [0, 9, 10**6])
def test_a_record_of_two_readers_agrees_with_itself(settling: str, most: int) -> None:
    record = record_of(settling, most=most)
    assert (record["readers_each"], record["settling"]) == (2, settling)
    assert "mỗi bài hai người" in record["sentence"]
    outcome = replay(record)
    assert outcome.agrees, outcome.differences


def test_the_record_states_agreement_fractions_and_both_decisions() -> None:
    record = record_of("mean")
    run = read_twice("mean")
    agreement = record["agreement"]
    assert agreement["posts"] == len(run.labels)
    assert 0 < agreement["kappa"] < 1 and 0 < agreement["krippendorff"] < 1
    told = [[(one.counted, one.negative) for one in label.given] for label in run.labels]
    assert agreement["equal"] == sum(one == other for one, other in told)
    assert any(given["counted"] == "1/2" for given in record["labels"])
    assert {share["decision"] for share in record["shares"].values()} <= {"below", "above", "undecided"}
    assert record["shares"]["counted"]["decision"] == record["decision"]
    assert "kể cả cảnh báo, khuyến cáo" in record["negative_sentence"]


def test_agreement_of_readers_who_always_say_the_same_is_not_defined() -> None:
    run = read_twice("mean", most=6, slips=0, negative=0)
    agreement = agreement_of(run.labels)
    assert (agreement.posts, agreement.equal, agreement.kappa, agreement.krippendorff) == (6, 6, None, None)


def test_settled_by_a_third_person_every_verdict_is_whole() -> None:
    run = read_twice("third")
    assert any(len(label.given) == 3 for label in run.labels)
    assert all(Fraction(label.counted or 0).denominator == 1 for label in run.labels)
    assert not run.audit.fractional


def test_a_run_refuses_labels_by_more_or_fewer_people_than_agreed() -> None:
    frame, labels = make_frame()
    alone, two = PostAudit(frame, 1), PostAudit(frame, 1, readers=2)
    third = PostAudit(frame, 1, readers=2, settling="third")
    due = [labels[run.next_item().id] for run in (alone, two, third)]
    others = [Label(label.id, negative=not label.negative) for label in due]
    with pytest.raises(BadLabels, match="một người đọc"):
        alone.record(join_readings([due[0], due[0]]))
    with pytest.raises(BadLabels, match="hai người đọc"):
        two.record(due[1])
    with pytest.raises(BadLabels, match="không hỏi đến"):
        two.record(join_readings([due[1], others[1], due[1]]))
    with pytest.raises(BadLabels, match="cần nhãn của người thứ ba"):
        third.record(join_readings([due[2], others[2]]))
    with pytest.raises(BadLabels, match="không hỏi đến"):
        third.record(join_readings([due[2], due[2], due[2]]))
    third.record(join_readings([due[2], others[2], due[2]]))
    assert third.without_last().next_item().id == due[2].id
    wrong_ones: list[dict[str, Any]] = [{"readers": 3}, {"settling": "coin"}]
    for wrong in wrong_ones:
        with pytest.raises(BadLabels):
            PostAudit(frame, 1, **wrong)


def test_what_is_upcoming_does_not_depend_on_what_is_read() -> None:
    frame, labels = make_frame()
    run = PostAudit(frame, 1)
    batch = run.upcoming()
    assert batch[0] == run.next_item()
    for place, item in enumerate(batch):
        assert run.upcoming() == batch[place:]
        run.record(labels[item.id])


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: r["agreement"].update(kappa=0.99),
        lambda r: r["labels"][0].update(counted="0/1", negative="1/2"),
        lambda r: r["labels"][0]["given"].append(r["labels"][0]["given"][0]),
        lambda r: r.update(readers_each=1, settling=None, agreement=None),
        lambda r: r.update(settling="third"),
        lambda r: r["shares"]["negative"].update(decision="below"),
        lambda r: r["trace"]["plans"][0]["weights"].reverse(),
        lambda r: r["negative_trace"]["wealth"].pop(),
        lambda r: r["filters"].update(reposts=False),
        lambda r: r.update(negative_sentence="Nhiều nhất 1 %."),
        lambda r: r.update(forecast={"low": 1, "middle": 2, "high": 3}),
    ],
)
def test_a_forged_record_of_two_readers_is_told_in_vietnamese(forge: Any) -> None:
    record = record_of("mean")
    forge(record)
    outcome = replay(record | {"digest": record_digest(record)})
    assert not outcome.agrees
    assert all(outcome.spoken) and not any("mục lạ" in said or "_" in said for said in outcome.spoken)
