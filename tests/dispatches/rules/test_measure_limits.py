# ruff: noqa: E501 – a sentence of a letter stands on one line, as in the files that offices send
"""Limits as indicators: how compared, which number, of what, in which period; and what is no limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.limits import Share, find_limits


@pytest.mark.parametrize(
    ("sentence", "words", "comparator", "value", "unit", "period"),
    [
        ("Đăng ít nhất 02 tin, bài/tháng.", "ít nhất 02 tin, bài/tháng", ">=", "2", "tin", "month"),
        ("Tỷ lệ hồ sơ trực tuyến đạt tối thiểu 80%.", "tối thiểu 80%", ">=", "80", "%", None),
        ("Báo cáo không quá 02 trang A4.", "không quá 02 trang A4", "<=", "2", "trang A4", None),
        ("Không để tồn quỹ tiền mặt quá 10.000.000 đồng.", "Không để tồn quỹ tiền mặt quá 10.000.000 đồng", "<=", "10000000", "đồng", None),
        ("Mỗi chi đoàn trồng từ 50 cây xanh trở lên.", "từ 50 cây xanh trở lên", ">=", "50", "cây xanh", None),
        ("Rác lưu giữ không quá 02 ngày.", "không quá 02 ngày", "<=", "2", "ngày", None),
        ("Làm ít nhất 4,5 km đường băng.", "ít nhất 4,5 km", ">=", "4.5", "km", None),
        ("Tuần tra tối thiểu 03 lượt/tuần.", "tối thiểu 03 lượt/tuần", ">=", "3", "lượt", "week"),
        ("Mời 60 thanh niên tiêu biểu.", "60 thanh niên", "=", "60", "thanh niên", None),
        ("Ký cam kết đến 100% số hộ có nương gần rừng.", "100% số hộ", "=", "100", "%", None),
    ],
)  # fmt: skip
def test_a_limit_becomes_an_indicator(
    sentence: str, words: str, comparator: str, value: str, unit: str, period: str | None
) -> None:
    (limit,) = find_limits(sentence)
    assert limit.text == words
    assert limit.indicator is not None
    found = limit.indicator
    assert (found.comparator, found.value, found.unit, found.period) == (comparator, value, unit, period)


def test_a_share_names_its_base() -> None:
    (limit,) = find_limits(
        "Tin tiêu cực dưới 15% trong tổng số tin, bài được đăng tải, chia sẻ trước khi duyệt."
    )
    assert limit.indicator is not None
    assert limit.indicator.base == "tổng số tin, bài được đăng tải, chia sẻ"
    assert limit.indicator.comparator == "<"


@pytest.mark.parametrize(
    "sentence",
    [
        "Mức hưởng bằng 100% mức lương tháng đóng bảo hiểm.",
        "Phạt tiền từ 10.000.000 đồng trở lên.",
        "Gửi hồ sơ không quá 10 ngày làm việc kể từ ngày nhận.",
        "Báo lại trước khi đại hội ít nhất 10 ngày.",
        "Tiêm cho trẻ từ 1 đến 10 tuổi.",
        "Doanh nghiệp có từ 50 lao động trở lên lập mạng lưới an toàn.",
    ],
)
def test_benefits_fines_terms_and_descriptions_are_no_limits(sentence: str) -> None:
    assert find_limits(sentence) == ()


def test_what_a_report_counts_is_a_result_and_what_it_plans_is_a_target() -> None:
    reading = read_dispatch(
        "Số: 11/BC-CĐCS\nHà Sơn, ngày 18 tháng 12 năm 2025\nBÁO CÁO\nKết quả hoạt động quý IV\n\nI. KẾT QUẢ ĐẠT ĐƯỢC\n"
        "1. Tổ chức 02 buổi nói chuyện; 100% đoàn viên tham gia.\nII. PHƯƠNG HƯỚNG QUÝ I\n1. Vận động ít nhất 90% đoàn viên dự thi.\n"
        "Nơi nhận:\n- Lưu.\nTM. BAN CHẤP HÀNH\nCHỦ TỊCH\nLò Thị Sơn\n"
    )
    assert [limit["text"] for limit in reading.limits] == ["ít nhất 90% đoàn viên"]


@pytest.mark.parametrize(
    ("sentence", "comparator", "value", "unit"),
    [
        ("Không để tỷ lệ tin, bài tiêu cực trên 15%.", "<=", "15", "%"),
        ("Không được để tỷ lệ bài tiêu cực vượt mức 15%.", "<=", "15", "%"),
        ("Không để tỷ lệ đoàn viên dự sinh hoạt dưới 80%.", ">=", "80", "%"),
        ("Không có đơn vị nào có trên 5% hồ sơ trễ hạn.", "<=", "5", "%"),
        ("Tin, bài tiêu cực từ 15% trở xuống.", "<=", "15", "%"),
        ("Tin, bài tích cực từ 85% trở lên.", ">=", "85", "%"),
        ("Bài tiêu cực thấp hơn 15% số bài.", "<", "15", "%"),
        ("Bài tích cực cao hơn 80% số bài.", ">", "80", "%"),
        ("Bài tiêu cực không lớn hơn 15% số bài.", "<=", "15", "%"),
        ("Bài tích cực không nhỏ hơn 85% số bài.", ">=", "85", "%"),
        ("Tin tiêu cực không trên 15%.", "<=", "15", "%"),
        ("Tin tiêu cực không quá một phần mười tổng số tin, bài.", "<=", "10", "%"),
        ("Tin tiêu cực không vượt quá 15 phần trăm tổng số tin, bài.", "<=", "15", "%"),
        ("Tin tiêu cực dưới mười lăm phần trăm số bài.", "<", "15", "%"),
        ("Tin tiêu cực không quá 1/10 số tin, bài.", "<=", "10", "%"),
        ("Tin tiêu cực không quá một phần ba số tin, bài.", "<=", "1/3", "phần"),
        ("Có ít nhất một nửa số hội viên dự họp.", ">=", "50", "%"),
        ("Tin tiêu cực nhỏ hơn hoặc bằng 15% số tin.", "<=", "15", "%"),
        ("Tin tích cực bằng hoặc trên 85% số tin.", ">=", "85", "%"),
        ("Tin tiêu cực ở mức ≤ 15% số tin.", "<=", "15", "%"),
        ("Tin tiêu cực chiếm ít (<15%) trong số tin.", "<", "15", "%"),
        ("Mỗi xã có ít nhất mười hai mô hình hay.", ">=", "12", "mô hình hay"),
    ],
)  # fmt: skip
def test_a_bound_is_read_in_its_direction_and_a_share_in_its_words(
    sentence: str, comparator: str, value: str, unit: str
) -> None:
    (limit,) = find_limits(sentence)
    assert limit.indicator is not None
    found = limit.indicator
    assert (found.comparator, found.value, found.unit) == (comparator, value, unit)


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("Không để tỷ lệ tin, bài tiêu cực trên 15%.", Share(15, 100, strict=False, counts="negative")),
        ("Tin, bài tiêu cực từ 15% trở xuống.", Share(15, 100, strict=False, counts="negative")),
        ("Tin tiêu cực thấp hơn 15 phần trăm số tin.", Share(15, 100, strict=True, counts="negative")),
        ("Tin tiêu cực không quá 1/3 số tin, bài.", Share(1, 3, strict=False, counts="negative")),
        ("Không để tỷ lệ tin tiêu cực được xử lý dưới 80%.", None),
        ("Tin tiêu cực phải gỡ ngay; hộ nghèo dưới 5% tổng số hộ.", None),
    ],
)
def test_only_a_ceiling_on_negative_posts_is_a_share(sentence: str, share: Share | None) -> None:
    (limit,) = find_limits(sentence)
    assert limit.share == share


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("Bảo đảm tỷ lệ tin, bài tiêu cực dưới 15% trong số bài.", "tỷ lệ tin, bài tiêu cực"),
        ("Thông tin tiêu cực không chiếm tỷ lệ lớn (dưới 15%) trong số bài.", "Thông tin tiêu cực"),
        ("Đoàn xã phối hợp với Trạm Y tế đăng tải ít nhất 02 bài viết.", "bài viết"),
        ("Đăng ít nhất 02 tin, bài mỗi tuần.", "tin, bài"),
        ("Mỗi chi đoàn có ít nhất 01 công trình thanh niên.", "công trình thanh niên"),
        ("Tuyệt đối không để bài tiêu cực vượt quá 15% tổng số bài.", "bài tiêu cực"),
        ("Phấn đấu có trên 90% đoàn viên tham gia.", "đoàn viên tham gia"),
        ("Báo cáo không quá 02 trang A4.", "Báo cáo"),
        ("Không để tồn quỹ quá 10.000.000 đồng.", "tồn quỹ"),
    ],
)
def test_the_measure_is_a_thing_and_not_the_act(sentence: str, measure: str) -> None:
    (limit,) = find_limits(sentence)
    assert limit.indicator is not None
    assert limit.indicator.measure == measure


@pytest.mark.parametrize(
    "sentence",
    [
        "Gửi trước ngày 1/10 các bài dự thi.",
        "Số vụ giảm, thấp hơn 15% so với cùng kỳ.",
        "Trang trí trên nửa đầu sân khấu.",
    ],
)
def test_dates_comparisons_and_halves_of_a_place_are_no_limits(sentence: str) -> None:
    assert find_limits(sentence) == ()


@given(st.text(alphabet="ít nhấtốiđakhôngquáừ %0123456789.,/lO đồngtinbài", max_size=80))
def test_any_heap_of_bounds_is_read_without_fail(text: str) -> None:
    for limit in find_limits(text):
        assert text[limit.start : limit.end] == limit.text


@pytest.mark.parametrize(
    ("sentence", "compared"),
    [
        ("Không để tin tiêu cực chiếm quá nửa số tin.", [("<=", "50")]),
        ("Tin tiêu cực chiếm hơn một nửa số tin thì phải dừng đăng.", [(">", "50")]),
        ("Giữ tỷ lệ tin tiêu cực từ 10 % đến 15 %.", [(">=", "10"), ("<=", "15")]),
        ("Giữ tỷ lệ tin tiêu cực từ 10 - 15%.", [(">=", "10"), ("<=", "15")]),
        ("Giữ tin, bài tiêu cực ở mức 15 % trở xuống.", [("<=", "15")]),
        ("Bài khen đạt 80% trở lên.", [(">=", "80")]),
    ],
)
def test_halves_ranges_and_open_ends_compare(sentence: str, compared: list[tuple[str, str]]) -> None:
    read = [limit.indicator for limit in find_limits(sentence)]
    assert [(each.comparator, each.value) for each in read if each] == compared


def test_a_fall_from_one_share_to_another_is_no_limit() -> None:
    assert find_limits("Tỷ lệ hộ nghèo giảm từ 10% đến 8% sau hai năm.") == ()
    assert find_limits("Nước hồ chỉ đạt 34% dung tích.") == ()
