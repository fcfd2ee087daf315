"""Sentences that ask for what the program never does are marked; ordinary work stays unmarked.

The five seeds are walked by number: seed, obligation paragraph (its place among the numbered or dashed paragraphs of
the body), boundary. Their words are not repeated here.
"""

import re

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch
from haichieu.dispatches.rules.boundaries import RULES
from tests.shared_data import DATA, needs_data

SEEDS = sorted((DATA / "seeds").glob("*.txt"))

#: seed → paragraph (first characters of its marker chain) → boundaries its marked clauses touch.
MARKED = {
    "000": {"3.": [5]},
    "001": {"last dash": [6]},
    "002": {"2.": [3, 3]},
    "003": {},
    "004": {"2.": [3, 4, 4, 4], "3.": [4, 6], "4.": [3, 4]},
}


def letter(sentence: str) -> Reading:
    """A small letter whose first numbered paragraph is the sentence."""
    return read_dispatch(
        "Số: 5/LĐLĐ\nPhú Lộc, ngày 03 tháng 6 năm 2026\nV/v truyền thông\n\nKính gửi: Các công đoàn cơ sở.\n\n"
        "Đề nghị các công đoàn cơ sở thực hiện một số nội dung sau:\n\n"
        f"1. {sentence}\n\n2. Gửi báo cáo về Liên đoàn Lao động trước ngày 30/6/2026.\n"
    )


def by_paragraph(reading: Reading) -> dict[str, list[int]]:
    """Boundaries by the marker of the obligation that holds the marked clause."""
    found: dict[str, list[int]] = {}
    dashes = [item for item in reading.obligations if item["text"].startswith("- ")]
    for mark in reading.boundaries:
        item = next(o for o in reading.obligations if o["span"][0] <= mark["start"] < o["span"][1])
        marker = "last dash" if dashes and item is dashes[-1] else item["text"].split()[0]
        found.setdefault(marker, []).append(mark["boundary"])
    return {marker: sorted(numbers) for marker, numbers in found.items()}


@needs_data
@pytest.mark.needs_data
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_are_marked_where_they_ask_too_much(path) -> None:
    assert by_paragraph(read_dispatch(path.read_text("utf-8"))) == MARKED[path.stem[:3]]


@needs_data
@pytest.mark.needs_data
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_marked_paragraph_carries_its_boundary_and_reports_to_nobody(path) -> None:
    reading = read_dispatch(path.read_text("utf-8"))
    marked = [item for item in reading.obligations if item["boundary"] is not None]
    assert len(marked) == len(MARKED[path.stem[:3]])
    assert all(item["report_to"] is None for item in marked)


@needs_data
@pytest.mark.needs_data
def test_no_clause_of_the_other_letters_is_marked() -> None:
    """Each letter of ministries, communes, unions and schools in the data was looked at: all ask for ordinary work."""
    texts = [p for p in (DATA / "data" / "dispatches" / "text").glob("*.txt") if p.stem[0] in "DUV"]
    marked = {path.stem: read_dispatch(path.read_text("utf-8")).boundaries for path in texts}
    assert not {stem: marks for stem, marks in marked.items() if marks}


