"""Readings brought up to the model: nothing is lost by a kill, nothing changes by doing it twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.base.models import LogEntry
from haichieu.posts.actions import correct_reading, plan_post, reread_tones, rereading, withdraw_correction
from haichieu.posts.errors import PostsError
from haichieu.posts.models import DailyMix, PlannedPost, ToneReading
from haichieu.posts.queries import PERSON, items_to_read, reading_models
from haichieu.posts.rules import load_model
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel
from tests.posts.labelled_runs import HARM, NOTICE, make_posts

pytestmark = pytest.mark.django_db

MODEL = load_model()


class Killed(BaseException):
    """The process ends in the middle of its work."""


def reread(cast: Cast, channels: list[object], **options: object) -> int:
    return reread_tones(by=cast.minh, channels=channels, model=MODEL, at=NOW, **options).posts


def test_every_reading_names_the_model_that_made_it(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    posts = make_posts(channel, HARM, 3) + make_posts(channel, NOTICE, 2)
    assert reread(cast, [channel]) == 5
    assert reading_models(channels=[channel.pk], first=TODAY, last=TODAY) == [MODEL.version]
    assert ToneReading.objects.get(item=posts[0]).tone == "negative"
    mix = DailyMix.objects.get(channel=channel)
    assert (mix.items, mix.negative, mix.neutral) == (5, 3, 2)


def test_a_killed_run_goes_on_where_it_stood(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "BATCH", 4)
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 10)

    def kill(posts: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        reread(cast, [channel], progress=kill)
    assert ToneReading.objects.filter(model=MODEL.version).count() == 4
    told: list[int] = []
    assert reread(cast, [channel], progress=told.append) == 6
    assert told == [4, 2]
    assert not items_to_read(channels=[channel.pk], version=MODEL.version).exists()


def test_doing_it_again_changes_nothing(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, 4)
    reread(cast, [channel])
    before, logged = list(ToneReading.objects.order_by("pk").values()), LogEntry.objects.count()
    assert reread(cast, [channel]) == 0
    assert LogEntry.objects.count() == logged
    assert reread(cast, [channel], stale_only=False) == 4
    assert list(ToneReading.objects.order_by("pk").values()) == before


def test_each_batch_is_logged_with_its_model(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, 2)
    reread(cast, [channel])
    entry = LogEntry.objects.get(verb="reread_tones")
    assert (entry.by, entry.ref) == (str(cast.minh.pk), str(channel.pk))
    assert MODEL.version in entry.value.text


def test_a_post_without_a_reading_gets_one(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 2)
    ToneReading.objects.all().delete()
    assert reread(cast, [channel]) == 2


def test_what_a_person_corrected_stays_until_it_is_taken_back(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    post = make_posts(channel, HARM, 1)[0]
    reread(cast, [channel])
    correct_reading(by=cast.hoa, item=post, tone="neutral", advisory=True, at=NOW)
    assert reread(cast, [channel], stale_only=False) == 0
    held = ToneReading.objects.get(item=post)
    assert (held.tone, held.advisory, held.model) == ("neutral", True, PERSON)
    assert DailyMix.objects.get(channel=channel).negative == 0
    assert withdraw_correction(by=cast.hoa, item=post, at=NOW).tone == "negative"
    assert DailyMix.objects.get(channel=channel).negative == 1
    with pytest.raises(PostsError, match="do máy đọc"):
        withdraw_correction(by=cast.hoa, item=post, at=NOW)


def test_a_stranger_rereads_and_corrects_nothing(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    post = make_posts(channel, NOTICE, 1)[0]
    with pytest.raises(NotAllowed):
        reread_tones(by=cast.son, channels=[channel], model=MODEL, at=NOW)
    with pytest.raises(NotAllowed):
        correct_reading(by=cast.son, item=post, tone="neutral", advisory=False, at=NOW)


def test_a_batch_costs_the_same_queries_for_few_posts_and_for_many(cast: Cast) -> None:
    counts = []
    for number in (3, 60):
        channel = make_channel(unit=cast.hoa_union)
        make_posts(channel, NOTICE, number)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            reread(cast, [channel])
        counts.append(len(seen))
    assert counts[0] >= counts[1]  # the first one also learns the tree


def test_drafts_are_estimated_again_and_counted_in_the_progress(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, NOTICE, 2)
    words = {"channel": channel, "planned_for": TODAY, "at": NOW, "by": cast.hoa}
    stale, dropped = (plan_post(title=HARM.format(n), **words) for n in (2, 3))
    fresh = plan_post(title="Lịch họp tháng 12", **words)
    estimated = stale.p_negative, stale.p_advisory
    PlannedPost.objects.exclude(pk=fresh.pk).update(p_negative=0.01, p_advisory=0.9)
    PlannedPost.objects.filter(pk=dropped.pk).update(dropped_at=NOW, dropped_by="1")
    told: list[int] = []
    asked = {"by": cast.minh, "channels": [channel], "model": MODEL, "at": NOW}
    done = reread_tones(progress=told.append, **asked)
    assert (done.posts, done.drafts, told) == (2, 1, [2, 2])
    stale.refresh_from_db()
    dropped.refresh_from_db()
    assert (stale.p_negative, stale.p_advisory) == pytest.approx(estimated, abs=1e-6)
    assert dropped.p_negative == 0.01
    entry = LogEntry.objects.get(verb="estimate_drafts")
    assert (entry.by, entry.ref) == (str(cast.minh.pk), str(channel.pk))
    logged = LogEntry.objects.count()
    assert reread_tones(**asked).drafts == 0
    assert LogEntry.objects.count() == logged
