"""Duties that no “đề nghị” introduces: the lead-in carries out an order, or the item says what is forbidden."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = (
    "UBND HUYỆN PHÚ LỘC\nPHÒNG NỘI VỤ\nSố: 12/PNV-VP\nPhú Lộc, ngày 03 tháng 6 năm 2025\nV/v báo cáo\n\n"
    "Kính gửi: Ủy ban nhân dân các xã.\n\n"
)
END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTRƯỞNG PHÒNG\n\nTrần Văn Bình\n"
ORDER = "Thực hiện Công văn số 5/SNV-VP ngày 01/6/2025 của Sở Nội vụ, Phòng Nội vụ có ý kiến như sau:\n"
ANSWER = "Trả lời Công văn số 5/UBND-VP ngày 01/6/2025 của xã Phú An, Phòng Nội vụ có ý kiến như sau:\n"


def duties(body: str) -> list[tuple[object, object]]:
    found = read_dispatch(HEAD + body + END).to_dict()["obligations"]
    assert isinstance(found, list)
    return [(each["actors"], (each["deadline"] or {}).get("value")) for each in found]


@pytest.mark.parametrize(
    ("item", "duty"),
    [
        ("Trạm Y tế xã rà soát danh sách người cao tuổi.", (["Trạm Y tế xã"], None)),
        ("Chiều thứ Năm hằng tuần, các đơn vị cập nhật số liệu.", (["các đơn vị"], "1 week; Thursday")),
        ("Khi có thay đổi, các trường báo cáo ngay.", (["các trường"], None)),
        ("Tuyệt đối không cung cấp mật khẩu cho người khác.", (["Ủy ban nhân dân các xã"], None)),
        ("Nghiêm cấm đốt rơm rạ ven quốc lộ.", (["Ủy ban nhân dân các xã"], None)),
    ],
)
def test_what_carries_out_an_order_is_asked_without_a_request(
    item: str, duty: tuple[list[str], str | None]
) -> None:
    assert duties(f"{ORDER}1. {item}") == [duty]


def test_a_condition_comes_before_whoever_must_act() -> None:
    item = "1. Nơi nào có người mắc bệnh, Trưởng trạm Y tế phải báo cáo Phòng Y tế trong vòng 02 giờ."
    assert duties(ORDER + item) == [(["Trưởng trạm Y tế"], "2 hours")]


@pytest.mark.parametrize(
    "item",
    [
        "Nghị định số 33/2023/NĐ-CP quy định công chức xã được hưởng phụ cấp.",
        "Công chức xã kiêm nhiệm được hưởng phụ cấp.",
        "Ủy ban nhân dân cấp xã quyết định số lượng người hoạt động không chuyên trách.",
    ],
)
def test_an_answer_asks_nobody(item: str) -> None:
    assert duties(f"{ANSWER}1. {item}") == []


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Cá nhân được cử đi học có trách nhiệm nộp báo cáo.", "Cá nhân được cử đi học"),
        ("Những hộ đã nhận tiền hỗ trợ phải ký cam kết.", "Những hộ đã nhận tiền hỗ trợ"),
        ("Đơn vị để xảy ra mất hồ sơ phải giải trình bằng văn bản.", "Đơn vị để xảy ra mất hồ sơ"),
        ("Chi bộ thôn 4 chưa nộp báo cáo phải nộp ngay trong tuần.", "Chi bộ thôn 4"),
        ("Công đoàn cấp trên trực tiếp cơ sở rà soát danh sách.", "Công đoàn cấp trên trực tiếp cơ sở"),
        ("Chủ đầu tư lập hồ sơ hoàn công.", "Chủ đầu tư"),
        ("Xã Phú Hòa lập danh sách hộ nghèo.", "Xã Phú Hòa"),
        ("Khu phố 3 treo cờ Tổ quốc.", "Khu phố 3"),
        ("Cơ sở lưu trú khai báo khách hằng ngày.", "Cơ sở lưu trú"),
        ("Cơ sở giết mổ kiểm tra nguồn gốc gia súc.", "Cơ sở giết mổ"),
        ("Hội đồng Thi đua, khen thưởng xét hồ sơ.", "Hội đồng Thi đua, khen thưởng"),
        ("Đồn Biên phòng Cửa Lạch tuần tra ven biển.", "Đồn Biên phòng Cửa Lạch"),
    ],
)
def test_the_clause_that_says_who_is_meant_belongs_to_the_actor(sentence: str, actor: str) -> None:
    assert duties(f"{ORDER}1. {sentence}")[0][0] == [actor]


def test_society_is_no_village() -> None:
    assert duties(f"{ORDER}1. Xã hội hóa các nguồn lực xây dựng nông thôn mới.") == [
        (["Ủy ban nhân dân các xã"], None)
    ]
