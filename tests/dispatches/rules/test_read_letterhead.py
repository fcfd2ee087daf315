# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""The letterhead is read in every way that extraction flattens it."""

import pytest

from haichieu.dispatches.rules import read_dispatch

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BODY = "\n\nKính gửi: Các xã.\n\nĐề nghị các xã gửi báo cáo về Sở trước ngày 30/6/2026./.\n"

COLUMNS = f"     UBND TỈNH HÀ SƠN               {MOTTO}\n     SỞ NỘI VỤ                 Độc lập - Tự do - Hạnh phúc\n   Số: 12/SNV-VP                 Hà Sơn, ngày 05 tháng 6 năm 2026\n   V/v báo cáo\n"
JOINED = f"UBND TỈNH HÀ SƠN {MOTTO}\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\nSố: 12/SNV-VP Hà Sơn, ngày 05 tháng 6 năm 2026\nV/v báo cáo\n"
CELLS = f"UBND TỈNH HÀ SƠN\nSỞ NỘI VỤ\nSố: 12/SNV-VP\nV/v báo cáo\n{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nHà Sơn, ngày 05 tháng 6 năm 2026\n"
ROW = f"| UBND TỈNH HÀ SƠN SỞ NỘI VỤ ------- | {MOTTO} Độc lập - Tự do - Hạnh phúc |\n|---|---|\n| Số: 12/SNV-VP V/v báo cáo | Hà Sơn, ngày 05 tháng 6 năm 2026 |\n"
BOLD = f"**UBND TỈNH HÀ SƠN\nSỞ NỘI VỤ**\n\n**{MOTTO}**\n\nSố: 12/SNV\\-VP\n\n*Hà Sơn, ngày 05 tháng 6 năm 2026*\n\nV/v báo cáo\n"


@pytest.mark.parametrize(
    "head", [COLUMNS, JOINED, CELLS, ROW, BOLD], ids=["columns", "joined", "cells", "row", "bold"]
)
def test_the_same_letterhead_is_read_however_it_was_flattened(head: str) -> None:
    reading = read_dispatch(head + BODY)
    assert (reading.kind, reading.issuer, reading.number, reading.symbol) == (
        "công văn",
        "SỞ NỘI VỤ",
        "12",
        "SNV-VP",
    )
    assert (reading.place, reading.date, reading.subject) == ("Hà Sơn", "2026-06-05", "báo cáo")
    assert reading.addressees == ("Các xã",)


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 134/LĐLĐ", "134", "LĐLĐ"),
        ("Số 09-CT/TU", "09", "CT/TU"),
        ("Số: 15/2022/NĐ-CP", "15", "2022/NĐ-CP"),
        ("Số: 88a/CĐKCN-VP", "88a", "CĐKCN-VP"),
        ("Số:      /KH-UBND", None, "KH-UBND"),
        ("Số: ......./TTr-SNV", None, "TTr-SNV"),
        ("Số: -CV/TĐTN-BTG", None, "CV/TĐTN-BTG"),
        ("Số : 650/TCV-SLĐTBXH", "650", "TCV-SLĐTBXH"),
    ],
)
def test_the_number_line_of_state_party_and_youth_union(line: str, number: str | None, symbol: str) -> None:
    reading = read_dispatch(f"{line}\nHà Sơn, ngày 05 tháng 6 năm 2026\nV/v báo cáo{BODY}")
    assert (reading.number, reading.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "place", "date", "state"),
    [
        ("Mỹ Hào, ngày 09 tháng 5 năm 2024", "Mỹ Hào", "2024-05-09", "value"),
        ("Bình Thành, ngày     tháng 5 năm 2024", "Bình Thành", "2024-05", "blank"),
        ("TP. Hồ Chí Minh, ngày 26 tháng 11 năm 2008", "TP. Hồ Chí Minh", "2008-11-26", "value"),
        ("Đông Triều, ngày /ƒ tháng 12 năm 2011", "Đông Triều", "2011-12", "unreadable"),
        ("Ea Bông, ngày ... tháng ... năm 2025", "Ea Bông", None, "blank"),
    ],
)
def test_the_place_and_date_line_with_its_blanks(line: str, place: str, date: str | None, state: str) -> None:
    reading = read_dispatch(f"Số: 5/UBND\n{line}\nV/v báo cáo{BODY}")
    assert (reading.place, reading.date, reading.states["date"]) == (place, date, state)


