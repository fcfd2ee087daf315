# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Heads and ends as they are seldom written: odd titles, symbols, greetings, two columns of names."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from tests.dispatches.rules.heads_and_ends import BODY, END, HEAD, End, Head, end_of, head_of

HEADS: dict[str, tuple[str, Head]] = {
    "union of a company, spaced title": (
        "TỔNG CÔNG TY ĐIỆN LỰC HÀ SƠN\nCÔNG ĐOÀN CÔNG TY\nSố : 45 - TB/CĐ\nTp. Hà Sơn, ngày 5/6/2026\nT H Ô N G  B Á O\nKết quả họp Ban Chấp hành Công đoàn quý II\n\nNgày 02/6/2026, Ban Chấp hành đã họp.\n",
        ("thông báo", "CÔNG ĐOÀN CÔNG TY", "45", "TB/CĐ", "Tp. Hà Sơn", "2026-06-05", "Kết quả họp Ban Chấp hành Công đoàn quý II", ()),
    ),
    "school, markdown headings": (
        "TRƯỜNG THPT TÂN LẬP\nSố 05/KH-THPT\nTP.HCM, ngày 09 tháng 02 năm 2026\n# KẾ HOẠCH\n## Tổ chức hội khỏe Phù Đổng cấp trường\n\nI. MỤC ĐÍCH\n",
        ("kế hoạch", "TRƯỜNG THPT TÂN LẬP", "05", "KH-THPT", "TP.HCM", "2026-02-09", "Tổ chức hội khỏe Phù Đổng cấp trường", ()),
    ),
    "health centre, another spelling of the greeting": (
        "SỞ Y TẾ HÀ SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTRUNG TÂM Y TẾ KHU VỰC TÂN LẬP Độc lập - Tự do - Hạnh phúc\nSố: 302/TTYT-KSBT\nV/v phòng, chống sốt xuất huyết Tân Lập, ngày 17 tháng 7 năm 2025\nKính gởi: Trạm Y tế các xã, phường\n",
        ("công văn", "TRUNG TÂM Y TẾ KHU VỰC TÂN LẬP", "302", "TTYT-KSBT", "Tân Lập", "2025-07-17", "phòng, chống sốt xuất huyết", ("Trạm Y tế các xã, phường",)),
    ),
    "women's union, title on two lines": (
        "HỘI LIÊN HIỆP PHỤ NỮ XÃ TÂN LẬP\nSố: /KH-PN\nTân Lập, ngày    tháng 3 năm 2026\nKẾ HOẠCH TỔ CHỨC CÁC HOẠT ĐỘNG\nKỶ NIỆM NGÀY QUỐC TẾ PHỤ NỮ 8/3\nThực hiện Kế hoạch của Hội cấp trên.\n",
        ("kế hoạch", "HỘI LIÊN HIỆP PHỤ NỮ XÃ TÂN LẬP", None, "KH-PN", "Tân Lập", "2026-03", "TỔ CHỨC CÁC HOẠT ĐỘNG KỶ NIỆM NGÀY QUỐC TẾ PHỤ NỮ 8/3", ()),
    ),
    "decision with the year in its number": (
        "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH AN\nSố: 12/2026/QĐ-UBND\nBình An, ngày 01 tháng 4 năm 2026\nQUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ THỰC HIỆN DÂN CHỦ Ở CƠ SỞ\nỦY BAN NHÂN DÂN PHƯỜNG BÌNH AN\nCăn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\n",
        ("quyết định", "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH AN", "12", "2026/QĐ-UBND", "Bình An", "2026-04-01", "BAN HÀNH QUY CHẾ THỰC HIỆN DÂN CHỦ Ở CƠ SỞ", ()),
    ),
    "greeting without a colon": (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ SƠN\nCÔNG ĐOÀN NGÀNH Y TẾ\nSố: 66/CĐYT\nV/v tổ chức Ngày Thầy thuốc\nHà Sơn, ngày 10 tháng 02 năm 2026\nKính gửi các đồng chí Chủ tịch công đoàn cơ sở trực thuộc\n",
        ("công văn", "CÔNG ĐOÀN NGÀNH Y TẾ", "66", "CĐYT", "Hà Sơn", "2026-02-10", "tổ chức Ngày Thầy thuốc", ("các đồng chí Chủ tịch công đoàn cơ sở trực thuộc",)),
    ),
    "treasury, roman number in the symbol": (
        "KHO BẠC NHÀ NƯỚC\nKHO BẠC NHÀ NƯỚC KHU VỰC IX\nSố: 901/KBKV IX-KTNN\nHà Sơn, ngày 3 tháng 12 năm 2025\nV/v khóa sổ cuối năm\nKính gửi: Các đơn vị sử dụng ngân sách.\n",
        ("công văn", "KHO BẠC NHÀ NƯỚC KHU VỰC IX", "901", "KBKV IX-KTNN", "Hà Sơn", "2025-12-03", "khóa sổ cuối năm", ("Các đơn vị sử dụng ngân sách",)),
    ),
    "traffic police, brackets in the symbol": (
        "CÔNG AN TỈNH HÀ SƠN\nPHÒNG CẢNH SÁT GIAO THÔNG\nSố: 118/PCSGT(TM)\nHà Sơn, ngày 8 tháng 8 năm 2025\nV/v phối hợp tuyên truyền\nKính gửi: Hiệu trưởng các trường THPT.\n",
        ("công văn", "PHÒNG CẢNH SÁT GIAO THÔNG", "118", "PCSGT(TM)", "Hà Sơn", "2025-08-08", "phối hợp tuyên truyền", ("Hiệu trưởng các trường THPT",)),
    ),
    "party committee, star beside the place": (
        "ĐẢNG BỘ TỈNH HÀ SƠN ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH\n* Hà Sơn, ngày 12 tháng 9 năm 2025\nSố 34-CV/ĐUK\nV/v đăng ký học tập chuyên đề\nKính gửi: - Các chi, đảng bộ trực thuộc.\n",
        ("công văn", "ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH", "34", "CV/ĐUK", "Hà Sơn", "2025-09-12", "đăng ký học tập chuyên đề", ("Các chi, đảng bộ trực thuộc",)),
    ),
    "appeal": (
        "HỘI CHỮ THẬP ĐỎ TỈNH HÀ SƠN\nSố: 15/LKG-CTĐ\nHà Sơn, ngày 20 tháng 10 năm 2025\nLỜI KÊU GỌI\nủng hộ đồng bào bị lũ lụt\n\nĐồng bào các xã vùng núi đang chịu thiệt hại nặng nề.\n",
        ("lời kêu gọi", "HỘI CHỮ THẬP ĐỎ TỈNH HÀ SƠN", "15", "LKG-CTĐ", "Hà Sơn", "2025-10-20", "ủng hộ đồng bào bị lũ lụt", ()),
    ),
    "invitation to a greeting": (
        "UBND PHƯỜNG BÌNH AN\nTRẠM Y TẾ PHƯỜNG\nSố: 09/GM-TYT\nBình An, ngày 4 tháng 3 năm 2026\nGIẤY MỜI\nHọp triển khai chiến dịch tiêm chủng\nKính gửi: Ông (bà) Trưởng các khu phố\n",
        ("giấy mời", "TRẠM Y TẾ PHƯỜNG", "09", "GM-TYT", "Bình An", "2026-03-04", "Họp triển khai chiến dịch tiêm chủng", ("Ông (bà) Trưởng các khu phố",)),
    ),
    "label before the body": (
        "Đơn vị: CÔNG ĐOÀN CƠ SỞ TRƯỜNG TIỂU HỌC HOA SEN\nSố: 11/BC-CĐCS\nNgày 28 tháng 5 năm 2026\nBÁO CÁO TỔNG KẾT HOẠT ĐỘNG CÔNG ĐOÀN\nNăm học 2025 - 2026\n\nI. ĐẶC ĐIỂM TÌNH HÌNH\n",
        ("báo cáo", "CÔNG ĐOÀN CƠ SỞ TRƯỜNG TIỂU HỌC HOA SEN", "11", "BC-CĐCS", None, "2026-05-28", "TỔNG KẾT HOẠT ĐỘNG CÔNG ĐOÀN Năm học 2025 - 2026", ()),
    ),
    "columns with wide gaps": (
        "BAN CHẤP HÀNH ĐOÀN TỈNH HÀ SƠN          ĐOÀN TNCS HỒ CHÍ MINH\n             ***\n       Số: 441-HD/TĐTN-PT               Hà Sơn, ngày 06 tháng 5 năm 2026\n\n                    HƯỚNG DẪN\n        Tổ chức Chiến dịch Hè tình nguyện\n                   năm 2026\n                  ---------\n\n     Thực hiện Chương trình công tác năm.\n",
        ("hướng dẫn", "BAN CHẤP HÀNH ĐOÀN TỈNH HÀ SƠN", "441", "HD/TĐTN-PT", "Hà Sơn", "2026-05-06", "Tổ chức Chiến dịch Hè tình nguyện năm 2026", ()),
    ),
}  # fmt: skip

