# ruff: noqa: E501 – a sentence of a letter stands on one line, as in the files that offices send
"""Limits as indicators: how compared, which number, of what, in which period; and what is no limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.limits import find_limits


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


@given(st.text(alphabet="ít nhấtốiđakhôngquáừ %0123456789.,/lO đồngtinbài", max_size=80))
def test_any_heap_of_bounds_is_read_without_fail(text: str) -> None:
    for limit in find_limits(text):
        assert text[limit.start : limit.end] == limit.text
