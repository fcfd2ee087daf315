"""Kế hoạch: the month ahead, its room, its drafts by day, the weeks."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.dispatches.models import MeasuredLimit
from haichieu.posts.actions import count_days, plan_post
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_person

pytestmark = pytest.mark.usefixtures("on_the_day")


def publish(channel, *, days=60, negative=0):
    """A post on each of the days before today; every so many is negative."""
    items = [
        make_item(
            channel=channel,
            day=TODAY - timedelta(days=n),
            tone="negative" if negative and n % negative == 0 else "neutral",
        )
        for n in range(1, days + 1)
    ]
    count_days({(item.channel_id, item.day) for item in items})


def limit_of(unit, *, percent=15, counts="negative"):
    letter = make_dispatch(unit=unit, confirmed=True, number="412")
    return MeasuredLimit.objects.create(
        dispatch=letter, unit=unit, counts=counts, numerator=percent, denominator=100, strict=True,
        text="Bảo đảm tỷ lệ",
    )  # fmt: skip


@pytest.fixture
def channel(cast):
    return make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")


def test_the_month_says_what_is_expected_and_how_much_room_there_is(minh, cast, channel):
    limit_of(cast.federation)
    publish(channel, negative=20)
    page = minh.get("/ke-hoach/").content.decode()
    assert "Tháng 11/2026" in page
    assert "Mức dưới 15 % còn chỗ cho khoảng" in page.replace("\u00a0", " ")
    assert "Đến hết tháng: khoảng" in page and "412/LĐLĐ" in page
    assert "Ước lượng của máy" in page


def test_a_limit_on_each_channel_is_told_for_each_and_says_which_it_is(minh, cast, channel):
    limit = limit_of(cast.federation)
    limit.text = "dưới 15%"
    limit.save()
    letter = limit.dispatch
    letter.text = "2. Cân đối tin, bài trên từng\nkênh; bảo đảm tin, bài tiêu cực chiếm dưới 15% tổng số."
    letter.save()
    zalo = make_channel(unit=cast.hoa_union, name="Zalo")
    publish(channel, negative=20)
    publish(zalo, negative=2)
    answer = minh.get("/ke-hoach/")
    page = answer.content.decode()
    (room,) = answer.context["page"].month.rooms
    assert [one.name for one in room.channels] == [
        "Zalo – Công đoàn cơ sở May Phù Sa",
        "Trang tin Công đoàn Đông Triều – Liên đoàn Lao động tỉnh Đông Triều",
    ]
    assert "Đã vượt mức" in room.channels[0].sentence and "còn chỗ cho" in room.channels[1].sentence
    assert "Mức dưới 15 %, tính trên từng kênh; theo" in page
    letter.text = "2. Cân đối tin, bài; bảo đảm tin, bài tiêu cực chiếm dưới 15% tổng số."
    letter.save()
    (room,) = minh.get("/ke-hoach/").context["page"].month.rooms
    assert not room.channels and room.measured_on == "Mức dưới 15 %, tính chung mọi kênh"


def test_the_room_of_many_channels_asks_as_much(minh, cast, channel):
    limit = limit_of(cast.federation)
    limit.dispatch.text = "Trên mỗi kênh bảo đảm tỷ lệ tin tiêu cực dưới 15%."
    limit.dispatch.save()
    MeasuredLimit.objects.update(text="dưới 15%")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            minh.get("/ke-hoach/")
        return len(asked)

    publish(channel, days=5)
    few = questions()
    for _ in range(4):
        publish(make_channel(unit=cast.hoa_union), days=5)
    assert questions() <= few + 1


def test_only_the_month_of_today_is_called_this_month(minh, cast, channel):
    publish(channel)
    assert "Tháng này sẽ ra sao" in minh.get("/ke-hoach/").content.decode()
    later = minh.get("/ke-hoach/?month=2027-01").content.decode()
    assert "Tháng 01/2027 sẽ ra sao" in later and "Tháng này sẽ" not in later
    assert "Tháng 10/2026 đã ra sao" in minh.get("/ke-hoach/?month=2026-10").content.decode()


def test_a_limit_that_was_passed_is_said_with_the_way_back(minh, cast, channel):
    limit_of(cast.federation, percent=5)
    publish(channel, negative=3)
    page = minh.get("/ke-hoach/").content.decode().replace("\u00a0", " ")
    assert "Đã vượt mức dưới 5 %" in page and "việc đã làm mà chưa kể, ngoài số bài dự kiến" in page


def test_limits_of_units_below_say_nothing_about_the_unit(minh, cast, channel):
    limit_of(cast.hoa_union, percent=7)
    publish(channel, negative=20)
    page = minh.get("/ke-hoach/").content.decode()
    assert "Chưa có văn bản nào đặt mức" in page


def test_drafts_stand_under_their_days_with_the_estimate(minh, cast, channel):
    for day, title, advisory in (
        (TODAY + timedelta(3), "Trao nhà Mái ấm Công đoàn", False),
        (TODAY + timedelta(1), "Cảnh báo lừa đảo tuyển dụng", True),
        (date(2026, 12, 5), "Bài của tháng sau", False),
    ):
        plan_post(by=cast.minh, channel=channel, title=title, planned_for=day, advisory=advisory, at=NOW)
    answer = minh.get("/ke-hoach/")
    days = answer.context["page"].drafts.days
    assert [day.day for day in days] == [TODAY + timedelta(1), TODAY + timedelta(3)]
    page = answer.content.decode()
    assert page.index("Cảnh báo lừa đảo") < page.index("Trao nhà Mái ấm")
    assert "Máy đoán:" in page and "Bài của tháng sau" not in page
    assert "Bài của tháng sau" in minh.get("/ke-hoach/?month=2026-12").content.decode()


def test_the_weeks_are_a_picture_and_a_table_that_say_the_same(minh, cast, channel):
    publish(channel, negative=7)
    answer = minh.get("/ke-hoach/")
    figure = answer.context["page"].weeks
    assert len(figure.rows) == 8 and [row.is_now for row in figure.rows].index(True) == 3
    page = answer.content.decode()
    for row in figure.rows:
        assert row.column.label in page and row.counted in page and row.posts in page
        assert row.column.words in page  # what a pointer and a screen reader are told
    ahead = [row.week.outlook for row in figure.rows[3:]]
    assert all(a.counted.low <= a.counted.mean <= a.counted.high for a in ahead)
    assert all(row.week.outlook is None for row in figure.rows[:3])


def test_an_interval_promises_no_more_than_was_measured(minh, cast, channel):
    publish(channel, negative=7)
    page = minh.get("/ke-hoach/").content.decode()
    assert "máy sẽ đọc là tiêu cực, không phải số bài thật sự tiêu cực" in page
    assert "sáu đến tám trên mười lần với kênh đăng cả trăm bài một ngày" in page
    assert "con số thật" not in page


def test_the_way_back_is_work_that_was_done_and_no_post_to_fill_up(minh, cast, channel):
    limit_of(cast.federation, percent=5)
    publish(channel, negative=3)
    page = minh.get("/ke-hoach/").content.decode()
    assert "bài đăng cho đủ số không phải là việc" in page
    assert "bài khác" not in page


def test_a_month_that_is_over_shows_what_was_and_forecasts_nothing(minh, cast, channel):
    limit_of(cast.federation)
    publish(channel, negative=10)
    answer = minh.get("/ke-hoach/?month=2026-10")
    page = answer.content.decode()
    assert "Cả tháng: 31 bài" in page and "Đến hết tháng" not in page
    assert answer.context["page"].weeks is None and not answer.context["page"].month.rooms


@pytest.mark.parametrize("month", ["2026-13", "abc", "99999-01", "2026-00"])
def test_a_month_that_is_none_means_this_one(minh, cast, month):
    assert "Tháng 11/2026" in minh.get("/ke-hoach/", {"month": month}).content.decode()


def test_a_unit_is_chosen_and_htmx_gets_its_part_only(minh, cast, channel):
    part = minh.get("/ke-hoach/", {"unit": cast.hoa_union.pk}, headers={"HX-Request": "true"})
    assert "May Phù Sa" in part.content.decode() and "<html" not in part.content.decode()


def test_without_any_post_the_page_says_what_to_do_first(minh, cast):
    page = minh.get("/ke-hoach/").content.decode()
    assert "Chưa có bài nào đã đăng để ước lượng" in page
    assert "Chưa có bài dự kiến nào" in page


def test_a_reader_sees_the_plan_and_no_way_to_change_it(client, cast, channel):
    client.force_login(make_person(username="vy", unit=cast.federation, role="reader"))
    plan_post(by=cast.minh, channel=channel, title="Lễ ra quân", planned_for=TODAY, at=NOW)
    page = client.get("/ke-hoach/").content.decode()
    assert "Lễ ra quân" in page and "Viết bài dự kiến" not in page
