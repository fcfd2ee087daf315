"""To whom a paragraph asks to report, send, submit or turn."""

import re
from collections.abc import Iterator

from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import ACTOR, BEGINS_ACTOR
from haichieu.text.clean import just_before
from haichieu.text.patterns import at_word, late

_VERB = (
    r"(?:báo cáo|gửi|nộp|phản ánh|phản hồi|thông báo|thông tin|liên hệ|kiến nghị|cung cấp|trao đổi|báo|gởi|gọi|đăng ký"
    r"|cập nhật|đăng|chuyển (?:hồ sơ|danh sách|vụ việc|đơn|tin báo|biên bản|tài liệu)|được chuyển)"
)
#: Who or what takes it where it is no body: an officer on duty, a colleague by first name, a telephone line, a group.
_RECEIVER = (
    rf"(?:{ACTOR}|(?:trực ban|bộ phận trực|thủ quỹ|chị|anh|đường dây nóng|tổng đài|số điện thoại|số máy|hộp thư|email"
    r"|thư điện tử|địa chỉ)(?!\w))"
)
#: The desk that takes it: “(qua Văn phòng, số điện thoại …)”, “(văn thư)”, “(Phòng Chính trị, tư tưởng)”.
_DESK_WORDS = (
    r"\((?:(?:thông )?qua\s"
    r"|(?:đồng chí|đ/c(?= ?\w)|ông|bà|anh|chị|cô|thầy|đt|điện thoại|zalo|email|địa chỉ|phòng(?= \d))"
    r"(?:[\s:]|(?<=đ/c))[^()]{2,70}\)"
    r"|(?:số \d|\d{1,4}[a-z]?,? (?!bản|bộ|tin|bài|người|ngày|tháng|lần|cuốn|quyển|ảnh|đĩa|tệp|file))[^()]{4,90}\)"
    r"|(?:văn thư|văn phòng|phòng|ban|bộ phận|phó|trưởng|chủ tịch|bí thư|thư ký|kế toán|thủ quỹ|vụ|cục|khoa|tổ)(?!\w)"
    r"[^()\d]{0,50}\))"
)
_DESK = late(_DESK_WORDS)
_ACT = late(at_word(rf"{_VERB}(?!\w)(?! chí| viên)"))
_TOWARDS = late(at_word("v[ềệêể]|đến(?<!khi đến)|tới|lên|cho|sang|qua hộp thư") + rf"\s+(?={_RECEIVER})")
#: “Trên đây là ý kiến của Bộ gửi Công ty A để tham khảo”: what the issuer sends itself.
_OWN_SENDING = late(r"trên đây là [^.;,]{3,120}? (?:gửi|thông báo|chuyển) (?:tới |đến |cho )?")
#: How far from its verb the body may stand.
_REACH = 150
_PLACES = (
    "nhóm zalo", "zalo", "đường link", "link", "thư điện tử", "email", "cổng dịch vụ", "cổng thông tin", "phần mềm",
    "số điện thoại", "số máy", "fanpage",
    "tổng đài", "đường dây nóng", "hệ thống",
)  # fmt: skip
#: Where no body is named: a chat group, a link, a portal.
_TO_PLACE = late(
    r"(?<!\w)(?:(?:gửi(?! kèm)|nhắn|nộp|đăng ký|báo cáo|nhập|phản ánh|phản hồi"
    r"|báo (?:ngay|tin|lại|kết quả|số))(?!\w)[^.;]{0,80}?\s(?:qua|vào|tại|lên|trên)\s"
    r"|cập nhật (?:kết quả|số liệu|thông tin|tiến độ|báo cáo)[^.;,]{0,40}?"
    r"\s(?:lên|vào)\s(?=phần mềm|hệ thống)|đăng(?! tải)(?!\w)[^.;,]{0,60}?\s(?:lên|vào|trong)\s(?=nhóm|zalo))"
    rf"(?P<place>(?:{'|'.join(_PLACES)}):?\s(?:[^.;,()]|\.(?=\S)){{2,60}})"
)
_TO_BOX = late(r"(?<!\w)(?:gửi|nộp)\s+qua\s[^.;]{0,60}?(?=hộp thư)")
_DIRECT = late(
    at_word(
        r"(?:báo cáo|gửi|báo|nộp|trình)(?:\s(?:ngay|trực tiếp|lại))?"
        rf"\s+(?={_RECEIVER})"
        rf"|nộp(?:\s[^.;,]{{0,30}})?\stại\s+(?={_RECEIVER})"
        r"|(?:báo cáo|giải trình|phản ánh)(?:\s(?!phối|so|cùng|đối|trao|liên|gắn|làm)[^\W\d]+){0,8}"
        rf"\svới\s+(?={_RECEIVER})"
        rf"|(?:trao đổi|liên hệ|đăng ký)(?: trực tiếp| ngay| kịp thời)? với\s+(?={_RECEIVER})"
    )
)
#: A body that the letter names by its initials only: “gửi CPCIT”.
_TO_INITIALS = late(
    at_word(r"(?:Gửi|gửi|Nộp|nộp|Báo cáo|báo cáo)\s+(?:về\s+|cho\s+)?(?=[A-ZĐ][A-ZĐ&]{2,}(?!\w))")
)
#: “Tham mưu …, trình UBND xã”, “trình Thường trực duyệt”: it is laid before somebody to be decided, not reported.
_DRAFTED = late(r"(?<!\w)tham mưu(?!\w)[^.;]{0,150}$")
_APPROVES = late(
    r"[^.;,]{3,80}?\s(?:phê duyệt|duyệt|quyết định|ban hành|cho ý kiến|xem xét|nội dung|dự thảo|phương án)(?!\w)"
)
_NO_TARGET = late(
    r"(?:các đơn vị|đơn vị có|các đồng chí|các cơ quan, đơn vị|các nội|các thông|các hồ|các báo|các tài"
    r"|các trường hợp|các văn|các (?!ban|phòng|sở|bộ|cơ)\w+|(?:cán bộ|công chức|viên chức|nhân viên)"
    r"(?!,? (?:thú y|y tế|văn|tư pháp|địa chính|tài chính|kế toán|phụ trách|chuyên|đầu mối|theo dõi|tổng hợp|thống kê"
    r"|thủ quỹ|tiếp nhận|khuyến nông|dân số|trực))|người|đoàn viên|nhân dân"
    r"|học sinh|phụ huynh|từng|"
    r"hội viên|mỗi|tất cả|cá nhân|doanh nghiệp|báo cáo|quý (?!bộ|sở|cơ quan|đơn vị|công ty|cục|ban|vị|ngài)"
    r"|bộ hồ|đại biểu|ban hành|hộ |cơ quan báo"
    r"|quý$|báo chí|giáo viên(?! chủ nhiệm)|phóng viên|tình nguyện viên|giảng viên"
    r"|chủ (?!tịch|nhiệm)|nhà thầu|lực lượng|đơn vị mình|tổ chức|thành viên|toàn thể)"
)
_STOP = late(
    r"\s(?:ngày|trước|chậm nhất|muộn nhất|để|theo|trong|khi|định kỳ|hằng|hàng|vào|xem xét|thẩm tra|quyết định|tổng hợp"
    r"|phê duyệt|duyệt|kết quả|tình hình|trực tiếp (?!quản)|ngay|sau|nếu|nội dung|những|danh sách|"
    r"bằng|giải quyết|biết|cho|chỉ đạo|ban hành|có văn bản|xử lý|hướng dẫn|sửa đổi|mỗi khi|lấy|phục vụ"
    r"|định hướng|nắm|các nội|số lượng|kế hoạch|và các|hồ sơ|xem|dự|quý|năm|tháng|kèm|"
    r"thẩm định|việc|công tác|tiến độ|văn bản|đề nghị|đồng thời|làm|bổ sung|chấp thuận|bố trí"
    r"|trên(?<!cấp trên)(?! trực)"
    r"|phối|cùng|khó khăn|gồm|1 |01 |02|thống nhất|về|từ|đúng|lúc|giao|kịp|"
    r"biên bản|số (?:dư|tiền|liệu)|toàn bộ|hạn (?:chót|cuối)|ít nhất|tối thiểu|không quá|cứ|mỗi"
    r"|chiều|sáng|tối|đầu|cuối|bản (?:giấy|in|cứng|mềm)"
    r"|và (?:báo|gửi|đăng|thực|chịu|niêm|thông báo|bố|tổng|triển|tổ chức|phải|đề|file|tệp|bản))(?!\w)"
    r"|\s\d+(?:[.,]\d+)*\s?(?:%|(?:tháng|ngày|giờ|phút|h\d{0,2}|lần|tuần|năm|quý|bản|bộ|tin|bài|đồng|triệu"
    r"|người)(?!\w))"
    r"|[.;:]\s|[.;:]$|\./|,\s(?!(?:sở|ban|bộ|lđlđ|liên|ủy|thư điện|hộp|email|tỉnh|văn|cổng|ubnd|địa chỉ|đt"
    r"|thường trực|đảng ủy|huyện ủy|hđnd|chống"
    r"|qua|số|điện thoại|thành phố trực|huyện|thành phố)(?!\w))"
    rf"|\s(?!{_DESK_WORDS})\("
)
#: “đồng chí Mận, chuyên viên Ban Tổ chức (Zalo …)”: the office of the person is named after the comma.
_PERSON = late(r"(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy)\s[^,;.]*$")
_OFFICE = late(
    r",\s(?:chuyên viên|cán bộ|phó|trưởng|kế toán|thư ký|ủy viên|nhân viên|công chức|văn thư|thủ quỹ)\s"
)
#: “cấp ủy”, “lãnh đạo đơn vị” are told at home; what is sent goes on to the body named next.
_AT_HOME = late(r"(?:cấp ủy|lãnh đạo|thủ trưởng|chính quyền|ban giám hiệu)(?!\w)")
_ADDRESS = late(r"(?:email|e-mail|thư điện tử|hộp thư|địa chỉ|zalo)\s*$", re.IGNORECASE)
_BOUNDS = (2, 200)
_NOUN_BEFORE = late(
    r"(?:(?<!xin )để(?: tổng hợp,?)?|(?:phản ánh|tố cáo|khiếu nại|đơn thư|ý kiến),?(?: và)?|kính|đã"
    r"|chuyển|dịch vụ|chế độ|thu|việc|được|(?<!theo )mẫu|(?<!định )kỳ|loại|(?<!lý )do|của)\s$"
)
_PLAIN_REPORT = late(r"báo cáo (?:tuần|tháng|quý|năm)\s")
_UNION_GROUP = late(r"(?:tổ|đoàn)$")


