"""Freeze, draw, label, certify: the order cannot be turned, runs are numbered, and the record replays."""

import json
from datetime import date, timedelta

import pytest

from haichieu.posts.actions import close_audit, freeze_frame, give_verdict, start_audit, undo_verdict
from haichieu.posts.errors import EditedPost, EmptyFrame, PostsError, StaleVerdict
from haichieu.posts.models import Audit, FrozenFrame, SeedSource
from haichieu.posts.queries import AuditState, audit_state
from haichieu.posts.rules import replay
from haichieu.stats.limits import Limit
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_item

pytestmark = pytest.mark.django_db

LIMIT = Limit.parse("15%")


def frozen(cast: Cast, *, posts: int = 120, negative_each: int = 20, first: date = TODAY) -> FrozenFrame:
    channel = make_channel(unit=cast.hoa_union)
    for number in range(posts):
        make_item(channel=channel, tone="negative" if number % negative_each == 0 else "neutral")
    return freeze(cast, [channel], first)


def freeze(cast: Cast, channels: list[object], first: date = TODAY) -> FrozenFrame:
    return freeze_frame(
        by=cast.minh, unit=cast.federation, channels=channels, first=first, last=TODAY, limit=LIMIT, at=NOW
    )


def label_all(cast: Cast, audit: Audit) -> AuditState:
    state = audit_state(audit)
    while state.item is not None:
        tone = "negative" if state.item.tone.tone == "negative" else "neutral"
        give_verdict(by=cast.minh, audit=audit, item=state.item, tone=tone, advisory=False, at=NOW)
        state = audit_state(audit)
    return state


def test_labels_lead_to_a_certificate_that_replays_from_its_record(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="xúc xắc 3-1-4", at=NOW)
    state = label_all(cast, audit)
    assert state.decision == "below" and state.read < state.total
    closed = close_audit(by=cast.minh, audit=audit, at=NOW)
    record = json.loads(json.dumps(closed.certificate))
    assert record["frame_hash"] == audit.frame.frame_hash and record["run"] == 1 and record["log_head"]
    assert replay(record).agrees
    record["labels"][0]["tone"] = "negative"
    assert not replay(record).agrees


def test_the_same_list_is_the_same_frame_and_every_run_on_it_is_numbered(cast: Cast) -> None:
    channel = make_channel(unit=cast.federation)
    make_item(channel=channel)
    frame = freeze(cast, [channel])
    assert freeze(cast, [channel]) == frame
    runs = [start_audit(by=cast.minh, frame=frame, seed=str(n), at=NOW).run for n in range(3)]
    assert runs == [1, 2, 3]


def certified(cast: Cast, channel: object, *, first: date = TODAY, limit: Limit = LIMIT) -> dict[str, object]:
    frame = freeze_frame(
        by=cast.minh, unit=cast.federation, channels=[channel], first=first, last=TODAY, limit=limit, at=NOW
    )
    audit = start_audit(by=cast.minh, frame=frame, seed="1", at=NOW, seed_source=SeedSource.DRAWN)
    record = json.loads(json.dumps(close_audit(by=cast.minh, audit=audit, at=NOW).certificate))
    assert replay(record).agrees
    return record


def test_earlier_runs_on_overlapping_lists_stand_on_the_certificate(cast: Cast) -> None:
    channel, other = (make_channel(unit=cast.federation, name=name) for name in ("Trang A", "Trang B"))
    for place in (channel, other):
        make_item(channel=place)
    first = certified(cast, channel)
    assert (first["earlier"], first["seed_source"]) == ([], "drawn")
    certified(cast, other)
    wider = certified(cast, channel, first=TODAY - timedelta(days=9))
    assert [(run["run"], run["frame_hash"]) for run in wider["earlier"]] == [(1, first["frame_hash"])]
    assert [run["decision"] for run in certified(cast, channel)["earlier"]] == ["undecided"] * 2


