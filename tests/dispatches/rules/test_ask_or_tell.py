# ruff: noqa: E501 – a paragraph of a letter stands on one line, as in the files that offices send
"""What a letter asks and what it only tells: bodies of letters in the manner of ten kinds of issuers, all of them ours.

A line with “* ” in front is asked; what stands in braces after it is who, by when, and to whom the result goes.
"""

import re
from dataclasses import dataclass

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch

TOP = "CƠ QUAN CẤP TRÊN\nCƠ QUAN BAN HÀNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/ABC-XYZ\nHà Sơn, ngày 05 tháng 9 năm 2025\n"
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nLò Văn Sơn\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A paragraph that asks, with whom, when and where to, as far as the story says."""

    start: str
    who: str
    when: str
    report_to: str


def compose(kind: str, subject: str, body: str) -> tuple[Reading, list[Asked]]:
    lines, asked = [], []
    for line in body.strip().split("\n"):
        words = re.sub(r"\s*\{[^}]*\}$", "", line).removeprefix("* ")
        if line.startswith("* "):
            note = re.search(r"\{([^}]*)\}$", line)
            who, when, report_to = [*(note.group(1).split("|") if note else []), "", "", ""][:3]
            asked.append(Asked(words[:40], who, when, report_to))
        lines.append(words)
    title = (
        f"V/v {subject}\nKính gửi: Các đơn vị trực thuộc.\n"
        if kind == "công văn"
        else f"{kind.upper()}\n{subject}\n"
    )
    return read_dispatch(TOP + title + "\n" + "\n".join(lines) + END), asked


LETTERS = {
    "union": ("công văn", "tăng cường công tác tuyên truyền", """
Thực hiện Công văn số 215/LĐLĐ-TG ngày 02/8/2025 của LĐLĐ tỉnh, Ban Thường vụ Công đoàn phường đề nghị Ban Chấp hành các công đoàn cơ sở triển khai một số nội dung sau:
* 1. Thành lập Tổ Tuyên truyền, gửi danh sách về Công đoàn phường trước ngày 25/10/2025. {Ban Chấp hành các công đoàn cơ sở|2025-10-25|Công đoàn phường}
* 2. Mỗi CĐCS lập 01 trang hoặc nhóm Zalo; định kỳ hằng tháng đăng tối thiểu 02 tin, bài. {Mỗi CĐCS|1 month|}
* 3. Định kỳ trước ngày 15 hằng tháng tổng hợp số liệu theo mẫu gửi kèm, báo cáo về Ban Thường vụ (qua đ/c Mai). {|1 month; day 15|Ban Thường vụ (qua đ/c Mai)}
* Trong quá trình triển khai, có vướng mắc gì đề nghị liên hệ đồng chí Mai để được hướng dẫn.
* Nhận được Công văn này, đề nghị các đồng chí nghiêm túc triển khai thực hiện./. {các đồng chí||}
"""),
    "youth union": ("kế hoạch", "Tổ chức Tháng Thanh niên năm 2026", """
Ban Thường vụ Đoàn xã xây dựng kế hoạch tổ chức Tháng Thanh niên năm 2026 như sau:
I. MỤC ĐÍCH
- Phát huy tinh thần xung kích, tình nguyện của đoàn viên, thanh niên.
II. NỘI DUNG
1. Công tác giáo dục
* - Tổ chức sinh hoạt chi đoàn chủ điểm tháng 3, hoàn thành trước ngày 20/3/2026. {|2026-03-20|}
* - 100% chi đoàn tuyên truyền kỷ niệm Ngày thành lập Đoàn.
2. Phong trào tình nguyện
* - Mỗi chi đoàn đảm nhận ít nhất 01 công trình, phần việc thanh niên. {Mỗi chi đoàn||}
III. TỔ CHỨC THỰC HIỆN
1. Ban Thường vụ Đoàn xã
* - Phân công đồng chí Phó Bí thư theo dõi, đôn đốc. {Ban Thường vụ Đoàn xã||}
2. Các chi đoàn trực thuộc
* - Xây dựng kế hoạch và gửi về Văn phòng Đoàn xã trước ngày 25/02/2026. {Các chi đoàn trực thuộc|2026-02-25|Văn phòng Đoàn xã}
"""),
    "ward": ("thông báo", "Kết luận tại cuộc họp giao ban tuần 42", """
