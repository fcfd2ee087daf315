"""Tin bài: the list with its filters, one post, and taking a file in."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haichieu.channels.models import PublishedItem
from haichieu.posts.actions import count_days
from haichieu.web.posts.blocks.posts import ROWS
from tests.factories import TODAY, make_channel, make_item

CSV = """id,title,lead,published,comments
1,Trao nhà Mái ấm Công đoàn,,02/11/2026 08:00,Nguyễn Văn A khen
2,Lịch tiếp đoàn viên tháng 11,,03/11/2026 08:00,
3,,,04/11/2026 08:00,
"""


pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def channel(cast):
    return make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")


def titles(answer):
    return [row.item.title for row in answer.context["page"].rows]


def test_posts_are_found_without_diacritics(minh, channel):
    make_item(channel=channel, title="Đối thoại với người lao động")
    make_item(channel=channel, title="Khám sức khỏe định kỳ")
    assert titles(minh.get("/tin-bai/", {"q": "doi thoai"})) == ["Đối thoại với người lao động"]


def test_posts_are_filtered_by_channel_days_tone_and_advisory(minh, cast, channel):
    other = make_channel(unit=cast.federation)
    make_item(channel=channel, title="Cũ", day=date(2026, 10, 1))
    make_item(channel=channel, title="Mới", tone="negative")
    make_item(channel=channel, title="Bão gần bờ", tone="negative", advisory=True)
    make_item(channel=other, title="Kênh khác")
    for asked, found in (
        ({"channel": channel.pk}, {"Cũ", "Mới", "Bão gần bờ"}),
        ({"first": "01/11/2026"}, {"Mới", "Bão gần bờ", "Kênh khác"}),
        ({"last": "1/10/2026"}, {"Cũ"}),
        ({"tone": "negative"}, {"Mới", "Bão gần bờ"}),
        ({"advisory": "1"}, {"Bão gần bờ"}),
        ({"tone": "negative", "advisory": "0"}, {"Mới"}),
        ({"channel": "999999"}, set()),
        ({"tone": "chính trị", "after": "hôm qua~x"}, {"Cũ", "Mới", "Bão gần bờ", "Kênh khác"}),
    ):
        assert set(titles(minh.get("/tin-bai/", asked))) == found, asked


def test_a_day_that_is_none_is_said_beside_its_field(minh, channel):
    page = minh.get("/tin-bai/", {"first": "31/02/2026"}).content.decode()
    assert "“31/02/2026” không phải là ngày" in page


def test_the_pages_follow_one_another_without_gap_or_repeat(minh, channel):
    made = [make_item(channel=channel, day=TODAY - timedelta(i // 3)) for i in range(ROWS * 2 + 5)]
    seen, address = [], "/tin-bai/"
    for _ in range(4):
        page = minh.get(address).context["page"]
        seen += [row.item.pk for row in page.rows]
        if not page.has_more:
            break
        address = f"/tin-bai/?{page.next_address}"
    assert len(seen) == len(set(seen)) == len(made)


@pytest.mark.parametrize(
    "after",
    [
        "0001-01-01T00:00:00+14:00~5",
        "9999-12-31T23:59:59-12:00~5",
        "1989-12-31T00:00:00Z~5",
        "2026-11-20~5",
        "~",
    ],
)
def test_a_place_in_the_list_that_cannot_be_begins_at_the_newest(minh, channel, after):
    answer = minh.get("/tin-bai/", {"after": after})
    assert answer.status_code == 200
    assert titles(answer) == titles(minh.get("/tin-bai/"))


def test_counts_come_from_the_daily_mix(minh, channel):
    for tone in ("negative", "neutral", "neutral"):
        make_item(channel=channel, tone=tone)
    count_days([(channel.pk, TODAY)])
    assert minh.get("/tin-bai/").context["page"].count == 3
    assert minh.get("/tin-bai/", {"tone": "neutral"}).context["page"].count == 2
    assert minh.get("/tin-bai/", {"q": "hội nghị"}).context["page"].count is None


def test_htmx_gets_the_list_only(minh, channel):
    make_item(channel=channel, title="Một bài")
    part = minh.get("/tin-bai/", headers={"HX-Request": "true"}).content.decode()
    assert "Một bài" in part
    assert "<html" not in part


def test_one_post_says_what_the_machine_reads_and_which_model(minh, channel):
    item = make_item(channel=channel, title="Cháy kho vải", tone="negative")
    page = minh.get(f"/tin-bai/{item.pk}/").content.decode()
    for said in ("Cháy kho vải", "Ước lượng của máy", "80\u00a0%", "thu-nghiem", "Trang tin May Phù Sa"):
        assert said in page


def test_a_stranger_finds_no_such_post(client, cast, channel):
    item = make_item(channel=channel)
    client.force_login(cast.son)
    assert client.get(f"/tin-bai/{item.pk}/").status_code == 404
    assert titles(client.get("/tin-bai/", {"channel": channel.pk})) == []


def upload(client, channel, data, name="bai.csv"):
    file = SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())
    return client.post("/tin-bai/nap/", {"channel": channel.pk, "file": file})


def test_a_file_is_taken_in_and_again_without_doubling(minh, channel):
    answer = upload(minh, channel, CSV)
    assert answer.status_code == 302
    page = minh.get(answer["location"]).content.decode()
    assert "2 bài mới" in page
    assert "comments" in page
    assert "Nguyễn Văn A" not in page
    upload(minh, channel, CSV)
    assert PublishedItem.objects.filter(channel=channel).count() == 2
    assert minh.get("/tin-bai/").context["page"].count == 2


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "rong.csv"),
        (b"\x00\x01\x02\x03" * 50, "anh.csv"),
        (b"ten,ngay\na,b\n", "thieu-cot.csv"),
        (b"<html><body>khong phai luong tin</body></html>", "trang.xml"),
        (b'{"id": 1, "title"', "cut.jsonl"),
    ],
)
def test_a_bad_file_is_one_sentence_and_keeps_the_channel(minh, channel, data, name):
    answer = upload(minh, channel, data, name)
    if answer.status_code == 302:  # a broken row is set aside with its reason, not refused
        assert "Dòng để riêng" in minh.get(answer["location"]).content.decode()
        return
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="l-file"' in page
    assert f'value="{channel.pk}" selected' in page
    assert "Traceback" not in page
    assert PublishedItem.objects.count() == 0


def test_a_file_too_large_is_refused_before_it_is_read(minh, channel, settings):
    settings.MAX_UPLOAD_BYTES = 10
    answer = upload(minh, channel, CSV)
    assert answer.status_code == 422
    assert "hãy chia nhỏ" in answer.content.decode()


def test_nobody_adds_posts_to_a_channel_of_others(client, cast, channel):
    client.force_login(cast.son)
    answer = upload(client, channel, CSV)
    assert answer.status_code == 422
    assert PublishedItem.objects.count() == 0


@pytest.mark.parametrize("rows", [3, 30])
def test_the_queries_do_not_grow_with_the_posts(minh, channel, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_item(channel=channel)
    with django_assert_max_num_queries(21):
        assert minh.get("/tin-bai/").status_code == 200
