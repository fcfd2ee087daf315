"""One post's tone: the words that moved the machine, and a person's reading in its place."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from haichieu.base.models import LogEntry, LogValue
from haichieu.posts.actions import count_days
from haichieu.posts.models import DailyMix, DriftReading, ToneReading
from haichieu.posts.queries import PERSON, mark_of
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
    return client.post(
        reverse("post-correct", args=(item.pk,)), {"tone": "neutral", "advisory": "no"} | values
    )


def page_of(client, item):
    return client.get(reverse("post", args=(item.pk,))).content.decode()


def test_the_words_that_moved_the_machine_are_marked_and_told(minh, item):
    page = page_of(minh, item)
    assert '<mark class="moved moved-towards">Khởi tố' in page
    assert "Đẩy về tiêu cực: “" in page
    assert "Đây là ước lượng, có thể sai." in page
    assert "Mô hình thu-nghiem" in page


def test_the_words_that_raised_the_flag_are_told_apart(minh, channel):
    item = make_item(channel=channel, title="Cảnh báo lừa đảo tuyển dụng qua Zalo", advisory=True)
    assert "Từ khiến máy cho là bài cảnh báo, khuyến cáo: “Cảnh báo" in " ".join(page_of(minh, item).split())


def test_where_the_stored_reading_is_another_the_words_still_speak_for_the_model(minh, channel):
    item = make_item(channel=channel, title="Khởi tố kế toán tham ô quỹ công đoàn", tone="neutral")
    page = page_of(minh, item)
    assert "Đẩy về tiêu cực: “" in page
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
    assert correct(minh, item, advisory="yes").status_code == 302
    reading = ToneReading.objects.get(item=item)
    assert (reading.tone, reading.advisory, reading.model) == ("neutral", True, PERSON)
    assert DailyMix.objects.get().negative == 0
    page = page_of(minh, item)
    for said in (
        "Người đọc đã sửa",
        "Phạm Quang Minh",
        "Máy ước lượng bài này tiêu cực",
        "Bỏ điều người đọc ghi",
    ):
        assert said in page, said
    assert "98\u00a0%" not in page  # what is stored for a person is no chance
    assert "theo người đọc" in minh.get(reverse("post-list")).content.decode()


def test_nothing_is_chosen_beforehand_and_an_empty_answer_is_said(minh, channel):
    item = make_item(channel=channel, title="Cảnh báo lừa đảo qua Zalo", tone="negative", advisory=True)
    assert " checked" not in page_of(minh, item)
    answer = minh.post(reverse("post-correct", args=(item.pk,)), {})
    page = answer.content.decode()
    assert answer.status_code == 422 and " checked" not in page
    assert "Hãy chọn một trong ba sắc thái." in page
    assert "Hãy chọn: có phải bài cảnh báo, khuyến cáo hay không." in page
    half = correct(minh, item, tone="negative", advisory="")
    assert half.status_code == 422 and 'value="negative" checked' in half.content.decode()
    correct(minh, item)
    assert " checked" not in page_of(minh, item)
    assert LogEntry.objects.filter(kind="post", ref=str(item.pk)).count() == 1


def agree(client, item, seen=None):
    seen = mark_of(ToneReading.objects.get(item=item)) if seen is None else seen
    return client.post(reverse("post-agree", args=(item.pk,)), {"seen": seen})


def test_agreeing_is_one_tap_and_is_recorded_as_agreeing(minh, channel):
    item = make_item(channel=channel, title="Cháy xưởng gỗ", tone="negative", advisory=True)
    assert "Đồng ý với máy</button>" in page_of(minh, item)
    assert agree(minh, item).status_code == 302
    reading = ToneReading.objects.get(item=item)
    assert (reading.tone, reading.advisory, reading.model) == ("negative", True, PERSON)
    assert LogEntry.objects.get(kind="post", ref=str(item.pk)).verb == "agree_reading"
    page = page_of(minh, item)
    assert "Người đọc đồng ý với máy" in page and "Đồng ý với máy</button>" not in page
    assert "Người đọc đã sửa" not in page


@pytest.mark.parametrize("seen", ["", "neutral.0.thu-nghiem", "negative.0.1-cu"])
def test_nobody_agrees_with_a_reading_that_was_not_on_the_page(minh, item, seen):
    answer = agree(minh, item, seen)
    assert answer.status_code == 422
    assert "hãy xem lại trang rồi chọn" in answer.content.decode()
    assert ToneReading.objects.get(item=item).model != PERSON


def test_the_same_answer_as_the_machine_is_called_no_correction(minh, item):
    correct(minh, item, tone="negative")
    assert "Người đọc thấy như máy" in page_of(minh, item)


def test_what_the_machine_said_stays_on_the_page_with_its_version(minh, cast, item):
    ToneReading.objects.filter(item=item).update(
        p_negative=0.6123, p_neutral=0.3, p_positive=0.0877, model=f"2-abc+{cast.hoa_union.pk}.3"
    )
    told = "2-abc, hiệu chỉnh lần 3 của Công đoàn cơ sở May Phù Sa"
    assert told in page_of(minh, item)
    for tone in ("neutral", "positive"):
        correct(minh, item, tone=tone)
        page = page_of(minh, item)
        assert page.count(told) == 2 and "tiêu cực với xác suất 61,2\u00a0%" in page
        assert "Cán bộ truyền thông · Phạm Quang Minh, " in page


def test_where_the_log_keeps_no_figure_none_is_made_up(minh, item):
    correct(minh, item)
    value = LogEntry.objects.get(kind="post", ref=str(item.pk)).value
    kept = json.loads(value.text)
    del kept["before"]["chances"]
    LogValue.objects.filter(pk=value.pk).update(text=json.dumps(kept))
    page = page_of(minh, item)
    assert "mô hình thu-nghiem" in page and "xác suất" not in page
    LogValue.objects.all().delete()
    assert "Không còn lưu máy đã đọc bài này thế nào." in page_of(minh, item)


def test_the_key_tells_by_its_lines_what_the_words_do(minh, channel):
    item = make_item(channel=channel, title="Trao quà cho gia đình nạn nhân vụ cháy", tone="positive")
    page = page_of(minh, item)
    own = moved_text(item.title, "").word.lower()
    assert f"gạch liền</span> đẩy về {own}" in page
    assert f"gạch lượn sóng</span> kéo ra khỏi {own}" in page
    styles = Path(find("posts/tone.css")).read_text(encoding="utf-8")
    assert ": solid" in styles.split(".moved-towards")[1].split("}")[0]
    assert ": wavy" in styles.split(".moved-against")[1].split("}")[0]


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
