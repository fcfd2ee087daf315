# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Deadlines: dates, months, periods, terms after an event, continuous duties; and what is no deadline."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules.deadlines import find_deadlines
from haichieu.text.dates import format_date

ISSUED = date(2025, 3, 1)


def found(sentence: str) -> list[tuple[str, str]]:
    return [(deadline.type, deadline.value) for deadline in find_deadlines(sentence, ISSUED)]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Gửi báo cáo trước ngày 10 tháng 3 năm 2025.", ("date", "2025-03-10")),
        ("Báo cáo chậm nhất là ngày 15/5/2025.", ("date", "2025-05-15")),
        ("Gửi ảnh chậm nhất 10 giờ ngày 06/9/2025.", ("date", "2025-09-06")),
        ("Gửi danh sách trước 22/9/2025.", ("date", "2025-09-22")),
        ("Hoàn thành trước ngày 25/12.", ("date", "2025-12-25")),
        ("Tổ chức vào sáng ngày 05/9/2025.", ("date", "2025-09-05")),
        ("Thời gian thực hiện: Ngày 26, 27/12/2025", ("date", "2025-12-27")),
        ("Hoàn thành trong năm 2025.", ("date", "2025-12-31")),
        ("Duy trì đến hết tháng 10/2025.", ("date", "2025-10-31")),
        ("Thời gian thực hiện: Quý IV/2025.", ("date", "2025-12-31")),
        ("Hoàn thành trong tháng 11 năm 2025.", ("month", "2025-11")),
        ("Định kỳ 6 tháng/lần các đơn vị báo cáo.", ("period", "6 months")),
        ("Báo cáo trước ngày 20 hằng tháng.", ("period", "1 month; day 20")),
        ("Báo cáo tiến độ vào thứ Sáu hằng tuần.", ("period", "1 week; Friday")),
        ("Tổng hợp, báo cáo hằng quý (trước ngày 25 tháng cuối quý).", ("period", "quarter; day 25 of the last month")),
        ("Báo cáo trước ngày 03 của tháng kế tiếp.", ("period", "1 month; day 3 of the following month")),
        ("Sao lưu dữ liệu định kỳ hằng quý.", ("period", "quarter")),
        ("Nộp sổ vào tuần cuối mỗi tháng.", ("period", "1 month; last week")),
        ("Định kỳ hằng tháng, trước ngày 25, các đơn vị gửi báo cáo.", ("period", "1 month; day 25")),
        ("Định kỳ 6 tháng, các đơn vị gửi báo cáo (trước ngày 15 tháng 12).", ("period", "6 months; day 15/12")),
        ("Tham mưu sơ kết hằng năm (trước ngày 10 tháng 12).", ("period", "year; day 10/12")),
        ("Gửi báo cáo trước ngày 05/12 hằng năm.", ("period", "year; day 5/12")),
        ("Theo dõi, đôn đốc; hằng quý báo cáo Thường trực.", ("period", "quarter")),
        ("Mở chuyên mục, mỗi tuần đăng ít nhất 01 câu chuyện.", ("period", "1 week")),
        ("Mỗi chi đoàn viết ít nhất 02 tin, bài mỗi tháng.", ("period", "1 month")),
        ("Kiểm tra bếp ăn 02 tuần một lần.", ("period", "2 weeks")),
        ("Làm phân hữu cơ trong tháng 3 và tháng 4/2025.", ("month", "2025-04")),
        ("Đăng tin ngay trong buổi chiều cùng ngày.", ("relative", "same day")),
        ("Trả lời trong thời hạn 01 ngày làm việc kể từ khi tiếp nhận.", ("relative", "1 working day after receipt")),
        ("Báo cáo chậm nhất 24 giờ sau khi kết thúc đợt mưa bão.", ("relative", "24 hours after the event")),
        ("Báo lại trước khi Hội nghị diễn ra 01 ngày.", ("relative", "1 day before the event")),
        ("Viết tin đăng trang trong ngày.", ("relative", "same day")),
        ("Thời gian thực hiện: Thường xuyên trong suốt mùa mưa bão.", ("continuous", "thường xuyên trong suốt mùa mưa bão")),
    ],
)  # fmt: skip
def test_a_deadline_is_read_with_its_type(sentence: str, deadline: tuple[str, str]) -> None:
    assert found(sentence) == [deadline]