Ngày 02/9/2025, Chủ tịch UBND phường đã chủ trì cuộc họp giao ban. Sau khi nghe các bộ phận báo cáo, Chủ tịch UBND phường kết luận:
1. Về công tác chuyển đổi số
* - Giao Văn phòng HĐND và UBND phường chủ trì, phối hợp với Trung tâm Phục vụ hành chính công cập nhật thủ tục; hoàn thành trước ngày 31/10/2025. {Văn phòng HĐND và UBND phường|2025-10-31|}
2. Về giải phóng mặt bằng
* Đồng chí Phó Chủ tịch phụ trách kinh tế trực tiếp chỉ đạo, kiểm tra tiến độ hằng tuần. {Đồng chí Phó Chủ tịch phụ trách kinh tế|1 week|}
3. Tổ trưởng các tổ dân phố
* - Vận động nhân dân bàn giao mặt bằng trong tháng 11. {Tổ trưởng các tổ dân phố|2025-11|}
4. Giao Phòng Kinh tế:
* - Hoàn thiện phương án bồi thường. {Phòng Kinh tế||}
"""),
    "school": ("quyết định", "Về việc thành lập Ban Tổ chức Hội khỏe Phù Đổng cấp trường", """
HIỆU TRƯỞNG TRƯỜNG THCS HÀ SƠN
Xét đề nghị của Tổ Thể dục - Nghệ thuật,
QUYẾT ĐỊNH:
Điều 1. Thành lập Ban Tổ chức Hội khỏe Phù Đổng gồm các ông (bà) có tên sau:
1. Ông Lò Văn A, Hiệu trưởng - Trưởng ban;
* Điều 2. Ban Tổ chức có nhiệm vụ xây dựng kế hoạch và tổ chức Hội khỏe trong tháng 11/2025. {Ban Tổ chức|2025-11|}
* Điều 3. Các ông (bà) có tên tại Điều 1, các tổ chuyên môn chịu trách nhiệm thi hành Quyết định này./.
"""),
    "department": ("công văn", "phòng, chống đuối nước", """
Ngày 01/8/2025, Bộ Giáo dục và Đào tạo ban hành Công văn số 6012/BGDĐT-GDCTHSSV, trong đó yêu cầu các Sở báo cáo trước ngày 30/10/2025.
Để triển khai kịp thời, Sở yêu cầu Hiệu trưởng các trường trực thuộc thực hiện các nhiệm vụ sau đây:
* a) Phổ biến đến 100% giáo viên, học sinh các quy định về an toàn; {Hiệu trưởng các trường trực thuộc||}
* b) Báo cáo kết quả về Sở (qua Phòng Chính trị, tư tưởng) trước 16h30 ngày 24/10/2025. {|2025-10-24|Sở (qua Phòng Chính trị, tư tưởng)}
"""),
    "Party committee": ("công văn", "kiểm điểm, đánh giá đảng viên", """
Ban Thường vụ Đảng ủy phường đề nghị các chi bộ thực hiện như sau:
1- Thời gian
* - Chi bộ kiểm điểm xong trước ngày 05/12/2025. {Chi bộ|2025-12-05|}
* - Tập thể lãnh đạo, quản lý kiểm điểm trước khi chi bộ đánh giá ít nhất 03 ngày. {Tập thể lãnh đạo, quản lý|3 days before the event|}
2- Một số lưu ý
* - Đảng viên đi làm ăn xa gửi bản kiểm điểm về chi bộ; đảng viên được miễn sinh hoạt thì không phải kiểm điểm. {Đảng viên đi làm ăn xa||}
"""),
    "chief": ("chỉ thị", "Về việc tăng cường phòng cháy, chữa cháy", """
Thời gian qua, tình hình cháy nổ diễn biến phức tạp. Nguyên nhân chủ yếu do một số đơn vị còn chủ quan.
Để khắc phục tình trạng trên, Chủ tịch UBND xã yêu cầu:
1. Công an xã:
* a) Chủ trì tổng kiểm tra các cơ sở kinh doanh; hoàn thành trong quý IV/2025. {Công an xã|2025-12-31|}
2. Phòng Văn hóa - Xã hội:
* Tăng cường thời lượng tuyên truyền trên loa, tối thiểu 02 lần/tuần. {Phòng Văn hóa - Xã hội||}
* 3. Trưởng các thôn có trách nhiệm củng cố đội dân phòng. {Trưởng các thôn||}
* 4. Kết thúc đợt kiểm tra, Công an xã báo cáo Chủ tịch UBND xã trước ngày 20/12/2025. {Công an xã|2025-12-20|Chủ tịch UBND xã}
5. Chỉ thị này có hiệu lực kể từ ngày ký./.
"""),
    "company without a lead-in": ("công văn", "xây dựng hệ thống dữ liệu", """
