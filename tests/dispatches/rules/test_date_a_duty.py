# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""The many ways in which offices say by when: each sentence is ours, its forms are those of real letters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.clauses import own_deadlines
from haichieu.dispatches.rules.deadlines import find_deadlines

ISSUED = date(2025, 9, 10)


def found(sentence: str) -> list[tuple[str, str]]:
    return [(deadline.type, deadline.value) for deadline in find_deadlines(sentence, ISSUED)]


@pytest.mark.parametrize(
    ("sentence", "deadlines"),
    [
        ("Gửi về Văn phòng trước 16h30' ngày 15/10/2025 (thứ Tư).", ["2025-10-15"]),
        ("Gửi về LĐLĐ huyện chậm nhất đến hết ngày 15 tháng 10.", ["2025-10-15"]),
        ("Thời gian hoàn thành: 30/9/2025.", ["2025-09-30"]),
        ("Hạn cuối: 20/10/2025.", ["2025-10-20"]),
        ("Thời gian: 08 giờ 00, ngày 20/10/2025 (thứ Hai).", ["2025-10-20"]),
        ("Ra quân vào lúc 16h00 ngày thứ Sáu 24/10/2025.", ["2025-10-24"]),
        ("Nộp phiếu hạn cuối 11h trưa thứ Tư 15/10/2025.", ["2025-10-15"]),
        ("Tổ chức từ ngày 15/5 đến ngày 15/6/2026.", ["2026-06-15"]),
        ("Đăng ký trước ngày 05/10/2025.", ["2025-10-05"]),
        ("Gửi số liệu trước ngày 05/10/2025.", ["2025-10-05"]),
        ("Nộp trước ngày 10/11 và ngày 10/12/2025.", ["2025-11-10", "2025-12-10"]),
        ("Khánh thành trước ngày thành lập Đoàn 26/3.", ["2026-03-26"]),
        ("Treo cờ trong ngày giỗ Tổ (mùng 10 tháng 3 âm lịch, tức ngày 26/4/2026).", ["2026-04-26"]),
        ("Tổ chức lễ phát động cấp huyện ngày 28/02/2026 tại xã Hà Sơn.", ["2026-02-28"]),
        ("Thời gian thực hiện: Quý III, IV năm 2025.", ["2025-12-31"]),
        ("Hoàn thành trong quý IV.", ["2025-12-31"]),
        ("Xong trong quý 01/2026.", ["2026-03-31"]),
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(sentence: str, deadlines: list[str]) -> None:
    assert found(sentence) == [("date", value) for value in deadlines]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Hoàn thành trong tháng 12.", ("month", "2025-12")),
        ("Thời gian: Tháng 10, 11/2025.", ("month", "2025-11")),
        ("Lập phương án trong tháng 10/2025 và tháng 11/2025.", ("month", "2025-11")),
        ("Họp xét trong tuần cuối tháng 12/2025.", ("month", "2025-12")),
        ("Đăng ký với cấp trên trước 31/01 hàng năm.", ("period", "year; day 31/1")),
        ("Báo cáo ngày 15 và ngày 30 hàng tháng.", ("period", "1 month; day 15, day 30")),
        ("Trước 10h00 thứ 6 hàng tuần gửi lịch công tác.", ("period", "1 week; Friday 10:00")),
        ("Báo cáo tuần gửi chiều thứ Sáu.", ("period", "1 week; Friday")),
        ("Báo cáo nhanh trước 16 giờ hằng ngày.", ("period", "day; 16:00")),
        ("Gửi trước ngày 05 tháng đầu quý sau.", ("period", "quarter; day 5 of the following quarter")),
        ("Đóng kinh phí mỗi tháng một lần cùng kỳ lương.", ("period", "1 month")),
        ("Trong thời hạn 10 (mười) ngày làm việc, kể từ ngày ký.", ("relative", "10 working days")),
        ("Báo cáo trước 15 ngày so với ngày tổ chức đại hội.", ("relative", "15 days before the event")),
        ("Chuẩn bị bàn ghế trước giờ khai mạc 30 phút.", ("relative", "30 minutes before the event")),
        ("Kết luận sau mỗi cuộc kiểm tra 07 ngày.", ("relative", "7 days after")),
        ("Gửi tin chậm nhất 20g00 cùng ngày.", ("relative", "20:00 same day")),
        ("Bảo đảm đường truyền trong suốt thời gian thực hiện Kế hoạch.", ("continuous", "trong suốt thời gian")),
    ],
)  # fmt: skip
def test_months_periods_and_terms_are_read(sentence: str, deadline: tuple[str, str]) -> None:
    ((kind, value),) = found(sentence)
    assert (kind, value[: len(deadline[1])]) == deadline


