"""A plan or programme may list its tasks without a word that leads in."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.reading import Reading


def plan(body: str, *, kind: str = "KẾ HOẠCH", lead: str = "") -> Reading:
    return read_dispatch(
        "ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ CỒN SẺ              Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 18/KH-UBND         Cồn Sẻ, ngày 07 tháng 5 năm 2026\n\n"
        f"{kind}\nTuyên truyền phòng, chống đuối nước năm 2026\n\n{lead}{body}\n\n"
        "Nơi nhận:              TM. ỦY BAN NHÂN DÂN\n- Lưu: VT.             CHỦ TỊCH\n\n"
        "                       Cao Văn Tám\n"
    )


def duties(reading: Reading) -> list[tuple[list[str], str | None]]:
    return [
        (each["actors"], each["deadline"]["text"] if each["deadline"] else None)
        for each in reading.obligations
    ]


@pytest.mark.parametrize("kind", ["KẾ HOẠCH", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN"])
@pytest.mark.parametrize(
    "lead", ["", "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh.\n\n"]
)
def test_items_that_stand_directly_under_the_title_are_duties(kind: str, lead: str) -> None:
    reading = plan(
        "1. Công an xã chủ trì tổ chức 05 hội nghị trước ngày 30/9/2026.\n2. Trạm Y tế cử báo cáo viên.",
        kind=kind,
        lead=lead,
    )
    assert duties(reading) == [(["Công an xã"], "trước ngày 30/9/2026"), (["Trạm Y tế"], None)]
    assert reading.states["obligations"] == "value"


def test_plain_sentences_with_doer_and_day_are_duties() -> None:
    reading = plan(
        "Công an xã mở 03 lớp bơi trước ngày 30/6/2026.\n\nĐoàn xã cắm biển báo trước ngày 15/6/2026."
    )
    assert [actors for actors, _ in duties(reading)] == [["Công an xã"], ["Đoàn xã"]]


@pytest.mark.parametrize(
    "body",
    [
        "1. Thời gian: ngày 30/9/2026.\n2. Địa điểm: Nhà văn hóa xã.\n3. Thành phần: Công an xã, Trạm Y tế xã.",
        "1. Công an xã đã tổ chức 03 hội nghị.\n2. Các thôn được hỗ trợ 500.000 đồng.",
        "Công an xã đã tổ chức 05 hội nghị trước ngày 30/9/2025.",
    ],
)
def test_what_was_done_and_where_it_takes_place_is_no_duty(body: str) -> None:
    assert duties(plan(body)) == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("KẾ HOẠCH", "Ủy ban nhân dân xã yêu cầu các thôn:"),
        ("THÔNG BÁO", "Ủy ban nhân dân xã yêu cầu:\n\n1. Áo phao."),
        ("KẾ HOẠCH", "Công an xã trực bến đò."),
    ],
)
def test_orders_that_were_not_read_are_not_called_absent(kind: str, body: str) -> None:
    reading = plan(body, kind=kind)
    assert reading.obligations == ()
    assert reading.states["obligations"] == "unreadable"
    assert any("nhiệm vụ nào" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("THÔNG BÁO", "Lịch tiếp công dân tháng 6 là thứ Năm hằng tuần."),
        ("BÁO CÁO", "Ủy ban nhân dân xã đã đề nghị các thôn rà soát bến đò."),
        ("THÔNG BÁO", "Theo đề nghị của Công an xã, bến đò tạm dừng từ ngày 10/6/2026."),
    ],
)
def test_a_letter_that_only_tells_has_no_duties_and_leaves_them_blank(kind: str, body: str) -> None:
    reading = plan(body, kind=kind)
    assert (reading.obligations, reading.states["obligations"]) == ((), "blank")
