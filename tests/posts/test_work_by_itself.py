"""What the posts room does by itself: every job is known, on its timetable, and safe to run twice."""

from datetime import UTC, datetime, time

import pytest

from haichieu.base.jobs import enqueue, run_waiting
from haichieu.base.jobs.registry import find
from haichieu.posts.actions import plan_post
from haichieu.posts.models import FlagCheck, PlannedPost, ToneReading
from haichieu.posts.rules import load_model
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import NOTICE, make_posts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("posts.watch_drift", time(5, 30)),
        ("posts.tie_planned", time(5, 45)),
        ("posts.sample_flags", time(6, 15)),
    ],
)
def test_daily_work_stands_on_the_timetable(name: str, at: time) -> None:
    found = find(name)
    assert found is not None and found.timetable.at == at


def do(name: str, **ids: int) -> list[str]:
    for _ in range(2):
        enqueue(name, **ids)
    return [outcome.value for _, outcome in run_waiting(clock=lambda: NOW)]


def test_daily_work_runs_twice_without_harm(cast: Cast, settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - datetime.now(UTC)
    channel = make_channel(unit=cast.hoa_union)
    plan_post(by=cast.hoa, channel=channel, title="Bản tin tuần", planned_for=TODAY, at=NOW)
    make_item(channel=channel, title="Bản tin tuần")
    for _ in range(60):
        make_item(channel=channel, tone="negative", advisory=True)
    outcomes = [do(name) for name in ("posts.watch_drift", "posts.tie_planned", "posts.sample_flags")]
    assert {outcome for pair in outcomes for outcome in pair} == {"xong"}
    assert PlannedPost.objects.get().published is not None
    assert 1 <= FlagCheck.objects.count() <= 30


def test_a_unit_is_read_again_in_the_background(cast: Cast) -> None:
    make_posts(make_channel(unit=cast.hoa_union), NOTICE, 3)
    make_posts(make_channel(unit=cast.son_union), NOTICE, 3)
    do("posts.reread_after_recalibration", unit=cast.hoa_union.pk)
    assert ToneReading.objects.filter(model=load_model().version).count() == 3
