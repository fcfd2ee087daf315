# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Heads and ends that scanners, converters and hurried clerks damaged."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from tests.dispatches.rules.heads_and_ends import BODY, END, HEAD, End, Head, end_of, head_of

HEADS: dict[str, tuple[str, Head]] = {
    "party committee's board": (
        "ĐẢNG ỦY XÃ TÂN LẬP\nBAN XÂY DỰNG ĐẢNG\n*\nSố: 08-HD/BXDĐ\nĐẢNG CỘNG SẢN VIỆT NAM\nTân Lập, ngày 9 tháng 9 năm 2025\nHƯỚNG DẪN\nkiểm điểm, xếp loại tổ chức đảng, đảng viên cuối năm\n-----\nCăn cứ Quy định số 12-QĐ/TW;\n",
        ("hướng dẫn", "BAN XÂY DỰNG ĐẢNG", "08", "HD/BXDĐ", "Tân Lập", "2025-09-09", "kiểm điểm, xếp loại tổ chức đảng, đảng viên cuối năm", ()),
    ),
    "police, scanned digits": (
        "BỘ CÔNG AN\nCÔNG AN TỈNH HÀ SƠN\nSô: l204/CAT-PV0l\nHà Sơn, ngày l5 tháng 8 năm 2O25\nV/v bao dam an ninh dip 2/9\nKính gừi: Công an các xã, phường.\n",
        ("công văn", "CÔNG AN TỈNH HÀ SƠN", "l204", "CAT-PV0l", "Hà Sơn", "2025-08-15", "bao dam an ninh dip 2/9", ("Công an các xã, phường",)),
    ),
    "bank branch, date with slashes": (
        "NGÂN HÀNG TMCP SEN VIỆT\nCHI NHÁNH HÀ SƠN\nSố: 2206/SVB-HSN.KHDN\nHà Sơn, 12/05/2026\nV/v: triển khai gói vay ưu đãi cho công nhân\nKính gửi: Công đoàn các KCN tỉnh\n",
        ("công văn", "CHI NHÁNH HÀ SƠN", "2206", "SVB-HSN.KHDN", "Hà Sơn", "2026-05-12", "triển khai gói vay ưu đãi cho công nhân", ("Công đoàn các KCN tỉnh",)),
    ),
    "social insurance, subject beside the place": (
        "BẢO HIỂM XÃ HỘI VIỆT NAM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBẢO HIỂM XÃ HỘI KHU VỰC XX Độc lập – Tự do – Hạnh phúc\nSố: 815/BHXH-QLT V/v đôn đốc nộp BHXH Hà Sơn, ngày 6 tháng 6 năm 2025\nKính gửi: Các đơn vị sử dụng lao động.\n",
        ("công văn", "BẢO HIỂM XÃ HỘI KHU VỰC XX", "815", "BHXH-QLT", "Hà Sơn", "2025-06-06", "đôn đốc nộp BHXH", ("Các đơn vị sử dụng lao động",)),
    ),
    "union federation, blanks": (
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN\n\nSố: ....../LĐLĐ\nV/v tổ chức Tháng Công nhân\n\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nHà Sơn, ngày ..... tháng 4 năm 2026\n\nKính gửi:\n\n- Công đoàn các xã, phường, đặc khu;\n\n- Công đoàn ngành Giáo dục.\n",
        ("công văn", "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN", None, "LĐLĐ", "Hà Sơn", "2026-04", "tổ chức Tháng Công nhân", ("Công đoàn các xã, phường, đặc khu", "Công đoàn ngành Giáo dục")),
    ),
    "special zone": (
        "ỦY BAN NHÂN DÂN\nĐẶC KHU CÔN SEN\nSố 44/UBND-NC\nCôn Sen, ngày 01 tháng 8 năm 2025\nV/v tiếp công dân\nKính gửi: Các cơ quan chuyên môn thuộc UBND đặc khu.\n",
        ("công văn", "ỦY BAN NHÂN DÂN ĐẶC KHU CÔN SEN", "44", "UBND-NC", "Côn Sen", "2025-08-01", "tiếp công dân", ("Các cơ quan chuyên môn thuộc UBND đặc khu",)),
    ),
    "letter of invitation": (
        "HỘI KHUYẾN HỌC PHƯỜNG BÌNH AN\nSố: 02/TM-HKH\nBình An, ngày 28/8/2025\nTHƯ MỜI\nDự lễ trao học bổng\nHội Khuyến học phường trân trọng kính mời:\n- Hiệu trưởng các trường;\n- Ban đại diện cha mẹ học sinh.\nThời gian: 7 giờ 30.\n",
        ("thư mời", "HỘI KHUYẾN HỌC PHƯỜNG BÌNH AN", "02", "TM-HKH", "Bình An", "2025-08-28", "Dự lễ trao học bổng", ("Hiệu trưởng các trường", "Ban đại diện cha mẹ học sinh")),
    ),
    "subject in brackets": (
        "TRƯỜNG CAO ĐẲNG NGHỀ HÀ SƠN\nĐOÀN TNCS HỒ CHÍ MINH\nSố: 12-TB/ĐTN\nHà Sơn, ngày 11 tháng 11 năm 2025\nTHÔNG BÁO\n(V/v đăng ký hiến máu tình nguyện đợt 2)\nKính gửi: Bí thư các chi đoàn.\n",
        ("thông báo", "TRƯỜNG CAO ĐẲNG NGHỀ HÀ SƠN", "12", "TB/ĐTN", "Hà Sơn", "2025-11-11", "đăng ký hiến máu tình nguyện đợt 2", ("Bí thư các chi đoàn",)),
    ),
    "office of a people's committee": (
        "UBND TỈNH HÀ SƠN\nVĂN PHÒNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1780 /VPUBND- NC\nHà Sơn , ngày 02 tháng 02 năm 2026\nVề việc trực Tết Nguyên đán\n\nKính gửi: Các sở, ngành; UBND các xã, phường.\n",
        ("công văn", "VĂN PHÒNG", "1780", "VPUBND- NC", "Hà Sơn", "2026-02-02", "trực Tết Nguyên đán", ("Các sở, ngành; UBND các xã, phường",)),
    ),
    "company union, year in the number": (
        "CÔNG TY CỔ PHẦN GIÀY SEN HỒNG\nCÔNG ĐOÀN CƠ SỞ\n-------\nSố: 07-2026/CV-CĐ\nHà Sơn, ngày 09 tháng 3 năm 2026\nV/v góp ý thỏa ước lao động tập thể\nKính gửi: Ban Giám đốc Công ty.\n",
        ("công văn", "CÔNG ĐOÀN CƠ SỞ", "07", "2026/CV-CĐ", "Hà Sơn", "2026-03-09", "góp ý thỏa ước lao động tập thể", ("Ban Giám đốc Công ty",)),
    ),
    "veterans, sentence under the title": (
        "HỘI CỰU CHIẾN BINH VIỆT NAM\nHỘI CCB PHƯỜNG BÌNH AN\n*\nSố: 21/KL-CCB\nBình An, ngày 6 tháng 1 năm 2026\nKẾT LUẬN\nHội nghị Ban Chấp hành lần thứ 4\nNgày 05/01/2026, Ban Chấp hành Hội CCB phường họp đánh giá kết quả năm 2025 và kết luận như sau:\n",
        ("kết luận", "HỘI CCB PHƯỜNG BÌNH AN", "21", "KL-CCB", "Bình An", "2026-01-06", "Hội nghị Ban Chấp hành lần thứ 4", ()),
    ),
    "table drawn with plus signs": (
        "+----------------------+----------------------+\n| UBND XÃ TÂN LẬP      | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| TRƯỜNG MẦM NON HOA MAI | Độc lập - Tự do - Hạnh phúc |\n| Số: 19/TTr-MNHM | Tân Lập, ngày 20 tháng 7 năm 2025 |\n+----------------------+----------------------+\n\nTỜ TRÌNH\nVề việc xin kinh phí sửa chữa bếp ăn\n\nKính gửi: Ủy ban nhân dân xã Tân Lập\n",
        ("tờ trình", "TRƯỜNG MẦM NON HOA MAI", "19", "TTr-MNHM", "Tân Lập", "2025-07-20", "xin kinh phí sửa chữa bếp ăn", ("Ủy ban nhân dân xã Tân Lập",)),
    ),
    "table drawn with box characters": (
        "┌────────┬────────┐\n│ UBND TỈNH HÀ SƠN │ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM │\n│ SỞ GIÁO DỤC VÀ ĐÀO TẠO │ Độc lập - Tự do - Hạnh phúc │\n├────────┼────────┤\n│ Số: 3015/SGDĐT-CTTT │ Hà Sơn, ngày 30 tháng 9 năm 2025 │\n│ V/v phòng chống đuối nước │ │\n└────────┴────────┘\nKính gửi: Các trường trực thuộc.\n",
        ("công văn", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "3015", "SGDĐT-CTTT", "Hà Sơn", "2025-09-30", "phòng chống đuối nước", ("Các trường trực thuộc",)),
    ),
}  # fmt: skip

