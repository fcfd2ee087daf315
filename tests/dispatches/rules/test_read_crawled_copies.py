"""Copies of a crawler: the page's own title, letterhead, greeting and body on one line."""

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch
from tests.dispatches.rules.heads_and_ends import BODY, END, head_of

TITLE = "Công văn 15/SYT-NV năm 2024 về tiêm chủng mở rộng do Sở Y tế tỉnh Hà Sơn ban hành. "
NAMES = "SỞ Y TẾ HÀ SƠN -------"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------"
NUMBER = "Số: 15/SYT-NV V/v tiêm chủng mở rộng"
DATED = "Phú Lộc, ngày 02 tháng 5 năm 2024"
GREETING = "Kính gửi: Ủy ban nhân dân các xã, phường"
OPENING = (
    "Thực hiện Kế hoạch số 3/KH-BYT ngày 1/2/2024 của Bộ Y tế, Sở Y tế đề nghị các đơn vị lập danh sách trẻ."
)
WHOLE = (
    "công văn",
    "SỞ Y TẾ HÀ SƠN",
    "15",
    "SYT-NV",
    "Phú Lộc",
    "2024-05-02",
    "tiêm chủng mở rộng",
    ("Ủy ban nhân dân các xã, phường",),
)


def starts(reading: Reading) -> list[str]:
    return [each["start"] for each in reading.to_dict()["obligations"]]


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}{NAMES}\n{MOTTO}\n{NUMBER}\n{DATED} {GREETING}.\n",
        f"{TITLE}{NAMES} {MOTTO}\n{NUMBER} {DATED} {GREETING}\n",
        f"{TITLE}{NAMES}\n{MOTTO}\n{NUMBER}\n{DATED} {GREETING} {OPENING}\n",
        f"{TITLE}{NAMES}\n{MOTTO}\n{NUMBER} {DATED} {GREETING}. {OPENING}\n",
        f"{NAMES}\n{MOTTO}\n{NUMBER}\n{DATED}\n{GREETING} {OPENING}\n",
        f"{TITLE}\n{NAMES}\n{MOTTO}\n{NUMBER}\n{DATED} Kính gửi:\n- Ủy ban nhân dân các xã, phường.\n",
    ],
)
def test_a_letterhead_on_one_line_with_the_greeting_is_read_whole(head: str) -> None:
    assert head_of(read_dispatch(head + BODY + END)) == WHOLE


def test_the_body_begins_behind_the_addressees_on_their_line() -> None:
    reading = read_dispatch(f"{NAMES}\n{MOTTO}\n{NUMBER}\n{DATED} {GREETING} {OPENING}\n{END}")
    assert starts(reading) == [OPENING[:60].strip()]


def test_a_sentence_behind_brackets_is_no_addressee() -> None:
    aside = "(Sau đây gọi tắt là các xã) Ngày 3/4/2024 Sở đã gửi tài liệu, nay đề nghị các xã rà soát danh sách trẻ.\n"
    head = f"{NAMES}\n{NUMBER}\n{DATED} Kính gửi:\n- Ủy ban nhân dân các xã;\n- Trạm Y tế.\n"
    assert read_dispatch(head + aside + END).addressees == ("Ủy ban nhân dân các xã", "Trạm Y tế")
    named = head.replace("Trạm Y tế.", "Trạm Y tế\n(có danh sách kèm theo).")
    assert read_dispatch(named + "\n" + OPENING + END).addressees[1:] == (
        "Trạm Y tế (có danh sách kèm theo)",
    )


@pytest.mark.parametrize(
    "name",
    [
        "Ban Chỉ đạo Thực hiện Quy chế dân chủ ở cơ sở các xã, phường thuộc tỉnh Hà Sơn",
        "Các cơ sở được cấp phép theo Nghị định 5/2020/NĐ-CP ngày 3/2/2020 của Chính phủ",
    ],
)
def test_a_long_name_is_not_cut_where_a_body_might_begin(name: str) -> None:
    head = f"{NAMES}\n{NUMBER}\n{DATED}\nKính gửi: {name}\n"
    assert read_dispatch(head + BODY + END).addressees == (name,)


def test_the_title_of_the_page_is_no_source() -> None:
    reading = read_dispatch(f"{TITLE}{NAMES}\n{MOTTO}\n{NUMBER}\n{DATED} {GREETING} {OPENING}\n{END}")
    assert [each["number"] for each in reading.citations] == ["3"]


def test_a_motto_broken_by_a_narrow_cell_is_no_part_of_a_name() -> None:
    broken = "ỦY BAN NHÂN DÂN\nTỈNH HÀ SƠN\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\n"
    assert (
        read_dispatch(f"{broken}{NUMBER}\n{DATED}\n{GREETING}\n{BODY}").issuer
        == "ỦY BAN NHÂN DÂN TỈNH HÀ SƠN"
    )
    named = "BẢO HIỂM XÃ HỘI\nVIỆT NAM\n"
    assert read_dispatch(f"{named}{NUMBER}\n{DATED}\n{GREETING}\n{BODY}").issuer == "BẢO HIỂM XÃ HỘI VIỆT NAM"


