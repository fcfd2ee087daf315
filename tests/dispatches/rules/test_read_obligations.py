# ruff: noqa: E501 – a line of a letter stands on one line, as in the files that offices send
"""Obligations: what counts as one, who must act, to whom to report, which kind, under which limit."""

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch
from haichieu.dispatches.rules.actor_list import split_actors
from haichieu.dispatches.rules.actors import directed_actors, heading_actors, leading_actors
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


def test_who_stands_before_a_colon_or_a_verb_must_act_and_not_the_one_acted_on() -> None:
    reading = letter(
        "UBND tỉnh yêu cầu các xã thực hiện một số nội dung sau:\n\n"
        "1. Mỗi công đoàn cơ sở đăng ít nhất 02 tin, bài mỗi tháng.\n\n"
        "2. Ban Quản lý chợ: sắp xếp lại khu hàng ăn, nhắc nhở hộ kinh doanh.\n\n"
        "3. UBND thị trấn chấn chỉnh đơn vị thu gom rác.\n\n"
        "4. Phân công cán bộ trực đường dây nóng.\n\n"
        "5. Văn phòng HĐND và UBND xã bố trí phòng họp cho buổi làm việc.\n"
    )
    assert [item["actors"] for item in reading.obligations] == [
        ["Mỗi công đoàn cơ sở"],
        ["Ban Quản lý chợ"],
        ["UBND thị trấn"],
        ["các xã"],
        ["Văn phòng HĐND và UBND xã"],
    ]


def test_an_item_of_a_request_is_a_duty_whatever_its_verb_and_a_topic_is_none() -> None:
    reading = letter(
        "UBND tỉnh yêu cầu các xã thực hiện tốt một số nội dung sau:\n\n"
        "1. Cắm lại biển báo tại các đoạn đường hay ngập nước trên địa bàn.\n\n"
        "2. Mức chi tiền ăn cho người trực theo quy định hiện hành của tỉnh.\n"
    )
    assert starts(reading) == ["1. Cắm lại biể"]


def test_the_item_above_says_who_when_nobody_else_does() -> None:
    reading = read_dispatch(
        HEAD.replace("Kính gửi: Các xã, phường.\n\n", "HƯỚNG DẪN\nCông tác tài chính\n\n")
        + "Công đoàn ngành hướng dẫn một số nội dung như sau:\n\n1. Thu, nộp đoàn phí\n\n"
        "1.1. Công đoàn cơ sở thu đoàn phí qua tài khoản.\n\n1.2. Mở sổ kế toán, lưu chứng từ đầy đủ.\n" + END
    )
    assert [item["actors"] for item in reading.obligations] == [["Công đoàn cơ sở"]] * 2


def test_targets_and_standards_under_their_headings_are_duties() -> None:
    reading = read_dispatch(
        HEAD.replace("Kính gửi: Các xã, phường.\n\n", "KẾ HOẠCH\nHè tình nguyện\n\n")
        + "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Nâng cao nhận thức của thanh niên.\n\n"
        "2. Các cấp ủy cụ thể hóa thành nhiệm vụ hằng năm.\n\nII. CHỈ TIÊU\n\n"
        "- 100% chi đoàn ra quân ngày chủ nhật xanh.\n\n- Mỗi xã có tối thiểu 01 công trình thanh niên.\n"
        + END
    )
    assert starts(reading) == ["2. Các cấp ủy ", "- 100% chi đoà", "- Mỗi xã có tố"]


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


def test_a_result_goes_to_a_task_group_but_forwarding_is_no_report() -> None:
    assert find_report_to("Các phòng trả lời, đồng thời gửi kết quả về Tổ công tác.") == "Tổ công tác"
    assert find_report_to("Chuyển phản ánh, kiến nghị đến cơ quan có thẩm quyền trong 02 ngày.") is None