@pytest.mark.parametrize(
    ("boundary", "sentence"),
    [
        (1, "Theo dõi, giám sát tài khoản mạng xã hội cá nhân của cán bộ, đoàn viên trong đơn vị."),
        (1, "Kiểm tra các bình luận, bài đăng của người lao động trên mạng."),
        (2, "Lập danh sách đoàn viên không chia sẻ, bình luận bài viết của công đoàn."),
        (3, "Thường xuyên nắm bắt tình hình tư tưởng của đoàn viên."),
        (3, "Kịp thời phản bác các quan điểm sai trái."),
        (3, "Không chia sẻ, bình luận tin của các trang như: Trang A, Trang B, Trang C."),
        (4, "Phát hiện, báo cáo các tài khoản đăng tải thông tin sai lệch về Công an."),
        (4, "Xử lý kỷ luật các cá nhân chia sẻ, bình luận bài viết trái chiều."),
        (4, "Không dùng mạng xã hội để nêu ý kiến cá nhân về lãnh đạo."),
        (4, "Cung cấp danh sách tài khoản đăng tin sai sự thật cho công an xã."),
        (4, "Kịp thời cung cấp thông tin người phát tán tin xấu độc cho cơ quan công an."),
        (4, "Báo cáo các trường hợp đoàn viên phát ngôn lệch lạc."),
        (4, "Thống kê, gửi về Ban Thường vụ những cán bộ viết bài nói xấu lãnh đạo."),
        (4, "Thông báo cho cơ quan chủ quản các trường hợp giáo viên chia sẻ bài viết trái chiều."),
        (4, "Chuyển danh sách người dân bấm thích trang đó về xã."),
        (5, "Khóa chức năng bình luận, xóa các bình luận phê bình trên trang."),
        (5, "Ẩn các ý kiến trái chiều trên trang của đơn vị."),
        (6, "Vận động đoàn viên dùng tài khoản Facebook cá nhân chia sẻ các bài viết của trang."),
        (6, "Vận động đoàn viên chia sẻ bài viết lên trang cá nhân."),
        (6, "Mỗi đoàn viên bấm thích, chia sẻ ít nhất 05 bài."),
        (6, "Yêu cầu 100% cán bộ, giáo viên like, bình luận các tin, bài của nhà trường."),
        (6, "Đoàn viên tương tác, chia sẻ bài đăng của công đoàn ngay khi đăng."),
        (6, "Mỗi công nhân đăng ít nhất 01 tin trên Facebook của mình."),
        (6, "Lập đội ngũ cộng tác viên bình luận tích cực dưới các bài viết."),
        (6, "Phân công tổ phản ứng nhanh vào bình luận định hướng trên các trang."),
        (6, "Nhắc đoàn viên thả tim, bình luận bài viết mới trên fanpage."),
        (6, "Xây dựng lực lượng nòng cốt tham gia bình luận, định hướng dư luận trên mạng xã hội."),
        (6, "Mua lượt thích cho trang của đơn vị."),
        (6, "Lập tài khoản ảo để tương tác với bài đăng."),
        (7, "Tạm dừng đăng tin cảnh báo để bảo đảm tỷ lệ tin tích cực."),
        (8, "Yêu cầu cơ quan báo chí gỡ bài phản ánh về đơn vị."),
    ],
)
def test_a_sentence_beyond_a_boundary_is_marked(boundary: int, sentence: str) -> None:
    reading = letter(sentence)
    assert boundary in [mark["boundary"] for mark in reading.boundaries]
    assert [item["boundary"] is not None for item in reading.obligations] == [True, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đăng tải, chia sẻ thông tin tích cực trên trang do đơn vị thiết lập, quản lý.",
        "Theo dõi thông tin báo chí phản ánh về đơn vị; kiểm tra, xác minh, khắc phục nếu báo nêu đúng.",
        "Lắng nghe, nắm bắt tâm tư, nguyện vọng của đoàn viên và trả lời kịp thời.",
        "Không xóa bình luận phê bình; chuyển thành phản ánh để trả lời.",
        "Tuyên truyền cách nhận diện tài khoản giả mạo, lừa đảo trên mạng.",
        "Bảo đảm thông tin tiêu cực dưới 15% số tin, bài; cảnh báo thiên tai vẫn được đăng.",
        "Không đăng điểm số, ảnh chân dung của học sinh khi chưa có ý kiến đồng ý.",
        "Báo cáo kết quả hoạt động của các trang do đơn vị quản lý.",
        "Có văn bản đề nghị cơ quan báo chí cải chính thông tin sai sự thật theo quy định.",
        "Lập danh sách đoàn viên đạt giải gửi về Liên đoàn Lao động.",
        "Bảo vệ dữ liệu cá nhân của đoàn viên trên hệ thống.",
        "Rà soát, quản lý tài khoản mạng xã hội của cơ quan, đơn vị.",
        "Báo cáo danh sách người phát ngôn và cung cấp thông tin cho báo chí.",
        "Báo cáo các trường hợp cán bộ được giao phát ngôn.",
        "Cung cấp tài khoản cho các đơn vị để đăng tải tin, bài.",
        "Báo cáo các trường hợp đoàn viên khó khăn cần chia sẻ, hỗ trợ.",
        "Báo cáo các trường hợp học sinh bị phát tán hình ảnh để được hỗ trợ.",
        "Thống kê các cá nhân có tin, bài được đăng tải để khen thưởng.",
        "Báo cáo các trường hợp cán bộ không thích hợp với vị trí.",
        "Báo cáo tài khoản mạo danh công đoàn đăng tin tuyển dụng.",
        "Gửi tin, bài về Ban Tuyên giáo để đăng tải, chia sẻ.",
        "Phản ánh kịp thời đời sống người lao động, đăng tin trên trang của công đoàn.",
        "Mỗi công đoàn cơ sở chia sẻ ít nhất 05 tin, bài trên trang của đơn vị.",
        "Các đơn vị đăng tin, bài trên trang Facebook của mình.",
        "Vận động đoàn viên không chia sẻ tin chưa kiểm chứng.",
        "Hướng dẫn học sinh thận trọng khi chia sẻ bài viết trên mạng.",
        "Khuyến khích giáo viên chia sẻ bài giảng, video lên kho học liệu.",
        "Mỗi đoàn viên viết ít nhất 01 tin, bài gửi về Ban Biên tập.",
        "Vận động đoàn viên chia sẻ khó khăn với người lao động vùng lũ.",
        "Lập tổ trả lời bình luận của người dân trên trang.",
        "Xây dựng đội ngũ cộng tác viên viết tin, bài.",
        "Thành lập tổ bình luận viên giải bóng đá công nhân.",
        "Không đăng ảnh học sinh lên trang cá nhân.",
        "Đề nghị cán bộ phụ trách trang đăng tải, chia sẻ tin, bài của Liên đoàn.",
        "Phân công cán bộ đăng tin, bài, chia sẻ bài viết của tỉnh trên trang của xã.",
        "Giao Đoàn thanh niên chia sẻ bài viết trên trang fanpage của Đoàn.",
        "Yêu cầu giáo viên chủ nhiệm chia sẻ video hướng dẫn tới phụ huynh qua nhóm lớp.",
        "Phân công cán bộ trả lời bình luận, tương tác với người dân trên trang.",
        "Gửi danh sách cá nhân viết bài tuyên truyền tiêu biểu.",
        "Đăng bài về đoàn viên tiêu biểu, chia sẻ bài viết trên trang công đoàn.",
    ],
)
def test_ordinary_work_stays_unmarked(sentence: str) -> None:
    assert letter(sentence).boundaries == ()


