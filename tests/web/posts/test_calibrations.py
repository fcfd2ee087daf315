"""Hiệu chỉnh: versions with their gain, made and taken back; a refusal is a sentence on the page."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.base.jobs import enqueue, run_waiting
from haichieu.base.models import JobRun
from haichieu.posts.models import ToneCalibration, ToneReading
from haichieu.posts.queries import reading_version
from haichieu.posts.rules import load_model
from haichieu.posts.rules.comparison import Comparison, Tally
from haichieu.posts.rules.recalibration import Correction
from tests.factories import NOW, make_channel, make_item

pytestmark = pytest.mark.usefixtures("on_the_day")

LIST = "/tin-bai/hieu-chinh/"


def make_calibration(unit, *, version=1, by="system:recalibration", model="", **values):
    return ToneCalibration.objects.create(
        unit=unit, version=version, base_model=model or load_model().version,
        parameters=Correction(labels=60).to_dict(), labels=60 + version, loss_before=0.5, loss_after=0.4,
        made_by=by, made_at=NOW, **values,
    )  # fmt: skip


def test_without_any_version_the_page_says_so(minh):
    assert "Chưa có lần hiệu chỉnh nào" in minh.get(LIST).content.decode()


def test_versions_tell_before_and_after_who_and_which_counts(minh, cast):
    make_calibration(cast.federation, by=str(cast.lan.pk))
    make_calibration(cast.federation, version=2)
    make_calibration(cast.hoa_union, model="1-cu")
    page = minh.get(LIST).content.decode()
    for said in (
        "mô hình gốc 0,500, bản này 0,400", "Lần này chưa đếm số bài đúng, sai.", "Trịnh Ngọc Lan",
        "Hệ thống, sau khi có đủ nhãn mới",
        "Đang dùng", "Đã có bản mới", "Của mô hình cũ", "Công đoàn cơ sở May Phù Sa",
    ):  # fmt: skip
        assert said in page, said
    assert page.count("Đang dùng") == 1


def test_what_got_better_is_said_in_plain_words_on_the_same_posts(minh, cast):
    made = make_calibration(cast.federation)
    made.parameters["compared"] = Comparison(
        60, 12, Tally(40, 58, 20, 10, 21.4), Tally(48, 58, 14, 11, 12.6)
    ).to_dict()
    made.save()
    page = minh.get(LIST).content.decode()
    assert "Trên 60 bài đã có người đọc: máy đoán đúng sắc thái 40 → 48 bài." in page
    assert "tính ra 100 bài thì 50 → 79 bài" in page
    assert page.index("<details>") < page.index("Mất mát logarit")


def test_while_posts_are_read_again_the_page_says_how_far(minh, cast):
    channel = make_channel(unit=cast.federation)
    items = [make_item(channel=channel, title=f"Bài {number}") for number in range(5)]
    made = make_calibration(cast.federation)
    wanted = reading_version(made.base_model, made)
    ToneReading.objects.filter(item__in=items[:2]).update(model=wanted)
    assert "đọc lại," not in minh.get(LIST).content.decode()
    with transaction.atomic():
        enqueue("posts.reread_after_recalibration", unit=cast.federation.pk)
    page = minh.get(LIST).content.decode()
    assert "đang chờ đọc lại, 2 trên 5 bài đã được đọc lại" in page
    assert '<progress value="2" max="5"' in page and 'hx-trigger="every 3s"' in page
    run_waiting(clock=lambda: NOW)
    done = minh.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "Đã đọc lại xong mọi tin bài." in done and "every 3s" not in done


def test_a_rereading_that_failed_says_so_until_all_is_read(minh, cast):
    make_item(channel=make_channel(unit=cast.federation))
    with transaction.atomic():
        enqueue("posts.reread_after_recalibration", unit=cast.federation.pk)
    JobRun.objects.update(set_aside_at=NOW)
    assert "đã dừng vì lỗi, 0 trên 1 bài" in minh.get(LIST).content.decode()
    ToneReading.objects.update(model=load_model().version)
    assert "đã dừng vì lỗi" not in minh.get(LIST).content.decode()


def test_a_version_is_taken_back_and_the_one_before_counts_again(minh, cast):
    make_calibration(cast.federation)
    newest = make_calibration(cast.federation, version=2)
    assert minh.post(reverse("calibration-withdraw", args=(newest.pk,)))["location"] == LIST
    newest.refresh_from_db()
    assert newest.withdrawn_by == str(cast.minh.pk)
    page = minh.get(LIST).content.decode()
    assert "Đã bỏ" in page
    assert page.count("Đang dùng") == 1
    again = minh.post(reverse("calibration-withdraw", args=(newest.pk,)))
    assert again.status_code == 422
    assert "đã được bỏ trước đó" in again.content.decode()


def test_a_refusal_is_its_sentence_beside_the_button(minh, cast):
    answer = minh.post(reverse("calibration-make"), {"unit": cast.hoa_union.pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mới có 0 bài được đọc trong các lượt chứng nhận" in page
    assert f'value="{cast.hoa_union.pk}" selected' in page
    assert not ToneCalibration.objects.exists()


def test_a_correction_that_helps_is_made(minh, cast, monkeypatch):
    def made(*, by, unit, at):
        return make_calibration(unit, by=str(by.pk))

    monkeypatch.setattr("haichieu.web.posts.views.calibrations.recalibrate", made)
    minh.post(reverse("calibration-make"), {"unit": cast.federation.pk})
    page = minh.get(LIST).content.decode()
    assert "Đã hiệu chỉnh lần 1 theo 61 nhãn" in page
    assert "Phạm Quang Minh" in page


@pytest.mark.parametrize("unit", ["", "x", "999999"])
def test_an_unknown_unit_is_said(minh, unit):
    answer = minh.post(reverse("calibration-make"), {"unit": unit})
    assert answer.status_code == 422
    assert "Hãy chọn đơn vị trong danh sách." in answer.content.decode()


def test_units_of_others_stay_closed(client, cast):
    made = make_calibration(cast.federation)
    client.force_login(cast.hoa)
    assert "Lần 1" not in client.get(LIST).content.decode()
    assert client.post(reverse("calibration-make"), {"unit": cast.federation.pk}).status_code == 422
    assert client.post(reverse("calibration-withdraw", args=(made.pk,))).status_code == 404


def test_who_may_only_read_looks_but_has_no_button(client, cast):
    make_calibration(cast.hoa_union)
    cast.hoa.roles.update(role="reader")
    client.force_login(cast.hoa)
    page = client.get(LIST).content.decode()
    assert "Lần 1" in page
    assert "Hiệu chỉnh</button>" not in page
    assert "/bo/" not in page


def test_the_queries_do_not_grow_with_the_versions(minh, cast):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            minh.get(LIST)
        return len(asked)

    make_calibration(cast.federation)
    few = questions()
    for version in range(2, 25):
        make_calibration(cast.federation if version % 2 else cast.hoa_union, version=version)
    assert questions() <= few
