# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""What asks and what only tells: aims that must be, things that are sent, sanctions, thanks, laws and acts of the issuer."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "ỦY BAN NHÂN DÂN\nXÃ ĐỒI CHÈ\nSố: 12/UBND-VP\nĐồi Chè, ngày 04 tháng 3 năm 2026\nV/v giữ gìn đường làng\nKính gửi: Các thôn, trường học trong xã.\n"
PLAN = (
    "ĐOÀN XÃ ĐỒI CHÈ\nSố: 07-KH/ĐTN\nĐồi Chè, ngày 04 tháng 3 năm 2026\nKẾ HOẠCH\nTổ chức ngày hội đọc sách\n"
)
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Tám"
ASKED = "Ủy ban nhân dân xã yêu cầu các thôn:\n1. Rà soát hộ nghèo, lập danh sách.\n"


def starts(letter: str) -> list[str]:
    return [each["start"] for each in read_dispatch(letter + END).to_dict()["obligations"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "2. Trường hợp khai không đúng thì thu hồi phần gạo đã cấp.",
        "Danh sách gửi về Văn phòng Ủy ban nhân dân xã kèm ảnh chụp.",
        "Tiền ủng hộ xin chuyển về Hội Chữ thập đỏ xã đến hết ngày 30/4/2026.",
        "Riêng Trạm Y tế báo cáo số ca sốt trước ngày 10/3/2026.",
        "Nhận được công văn này, các thôn phổ biến đến từng hộ.",
        "2. Khoa Dược, Trạm Y tế được yêu cầu khóa kho thuốc cũ.",
        "Rất mong sự quan tâm phối hợp của quý cơ quan./.",
        "Công văn này thay cho giấy triệu tập; yêu cầu Trưởng các thôn dự họp đúng giờ.",
    ],
)
def test_these_ask_after_a_request(sentence: str) -> None:
    assert sentence[:20] in "\n".join(starts(HEAD + ASKED + sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "2. Thôn nào không nộp đúng hạn thì bị trừ điểm thi đua.",
        "2. Từ ngày 01/7/2026, Thông tư số 29/2025/TT-BYT có hiệu lực; theo đó, quầy thuốc không được bán lẻ thuốc cũ.",
        "Rất mong nhận được sự phối hợp của các thôn./.",
        "Hội Khuyến học dự kiến tổ chức phiên chợ sách ngày 20/4/2026.",
    ],
)
def test_these_only_tell(sentence: str) -> None:
    assert sentence[:20] not in "\n".join(starts(HEAD + ASKED + sentence))


def test_what_is_over_in_a_reminder_asks_nothing_again() -> None:
    told = "Ngày 02/3/2026, xã có Công văn số 9/UBND giao các thôn đo ruộng, vét mương và yêu cầu báo cáo trước ngày 03/3/2026. Đến nay mới có 02 thôn gửi."
    assert starts(f"{HEAD}{told}\nĐề nghị các thôn còn lại gửi ngay.") == [
        "Đề nghị các thôn còn lại gửi ngay."
    ]


def test_a_conclusion_thanks_before_it_asks() -> None:
    body = "Chủ tịch xã kết luận:\n1. Ghi nhận kết quả vận động được 20 triệu đồng.\n2. Các thôn quét vôi cổng làng trước ngày 20/3/2026."
    assert [start[:2] for start in starts(HEAD + body)] == ["2."]


def test_an_aim_asks_where_something_must_be() -> None:
    aims = "I. MỤC ĐÍCH, YÊU CẦU\n1. Tạo thói quen đọc sách cho thiếu nhi.\n2. Các gian sách phải gọn gàng, đúng lứa tuổi.\nII. NỘI DUNG\n1. Chi đoàn các thôn dựng gian sách."
    assert [start[:2] for start in starts(PLAN + aims)] == ["2.", "1."]


def test_the_head_of_government_has_an_opinion_that_binds() -> None:
    body = "Về việc này, Thủ tướng Chính phủ có ý kiến như sau:\nĐồng chí Bí thư Tỉnh ủy Bình An chỉ đạo việc dựng lại cầu treo.\n"
    assert starts(HEAD + body) == ["Đồng chí Bí thư Tỉnh ủy Bình An chỉ đạo việc dựng lại cầu tr"]


def test_a_decision_may_ask_after_its_act() -> None:
    letter = "HỘI NÔNG DÂN XÃ ĐỒI CHÈ\nSố: 3/QĐ-HND\nĐồi Chè, ngày 04 tháng 3 năm 2026\nQUYẾT ĐỊNH\nVề việc thay Chi hội trưởng\nQUYẾT ĐỊNH:\n"
    acts = "Điều 1. Chỉ định ông Tám làm Chi hội trưởng.\nĐiều 2. Chỉ định bà Mận làm Chi hội phó; bà Mận bàn giao sổ sách xong trước ngày 15/4/2026."
    assert [start[:6] for start in starts(letter + acts)] == ["Điều 2"]


def duties(letter: str) -> list[tuple[str, list[str]]]:
    return [(each["start"], each["actors"]) for each in read_dispatch(letter + END).to_dict()["obligations"]]


def test_a_body_with_a_colon_heads_the_plain_lines_below_it() -> None:
    body = "Ủy ban nhân dân xã đề nghị các đơn vị thực hiện một số việc sau:\nTrạm Y tế:\nTiêm phòng cho đàn chó.\nCông an xã:\nNhắc nhở hộ thả rông trâu bò.\n"
    assert duties(HEAD + body) == [
        ("Tiêm phòng cho đàn chó.", ["Trạm Y tế"]), ("Nhắc nhở hộ thả rông trâu bò.", ["Công an xã"]),
    ]  # fmt: skip


def test_a_topic_is_not_who_must_act() -> None:
    body = "Ủy ban nhân dân xã yêu cầu Trưởng các thôn:\n1. Đối với hộ nuôi nhiều lợn:\na) Lập danh sách hộ có trên 20 con.\nb) Nhắc nhở việc xử lý chất thải.\n"
    assert [actors for _, actors in duties(HEAD + body)] == [["Trưởng các thôn"]] * 2


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("2. Thôn chưa nộp danh sách thì Trưởng thôn phải giải trình với Ủy ban nhân dân xã.", "Trưởng thôn"),
        ("2. Tổ nào để mất sách, tổ trưởng làm kiểm điểm gửi Hiệu trưởng.", "tổ trưởng"),
    ],
)
def test_who_answers_for_a_failing_is_named_after_it(sentence: str, actor: str) -> None:
    assert duties(HEAD + ASKED + sentence)[-1][1] == [actor]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("- 100% chi đoàn tổ chức sinh hoạt hè.", "chi đoàn"),
        ("- Phấn đấu mỗi chi đoàn kết nạp ít nhất 02 đoàn viên.", "mỗi chi đoàn"),
    ],
)
def test_a_target_names_who_is_to_reach_it(sentence: str, actor: str) -> None:
    assert duties(f"{PLAN}I. CHỈ TIÊU\n{sentence}")[0][1] == [actor]