ENDS: dict[str, tuple[str, End]] = {
    "scanned heading of the list": (
        "Noi nhân:\n- Nhu trên;\n- Luu: VT, NC.\nKT. TRUÖNG PHÒNG\nPHÓ TRƯỞNG PHÒNG\n\nThượng tá Lường Văn Trưởng\n",
        (("Nhu trên", "Luu: VT, NC"), "KT.", "PHÓ TRƯỞNG PHÒNG", "Lường Văn Trưởng"),
    ),
    "heading in capitals": (
        "NƠI NHẬN:\n- Như trên;\n- BTV Đảng ủy (để b/c);\n- Lưu VP./.\n          TM. BAN CHẤP HÀNH\n               BÍ THƯ\n\n\n          Chảo Láo Tả\n",
        (("Như trên", "BTV Đảng ủy (để b/c)", "Lưu VP"), "TM.", "BÍ THƯ", "Chảo Láo Tả"),
    ),
    "another heading of the list": (
        "Nơi gửi:\n- Như kính gửi;\n- Lưu: VT.\nTL. GIÁM ĐỐC\nTRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ\n\nĐinh Công Tráng\n",
        (("Như kính gửi", "Lưu: VT"), "TL.", "TRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ", "Đinh Công Tráng"),
    ),
    "slash for a stop": (
        "T/M UBND XÃ\nKT/CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLương Thành Trung\nNơi nhận:\n- Như trên;\n- Lưu UBND.\n",
        (("Như trên", "Lưu UBND"), "TM. KT.", "PHÓ CHỦ TỊCH", "Lương Thành Trung"),
    ),
    "degrees of an honoured doctor": (
        "Nơi nhận:\n- Như trên;\n- Các Phó Giám đốc\n- Trang TTĐT bệnh viện\n- Lưu: VT, ĐD\nGIÁM ĐỐC\n(đã ký, đóng dấu)\nTTƯT.BSCKII. Sầm Thị Phó\n",
        (("Như trên", "Các Phó Giám đốc", "Trang TTĐT bệnh viện", "Lưu: VT, ĐD"), None, "GIÁM ĐỐC", "Sầm Thị Phó"),
    ),
    "signature on the lines of the list": (
        "Nơi nhận: TM. BAN CHẤP HÀNH\n- Như trên; CHỦ TỊCH\n- CĐ cấp trên;\n- Lưu: CĐ. (Đã ký và đóng dấu)\n Ngô Thị Chi\n",
        (("Như trên", "CĐ cấp trên", "Lưu: CĐ"), "TM.", "CHỦ TỊCH", "Ngô Thị Chi"),
    ),
    "check committee": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ NHIỆM ỦY BAN KIỂM TRA\nPHÓ CHỦ NHIỆM THƯỜNG TRỰC\n\nBh’riu Thị Nem\n",
        (("Như trên", "Lưu: VT"), "KT.", "PHÓ CHỦ NHIỆM THƯỜNG TRỰC", "Bh’riu Thị Nem"),
    ),
    "rows": (
        "| Nơi nhận: | KT. CHỦ TỊCH |\n| - Như trên; | PHÓ CHỦ TỊCH |\n| - Lưu: VT. | |\n| | Đoàn Văn Sở |\n",
        (("Như trên", "Lưu: VT"), "KT.", "PHÓ CHỦ TỊCH", "Đoàn Văn Sở"),
    ),
    "heavy bars": (
        "Nơi nhận: ┃ T/M ĐOÀN CHỦ TỊCH\n- Như trên; ┃ PHÓ CHỦ TỊCH THƯỜNG TRỰC\n- Lưu: VT, ToC. ┃\n┃ Hà Văn Danh\n",
        (("Như trên", "Lưu: VT, ToC"), "TM.", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Hà Văn Danh"),
    ),
    "head of a small office": (
        "Nơi nhận:\n- Như Điều 3;\n- Kho bạc;\n- Lưu: VT.\nTHỦ TRƯỞNG ĐƠN VỊ\n\nQuảng Đại Hường\n",
        (("Như Điều 3", "Kho bạc", "Lưu: VT"), None, "THỦ TRƯỞNG ĐƠN VỊ", "Quảng Đại Hường"),
    ),
    "two bodies": (
        "TM. HỘI ĐỒNG TRƯỜNG\nCHỦ TỊCH\n\nPGS.TS. Khúc Ngọc Viện\n\nTM. BAN CHẤP HÀNH CÔNG ĐOÀN\nCHỦ TỊCH\n\nTừ Thị Loan\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n",
        (("Như trên", "Lưu: VT"), "TM.", "CHỦ TỊCH", "Khúc Ngọc Viện"),
    ),
    "parts of an entry": (
        "Nơi nhận:\n- Như trên;\n   + Chi bộ 1;\n   + Chi bộ 2;\n- Lưu: ĐU.\nT/M ĐẢNG ỦY\nPHÓ BÍ THƯ\n\nH’ Lan Êban\n",
        (("Như trên; + Chi bộ 1; + Chi bộ 2", "Lưu: ĐU"), "TM.", "PHÓ BÍ THƯ", "H’ Lan Êban"),
    ),
    "stars, somebody on behalf of a board": (
        "ĐẠI DIỆN BAN TỔ CHỨC\nTRƯỞNG BAN\nNguyễn Thị Ban\nNơi nhận:\n* Như trên;\n* Lưu: BTC.\n",
        (("Như trên", "Lưu: BTC"), None, "TRƯỞNG BAN", "Nguyễn Thị Ban"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS)
def test_a_damaged_head_is_read(head: str, expected: Head) -> None:
    assert head_of(read_dispatch(head + BODY + END)) == expected


@pytest.mark.parametrize(("end", "expected"), ENDS.values(), ids=ENDS)
def test_a_damaged_end_is_read(end: str, expected: End) -> None:
    assert end_of(read_dispatch(HEAD + BODY + end)) == expected


@pytest.mark.parametrize(
    ("line", "number", "state"),
    [
        ("Số: Z#Z/UBND-VX", None, "unreadable"),
        ("Số: ‡ƒ/KH-UBND", None, "unreadable"),
        ("Số: ä Ö/UBND", None, "unreadable"),
        ("Số:       /UBND-VX", None, "blank"),
        ("Số: ....../UBND-VX", None, "blank"),
        ("Số: …… /UBND", None, "blank"),
        ("Số:      -CV/TU", None, "blank"),
        ("Số: 03 CTr/UBH", "03", "value"),
        ("Số: 118 BC/ĐTN", "118", "value"),
        ("Số: I48/UBND", "I48", "value"),
    ],
)
def test_a_number_is_told_blank_or_unreadable(line: str, number: str | None, state: str) -> None:
    reading = read_dispatch(HEAD.replace("Số: 1/UBND", line) + BODY + END)
    assert (reading.number, reading.states["number"]) == (number, state)


PLAN = "KẾ HOẠCH\nLấy mẫu quan trắc năm 2026\n\nSTT     Tên đơn vị     Loại mẫu\n1     Công ty Sen     Nước thải\nKhu công nghiệp\nBình An Đông\n"


@pytest.mark.parametrize("greeting", ["Kính gửi: Các thôn.\n", ""])
@pytest.mark.parametrize("plan", [PLAN, "PHỤ LỤC\n" + PLAN], ids=["plan", "annex"])
def test_an_attached_plan_never_takes_over_the_letter(greeting: str, plan: str) -> None:
    letter = HEAD.replace("Kính gửi: Các thôn.\n", greeting) + BODY + END + plan
    reading = read_dispatch(letter)
    assert (reading.kind, reading.subject) == ("công văn", "báo cáo")
    assert reading.recipients == ("Như trên", "Lưu: VT")
    assert reading.signer["name"] == "Trần Văn Bình"


def test_a_plan_beside_the_last_recipient_is_no_part_of_the_list() -> None:
    end = "Nơi nhận:               KT. TRƯỞNG BAN\n- Như trên;               PHÓ TRƯỞNG BAN\n- Lãnh đạo ban;                                   KẾ HOẠCH\n"
    reading = read_dispatch(HEAD.replace("Kính gửi: Các thôn.\n", "") + BODY + end + PLAN.partition("\n")[2])
    assert (reading.kind, reading.subject) == ("công văn", "báo cáo")
    assert reading.recipients == ("Như trên", "Lãnh đạo ban")
    assert (reading.signer["title"], reading.signer["name"]) == ("PHÓ TRƯỞNG BAN", None)


BARS = ["|", "│", "┃", "║"]
TABLE = "II. NHIỆM VỤ\n| TT | Nhiệm vụ | Đơn vị chủ trì | Hoàn thành |\n| 1 | Khảo sát hài lòng người bệnh | Phòng Điều dưỡng | 30/7/2026 |\n| 2 | Sửa chữa khu vệ sinh | Phòng Hành chính | Hằng quý |\n"
RULES = {
    "|": "+----+----+----+----+",
    "│": "├────┼────┼────┼────┤",
    "┃": "┣━━━━╋━━━━╋━━━━╋━━━━┫",
    "║": "╠════╬════╬════╬════╣",
}


@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize("outer", [True, False], ids=["framed", "open"])
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "plain"])
def test_rows_between_drawn_bars_are_rows(bar: str, outer: bool, ruled: bool) -> None:
    heading, *rows = (line if outer else line.strip("| ") for line in TABLE.splitlines())
    lines = [line.replace("|", bar) for line in rows]
    table = f"\n{RULES[bar]}\n".join(["", *lines, ""]) if ruled else "\n".join(lines)
    reading = read_dispatch(f"{HEAD}\n{heading}\n{table}\n{BODY}{END}")
    found = [
        (item["start"], item["actors"], (item["deadline"] or {}).get("value")) for item in reading.obligations
    ]
    assert found[:2] == [
        ("Khảo sát hài lòng người bệnh", ["Phòng Điều dưỡng"], "2026-07-30"),
        ("Sửa chữa khu vệ sinh", ["Phòng Hành chính"], "quarter"),
    ]


