# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Which documents a letter cites: the many ways in which offices write kind, number, date and issuer."""

import pytest

from haichieu.dispatches.rules import read_dispatch

LETTER = "UBND XÃ A\nSố: 1/UBND\nA, ngày 5 tháng 6 năm 2026\nV/v báo cáo\n\nKính gửi: Các thôn.\n\n{}\n\nĐề nghị các thôn báo cáo./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
#: kind, number, symbol, date, issuer
Cited = tuple[str | None, str | None, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("Căn cứ Luật Bảo hiểm y tế ngày 14 tháng 11 năm 2008 và Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế ngày 27/11/2024;", [("luật", None, None, "2008-11-14", None), ("luật", None, None, "2024-11-27", None)]),
        ("Thực hiện Công văn 512 /SYT-NVY ngày 3-4-2026 của Sở Y tế về tiêm chủng,", [("công văn", "512", "SYT-NVY", "2026-04-03", "Sở Y tế")]),
        ("Thực hiện công văn số: 88/PVHXH, ngày 20/8/2025 của Phòng Văn hóa - Xã hội phường;", [("công văn", "88", "PVHXH", "2025-08-20", "Phòng Văn hóa - Xã hội phường")]),
        ("Theo Thông báo kết luận số 45-TB/ĐU ngày 02/3/2026 của Thường trực Đảng ủy xã;", [("thông báo", "45", "TB/ĐU", "2026-03-02", "Thường trực Đảng ủy xã")]),
        ("Căn cứ Nghị định 30/2020/NĐ-CP của Chính phủ về công tác văn thư;", [("nghị định", "30", "2020/NĐ-CP", None, "Chính phủ")]),
        ("Căn cứ Quyết định số 1908 QĐ/TLĐ ngày 19/12/2016 của Tổng Liên đoàn;", [("quyết định", "1908", "QĐ/TLĐ", "2016-12-19", "Tổng Liên đoàn")]),
        ("Tiếp theo Kế hoạch số 05/KH - CĐCS ngày 01/02/2026 của BCH CĐCS;", [("kế hoạch", "05", "KH - CĐCS", "2026-02-01", "BCH CĐCS")]),
        ("Thực hiện Hướng dẫn liên ngành số 12/HDLN-SGDĐT-LĐLĐ ngày 08/9/2025 giữa Sở Giáo dục và Đào tạo và Liên đoàn Lao động tỉnh;", [("hướng dẫn", "12", "HDLN-SGDĐT-LĐLĐ", "2025-09-08", None)]),
        ("Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam khóa XIII; Quy chế làm việc số 02-QC/BTV;", [("quy chế", "02", "QC/BTV", None, None)]),
        ("Thực hiện các Công văn số 301/LĐLĐ, 302/LĐLĐ ngày 5/3/2026 của LĐLĐ tỉnh;", [("công văn", "301", "LĐLĐ", None, None), ("công văn", "302", "LĐLĐ", "2026-03-05", "LĐLĐ tỉnh")]),
        ("Thực hiện Chỉ thị 17-CT/TU ngày 01 tháng 9 năm 2025 cùa Ban Thường vụ Tỉnh ủy;", [("chỉ thị", "17", "CT/TU", "2025-09-01", "Ban Thường vụ Tỉnh ủy")]),
        ("Căn cứ Thông tư liên tịch số 06/2015/TTLT-BGDĐT-BNV ngày 16/3/2015;", [("thông tư liên tịch", "06", "2015/TTLT-BGDĐT-BNV", "2015-03-16", None)]),
        ("Căn cứ Nghị quyết số 1656/NQ-UBTVQH15 ngày 16 tháng 6 năm 2025 của Ủy ban Thường vụ Quốc hội về sắp xếp các đơn vị hành chính;", [("nghị quyết", "1656", "NQ-UBTVQH15", "2025-06-16", "Ủy ban Thường vụ Quốc hội")]),
        ("Thực hiện Điện số 09/ĐK-CAT ngày 1/8/2025 của Công an tỉnh;", [(None, "09", "ĐK-CAT", "2025-08-01", "Công an tỉnh")]),
        ("Phúc đáp Giấy mời số 33/GM-UBND ngày 6/6/2026;", [("giấy mời", "33", "GM-UBND", "2026-06-06", None)]),
        ("Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;", [("bộ luật", None, None, "2019-11-20", None)]),
        ("Số điện thoại 0235/555-204, thời hạn 30/4 - 1/5, hệ số 1/2.", []),
        ("Căn cứ Công văn số 1204/UBND-KTHTĐT (bản sao gửi kèm) của UBND phường;", [("công văn", "1204", "UBND-KTHTĐT", None, "UBND phường")]),
        ("Căn cứ QĐ số 12/2026/QĐ-UBND ngày 01/4/2026 của UBND phường;", [("quyết định", "12", "2026/QĐ-UBND", "2026-04-01", "UBND phường")]),
        ("Căn cứ Luật Công đoàn số 50/2024/QH15; Nghị định số 191/2013/NĐ-CP ngày 21/11/2013 của Chính phủ;", [("luật", "50", "2024/QH15", None, None), ("nghị định", "191", "2013/NĐ-CP", "2013-11-21", "Chính phủ")]),
        ("Thực hiện Kế hoạch số 16 KH/BTV ngày 08/01/2026 của Ban Thường vụ Hội;", [("kế hoạch", "16", "KH/BTV", "2026-01-08", "Ban Thường vụ Hội")]),
        ("Căn cứ Quyết định s6 77/QĐ-UBND ngày l8/7/2O25 của UBND xã;", [("quyết định", "77", "QĐ-UBND", "2025-07-18", "UBND xã")]),
    ],
)  # fmt: skip
def test_documents_are_cited_in_many_ways(sentence: str, cited: list[Cited]) -> None:
    citations = read_dispatch(LETTER.format(sentence)).citations
    assert [(c["kind"], c["number"], c["symbol"], c["date"], c["issuer"]) for c in citations] == cited