Ngày 11/8/2025, Hội đồng thành viên đã ban hành Nghị quyết số 720/NQ-HĐTV về hệ thống dữ liệu.
1. CNTT:
* - Lập phương án trong tháng 10/2025. {CNTT|2025-10|}
2. Các đơn vị thành viên:
* - Tổ chức thực hiện và báo cáo kết quả. {Các đơn vị thành viên||}
"""),
    "report with a plan": ("báo cáo", "Kết quả hoạt động quý III và phương hướng quý IV năm 2025", """
Ban Chấp hành CĐCS báo cáo như sau:
I. KẾT QUẢ ĐẠT ĐƯỢC
1. Tổ chức 02 buổi nói chuyện chuyên đề với 37 lượt đoàn viên.
II. PHƯƠNG HƯỚNG QUÝ IV
* 1. Tổ chức hội thi, hoàn thành trước ngày 10/12/2025. {|2025-12-10|}
* 2. Phấn đấu kết nạp mới 03 đoàn viên.
"""),
    "proposal": ("tờ trình", "V/v hỗ trợ kinh phí sửa chữa", """
Năm học 2025 - 2026, nhà trường có 23 lớp. Dãy nhà 2 tầng đã thấm dột.
* Kính đề nghị UBND xã xem xét, cho ý kiến trước ngày 20/10/2025. {UBND xã|2025-10-20|}
"""),
    "tax letter": ("công văn", "trả lời về hóa đơn", """
Cục Thuế nhận được văn bản của các đơn vị đề nghị hướng dẫn. Về vấn đề này, Cục Thuế có ý kiến như sau:
Tại khoản 3 Điều 5 Nghị định số 119/2018/NĐ-CP quy định: “Cơ sở kinh doanh phải lập hóa đơn và gửi cơ quan thuế.”
Theo Điều 61 Luật Bảo hiểm xã hội, trong thời hạn 07 ngày, cơ quan bảo hiểm có trách nhiệm giải quyết.
Người mua hàng được hưởng chiết khấu theo hợp đồng.
* Đe nghị các đơn vị tô chức thực hiện theo đúng quy định./. {các đơn vị||}
"""),
}  # fmt: skip


@pytest.mark.parametrize("issuer", LETTERS)
def test_each_issuer_asks_in_its_own_way(issuer: str) -> None:
    reading, asked = compose(*LETTERS[issuer])
    assert [item["start"][:40] for item in reading.obligations] == [each.start for each in asked]
    for item, each in zip(reading.obligations, asked, strict=True):
        assert not each.who or each.who in item["actors"]
        assert (item["deadline"] or {}).get("value", "") == each.when
        assert not each.report_to or item["report_to"] == each.report_to


def test_guests_and_the_hour_of_an_event_are_no_tasks() -> None:
    reading, _ = compose("giấy mời", "Dự Hội nghị sơ kết", """
Ban Thường vụ Đảng ủy xã trân trọng kính mời:
1. Bí thư các chi bộ trực thuộc;
2. Lãnh đạo phòng Văn hóa - Xã hội các xã, phường.
Thời gian: 07 giờ 30 phút, ngày 30/6/2026 (thứ Ba).
Địa điểm: Hội trường UBND xã.
Rất hân hạnh được đón tiếp./.""")  # fmt: skip
    assert reading.obligations == ()


def test_a_quotation_over_several_paragraphs_asks_nothing() -> None:
    reading, _ = compose("công văn", "trích quy định", """
Luật quy định như sau:
“1. Các đơn vị báo cáo về Sở trước ngày 05/12/2025.
2. Các đơn vị gửi danh sách về Sở.”
Đề nghị các đơn vị nghiên cứu thực hiện.""")  # fmt: skip
    assert [item["start"][:20] for item in reading.obligations] == ["Đề nghị các đơn vị n"]


def test_a_quotation_whose_end_was_lost_does_not_swallow_the_letter() -> None:
    reading, _ = compose("công văn", "trích quy định", """
“1. Cơ quan A lập hồ sơ theo mẫu.
Đề nghị các đơn vị nghiên cứu thực hiện.""")  # fmt: skip
    assert [item["start"][:20] for item in reading.obligations] == ["Đề nghị các đơn vị n"]
