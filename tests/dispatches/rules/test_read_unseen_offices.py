# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Heads and ends of letters of offices of many kinds: hospital, school, ward, tax office, police, bank, associations."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from tests.dispatches.rules.heads_and_ends import BODY, END, HEAD, End, Head, end_of, head_of

HEADS: dict[str, tuple[str, Head]] = {
    "hospital, box columns": (
        "SỞ Y TẾ TỈNH HÀ SƠN │ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBỆNH VIỆN ĐA KHOA PHÚ LỘC │ Độc lập - Tự do - Hạnh phúc\nSố: 415/BVPL-KHTH │ Phú Lộc, ngày 12 tháng 3 năm 2026\nV/v tăng cường kiểm soát nhiễm khuẩn │\n\nKính gửi: Các khoa, phòng trực thuộc\n",
        ("công văn", "BỆNH VIỆN ĐA KHOA PHÚ LỘC", "415", "BVPL-KHTH", "Phú Lộc", "2026-03-12", "tăng cường kiểm soát nhiễm khuẩn", ("Các khoa, phòng trực thuộc",)),
    ),
    "school plan, no greeting, no blank line": (
        "UBND PHƯỜNG BÌNH AN\nTRƯỜNG THCS NGUYỄN DU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 27/KH-THCSND\nBình An, ngày 03 tháng 9 năm 2025\nKẾ HOẠCH\nTổ chức khai giảng năm học 2025 - 2026\nThực hiện Công văn số 88/PVHXH ngày 20/8/2025 của Phòng Văn hóa - Xã hội, nhà trường xây dựng kế hoạch như sau:\n",
        ("kế hoạch", "TRƯỜNG THCS NGUYỄN DU", "27", "KH-THCSND", "Bình An", "2025-09-03", "Tổ chức khai giảng năm học 2025 - 2026", ()),
    ),
    "women's union, blank for a slash": (
        "HỘI LHPN TỈNH HÀ SƠN\nBAN THƯỜNG VỤ HỘI LHPN PHƯỜNG BÌNH AN\n***\nSố: 16 KH/BTV\nBình An, ngày 08 tháng 01 năm 2026\nKẾ HOẠCH\nTổ chức Ngày hội “Áo dài Bình An” năm 2026\n\nCăn cứ chương trình công tác năm;\n",
        ("kế hoạch", "BAN THƯỜNG VỤ HỘI LHPN PHƯỜNG BÌNH AN", "16", "KH/BTV", "Bình An", "2026-01-08", "Tổ chức Ngày hội “Áo dài Bình An” năm 2026", ()),
    ),
    "fatherland front after July 2025": (
        "ỦY BAN MTTQ VIỆT NAM TỈNH HÀ SƠN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN MTTQ VIỆT NAM XÃ TÂN LẬP             Độc lập - Tự do - Hạnh phúc\nSố: 52/MTTQ-BTT                             Tân Lập, ngày 19 tháng 8 năm 2025\nV/v giám sát việc chi trả\n\nKính gửi:\n- Trưởng ban công tác Mặt trận các thôn;\n- Ban Thanh tra nhân dân xã.\n",
        ("công văn", "ỦY BAN MTTQ VIỆT NAM XÃ TÂN LẬP", "52", "MTTQ-BTT", "Tân Lập", "2025-08-19", "giám sát việc chi trả", ("Trưởng ban công tác Mặt trận các thôn", "Ban Thanh tra nhân dân xã")),
    ),
    "veterans, capitals without marks": (
        "HOI CUU CHIEN BINH TINH HA SON\nHOI CUU CHIEN BINH XA TAN LAP\nSo: 09/CV-CCB\nTan Lap, ngay 22 thang 12 nam 2025\nV/v tham hoi vien\n\nKinh gui: Cac chi hoi Cuu chien binh.\n",
        ("công văn", "HOI CUU CHIEN BINH XA TAN LAP", "09", "CV-CCB", "Tan Lap", "2025-12-22", "tham hoi vien", ("Cac chi hoi Cuu chien binh",)),
    ),
    "farmers' union, markdown row": (
        "| **HỘI NÔNG DÂN TỈNH HÀ SƠN**<br>**BAN THƯỜNG VỤ**<br>Số: 211-CV/HNDT<br>V/v vay vốn Quỹ Hỗ trợ nông dân | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>Hà Sơn, ngày 14 tháng 02 năm 2026 |\n|---|---|\n\nKính gửi: Hội Nông dân các xã, phường.\n",
        ("công văn", "BAN THƯỜNG VỤ", "211", "CV/HNDT", "Hà Sơn", "2026-02-14", "vay vốn Quỹ Hỗ trợ nông dân", ("Hội Nông dân các xã, phường",)),
    ),
    "ward people's committee, interleaved": (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHƯỜNG BÌNH AN Độc lập - Tự do - Hạnh phúc\nSố: 1204/UBND-KTHTĐT Bình An, ngày 01 tháng 10 năm 2025\nV/v ra quân lập lại trật tự đô thị\nKính gửi: Công an phường; Trưởng các khu phố.\n",
        ("công văn", "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH AN", "1204", "UBND-KTHTĐT", "Bình An", "2025-10-01", "ra quân lập lại trật tự đô thị", ("Công an phường", "Trưởng các khu phố")),
    ),
    "tax office": (
        "CỤC THUẾ\nTHUẾ TỈNH HÀ SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 3391/HSO-NVDTPC\nHà Sơn, ngày 27 tháng 11 năm 2025\nV/v kê khai thuế hộ kinh doanh\n\nKính gửi: Các Thuế cơ sở trực thuộc Thuế tỉnh.\n",
        ("công văn", "THUẾ TỈNH HÀ SƠN", "3391", "HSO-NVDTPC", "Hà Sơn", "2025-11-27", "kê khai thuế hộ kinh doanh", ("Các Thuế cơ sở trực thuộc Thuế tỉnh",)),
    ),
    "police of a commune": (
        "CÔNG AN TỈNH HÀ SƠN\nCÔNG AN XÃ TÂN LẬP\nSố: 77/TB-CAX\nTân Lập, ngày 5 tháng 5 năm 2026\nTHÔNG BÁO\nVề việc phòng ngừa lừa đảo qua mạng\n\nThời gian qua xảy ra nhiều vụ việc.\n",
        ("thông báo", "CÔNG AN XÃ TÂN LẬP", "77", "TB-CAX", "Tân Lập", "2026-05-05", "phòng ngừa lừa đảo qua mạng", ()),
    ),
    "union of a bank branch": (
        "CÔNG ĐOÀN NGÂN HÀNG SEN VIỆT\nCÔNG ĐOÀN CƠ SỞ CHI NHÁNH HÀ SƠN\nSố: 05 / CĐCS-CNHS\nHà Sơn, ngày 18/4/2026\nV/v: hội thao chào mừng 1/5\n\nKính gửi : Các tổ công đoàn trực thuộc\n",
        ("công văn", "CÔNG ĐOÀN CƠ SỞ CHI NHÁNH HÀ SƠN", "05", "CĐCS-CNHS", "Hà Sơn", "2026-04-18", "hội thao chào mừng 1/5", ("Các tổ công đoàn trực thuộc",)),
    ),
    "company union, decision with a colon": (
        "CÔNG ĐOÀN CÁC KCN TỈNH HÀ SƠN\nCĐCS CÔNG TY TNHH MAY HƯỚNG DƯƠNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 03/QĐ-CĐCS\nHà Sơn, ngày 10 tháng 01 năm 2026\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công đoàn Chuyền 7\nBAN CHẤP HÀNH CĐCS CÔNG TY TNHH MAY HƯỚNG DƯƠNG\nCăn cứ Luật Công đoàn 2024;\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập Tổ công đoàn Chuyền 7.\n",
        ("quyết định", "CĐCS CÔNG TY TNHH MAY HƯỚNG DƯƠNG", "03", "QĐ-CĐCS", "Hà Sơn", "2026-01-10", "thành lập Tổ công đoàn Chuyền 7", ()),
    ),
    "scan with a number that cannot be read": (
        "UBND TỈNH HÀ SƠN\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nSố: Z#Z/SNNMT-TL\nHà Sơn, ngày 21 tháng 7 năm 2025\nV/v vận hành hồ chứa\nKính gửi: UBND các xã.\n",
        ("công văn", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", None, "SNNMT-TL", "Hà Sơn", "2025-07-21", "vận hành hồ chứa", ("UBND các xã",)),
    ),
    "party cell of a school": (
        "ĐẢNG BỘ PHƯỜNG BÌNH AN\nCHI BỘ TRƯỜNG TIỂU HỌC SỐ 2\n*\nSố 14-NQ/CB\nĐẢNG CỘNG SẢN VIỆT NAM\nBình An, ngày 04 tháng 11 năm 2025\nNGHỊ QUYẾT\nSinh hoạt thường kỳ tháng 11 năm 2025\n-----\nNgày 04/11/2025, Chi bộ đã họp phiên thường kỳ.\n",
        ("nghị quyết", "CHI BỘ TRƯỜNG TIỂU HỌC SỐ 2", "14", "NQ/CB", "Bình An", "2025-11-04", "Sinh hoạt thường kỳ tháng 11 năm 2025", ()),
    ),
    "youth union of a district, decomposed letters": (
        "ĐOÀN TNCS HỒ CHÍ MINH\nBCH ĐOÀN XÃ TÂN LẬP\n***\nSố: 31-CV/ĐTN\nTân Lập, ngày 20 tháng 3 năm 2026\n“V/v đăng ký công trình thanh niên”\n\nKính gửi: - Bí thư các chi đoàn thôn;\n          - Bí thư Đoàn Trường THPT Tân Lập.\n",
        ("công văn", "BCH ĐOÀN XÃ TÂN LẬP", "31", "CV/ĐTN", "Tân Lập", "2026-03-20", "đăng ký công trình thanh niên", ("Bí thư các chi đoàn thôn", "Bí thư Đoàn Trường THPT Tân Lập")),
    ),
    "report, wrapped first sentence without a blank line": (
        "LĐLĐ TỈNH HÀ SƠN\nCÔNG ĐOÀN VIÊN CHỨC TỈNH\nSố: 118/BC-CĐVC\nHà Sơn, ngày 15 tháng 6 năm 2026\nBÁO CÁO\nHoạt động công đoàn 6 tháng đầu năm 2026\nTrong 6 tháng đầu năm, được sự quan tâm của Ban Thường vụ LĐLĐ tỉnh, Công đoàn Viên\nchức tỉnh đã triển khai nhiều hoạt động thiết thực.\n",
        ("báo cáo", "CÔNG ĐOÀN VIÊN CHỨC TỈNH", "118", "BC-CĐVC", "Hà Sơn", "2026-06-15", "Hoạt động công đoàn 6 tháng đầu năm 2026", ()),
    ),
}  # fmt: skip

ENDS: dict[str, tuple[str, End]] = {
    "box columns": (
        "Nơi nhận: │ KT. GIÁM ĐỐC\n- Như trên; │ PHÓ GIÁM ĐỐC\n- Lưu: VT, KHTH. │ BSCKII. Cấn Thị Lệ Thu\n",
        (("Như trên", "Lưu: VT, KHTH"), "KT.", "PHÓ GIÁM ĐỐC", "Cấn Thị Lệ Thu"),
    ),
    "plus signs, signer first": (
        "TM. BAN CHẤP HÀNH\nCHỦ TỊCH\n\nH'Blông Niê Kđăm\n\nNơi nhận:\n+ Như kính gửi;\n+ Ban Giám đốc (p/h);\n+ Lưu: VP.\n",
        (("Như kính gửi", "Ban Giám đốc (p/h)", "Lưu: VP"), "TM.", "CHỦ TỊCH", "H'Blông Niê Kđăm"),
    ),
    "equals signs and a slash in the mark": (
        "Nơi nhận:\n= Như trên;\n= Hội cấp trên (b/c);\n= Lưu.\nT/M BTV HỘI NÔNG DÂN\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nThân Văn Hùng\n",
        (("Như trên", "Hội cấp trên (b/c)", "Lưu"), "TM. KT.", "PHÓ CHỦ TỊCH", "Thân Văn Hùng"),
    ),
    "bullets, T/L": (
        "Nơi nhận:\n• Như trên;\n• Thường trực Đảng ủy (b/c);\n• Lưu: VPĐU.\nT/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n\nNgụy Đình Thành\n",
        (("Như trên", "Thường trực Đảng ủy (b/c)", "Lưu: VPĐU"), "TL.", "CHÁNH VĂN PHÒNG", "Ngụy Đình Thành"),
    ),
    "title on two lines": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG\nVĂN HÓA - XÃ HỘI\n(Đã ký)\nĐiểu K'Ré\n",
        (("Như trên", "Lưu: VT"), "TUQ.", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI", "Điểu K'Ré"),
    ),
    "rank of the police": (
        "Nơi nhận:\n- Như trên;\n- Lưu: CAX.\nTRƯỞNG CÔNG AN XÃ\n\nThiếu tá Quàng Văn Công\n",
        (("Như trên", "Lưu: CAX"), None, "TRƯỞNG CÔNG AN XÃ", "Quàng Văn Công"),
    ),
    "name in capitals": (
        "Nơi nhận:\n- Như trên;\n- Lưu VT.\nTRƯỞNG THUẾ TỈNH\n\nSẦM ĐỨC LONG\n",
        (("Như trên", "Lưu VT"), None, "TRƯỞNG THUẾ TỈNH", "SẦM ĐỨC LONG"),
    ),
    "markdown cells": (
        "| **Nơi nhận:**<br>- Như trên;<br>- Lưu: VT, TCHC. | **K/T HIỆU TRƯỞNG**<br>**PHÓ HIỆU TRƯỞNG**<br><br>Mùa A Dế |\n|---|---|\n",
        (("Như trên", "Lưu: VT, TCHC"), "KT.", "PHÓ HIỆU TRƯỞNG", "Mùa A Dế"),
    ),
    "one flattened line": (
        "Nơi nhận: - Như trên; - Đảng ủy phường (b/c); - Lưu: VT. TM. BAN THƯỜNG TRỰC CHỦ TỊCH Khổng Thị Trung\n",
        (("Như trên", "Đảng ủy phường (b/c)", "Lưu: VT"), "TM.", "CHỦ TỊCH", "Khổng Thị Trung"),
    ),
    "numbered recipients": (
        "Nơi nhận:\n1. Như trên;\n2. Công đoàn cấp trên (b/c);\n3. Lưu CĐCS.\nTM. BAN CHẤP HÀNH CĐCS\nCHỦ TỊCH\n\nĐoàn Trung Kiên\n",
        (("Như trên", "Công đoàn cấp trên (b/c)", "Lưu CĐCS"), "TM.", "CHỦ TỊCH", "Đoàn Trung Kiên"),
    ),
    "wide gaps": (
        "Nơi nhận:                              TM. ỦY BAN MTTQ VIỆT NAM XÃ\n- Như trên;                                   BAN THƯỜNG TRỰC\n- Lưu: MTTQ.                                      CHỦ TỊCH\n\n\n                                              Y Thanh Hà Byă\n",
        (("Như trên", "Lưu: MTTQ"), "TM.", "CHỦ TỊCH", "Y Thanh Hà Byă"),
    ),
    "one-word name": (
        "Nơi nhận:\n- Như trên;\n- Lưu: HPN.\nTM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\n\nK'Brễu\n",
        (("Như trên", "Lưu: HPN"), "TM.", "PHÓ CHỦ TỊCH", "K'Brễu"),
    ),
    "acting head": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nQ. HIỆU TRƯỞNG\n\nTS. Ngô Thành Công\n",
        (("Như trên", "Lưu: VT"), "Q.", "HIỆU TRƯỞNG", "Ngô Thành Công"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS)
def test_the_head_of_a_letter_is_read(head: str, expected: Head) -> None:
    reading = read_dispatch(head + BODY + END)
    assert head_of(reading) == expected
    assert (reading.recipients, reading.signer["name"]) == (("Như trên", "Lưu: VT"), "Trần Văn Bình")


@pytest.mark.parametrize(("end", "expected"), ENDS.values(), ids=ENDS)
def test_the_end_of_a_letter_is_read(end: str, expected: End) -> None:
    reading = read_dispatch(HEAD + BODY + end)
    assert end_of(reading) == expected
    assert len(reading.obligations) == 1
