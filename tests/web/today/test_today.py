"""Hôm nay: what is late, due, waiting and near its limit; each number leads to its records."""

import re
from datetime import timedelta

import pytest

from haichieu.dispatches.actions import submit_assignment
from haichieu.dispatches.models import Assignment, Dispatch, MeasuredLimit
from haichieu.posts.actions import correct_reading, count_days, freeze_frame, plan_post, start_audit
from haichieu.posts.models import FlagCheck
from haichieu.stats.limits import Limit
from tests.factories import (
    NOW,
    TODAY,
    make_assignment,
    make_channel,
    make_dispatch,
    make_item,
    make_obligation,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


def limit_fifteen(dispatch):
    return MeasuredLimit.objects.create(
        dispatch=dispatch,
        unit=dispatch.unit,
        text="Tỷ lệ tin bài tiêu cực dưới 15%",
        counts="negative",
        numerator=15,
        denominator=100,
        strict=True,
    )


def posts_of(channel, *, negative, all_posts=20):
    for i in range(all_posts):
        make_item(channel=channel, tone="negative" if i < negative else "neutral")
    count_days([(channel.pk, TODAY)])


def test_a_new_office_is_told_where_to_begin(minh):
    page = minh.get("/").content.decode()
    assert "Bắt đầu từ đâu" in page
    assert 'href="/van-ban/them/"' in page


def test_every_number_leads_to_its_records(minh, cast):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    make_obligation(
        dispatch=letter, owner=cast.hoa_union, text="Nộp báo cáo quý", due_on=TODAY - timedelta(3)
    )
    make_obligation(dispatch=letter, text="Mở lớp tập huấn", due_on=TODAY + timedelta(7))
    make_obligation(dispatch=letter, text="Còn lâu mới đến hạn", due_on=TODAY + timedelta(8))
    make_obligation(dispatch=letter, text="Duy trì chuyên mục", due_on=None, review_on=TODAY + timedelta(2))
    make_obligation(dispatch=letter, text="Việc xem lại sau", due_on=None, review_on=TODAY + timedelta(60))
    make_dispatch(unit=cast.federation, subject="Thư chưa ai xác nhận")
    answer = minh.get("/")
    page = answer.content.decode()
    for address, number in (
        ("/nhiem-vu/?state=late", 1),
        ("/nhiem-vu/?state=soon", 1),
        ("/van-ban/?state=waiting", 1),
        ("/nhiem-vu/?state=standing", 2),
    ):
        found = re.search(
            rf'<a class="stat[^"]*" href="{re.escape(address)}">.*?stat-value">(\d+)<', page, re.S
        )
        assert found and int(found[1]) == number, address
        assert minh.get(address).status_code == 200
    assert "quá hạn 3 ngày" in page
    assert "Công đoàn cơ sở May Phù Sa" in page
    assert "còn 7 ngày" in page
    assert "Duy trì chuyên mục" in page
    assert "Thư chưa ai xác nhận" in page
    assert "Còn lâu mới đến hạn" not in page
    assert "Việc xem lại sau" not in page


def test_a_letter_that_could_not_be_read_waits_with_its_reason(minh, cast):
    letter = make_dispatch(unit=cast.federation)
    Dispatch.objects.filter(pk=letter.pk).update(set_aside="Tệp có mật khẩu.")
    assert "Tệp có mật khẩu." in minh.get("/").content.decode()


def test_a_calm_day_says_so(minh, cast):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    make_obligation(dispatch=letter, due_on=TODAY + timedelta(30))
    page = minh.get("/").content.decode()
    assert "Không có gì quá hạn" in page
    assert "Còn 1 việc đang mở" in page


def test_a_channel_over_its_limit_is_shown_as_an_estimate(minh, cast):
    limit_fifteen(make_dispatch(unit=cast.federation, confirmed=True))
    over, fine = (
        make_channel(unit=cast.hoa_union, name=name) for name in ("Trang tin vượt", "Trang tin yên")
    )
    posts_of(over, negative=4)
    posts_of(fine, negative=1)
    page = minh.get("/").content.decode()
    assert "Trang tin vượt" in page
    assert page.count("chưa đủ bài để biết") == 1 and "bài để chứng nhận" in page
    assert "Ước lượng của máy" in page
    assert "vượt giới hạn</" not in page, "the machine alone accuses nobody"
    assert "Đã chứng nhận" not in page


def test_a_run_begun_is_offered_again(minh, cast):
    channel = make_channel(unit=cast.federation)
    posts_of(channel, negative=1)
    frame = freeze_frame(
        by=cast.minh,
        unit=cast.federation,
        channels=[channel],
        first=TODAY,
        last=TODAY,
        limit=Limit(15, 100),
        at=NOW,
    )
    audit = start_audit(by=cast.minh, frame=frame, seed="1-2-3", at=NOW)
    assert f'href="/chung-nhan/{audit.pk}/doc/"' in minh.get("/").content.decode()


def test_drafts_that_are_due_and_flags_that_wait_are_told(minh, client, cast):
    make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    channel = make_channel(unit=cast.federation)
    assert "Kế hoạch tin bài" not in minh.get("/").content.decode()
    for days in (0, 6, 7):
        plan_post(
            by=cast.minh, channel=channel, title="Lễ ra quân", planned_for=TODAY + timedelta(days), at=NOW
        )
    item = make_item(channel=channel, tone="negative", advisory=True)
    FlagCheck.objects.create(item=item, drawn_at=NOW)
    page = minh.get("/").content.decode()
    assert "2 bài dự kiến cho 7 ngày tới" in page and 'href="/ke-hoach/bai/?state=due"' in page
    assert "1 bài mang dấu cảnh báo chờ bạn xem lại" in page and 'href="/ke-hoach/canh-bao/"' in page
    correct_reading(by=cast.minh, item=item, tone="negative", advisory=True, at=NOW)
    assert "chờ bạn xem lại" not in minh.get("/").content.decode()
    client.force_login(make_person(username="vy", unit=cast.federation, role="reader"))
    page = client.get("/").content.decode()
    assert "2 bài dự kiến" in page and "chờ bạn xem lại" not in page


def test_a_stranger_sees_nothing_of_it(client, cast):
    make_obligation(dispatch=make_dispatch(unit=cast.federation), owner=cast.hoa_union, text="Việc của Hoa")
    client.force_login(cast.son)
    assert "Việc của Hoa" not in client.get("/").content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_the_queries_do_not_grow_with_the_records(minh, cast, rows, django_assert_max_num_queries):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    limit_fifteen(letter)
    for _ in range(rows):
        make_dispatch(unit=cast.federation)
        make_obligation(dispatch=letter, owner=cast.hoa_union, due_on=TODAY - timedelta(1))
        make_obligation(dispatch=letter, owner=cast.son_union, due_on=TODAY + timedelta(1))
        posts_of(make_channel(unit=cast.hoa_union), negative=1, all_posts=2)
    with django_assert_max_num_queries(44):
        assert minh.get("/").status_code == 200


def test_the_boundaries_are_said_to_users(minh):
    page = minh.get("/gioi-han/").content.decode()
    assert page.count('id="ranh-gioi-') == 8
    assert "Không xét quan điểm chính trị" in page


def test_several_channels_that_cannot_be_told_are_one_box_with_their_names(minh, cast):
    limit_fifteen(make_dispatch(unit=cast.federation, confirmed=True))
    for number in range(3):
        posts_of(make_channel(unit=cast.hoa_union, name=f"Trang tin {number}"), negative=4)
    answer = minh.get("/")
    page = answer.content.decode()
    assert [row.channel.name for row in answer.context["day"].unsure] == [f"Trang tin {n}" for n in range(3)]
    assert page.count("note-soon") == 1 and page.count("bài để chứng nhận</a>") == 3


def test_a_unit_officer_begins_the_day_with_what_the_unit_was_given(client, cast):
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), text="Nộp danh sách")
    make_assignment(obligation=duty, unit=cast.hoa_union, due_on=TODAY + timedelta(2))
    make_assignment(obligation=duty, unit=cast.son_union, due_on=TODAY + timedelta(2))
    client.force_login(cast.hoa)
    page = client.get("/").content.decode()
    assert "Việc được giao" in page and "Xem cả 1 việc được giao" in page and "còn 2 ngày" in page
    assert "Bắt đầu từ đâu" not in page
    client.force_login(cast.minh)
    assert "việc được giao" not in client.get("/").content.decode()


