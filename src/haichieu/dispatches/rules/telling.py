"""Which finished work members would want to hear about: deeds, not the papers, meetings and lists around them."""

from collections.abc import Iterable

from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.normal_form import normal_form
from haichieu.text.patterns import late

#: Papers and what stands in them: the object that makes “lập …”, “xây dựng …” or “hoàn thành …” office work.
_PAPERS = (
    r"(?:báo cáo|danh sách|danh mục|kế hoạch|chương trình (?:công tác|hành động)|phương án|đề án|đề cương|quy chế"
    r"|quy định|quyết định|tờ trình|văn bản|công văn|thông báo|biên bản|bản cam kết|cam kết|biểu mẫu|biểu|mẫu|phiếu"
    r"|hồ sơ|dự toán|quyết toán|dự thảo|số liệu|thông tin|sổ|bảng|phụ lục|tham luận|tài liệu|nội dung|ý kiến|minh chứng"
    r"|dữ liệu|phần mềm|chỉ tiêu|nghị quyết|chỉ thị|tin bài|tin, bài|hướng dẫn)(?!\w)"
)
#: Acts that leave nothing but a paper or a meeting behind, whatever their object is.
_OFFICE_ACTS = (
    r"(?:báo cáo|gửi|nộp|trình|tổng hợp|thống kê|rà soát|tham mưu|tham dự|dự (?:họp|hội|lễ|giao|tập|lớp|cuộc)|họp"
    r"|cử(?! tri)|đăng ký|góp ý|cho ý kiến|có ý kiến|quán triệt|phân công|giao nhiệm vụ|chỉ đạo|theo dõi|đôn đốc"
    r"|sơ kết|tổng kết|giao ban|xác nhận|phê duyệt|ban hành|sao gửi|lưu trữ|niêm yết|đánh giá|chấm điểm|tự chấm"
    r"|bình xét|phúc đáp|trả lời bằng văn bản|phản ánh|thông báo|nghiên cứu|tiếp thu|liên hệ|đối chiếu|kê khai"
    r"|khai)(?!\w)"
)
#: Acts that are office work only where a paper is their object.
_MAKING = (
    r"(?:lập|xây dựng|soạn thảo|soạn|hoàn thiện|hoàn thành|hoàn tất|cung cấp|chuẩn bị|biên soạn|cập nhật|bổ sung|mở"
    r"|viết|ký|kiểm tra|điều chỉnh|sửa đổi|làm|nhập|in|triển khai|thực hiện|phổ biến|lấy|xin|thu thập|thu|đăng tải)"
)
_MEETINGS = (
    r"(?:cuộc |buổi |phiên )?(?:họp|giao ban|hội ý|(?:hội nghị|buổi|lễ|việc) (?:sơ kết|tổng kết|triển khai|quán triệt"
    r"|giao ban|báo cáo|góp ý|lấy ý kiến))(?!\w)"
)
#: Deeds: found after a paper in the same sentence, they are what there is to tell.
_DEEDS = (
    r"(?:trao|tặng|thăm|hỗ trợ|chăm lo|khám|tư vấn|đối thoại|thương lượng|ký (?:kết )?thỏa ước|giải quyết|bảo vệ|giúp"
    r"|xây (?!dựng)|sửa (?!đổi)|trồng|hiến máu|kết nạp|tuyên dương|khen thưởng|biểu dương|phát động"
    r"|tuyên truyền|vận động|dạy|đưa đón|đón|cứu|khởi công|bàn giao|khánh thành|tổ chức|cải thiện|nâng)(?!\w)"
)
_LINKS = late(
    r"(?:(?:và|chủ trì|chủ động|khẩn trương|nghiêm túc|tiếp tục|kịp thời|tập trung|tăng cường|đồng thời|hướng dẫn"
    r"|trách nhiệm|tham gia|cùng|ngay|đầy đủ|các|cán bộ|phải|cần)(?!\w)[\s:]*"
    rf"|(?:phối hợp|cùng|phối hợp chặt chẽ)(?: với)?\s[^.;]{{2,80}}?\s(?={_OFFICE_ACTS}|{_MAKING} |{_DEEDS})"
    r"|(?:triển khai|thực hiện|tổ chức) (?:thực hiện|triển khai)\s+(?:việc |tốt |công tác )*)+"
)
_SOME = r"(?:[^\W\d]+\s+|\d+\s+){0,3}?"
_OFFICE = late(
    rf"(?:{_OFFICE_ACTS}|{_MAKING}\s+{_SOME}{_PAPERS}|tổ chức\s+{_SOME}(?:{_MEETINGS}|{_OFFICE_ACTS})|{_PAPERS})"
)
_DEED = late(_DEEDS)
#: What is reported may be a row of deeds: “báo cáo tình hình thăm, tặng quà”.
_TELLS_OF = late(
    r"[^,]{0,20}(?:báo cáo|tổng hợp|thống kê|đánh giá|rà soát)[^,]{0,20}\s(?:kết quả|tình hình|việc|công tác|số liệu)"
)
_SENTENCE = late(r"[;.](?:\s|$)")
_CLAUSE = late(r",\s*|\s+và\s+")


def worth_telling(
    content: str, *, actors: tuple[str, ...] = (), deadlines: Iterable[str] = (), report_to: str | None = None
) -> bool:
    """Tell whether an obligation asks for a deed that members would want to hear about, and not for office work alone.

    Office work is an act whose product is a paper, a list, an opinion or a meeting. One deed among them is enough; an
    act that is not known as office work counts as a deed, so that nothing good is hidden.

    Args:
        content: the obligation as the letter puts it.
        actors, deadlines, report_to: what the reader found in it, as `normal_form` takes it.

    >>> worth_telling("Lập danh sách công nhân khó khăn, gửi Công đoàn tỉnh.")
    False
    >>> worth_telling("Lập danh sách công nhân khó khăn, tặng mỗi người một suất quà Tết.")
    True
    """
    action = normal_form(content, actors=actors, deadlines=deadlines, report_to=report_to).action
    sentences = (part.strip() for part in _SENTENCE.split(matching_form(action)))
    return any(_has_deed(sentence) for sentence in sentences if sentence)


def _has_deed(sentence: str) -> bool:
    clauses = [_LINKS.sub("", clause.strip(), count=1) for clause in _CLAUSE.split(sentence)]
    clauses = [clause for clause in clauses if clause]
    if not clauses:
        return False
    if not _OFFICE.match(clauses[0]):
        return True
    return not _TELLS_OF.match(sentence) and any(
        _DEED.match(clause) and not _OFFICE.match(clause) for clause in clauses[1:]
    )
