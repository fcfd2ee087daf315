"""The words that name an actor: where they begin, and where the verb after them begins."""

import re

from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.relative_clauses import end_of_clause
from haichieu.dispatches.rules.words import ACTOR, BEGINS_ACTOR, BEGINS_BODY, BEGINS_TASK, TASK_VERB
from haichieu.text.patterns import at_word, late

#: Words after which an actor phrase is over, whatever follows.
_END = (
    r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần|được|nghiêm túc|biết|để|trong(?! (?:ban|bch"
    r"|danh|toàn|học viện|nhà trường|trường|công ty|cơ quan|đơn vị|ngành|tỉnh|huyện|xã|phường|thôn"
    r"|hệ thống|cụm|khối|khu))|khi|nếu|theo(?! (?:dõi|"
    r"quy|phân))|sẽ|hãy|ngay|sớm|cùng(?! cấp)|từ|và (?:tổ chức )?(?:thực hiện|triển khai)|làm|đã|đang|vẫn"
    r"|nhằm|với|bằng|về việc|vào|"
    r"nhanh chóng|tuyệt đối|đồng loạt|gương mẫu|tự giác|trực tiếp|đồng thời|rất|xin|là|như|gồm|trước|chậm nhất"
    r"|hoàn chỉnh|quyết tâm|thật|luôn|có ý kiến"
    r"|có văn bản|có báo cáo|kết luận|nhấn mạnh|"
    r"có mặt|có thể|có(?= \d| ít nhất| tối thiểu)|có kế hoạch|có biện pháp|có giải pháp|căn cứ|chưa|cùng nhau"
    r"|trân trọng|nghỉ(?! hưu)"
    r"|tại|(?:đến|tới|về) dự|mong|kính(?! thưa)|kêu gọi|vắng|cho(?= (?:học sinh|sinh viên|trẻ|các (?:cháu|em)"
    r"|phép|nghỉ)(?!\w)))"
)
_VERB = late(at_word(rf"{_END}(?!\w)|phụ trách(?!\w)|{TASK_VERB}"))
_PLAIN_NOUN = late(
    r"(?:các|cơ quan,?|,|và|của|mỗi|từng|thuộc|so|ban,|nhiều|những|một số|tập thể|viên|cán bộ|viên chức|số|ban"
    r"|(?<!chi )(?<!đảng )bộ|(?<!cơ )sở|phòng|(?<!xã )(?<!chi )(?<!cấp )hội|tổ|đơn vị)\s+$"
)
_NOUN_VERBS = late(
    r"(?:tổ chức|thông tin|quản lý|lãnh đạo|cấp|chỉ đạo|giao|báo|tuyên truyền|đăng(?! ký)|trực"
    r"|truyền thông|giáo dục|đào tạo|"
    r"kiểm tra|giám sát|cung cấp|quy định|in|phát|đại diện|thu|chi|biên tập|vận động|soạn thảo)(?!\w)"
)
_FIXED = late(
    r"(?:tổ chức (?:đảng|chính trị|đại diện|có liên|cá nhân|xã hội|đoàn thể|công đoàn|,|tham gia"
    r"|hội(?! (?:thi|nghị|thảo|diễn|họp|thao|trại|chợ)))"
    r"|báo cáo viên|xây dựng đảng|cấp (?:ủy|tỉnh|huyện|xã|cơ|trên|"
    r"dưới|trưởng|có|phó|công đoàn|bộ)|quản lý (?:nhà|thị|dự|các khu|khu)|giám (?:đốc|sát viên)|phát thanh"
    r"|phát triển|in ấn|mở rộng|"
    r"đạt (?:giải|danh)|dự án|dự toán|tham gia (?:đào|hội|tập|dự thi)|họp mặt|hợp tác xã|trực thuộc"
    r"|trực tiếp (?:quản lý|sản xuất|sử dụng|cơ sở)|làm (?:ăn|thuê)|tự quản|tự vệ|thu hút|thu nhập|chi đoàn"
    r"|chi bộ|chi cục|"
    r"chi hội|chi nhánh|chi ủy|phát thanh|đăng kiểm|đi học|phát ngôn|không chuyên trách|không thường|cấp dưới"
    r"|đầu tư (?:xây dựng|công(?! đoàn)|và)|giao thông|đo lường|đặt tại|không có)"
)
#: “chuyên viên phụ trách tổng hợp”, “Phó Chủ tịch phụ trách văn xã”: the charge tells which of them is meant.
_IN_CHARGE = late(
    r"(?:cán bộ|công chức|viên chức|chuyên viên|nhân viên|người|giáo viên|thành viên|ủy viên|lãnh đạo|phó|tổng"
    r"|cơ quan|đơn vị|bộ phận|được phân công|được giao)(?!\w)[^,;:–]*$"
)
#: “Tổ thẩm định của Đoàn xã kiểm tra”: what a group is for stands in its name when its act follows.
_GROUP = late(r"(?:các |mỗi |từng )?(?:tổ|đội|nhóm|đoàn|tiểu ban|hội đồng|bộ phận)\s$")
_GROUP_VERBS = late(
    r"(?:thẩm định|xét duyệt|xét|đánh giá|phục vụ|tư vấn|bảo vệ|biên soạn|biên tập|thẩm tra|xác minh|nghiệm thu"
    r"|kiểm kê|rà soát|chấm|tiếp nhận|thanh tra|điều tra|hỗ trợ|ứng phó|quản lý|kiểm tra|giám sát|tuyên truyền"
    r"|vận động|tuần tra|khảo sát)(?!\w)"
)
_OBJECT = late(r"\W*$|[,.;:]| (?:việc|công tác|tình hình|kết quả|các|toàn|những|danh|hồ sơ|và)(?!\w)")
#: “các đơn vị chưa gửi báo cáo khẩn trương …”, “các đồng chí được phân công … bám sát”: whom of many it concerns.
_OF_MANY = late(r"(?:các|những|mọi|tất cả)\s")
_WHICH = late(
    rf"(?:chưa (?:(?:gửi|nộp|lập|có|thực hiện) )?{TASK_VERB}|chưa \w+|được (?:phân công|giao|cử|ủy quyền|triệu tập)"
    r"(?! (?:để|theo|từ))(?: phụ trách)?) "
)
#: “các đơn vị tổ chức thực hiện”: with a second verb after it the first is no part of the name.
_DOUBLED = late(rf"(?:tổ chức|chỉ đạo|lãnh đạo) (?!đảng|hội){TASK_VERB}")
#: “các cơ quan chỉ đạo, kiểm tra việc …”.
_LEADS_AND = late(rf"chỉ đạo, {TASK_VERB}")
#: “các Bộ: Công an, Tài chính, …”: the colon belongs to the name.
_LISTED_BODIES = late(
    r"(?:các|của) (?:ông(?: \(bà\)|, bà)?|đồng chí|bộ|sở|ban|ngành|phòng|xã|phường|huyện|tỉnh|trường|hội|đơn vị"
    r"|cơ quan|chi đoàn|chi bộ)(?:, [^:]{2,30})?:"
)
_MAX = 300
_TRADE = late(
    r"(?:giáo dục|đào tạo|sản xuất|khám|chăm sóc|nuôi|thu mua|in|bồi dưỡng|lưu trú|tiêm chủng"
    r"|sửa chữa|bảo dưỡng|bảo trợ|giám định|kiểm định|dạy)(?!\w)"
)
_OF_WHAT = late(r" (?:việc|công tác|tình hình)(?!\w)")
_CLAUSE_MARK = late(r"[,.;:]")
#: No name holds these words: a capital is a slip there.
_HELPS = late(r"phối hợp (?:chặt chẽ )?(?:với|cùng)(?!\w)")
#: Names that end with a word that others only begin with: “Sở Kế hoạch và Đầu tư chủ trì …”.
_INVESTS = ("chủ đầu tư ", "kế hoạch và đầu tư ")
#: Behind these words a verb goes on with the name: what somebody is in charge of, “trật tự”, “Thi đua - Khen thưởng”.
_GO_ON = tuple(
    f"{words} "
    for words in ("phụ trách", "đầu tư", "trật", *(f"thi đua{mark}" for mark in ("", ",", " -", " –", " và")))
)
#: What begins like an actor and is a thing.
WORTHLESS = late(
    r"^(?:việc|nội dung|công tác|thông tin|kết quả|tình hình|quyết định|văn bản|kế hoạch|này|đó|trên|một số"
    r"|báo cáo|ngày|cùng|các (?:nội|nhiệm|văn|"
    r"biện|hoạt|giải|chỉ tiêu|công việc|quy|vấn|điều kiện|trường hợp|mục|hình thức|báo cáo|chính sách|hồ sơ"
    r"|sự|thông|bài|tin|kỳ|yêu|tài khoản)|"
    r"quý [ivx\d]|bộ (?:hồ sơ|luật|quy)|báo cáo|tổ chức$|các$|ban$)"
)
_EACH = late(r"(?:mỗi|từng)\s")
_BEFORE_DIGIT = late(r"\s(?=\d)")
_SENTENCE_END = late(r"[.:]\s(?![^()]*\))|[“”\"]")
_ALSO_ACTOR = late(rf"(?:và )?{ACTOR}")


def names_actor(form: str) -> bool:
    """“Ban Tuyên giáo” names a body, “Ban hành văn bản” a task: the longer word at the beginning decides."""
    actor = BEGINS_ACTOR.match(form)
    return actor is not None and (
        (verb := BEGINS_TASK.match(form)) is None
        or actor.end() > verb.end()
        or (actor.end() == verb.end() and bool(BEGINS_BODY.match(form)))
    )


def actor_phrase(text: str, form: str, start: int) -> str | None:
    """The words of the actor that begins at `start`; None where no verb follows or the words name nobody.

    >>> actor_phrase("Ban Tổ chức chủ trì", "ban tổ chức chủ trì", 0)
    'Ban Tổ chức'
    """
    end = phrase_end(text, form, start)
    if end is None:
        return None
    phrase = text[start:end].strip(" ,;:–-|")
    if phrase.count("(") > phrase.count(")"):
        phrase = phrase[: phrase.rindex("(")].strip()
    if _EACH.match(matching_form(phrase)):
        phrase = _BEFORE_DIGIT.split(phrase)[0]
    if len(phrase) < 2 or WORTHLESS.match(matching_form(phrase)):
        return None
    return phrase


def phrase_end(text: str, form: str, start: int) -> int | None:
    """Where the verb after an actor phrase begins; None when no verb follows."""
    head = BEGINS_ACTOR.match(form, start)
    told = 0
    for match in _VERB.finditer(form, head.end() if head else start + 2, min(len(form), start + _MAX)):
        between = text[start : match.start()]
        if _SENTENCE_END.search(between) and not _LISTED_BODIES.search(form[start : match.start()]):
            return None
        if ";" in between and not _list_goes_on(between):
            return None
        if (
            match.end() <= told
            or _is_name_part(text, form, start, match)
            or between.count("(") > between.count(")")
        ):
            continue
        which = _WHICH.match(form, match.start()) if _OF_MANY.match(form, start) else None
        if which and _acts_after(form, which.end(), start + _MAX):
            told = which.end()
            continue
        return end_of_clause(text, form, start, match.start()) or match.start()
    return None


def _acts_after(form: str, at: int, until: int) -> bool:
    """Whether the same clause still says what is to be done."""
    later = _VERB.search(form, at, min(len(form), until))
    return later is not None and not _CLAUSE_MARK.search(form, at, later.start())


def _list_goes_on(between: str) -> bool:
    parts = [matching_form(part).strip() for part in between.split(";")[1:]]
    return all(_ALSO_ACTOR.match(part) for part in parts if part)


def _is_name_part(text: str, form: str, start: int, match: re.Match[str]) -> bool:
    """“Ban Tổ chức”, “Sở Giao thông”, “các cơ quan, tổ chức”: the word belongs to the name."""
    if text[match.start()].isupper() and not _HELPS.match(form, match.start()):
        return True
    rest, before = form[match.start() : match.start() + 40], form[start : match.start()]
    if rest.startswith("phụ trách"):
        return bool(_IN_CHARGE.search(before))
    if before.endswith(_GO_ON) and not before.endswith(_INVESTS) and not rest.startswith("theo "):
        return True
    if rest.startswith(("trực", "tại", "trong")) and before.endswith(("thường ", "có tên ")):
        return True
    purpose = _GROUP_VERBS.match(rest) if _GROUP.match(before) else None
    if purpose:
        return not _OBJECT.match(rest, purpose.end()) and _acts_after(form, match.end() + 1, start + _MAX)
    if _FIXED.match(rest):
        return True
    if _DOUBLED.match(rest):
        return False
    if before.endswith("cơ sở ") and _TRADE.match(rest):
        return True
    if rest.startswith("báo cáo") and before.endswith(("đơn vị ", "cơ quan ")):
        return False
    if _LEADS_AND.match(rest):
        return False
    noun = _NOUN_VERBS.match(rest) if _PLAIN_NOUN.search(before) else None
    return noun is not None and not _OF_WHAT.match(rest, noun.end())