def test_the_certificate_counts_its_readers(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="2", at=NOW)
    for person in (cast.minh, cast.lan, cast.minh):
        item = audit_state(audit).item
        give_verdict(by=person, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    certificate = close_audit(by=cast.minh, audit=audit, at=NOW).certificate
    assert certificate["readers"] == 2 and "sau khi 2 người đọc 3" in certificate["sentence"]
    assert certificate["seed_source"] == "given"


def test_two_units_freeze_the_same_list_apart_but_share_the_numbers_of_its_runs(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_item(channel=channel)
    above = freeze(cast, [channel])
    own = freeze_frame(
        by=cast.hoa, unit=cast.hoa_union, channels=[channel], first=TODAY, last=TODAY, limit=LIMIT, at=NOW
    )
    assert own.unit == cast.hoa_union and own.frame_hash == above.frame_hash
    assert start_audit(by=cast.minh, frame=above, seed="1", at=NOW).run == 1
    assert start_audit(by=cast.hoa, frame=own, seed="2", at=NOW).run == 2


def test_a_public_warning_is_never_counted_against_the_limit(cast: Cast) -> None:
    channel = make_channel(unit=cast.federation)
    for _ in range(20):
        make_item(channel=channel, tone="negative", advisory=True)
    audit = start_audit(by=cast.minh, frame=freeze(cast, [channel]), seed="1", at=NOW)
    while (state := audit_state(audit)).item is not None:
        give_verdict(by=cast.minh, audit=audit, item=state.item, tone="negative", advisory=True, at=NOW)
    closed = close_audit(by=cast.minh, audit=audit, at=NOW)
    assert closed.decision == "below"
    assert closed.certificate["shares"]["negative"]["estimate"] > 0.5


def test_undoing_draws_the_same_post_again(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="2", at=NOW)
    first = audit_state(audit).item
    give_verdict(by=cast.minh, audit=audit, item=first, tone="positive", advisory=False, at=NOW)
    assert audit_state(audit).item != first
    undo_verdict(by=cast.minh, audit=audit, at=NOW)
    state = audit_state(audit)
    assert (state.item, state.read, state.last) == (first, 0, None)
    assert audit.verdicts.count() == 1


def test_nobody_walks_back_label_by_label_past_a_plan(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="2", at=NOW)
    for _ in range(4):  # a plan is made after the third
        item = audit_state(audit).item
        give_verdict(by=cast.minh, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    undo_verdict(by=cast.minh, audit=audit, at=NOW)
    with pytest.raises(PostsError):
        undo_verdict(by=cast.minh, audit=audit, at=NOW)
    closed = close_audit(by=cast.minh, audit=audit, at=NOW)
    assert (closed.certificate["undone"], len(closed.certificate["labels"])) == (1, 3)


def test_two_people_never_label_the_same_draw(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="3", at=NOW)
    item = audit_state(audit).item
    give_verdict(by=cast.minh, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    with pytest.raises(StaleVerdict, match="người khác"):
        give_verdict(by=cast.lan, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)


def test_an_unreadable_post_counts_against_the_claim(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast, posts=10, negative_each=100), seed="4", at=NOW)
    while (state := audit_state(audit)).item is not None:
        give_verdict(by=cast.minh, audit=audit, item=state.item, tone="", advisory=False, at=NOW)
    assert close_audit(by=cast.minh, audit=audit, at=NOW).decision == "undecided"


def test_a_post_edited_after_the_freeze_takes_no_tone(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="2", at=NOW)
    drawn = audit_state(audit)
    assert not drawn.is_edited
    drawn.item.title = "Tiêu đề đã đổi"
    drawn.item.save()
    assert audit_state(audit).is_edited
    with pytest.raises(EditedPost, match="sửa sau khi chốt"):
        give_verdict(by=cast.minh, audit=audit, item=drawn.item, tone="neutral", advisory=False, at=NOW)
    give_verdict(by=cast.minh, audit=audit, item=drawn.item, tone="", advisory=False, at=NOW)
    assert audit_state(audit).read == 1
    assert close_audit(by=cast.minh, audit=audit, at=NOW).certificate["unreadable"] == 1


def test_stopping_early_says_undecided_plainly(cast: Cast) -> None:
    audit = start_audit(by=cast.minh, frame=frozen(cast), seed="5", at=NOW)
    item = audit_state(audit).item
    give_verdict(by=cast.minh, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    closed = close_audit(by=cast.minh, audit=audit, at=NOW)
    assert closed.decision == "undecided" and closed.certificate["sentence"].startswith("Chưa kết luận được")
    with pytest.raises(PostsError, match="khép lại"):
        undo_verdict(by=cast.minh, audit=closed, at=NOW)


def test_there_is_nothing_to_certify_without_posts(cast: Cast) -> None:
    with pytest.raises(EmptyFrame):
        freeze(cast, [make_channel(unit=cast.federation)])


def test_a_run_needs_a_seed_and_only_for_own_channels(cast: Cast) -> None:
    with pytest.raises(PostsError, match="số gieo"):
        start_audit(by=cast.minh, frame=frozen(cast, posts=3), seed=" ", at=NOW)
    channel = make_channel(unit=cast.son_union)
    make_item(channel=channel)
    with pytest.raises(PostsError, match="cấp dưới"):
        freeze_frame(
            by=cast.hoa, unit=cast.hoa_union, channels=[channel], first=TODAY, last=TODAY, limit=LIMIT, at=NOW
        )


def test_a_stranger_may_not_label(cast: Cast) -> None:
    frame = frozen(cast, posts=3)
    with pytest.raises(NotAllowed):
        start_audit(by=cast.son, frame=frame, seed="6", at=NOW)