def test_a_school_called_by_a_number_has_no_number_of_a_letter() -> None:
    head = "HOI DONG DOI XA PHU LOC DOI THIEU NIEN TIEN PHONG HO CHI MINH LIEN DOI TH SO 2 TT PHU LOC\n"
    reading = read_dispatch(f"{head}{DATED}\nKính gửi: Hội đồng Đội xã\n{BODY}")
    assert (reading.issuer, reading.number, reading.symbol) == ("LIEN DOI TH SO 2 TT PHU LOC", None, None)


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        ("- Lưu: VT, NV (2b). Văn An BỘ TRƯỞNG, CHỦ NHIỆM Trần Văn Bình\n", (None, "BỘ TRƯỞNG, CHỦ NHIỆM")),
        ("- Lưu: VT, NV.\nTL.\nBỘ TRƯỞNG CHÁNH VĂN PHÒNG Trần Văn Bình\n", ("TL.", "CHÁNH VĂN PHÒNG")),
        ("- Lưu: VT, NV.\nKT\nGIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn Bình\n", ("KT.", "PHÓ GIÁM ĐỐC")),
    ],
)
def test_a_title_joined_to_the_list_or_parted_from_its_mark_is_read(
    end: str, signed: tuple[str | None, str]
) -> None:
    signer = read_dispatch(
        f"{NAMES}\n{NUMBER}\n{DATED}\n{GREETING}\n{BODY}\nNơi nhận:\n- Như trên;\n{end}"
    ).signer
    assert (signer["authority"], signer["title"], signer["name"]) == (*signed, "Trần Văn Bình")


def test_a_title_and_its_subject_on_one_line_end_before_the_office_named_again() -> None:
    head = f"ỦY BAN NHÂN DÂN TỈNH HÀ SƠN -------\n{MOTTO}\nSố: 8/QĐ-UBND {DATED}\n"
    title = "QUYẾT ĐỊNH VỀ VIỆC KIỆN TOÀN BAN CHỈ ĐẠO CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ SƠN\n"
    duty = "Điều 2. Quyết định này có hiệu lực từ ngày ký. Giám đốc các Sở chịu trách nhiệm thi hành./.\n"
    reading = read_dispatch(
        f"{head}{title}Căn cứ Luật Cán bộ ngày 1/1/2020;\nĐiều 1. Kiện toàn Ban.\n{duty}{END}"
    )
    assert reading.subject == "KIỆN TOÀN BAN CHỈ ĐẠO"
    assert [each["actors"] for each in reading.to_dict()["obligations"]] == [["Giám đốc các Sở"]]


def test_a_proposal_holds_no_requests_but_its_own() -> None:
    head = f"{NAMES}\n{MOTTO}\nSố: 8/TTr-SYT\n{DATED}\nTỜ TRÌNH Về việc phê duyệt Đề án Kính gửi: UBND tỉnh\n"
    lead = "Sở Y tế kính trình Ủy ban nhân dân tỉnh phê duyệt Đề án với các nội dung sau:\n"
    body = "1. Sự cần thiết: Số giường bệnh chưa đủ.\nSở Y tế kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./.\n"
    reading = read_dispatch(head + lead + body + END)
    assert (reading.subject, reading.addressees) == ("phê duyệt Đề án", ("UBND tỉnh",))
    assert [start[:15] for start in starts(reading)] == ["Sở Y tế kính tr"]


def test_a_subject_behind_the_number_goes_on_below_it() -> None:
    head = "UBND XÃ A\nSố: 3/UBND V/v rà soát thủ tục     Phú Lộc, ngày 08 tháng 9 năm 2025\nhành chính năm 2025\n\n"
    assert (
        read_dispatch(f"{head}Kính gửi: Các thôn.\n{BODY}").subject == "rà soát thủ tục hành chính năm 2025"
    )


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("ĐỀ NGHỊ CẤP SỔ ĐOÀN VIÊN\nNĂM HỌC 2025-2026\n", "ĐỀ NGHỊ CẤP SỔ ĐOÀN VIÊN NĂM HỌC 2025-2026"),
        ("TRƯỜNG TIỂU HỌC KIM ĐỒNG\n", None),
    ],
)
def test_a_request_in_capitals_above_the_greeting_is_the_subject(lines: str, subject: str | None) -> None:
    assert read_dispatch(f"LIÊN ĐỘI A\n{DATED}\n{lines}Kính gửi: Hội đồng Đội xã\n{BODY}").subject == subject


def test_an_invitation_asks_those_invited() -> None:
    head = f"TRƯỜNG THCS A\nSố: 2/GM-THCS\n{DATED}\nGIẤY MỜI\nKính gửi: Phụ huynh lớp 6A\n"
    reading = read_dispatch(f"{head}Trường THCS A trân trọng kính mời ông (bà) đến dự họp phụ huynh.\n{END}")
    assert [each["actors"] for each in reading.to_dict()["obligations"]] == [["ông (bà)"]]
