"""Members hear of deeds; reports, lists and meetings are nobody's news."""

import pytest

from haichieu.dispatches.rules import worth_telling


@pytest.mark.parametrize(
    "content",
    [
        "Gửi báo cáo kết quả hoạt động quý IV về Liên đoàn Lao động huyện trước ngày 15/12/2026.",
        "Báo cáo tình hình thăm hỏi, tặng quà đoàn viên khó khăn, hỗ trợ nhà ở về Ban Chính sách.",
        "Tham dự hội nghị giao ban công đoàn cơ sở vào 8 giờ ngày 5/12/2026.",
        "Cử 02 cán bộ dự tập huấn nghiệp vụ tài chính.",
        "Lập danh sách đoàn viên có hoàn cảnh khó khăn, gửi về Văn phòng.",
        "Chủ trì, phối hợp với Phòng Tài chính lập danh sách, tổng hợp số liệu.",
        "Rà soát, thống kê số lượng đoàn viên đến hết tháng 11 và cập nhật vào phần mềm.",
        "Xây dựng kế hoạch chăm lo Tết cho người lao động.",
        "Các công đoàn cơ sở đăng ký số lượng vé xe Tết.",
        "Góp ý dự thảo văn kiện đại hội.",
        "Tổ chức hội nghị tổng kết công tác năm 2026.",
        "Tổ chức họp ban chấp hành để phân công nhiệm vụ.",
        "Quán triệt, triển khai văn bản này đến các tổ công đoàn.",
        "Hoàn thiện hồ sơ đề nghị khen thưởng và nộp về Ban Tổ chức.",
        "Nộp kinh phí công đoàn quý III.",
        "Khẩn trương hoàn thành quyết toán tài chính năm 2025.",
    ],
)
def test_papers_lists_and_meetings_are_no_news(content: str) -> None:
    assert not worth_telling(content)


@pytest.mark.parametrize(
    "content",
    [
        "Trao 20 mái ấm công đoàn cho đoàn viên nghèo.",
        "Tổ chức khám sức khỏe miễn phí cho 200 nữ công nhân.",
        "Tổ chức hội nghị đối thoại giữa giám đốc và người lao động.",
        "Tổ chức hội thao chào mừng ngày thành lập công đoàn.",
        "Lập danh sách công nhân khó khăn, tặng mỗi người một suất quà trước Tết.",
        "Thăm, tặng quà 50 gia đình đoàn viên; báo cáo kết quả về Liên đoàn trước ngày 20/1/2027.",
        "Ký thỏa ước lao động tập thể với Công ty May Hoa Sen.",
        "Sửa 12 phòng trọ cho công nhân.",
        "Xây dựng nhà trẻ trong khu công nghiệp.",
        "Phối hợp với Trung tâm Y tế tư vấn sức khỏe sinh sản cho nữ công nhân.",
        "Vận động đoàn viên hiến máu tình nguyện.",
        "Giám sát bữa ăn ca tại 5 doanh nghiệp.",
        "Mở lớp học tiếng Anh buổi tối cho con công nhân.",
        "Hoàn thành xây dựng 10 căn nhà tình nghĩa.",
        "Kết nạp 150 đoàn viên mới.",
        "Việc tốt số 3",
    ],
)
def test_deeds_are_news_also_with_a_paper_beside_them(content: str) -> None:
    assert worth_telling(content)
