"""Drafts with a day: counted ahead, tied to what was published, and never in the way of anything."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import finish_obligation, submit_evidence
from haichieu.dispatches.models import MeasuredLimit, Obligation
from haichieu.posts.actions import (
    change_planned,
    count_days,
    drop_planned,
    plan_post,
    tie_planned,
    tie_published,
)
from haichieu.posts.errors import PastPlan, PostsError
from haichieu.posts.models import PlannedPost
from haichieu.posts.queries import month_ahead, outlook, planned_posts, untold_work
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_obligation

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


def plan(
    cast: Cast, channel: object, title: str = "Trao quà cho đoàn viên khó khăn", **given: object
) -> PlannedPost:
    asked = {"planned_for": TOMORROW, "at": NOW, **given}
    return plan_post(by=cast.hoa, channel=channel, title=title, **asked)


def test_a_draft_is_read_by_the_model_and_changed_and_dropped_by_its_people(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    draft = plan(cast, channel, "Cháy xưởng gỗ, hai người bị thương")
    assert draft.p_negative > 0.5
    changed = change_planned(by=cast.lan, planned=draft, title="Lịch tiếp công dân tháng 12", at=NOW)
    assert changed.p_negative < 0.5 and changed.planned_for == TOMORROW
    assert list(planned_posts(units=[cast.hoa_union.pk])) == [draft]
    drop_planned(by=cast.hoa, planned=draft, at=NOW)
    assert not planned_posts(units=[cast.hoa_union.pk])
    with pytest.raises(PostsError, match="đã được bỏ"):
        change_planned(by=cast.hoa, planned=draft, title="Khác", at=NOW)
    verbs = list(LogEntry.objects.filter(kind="planned_post").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["plan_post", "change_planned", "drop_planned"]


def test_a_day_that_is_over_is_no_plan_but_an_old_draft_may_still_be_reworded(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    with pytest.raises(PastPlan):
        plan(cast, channel, planned_for=TODAY - timedelta(days=1))
    draft = plan(cast, channel)
    later = NOW + timedelta(days=5)
    assert change_planned(by=cast.hoa, planned=draft, title="Trao quà Tết", at=later).title == "Trao quà Tết"
    with pytest.raises(PastPlan):
        change_planned(by=cast.hoa, planned=draft, planned_for=TODAY, at=later)
    with pytest.raises(PostsError, match="tiêu đề"):
        plan(cast, channel, "   ")


def test_a_stranger_plans_nothing_on_another_units_channel(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    draft = plan(cast, channel)
    with pytest.raises(NotAllowed):
        plan_post(by=cast.son, channel=channel, title="Tin", planned_for=TOMORROW, at=NOW)
    with pytest.raises(NotAllowed):
        drop_planned(by=cast.son, planned=draft, at=NOW)


def test_a_draft_finds_the_post_it_became_by_its_title(cast: Cast) -> None:
    channel, other = make_channel(unit=cast.hoa_union), make_channel(unit=cast.hoa_union)
    draft = plan(cast, channel, "Trao quà cho đoàn viên khó khăn")
    make_item(channel=other, title="Trao quà cho đoàn viên khó khăn")
    assert tie_published(at=NOW) == 0
    far = make_item(channel=channel, title="Trao quà cho đoàn viên khó khăn", day=TODAY - timedelta(days=13))
    near = make_item(channel=channel, title="TRAO QUÀ cho  đoàn viên khó khăn", day=TODAY)
    assert tie_published(at=NOW) == 1
    draft.refresh_from_db()
    assert draft.published_id in {near.pk, far.pk}
    assert draft.published == near
    assert tie_published(at=NOW) == 0
    entry = LogEntry.objects.get(verb="tie_planned")
    assert entry.by == "system:planning"


def test_two_drafts_never_become_one_post(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    plan(cast, channel, "Bản tin tuần")
    plan(cast, channel, "Bản tin tuần", planned_for=TOMORROW + timedelta(days=7))
    make_item(channel=channel, title="Bản tin tuần", day=TOMORROW)
    assert tie_published(at=NOW) == 1
    assert PlannedPost.objects.get(published=None).planned_for == TOMORROW + timedelta(days=7)


def test_a_person_ties_what_was_published_under_another_title(cast: Cast) -> None:
    channel = make_channel(unit=cast.hoa_union)
    draft, item = plan(cast, channel), make_item(channel=channel)
    elsewhere = make_item(channel=make_channel(unit=cast.hoa_union))
    with pytest.raises(PostsError, match="đúng kênh"):
        tie_planned(by=cast.hoa, planned=draft, item=elsewhere, at=NOW)
    assert tie_planned(by=cast.hoa, planned=draft, item=item, at=NOW).published == item
    assert not planned_posts(units=[cast.hoa_union.pk])
    with pytest.raises(PostsError, match="đã đăng"):
        drop_planned(by=cast.hoa, planned=draft, at=NOW)


def published_before(cast: Cast, days: int = 40) -> object:
    """Three posts a day, one in ten negative, up to yesterday."""
    channel = make_channel(unit=cast.hoa_union)
    number = 0
    for back in range(1, days + 1):
        for _ in range(3):
            number += 1
            tone = "negative" if number % 10 == 0 else "neutral"
            make_item(channel=channel, day=TODAY - timedelta(days=back), tone=tone)
        count_days([(channel.pk, TODAY - timedelta(days=back))])
    return channel


def limit_on(cast: Cast) -> MeasuredLimit:
    return MeasuredLimit.objects.create(
        dispatch=make_dispatch(unit=cast.federation, confirmed=True),
        unit=cast.federation,
        text="tin tiêu cực dưới 15%",
        counts="negative",
        numerator=15,
        denominator=100,
        strict=True,
    )


def test_the_month_is_seen_ahead_with_its_interval_and_what_a_limit_leaves_room_for(cast: Cast) -> None:
    published_before(cast)
    limit_on(cast)
    ahead = month_ahead(unit=cast.federation, month=TODAY, today=TODAY)
    assert (ahead.first, ahead.last, ahead.published) == (date(2026, 11, 1), date(2026, 11, 30), 57)
    assert ahead.outlook.posts.low <= 90 <= ahead.outlook.posts.high
    assert ahead.outlook.share.low < 0.1 < ahead.outlook.share.high
    assert ahead.history == 40
    (fit,) = ahead.fits
    assert fit.low <= fit.expected <= fit.high and "còn chỗ cho" in fit.sentence
    assert outlook(unit=cast.federation, month=TODAY, today=TODAY) == ahead.outlook


def test_drafts_move_the_outlook_and_an_advisory_does_not_count(cast: Cast) -> None:
    channel = published_before(cast)
    plain = outlook(unit=cast.hoa_union, month=TODAY, today=TODAY)
    for number in range(8):
        plan(cast, channel, f"Cháy xưởng gỗ, {number + 2} người bị thương")
    more = outlook(unit=cast.hoa_union, month=TODAY, today=TODAY)
    assert more.counted.mean > plain.counted.mean + 3
    for draft in PlannedPost.objects.all():
        change_planned(by=cast.hoa, planned=draft, advisory=True, at=NOW)
    assert outlook(unit=cast.hoa_union, month=TODAY, today=TODAY).counted.mean < plain.counted.mean + 0.5


def test_an_office_without_history_gets_a_wide_outlook_and_no_error(cast: Cast) -> None:
    ahead = month_ahead(unit=cast.hoa_union, month=TODAY, today=TODAY)
    assert (ahead.published, ahead.history, ahead.fits) == (0, 0, ())
    past = month_ahead(unit=cast.hoa_union, month=date(2026, 10, 3), today=TODAY)
    assert past.last == date(2026, 10, 31)


def done_work(cast: Cast, text: str, kind: str = "link", ref: str = "https://anh.example/1") -> Obligation:
    letter = make_dispatch(unit=cast.hoa_union, confirmed=True)
    work = make_obligation(dispatch=letter, text=text)
    submit_evidence(by=cast.hoa, obligation=work, kind=kind, ref=ref, snapshot={}, note="Đã làm xong", at=NOW)
    finish_obligation(by=cast.hoa, obligation=work, note="Xong", at=NOW)
    return work


def untold(cast: Cast) -> list[Obligation]:
    return untold_work(units=[cast.hoa_union.pk], first=TODAY.replace(day=1), last=TODAY)


def test_finished_work_with_something_to_show_waits_to_be_told(cast: Cast) -> None:
    shown = done_work(cast, "Sửa 12 phòng trọ cho công nhân")
    done_work(cast, "Đăng bài về hội thi", kind="post", ref="7")
    open_work = make_obligation(dispatch=make_dispatch(unit=cast.hoa_union, confirmed=True))
    assert open_work.done_at is None
    assert untold(cast) == [shown]
    draft = plan(cast, make_channel(unit=cast.hoa_union), "12 phòng trọ mới", tells=shown)
    assert untold(cast) == []
    drop_planned(by=cast.hoa, planned=draft, at=NOW)
    assert untold(cast) == [shown]


def test_papers_and_meetings_are_no_work_to_tell(cast: Cast) -> None:
    done_work(cast, "Gửi báo cáo quý IV về Liên đoàn trước ngày 15/12/2026")
    done_work(cast, "Dự họp giao ban tháng 11", ref="https://anh.example/2")
    told = done_work(cast, "Tặng quà 50 gia đình công nhân; báo cáo kết quả", ref="https://anh.example/3")
    assert untold(cast) == [told]


def test_work_shown_by_one_of_our_own_posts_is_told_already(cast: Cast) -> None:
    item = make_item(channel=make_channel(unit=cast.hoa_union))
    item.url = "https://congdoan.example/bai-7"
    item.save()
    done_work(cast, "Khám sức khỏe cho 200 công nhân", ref=item.url)
    assert untold(cast) == []


def test_questions_cost_the_same_queries_for_few_and_for_many(cast: Cast) -> None:
    channel = published_before(cast, days=3)
    limit_on(cast)
    counts = []
    for _ in range(2):
        for number in range(4):
            plan(cast, channel, f"Bản tin số {number} lúc {datetime.now(tz=NOW.tzinfo)}")
            done_work(cast, f"Việc tốt số {number}", ref=f"https://anh.example/{number}")
            make_item(channel=channel, title=f"Bản tin số {number} lúc {len(counts)}")
        with CaptureQueriesContext(connection) as seen:
            list(planned_posts(units=[cast.hoa_union.pk]))
            month_ahead(unit=cast.federation, month=TODAY, today=TODAY)
            untold(cast)
            tie_published(at=NOW)
        counts.append(len(seen))
    assert counts[0] == counts[1]