def test_a_blank_number_is_told_from_an_unreadable_one() -> None:
    blank = read_dispatch(f"Số:     /UBND\nHà Sơn, ngày 05 tháng 6 năm 2026{BODY}")
    noise = read_dispatch(f"Số: //74//UBND-VX\nHà Sơn, ngày 05 tháng 6 năm 2026{BODY}")
    assert (blank.states["number"], noise.states["number"]) == ("blank", "unreadable")
    assert any("để trống" in warning for warning in blank.warnings)


def test_a_named_kind_takes_its_subject_from_under_the_title() -> None:
    reading = read_dispatch(
        f"ỦY BAN NHÂN DÂN\nXÃ EA BÔNG\n{MOTTO}\nSố: 3/QĐ-UBND\nEa Bông, ngày 02 tháng 01 năm 2026\n\nQUYẾT ĐỊNH\n"
        "Về việc thành lập Tổ biên tập\ntrang thông tin của xã\nỦY BAN NHÂN DÂN XÃ EA BÔNG\nCăn cứ Luật A ngày 1/2/2020;\n"
    )
    assert (reading.kind, reading.issuer) == ("quyết định", "ỦY BAN NHÂN DÂN XÃ EA BÔNG")
    assert reading.subject == "thành lập Tổ biên tập trang thông tin của xã"


def test_a_heading_that_a_web_page_put_above_the_letter_is_not_its_subject() -> None:
    page = "*Source: https://example.org/van-ban/1.aspx*\n\n# V/v một việc khác\n\n"
    assert read_dispatch(page + ROW + BODY).subject == "báo cáo"


def test_a_missing_letterhead_leaves_the_issuer_to_the_signature() -> None:
    text = "Số: 5/CV\nHà Sơn, ngày 05 tháng 6 năm 2026\nV/v báo cáo" + BODY
    assert (
        read_dispatch(text + "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN\nBÍ THƯ\n\nLò Văn Sơn\n").issuer
        == "BAN THƯỜNG VỤ TỈNH ĐOÀN"
    )
    assert read_dispatch(text + "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nLò Văn Sơn\n").issuer is None


@pytest.mark.parametrize(
    "stamp",
    ["\nCÔNG VĂN ĐẾN\nSố đến: 21\nNgày: 8/6/2026\n", "\nTRƯỜNG THPT BẾN ĐÒ\nĐẾN Số: 88\nNgày 8/6/2026\n"],
    ids=["office stamp", "stamp with the receiver's name"],
)
def test_the_receivers_stamp_is_not_the_issuer(stamp: str) -> None:
    reading = read_dispatch(
        f"UBND TỈNH HÀ SƠN\nSỞ NỘI VỤ\n{stamp}\n{MOTTO}\n\nSố: 12/SNV-VP\nHà Sơn, ngày 05 tháng 6 năm 2026\nV/v báo cáo{BODY}"
    )
    assert (reading.issuer, reading.number, reading.date) == ("SỞ NỘI VỤ", "12", "2026-06-05")


def test_an_abbreviated_parent_above_a_grassroots_union_is_cut_off() -> None:
    reading = read_dispatch(
        f"LĐLĐ HUYỆN HÀ SƠN\nCĐCS CÔNG TY MAY BÌNH AN\n{MOTTO}\nSố: 12/CĐCS\nV/v báo cáo{BODY}"
    )
    assert reading.issuer == "CĐCS CÔNG TY MAY BÌNH AN"


def test_addressees_joined_by_semicolons_on_one_line_are_told_apart() -> None:
    reading = read_dispatch(CELLS + BODY.replace("Các xã.", "Phòng Kinh tế; Phòng Y tế; các xã, phường."))
    assert reading.addressees[:2] == ("Phòng Kinh tế", "Phòng Y tế; các xã, phường")


def test_an_issuer_of_a_cited_document_goes_on_over_the_end_of_a_line() -> None:
    body = "\n\nCăn cứ Công văn số 45/BVHXH ngày 05/3/2026 của Bộ Văn hóa và\nXã hội về việc đăng tin;" + BODY
    assert read_dispatch(CELLS + body).citations[0]["issuer"] == "Bộ Văn hóa và Xã hội"
