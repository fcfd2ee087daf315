"""Two people read each post, blind to each other; where they differ, each counts half or a third settles."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.base.models import LogEntry
from haichieu.posts.actions import close_audit, give_verdict, settle_verdict, start_audit, undo_verdict
from haichieu.posts.errors import PostsError, SecondReader, StaleVerdict
from haichieu.posts.models import Audit, Settling
from haichieu.posts.queries import audit_state, audits, next_to_read, open_draws
from haichieu.posts.rules import replay
from haichieu.stats.limits import Limit
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.factories import NOW, make_channel, make_person
from tests.posts.labelled_runs import NOTICE, freeze, make_posts, run_for_two

pytestmark = pytest.mark.django_db


def begun(cast: Cast, posts: int = 30, settling: Settling = Settling.MEAN, limit: str = "15%") -> Audit:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, posts)
    frame = freeze(cast.minh, cast.federation, [channel], limit=Limit.parse(limit))
    return run_for_two(cast.minh, frame, settling)


def give(audit: Audit, by: Person, item: object, tone: str = "neutral") -> None:
    give_verdict(by=by, audit=audit, item=item, tone=tone, advisory=False, at=NOW)


def read_batch(audit: Audit, by: Person, tone: str = "neutral") -> list[int]:
    """Everything that a person may read now."""
    read = []
    while (item := next_to_read(audit, by).item) is not None:
        give(audit, by, item, tone)
        read.append(item.pk)
    return read


def test_both_read_the_same_posts_and_only_then_they_count(cast: Cast) -> None:
    audit = begun(cast)
    minhs = read_batch(audit, cast.minh)
    assert len(minhs) == 3
    state = next_to_read(audit, cast.minh)
    assert (state.item, state.waits, state.read, state.own) == (None, True, 0, 3)
    lans = read_batch(audit, cast.lan)
    assert set(minhs) <= set(lans) and audit_state(audit).read >= 3
    assert next_to_read(audit, cast.minh).item is not None


def test_nothing_tells_a_reader_what_the_other_said_or_the_machine(cast: Cast) -> None:
    audit = begun(cast)
    before = next_to_read(audit, cast.lan)
    give(audit, cast.minh, next_to_read(audit, cast.minh).item, "negative")
    assert next_to_read(audit, cast.lan) == before
    fields = {name for name in dir(before) if not name.startswith("_")}
    assert not {"score", "estimate", "given", "interval"} & fields


def test_the_same_person_is_never_the_second_reader(cast: Cast) -> None:
    audit = begun(cast)
    item = next_to_read(audit, cast.minh).item
    give(audit, cast.minh, item)
    with pytest.raises(SecondReader, match="cần một người khác"):
        give(audit, cast.minh, item)
    give(audit, cast.lan, item)
    third = make_person(unit=cast.federation)
    with pytest.raises(StaleVerdict):
        give(audit, third, item)


def test_a_whole_run_for_two_ends_in_a_record_that_replays(cast: Cast) -> None:
    audit = begun(cast)
    while audit_state(audit).item is not None:
        read_batch(audit, cast.minh)
        read_batch(audit, cast.lan)
    record = json.loads(json.dumps(close_audit(by=cast.minh, audit=audit, at=NOW).certificate))
    assert replay(record).agrees
    assert (record["format"], record["readers_each"], record["settling"]) == (
        "haichieu-certificate/2",
        2,
        "mean",
    )
    assert record["decision"] == "below" and record["shares"]["negative"]["decision"] == "below"
    assert record["agreement"]["posts"] == record["labels_read"] and record["readers"] == 2
    assert record["labels"][0]["counted"] == "0/1" and len(record["labels"][0]["given"]) == 2
    assert record["trace"]["plans"] and record["filters"]["reposts"] is True


def test_where_two_differ_each_counts_half(cast: Cast) -> None:
    audit = begun(cast)
    read_batch(audit, cast.minh, "negative")
    for _ in range(3):
        give(audit, cast.lan, next_to_read(audit, cast.lan).item, "neutral")
    record = close_audit(by=cast.minh, audit=audit, at=NOW).certificate
    assert [label["counted"] for label in record["labels"]] == ["1/2"] * 3
    assert (record["agreement"]["posts"], record["agreement"]["equal"]) == (3, 0)


def test_a_third_person_settles_where_the_run_asks_for_one(cast: Cast) -> None:
    audit = begun(cast, settling=Settling.THIRD)
    read_batch(audit, cast.minh, "negative")
    first = next_to_read(audit, cast.lan)
    give(audit, cast.lan, first.item, "neutral")
    due = {"step": first.step, "item": first.item, "tone": "neutral", "advisory": False, "at": NOW}
    with pytest.raises(SecondReader):
        settle_verdict(by=cast.lan, audit=audit, **due)
    other = make_person(unit=cast.federation)
    waiting = {draw.step: draw.settles for draw in open_draws(audit, other)}
    assert waiting[first.step] is True
    elsewhere = next(draw.item for draw in open_draws(audit, other) if draw.item != first.item)
    with pytest.raises(StaleVerdict, match="không cần người thứ ba"):
        settle_verdict(by=other, audit=audit, **due | {"item": elsewhere})
    settle_verdict(by=other, audit=audit, **due | {"tone": "negative"})
    with pytest.raises(StaleVerdict, match="không cần người thứ ba"):
        settle_verdict(by=other, audit=audit, **due)
    assert LogEntry.objects.filter(verb="settle_verdict", by=str(other.pk)).count() == 1


def test_what_a_third_person_settled_stays_until_that_person_takes_it_back(cast: Cast) -> None:
    audit = begun(cast, settling=Settling.THIRD)
    read_batch(audit, cast.minh, "negative")
    first = next_to_read(audit, cast.lan)
    give(audit, cast.lan, first.item, "neutral")
    other = make_person(unit=cast.federation)
    give(audit, other, first.item, "negative")
    assert audit_state(audit).read == 1
    with pytest.raises(PostsError, match="không hoàn tác được nữa"):
        undo_verdict(by=cast.lan, audit=audit, at=NOW)
    assert undo_verdict(by=other, audit=audit, at=NOW).slot == 3
    assert undo_verdict(by=cast.lan, audit=audit, at=NOW).slot == 2
    assert audit_state(audit).read == 0


def test_readings_that_count_alike_ask_for_no_third(cast: Cast) -> None:
    audit = begun(cast, settling=Settling.THIRD)
    read_batch(audit, cast.minh, "positive")
    read_batch(audit, cast.lan, "neutral")
    assert audit_state(audit).read >= 3


def test_one_takes_back_own_words_alone_and_not_after_they_steered_the_draws(cast: Cast) -> None:
    audit = begun(cast)
    read_batch(audit, cast.minh)
    item = next_to_read(audit, cast.lan).item
    give(audit, cast.lan, item)
    assert undo_verdict(by=cast.lan, audit=audit, at=NOW).by == str(cast.lan.pk)
    with pytest.raises(PostsError, match="Chưa có bài nào"):
        undo_verdict(by=cast.lan, audit=audit, at=NOW)
    read_batch(audit, cast.lan)
    # Lan went on into the next batch: what Minh read has steered it.
    assert next_to_read(audit, cast.minh).last is None
    with pytest.raises(PostsError, match="không hoàn tác được nữa"):
        undo_verdict(by=cast.minh, audit=audit, at=NOW)


def test_two_people_work_on_different_posts_of_one_batch(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 30)
    frame = freeze(cast.minh, cast.federation, [channel], limit=Limit.parse("15%"))
    from_one = start_audit(by=cast.minh, frame=frame, seed="9", at=NOW)
    give(from_one, cast.minh, next_to_read(from_one, cast.minh).item)
    minh, lan = (next_to_read(from_one, person) for person in (cast.minh, cast.lan))
    assert minh.item != lan.item and minh.batch == lan.batch == 2
    give(from_one, cast.lan, lan.item)
    assert audit_state(from_one).read == 1, "draws enter in their order"
    give(from_one, cast.minh, minh.item)
    assert audit_state(from_one).read == 3


def test_in_which_order_people_read_changes_neither_draws_nor_evidence(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 30)
    frame = freeze(cast.minh, cast.federation, [channel], limit=Limit.parse("15%"))
    said = {cast.minh.pk: "neutral", cast.lan.pk: "positive"}
    records = []
    for turns in ([cast.minh, cast.lan], [cast.lan, cast.lan, cast.minh], [cast.lan, cast.minh, cast.minh]):
        audit = run_for_two(cast.minh, frame)
        for person in turns * 60:
            draws = open_draws(audit, person)
            if draws:
                tone = "negative" if draws[-1].item.pk % 9 == 0 else said[person.pk]
                give(audit, person, draws[-1].item, tone)
        record = close_audit(by=cast.minh, audit=audit, at=NOW).certificate
        ids = [(label["id"], label["counted"]) for label in record["labels"]]
        records.append((ids, record["evidence"], record["decision"], record["trace"]))
    assert records[0] == records[1] == records[2] and records[0][0]


def test_showing_a_run_costs_the_same_queries_however_far_it_is(cast: Cast) -> None:
    audit = begun(cast, posts=60, limit="3%")
    counts = []
    for _ in range(3):
        read_batch(audit, cast.minh)
        read_batch(audit, cast.lan)
        held = audits(units=[cast.federation.pk]).get(pk=audit.pk)
        next_to_read(held, cast.minh)
        held = audits(units=[cast.federation.pk]).get(pk=audit.pk)
        with CaptureQueriesContext(connection) as seen:
            next_to_read(held, cast.minh)
            open_draws(held, cast.minh)
        counts.append(len(seen))
    assert len(set(counts)) == 1