def find_report_to(text: str) -> str | None:
    """The body or person to whom the paragraph sends its result, with “(qua …)” where it stands; None if nobody.

    >>> find_report_to("Báo cáo kết quả về LĐLĐ tỉnh (qua Ban Tuyên giáo) trước ngày 10/11/2021.")
    'LĐLĐ tỉnh (qua Ban Tuyên giáo)'
    >>> find_report_to("Tổng hợp, báo cáo Chủ tịch UBND xã chậm nhất 24 giờ.")
    'Chủ tịch UBND xã'
    """
    form = matching_form(text)
    own = _OWN_SENDING.match(form) if form.startswith("trên đây") else None
    if own:
        form = "#" * own.end() + form[own.end() :]
    found = [*_towards(form)]
    found += [match.span() for match in _TO_BOX.finditer(form)] if "hộp thư" in form else []
    found += [match.span() for match in _DIRECT.finditer(form)]
    found += [match.span() for match in _TO_INITIALS.finditer(text)]
    place = _TO_PLACE.search(form) if any(map(form.__contains__, _PLACES)) else None
    inside = range(*place.span("place")) if place else range(0)
    starts = {end for start, end in found if end not in inside and not _is_noun(form, start, end)}
    for start in sorted(starts):
        words = _until_stop(text, form, start)
        if words.count(")") > words.count("("):
            words = words[: words.rindex(")")].rstrip(" ,.;:")
        if _BOUNDS[0] <= len(words) <= _BOUNDS[1] and not (
            _AT_HOME.match(form, start) and start < max(starts)
        ):
            return words
    return _until_end(text, form, place) if place else None