@pytest.mark.parametrize(
    "sentence",
    [
        "Quyết định này có hiệu lực kể từ ngày 01/7/2025.",
        "Thực hiện Kế hoạch số 72/KH-UBND ngày 30/10/2025 của UBND xã.",
        "Báo cáo đã gửi trước ngày 01/3/2024 không phải lập lại.",
        "Thường xuyên kiểm tra, nhắc nhở.",
        "Phần lễ không quá 60 phút.",
        "Theo quy định của pháp luật về khiếu nại, thời hạn giải quyết lần đầu không quá 30 ngày kể từ ngày thụ lý.",
        "Đưa nội dung vào chương trình công tác hằng năm.",
        "Căn cứ Luật Phòng, chống thiên tai ngày 19/6/2025.",
        "Người đã hiến máu trong vòng 12 tuần trước ngày 28/9/2025 thì không đăng ký.",
        "Kỳ họp giai đoạn 2025 - 2030.",
        "Mỗi tuần 01 giải Nhất, 02 giải Nhì.",
    ],
)
def test_a_cut_off_a_citation_or_a_past_date_is_no_deadline(sentence: str) -> None:
    assert found(sentence) == []


def test_a_dated_day_beside_a_period_stays_a_date_of_its_own() -> None:
    assert found("Báo cáo hằng tháng; tổng kết trước ngày 15/12/2025.") == [
        ("period", "1 month"), ("date", "2025-12-15"),
    ]  # fmt: skip
    assert found("Định kỳ hằng quý (trước ngày 20 tháng cuối quý) và năm (trước ngày 10/12), báo cáo về Sở.") == [
        ("period", "quarter; day 20 of the last month"), ("period", "year; day 10/12"),
    ]  # fmt: skip


def test_two_deadlines_in_one_sentence_are_both_read() -> None:
    assert found("Báo cáo định kỳ 6 tháng (trước ngày 15 tháng 6) và năm (trước ngày 15 tháng 12).") == [
        ("period", "6 months; day 15/6"), ("period", "year; day 15/12"),
    ]  # fmt: skip
    assert found("Có mặt lúc 6 giờ 30 ngày 28/9/2025; viết tin trong ngày.") == [
        ("date", "2025-09-28"), ("relative", "same day"),
    ]  # fmt: skip


@given(st.dates(date(2025, 3, 1), date(2060, 12, 31)))
def test_every_day_after_the_letter_can_be_a_deadline(day: date) -> None:
    sentence = f"Gửi báo cáo về Sở trước ngày {format_date(day)}."
    assert found(sentence) == [("date", day.isoformat())]


