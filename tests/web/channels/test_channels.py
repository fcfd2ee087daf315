"""Kênh: own channels, their shares against the limit, imports, and the leader's declaration."""

import pytest

from haichieu.channels.models import Channel, Import, SetAsideRow
from haichieu.dispatches.models import MeasuredLimit
from haichieu.posts.actions import close_audit, count_days, freeze_frame, start_audit
from haichieu.posts.models import ToneReading
from haichieu.stats.limits import Limit
from haichieu.web.shell.templatetags.viet import vn_date
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item

DECLARED = {
    "name": "Zalo OA Công đoàn May Phù Sa",
    "platform": "zalo",
    "url": "https://zalo.example/phusa",
    "proof": "code_word",
    "proof_note": "Mã HC-2041 đăng trên kênh ngày 10/11/2026",
}


pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


def channel_with_posts(unit, *, negative, all_posts=20, **values):
    channel = make_channel(unit=unit, **values)
    for i in range(all_posts):
        make_item(channel=channel, tone="negative" if i < negative else "neutral")
    count_days([(channel.pk, TODAY)])
    return channel


def lay_limit(unit):
    letter = make_dispatch(unit=unit, confirmed=True)
    MeasuredLimit.objects.create(
        dispatch=letter,
        unit=unit,
        text="dưới 15%",
        counts="negative",
        numerator=15,
        denominator=100,
        strict=True,
    )


def test_an_empty_list_says_what_to_do(lan):
    page = lan.get("/kenh/").content.decode()
    assert "Chưa có kênh nào." in page
    assert "/kenh/khai-bao/" in page


def test_the_list_measures_every_channel_against_the_limit_from_above(lan, cast):
    lay_limit(cast.federation)
    channel_with_posts(cast.hoa_union, negative=3, name="Trang đúng giới hạn")
    channel_with_posts(cast.son_union, negative=1, name="Trang trong giới hạn")
    make_channel(unit=cast.federation, name="Kênh chưa có bài")
    rows = {row.channel.name: row for row in lan.get("/kenh/").context["rows"]}
    assert rows["Trang đúng giới hạn"].standing.state == "unsure"
    assert rows["Kênh chưa có bài"].standing.state == ""
    assert rows["Kênh chưa có bài"].is_silent


def read_posts(channel, *, negative, all_posts, p_advisory=0.02):
    for i in range(all_posts):
        item = make_item(channel=channel, tone="negative" if i < negative else "neutral")
        chance = 0.97 if i < negative else 0.004
        ToneReading.objects.filter(item=item).update(p_negative=chance, p_advisory=p_advisory)
    count_days([(channel.pk, TODAY)])


def test_a_machine_claims_only_what_is_clear(lan, cast):
    lay_limit(cast.federation)
    calm, loud, few = (make_channel(unit=cast.hoa_union, name=name) for name in ("Yên", "Dữ", "Ít bài"))
    read_posts(calm, negative=2, all_posts=120)
    read_posts(loud, negative=60, all_posts=120)
    read_posts(few, negative=2, all_posts=15)
    rows = {row.channel.name: row.standing for row in lan.get("/kenh/").context["rows"]}
    assert {name: row.state for name, row in rows.items()} == {
        "Yên": "below",
        "Dữ": "above",
        "Ít bài": "unsure",
    }
    page = lan.get("/kenh/").content.decode()
    assert "Rõ là trong giới hạn" in page and "Rõ là vượt giới hạn" in page and "Chưa đủ bài để biết" in page
    assert rows["Yên"].to_read == 0 < rows["Ít bài"].to_read <= 15


def test_a_channel_that_nobody_can_judge_yet_leads_to_a_list_of_its_own_posts(lan, cast):
    lay_limit(cast.federation)
    few, other = make_channel(unit=cast.hoa_union), make_channel(unit=cast.hoa_union)
    read_posts(few, negative=2, all_posts=15)
    page = lan.get(f"/kenh/{few.pk}/")
    figure = page.context["figure"]
    assert f"Chứng nhận bằng cách đọc khoảng {figure.standing.to_read} bài" in page.content.decode()
    assert figure.standing.range in figure.finding
    form = lan.get(f"/chung-nhan/moi/?{figure.asked}")
    assert (
        form.context["choice"].ticked == {str(few.pk)} and str(other.pk) not in form.context["choice"].ticked
    )
    assert form.context["form"].values["first"] == vn_date(figure.period.first)


def test_posts_that_look_like_warnings_are_shown_to_people(lan, cast):
    lay_limit(cast.federation)
    channel = make_channel(unit=cast.hoa_union)
    read_posts(channel, negative=3, all_posts=3, p_advisory=0.5)
    read_posts(channel, negative=1, all_posts=4)
    page = lan.get(f"/kenh/{channel.pk}/").content.decode()
    assert "3 bài giống cảnh báo, hãy xem" in page and "advisory=2" in page
    assert len(lan.get("/tin-bai/", {"channel": channel.pk, "advisory": "2"}).context["page"].rows) == 3


