"""Paragraphs that bid more than one: a second doer after a semicolon, a second time beside the first."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.deadlines import find_deadlines
from haichieu.dispatches.rules.report_to import find_report_to

HEAD = (
    "UBND HUYỆN PHÚ LỘC\nPHÒNG NỘI VỤ\nSố: 12/PNV-VP\nPhú Lộc, ngày 03 tháng 6 năm 2025\nV/v báo cáo\n\n"
    "Kính gửi: Ủy ban nhân dân các xã.\n\n"
)
END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTRƯỞNG PHÒNG\n\nTrần Văn Bình\n"


def actors(body: str) -> list[object]:
    found = read_dispatch(HEAD + body + END).to_dict()["obligations"]
    assert isinstance(found, list)
    return [each["actors"] for each in found]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "Ủy ban nhân dân các xã có trách nhiệm kiểm tra; Thủ trưởng các cơ quan chỉ đạo, nhắc nhở nhân viên.",
            ["Ủy ban nhân dân các xã", "Thủ trưởng các cơ quan"],
        ),
        (
            "Đề nghị các trường tuyên truyền; yêu cầu các thôn, các hội thực hiện tốt Thông báo này.",
            ["các trường", "các thôn, các hội"],
        ),
        (
            "Hằng quý, các đơn vị có trách nhiệm cập nhật; Văn phòng chịu trách nhiệm đối chiếu.",
            ["các đơn vị", "Văn phòng"],
        ),
    ],
)
def test_whoever_a_later_clause_bids_acts_too(sentence: str, who: list[str]) -> None:
    assert actors(sentence) == [who]


@pytest.mark.parametrize(
    "sentence",
    [
        "Phòng Nội vụ có trách nhiệm hướng dẫn các trường; các trung tâm thực hiện chế độ.",
        "Phòng Nội vụ có trách nhiệm tổng hợp; Sở Tài chính đã cấp đủ kinh phí.",
    ],
)
def test_a_list_that_goes_on_or_a_thing_told_bids_nobody_else(sentence: str) -> None:
    assert actors(sentence) == [["Phòng Nội vụ"]]


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Thôn phát tin trên loa mỗi ngày hai buổi.", ["day"]),
        ("Tổng hợp kết quả từng ngày; báo cáo chung trước ngày 25/6/2025.", ["day", "2025-06-25"]),
        ("Báo cáo trong vòng 24h kể từ khi phát hiện.", ["24 hours after the event"]),
        ("Mỗi ngày một bài học.", []),
        ("Mức chi 50.000 đồng mỗi ngày.", []),
    ],
)
def test_a_daily_time_or_one_in_short_hours_is_read(sentence: str, times: list[str]) -> None:
    assert [each.value for each in find_deadlines(sentence, None)] == times


@pytest.mark.parametrize(
    ("sentence", "receiver"),
    [
        ("Các hộ nộp đơn cho cán bộ thú y xã trước ngày 20/6/2025.", "cán bộ thú y xã"),
        ("Thôn nộp danh sách cho công chức địa chính chậm nhất ngày 20/6.", "công chức địa chính"),
        ("Các chi hội gửi bài về Hội (đ/cThanh) trước ngày 20/6/2025.", "Hội (đ/cThanh)"),
        ("Phát phiếu khảo sát, gửi cho cán bộ, công chức trong cơ quan.", None),
    ],
)
def test_a_clerk_with_a_post_receives_but_the_staff_does_not(sentence: str, receiver: str | None) -> None:
    assert find_report_to(sentence) == receiver


def test_a_short_order_behind_a_name_is_one() -> None:
    assert actors(
        "Ủy ban nhân dân huyện giao:\n1. Đài Truyền thanh: đưa tin.\n2. Công an xã: trực gác.\n"
    ) == [
        ["Đài Truyền thanh"],
        ["Công an xã"],
    ]


def test_days_are_read_where_a_scanner_lost_the_tones() -> None:
    sentence = "Tiêm từ ngày 13/10 đên ngày 15/10/2025; trả kết quả ngay trong ngày tiêp nhận."
    assert [each.value for each in find_deadlines(sentence, None)] == ["2025-10-15", "same day"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "Nay Phòng Nội vụ thông báo đến các trường, đề nghị phổ biến cho phụ huynh được biết.",
            ["các trường"],
        ),
        ("Nhận được công văn này, Trưởng các thôn thông báo rộng rãi cho nhân dân.", ["Trưởng các thôn"]),
    ],
)
def test_a_letter_that_tells_may_ask_too(sentence: str, who: list[str]) -> None:
    assert actors(sentence) == [who]


def test_a_letter_that_only_tells_asks_nothing() -> None:
    assert actors("Phòng Nội vụ thông báo để các đơn vị được biết.") == []
