# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Obligations: what counts as one, who must act, to whom to report, which kind, under which limit."""

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch
from haichieu.dispatches.rules.actors import directed_actors, heading_actors, leading_actors, split_actors
from haichieu.dispatches.rules.limits import Share, find_limits
from haichieu.dispatches.rules.report_to import find_report_to

HEAD = "Số: 5/UBND\nHà Sơn, ngày 05 tháng 6 năm 2026\nV/v báo cáo\n\nKính gửi: Các xã, phường.\n\n"
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\nLò Văn Sơn\n"


def letter(body: str) -> Reading:
    return read_dispatch(HEAD + body + END)


def starts(reading: Reading) -> list[str]:
    return [item["start"][:14] for item in reading.obligations]


def test_a_lead_in_makes_its_items_obligations_of_those_it_names() -> None:
    reading = letter(
        "UBND tỉnh yêu cầu các phòng, các xã thực hiện một số nội dung sau:\n\n"
        "1. Rà soát các trang thông tin.\n\n2. Gửi báo cáo về Sở Nội vụ trước ngày 30/6/2026.\n"
    )
    assert starts(reading) == ["1. Rà soát các", "2. Gửi báo cáo"]
    assert all(item["actors"] == ["các phòng, các xã"] for item in reading.obligations)
    assert reading.obligations[1]["report_to"] == "Sở Nội vụ"


def test_a_heading_that_names_a_body_gives_its_items_to_that_body() -> None:
    reading = letter(
        "UBND tỉnh đề nghị:\n\n1. Sở Nội vụ\n\n- Tổng hợp danh sách.\n\n2. Các trường học, Trạm Y tế\n\n- Kiểm tra phòng học.\n"
    )
    assert [item["actors"] for item in reading.obligations] == [
        ["Sở Nội vụ"],
        ["Các trường học", "Trạm Y tế"],
    ]


def test_background_grounds_and_closing_lines_to_know_are_no_obligations() -> None:
    reading = letter(
        "Căn cứ Kế hoạch số 3/KH-UBND ngày 2/2/2026 của UBND tỉnh;\n\n"
        "Thời gian qua, các xã đã thực hiện tốt việc đăng tin.\n\n"
        "Ngày 03/5/2026, Sở Nội vụ đã có văn bản đề nghị các xã báo cáo.\n\n"
        "UBND tỉnh thông báo để các xã được biết./.\n"
    )
    assert reading.obligations == ()


def test_an_answer_that_quotes_the_law_asks_only_in_its_own_words() -> None:
    reading = letter(
        "Trả lời công văn số 9/CV-X ngày 1/5/2026, Sở có ý kiến như sau:\n\n"
        "- Tại khoản 1 Điều 5 Nghị định số 7/2025/NĐ-CP quy định:\n\n"
        "“1. Người nộp hồ sơ phải kê khai đầy đủ.\n\n2. Cơ quan tiếp nhận trả kết quả.”\n\n"
        "Đề nghị UBND xã căn cứ quy định nêu trên để thực hiện./.\n"
    )
    assert starts(reading) == ["Đề nghị UBND x"]


def test_kinds_of_obligations() -> None:
    reading = letter(
        "Đề nghị các xã:\n\n1. Gửi báo cáo trước ngày 30/6/2026.\n\n2. Đăng tin về phòng cháy trên trang của xã.\n\n"
        "Đề nghị các xã nghiêm túc triển khai thực hiện./.\n"
    )
    assert [item["kind"] for item in reading.obligations] == ["task", "standing", "acknowledgement"]


def test_a_closing_line_with_a_report_of_its_own_is_a_task() -> None:
    reading = letter(
        "Yêu cầu các xã nghiêm túc triển khai và báo cáo kết quả về UBND tỉnh trước ngày 10/7/2026./.\n"
    )
    assert [item["kind"] for item in reading.obligations] == ["task"]


def test_several_deadlines_in_a_paragraph_make_several_obligations() -> None:
    reading = letter("Đề nghị các xã gửi kế hoạch trước ngày 20/6/2026, gửi báo cáo trước ngày 20/7/2026.\n")
    assert [item["deadline"]["value"] for item in reading.obligations] == ["2026-06-20", "2026-07-20"]


