"""Văn bản: the list of letters."""

import pytest
from django.urls import reverse

from haichieu.dispatches.models import Dispatch
from tests.factories import NOW, make_dispatch, make_obligation

PATH = reverse("dispatch-list")


def test_a_letter_is_found_without_diacritics(minh, cast):
    make_dispatch(unit=cast.federation, subject="tăng cường truyền thông hai chiều", issuer="Liên đoàn tỉnh")
    make_dispatch(unit=cast.federation, subject="lịch trực Tết")
    page = minh.get(PATH, {"q": "tang cuong truyen"}).content.decode()
    assert "tăng cường truyền thông hai chiều" in page
    assert "lịch trực Tết" not in page


def test_letters_are_filtered_by_state(minh, cast):
    make_dispatch(unit=cast.federation, subject="đã xong phần đọc", confirmed=True)
    make_dispatch(unit=cast.federation, subject="còn chờ đọc")
    aside = make_dispatch(unit=cast.federation, subject="")
    Dispatch.objects.filter(pk=aside.pk).update(set_aside="Tệp có mật khẩu.", subject="bản quét hỏng")
    for state, subject in (
        ("confirmed", "đã xong phần đọc"),
        ("waiting", "còn chờ đọc"),
        ("set_aside", "bản quét hỏng"),
    ):
        rows = minh.get(PATH, {"state": state}).context["list"].rows
        assert [row.letter.subject for row in rows] == [subject]


def test_a_row_says_how_many_obligations_are_followed(minh, cast):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    make_obligation(dispatch=letter)
    make_obligation(dispatch=letter, owner=cast.hoa_union)
    assert [row.tasks for row in minh.get(PATH).context["list"].rows] == [2]


def test_a_waiting_row_says_how_many_obligations_are_proposed(minh, cast):
    letter = make_dispatch(unit=cast.federation)
    reading = letter.readings.get()
    asked = {"span": [0, 8], "text": "Nội dung", "kind": "task", "deadline": None}
    reading.values["obligations"] = [asked, asked | {"boundary": None}, asked | {"boundary": 4}]
    reading.save()
    assert "2 đề xuất" in minh.get(PATH).content.decode()
    Dispatch.objects.filter(pk=letter.pk).update(confirmed_at=NOW)
    assert "đề xuất" not in minh.get(PATH).content.decode()


def test_a_letter_without_a_number_says_so_beside_its_kind(minh, cast):
    make_dispatch(unit=cast.federation, number="", symbol="")
    page = minh.get(PATH).content.decode()
    assert page.count("(chưa có số)</a>") == 1
    assert ">Công văn</a>" not in page


def test_letters_of_other_units_are_not_there(client, cast):
    make_dispatch(unit=cast.son_union, subject="chuyện riêng của đơn vị bạn")
    client.force_login(cast.hoa)
    assert "chuyện riêng" not in client.get(PATH).content.decode()


def test_htmx_gets_the_rows_alone(minh, cast):
    make_dispatch(unit=cast.federation)
    part = minh.get(PATH, headers={"HX-Request": "true"}).content.decode()
    assert "<table" in part
    assert "<html" not in part


def test_an_empty_list_says_what_to_do(minh):
    assert "Chưa có văn bản nào" in minh.get(PATH).content.decode()
    assert "Không có văn bản nào khớp" in minh.get(PATH, {"q": "không có gì"}).content.decode()


def test_pages_follow_each_other(minh, cast):
    for _ in range(27):
        make_dispatch(unit=cast.federation)
    assert len(minh.get(PATH, {"page": "2"}).context["list"].rows) == 2


@pytest.mark.parametrize("letters", [3, 25])
def test_questions_to_the_database_do_not_grow_with_rows(minh, cast, letters, django_assert_max_num_queries):
    for _ in range(letters):
        make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    with django_assert_max_num_queries(22):
        minh.get(PATH)