def test_only_the_clause_is_marked_and_the_rest_stays_work() -> None:
    reading = letter(
        "Viết tin về hội thi; nắm bắt tình hình tư tưởng của đoàn viên; gửi ảnh về Ban Tuyên giáo."
    )
    words = [reading.text[mark["start"] : mark["end"]] for mark in reading.boundaries]
    assert words == ["nắm bắt tình hình tư tưởng của đoàn viên;"]


def test_every_mark_is_explained_in_one_vietnamese_sentence() -> None:
    for rule in RULES:
        assert 1 <= rule.boundary <= 8
        assert rule.sentence.startswith("Câu này ") and rule.sentence.endswith(".")


def test_the_rule_names_no_outlet_party_or_belief() -> None:
    """What is asked decides, never who is meant: swapping names changes nothing."""
    patterns = " ".join(rule.asks.pattern + (rule.unless.pattern if rule.unless else "") for rule in RULES)
    assert not re.search(r"bbc|rfa|voa|viet tan|cong giao|phat giao|tin lanh|dang cong san|dan chu", patterns)
    plain = letter("Không chia sẻ, bình luận tin của các trang như: Trang A, Trang B.")
    other = letter("Không chia sẻ, bình luận tin của các trang như: Báo Ngày Mới, Đài Xanh.")
    assert [m["boundary"] for m in plain.boundaries] == [m["boundary"] for m in other.boundaries]


def test_no_word_that_a_rule_needs_hides_another() -> None:
    # They are looked for together, and one that begins another would be met only as the longer.
    words = {word for rule in RULES for word in rule.needs}
    assert not [(one, other) for one in words for other in words if one != other and other.startswith(one)]
