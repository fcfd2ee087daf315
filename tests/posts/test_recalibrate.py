"""What people say flows back: kept where it makes the model better, refused where it does not, taken back at will."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.base.jobs import run_waiting
from haichieu.base.models import LogEntry
from haichieu.channels.models import PublishedItem
from haichieu.posts.actions import (
    close_audit,
    correct_reading,
    plan_post,
    recalibrate,
    recalibrate_after_labels,
    reread_tones,
    withdraw_calibration,
)
from haichieu.posts.errors import BadCalibration, PostsError
from haichieu.posts.models import FlagCheck, PlannedPost, ToneCalibration, ToneReading
from haichieu.posts.queries import calibrations_in_force, given_labels
from haichieu.posts.rules import load_model
from haichieu.posts.rules.comparison import Comparison, Tally
from haichieu.stats.limits import Limit
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import HARM, NOTICE, freeze, make_posts, run_with_labels

pytestmark = pytest.mark.django_db

MODEL = load_model()


def neutral(item: PublishedItem) -> str:
    return "neutral"


def as_the_model_says(item: PublishedItem) -> str:
    return "negative" if item.title.startswith("Cháy") else "neutral"


def channel_read_otherwise(cast: Cast, count: int = 60) -> object:
    """A channel whose people call everything neutral."""
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, count)
    run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
    return channel


def negative_chance(channel: object) -> float:
    return sum(ToneReading.objects.filter(item__channel=channel).values_list("p_negative", flat=True))


def test_labels_make_the_model_of_their_unit_better(cast: Cast) -> None:
    channel_read_otherwise(cast)
    made = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    assert (made.version, made.base_model) == (1, MODEL.version)
    assert made.loss_after < made.loss_before
    assert made.labels + 20 <= 60
    compared = Comparison.from_dict(made.parameters["compared"])
    assert (compared.posts, compared.negative, compared.new.said) == (30, 0, 0)
    assert compared.new.right > compared.old.right and compared.new.expected < compared.old.expected
    entry = LogEntry.objects.get(verb="recalibrate")
    assert entry.by == str(cast.hoa.pk) and "loss_after" in entry.value.text


def test_the_next_version_is_compared_with_the_one_in_force_on_the_same_posts(cast: Cast) -> None:
    channel = channel_read_otherwise(cast)
    first = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    make_posts(channel, HARM, 60)
    run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
    second = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    earlier, later = (Comparison.from_dict(row.parameters["compared"]) for row in (first, second))
    assert later.old.said < earlier.old.said  # the first version is the old one now, not the bare model
    assert later.new.expected <= later.old.expected


def test_readings_name_the_correction_and_come_back_without_it(cast: Cast) -> None:
    channel = channel_read_otherwise(cast)
    reread_tones(by=cast.hoa, channels=[channel], model=MODEL, at=NOW)
    plain = negative_chance(channel)
    draft = plan_post(by=cast.hoa, channel=channel, title=HARM.format(9), planned_for=TODAY, at=NOW)
    made = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    run_waiting(clock=lambda: NOW)
    versions = set(ToneReading.objects.filter(item__channel=channel).values_list("model", flat=True))
    assert versions == {f"{MODEL.version}+{cast.hoa_union.pk}.1"}
    assert negative_chance(channel) < plain
    assert PlannedPost.objects.get().p_negative < draft.p_negative
    withdraw_calibration(by=cast.lan, calibration=made, at=NOW)
    run_waiting(clock=lambda: NOW)
    assert negative_chance(channel) == pytest.approx(plain)
    assert PlannedPost.objects.get().p_negative == pytest.approx(draft.p_negative)
    with pytest.raises(PostsError, match="đã được bỏ"):
        withdraw_calibration(by=cast.lan, calibration=made, at=NOW)


def test_taking_one_back_brings_the_earlier_one_back(cast: Cast) -> None:
    channel = channel_read_otherwise(cast)
    first = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    make_posts(channel, HARM, 60)
    run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
    second = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    assert second.version == 2 and second.labels > first.labels

    def in_force() -> int:
        held = calibrations_in_force(base=MODEL.version, units=[cast.hoa_union.pk], on=TODAY)
        return held[cast.hoa_union.pk].version

    assert in_force() == 2
    withdraw_calibration(by=cast.hoa, calibration=second, at=NOW)
    assert in_force() == 1


def test_the_units_below_use_it_until_they_have_their_own(cast: Cast) -> None:
    channel_read_otherwise(cast)
    above = recalibrate(by=cast.lan, unit=cast.federation, at=NOW)
    units = [cast.hoa_union.pk, cast.son_union.pk]
    held = calibrations_in_force(base=MODEL.version, units=units, on=TODAY)
    assert set(held.values()) == {above}
    own = recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    held = calibrations_in_force(base=MODEL.version, units=units, on=TODAY)
    assert (held[cast.hoa_union.pk], held[cast.son_union.pk]) == (own, above)
    assert calibrations_in_force(base="2-other", units=units, on=TODAY) == {}


def test_a_correction_that_is_worse_on_the_newest_run_is_refused_with_its_figures(cast: Cast) -> None:
    channel_read_otherwise(cast)
    later = make_channel(unit=cast.hoa_union)
    make_posts(later, HARM, 30)
    frame = freeze(cast.hoa, cast.hoa_union, [later], limit=Limit(99, 100))
    run_with_labels(cast.hoa, frame, as_the_model_says)
    with pytest.raises(BadCalibration, match=r"nhãn để dành, sai số tăng từ 0,\d+ lên"):
        recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    assert not ToneCalibration.objects.exists()


def test_few_labels_teach_nothing(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, 30)
    run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
    with pytest.raises(BadCalibration, match="cần ít nhất 40 bài"):
        recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)


def test_the_same_labels_make_no_second_version(cast: Cast) -> None:
    channel_read_otherwise(cast)
    recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    with pytest.raises(BadCalibration, match="Chưa có nhãn mới"):
        recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)


def test_a_frozen_list_keeps_its_own_scores(cast: Cast) -> None:
    channel = channel_read_otherwise(cast)
    frame = freeze(cast.hoa, cast.hoa_union, [channel])
    before = frame.record["items"]
    recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    run_waiting(clock=lambda: NOW)
    frame.refresh_from_db()
    assert frame.record["items"] == before
    again = freeze(cast.hoa, cast.hoa_union, [channel])
    assert again.frame_hash != frame.frame_hash
    assert again.record["model"] == f"{MODEL.version}+{cast.hoa_union.pk}.1"


def test_closing_a_run_recalibrates_by_itself_once_enough_labels_came(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    make_posts(channel, HARM, 60)
    audit = run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
    close_audit(by=cast.hoa, audit=audit, at=NOW)
    run_waiting(clock=lambda: NOW)
    assert ToneCalibration.objects.get().made_by == "system:recalibration"
    later = NOW + timedelta(days=1)
    assert recalibrate_after_labels(unit_id=cast.hoa_union.pk, at=later) is None


def test_one_taken_back_does_not_come_again_by_itself_without_new_labels(cast: Cast) -> None:
    channel_read_otherwise(cast)
    made = recalibrate_after_labels(unit_id=cast.hoa_union.pk, at=NOW)
    assert made is not None
    withdraw_calibration(by=cast.lan, calibration=made, at=NOW + timedelta(hours=1))
    assert recalibrate_after_labels(unit_id=cast.hoa_union.pk, at=NOW + timedelta(hours=2)) is None


def test_labels_of_edited_posts_and_wrong_flags_are_put_right(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    posts = make_posts(channel, NOTICE, 4)
    run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
    posts[0].title = "Tiêu đề đã đổi"
    posts[0].save()
    other = make_item(channel=channel)
    correct_reading(by=cast.hoa, item=other, tone="negative", advisory=True, at=NOW)
    FlagCheck.objects.create(item=other, drawn_at=NOW, agrees=False, by="1", at=NOW)
    given = {label.item.pk: label for label in given_labels(units=[cast.hoa_union.pk])}
    assert set(given) == {post.pk for post in (*posts[1:], other)}
    assert given[other.pk].audit is None and not given[other.pk].label.advisory


def test_only_staff_of_the_unit_or_above_recalibrate(cast: Cast) -> None:
    channel_read_otherwise(cast)
    with pytest.raises(NotAllowed):
        recalibrate(by=cast.son, unit=cast.hoa_union, at=NOW)
    made = recalibrate(by=cast.minh, unit=cast.hoa_union, at=NOW)
    with pytest.raises(NotAllowed):
        withdraw_calibration(by=cast.son, calibration=made, at=NOW)


def test_gathering_labels_costs_the_same_queries_for_few_and_for_many(cast: Cast) -> None:
    counts = []
    for number in (3, 12):
        channel = make_channel(unit=cast.hoa_union)
        make_posts(channel, NOTICE, number)
        run_with_labels(cast.hoa, freeze(cast.hoa, cast.hoa_union, [channel]), neutral)
        with CaptureQueriesContext(connection) as seen:
            assert given_labels(units=[cast.hoa_union.pk])
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_chances_nearer_the_truth_are_refused_where_both_counts_get_worse(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel_read_otherwise(cast)
    worse = Comparison(30, 9, Tally(18, 30, 10, 7, 9.8), Tally(17, 30, 6, 6, 8.9))
    monkeypatch.setattr("haichieu.posts.actions.calibrating.compare", lambda *_: worse)
    with pytest.raises(BadCalibration, match="máy đoán đúng sắc thái 18 → 17 bài"):
        recalibrate(by=cast.hoa, unit=cast.hoa_union, at=NOW)
    assert not ToneCalibration.objects.exists()