@pytest.mark.parametrize(
    "table",
    [
        "| TT | Nội dung | Đơn vị | Thời hạn |\n|---|---|---|---|\n| 1 | Viết bài | Ban A | 03 ngày làm việc |\n| 2 | Duyệt bài | Ban B | 05 ngày làm việc |\n",
        "  TT   Nội dung        Đơn vị     Thời hạn\n  1    Viết bài        Ban A      03 ngày làm việc\n  2    Duyệt bài       Ban B      05 ngày làm việc\n",
        "TT\nNội dung\nĐơn vị\nThời hạn\n1\nViết bài\nBan A\n03 ngày làm việc\n2\nDuyệt bài\nBan B\n05 ngày làm việc\n",
    ],
    ids=["bars", "gaps", "stacked"],
)
def test_a_table_of_tasks_is_read_in_all_three_forms(table: str) -> None:
    reading = letter("Đề nghị các ban thực hiện theo bảng sau:\n\n" + table + "\n")
    rows = [item for item in reading.obligations if item["text"].endswith("bài")]
    assert [(item["text"], item["actors"], item["deadline"]["value"]) for item in rows] == [
        ("Viết bài", ["Ban A"], "3 working days"), ("Duyệt bài", ["Ban B"], "5 working days"),
    ]  # fmt: skip


def test_wrapped_lines_are_one_paragraph_with_its_whole_text() -> None:
    line = "Đề nghị các xã phối hợp với Đài Truyền thanh huyện tuyên truyền về công tác phòng cháy,"
    reading = letter(
        f"{line}\nchữa cháy rừng; lập danh sách các điểm có nguy cơ cao; tổ chức trực đủ quân số tại\ntrụ sở.\n"
    )
    item = reading.obligations[0]
    assert item["text"].endswith("trực đủ quân số tại trụ sở.")
    assert " ".join(reading.text[slice(*item["span"])].split()) == item["text"]


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        (
            "Báo cáo kết quả về LĐLĐ tỉnh (qua Ban Tuyên giáo) trước ngày 10/11/2021.",
            "LĐLĐ tỉnh (qua Ban Tuyên giáo)",
        ),
        ("Phản ánh vướng mắc về Sở Kế hoạch và Đầu tư để được hướng dẫn.", "Sở Kế hoạch và Đầu tư"),
        ("Gửi tin, bài cho Ban Biên tập trước ngày 20 hằng tháng.", "Ban Biên tập"),
        ("Định kỳ hằng năm báo cáo Ban Thường vụ Tỉnh ủy.", "Ban Thường vụ Tỉnh ủy"),
        ("Gửi các đơn vị bộ ảnh nhận diện.", None),
        ("Cử báo cáo viên cho hội nghị.", None),
        ("Tuyên truyền đến cán bộ, đoàn viên.", None),
    ],
)
def test_to_whom_a_sentence_reports(sentence: str, body: str | None) -> None:
    assert find_report_to(sentence) == body


def test_actors_named_in_the_sentence() -> None:
    assert directed_actors("Giao Sở Tài chính phối hợp với UBND các huyện lập thủ tục.") == ["Sở Tài chính"]
    assert directed_actors("Có văn bản đề nghị cơ quan báo chí đăng lại.") == []
    assert leading_actors("Ban Quản lý các KCN kiểm tra hồ sơ.") == ["Ban Quản lý các KCN"]
    assert leading_actors("Ban hành quy chế mới.") == []
    assert heading_actors("Trách nhiệm của Sở Thông tin và Truyền thông") == ["Sở Thông tin và Truyền thông"]
    assert split_actors("Chánh Văn phòng, Giám đốc Sở Y tế; các cơ quan, đơn vị") == [
        "Chánh Văn phòng", "Giám đốc Sở Y tế", "các cơ quan, đơn vị",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "text", "share"),
    [
        (
            "thông tin tiêu cực không chiếm tỷ lệ lớn (dưới 15%) trong số tin, bài",
            "dưới 15%",
            Share(15, 100, True, "negative"),
        ),
        (
            "số tin, bài tiêu cực không quá 12,5% tổng số",
            "không quá 12,5%",
            Share(25, 200, False, "negative"),
        ),
        ("ít nhất 70% tin, bài có ảnh do thành viên tự chụp", "ít nhất 70%", None),
        ("Đăng ít nhất 03 tin mỗi tuần về Hội thi", "ít nhất 03 tin mỗi tuần", None),
        ("Bảo đảm 100% học sinh được tham gia", "100%", None),
    ],
)
def test_limits_and_the_share_that_a_machine_can_check(sentence: str, text: str, share: Share | None) -> None:
    limit = find_limits(sentence)[0]
    assert limit.text.startswith(text)
    if share is None:
        assert limit.share is None
    else:
        assert limit.share is not None
        assert limit.share.numerator * share.denominator == share.numerator * limit.share.denominator
        assert (limit.share.strict, limit.share.counts) == (share.strict, share.counts)


def test_an_obligation_points_at_its_limit() -> None:
    reading = letter(
        "Đề nghị các xã:\n\n1. Viết tin về hội thi.\n\n2. Giữ tin tiêu cực dưới 15% số tin, bài.\n"
    )
    assert [item["limit"] for item in reading.obligations] == [None, 0]
    assert reading.limits[0]["share"] == {
        "numerator": 15,
        "denominator": 100,
        "strict": True,
        "counts": "negative",
    }
