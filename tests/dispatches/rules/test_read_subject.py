# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Where the subject under a title ends: on one line or more, with and without a blank line before the body."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "UBND XÃ TÂN LẬP\nTRƯỜNG THPT A\nSố: 2/KH-A\nTân Lập, ngày 5 tháng 6 năm 2026\n"
END = "\n1. Đề nghị các tổ báo cáo kết quả./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\n\nTrần Văn Bình\n"


@pytest.mark.parametrize(
    ("lines", "kind", "subject"),
    [
        ("KẾ HOẠCH\nTổ chức các hoạt động chào mừng\nNgày Phụ nữ Việt Nam 20/10 và Đại hội Hội các cấp\nThực hiện Kế hoạch số 5/KH-HPN của Hội cấp trên, Hội xây dựng kế hoạch như sau:", "kế hoạch", "Tổ chức các hoạt động chào mừng Ngày Phụ nữ Việt Nam 20/10 và Đại hội Hội các cấp"),
        ("KẾ HOẠCH\nTổ chức hội thi cắm hoa\nNhân dịp kỷ niệm Ngày Quốc tế Phụ nữ, Ban Thường vụ Hội Phụ nữ phường tổ\nchức hội thi cắm hoa cho hội viên các chi hội.\nI. MỤC ĐÍCH", "kế hoạch", "Tổ chức hội thi cắm hoa"),
        ("THÔNG BÁO\nVề việc tạm ngừng cung cấp nước sạch tại một số khu phố trên địa bàn phường\nBình An để sửa chữa đường ống\nĐể bảo đảm an toàn, nhà máy nước thông báo như sau:", "thông báo", "tạm ngừng cung cấp nước sạch tại một số khu phố trên địa bàn phường Bình An để sửa chữa đường ống"),
        ("BÁO CÁO\nKết quả thực hiện công tác phổ biến, giáo dục pháp luật\nQuý III năm 2026\nTrong quý III, Ủy ban nhân dân xã đã tổ chức nhiều hội nghị tuyên truyền.", "báo cáo", "Kết quả thực hiện công tác phổ biến, giáo dục pháp luật Quý III năm 2026"),
        ("NGHỊ QUYẾT\nĐại hội Chi đoàn Trường THPT Tân Lập lần thứ X\nĐại hội đã thảo luận và thông qua báo cáo chính trị, phương hướng nhiệm vụ trong nhiệm kỳ tới.", "nghị quyết", "Đại hội Chi đoàn Trường THPT Tân Lập lần thứ X"),
        ("HƯỚNG DẪN\nThực hiện quy trình tiếp nhận hồ sơ\nCủa Bộ phận một cửa phường\n\nBộ phận một cửa làm việc hai buổi mỗi ngày.", "hướng dẫn", "Thực hiện quy trình tiếp nhận hồ sơ Của Bộ phận một cửa phường"),
        ("QUYẾT ĐỊNH\nVề việc khen thưởng đoàn viên xuất sắc\nBAN CHẤP HÀNH CÔNG ĐOÀN CƠ SỞ\n- Căn cứ Điều lệ Công đoàn Việt Nam;\nQUYẾT ĐỊNH:\nĐiều 1. Tặng Giấy khen.", "quyết định", "khen thưởng đoàn viên xuất sắc"),
        ("CHƯƠNG TRÌNH\nCÔNG TÁC ĐỘI VÀ PHONG TRÀO THIẾU NHI\nNĂM HỌC 2025 - 2026\nNăm học này, Liên đội tập trung vào các nhiệm vụ trọng tâm sau đây:", "chương trình", "CÔNG TÁC ĐỘI VÀ PHONG TRÀO THIẾU NHI NĂM HỌC 2025 - 2026"),
        ("GIẤY MỜI\nDự Hội nghị người lao động năm 2026\nBan Chấp hành Công đoàn trân trọng kính mời các đồng chí tới dự Hội nghị người lao động năm 2026.\nThời gian: 8 giờ.", "giấy mời", "Dự Hội nghị người lao động năm 2026"),
    ],
)  # fmt: skip
def test_a_subject_ends_where_the_first_sentence_begins(lines: str, kind: str, subject: str) -> None:
    reading = read_dispatch(HEAD + lines + END)
    assert (reading.kind, reading.subject) == (kind, subject)
