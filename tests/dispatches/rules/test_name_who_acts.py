"""Who is to act: the sentence's own subject without the words of its task, and never the one who asks."""

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.actors import directed_actors, heading_actors, leading_actors

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ĐỒI CHÈ\nSố: 12/UBND-VP\nV/v giữ gìn đường làng\n"
    "Kính gửi: Các thôn, trường học trong xã.\n"
)


def actors_of(body: str) -> list[list[str]]:
    letter = f"{HEAD}{body}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Tám"
    return [list(each["actors"]) for each in read_dispatch(letter).to_dict()["obligations"]]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Hiệu trưởng các trường cho học sinh nghỉ hết ngày thứ Sáu.", "Hiệu trưởng các trường"),
        ("Tổ dân phố số 5 phụ trách quét dọn ngõ chợ.", "Tổ dân phố số 5"),
        ("Từng hội viên tự chấm điểm theo mẫu.", "Từng hội viên"),
        ("Mỗi chi hội đăng ít nhất 02 ảnh lên bảng tin.", "Mỗi chi hội"),
        ("Đại biểu vắng phải báo cáo đồng chí Bí thư.", "Đại biểu"),
        ("Hội Khuyến học xã mong các trường cùng góp sách.", "Hội Khuyến học xã"),
    ],
)
def test_the_actor_ends_where_the_task_begins(sentence: str, actor: str) -> None:
    assert leading_actors(sentence) == [actor]


@pytest.mark.parametrize("sentence", ["Báo số người còn trên núi về xã.", "Báo rõ tình hình kè đê."])
def test_to_report_a_number_is_no_newspaper(sentence: str) -> None:
    assert leading_actors(sentence) == []


def test_whoever_speaks_before_the_colon_is_no_heading() -> None:
    assert heading_actors("Ủy ban nhân dân xã Đồi Chè thông báo:") == []
    assert heading_actors("Công an xã:") == ["Công an xã"]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Trường Tiểu học kính trình Ủy ban nhân dân xã xem xét, cấp kinh phí.", ["Ủy ban nhân dân xã"]),
        ("Ủy ban nhân dân xã mong các thôn quan tâm thực hiện.", ["các thôn"]),
        ("Chi cục Thuế có ý kiến để Phòng Kinh tế xã được biết và thực hiện.", ["Phòng Kinh tế xã"]),
        ("Thu quỹ khuyến học: hội viên nộp cho Chi hội trưởng trước ngày 10 hằng tháng.", ["hội viên"]),
    ],
)
def test_the_one_asked_acts_not_the_one_who_asks(sentence: str, actors: list[str]) -> None:
    assert actors_of(sentence) == [actors]


def test_an_order_in_brackets_is_the_one_that_is_cited() -> None:
    body = (
        "Thực hiện Thông báo số 18/TB-UBND (giao Phòng Kinh tế tham mưu xong trước ngày 10/9), Văn phòng đề nghị:\n"
        "- Rà soát số hộ còn thiếu nước."
    )
    assert actors_of(body) == [["Các thôn, trường học trong xã"]]


def test_whoever_is_told_to_see_to_others_stays_the_actor() -> None:
    body = "Ủy ban nhân dân xã đề nghị:\n1. Trưởng các thôn\n- Chỉ đạo tổ dân phòng trực đêm hằng tuần."
    assert actors_of(body) == [["Trưởng các thôn"]]


def test_a_new_item_does_not_take_the_actor_of_the_item_before() -> None:
    body = (
        "Ủy ban nhân dân xã đề nghị:\n1. Các thôn\n- Phân công đảng viên dự họp xóm mỗi tháng một lần.\n"
        "- Quét dọn đường làng vào Chủ nhật hằng tuần.\n2. Trưởng Trạm Y tế thông báo đến từng hộ lịch tiêm."
    )
    assert actors_of(body) == [["Các thôn"], ["Các thôn"], ["Trưởng Trạm Y tế"]]


@pytest.mark.parametrize(
    "lead",
    [
        "Ủy ban nhân dân xã yêu cầu:",
        "UBND xã đề nghị như sau:",
        "Đảng ủy xã chỉ đạo:",
        "Ủy ban nhân dân xã giao các nhiệm vụ sau:",
        "Ban Thường vụ Đoàn xã kêu gọi thực hiện các việc sau:",
    ],
)
def test_a_lead_in_that_names_only_who_asks_leaves_the_act_to_the_addressees(lead: str) -> None:
    body = f"{lead}\n1. Rà soát hộ nghèo.\n2. Lập danh sách thiếu niên chưa biết bơi."
    assert actors_of(body) == [["Các thôn, trường học trong xã"]] * 2


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("Trạm Y tế xã:", "Trạm Y tế xã"),
        ("Các chi bộ chỉ đạo thực hiện các nội dung sau:", "Các chi bộ"),
        ("Ủy ban nhân dân xã yêu cầu Công an xã:", "Công an xã"),
    ],
)
def test_a_lead_in_that_names_who_acts_keeps_that_name(lead: str, who: str) -> None:
    assert actors_of(f"{lead}\n1. Rà soát hộ nghèo.\n2. Lập danh sách trẻ em.") == [[who]] * 2


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Chuyên viên phụ trách tổng hợp tham mưu lịch tiếp dân.", "Chuyên viên phụ trách tổng hợp"),
        ("Phó Chủ tịch phụ trách văn xã chủ trì buổi giao lưu.", "Phó Chủ tịch phụ trách văn xã"),
        ("Hội Nông dân xã phụ trách vườn thuốc nam.", "Hội Nông dân xã"),
        ("Tổ thẩm định của Hội xã kiểm tra hồ sơ vay.", "Tổ thẩm định của Hội xã"),
        ("Hội đồng xét duyệt họp, chấm điểm các tiết mục.", "Hội đồng xét duyệt"),
        ("Tiểu ban phục vụ bố trí xe đưa đón.", "Tiểu ban phục vụ"),
        ("Đội quản lý trật tự chợ xử lý các điểm lấn chiếm.", "Đội quản lý trật tự chợ"),
        ("Tổ kiểm tra việc chấp hành nội quy.", "Tổ"),
        ("Các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành.", "Các ông (bà) có tên tại Điều 1"),
        ("Các hộ chưa đăng ký nộp phiếu trước ngày 20/4.", "Các hộ chưa đăng ký"),
    ],
)
def test_a_charge_a_purpose_or_a_clause_may_belong_to_the_name(sentence: str, actor: str) -> None:
    assert leading_actors(sentence) == [actor]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Đề nghị các thôn chưa gửi báo cáo khẩn trương hoàn thành.", "các thôn chưa gửi báo cáo"),
        ("Yêu cầu các đồng chí được phân công phụ trách địa bàn bám sát cơ sở.",
         "các đồng chí được phân công phụ trách địa bàn"),
        ("Trạm Y tế hướng dẫn các thôn xây dựng kế hoạch phun thuốc với các nội dung:", "các thôn"),
        ("Đề nghị đồng chí Bí thư Chi đoàn Đồi Thông có mặt đúng giờ.", "đồng chí Bí thư Chi đoàn Đồi Thông"),
        ("Giao Ban Quản lý dự án đầu tư xây dựng huyện đẩy nhanh tiến độ.",
         "Ban Quản lý dự án đầu tư xây dựng huyện"),
    ],
)  # fmt: skip
def test_a_request_names_whom_it_asks(sentence: str, actor: str) -> None:
    assert directed_actors(sentence) == [actor]
