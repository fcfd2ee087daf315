"""Paragraphs that bid more than one: a second doer after a semicolon, a second time beside the first."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.deadlines import find_deadlines

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
