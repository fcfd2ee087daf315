# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Letters of many kinds of offices, as web pages, readers of PDF files and hurried clerks leave them."""

import pytest

from haichieu.dispatches.rules import read_dispatch

END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
BODY = "\nĐề nghị các đơn vị báo cáo trước ngày 30/6/2026./."
KINDS = (
    "nghị quyết, quyết định, chỉ thị, quy chế, quy định, thông cáo, thông báo, hướng dẫn, chương trình, kế hoạch, "
    "phương án, đề án, dự án, báo cáo, biên bản, tờ trình, hợp đồng, công điện, bản ghi nhớ, bản thỏa thuận, "
    "giấy ủy quyền, giấy mời, giấy giới thiệu, giấy nghỉ phép, phiếu gửi, phiếu chuyển, phiếu báo, thư công, "
    "kết luận, thông tri, tuyên bố, lời kêu gọi, quy hoạch, quy trình, điều lệ, nội quy"
)


@pytest.mark.parametrize("kind", KINDS.split(", "))
def test_every_kind_of_state_and_party_documents_is_known_by_its_title(kind: str) -> None:
    head = "UBND XÃ PHÚ LỘC\nSố: 12/UBND\nPhú Lộc, ngày 05 tháng 6 năm 2026\n\n"
    reading = read_dispatch(
        f"{head}{kind.upper()}\nVề việc kiểm tra công tác văn thư\n{BODY}{END}CHỦ TỊCH\n\nTrần Văn Bình"
    )
    assert (reading.kind, reading.subject) == (kind, "kiểm tra công tác văn thư")


def test_a_conclusion_of_the_party_names_its_body_before_its_subject() -> None:
    head = "ĐẢNG BỘ TỈNH HÀ SƠN\nHUYỆN ỦY PHÚ LỘC\n*\nSố 127-KL/HU\nĐẢNG CỘNG SẢN VIỆT NAM\nPhú Lộc, ngày 02 tháng 3 năm 2024\n"
    reading = read_dispatch(
        head + "\nKẾT LUẬN\ncủa Ban Thường vụ Huyện ủy về công tác tuyên giáo\n-----\n" + BODY + END
    )
    assert (reading.issuer, reading.number, reading.symbol) == ("HUYỆN ỦY PHÚ LỘC", "127", "KL/HU")
    assert (reading.kind, reading.subject) == ("kết luận", "công tác tuyên giáo")


def test_an_urgent_telegram_ends_its_subject_before_its_addressees() -> None:
    head = "UBND TỈNH HÀ SƠN\nSố: 03/CĐ-UBND\nHà Sơn, ngày 9 tháng 5 năm 2024\nCÔNG ĐIỆN KHẨN\nVề việc ứng phó bão số 3\n"
    reading = read_dispatch(head + "CHỦ TỊCH UBND TỈNH điện:\n- Các sở;\n- UBND các xã.\n" + BODY + END)
    assert (reading.kind, reading.urgency, reading.subject) == ("công điện", "khẩn", "ứng phó bão số 3")
    assert reading.addressees == ("Các sở", "UBND các xã")


def test_an_invitation_is_addressed_to_whom_it_invites() -> None:
    head = "SỞ NỘI VỤ\nSố: 19/GM-SNV\nHà Sơn, ngày 21 tháng 11 năm 2025\n\nGIẤY MỜI\nDự hội thảo văn thư\n\n"
    listed = "Sở Nội vụ trân trọng kính mời:\n1. Đại diện Văn phòng UBND tỉnh;\n2. Lãnh đạo các phòng.\n\nThời gian: 8 giờ.\n"
    reading = read_dispatch(head + listed + END)
    assert reading.subject == "Dự hội thảo văn thư"
    assert reading.addressees == ("Đại diện Văn phòng UBND tỉnh", "Lãnh đạo các phòng")


def test_a_letter_on_a_web_page_has_its_heading_as_subject() -> None:
    page = "In trang\n\nThông báo về việc tổ chức tổng vệ sinh trong thành phố.\nCập nhật lúc : 08:51 17/04/2018\n\n"
    text = "Kính gửi: Hiệu trưởng các trường trực thuộc. Thực hiện Kế hoạch số 12/KH-UBND, đề nghị các trường:\n1. Dọn vệ sinh."
    reading = read_dispatch(page + text + END)
    assert reading.subject == "tổ chức tổng vệ sinh trong thành phố"
    assert reading.addressees == ("Hiệu trưởng các trường trực thuộc",)


def test_a_letter_without_line_breaks_is_read_as_if_it_had_them() -> None:
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG***Số: 36 - QĐ/TWH-VPHỘI LIÊN HIỆP Hà Nội, ngày 29 tháng 10 năm 2013 QUYẾT ĐỊNHVề việc "
        "ban hành Quy định về văn thư--------- BAN THƯỜNG TRỰC TRUNG ƯƠNG HỘI- Căn cứ Điều lệ Hội; - Căn cứ Kế hoạch số "
        "84 KH/TWH ngày 22/02/2013 của Ban Chấp hành Trung ương Hội; QUYẾT ĐỊNH Điều 1. Ban hành kèm theo quyết định này "
        f"Quy định về văn thư. {'Quy định gồm các điều khoản về soạn thảo, ký và lưu văn bản. ' * 12}Điều 2. Giao Văn "
        "phòng hướng dẫn, kiểm tra việc thực hiện Quyết định này. Điều 3. Các tỉnh hội, ban, đơn vị căn cứ Quyết định thi "
        "hành./. Nơi nhận: - Như điều 3; - Lưu: VT, VP. TM. BAN THƯỜNG TRỰC CHỦ TỊCH (đã ký) Trần Văn Bình"
    )
    reading = read_dispatch(text)
    assert (reading.kind, reading.number, reading.date) == ("quyết định", "36", "2013-10-29")
    assert reading.subject == "ban hành Quy định về văn thư"
    assert [c["number"] for c in reading.citations] == ["84"]
    assert reading.recipients == ("Như điều 3", "Lưu: VT, VP")
    assert reading.signer == {"authority": "TM.", "title": "CHỦ TỊCH", "name": "Trần Văn Bình"}
    assert read_dispatch(reading.text).text == reading.text