def tiles(answer):
    found = re.findall(
        r'<a class="stat[^"]*" href="([^"]+)">.*?</svg> ([^<]+)</span><span class="stat-value">(\d+)<',
        answer.content.decode(),
        re.S,
    )
    return {url: (label, int(number)) for url, label, number in found}


def test_what_a_unit_was_given_counts_as_late_and_due_until_it_is_passed_on_or_submitted(client, cast):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    days = (-2, -1, -1, 0, 5, 7, 8)
    rows = [
        make_assignment(
            obligation=make_obligation(dispatch=letter, text=f"Việc {n}"),
            unit=cast.hoa_union,
            due_on=TODAY + timedelta(day),
        )
        for n, day in enumerate(days)
    ]
    below = make_unit(parent=cast.hoa_union)
    make_assignment(obligation=rows[0].obligation, unit=below, giver=cast.hoa_union, passed_from=rows[0])
    submit_assignment(by=cast.hoa, assignment=rows[1], note="Xong", at=NOW)
    client.force_login(cast.hoa)
    shown = tiles(client.get("/"))
    late, soon = "/viec-duoc-giao/?state=late", "/viec-duoc-giao/?state=soon"
    assert shown[late] == ("Việc được giao quá hạn", 1) and shown[soon] == (
        "Việc được giao đến hạn trong 7 ngày",
        3,
    )
    # no nought of the letters' duties stands beside them
    assert not any(url.startswith("/nhiem-vu/?state=late") for url in shown)
    for url in (late, soon):
        assert len(client.get(url).context["list"].rows) == shown[url][1]
    make_obligation(dispatch=make_dispatch(unit=cast.hoa_union, confirmed=True), due_on=TODAY - timedelta(1))
    both = tiles(client.get("/"))
    assert both["/nhiem-vu/?state=late"] == ("Nhiệm vụ quá hạn", 1) and both[late][1] == 1