ENDS: dict[str, tuple[str, End]] = {
    "slash and stop": (
        "TM. BAN THƯỜNG VỤ\nK/T. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Ký tên, đóng dấu)\nAn Văn Sơn\n",
        ((), "TM. KT.", "PHÓ CHỦ TỊCH", "An Văn Sơn"),
    ),
    "clerk beside the head": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nNGƯỜI LẬP BÁO CÁO          TM. BAN CHẤP HÀNH\n                              CHỦ TỊCH\n\nLê Thị Mai                    Phí Văn Thắng\n",
        (("Như trên", "Lưu: VT"), "TM.", "CHỦ TỊCH", "Phí Văn Thắng"),
    ),
    "dashes without a space": (
        "Nơi nhận :\n-Như trên;\n-Ban Giám hiệu;\n-Lưu VT.\nHIỆU TRƯỞNG\n(Đã ký)\nHoa Thị Trường\n",
        (("Như trên", "Ban Giám hiệu", "Lưu VT"), None, "HIỆU TRƯỞNG", "Hoa Thị Trường"),
    ),
    "slash for a stop": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM/ BAN CHẤP HÀNH ĐOÀN\nPHÓ BÍ THƯ\n\nRơ Mah H’Yăn\n",
        (("Như trên", "Lưu: VT"), "TM.", "PHÓ BÍ THƯ", "Rơ Mah H’Yăn"),
    ),
    "a name that looks like a form of address": (
        "Nơi nhận:\n- Như trên\n- Website nhà trường\n- Lưu: VT\n\nKT.HIỆU TRƯỞNG\nP.HIỆU TRƯỞNG\n\n\nÔng Thị Ngọc Ánh\n",
        (("Như trên", "Website nhà trường", "Lưu: VT"), "KT.", "P.HIỆU TRƯỞNG", "Ông Thị Ngọc Ánh"),
    ),
    "list on one line": (
        "Nơi nhận: Như trên; Lưu VT.\nCHI CỤC TRƯỞNG\n\nTrịnh Công Sở\n",
        (("Như trên", "Lưu VT"), None, "CHI CỤC TRƯỞNG", "Trịnh Công Sở"),
    ),
    "digital signature": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nKý bởi: Văn phòng\nNgày ký: 05/06/2026 10:11:12\nTrà Thị Lệ\n",
        (("Như trên", "Lưu: VT"), "TL. KT.", "PHÓ CHÁNH VĂN PHÒNG", "Trà Thị Lệ"),
    ),
    "bold lines": (
        "**Nơi nhận:**\n\n- Như trên;\n\n- Lưu: VT, TH.\n\n**TRƯỞNG BAN**\n\n**Uông Thị Chi Mai**\n",
        (("Như trên", "Lưu: VT, TH"), None, "TRƯỞNG BAN", "Uông Thị Chi Mai"),
    ),
    "degrees at the end of a row": (
        "Nơi nhận:                         GIÁM ĐỐC BỆNH VIỆN\n - Như trên;                      \n - Phòng KHTH;                    \n - Lưu: VT.                       PGS.TS.BS. Tôn Thất Công\n",
        (("Như trên", "Phòng KHTH", "Lưu: VT"), None, "GIÁM ĐỐC BỆNH VIỆN", "Tôn Thất Công"),
    ),
    "name in capitals": (
        "Nơi nhận:\n– Như trên;\n– Các Chi hội;\n– Lưu: VP Hội.\nTM. BAN THƯỜNG VỤ HỘI\nCHỦ TỊCH\n\n\n\nTHẠCH THỊ SÔ PHI\n",
        (("Như trên", "Các Chi hội", "Lưu: VP Hội"), "TM.", "CHỦ TỊCH", "THẠCH THỊ SÔ PHI"),
    ),
    "title on two lines": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, QLĐT.\nTUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG QUẢN LÝ\nĐÀO TẠO\n\nLưu Thành Đoàn\n",
        (("Như trên", "Lưu: VT, QLĐT"), "TUQ.", "TRƯỞNG PHÒNG QUẢN LÝ ĐÀO TẠO", "Lưu Thành Đoàn"),
    ),
    "no list at all": (
        "T/M CẤP ỦY CHI BỘ\nBÍ THƯ CHI BỘ\n\nNịnh Thị Khánh\n",
        ((), "TM.", "BÍ THƯ CHI BỘ", "Nịnh Thị Khánh"),
    ),
    "deputy in charge": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nP. GIÁM ĐỐC PHỤ TRÁCH\n\nSơn Thị Thúy Kiều\n",
        (("Như trên", "Lưu: VT"), None, "P. GIÁM ĐỐC PHỤ TRÁCH", "Sơn Thị Thúy Kiều"),
    ),
    "border post, rank": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. TRƯỞNG ĐỒN\nPHÓ TRƯỞNG ĐỒN\n\nTrung tá Vàng A Sính\n",
        (("Như trên", "Lưu: VT"), "KT.", "PHÓ TRƯỞNG ĐỒN", "Vàng A Sính"),
    ),
    "title with the company": (
        "Nơi nhận:\n- Như trên;\n- Lưu: CĐ.\nTM. BCH CÔNG ĐOÀN CƠ SỞ\nCHỦ TỊCH CÔNG ĐOÀN\nCÔNG TY TNHH MAY SEN\n\nMa Thị Thu Hồng\n",
        (("Như trên", "Lưu: CĐ"), "TM.", "CHỦ TỊCH CÔNG ĐOÀN CÔNG TY TNHH MAY SEN", "Ma Thị Thu Hồng"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS)
def test_an_odd_head_is_read(head: str, expected: Head) -> None:
    assert head_of(read_dispatch(head + BODY + END)) == expected


@pytest.mark.parametrize(("end", "expected"), ENDS.values(), ids=ENDS)
def test_an_odd_end_is_read(end: str, expected: End) -> None:
    assert end_of(read_dispatch(HEAD + BODY + end)) == expected
