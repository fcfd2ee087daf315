"""Letterhead and end that a conversion pressed into one row of a table are taken apart; what is printed is no blank."""

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Hà Sơn, ngày 15 tháng 6 năm 2026"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM Hà Sơn, ngày 15 tháng 6 năm 2026"


def read(
    head: str = "UBND TỈNH HÀ SƠN SỞ NỘI VỤ Số: 231/SNV-VP", end: str = "GIÁM ĐỐC Lê An", motto: str = STATE
) -> Reading:
    return read_dispatch(
        f"| {head} | {motto} |\n|---|---|\n\nKính gửi: Các cơ quan báo chí.\n\n"
        f"Đề nghị báo cáo trước ngày 20/6/2026.\n\n| Nơi nhận: - Như trên; - Lưu: VT. | {end} |\n|---|---|\n"
    )


@pytest.mark.parametrize(
    ("head", "issuer", "motto"),
    [
        ("TỈNH ỦY HÀ SƠN BAN TUYÊN GIÁO * Số 231-CV/BTGTU", "BAN TUYÊN GIÁO", PARTY),
        ("TỈNH ỦY HÀ SƠN VĂN PHÒNG * Số 231-CV/VPTU", "VĂN PHÒNG", PARTY),
        ("ĐẢNG BỘ TỈNH HÀ SƠN HUYỆN ỦY PHÚ LỘC * Số 231-CV/HU", "HUYỆN ỦY PHÚ LỘC", PARTY),
        (
            "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN Số: 231/LĐLĐ",
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN",
            STATE,
        ),
        ("UBND TỈNH HÀ SƠN SỞ NỘI VỤ ------- Số: 231/SNV-VP", "SỞ NỘI VỤ", STATE),
        ("ỦY BAN NHÂN DÂN XÃ PHÚ LỘC Số: 231/UBND", "ỦY BAN NHÂN DÂN XÃ PHÚ LỘC", STATE),
    ],
)
def test_the_last_body_before_the_number_is_the_issuer(head: str, issuer: str, motto: str) -> None:
    reading = read(f"{head} V/v báo cáo", motto=motto)
    assert (reading.issuer, reading.number, reading.subject) == (issuer, "231", "báo cáo")


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN Vàng A Lả", ("KT.", "PHÓ TRƯỞNG BAN", "Vàng A Lả")),
        ("TM. BAN THƯỜNG VỤ PHÓ CHỦ TỊCH Lò Thị Dung", ("TM.", "PHÓ CHỦ TỊCH", "Lò Thị Dung")),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC H'Mok Niê", ("KT.", "PHÓ GIÁM ĐỐC", "H'Mok Niê")),
        ("TRƯỞNG BAN K'Brơi", (None, "TRƯỞNG BAN", "K'Brơi")),
    ],
)
def test_authority_title_and_name_on_one_line(end: str, signer: tuple[str | None, ...]) -> None:
    assert tuple(read(end=end).signer[part] for part in ("authority", "title", "name")) == signer


def test_the_body_signed_for_ends_before_the_title() -> None:
    letter = "Kính gửi: Các thôn.\n\nĐề nghị báo cáo.\n\nTM. ỦY BAN NHÂN DÂN XÃ PHÚ LỘC KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê An"
    assert read_dispatch(letter).issuer == "ỦY BAN NHÂN DÂN XÃ PHÚ LỘC"


@pytest.mark.parametrize(
    ("head", "state"), [("UBMD XA PHÙ L0C Số: 5/UBND", "unreadable"), ("Số: 5/UBND", "blank")]
)
def test_an_issuer_that_is_printed_is_never_blank(head: str, state: str) -> None:
    reading = read(head)
    assert (reading.issuer, reading.states["issuer"]) == (None, state)


def test_a_title_that_is_not_printed_is_blank() -> None:
    assert read(end="KT. CHỦ TỊCH Lê Văn An").states["signer.title"] == "blank"