def test_a_channel_shows_estimate_picture_table_and_proof(lan, cast):
    lay_limit(cast.federation)
    channel = channel_with_posts(cast.hoa_union, negative=2)
    page = lan.get(f"/kenh/{channel.pk}/").content.decode()
    assert page.count('<svg class="chart"') == 2
    assert "ước lượng của máy" in page
    assert "Số liệu của biểu đồ" in page
    assert "đã chứng nhận: người đọc" not in page, "no line, no legend"
    assert "Bản cam kết của lãnh đạo đơn vị" in page
    assert "Chưa có chứng nhận nào trong khoảng này" in page


def test_an_old_channel_is_measured_up_to_its_last_post(lan, cast):
    channel = make_channel(unit=cast.federation)
    old = TODAY.replace(year=2020)
    make_item(channel=channel, day=old)
    count_days([(channel.pk, old)])
    assert lan.get(f"/kenh/{channel.pk}/").context["figure"].mix.items == 1


def certify(cast, channels):
    frame = freeze_frame(
        by=cast.lan,
        unit=cast.federation,
        channels=channels,
        first=TODAY,
        last=TODAY,
        limit=Limit(15, 100),
        at=NOW,
    )
    return close_audit(by=cast.lan, audit=start_audit(by=cast.lan, frame=frame, seed="gieo", at=NOW), at=NOW)


def test_a_certificate_of_this_channel_alone_is_drawn_and_a_wider_one_is_only_named(lan, cast):
    alone = channel_with_posts(cast.federation, negative=1)
    other = channel_with_posts(cast.hoa_union, negative=1)
    certify(cast, [alone])
    certify(cast, [alone, other])
    page = lan.get(f"/kenh/{alone.pk}/")
    assert len(page.context["certificates"]) == 2
    assert len(page.context["figure"].certified) == 1
    assert "tỷ lệ này là của cả danh sách" in page.content.decode()
    assert lan.get(f"/kenh/{other.pk}/").context["figure"].certified == ()


def test_a_stranger_finds_no_such_channel(client, cast):
    channel = channel_with_posts(cast.hoa_union, negative=0)
    client.force_login(cast.son)
    assert client.get(f"/kenh/{channel.pk}/").status_code == 404
    assert channel.name not in client.get("/kenh/").content.decode()


def test_an_import_names_what_was_dropped_and_set_aside(lan, cast):
    channel = channel_with_posts(cast.hoa_union, negative=0)
    run = Import.objects.get(channel=channel)
    Import.objects.filter(pk=run.pk).update(dropped_columns=["reactions_by", "comments"])
    SetAsideRow.objects.create(
        import_run=run, line=14, reason="Thiếu ngày đăng.", values={"title": "Bài không ngày"}
    )
    page = lan.get(f"/kenh/{channel.pk}/").content.decode()
    assert "1 dòng để riêng" in page
    page = lan.get(f"/kenh/{channel.pk}/lan-nap/{run.pk}/").content.decode()
    for said in ("reactions_by, comments", "Thiếu ngày đăng.", "Bài không ngày"):
        assert said in page
    other = make_channel(unit=cast.federation)
    assert lan.get(f"/kenh/{other.pk}/lan-nap/{run.pk}/").status_code == 404


def test_a_leader_declares_a_channel_with_its_proof(lan, cast):
    answer = lan.post("/kenh/khai-bao/", {**DECLARED, "unit": cast.hoa_union.pk})
    channel = Channel.objects.get()
    assert answer["location"] == f"/kenh/{channel.pk}/"
    assert (channel.unit, channel.proof) == (cast.hoa_union, "code_word")
    assert "Đã khai báo kênh" in lan.get(answer["location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", "", "Hãy ghi tên kênh"),
        ("platform", "viber", "Hãy chọn nền tảng"),
        ("url", "javascript:alert(1)", "Địa chỉ phải bắt đầu bằng https://"),
        ("proof", "", "Hãy chọn một trong ba căn cứ."),
        ("proof_note", " ", "Hãy ghi rõ căn cứ"),
        ("unit", "999999", "Hãy chọn đơn vị chủ quản"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(lan, cast, name, value, sentence):
    answer = lan.post("/kenh/khai-bao/", {**DECLARED, "unit": cast.hoa_union.pk, name: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert Channel.objects.count() == 0
    kept = DECLARED["proof_note"] if name != "proof_note" else DECLARED["name"]
    assert kept in page


def test_a_name_that_is_taken_is_refused(lan, cast):
    make_channel(unit=cast.federation, name=DECLARED["name"])
    answer = lan.post("/kenh/khai-bao/", {**DECLARED, "unit": cast.federation.pk})
    assert answer.status_code == 422
    assert "Đã có kênh tên" in answer.content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_the_queries_do_not_grow_with_the_channels(lan, cast, rows, django_assert_max_num_queries):
    lay_limit(cast.federation)
    for _ in range(rows):
        channel_with_posts(cast.hoa_union, negative=1, all_posts=2)
    with django_assert_max_num_queries(26):
        assert lan.get("/kenh/").status_code == 200
    with django_assert_max_num_queries(29):
        assert lan.get(f"/kenh/{Channel.objects.first().pk}/").status_code == 200
