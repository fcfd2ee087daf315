"""Weeks before and after a day: counted where they are over, expected with a range where they are not."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.posts.actions import count_days, plan_post
from haichieu.posts.queries import weeks_around
from tests.factories import NOW, TODAY, make_channel, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(cast):
    """A post on each of the last sixty days and one today, every sixth negative."""
    found = make_channel(unit=cast.federation)
    items = [
        make_item(channel=found, day=TODAY - timedelta(n), tone="negative" if n % 6 == 5 else "neutral")
        for n in range(60)
    ]
    count_days({(item.channel_id, item.day) for item in items})
    return found


def weeks(cast, channel):
    return weeks_around(unit=cast.federation, channels=[channel.pk], today=TODAY)


def test_they_run_from_monday_to_sunday_without_a_gap(cast, channel):
    found = weeks(cast, channel)
    assert len(found) == 8 and all(week.first.weekday() == 0 for week in found)
    assert all(a.last + timedelta(1) == b.first for a, b in itertools.pairwise(found))
    assert [week.outlook is None for week in found] == [True] * 3 + [False] * 5


def test_a_week_that_is_over_is_what_was_published(cast, channel):
    assert [week.mix.items for week in weeks(cast, channel)[:3]] == [7, 7, 7]


def test_what_is_expected_of_this_week_holds_what_is_out_already(cast, channel):
    now = weeks(cast, channel)[3]
    assert now.first < TODAY < now.last and now.mix.items == 5  # Monday to Friday
    assert now.outlook.posts.low >= 4 and 5 < now.outlook.posts.mean < 9
    assert now.outlook.counted.low <= now.outlook.counted.mean <= now.outlook.counted.high


def test_drafts_are_counted_in_their_own_week(cast, channel):
    for days in (0, 1, 10, 11, 12):
        plan_post(
            by=cast.minh, channel=channel, title="Hội thao", planned_for=TODAY + timedelta(days), at=NOW
        )
    before = weeks(cast, channel)
    assert [week.planned for week in before[3:]] == [2, 0, 3, 0, 0]
    assert weeks(cast, channel) == before  # the same day gives the same forecast


def test_many_drafts_in_one_week_raise_what_is_expected(cast, channel):
    quiet = weeks(cast, channel)[4].outlook.posts.mean
    for n in range(30):
        plan_post(by=cast.minh, channel=channel, title=f"Bài {n}", planned_for=TODAY + timedelta(4), at=NOW)
    assert weeks(cast, channel)[4].outlook.posts.mean > max(quiet, 30)


def test_it_asks_as_many_questions_however_much_there_is(cast, channel):
    plan_post(by=cast.minh, channel=channel, title="Hội thao", planned_for=TODAY, at=NOW)
    with CaptureQueriesContext(connection) as asked:
        weeks(cast, channel)
    assert len(asked) <= 6  # three for the office's calendar


def test_without_any_post_nothing_is_expected(cast):
    found = weeks_around(unit=cast.federation, channels=[], today=TODAY)
    assert all(week.outlook.posts.high == 0 for week in found[3:])