def _towards(form: str) -> Iterator[tuple[int, int]]:
    """From each verb of sending to the nearest body in its clause: “gửi báo cáo … về”."""
    targets = list(_TOWARDS.finditer(form))
    for act in _ACT.finditer(form) if targets else ():
        near = next((target for target in targets if target.start() >= act.end()), None)
        if near is None:
            return
        between = form[act.end() : near.start()]
        if len(between) <= _REACH and not any(mark in between for mark in ".;:"):
            yield act.start(), near.end()


def _until_end(text: str, form: str, match: re.Match[str]) -> str:
    start, end = match.span("place")
    stop = next((each.start() for each in _STOP.finditer(form, start + 12, end) if _is_stop(text, each)), end)
    return text[start:stop].strip(" ,.;:/–-|")


def _is_noun(form: str, start: int, end: int) -> bool:
    """“kính gửi”, “đã gửi”, “chế độ báo cáo”, “gửi các đơn vị”: the words, but not the act of reporting."""
    if _NOUN_BEFORE.search(
        just_before(form, start),
    ):
        return True
    if form.startswith("trình", start) and (
        _DRAFTED.search(just_before(form, start, 160)) or _APPROVES.match(form, end)
    ):
        return True
    return bool(_NO_TARGET.match(form[end:])) or bool(_PLAIN_REPORT.match(form[start:end]))


def _is_stop(text: str, match: re.Match[str]) -> bool:
    """A capital letter after the space belongs to a name; an address may follow a colon: “qua email: …”."""
    if match.group(0).startswith(":") and _ADDRESS.search(just_before(text, match.start(), 30)):
        return False
    if match.group(0) == " công tác" and _UNION_GROUP.search(just_before(text, match.start(), 8).lower()):
        return False
    if _OFFICE.match(form := matching_form(text), match.start()) and _PERSON.search(
        form[: match.start()][-60:]
    ):
        return False
    next_word = match.group(0).lstrip(",").lstrip()
    at = match.start() + len(match.group(0)) - len(next_word) if next_word else match.end()
    fresh = match.group(0).startswith(",") and BEGINS_ACTOR.match(matching_form(text[at : at + 30]))
    return bool(fresh) or not text[at : at + 1].isupper()


def _until_stop(text: str, form: str, start: int) -> str:
    stops = (match.start() for match in _STOP.finditer(form, start + 2) if _is_stop(text, match))
    end = next(stops, len(form))
    opened = form.find("(", start, end)
    if opened >= 0 and ")" in form[opened:]:
        end = max(end, form.index(")", opened) + 1) if _DESK.match(form, opened) else opened
    return text[start:end].strip(" ,.;:/–-|")
