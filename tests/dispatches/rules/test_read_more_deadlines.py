# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Deadlines in the many ways in which offices put them: parts of a month, ranges, terms of answering, days before a feast."""

from datetime import date

import pytest

from haichieu.dispatches.rules.deadlines import find_deadlines

ISSUED = date(2026, 3, 4)


def found(sentence: str) -> list[tuple[str, str]]:
    return [(deadline.type, deadline.value) for deadline in find_deadlines(sentence, ISSUED)]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Nộp phiếu trong tuần đầu của tháng 4/2026.", ("month", "2026-04")),
        ("Nộp phiếu trong tuần thứ hai của tháng 4 năm 2026.", ("month", "2026-04")),
        ("Chiếu phim lưu động, dự kiến tháng 5/2026.", ("month", "2026-05")),
        ("Mở phiên chợ quê (dự kiến sáng 26/4/2026).", ("date", "2026-04-26")),
        ("Nghiệm thu sân chơi, hoàn thành ngày 05/4/2026.", ("date", "2026-04-05")),
        ("Nhận bài vẽ: từ 01/4 - 30/4/2026.", ("date", "2026-04-30")),
        ("Nộp bản cứng trước ngày 20 tháng này.", ("date", "2026-03-20")),
        ("Lát xong đường ngõ trong 6 tháng đầu năm 2026.", ("date", "2026-06-30")),
        ("Thay xong bóng đèn trong 6 tháng cuối năm.", ("date", "2026-12-31")),
        ("Thời gian thực hiện: Năm 2026.", ("date", "2026-12-31")),
        ("Duy trì tủ sách trong cả năm 2026.", ("date", "2026-12-31")),
        ("Báo cáo quý trước ngày 15 tháng cuối của quý.", ("period", "quarter; day 15 of the last month")),
        ("Nộp sổ trước ngày 05 của tháng liền sau.", ("period", "1 month; day 5 of the following month")),
        ("Nộp phiếu trực vào ngày làm việc cuối cùng của tuần.", ("period", "1 week; Friday")),
        ("Đo mực nước 02 lần/ngày vào 10 giờ và 16 giờ.", ("period", "day; 10:00, 16:00")),
        ("Phát gạo xong trước Tết Nguyên đán 10 ngày.", ("relative", "10 days before the event")),
        ("Gửi kịch bản trước khai giảng ít nhất 05 ngày.", ("relative", "5 days before the event")),
        ("Báo lịch cắt nước cho các hộ trước ít nhất 24 giờ.", ("relative", "24 hours before the event")),
        ("Trả lời người dân không quá 48 giờ.", ("relative", "48 hours")),
        ("Thời gian giải quyết mỗi hồ sơ tối đa 05 ngày làm việc.", ("relative", "5 working days")),
        ("Báo tin trong vòng 24 giờ khi phát hiện ổ dịch.", ("relative", "24 hours after the event")),
        ("Nhập phiếu không muộn hơn 24 giờ sau khi tiêm.", ("relative", "24 hours after the event")),
        ("Chằng mái xong trước 19 giờ tối nay (04/3).", ("date", "2026-03-04")),
        ("Gói bánh xong trước 23 tháng Chạp (11/02/2027).", ("date", "2027-02-11")),
        ("Sửa xong máy, thời gian hoàn thành 3l/12/2026.", ("date", "2026-12-31")),
        ("Gửi phiếu trưóc ngày 05/9/2026.", ("date", "2026-09-05")),
        ("Cộng sổ vào ngày 15 và ngày 30 của tháng.", ("period", "1 month; day 15, day 30")),
        ("Báo tin vào các khung giờ 6h, 11h, 17h hằng ngày.", ("period", "day; 06:00, 11:00, 17:00")),
        ("Phát loa ít nhất 02 lần/ngày vào 5 giờ 30 và 17 giờ 30.", ("period", "day; 05:30, 17:30")),
        ("Mở cửa thư viện trong suốt thời gian nghỉ hè.", ("continuous", "trong suốt thời gian nghỉ hè")),
        ("Trực đê từ nay đến khi nước rút hẳn.", ("continuous", "từ nay đến khi nước rút hẳn")),
    ],
)  # fmt: skip
def test_a_deadline_is_read_however_it_is_put(sentence: str, deadline: tuple[str, str]) -> None:
    assert found(sentence) == [deadline]


def test_days_joined_by_and_are_read_each() -> None:
    assert found("Nộp hội phí trước 10/6 và 10/12/2026.") == [("date", "2026-06-10"), ("date", "2026-12-10")]
    assert found("Báo cáo sơ kết 6 tháng trước ngày 15/6/2026 và tổng kết năm trước ngày 15/12/2026.") == [
        ("date", "2026-06-15"), ("date", "2026-12-15"),
    ]  # fmt: skip
    assert found("Định kỳ hằng tháng (trước ngày 25), hằng quý (trước ngày 20 của tháng cuối quý), báo cáo.") == [
        ("period", "1 month; day 25"), ("period", "quarter; day 20 of the last month"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Bài phát biểu không quá 10 phút.",
        "Giải quyết nghỉ phép không quá 12 ngày trong năm.",
        "Xử lý không quá 03 vụ việc mỗi ngày.",
        "Bảo đảm khung thời gian 35 tuần thực học.",
        "Đã hoàn thành ngày 05/4/2026.",
        "Các đơn vị đã chuyển tiền về quỹ trước ngày 12/4 thì không chuyển lại.",
        "Việc này đã xong trước ngày 01/3.",
        "Kinh phí dự kiến: 10.5 triệu đồng.",
        "Số liệu lấy từ 01/01 - 31/3/2026.",
        "Đánh giá tình hình 6 tháng đầu năm 2026.",
        "Họp nửa tháng một lần.",
    ],
)
def test_a_length_a_number_or_something_done_is_no_deadline(sentence: str) -> None:
    assert found(sentence) == []
