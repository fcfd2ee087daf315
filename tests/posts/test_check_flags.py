"""The advisory flag takes a post out of the count of a limit: a sample of its uses is looked at again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.base.models import LogEntry
from haichieu.posts.actions import (
    check_flag,
    draw_flag_checks,
    give_verdict,
    start_audit,
    withdraw_flag_check,
)
from haichieu.posts.errors import PostsError, SecondReader
from haichieu.posts.models import FlagCheck
from haichieu.posts.queries import audit_state, flag_checks, flag_misuse, helpful_posts
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import freeze

pytestmark = pytest.mark.django_db


def flagged(cast: Cast, posts: int = 60) -> object:
    channel = make_channel(unit=cast.hoa_union)
    for _ in range(posts):
        make_item(channel=channel, tone="negative", advisory=True)
    return channel


def misuse(cast: Cast) -> object:
    return flag_misuse(units=[cast.hoa_union.pk], first=TODAY, last=TODAY)


def test_about_one_flagged_negative_post_in_five_is_drawn_and_no_other(cast: Cast) -> None:
    channel = flagged(cast, 100)
    make_item(channel=channel, tone="neutral", advisory=True)
    make_item(channel=channel, tone="negative")
    make_item(channel=channel, tone="negative", advisory=True, day=TODAY - timedelta(days=200))
    drawn = draw_flag_checks(at=NOW, seed="x")
    assert 4 <= len(drawn) <= 40
    assert all(check.item.tone.tone == "negative" and check.item.day == TODAY for check in drawn)
    assert LogEntry.objects.get(verb="draw_flag_checks").by == "system:flags"


def test_drawing_again_draws_nothing_twice_and_another_seed_other_posts(cast: Cast) -> None:
    flagged(cast)
    first = {check.item_id for check in draw_flag_checks(at=NOW, seed="x")}
    assert draw_flag_checks(at=NOW, seed="x") == []
    FlagCheck.objects.all().delete()
    assert {check.item_id for check in draw_flag_checks(at=NOW, seed="y")} != first


def test_a_second_look_is_counted_with_its_interval(cast: Cast) -> None:
    flagged(cast)
    drawn = draw_flag_checks(at=NOW, seed="x")
    assert misuse(cast).interval is None
    check_flag(by=cast.minh, check=drawn[0], agrees=False, at=NOW)
    check_flag(by=cast.hoa, check=drawn[1], agrees=True, at=NOW)
    found = misuse(cast)
    assert (found.checked, found.wrong, found.waiting) == (2, 1, len(drawn) - 2)
    assert found.interval.low < 0.5 < found.interval.high
    waiting = flag_checks(units=[cast.hoa_union.pk])
    assert drawn[0] not in waiting and len(waiting) == len(drawn) - 2
    with pytest.raises(PostsError, match="vừa được người khác"):
        check_flag(by=cast.minh, check=drawn[0], agrees=True, at=NOW)


def test_nobody_looks_again_at_a_flag_of_their_own(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_item(channel=channel)
    audit = start_audit(by=cast.hoa, frame=freeze(cast.hoa, cast.hoa_union, [channel]), seed="1", at=NOW)
    item = audit_state(audit).item
    give_verdict(by=cast.hoa, audit=audit, item=item, tone="negative", advisory=True, at=NOW)
    seed = next(s for s in map(str, range(50)) if draw_flag_checks(at=NOW, seed=s))
    check = FlagCheck.objects.get()
    assert seed and check.verdict.by == str(cast.hoa.pk)
    assert not flag_checks(units=[cast.hoa_union.pk], person=str(cast.hoa.pk))
    assert flag_checks(units=[cast.hoa_union.pk], person=str(cast.lan.pk)).get() == check
    with pytest.raises(SecondReader, match="một người khác"):
        check_flag(by=cast.hoa, check=check, agrees=True, at=NOW)
    assert check_flag(by=cast.lan, check=check, agrees=True, at=NOW).agrees is True


def test_an_answer_is_taken_back_by_the_person_who_gave_it_alone(cast: Cast) -> None:
    flagged(cast)
    check = draw_flag_checks(at=NOW, seed="x")[0]
    with pytest.raises(PostsError, match="chưa có câu trả lời"):
        withdraw_flag_check(by=cast.minh, check=check, at=NOW)
    check_flag(by=cast.minh, check=check, agrees=False, at=NOW)
    with pytest.raises(PostsError, match="Chỉ người đã trả lời"):
        withdraw_flag_check(by=cast.hoa, check=check, at=NOW)
    with pytest.raises(NotAllowed):
        withdraw_flag_check(by=cast.son, check=check, at=NOW)
    row = withdraw_flag_check(by=cast.minh, check=check, at=NOW)
    assert (row.agrees, row.by, row.at) == (None, "", None)
    assert (misuse(cast).checked, check in flag_checks(units=[cast.hoa_union.pk])) == (0, True)
    entry = LogEntry.objects.get(verb="withdraw_flag_check")
    assert entry.by == str(cast.minh.pk) and '"agrees":false' in entry.value.text.replace(" ", "")
    assert check_flag(by=cast.hoa, check=check, agrees=True, at=NOW).by == str(cast.hoa.pk)


def test_a_stranger_checks_nothing(cast: Cast) -> None:
    flagged(cast)
    check = draw_flag_checks(at=NOW, seed="x")[0]
    with pytest.raises(NotAllowed):
        check_flag(by=cast.son, check=check, agrees=True, at=NOW)


def test_helpful_posts_are_doubtful_and_unread(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    clear = [make_item(channel=channel, title=f"Lịch họp số {n}") for n in range(4)]
    doubtful = make_item(channel=channel, title="Lịch họp về khiếu nại")
    doubtful.tone.p_negative, doubtful.tone.p_neutral, doubtful.tone.p_positive = 0.48, 0.47, 0.05
    doubtful.tone.save()
    found = helpful_posts(channels=[channel.pk], first=TODAY, last=TODAY, count=2)
    assert found[0] == doubtful and found[1] in clear
    doubtful.tone.model = "person"
    doubtful.tone.save()
    assert doubtful not in helpful_posts(channels=[channel.pk], first=TODAY, last=TODAY)


def test_drawing_and_asking_cost_the_same_queries_for_few_and_for_many(cast: Cast) -> None:
    counts = []
    for number in (60, 160):
        flagged(cast, number)
        with CaptureQueriesContext(connection) as seen:
            draw_flag_checks(at=NOW, seed="x")
            [str(check.item.channel) for check in flag_checks(units=[cast.hoa_union.pk])]
            misuse(cast)
        counts.append(len(seen))
    assert counts[0] == counts[1]