def test_a_result_waits_only_for_somebody_who_may_decide(client, cast):
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    submit_assignment(
        by=cast.hoa, assignment=make_assignment(obligation=duty, unit=cast.hoa_union), note="Xong", at=NOW
    )
    administrator = make_person(unit=cast.federation, role="administrator")
    client.force_login(administrator)
    answer = client.get("/")
    assert answer.context["day"].to_decide == 0 and "chờ bạn duyệt" not in answer.content.decode()
    assert "chờ duyệt</span>)" not in answer.content.decode()
    client.force_login(cast.minh)
    assert "chờ duyệt</span>)" in client.get("/").content.decode()


def test_what_units_handed_in_waits_for_whoever_gave_it(minh, cast):
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    given = make_assignment(obligation=duty, unit=cast.hoa_union)
    submit_assignment(by=cast.hoa, assignment=given, note="Đã nộp danh sách.", at=NOW)
    page = minh.get("/").content.decode()
    assert "1 kết quả đơn vị đã nộp" in page and 'href="/da-giao/?state=submitted"' in page


def test_what_units_have_stands_apart_and_what_they_finished_is_closed_in_one_tap(minh, cast):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    waiting = make_obligation(dispatch=letter, text="Rà soát kênh", due_on=TODAY - timedelta(3))
    make_assignment(obligation=waiting, unit=cast.hoa_union)
    make_assignment(obligation=waiting, unit=cast.son_union, due_on=TODAY)
    ready = make_obligation(dispatch=letter, text="Nộp danh sách", due_on=TODAY + timedelta(3))
    given = make_assignment(obligation=ready, unit=cast.hoa_union)
    Assignment.objects.filter(pk=given.pk).update(state="done", done_at=NOW)
    answer = minh.get("/")
    page, day = answer.content.decode(), answer.context["day"]
    assert (day.counts.late, day.counts.units, day.counts.units_late) == (0, 1, 1)
    assert "Đang chờ đơn vị" in page and "1 lượt đơn vị trễ" in page and "0/2 đơn vị đã xong" in page
    assert "Đã quá hạn với cấp trên 3 ngày, còn 2 đơn vị." in page
    assert "Các đơn vị đã xong, chờ bạn báo xong" in page
    tap = re.search(r'action="(/nhiem-vu/\d+/[^"]+)">.*?name="note" value="([^"]+)"', page, re.S)
    assert tap is not None and tap[2] == "1/1 đơn vị đã xong."
    minh.post(tap[1], {"note": tap[2]})
    ready.refresh_from_db()
    assert ready.done_at is not None and ready.facts.get().note == "1/1 đơn vị đã xong."


def test_what_was_passed_on_waits_for_the_units_below(client, cast):
    below = make_unit(parent=cast.hoa_union)
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    hers = make_assignment(obligation=duty, unit=cast.hoa_union)
    lower = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=hers)
    client.force_login(cast.hoa)
    answer = client.get("/")
    assert answer.context["day"].given_counts.open == 0
    assert "1 việc được giao đang chờ cấp dưới" in answer.content.decode()
    Assignment.objects.filter(pk=lower.pk).update(state="done", done_at=NOW)
    assert client.get("/").context["day"].given_counts.open == 1
