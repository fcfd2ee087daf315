"""Days that stand without “trước” or “chậm nhất”: of events, behind labels, and by reference to a day above."""

from datetime import date

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.deadlines import find_deadlines

HEAD = (
    "UBND HUYỆN PHÚ LỘC\nPHÒNG NỘI VỤ\nSố: 12/PNV-VP\nPhú Lộc, ngày 03 tháng 6 năm 2025\nV/v hội thi\n\n"
    "Kính gửi: Ủy ban nhân dân các xã.\n\n"
)
END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTRƯỞNG PHÒNG\n\nTrần Văn Bình\n"
ISSUED = date(2025, 6, 3)


def duties(body: str) -> list[tuple[object, object, object]]:
    found = read_dispatch(HEAD + body + END).to_dict()["obligations"]
    assert isinstance(found, list)
    return [(each["actors"], (each["deadline"] or {}).get("value"), each["report_to"]) for each in found]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Các hộ gia đình treo cờ Tổ quốc ngày 02/9/2025.", "2025-09-02"),
        ("Cho học sinh nghỉ học vào thứ Hai (09/6/2025).", "2025-06-09"),
        ("Sáng thứ Bảy, ngày 07/6/2025, các thôn tổng vệ sinh.", "2025-06-07"),
        ("1. Ngày 10/6, các đơn vị đồng loạt ra quân.", "2025-06-10"),
        ("Các thôn họp dân vào tối ngày 12 tháng 6 năm 2025.", "2025-06-12"),
        ("Các thôn quét dọn đường làng ngày 12/6.", "2025-06-12"),
        ("Tổ chức hiến máu ngày 12/6.", "2025-06-12"),
        ("- Thả cá tại đập Khe Sim ngày 12/6/2025.", "2025-06-12"),
        ("Tổ chức buổi ngoại khóa tại sân trường sáng ngày 12/6.", "2025-06-12"),
        ("2. Học sinh tựu trường ngày 25/8.", "2025-08-25"),
        ("Phụ huynh lớp 5 bàn giao sách ngày 12/6.", "2025-06-12"),
    ],
)
def test_what_takes_place_on_a_day_is_due_then(sentence: str, day: str) -> None:
    assert [each.value for each in find_deadlines(sentence, ISSUED)] == [day]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã đã tiêm phòng ngày 04/6/2025.",
        "Ngày 04/6/2025, Bộ Nội vụ có Công văn gửi các tỉnh.",
        "Từ ngày 10/6/2025, Trung tâm Y tế tiếp nhận hồ sơ.",
        "Quyết định ký ngày 10/6/2025.",
        "Các thôn quét dọn đường làng ngày 01/6.",
        "Triển khai Kế hoạch ngày 12/6 của UBND huyện.",
        "Thực hiện Công văn số 5/UBND-VP ngày 12/6/2025.",
        "Các xã thực hiện theo kết luận tại phiên họp ngày 12/6.",
        "Tuyên truyền kỷ niệm 80 năm ngày 19/8.",
        "Áp dụng quy định có hiệu lực ngày 01/7/2025.",
        "Rà soát người đã hiến máu trong 12 tuần trước ngày 28/9/2025.",
        "Các xã chuẩn bị Đại hội ngày 12/6.",
        "Mời báo cáo viên cho ngày 26/8.",
    ],
)
def test_a_day_of_the_past_or_a_beginning_is_not_due(sentence: str) -> None:
    assert find_deadlines(sentence, ISSUED) == ()


@pytest.mark.parametrize(
    "reference",
    [
        "Các trường gửi danh sách theo thời hạn nêu trên.",
        "Các trường đăng ký theo Biểu số 2. Thời hạn gửi như trên.",
        "Các trường nộp bản giấy cùng thời gian nêu tại mục 1.",
        "Các trường gửi bài đúng thời gian quy định.",
    ],
)
def test_a_reference_takes_the_day_above_it(reference: str) -> None:
    lead = "Đề nghị các đơn vị thực hiện:\n1. Các xã đăng ký trước ngày 15/6/2025.\n"
    assert [day for _, day, _ in duties(f"{lead}2. {reference}")] == ["2025-06-15", "2025-06-15"]


@pytest.mark.parametrize(
    "sentence",
    ["Các xã chi trả đúng thời gian quy định.", "Sau thời hạn trên, các xã báo cáo số còn lại."],
)
def test_the_time_of_the_law_or_after_the_day_is_no_reference(sentence: str) -> None:
    lead = "Đề nghị các đơn vị thực hiện:\n1. Các xã đăng ký trước ngày 15/6/2025.\n"
    assert duties(f"{lead}2. {sentence}")[1][1] is None


def test_a_duty_stands_behind_a_label_and_a_letter_with_a_comma() -> None:
    body = (
        "Phòng Nội vụ tổ chức hội thi.\nI. Thời gian và thủ tục\n"
        "a, Thời gian đăng ký: Các tổ công đoàn đăng ký danh sách gửi về Ban Tổ chức trước ngày 20/6/2025.\n"
        "b, Thời gian thi: 25/6/2025.\nc, Địa điểm: Hội trường Ủy ban nhân dân huyện.\n"
    )
    assert duties(body) == [(["Các tổ công đoàn"], "2025-06-20", "Ban Tổ chức")]


def test_a_request_may_end_before_the_particulars_of_a_person() -> None:
    body = "Phòng Nội vụ đề nghị Sở Nội vụ xem xét hỗ trợ đối với trường hợp của ông:\nTrần Văn Cẩn, sinh năm 1956\n"
    assert duties(body) == [(["Sở Nội vụ"], None, None)]
    assert duties("Phòng Nội vụ đề nghị Sở Nội vụ một số nội dung sau:\nTrần Văn Cẩn, sinh năm 1956\n") == []