def test_two_days_a_year_are_two_deadlines() -> None:
    assert found("Báo cáo trước ngày 15/6 và 15/12 hàng năm.") == [
        ("period", "year; day 15/6"),
        ("period", "year; day 15/12"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thời điểm chốt số liệu: từ 15/12/2024 đến 14/12/2025.",
        "Mốc lấy số liệu đến hết ngày 15/11/2025.",
        "Số liệu tính đến ngày 30/9/2025.",
        "Quy định này hết hiệu lực từ ngày 01/01/2026.",
        "Chính sách được áp dụng từ ngày 01/10/2025 đến hết ngày 31/12/2030.",
        "Tuyên truyền các ngày lễ lớn: 20/10, 20/11, 22/12.",
        "Chỉ đốt thực bì sau 16 giờ.",
        "Giải quyết trong 15 ngày theo quy định của Luật Khiếu nại.",
        "Đã gửi trước ngày 05/10/2025.",
        "Sinh hoạt chi đoàn theo chủ điểm.",
    ],
)
def test_cut_offs_of_figures_terms_of_law_and_feasts_are_no_deadlines(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Để kịp báo cáo Bộ trước ngày 10/10/2025 như đã hẹn, Sở đề nghị các đơn vị gửi số liệu trước ngày 01/10/2025.", ["2025-10-01"]),
        ("Để kịp thời gian, trước ngày 05/10/2025, đề nghị các đơn vị gửi danh sách.", ["2025-10-05"]),
        ("Kính đề nghị UBND xã cho ý kiến trước ngày 20/10/2025. Nhà trường cam kết quyết toán trong vòng 60 ngày.", ["2025-10-20"]),
    ],
)  # fmt: skip
def test_the_day_of_a_purpose_or_of_a_promise_binds_nobody_else(sentence: str, kept: list[str]) -> None:
    assert [each.value for each in own_deadlines(sentence, find_deadlines(sentence, ISSUED))] == kept


@given(
    st.lists(
        st.sampled_from(
            ["trước", "ngày", "tháng", "10", "/", "12", "2025", "hằng", "quý", "IV", "và", ",", "(", ")", "thứ", "Sáu", "giờ",
             "sau", "mỗi", "lần", "kể từ", "chậm nhất", "16h30'", "tuần", ":", "trong", "năm", "O1", "làm việc", "."]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_heap_of_time_words_is_read_without_fail_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    deadlines = find_deadlines(text, ISSUED)
    assert [each.start for each in deadlines] == sorted(each.start for each in deadlines)
    assert all(0 <= each.start <= each.end <= len(text) for each in deadlines)
    assert all(each.type in ("date", "month", "period", "relative", "continuous") for each in deadlines)


@pytest.mark.parametrize(
    ("sentence", "deadlines"),
    [
        ("Các đơn vị báo cáo hằng tuần vào thứ Sáu về Ban Tuyên giáo.", [("period", "1 week; Friday")]),
        ("Họp giao ban hằng tuần vào sáng thứ Hai.", [("period", "1 week; Monday")]),
        ("Định kỳ hằng tuần, trước 16 giờ thứ Năm, gửi số liệu.", [("period", "1 week; Thursday 16:00")]),
        ("Hằng tuần báo cáo về Sở vào chiều thứ Sáu.", [("period", "1 week; Friday")]),
        ("Hằng tuần từ thứ Hai đến thứ Sáu trực tại trụ sở.", [("period", "1 week")]),
        ("Hằng tuần báo cáo về Sở; thứ Sáu hằng tuần họp giao ban.", [("period", "1 week"), ("period", "1 week; Friday")]),
    ],
)  # fmt: skip
def test_a_week_and_its_day_are_one_deadline(sentence: str, deadlines: list[tuple[str, str]]) -> None:
    assert found(sentence) == deadlines


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Gửi trong 03 ngày (không kể ngày nghỉ, ngày lễ).", "3 working days"),
        ("Gửi trong vòng 03 ngày, không tính thứ Bảy, Chủ nhật.", "3 working days"),
        ("Trả lời trong 05 ngày (trừ ngày nghỉ) kể từ ngày nhận văn bản.", "5 working days after receipt"),
        (
            "Trả lời trong 05 ngày kể từ ngày nhận văn bản này (không kể ngày lễ).",
            "5 working days after receipt",
        ),
        ("Trả lời trong 05 ngày (kể cả ngày nghỉ) kể từ ngày nhận văn bản.", "5 days"),
        ("Xong trong thời hạn 10 ngày kể từ ngày ký ban hành văn bản này.", "10 days after issue"),
        ("Xong trong 10 ngày kể từ ngày Kế hoạch này được ban hành.", "10 days after issue"),
        ("Xong trong 10 ngày kể từ ngày ký hợp đồng.", "10 days after the event"),
    ],
)
def test_a_term_says_which_days_count_and_from_when(sentence: str, value: str) -> None:
    assert found(sentence) == [("relative", value)]


def test_a_day_that_no_calendar_has_is_told_to_the_person() -> None:
    body = "Số: 5/UBND\nHà Sơn, ngày 05 tháng 01 năm 2026\nKính gửi: Các thôn.\n\nĐề nghị các thôn:\n"
    wrong = read_dispatch(body + "1. Gửi báo cáo về xã trước ngày 31/02/2026.\n")
    assert wrong.obligations[0]["deadline"] is None
    assert any("trước ngày 31/02/2026" in warning for warning in wrong.warnings)
    right = read_dispatch(body + "1. Gửi báo cáo về xã trước ngày 28/02/2026.\n")
    assert right.obligations[0]["deadline"]["value"] == "2026-02-28"
    assert not any("28/02" in warning for warning in right.warnings)
