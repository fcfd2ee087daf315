"""What was asked for is part of the list; where the seed comes from is kept with it."""

import hashlib
import json
from datetime import timedelta

import pytest

from haichieu.posts.actions import close_audit, start_audit
from haichieu.posts.errors import PostsError
from haichieu.posts.models import FrozenFrame, SeedKind, ToneReading
from haichieu.posts.rules import Frame, replay
from haichieu.posts.runs import frame_of
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import freeze, run_with_labels

#: After the lottery of the day and the round that a list names.
LATER = NOW + timedelta(hours=12)

pytestmark = pytest.mark.django_db


def some_posts(cast: Cast) -> object:
    channel = make_channel(unit=cast.hoa_union, name="Trang tin của công đoàn")
    for number in range(6):
        make_item(channel=channel, repost=number % 3 == 0)
    return channel


def test_posts_passed_on_from_others_can_be_left_out_and_the_list_says_so(cast: Cast) -> None:
    channel = some_posts(cast)
    everything = freeze(cast.minh, cast.federation, [channel])
    own = freeze(cast.minh, cast.federation, [channel], reposts=False)
    assert (everything.size, own.size) == (6, 4)
    assert everything.frame_hash != own.frame_hash
    day = TODAY.isoformat()
    assert own.filters == {
        "channels": ["Trang tin của công đoàn"],
        "first": day,
        "last": day,
        "reposts": False,
    }
    assert own.record["filters"] == own.filters


def test_the_days_asked_for_are_in_the_hash_even_where_no_post_is(cast: Cast) -> None:
    channel = some_posts(cast)
    today = freeze(cast.minh, cast.federation, [channel])
    wider = freeze(cast.minh, cast.federation, [channel], first=TODAY - timedelta(days=6))
    assert today.size == wider.size and today.frame_hash != wider.frame_hash


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (SeedKind.TEXT, "sổ trực 20/11", "sổ trực 20/11"),
        (SeedKind.DICE, "3 1 6 2 2 5 4 1 6 3", "dice 3162254163"),
        (
            SeedKind.LOTTERY,
            "Xổ số miền Bắc; 20/11/2026; 48215 09377",
            "lottery 2026-11-20 Xổ số miền Bắc 4821509377",
        ),
    ],
)
def test_a_seed_is_kept_with_what_it_follows_from(cast: Cast, kind: SeedKind, text: str, value: str) -> None:
    frame = freeze(cast.minh, cast.federation, [some_posts(cast)])
    audit = start_audit(by=cast.minh, frame=frame, seed=text, seed_kind=kind, at=LATER)
    assert (audit.seed, audit.seed_kind) == (value, kind)
    record = json.loads(json.dumps(close_audit(by=cast.minh, audit=audit, at=LATER).certificate))
    assert record["seed_kind"] == kind and record["seed_evidence"] == audit.seed_evidence
    assert replay(record).agrees


def test_figures_that_cannot_be_known_yet_are_no_seed(cast: Cast) -> None:
    frame = freeze(cast.minh, cast.federation, [some_posts(cast)])
    figures = "Xổ số miền Bắc; 20/11/2026; 48215 09377"
    with pytest.raises(PostsError, match="chưa"):
        start_audit(by=cast.minh, frame=frame, seed=figures, seed_kind=SeedKind.LOTTERY, at=NOW)


def test_few_rolls_are_no_seed(cast: Cast) -> None:
    frame = freeze(cast.minh, cast.federation, [some_posts(cast)])
    with pytest.raises(PostsError, match="ít nhất 10 lần gieo"):
        start_audit(by=cast.minh, frame=frame, seed="3 1 6", seed_kind=SeedKind.DICE, at=NOW)


def test_a_list_that_names_a_round_takes_that_round_alone(cast: Cast) -> None:
    frame = freeze(cast.minh, cast.federation, [some_posts(cast)], beacon=True)
    named = frame_of(FrozenFrame.objects.get(pk=frame.pk)).beacon
    assert named is not None and named.round == frame.beacon_round and named.at > NOW
    signature = "ab" * 48
    value = hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    with pytest.raises(PostsError, match="hẹn trước vòng"):
        start_audit(by=cast.minh, frame=frame, seed="số tự chọn", at=NOW)
    with pytest.raises(PostsError, match="không phải vòng"):
        earlier = f"{named.round - 9} {value} {signature}"
        start_audit(by=cast.minh, frame=frame, seed=earlier, seed_kind=SeedKind.BEACON, at=LATER)
    audit = start_audit(
        by=cast.minh,
        frame=frame,
        seed=f"{named.round} {value} {signature}",
        seed_kind=SeedKind.BEACON,
        at=LATER,
    )
    assert audit.seed_evidence["round"] == named.round
    record = json.loads(json.dumps(close_audit(by=cast.minh, audit=audit, at=LATER).certificate))
    assert replay(record).agrees


def test_both_shares_are_decided(cast: Cast) -> None:
    channel = some_posts(cast)
    audit = start_audit(by=cast.minh, frame=freeze(cast.minh, cast.federation, [channel]), seed="1", at=NOW)
    record = close_audit(by=cast.minh, audit=audit, at=NOW).certificate
    assert {share["decision"] for share in record["shares"].values()} == {"undecided"}
    assert record["negative_sentence"]


def test_what_a_person_read_steers_the_draws_and_is_no_model(cast: Cast) -> None:
    channel = some_posts(cast)
    ToneReading.objects.filter(item__channel=channel).update(model="person", p_negative=0.98, p_advisory=0.02)
    assert freeze(cast.minh, cast.federation, [channel]).record["model"] == "person"


def test_a_list_of_before_filters_were_kept_is_still_read_to_its_end(cast: Cast) -> None:
    row = freeze(cast.minh, cast.federation, [some_posts(cast)])
    kept = {key: value for key, value in row.record.items() if key not in ("filters", "beacon")}
    old = Frame.from_dict({**kept, "format": "haichieu-frame/1"})
    row.record, row.frame_hash, row.filters = old.to_dict(), old.frame_hash, {}
    row.save()
    audit = run_with_labels(cast.minh, row, lambda item: "neutral")
    record = json.loads(json.dumps(close_audit(by=cast.minh, audit=audit, at=NOW).certificate))
    assert record["frame"]["format"] == "haichieu-frame/1" and record["filters"] is None
    assert replay(record).agrees