@pytest.mark.parametrize(
    ("sentence", "text", "number", "symbol"),
    [
        ("Căn cứ Luật Công đoàn 2024;", "Luật Công đoàn 2024", None, None),
        ("Căn cứ Luật Công đoàn năm 2024;", "Luật Công đoàn năm 2024", None, None),
        ("Theo Điều 64 Bộ luật Lao động năm 2019, người sử dụng lao động phải đối thoại.", "Bộ luật Lao động năm 2019", None, None),
        ("Theo khoản 2 Điều 5 của Luật Phòng cháy 2024 thì cơ sở tự kiểm tra.", "Luật Phòng cháy 2024", None, None),
        ("Căn cứ Thông tư số 27/20l7/TT-BGDĐT ngày 08/11/2017;", "Thông tư số 27/20l7/TT-BGDĐT ngày 08/11/2017", "27", "20l7/TT-BGDĐT"),
        ("Căn cứ Quyết định số 3O22/QĐ-TLĐ ngày 09/8/2021;", "Quyết định số 3O22/QĐ-TLĐ ngày 09/8/2021", "3O22", "QĐ-TLĐ"),
        ("Thực hiện Công văn số l5/UBND-VX ngày 09/8/2021;", "Công văn số l5/UBND-VX ngày 09/8/2021", "l5", "UBND-VX"),
    ],
)  # fmt: skip
def test_laws_by_their_year_and_numbers_with_scanned_digits_are_cited(
    sentence: str, text: str, number: str | None, symbol: str | None
) -> None:
    citations = read_dispatch(f"{HEAD}\n{sentence}\n{BODY}{END}").citations
    assert [(c["text"], c["number"], c["symbol"]) for c in citations] == [(text, number, symbol)]


@pytest.mark.parametrize(
    "plain",
    [
        "Luật chơi có từ 2024 đến nay.",
        "Triển khai Luật Đất đai năm 2013 tại địa phương.",
        "Đạt tỷ lệ 3/4 số phiếu.",
    ],
)
def test_what_only_looks_like_a_citation_is_none(plain: str) -> None:
    assert read_dispatch(f"{HEAD}\n{plain}\n{BODY}{END}").citations == ()
