"""The dashboard's estimate is looked at daily: sound windows are left in peace, strange ones named."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.base.models import LogEntry
from haichieu.channels.models import Channel
from haichieu.posts.actions import close_audit, count_days, watch_drift
from haichieu.posts.actions.reading import read_words
from haichieu.posts.actions.watching import held_back_counts
from haichieu.posts.models import DriftReading
from haichieu.posts.queries import standing_doubts
from haichieu.posts.rules import load_model
from haichieu.stats.limits import Limit
from haichieu.stats.quantification import ReferenceScores
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel
from tests.posts.labelled_runs import HARM, NOTICE, freeze, make_posts, run_with_labels

pytestmark = pytest.mark.django_db

MODEL = load_model()
YESTERDAY = TODAY - timedelta(days=1)


def reference() -> ReferenceScores:
    """Held-back posts of the two patterns, half of them negative."""
    titles = [pattern.format(number + 2) for pattern in (HARM, NOTICE) for number in range(75)] * 6
    counted = read_words(MODEL, titles, [""] * len(titles)).counted
    return ReferenceScores.of(counted, np.arange(len(titles)) % 150 < 75)


REFERENCE = reference()


def sound_channel(cast: Cast) -> Channel:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, 75, day=YESTERDAY)
    make_posts(channel, NOTICE, 75, day=YESTERDAY)
    count_days([(channel.pk, YESTERDAY)])
    return channel


def strange_channel(cast: Cast, posts: int = 150) -> Channel:
    """Posts whose scores lie where neither kind of the reference has any."""
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, "Công nhân phản ánh lương tháng {} chậm, công ty trả lời", posts, day=YESTERDAY)
    count_days([(channel.pk, YESTERDAY)])
    return channel


def watch() -> dict[int, DriftReading]:
    looks = watch_drift(model=MODEL, reference=REFERENCE, at=NOW)
    return {look.channel_id: look for look in looks}


def test_a_window_like_the_reference_raises_no_doubt(cast: Cast) -> None:
    channel = sound_channel(cast)
    look = watch()[channel.pk]
    assert (look.doubt, look.posts, look.last_day) == ("", 150, YESTERDAY)
    assert look.first_day == YESTERDAY - timedelta(days=27)
    assert 0 < look.share_by_mean < 1 and look.distance <= look.threshold
    assert not standing_doubts(channels=[channel.pk], first=TODAY.replace(day=1), last=TODAY)


def test_posts_unlike_those_the_model_was_judged_on_raise_one(cast: Cast) -> None:
    channel = strange_channel(cast)
    look = watch()[channel.pk]
    assert look.doubt == "shape" and "đừng dựa vào ước lượng" in look.sentence
    found = standing_doubts(channels=[channel.pk], first=TODAY.replace(day=1), last=TODAY)
    assert [doubt.pk for doubt in found] == [DriftReading.objects.get(channel=channel).pk]


def test_an_estimate_that_people_have_ruled_out_is_doubted(cast: Cast) -> None:
    channel = sound_channel(cast)
    first = YESTERDAY - timedelta(days=20)
    frame = freeze(
        cast.minh, cast.federation, [channel], first=first, last=YESTERDAY, limit=Limit.parse("15%")
    )
    audit = run_with_labels(cast.minh, frame, lambda item: "neutral")
    close_audit(by=cast.minh, audit=audit, at=NOW)
    look = watch()[channel.pk]
    assert look.doubt == "audit" and "ngoài khoảng mà người đọc đã chứng nhận" in look.sentence


def test_a_certificate_of_other_days_or_of_several_channels_rules_nothing_out(cast: Cast) -> None:
    channel, other = sound_channel(cast), make_channel(unit=cast.hoa_union)
    make_posts(other, NOTICE, 5, day=YESTERDAY)
    make_posts(other, NOTICE, 5, day=YESTERDAY - timedelta(days=90))
    days = {"last": YESTERDAY, "limit": Limit.parse("15%")}
    frames = [
        freeze(cast.minh, cast.federation, [channel, other], first=YESTERDAY - timedelta(days=20), **days),
        freeze(cast.minh, cast.federation, [channel], first=YESTERDAY, **days),
    ]
    for frame in frames:
        audit = run_with_labels(cast.minh, frame, lambda item: "neutral")
        close_audit(by=cast.minh, audit=audit, at=NOW)
    assert watch()[channel.pk].doubt == ""


def test_a_later_look_without_doubt_ends_an_earlier_one(cast: Cast) -> None:
    channel = strange_channel(cast)
    watch()
    DriftReading.objects.create(
        channel=channel,
        first_day=TODAY - timedelta(days=27),
        last_day=TODAY,
        posts=200,
        model=MODEL.version,
        share_by_mean=0.1,
        share_by_emq=0.1,
        distance=1,
        threshold=2,
        at=NOW + timedelta(days=1),
    )
    assert not standing_doubts(channels=[channel.pk], first=YESTERDAY, last=TODAY)


def test_few_posts_raise_no_standing_doubt(cast: Cast) -> None:
    channel = strange_channel(cast, posts=20)
    assert watch()[channel.pk].doubt == "thin"
    assert not standing_doubts(channels=[channel.pk], first=YESTERDAY, last=YESTERDAY)


def test_the_model_is_held_against_its_own_held_back_posts(cast: Cast) -> None:
    held = held_back_counts(MODEL)
    assert held.prior == pytest.approx(MODEL.reference.prior, abs=1e-9)
    assert held.shares == pytest.approx(MODEL.reference.shares, abs=1e-9)
    channel = strange_channel(cast)
    (look,) = watch_drift(model=MODEL, at=NOW)
    assert (look.channel_id, look.posts) == (channel.pk, 150) and look.threshold > 0


def test_looking_twice_keeps_one_look_a_window_and_the_same_answer(cast: Cast) -> None:
    strange_channel(cast)
    watch()
    first = DriftReading.objects.values().get()
    watch()
    again = DriftReading.objects.values().get()
    assert (first["distance"], first["threshold"]) == (again["distance"], again["threshold"])


def test_closed_and_silent_channels_are_passed_over(cast: Cast) -> None:
    closed = sound_channel(cast)
    Channel.objects.filter(pk=closed.pk).update(closed_at=NOW)
    make_channel(unit=cast.hoa_union)
    assert watch() == {}
    assert not LogEntry.objects.filter(verb="watch_drift").exists()


def test_looking_at_many_channels_costs_no_more_queries(cast: Cast) -> None:
    counts = []
    for _ in range(2):
        strange_channel(cast, posts=10)
        with CaptureQueriesContext(connection) as seen:
            watch()
        counts.append(len(seen))
    assert counts[0] == counts[1]
