# ruff: noqa: E501 – a sentence of a letter stands on one line, as in the files that offices send
"""An obligation taken apart: the act, who leads, who helps, what is wanted; and the columns of a table of tasks."""

from typing import Any

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.report_to import find_report_to

HEAD = (
    "Số: 5/KH-UBND\nHà Sơn, ngày 05 tháng 6 năm 2026\nKẾ HOẠCH\nTháng cao điểm\n\nII. PHÂN CÔNG NHIỆM VỤ\n\n"
)
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\nLò Văn Sơn\n"


def duties(body: str) -> list[dict[str, Any]]:
    return list(read_dispatch(HEAD + body + END).obligations)


@pytest.mark.parametrize(
    ("sentence", "action", "lead", "cooperating", "product"),
    [
        (
            "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính, Công an xã lập danh sách, gửi Sở Nội vụ trước ngày 15/6/2026.",
            "chủ trì, phối hợp với Phòng Tài chính, Công an xã lập danh sách",
            "Phòng Nội vụ",
            ["Phòng Tài chính", "Công an xã"],
            "danh sách",
        ),
        (
            "Các thôn rà soát hộ nghèo, báo cáo kết quả về UBND xã trước ngày 20/6/2026.",
            "rà soát hộ nghèo",
            "Các thôn",
            [],
            "báo cáo",
        ),
        (
            "Yêu cầu các đơn vị xây dựng kế hoạch; hoàn thành trước ngày 25/6/2026.",
            "xây dựng kế hoạch",
            "các đơn vị",
            [],
            "kế hoạch",
        ),
        (
            "Kết thúc đợt cao điểm, Công an xã tổng hợp số liệu gửi UBND xã chậm nhất ngày 30/6/2026.",
            "tổng hợp số liệu",
            "Công an xã",
            [],
            "số liệu",
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_taken_apart(
    sentence: str, action: str, lead: str, cooperating: list[str], product: str
) -> None:
    (duty,) = duties(f"1. {sentence}\n")
    assert (duty["action"], duty["lead"], duty["cooperating"], duty["product"]) == (
        action,
        lead,
        cooperating,
        product,
    )
    assert duty["quote"] == f"1. {sentence}"


def test_the_columns_of_a_table_say_who_leads_who_helps_and_what_is_wanted() -> None:
    first, second = duties(
        "| TT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian hoàn thành | Sản phẩm |\n|---|---|---|---|---|---|\n"
        "| 1 | Thành lập 06 điểm hỗ trợ | Văn phòng | Ban điều hành các khu phố | 30/6/2026 | Quyết định |\n"
        "| 2 | Phát thanh bài hướng dẫn | Phòng Văn hóa | Đoàn Thanh niên | 2 lần/ngày | Bản tin |\n"
    )
    assert (first["lead"], first["cooperating"], first["product"]) == (
        "Văn phòng",
        ["Ban điều hành các khu phố"],
        "Quyết định",
    )
    assert first["deadline"] == {"text": "30/6/2026", "type": "date", "value": "2026-06-30"}
    assert second["deadline"]["value"] == "day; 2 times"


def test_a_table_without_a_column_of_time_still_assigns_tasks() -> None:
    duty, *_ = duties(
        "| TT | Nội dung | Đơn vị chủ trì | Phối hợp |\n|---|---|---|---|\n"
        "| 1 | Rà soát các điểm có nguy cơ sạt lở | Phòng Kinh tế | Các thôn |\n"
    )
    assert (duty["lead"], duty["cooperating"], duty["deadline"]) == ("Phòng Kinh tế", ["Các thôn"], None)


def test_each_deadline_of_a_paragraph_keeps_its_own_actor_and_addressee() -> None:
    first, second = duties(
        "1. Phòng Kinh tế hoàn thành phương án trước ngày 10/6/2026; các thôn gửi danh sách về UBND xã trước ngày 15/6/2026.\n"
    )
    assert (first["actors"], first["report_to"]) == (["Phòng Kinh tế"], None)
    assert (second["actors"], second["report_to"]) == (["các thôn"], "UBND xã")


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Báo cáo kết quả về Phòng GD&ĐT (văn thư) trước ngày 23/4.", "Phòng GD&ĐT (văn thư)"),
        ("Gửi ảnh vào nhóm Zalo “Báo cáo Đoàn xã” trước ngày 23/4.", "nhóm Zalo “Báo cáo Đoàn xã”"),
        (
            "Đăng ký tại đường link https://forms.example/a1 trước ngày 26/11.",
            "đường link https://forms.example/a1",
        ),
        ("Theo mẫu gửi kèm, báo cáo về Ban Thường vụ ngày 15 hằng tháng.", "Ban Thường vụ"),
        ("Có ý kiến bằng văn bản để báo cáo Thủ tướng Chính phủ.", None),
        ("Báo cáo quý", None),
    ],
)
def test_a_result_goes_to_a_body_or_to_a_place(sentence: str, target: str | None) -> None:
    assert find_report_to(sentence) == target


@pytest.mark.parametrize(
    ("sentence", "action", "product"),
    [
        ("Các thôn gửi danh sách (qua thư điện tử: vhxh@haichieu.example) trước ngày 15/6/2026.", "gửi danh sách", "danh sách"),
        ("Lập danh sách hộ nghèo (bản mềm gửi hộp thư vhxh@haichieu.example).", "Lập danh sách hộ nghèo", "danh sách"),
        ("Chậm nhất là ngày 15/6/2026, các thôn gửi kế hoạch về UBND xã.", "gửi kế hoạch", "kế hoạch"),
        ("Chậm nhất là trước ngày 15/6/2026 gửi kế hoạch.", "gửi kế hoạch", "kế hoạch"),
        ("Định kỳ trước ngày 20 hằng tháng, báo cáo kết quả về UBND xã.", "báo cáo kết quả", "báo cáo"),
        ("Trong thời hạn 10 ngày kể từ ngày ký văn bản này, các thôn rà soát hộ nghèo.", "rà soát hộ nghèo", None),
        ("Các thôn gửi văn bản góp ý về UBND xã.", "gửi văn bản góp ý", "văn bản"),
    ],
)  # fmt: skip
def test_neither_deadline_nor_mail_box_stays_in_the_act(
    sentence: str, action: str, product: str | None
) -> None:
    (duty,) = duties(f"1. {sentence}\n")
    assert (duty["action"], duty["product"]) == (action, product)


def test_a_duty_names_every_limit_in_its_paragraph() -> None:
    body = "Giữ quỹ dưới 5% tổng số.\n2. Mỗi xã đăng ít nhất 02 tin, bài mỗi tuần; bảo đảm tỷ lệ tin, bài tiêu cực dưới 15%.\n"
    reading = read_dispatch(HEAD + "1. " + body + END)
    duty = next(each for each in reading.obligations if "02 tin" in each["text"])
    assert [reading.limits[index]["text"] for index in duty["limits"]] == [
        "ít nhất 02 tin, bài mỗi tuần",
        "dưới 15%",
    ]
    assert duty["limit"] == duty["limits"][0]


def test_an_address_in_brackets_is_read_without_the_bracket() -> None:
    assert (
        find_report_to("Lập danh sách (bản mềm gửi hộp thư vhxh@haichieu.example).")
        == "hộp thư vhxh@haichieu.example"
    )