@pytest.mark.parametrize(
    ("head", "issuer", "symbol", "place"),
    [
        ("Ủy ban nhân dân xã Phú Lộc\nSố: 1/UBND\nPhú Lộc, ngày 9/5/2024", "Ủy ban nhân dân xã Phú Lộc", "UBND", "Phú Lộc"),
        ("UBND XA PHU LOC\nSo: 1/UBND-VP\nPhu Loc, ngay 9 thang 5 nam 2024", "UBND XA PHU LOC", "UBND-VP", "Phu Loc"),
        ("BHXH TỈNH A\nBẢO HIỂM XÃ HỘI CƠ SỞ BÌNH AN\nSố: 7/BHXH\nBình An, ngày 9/5/2024", "BẢO HIỂM XÃ HỘI CƠ SỞ BÌNH AN", "BHXH", "Bình An"),
        ("UBND QUẬN 7\nPHÒNG Y TẾ\nSố: 7/PYT\nQuận 7, ngày 9 tháng 5 năm 2024", "PHÒNG Y TẾ", "PYT", "Quận 7"),
        ("SỞ Y TẾ\nSố: 7/SYT\nThành phố Hồ Chí Minh, ngày 9/5/2024", "SỞ Y TẾ", "SYT", "Thành phố Hồ Chí Minh"),
        ("CÔNG ĐOÀN CÁC KCN\nCĐCS CÔNG TY SEN\nSố 05 / CV – CĐCS\nHà Sơn, ngày 9/5/2024", "CĐCS CÔNG TY SEN", "CV – CĐCS", "Hà Sơn"),
        ("UBND TỈNH HÀ SƠN\nSố: /UBND\nHà Sơn, ngày tháng năm", "UBND TỈNH HÀ SƠN", "UBND", "Hà Sơn"),
    ],
)  # fmt: skip
def test_letterheads_that_hurried_clerks_write(head: str, issuer: str, symbol: str, place: str) -> None:
    reading = read_dispatch(
        f"{head}\nV/v tuyên truyền\n\nKính gửi: Các đơn vị.\n{BODY}{END}CHỦ TỊCH\n\nTrần Văn Bình"
    )
    assert (reading.issuer, reading.symbol, reading.place) == (issuer, symbol, place)


@pytest.mark.parametrize(
    ("end", "authority", "title"),
    [
        ("TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Thị Hoa", "TM.", "PHÓ CHỦ TỊCH"),
        ("TM. Ban Thường vụ\nPhó Chủ tịch\n\nLê Thị Hoa", "TM.", "Phó Chủ tịch"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH KIÊM TRƯỞNG BAN NỮ CÔNG\n\nLê Thị Hoa", "KT.", "PHÓ CHỦ TỊCH KIÊM TRƯỞNG BAN NỮ CÔNG"),
        ("TM. ỦY BAN NHÂN DÂN\nTUQ. CHỦ TỊCH\nKT. GIÁM ĐỐC SỞ\nPHÓ GIÁM ĐỐC\n\nLê Thị Hoa", "TM. TUQ. KT.", "PHÓ GIÁM ĐỐC"),
        ("TM. BAN THƯỜNG VỤ ĐOÀN XÃ          TM. HỘI PHỤ NỮ XÃ\nBÍ THƯ          CHỦ TỊCH\n\nLê Thị Hoa          Trần Thị Mai", "TM.", "BÍ THƯ"),
        ("CHỦ TỊCH\n(Đã ký)\nLê Thị Hoa\n\nSAO Y BẢN CHÍNH\nSố: 45/SY-UBND\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nTrần Văn Bình", None, "CHỦ TỊCH"),
    ],
)  # fmt: skip
def test_signatures_stacked_side_by_side_and_copied(end: str, authority: str | None, title: str) -> None:
    reading = read_dispatch("UBND XÃ A\nSố: 1/UBND\nV/v báo cáo\n\nKính gửi: Các thôn.\n" + BODY + END + end)
    assert reading.signer == {"authority": authority, "title": title, "name": "Lê Thị Hoa"}
    assert reading.recipients == ("Như trên", "Lưu: VT")


def test_recipients_on_one_line_are_told_apart() -> None:
    text = "UBND XÃ A\nSố: 1/UBND\nV/v báo cáo\n\nKính gửi: Các thôn.\n" + BODY
    reading = read_dispatch(
        text + "\nCHỦ TỊCH\n\nLê Thị Hoa\n\nNơi nhận: BGĐ (để biết; hỗ trợ); các tổ; bảng tin; lưu VT."
    )
    assert reading.recipients == ("BGĐ (để biết; hỗ trợ)", "các tổ", "bảng tin", "lưu VT")


def test_a_name_and_a_place_with_gaps_from_a_broken_font_are_whole() -> None:
    head = "UBND TỈNH QUẢNG NGÃI\nSố: 1/UBND\nQu ả ng Ngãi, ngày 04 tháng 10 năm 2022\nV/v báo cáo\n\nKính gửi: Các xã.\n"
    reading = read_dispatch(
        head + BODY + "\n| Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Đặ ng Văn Minh |\n|---|---|"
    )
    assert reading.place == "Qu ả ng Ngãi"
    assert (reading.signer["title"], reading.signer["name"]) == ("CHỦ TỊCH", "Đặ ng Văn Minh")
