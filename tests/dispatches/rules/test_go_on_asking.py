"""What a letter adds to its request in plain sentences and lists, and who is meant by it."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "SỞ Y TẾ HÀ SƠN\nSố: 5/SYT-NV\nPhú Lộc, ngày 17 tháng 3 năm 2026\nV/v tiêm chủng\n\n"
TO = "Kính gửi: Chủ tịch Ủy ban nhân dân các xã\n\n"
END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\n\nTrần Văn Bình\n"
ASKED = "Đề nghị các trạm y tế rà soát danh sách trẻ chưa tiêm.\n\n"

Duty = tuple[str, tuple[str, ...], tuple[str, ...]]


def duties(body: str) -> list[Duty]:
    """The first word of each paragraph that asks, who is to act, and every time given for it."""
    found: dict[str, Duty] = {}
    for each in read_dispatch(HEAD + TO + body + END).to_dict()["obligations"]:
        due = (each["deadline"]["value"],) if each["deadline"] else ()
        before = found.get(each["start"], ("", (), ()))[2]
        found[each["start"]] = (each["start"].split(" ")[0], tuple(each["actors"]), (*before, *due))
    return list(found.values())


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Các đơn vị thực hiện trước ngày 24/4/2026.", True),
        ("Tiếp tục theo dõi và báo tin kịp thời cho nhân dân.", True),
        ("Đối với trẻ mới chuyển đến, trạm y tế lập sổ theo dõi riêng.", True),
        ("Các đơn vị đã thực hiện tốt đợt một trước ngày 24/2/2026.", False),
        ("Đối với trẻ mới chuyển đến, mức hỗ trợ là 50.000 đồng.", False),
        ("Vắc xin được cấp cho 12 xã.", False),
    ],
)
def test_a_plain_sentence_may_go_on_with_the_request(sentence: str, asked: bool) -> None:
    assert (len(duties(f"{ASKED}{sentence}\n")) == 2) is asked


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Trong thời gian nghỉ Tết, học sinh và giáo viên giữ gìn vệ sinh, an toàn.", True),
        ("Trong thời gian qua, các đơn vị tổ chức tiêm chủng an toàn.", False),
        ("Trong thời gian nghỉ Tết, mức phụ cấp trực là 200.000 đồng.", False),
    ],
)
def test_a_notice_asks_for_something_while_something_lasts(sentence: str, asked: bool) -> None:
    assert bool(duties(f"Trường nghỉ từ ngày 20/3/2026.\n\n{sentence}\n")) is asked


def test_times_listed_below_their_label_belong_to_the_request() -> None:
    body = (
        f"{ASKED}Thời gian thực hiện:\n\n- Tất cả các thứ Hai đầu tuần trong tháng 4.\n\n"
        "- Tuần cao điểm: Bắt đầu từ ngày 23/4/2026 đến hết ngày 27/4/2026.\n\nĐề nghị các xã phối hợp.\n"
    )
    assert duties(body) == [
        ("Đề", ("các trạm y tế",), ("1 week; Monday", "2026-04-27")),
        ("Đề", ("các xã",), ()),
    ]


def test_tasks_listed_below_such_a_label_stay_tasks() -> None:
    body = f"{ASKED}Thời gian thực hiện:\n\n- Từ ngày 01/4/2026 đến ngày 05/4/2026: Rà soát trẻ.\n"
    assert duties(body)[0] == ("Đề", ("các trạm y tế",), ())


def test_whoever_is_asked_to_instruct_others_acts() -> None:
    lead = "Sở Y tế đề nghị Chủ tịch Ủy ban nhân dân các xã thực hiện các nội dung sau:\n\n"
    assert duties(f"{lead}1. Chỉ đạo Trạm Y tế rà soát trẻ.\n\n2. Bố trí kinh phí.\n") == [
        ("1.", ("Chủ tịch Ủy ban nhân dân các xã",), ()),
        ("2.", ("Chủ tịch Ủy ban nhân dân các xã",), ()),
    ]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Giao Sở Kế hoạch và Đầu tư theo chức năng, nhiệm vụ được giao, nghiên cứu.", "Sở Kế hoạch và Đầu tư"),
        ("Đề nghị BHXH các huyện chủ động thanh toán.", "BHXH các huyện"),
        ("Yêu cầu MTTQ Phối hợp với các thôn vận động trẻ.", "MTTQ"),
    ],
)  # fmt: skip
def test_a_name_ends_where_the_act_begins(sentence: str, actor: str) -> None:
    assert [who for _, who, _ in duties(f"{sentence}\n")] == [(actor,)]


def test_an_answer_sent_for_use_asks_and_reports_to_nobody() -> None:
    sentence = "Trên đây là ý kiến của Sở Y tế gửi Công ty A để tham khảo thực hiện."
    (found,) = read_dispatch(HEAD + TO + sentence + END).to_dict()["obligations"]
    assert found["report_to"] is None


def test_a_month_that_is_over_is_no_deadline() -> None:
    body = "Đề nghị các xã căn cứ nội dung đã tập huấn vào tháng 01/2026 tổ chức tiêm chủng.\n"
    assert duties(body) == [("Đề", ("các xã",), ())]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("nghỉ học trong 03 ngày từ ngày 23 - 25/3/2026", "2026-03-25"),
        ("hoàn thành trong 03 ngày từ ngày nhận văn bản", "3 days after receipt"),
        ("chào cờ vào mỗi sáng thứ Hai đầu tuần", "1 week; Monday"),
    ],
)
def test_both_ends_of_a_range_and_every_weekday_are_read(words: str, value: str) -> None:
    assert [due for _, _, due in duties(f"Yêu cầu các trường cho học sinh {words}.\n")] == [(value,)]


def test_a_body_of_any_kind_is_the_one_the_sentence_is_about() -> None:
    sentence = "Đối với các trạm y tế chưa có kho lạnh, đề nghị đơn vị bố trí kho tạm.\n"
    assert [who for _, who, _ in duties(sentence)] == [("các trạm y tế",)]


def test_a_lead_in_that_asks_for_more_than_its_list_is_a_request_itself() -> None:
    lead = "Sở Y tế đề nghị các trạm y tế rà soát danh sách trẻ, đồng thời thực hiện một số nội dung sau:\n\n"
    assert [first for first, _, _ in duties(f"{lead}1. Lập danh sách trẻ.\n\n2. Bố trí kho lạnh.\n")] == [
        "Sở",
        "1.",
        "2.",
    ]


def test_an_article_in_the_title_of_another_letter_is_no_source() -> None:
    asked = "Trả lời Công văn số 6/AP ngày 3/2/2026 của Công ty A về việc áp dụng Điều 162 Luật Doanh nghiệp 2014, "
    own = "theo Điều 5 Luật Đầu tư 2020, Công ty phải báo cáo.\n"
    found = read_dispatch(HEAD + TO + asked + own + END).citations
    assert [each["number"] or each["text"] for each in found] == ["6", "Luật Đầu tư 2020"]


@pytest.mark.parametrize(
    ("body", "actor"),
    [
        ("Giao Sở Kế hoạch và Đầu tư chủ trì, phối hợp với các xã rà soát.\n", "Sở Kế hoạch và Đầu tư"),
        (
            "Sở yêu cầu:\n1. Ban Tuyên giáo Tỉnh đoàn\nTheo dõi, tổng hợp kết quả tiêm.\n",
            "Ban Tuyên giáo Tỉnh đoàn",
        ),
    ],
)
def test_words_that_look_like_parts_of_others_are_told_apart(body: str, actor: str) -> None:
    assert [who for _, who, _ in duties(body)] == [(actor,)]


def test_a_conclusion_in_capitals_on_the_line_of_its_kind_is_the_subject() -> None:
    head = "VĂN PHÒNG A\nSố: 2/TB-VP\nPhú Lộc, ngày 10 tháng 6 năm 2025\n"
    title = "THÔNG BÁO KẾT LUẬN CỦA CHỦ TỊCH TẠI CUỘC HỌP VỀ ĐẦU TƯ CÔNG\n"
    reading = read_dispatch(f"{head}{title}Ngày 05 tháng 6 năm 2025, Chủ tịch đã chủ trì cuộc họp.\n")
    assert (reading.kind, reading.subject) == ("thông báo", title[len("THÔNG BÁO ") :].strip())
