"""Plans whose numbered items are followed by lines of who, when and with whom."""

import pytest

from haichieu.dispatches.rules import read_dispatch

HEAD = "UBND XÃ PHÚ LỘC\nSố: 7/KH-UBND\nPhú Lộc, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nPhòng chống đuối nước\n\n"
END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\nTrần Văn Bình\n"

Duty = tuple[str, tuple[str, ...], str | None]


def duties(body: str) -> list[Duty]:
    found = read_dispatch(HEAD + body + END).to_dict()["obligations"]
    return [
        (
            each["start"].split(" ")[0],
            tuple(each["actors"]),
            each["deadline"] and each["deadline"]["value"],
        )
        for each in found
    ]


def test_lines_of_who_and_when_belong_to_the_numbered_item_above() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Cắm biển báo\n\n1.1. Rà soát các bến sông, ao hồ trên địa bàn xã.\n\n"
        "- Bảo đảm đủ mọi điểm nguy hiểm.\n\n"
        "- Thời gian hoàn thành: tháng 3/2026.\n\n- Đơn vị chủ trì: Công an xã.\n\n- Kết quả: Danh sách các điểm.\n\n"
        "1.2. Mua sắm, lắp đặt biển báo.\n\n- Thời gian hoàn thành: ngày      tháng 5/2026;\n\n"
        "- Đơn vị chủ trì: Đoàn xã.\n"
    )
    assert duties(body) == [
        ("1.1.", ("Công an xã",), "2026-03"),
        ("-", (), None),
        ("1.2.", ("Đoàn xã",), "2026-05"),
    ]


def test_parts_with_a_day_of_their_own_keep_it() -> None:
    body = (
        "II. NỘI DUNG\n\n2.1. Chuẩn bị hai buổi tập huấn.\n\n"
        "(1) Tổ chức buổi thứ nhất: Chậm nhất ngày 10/3/2026 (trước ngày khai mạc 95 ngày theo Điều 3 Quy chế).\n\n"
        "(2) Tổ chức buổi thứ hai: Chậm nhất ngày 20/4/2026.\n\n"
        "- Thời gian hoàn thành: Quý I/2026 và Quý II/2026;\n\n- Đơn vị chủ trì: Trạm Y tế xã.\n"
    )
    assert duties(body) == [
        ("2.1.", ("Trạm Y tế xã",), "2026-06-30"),
        ("(1)", ("Trạm Y tế xã",), "2026-03-10"),
        ("(2)", ("Trạm Y tế xã",), "2026-04-20"),
    ]


def test_where_the_numbered_line_is_a_heading_all_items_below_are_meant() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Tuyên truyền\n\n- Phát tin trên loa.\n\n- Treo băng rôn tại bến.\n\n"
        "- Thời gian thực hiện: tháng 3/2026.\n\n- Đơn vị chủ trì: Đoàn xã.\n"
    )
    assert duties(body) == [("-", ("Đoàn xã",), "2026-03"), ("-", ("Đoàn xã",), "2026-03")]


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ("- Phân công rõ trách nhiệm từng thành viên Ban Chỉ đạo.", True),
        ("- Thực hiện nghiêm túc, dân chủ, đúng quy định.", True),
        ("- Nâng cao nhận thức của nhân dân.", False),
        ("- Phát huy vai trò của đoàn viên trong phòng chống đuối nước.", False),
        ("- Khẳng định vai trò của các thôn.", False),
    ],
)
def test_requirements_are_told_from_purposes_by_their_verb(item: str, asked: bool) -> None:
    found = duties(f"I. MỤC ĐÍCH, YÊU CẦU\n\n{item}\n\nII. KINH PHÍ\n\nNguồn ngân sách xã.\n")
    assert bool(found) is asked


def test_bare_labels_name_the_doer_in_a_plan_only() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Trang trí sân khấu\n\n- Phụ trách: Đoàn xã.\n\n"
        "2. Tổ chức lễ ra quân\n\n- Thời gian: ngày 06/10/2026.\n\n- Chủ trì: Đồng chí Phó Chủ tịch.\n"
    )
    assert duties(body) == [("1.", ("Đoàn xã",), None), ("2.", ("Đồng chí Phó Chủ tịch",), "2026-10-06")]
    meeting = "GIẤY MỜI\nKính gửi: Các thôn\nKính mời các thôn dự họp.\n- Chủ trì: Đồng chí Chủ tịch.\n"
    reading = read_dispatch(HEAD.split("KẾ HOẠCH")[0] + meeting + END)
    assert [each["actors"] for each in reading.to_dict()["obligations"]] == [["các thôn"]]
