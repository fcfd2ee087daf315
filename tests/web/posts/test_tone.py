"""One post's tone: the words that moved the machine, and a person's reading in its place."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haichieu.posts.actions import count_days
from haichieu.posts.models import DailyMix, DriftReading, ToneReading
from haichieu.posts.queries import PERSON
from haichieu.posts.rules import load_model
from haichieu.web.posts.blocks.tones import AGAINST, TOWARDS, model_words, moved_text
from tests.factories import NOW, TODAY, make_channel, make_item

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def channel(cast):
    return make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")


@pytest.fixture
def item(channel):
    return make_item(channel=channel, title="Khởi tố kế toán tham ô quỹ công đoàn", tone="negative")


def correct(client, item, **values):
    return client.post(reverse("post-correct", args=(item.pk,)), {"tone": "neutral"} | values)


def page_of(client, item):
    return client.get(reverse("post", args=(item.pk,))).content.decode()


def test_the_words_that_moved_the_machine_are_marked_and_told(minh, item):
    page = page_of(minh, item)
    assert '<mark class="moved moved-towards">Khởi tố' in page
    assert "từ đẩy máy về tiêu cực" in page
    assert "Đây là ước lượng, có thể sai." in page
    assert "Mô hình thu-nghiem" in page


def test_the_words_that_raised_the_flag_are_told_apart(minh, channel):
    item = make_item(channel=channel, title="Cảnh báo lừa đảo tuyển dụng qua Zalo", advisory=True)
    assert "Từ khiến máy cho là bài cảnh báo, khuyến cáo: “Cảnh báo" in " ".join(page_of(minh, item).split())


def test_where_the_stored_reading_is_another_the_words_still_speak_for_the_model(minh, channel):
    item = make_item(channel=channel, title="Khởi tố kế toán tham ô quỹ công đoàn", tone="neutral")
    page = page_of(minh, item)
    assert "từ đẩy máy về tiêu cực" in page
    assert "Các từ trên đẩy mô hình gốc về tiêu cực" in page


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Khởi tố kế toán tham ô quỹ công đoàn", "Công an vừa khởi tố,\nbắt tạm giam."),
        ("", "Chỉ có phần dẫn: cháy xưởng, hai người bị thương"),
        ("<b>Trao</b> 20 mái ấm & quà", ""),
        ("!!! ???", "…"),
    ],
)
def test_the_pieces_are_the_very_text(title, lead):
    text = moved_text(title, lead)
    assert "".join(piece.text for piece in text.title) == title
    assert "".join(piece.text for piece in text.lead) == lead
    assert {piece.side for piece in text.title + text.lead} <= {"", TOWARDS, AGAINST}


def test_markup_in_a_title_stays_text(minh, channel):
    page = page_of(minh, make_item(channel=channel, title="<script>alert(1)</script> cháy xưởng"))
    assert "<script>alert" not in page


def test_a_person_corrects_and_the_day_is_counted_anew(minh, channel, item):
    count_days([(channel.pk, TODAY)])
    assert correct(minh, item, advisory="1").status_code == 302
    reading = ToneReading.objects.get(item=item)
    assert (reading.tone, reading.advisory, reading.model) == ("neutral", True, PERSON)
    assert DailyMix.objects.get().negative == 0
    page = page_of(minh, item)
    for said in ("Người đọc đã sửa", "Phạm Quang Minh", "Máy ước lượng bài này tiêu cực", "Bỏ sửa"):
        assert said in page, said
    assert "98\u00a0%" not in page  # what is stored for a person is no chance
    assert "người đọc đã sửa" in minh.get(reverse("post-list")).content.decode()


def test_taking_the_correction_back_brings_the_machine_again(minh, item):
    correct(minh, item)
    minh.post(reverse("post-withdraw", args=(item.pk,)))
    assert ToneReading.objects.get(item=item).model == load_model().version
    assert "Người đọc đã sửa" not in page_of(minh, item)
    again = minh.post(reverse("post-withdraw", args=(item.pk,)))
    assert again.status_code == 422
    assert "không có gì để bỏ" in again.content.decode()


@pytest.mark.parametrize("tone", ["", "chính trị"])
def test_a_correction_without_a_tone_is_said_beside_its_field(minh, item, tone):
    answer = correct(minh, item, tone=tone)
    assert answer.status_code == 422
    assert "Hãy chọn một trong ba sắc thái." in answer.content.decode()
    assert ToneReading.objects.get(item=item).model != PERSON


def test_who_may_only_read_sees_no_form_and_a_stranger_no_post(client, cast, item):
    cast.hoa.roles.update(role="reader")
    client.force_login(cast.hoa)
    assert "Ghi theo người đọc" not in page_of(client, item)
    assert correct(client, item).status_code == 403
    client.force_login(cast.son)
    assert correct(client, item).status_code == 404


def test_the_version_names_the_unit_whose_labels_corrected_it(cast):
    assert model_words("2-abc", None) == "2-abc"


def doubt(channel, *, doubt="shape", sentence="Điểm máy chấm khác hẳn.", day=TODAY):
    return DriftReading.objects.create(
        channel=channel, first_day=day - timedelta(27), last_day=day, posts=200, model="thu-nghiem",
        share_by_mean=0.1, share_by_emq=0.2, distance=0.3, threshold=0.1, doubt=doubt, sentence=sentence, at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("address", ["post-list", "channel-list", "channel", "today"])
def test_a_doubt_is_one_sentence_and_hides_no_figure(minh, channel, item, address):
    count_days([(channel.pk, TODAY)])
    path = reverse(address, args=(channel.pk,) if address == "channel" else ())
    calm = minh.get(path).content.decode()
    assert "Ước lượng đang bị nghi ngờ" not in calm
    doubt(channel)
    page = minh.get(path).content.decode()
    assert page.count("Điểm máy chấm khác hẳn.") == 1
    assert "Trang tin May Phù Sa" in page
    for figure in ("100\u00a0%", "1 bài"):
        assert (figure in page) == (figure in calm)


def test_doubts_about_several_channels_are_one_sentence_with_the_reasons_below(minh, cast, channel):
    doubt(channel)
    doubt(make_channel(unit=cast.federation, name="Fanpage"), sentence="Trái với người đọc.")
    page = minh.get(reverse("post-list")).content.decode()
    assert "Ước lượng của máy cho 2 kênh đang không đáng tin" in page
    assert "Trái với người đọc." in page
    one = minh.get(reverse("post-list"), {"channel": channel.pk}).content.decode()
    assert "Trái với người đọc." not in one


def test_a_doubt_of_another_stretch_of_days_is_not_told(minh, channel):
    doubt(channel, day=TODAY - timedelta(200))
    page = minh.get(reverse("post-list"), {"first": "01/11/2026"}).content.decode()
    assert "nghi ngờ" not in page
