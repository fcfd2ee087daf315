"""Rules, goals, plans and remarks: which of them bind somebody, and which only tell."""

import pytest

from haichieu.dispatches.rules import read_dispatch

TOP = "ỦY BAN NHÂN DÂN\nXÃ ĐỒI CHÈ\nSố: {number}\nĐồi Chè, ngày 03 tháng 3 năm 2025\n"
TAIL = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Tám"
LETTER = "V/v giữ gìn đường làng\nKính gửi: Các thôn, trường học trong xã.\n"


def starts(body: str, *, number: str = "12/UBND-VP", title: str = LETTER) -> list[str]:
    text = TOP.format(number=number) + title + body + TAIL
    return [str(each["start"]) for each in read_dispatch(text).to_dict()["obligations"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Quá hạn trên, thôn nào chưa nộp, Trưởng thôn chịu trách nhiệm trước Chủ tịch UBND xã.",
        "Có gì chưa rõ các bác hỏi thẳng Văn phòng UBND xã để được chỉ dẫn.",
    ],
)
def test_a_plain_sentence_after_the_request_binds(sentence: str) -> None:
    body = f"Ủy ban nhân dân xã đề nghị các thôn quét dọn đường làng trước ngày 10/4/2025.\n{sentence}"
    assert starts(body)[1:] == [sentence[:60].strip()]


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Thôn nào đã quét dọn trước ngày 01/3/2025 thì không phải làm lại.",
        "1. Lớp nào đã nộp sổ thì thôi.",
        "1. Vụ đông: đã trồng 40 ha. Xã yêu cầu các thôn thu hoạch trước ngày 28/02, đến nay đã thu được 35 ha.",
        "Bếp hay cháy. Điều 7 Luật Phòng cháy quy định chủ hộ có trách nhiệm trang bị bình ít nhất 01 năm một lần.",
        "- Chủ trì: Đồng chí Chủ tịch UBND xã.",
    ],
)
def test_what_is_over_excused_or_quoted_binds_nobody(sentence: str) -> None:
    assert starts(f"Ủy ban nhân dân xã thông báo như sau:\n{sentence}") == []


def test_the_last_day_that_a_law_sets_is_no_deadline_of_the_letter() -> None:
    body = (
        "Ủy ban nhân dân xã đề nghị các thôn thực hiện:\n"
        "- Hạn cuối nộp hồ sơ ứng cử là 17 giờ ngày 01/5/2025 theo luật định.\n- Treo cờ trước ngày 19/5/2025."
    )
    assert "Treo cờ" in starts(body)[-1]
    due = [each["deadline"] for each in read_dispatch(TOP + LETTER + body + TAIL).to_dict()["obligations"]]
    assert all("01/5" not in each["text"] for each in due if each)


REGULATION = (
    "QUYẾT ĐỊNH\nVề việc ban hành Quy chế giữ gìn nhà văn hóa\nỦY BAN NHÂN DÂN XÃ ĐỒI CHÈ\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế giữ gìn nhà văn hóa.\n"
    "Điều 2. Trưởng các thôn chịu trách nhiệm thi hành Quyết định này.\n"
)
RULES = (
    "\nQUY CHẾ\nGiữ gìn nhà văn hóa\n(Ban hành kèm theo Quyết định số 15/QĐ-UBND)\nChương I. NHỮNG ĐIỀU CHUNG\n"
    "Điều 1. Quy chế này áp dụng đối với nhà văn hóa các thôn.\nChương II. GIỮ GÌN\n"
    "Điều 2. Tổ quản lý mở cửa nhà văn hóa vào tối thứ Bảy hằng tuần.\n"
    "Điều 3. Người mượn phòng quét dọn sạch sẽ trước khi trả.\n"
    "Điều 4. Mức phạt\n1. Làm vỡ kính đền 100.000 đồng."
)


def test_the_articles_of_an_attached_regulation_bind_whom_they_name() -> None:
    text = TOP.format(number="15/QĐ-UBND") + REGULATION + TAIL.strip() + RULES
    found = [str(each["start"]) for each in read_dispatch(text).to_dict()["obligations"]]
    assert [each.split(".")[0] for each in found] == ["Điều 2", "Điều 2", "Điều 3"]


def test_the_tasks_of_a_report_stand_under_its_plan() -> None:
    body = (
        "Phần thứ nhất\nKẾT QUẢ QUÝ I\n1. Các chi hội tổ chức 04 buổi sinh hoạt.\nPhần thứ hai\nNHIỆM VỤ QUÝ II\n"
        "I. NHIỆM VỤ CHUNG\n1. Các chi hội trồng 200 cây tre giữ bờ trong tháng 5/2025.\n2. Kết nạp mới 10 hội viên.\n"
    )
    found = starts(body, number="15/BC-HND", title="BÁO CÁO\nCông tác Hội quý I, nhiệm vụ quý II năm 2025\n")
    assert len(found) == 2 and "200 cây" in found[0] and "Kết nạp" in found[1]


def test_a_letter_that_passes_something_on_opens_the_list_of_what_is_asked() -> None:
    body = "Văn phòng chuyển đơn nêu trên đến Phòng Kinh tế xã:\n- Kiểm tra, trả lời người gửi trước ngày 20/3/2025."
    title = "PHIẾU CHUYỂN\nĐơn hỏi về đường làng\nKính gửi: Phòng Kinh tế xã\n"
    assert starts(body, number="15/PC-VP", title=title) == [
        "- Kiểm tra, trả lời người gửi trước ngày 20/3/2025."
    ]


def test_goals_bind_by_their_figures() -> None:
    body = (
        "Ủy ban nhân dân xã xây dựng kế hoạch như sau:\nI. MỤC TIÊU\n1. Thời gian chờ lấy số dưới 10 phút.\n"
        "2. 90% hộ phân loại rác tại nhà.\nII. CHỈ TIÊU\n1. 80% thôn có tổ thu gom.\n"
    )
    found = starts(body, number="15/KH-UBND", title="KẾ HOẠCH\nGiữ gìn đường làng năm 2025\n")
    assert "1. Thời gian chờ lấy số dưới 10 phút." in found and "1. 80% thôn có tổ thu gom." in found


def test_how_entries_are_to_be_is_required_of_whoever_enters() -> None:
    body = (
        "Ủy ban nhân dân xã đề nghị các trường gửi bài về Văn phòng trước ngày 10/4/2025.\n"
        "II. YÊU CẦU BÀI DỰ THI\na) Bài viết bằng tay, từ 300 đến 500 chữ, ghi rõ họ tên."
    )
    assert any(each.startswith("a) Bài viết") for each in starts(body))