@given(st.text(max_size=200))
def test_deadlines_of_any_text_point_at_their_words(text: str) -> None:
    for deadline in find_deadlines(text, ISSUED):
        assert text[deadline.start : deadline.end] == deadline.text


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Dựng rạp xong trước buổi lễ 02 ngày.", ("relative", "2 days before the event")),
        ("Gửi tham luận trước hội thảo ít nhất 05 ngày.", ("relative", "5 days before the event")),
        ("Nộp bản kiểm điểm trước kỳ họp tháng 6 tối thiểu 03 ngày.", ("relative", "3 days before the event")),
        ("Người dân được trả lời trong 04 giờ làm việc kể từ khi nhận đủ giấy tờ.",
         ("relative", "4 working hours after receipt")),
        ("Nộp ảnh dự thi, ngày 20/5 là hạn cuối.", ("date", "2025-05-20")),
        ("Ngày 15 tháng 4 năm 2025 là hạn chót nhận bài.", ("date", "2025-04-15")),
        ("Sơ tán xong trước 18 giờ hôm nay 01/3/2025.", ("date", "2025-03-01")),
        ("Kê lại bàn ghế xong trong ngày hôm nay.", ("date", "2025-03-01")),
        ("Báo số thuyền còn ngoài khơi ngay trong chiều nay.", ("date", "2025-03-01")),
        ("Trả khóa phòng chậm nhất 9 giờ ngày mai.", ("date", "2025-03-02")),
        ("Trồng dặm hàng rào đầu tháng 5/2025.", ("month", "2025-05")),
        ("Báo mực nước cứ 03 giờ một lần.", ("period", "3 hours")),
        ("Đọc đồng hồ 30 phút/lần.", ("period", "30 minutes")),
        ("Cứ 10 ngày thay nước bể một lần.", ("period", "10 days")),
        ("Phát loa lúc 5 giờ 30, 11 giờ và 17 giờ hằng ngày.", ("period", "day; 05:30, 11:00, 17:00")),
        ("Chi đội dọn sân đình Chủ nhật đầu tiên của tháng.", ("period", "1 month; first Sunday")),
        ("Họp xóm tối thứ Bảy tuần thứ hai hằng tháng.", ("period", "1 month; second Saturday")),
        ("Gửi bảng chấm công vào ngày cuối tháng.", ("period", "1 month; last day")),
        ("Phát thanh trên loa ngày 02 lần.", ("period", "day")),
        ("Cử người trực đường dây nóng 24/7.", ("continuous", "24/7")),
        ("Cấm thuyền ra khơi cho đến khi bão tan.", ("continuous", "cho đến khi bão tan")),
        ("Bố trí người dẫn đường trong giờ làm việc.", ("continuous", "trong giờ làm việc")),
    ],
)  # fmt: skip
def test_the_ways_offices_and_villages_tell_time_are_read(sentence: str, deadline: tuple[str, str]) -> None:
    assert found(sentence) == [deadline]


@pytest.mark.parametrize(
    ("sentence", "deadlines"),
    [
        ("Báo cáo kết quả 6 tháng (trước ngày 05/6) và năm (trước ngày 05/12).", ["6 months; day 5/6", "year; day 5/12"]),
        ("Báo cáo quý (trước ngày 20 tháng cuối quý), năm (trước ngày 10/12).",
         ["quarter; day 20 of the last month", "year; day 10/12"]),
        ("Họp mỗi quý 01 lần, gửi biên bản chậm nhất 2 ngày sau khi họp.", ["quarter", "2 days after the event"]),
        ("Nộp báo cáo năm (trước ngày 10/12/2025).", ["2025-12-10"]),
        ("Phát loa ngày 02 lần từ nay đến ngày 10/4/2025.", ["day", "2025-04-10"]),
    ],
)  # fmt: skip
def test_a_day_in_brackets_belongs_to_its_period_and_a_term_to_its_event(
    sentence: str, deadlines: list[str]
) -> None:
    assert [value for _, value in found(sentence)] == deadlines


@pytest.mark.parametrize(
    "sentence",
    [
        "Chuẩn bị mì gói, nước uống cho ít nhất 200 người trong 03 ngày.",
        "Hộ đã kê khai diện tích trước ngày 15/4/2025 nhận kết quả tại nhà văn hóa.",
        "Hoàn thiện bản vẽ cho đến khi đạt yêu cầu.",
        "Nộp tờ khai tại Bộ phận Một cửa trong giờ hành chính.",
        "Chỉ thị có hiệu lực từ 6h00 ngày 24/7/2021.",
    ],
)
def test_stocks_past_days_and_quality_are_no_deadlines(sentence: str) -> None:
    assert found(sentence) == []
