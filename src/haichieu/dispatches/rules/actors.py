"""Who is asked to do something: named in the sentence, in the heading above it, or in the lead-in."""

import re
from functools import lru_cache

from haichieu.dispatches.rules.actor_list import split_actors
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import ACTOR, BEGINS_ACTOR, BEGINS_BODY, BEGINS_TASK, BODY, TASK_VERB
from haichieu.text.clean import just_before
from haichieu.text.patterns import at_word

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
    r"|tại|(?:đến|tới|về) dự|mong|kính(?! thưa)|kêu gọi|vắng|cho(?= (?:học sinh|sinh viên|trẻ|các (?:cháu|em)"
    r"|phép|nghỉ)(?!\w)))"
)
_VERB = re.compile(at_word(rf"{_END}(?!\w)|phụ trách(?!\w)|{TASK_VERB}"))
_ASK = (
    r"(?:kính đề nghị|đề nghị|yêu cầu|giao cho|giao|phân công|ủy quyền|kính mong|rất mong|mong|mời"
    r"|kính trình|kính chuyển|"
    r"thông báo (?:để|đến|tới|cho)|(?:thông tin|trao đổi|trả lời|có ý kiến|hướng dẫn) để|chỉ đạo)"
)
_DIRECTIVE = re.compile(at_word(rf"{_ASK}\s*:?\s+(?:cho |đến |tới )?(?={ACTOR})"))
#: A request that somebody else made, or will make in writing, is not the letter's own.
_REPORTED = re.compile(
    r"(?<!\w)(?:đã|được|theo|xét|văn bản|công văn|về việc|việc|hồ sơ|đơn|ý kiến|sự|không)\s+$|\($"
)
#: “rà soát hộ nghèo, phân công hội viên giúp đỡ”: who is asked does the assigning.
_ALSO = re.compile(r"(?:phân công|chỉ đạo|mời)(?!\w)")
_OWNER = re.compile(
    r"(?:đơn vị|cơ quan|bộ phận|người|phòng|ban)\s+(?:chủ trì|thực|phụ trách|đầu mối)[^:]{0,30}:\s*"
)
_MID = re.compile(rf"(?:[,;:]\s+|\sthì\s+|\. |của (?=các (?:cơ quan|đơn vị)))(?={ACTOR})")
_COLON_AT_END = re.compile(r":\W*$")
_ASKED_BEFORE_COLON = re.compile(rf"(?<!\w){_ASK}\s+(?P<who>(?={ACTOR})[^:.;]{{3,140}})\s*:\W*$")
_ASKED_AT_END = re.compile(rf"(?<!\w)(?:đề nghị|yêu cầu|giao)\s+(?P<who>(?={ACTOR})[^:.;]{{3,140}})$")
#: “Sở hướng dẫn các trường xây dựng kế hoạch với các nội dung:”: who is many is told what to do.
_GUIDED = re.compile(rf"(?<!\w)(?:hướng dẫn|lưu ý|nhắc) (?=(?:các|toàn thể|từng|mỗi) )(?={ACTOR})")
_CONDITION = re.compile(r"(?:đối với|khi|sau|kết thúc|trong|nếu|trước|định kỳ|hằng|hàng|căn cứ|trên cơ sở)\s")
_HELPED_BY = re.compile(at_word(rf"phối hợp(?: chặt chẽ| đồng bộ)?(?: cùng)?(?: với)? (?={ACTOR})"))
_HELP_ENDS = re.compile(r"[.;:]|\s(?:để|trong|theo|khi|tại|về|và các nội dung)(?!\w)")
#: “Ban Nữ công: sắp xếp lịch khám”: what stands before the colon acts when a verb follows.
_BEFORE_COLON = re.compile(
    rf"(?P<who>[^.:;“”]{{3,110}}?)\s*:\s+(?:(?:có nhiệm vụ|tiếp tục|chủ động|kịp thời) )*{TASK_VERB}"
)
#: The same with a verb that no list knows; a list of persons or of things is none.
_BODY_BEFORE_COLON = re.compile(
    rf"(?P<who>{BODY}[^.:;“”]{{1,100}}?)\s*:\s+(?!(?:{ACTOR}|gồm|bao gồm|là|có|do|một|hai|như"
    r"|tại|từ|từng|số|theo)(?!\w))"
)
_PLAIN_NOUN = re.compile(
    r"(?:các|cơ quan,?|,|và|của|mỗi|từng|thuộc|so|ban,|nhiều|những|một số|tập thể|viên|cán bộ|viên chức|số|ban"
    r"|(?<!chi )(?<!đảng )bộ|(?<!cơ )sở|phòng|(?<!xã )(?<!chi )(?<!cấp )hội|tổ|đơn vị)\s+$"
)
_NOUN_VERBS = re.compile(
    r"(?:tổ chức|thông tin|quản lý|lãnh đạo|cấp|chỉ đạo|giao|báo|tuyên truyền|đăng(?! ký)|trực"
    r"|truyền thông|giáo dục|đào tạo|"
    r"kiểm tra|giám sát|cung cấp|quy định|in|phát|đại diện|thu|chi|biên tập|vận động|soạn thảo)(?!\w)"
)
_FIXED = re.compile(
    r"(?:tổ chức (?:đảng|chính trị|đại diện|có liên|cá nhân|xã hội|đoàn thể|công đoàn|,|hội|tham gia)"
    r"|báo cáo viên|xây dựng đảng|cấp (?:ủy|tỉnh|huyện|xã|cơ|trên|"
    r"dưới|trưởng|có|phó|công đoàn|bộ)|quản lý (?:nhà|thị|dự|các khu|khu)|giám (?:đốc|sát viên)|phát thanh"
    r"|phát triển|in ấn|mở rộng|"
    r"đạt (?:giải|danh)|dự án|dự toán|tham gia (?:đào|hội|tập|dự thi)|họp mặt|hợp tác xã|trực thuộc"
    r"|trực tiếp (?:quản lý|sản xuất|sử dụng)|làm (?:ăn|thuê)|tự quản|tự vệ|thu hút|thu nhập|chi đoàn"
    r"|chi bộ|chi cục|"
    r"chi hội|chi nhánh|chi ủy|phát thanh|đăng kiểm|đi học|phát ngôn|không chuyên trách|không thường|cấp dưới"
    r"|đầu tư (?:xây dựng|công(?! đoàn)|và)|giao thông|đo lường|đặt tại|không có)"
)
#: “chuyên viên phụ trách tổng hợp”, “Phó Chủ tịch phụ trách văn xã”: the charge tells which of them is meant.
_IN_CHARGE = re.compile(
    r"(?:cán bộ|công chức|viên chức|chuyên viên|nhân viên|người|giáo viên|thành viên|ủy viên|lãnh đạo|phó|tổng"
    r"|cơ quan|đơn vị|bộ phận|được phân công|được giao)(?!\w)[^,;:–]*$"
)
#: “Tổ thẩm định của Đoàn xã kiểm tra”: what a group is for stands in its name when its act follows.
_GROUP = re.compile(r"(?:các |mỗi |từng )?(?:tổ|đội|nhóm|đoàn|tiểu ban|hội đồng|bộ phận)\s$")
_GROUP_VERBS = re.compile(
    r"(?:thẩm định|xét duyệt|xét|đánh giá|phục vụ|tư vấn|bảo vệ|biên soạn|biên tập|thẩm tra|xác minh|nghiệm thu"
    r"|kiểm kê|rà soát|chấm|tiếp nhận|thanh tra|điều tra|hỗ trợ|ứng phó|quản lý|kiểm tra|giám sát|tuyên truyền"
    r"|vận động|tuần tra|khảo sát)(?!\w)"
)
_OBJECT = re.compile(r"\W*$|[,.;:]| (?:việc|công tác|tình hình|kết quả|các|toàn|những|danh|hồ sơ|và)(?!\w)")
#: “các đơn vị chưa gửi báo cáo khẩn trương …”, “các đồng chí được phân công … bám sát”: whom of many it concerns.
_OF_MANY = re.compile(r"(?:các|những|mọi|tất cả)\s")
_WHICH = re.compile(
    rf"(?:chưa (?:(?:gửi|nộp|lập|có|thực hiện) )?{TASK_VERB}|chưa \w+|được (?:phân công|giao|cử|ủy quyền|triệu tập)"
    r"(?! (?:để|theo|từ))(?: phụ trách)?) "
)
#: “các đơn vị tổ chức thực hiện”: with a second verb after it the first is no part of the name.
_DOUBLED = re.compile(rf"(?:tổ chức|chỉ đạo|lãnh đạo) (?!đảng|hội){TASK_VERB}")
#: “các Bộ: Công an, Tài chính, …”: the colon belongs to the name.
_LISTED_BODIES = re.compile(
    r"(?:các|của) (?:ông(?: \(bà\)|, bà)?|đồng chí|bộ|sở|ban|ngành|phòng|xã|phường|huyện|tỉnh|trường|hội|đơn vị"
    r"|cơ quan|chi đoàn|chi bộ)(?:, [^:]{2,30})?:"
)
#: “Ủy ban nhân dân phường thông báo:” names the issuer and leads in.
_SPEAKS = re.compile(
    r"(?:thông báo|đề nghị|yêu cầu|quyết định|kết luận|báo cáo|quyết nghị|điện|công bố)"
    r"(?: (?:như|các nội dung|một số)[^.;]{0,40})?\W*$"
)
#: In the middle of a sentence: “đơn vị nào không báo cáo”, “người có công nuôi liệt sỹ”.
_NOBODY_INSIDE = re.compile(r" nào$|^người (?!lao động|dân|đứng đầu|sử dụng|phụ trách|phát ngôn)")
_MAX = 300
_TRADE = re.compile(r"(?:giáo dục|đào tạo|sản xuất|khám|chăm sóc|nuôi|thu mua|in|bồi dưỡng)(?!\w)")
_OF_WHAT = re.compile(r" (?:việc|công tác|tình hình)(?!\w)")
_CLAUSE_MARK = re.compile(r"[,.;:]")
#: What follows these words goes on with the name.
#: No name holds these words: a capital is a slip there.
_HELPS = re.compile(r"phối hợp (?:chặt chẽ )?(?:với|cùng)(?!\w)")
_GO_ON = ("phụ trách ", "đầu tư ", "trật ", "thi đua - ", "thi đua, ", "thi đua – ")
_WORTHLESS = re.compile(
    r"^(?:việc|nội dung|công tác|thông tin|kết quả|tình hình|quyết định|văn bản|kế hoạch|này|đó|trên|một số"
    r"|báo cáo|ngày|cùng|các (?:nội|nhiệm|văn|"
    r"biện|hoạt|giải|chỉ tiêu|công việc|quy|vấn|điều kiện|trường hợp|mục|hình thức|báo cáo|chính sách|hồ sơ"
    r"|sự|thông|bài|tin|kỳ|yêu|tài khoản)|"
    r"quý [ivx\d]|bộ (?:hồ sơ|luật|quy)|báo cáo|tổ chức$|các$|ban$)"
)
_BESIDES = re.compile(r"(?:cùng với đó|ngoài ra|bên cạnh đó|đồng thời|riêng),?\s+|\((?=[^)]{0,12}$)")
_ASKS_OR_ENDS = re.compile(rf"(?:{_ASK}|kết thúc)(?!\w)")
_OF_WHOM = re.compile(
    r"(?:trách nhiệm|nhiệm vụ|quyền hạn|đối với|về phía|giao)(?:,? (?:trách nhiệm|nhiệm vụ|quyền hạn"
    r"|và))*(?: của| cho|)\s*:?\s+"
)
_DUTY_AT_END = re.compile(
    r"\s+(?:(?:chỉ đạo|tổ chức|tập trung|nghiêm túc) )?"
    r"(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|thực hiện|chủ trì|triển khai)[^.;]{0,60}$"
)
_NO_BODY_START = re.compile(
    r"(?:tổ chức (?!đảng|chính|đoàn|đại|công)|báo cáo|ban hành|bộ phận hồ sơ|các (?:hoạt|nội|văn|giải"
    r"|nhiệm|biện|hình|trường hợp|chỉ tiêu|loại|mức|bước))"
)
_EACH = re.compile(r"(?:mỗi|từng)\s")
_BEFORE_DIGIT = re.compile(r"\s(?=\d)")
_SENTENCE_END = re.compile(r"[.:]\s(?![^()]*\))|[“”\"]")
_ALSO_ACTOR = re.compile(rf"(?:và )?{ACTOR}")


def directed_actors(text: str) -> list[str]:
    """Actors that a directive in the sentence names: “đề nghị X …”, “giao X …”, “thông báo để X biết”.

    >>> directed_actors("UBND xã đề nghị các cơ quan, đơn vị triển khai thực hiện.")
    ['các cơ quan, đơn vị']
    """
    return list(_directed(text))


@lru_cache(maxsize=512)
def _directed(text: str) -> tuple[str, ...]:
    form = matching_form(text)
    for match in _DIRECTIVE.finditer(form):
        if _REPORTED.search(just_before(form, match.start())) or (
            match.group(0).startswith("chỉ đạo") and match.start() > 3
        ):
            continue
        if _ALSO.match(match.group(0)) and form[: match.start()].rstrip().endswith((",", ";")):
            continue
        phrase = _phrase(text, form, match.end())
        if phrase:
            return tuple(split_actors(phrase))
    if not _COLON_AT_END.search(form):
        return ()
    guided = _GUIDED.search(form)
    phrase = _phrase(text, form, guided.end()) if guided else None
    if phrase:
        return tuple(split_actors(phrase))
    last = _ASKED_BEFORE_COLON.search(form)
    if (
        last is None
        or _REPORTED.search(just_before(form, last.start()))
        or _WORTHLESS.match(last.group("who"))
    ):
        return ()
    return tuple(split_actors(text[slice(*last.span("who"))]))


def owner_line(text: str) -> list[str]:
    """Actors on a line such as “Đơn vị chủ trì: Sở Tư pháp.”; empty for any other line.

    >>> owner_line("Đơn vị chủ trì thực hiện: Sở Tư pháp.")
    ['Sở Tư pháp']
    """
    match = _OWNER.match(matching_form(text))
    return split_actors(text[match.end() :].strip(" .;")) if match else []


def leading_actors(content: str) -> list[str]:
    """Actors with which the sentence begins: “Phòng Kinh tế tổng hợp …”.

    >>> leading_actors("Ban Tổ chức Tỉnh ủy chủ trì, phối hợp")
    ['Ban Tổ chức Tỉnh ủy']
    >>> leading_actors("Bố trí kinh phí"), leading_actors("Tổ chức học tập")
    ([], [])
    """
    return list(_leading(content))


@lru_cache(maxsize=512)
def _leading(content: str) -> tuple[str, ...]:
    form = matching_form(content)
    named = _before_colon(form)
    if (
        named
        and (content[named.end() :][:1].islower() or named.re is _BEFORE_COLON)
        and _names_actor(form)
        and not _OWNER.match(form)
        and not _WORTHLESS.match(form)
    ):
        who = content[: named.end("who")]
        if _phrase_end(who, matching_form(who), 0) is None and who.count("(") == who.count(")"):
            return tuple(split_actors(who))
    start = _BESIDES.match(form)
    at = start.end() if start else 0
    if not _names_actor(form[at:]):
        return ()
    phrase = _phrase(content, form, at)
    return tuple(split_actors(phrase)) if phrase else ()


def _before_colon(form: str) -> re.Match[str] | None:
    if ":" not in form:
        return None
    return _BEFORE_COLON.match(form) or _BODY_BEFORE_COLON.match(form)


def inner_actors(text: str) -> list[str]:
    """Actors in the middle of the sentence: “…, nếu có vướng mắc, các đơn vị phản ánh về …”."""
    form = matching_form(text)
    for match in _MID.finditer(form):
        phrase = _phrase(text, form, match.end())
        if phrase and len(phrase) < 110 and not _NOBODY_INSIDE.search(phrase.lower()):
            return split_actors(phrase)
    return []


def asked_until(content: str) -> int:
    """Where the act begins, after whoever is asked; 0 where the sentence begins with the act.

    >>> "Giao Phòng Nội vụ lập danh sách"[asked_until("Giao Phòng Nội vụ lập danh sách"):]
    'lập danh sách'
    """
    form = matching_form(content)
    if BEGINS_TASK.match(form) and not _ASKS_OR_ENDS.match(form):
        return 0
    for match in _DIRECTIVE.finditer(form):
        if not _REPORTED.search(just_before(form, match.start())) and _phrase(content, form, match.end()):
            return _phrase_end(content, form, match.end()) or 0
    if _CONDITION.match(form):
        inner = next((m for m in _MID.finditer(form) if _phrase(content, form, m.end())), None)
        return (_phrase_end(content, form, inner.end()) or 0) if inner else 0
    named = _before_colon(form)
    if named and leading_actors(content):
        return named.end("who") + 1
    return (_phrase_end(content, form, 0) or 0) if _names_actor(form) else 0


def helping_actors(content: str) -> list[str]:
    """With whom the act is to be done: “phối hợp với Phòng Tài chính, Công an xã lập …”.

    >>> helping_actors("Chủ trì, phối hợp với Phòng Tài chính, Công an xã lập danh sách.")
    ['Phòng Tài chính', 'Công an xã']
    """
    form = matching_form(content)
    match = _HELPED_BY.search(form)
    if match is None:
        return []
    end = _phrase_end(content, form, match.end())
    if end is None:
        stop = _HELP_ENDS.search(form, match.end() + 2)
        end = stop.start() if stop else len(form)
    return split_actors(content[match.end() : end].strip(" ,;:–-|./"))


def heading_actors(content: str) -> list[str]:
    """Actors of a heading such as “Phòng Kinh tế” or “Trách nhiệm của Sở Tài chính”; empty for other headings.

    >>> heading_actors("Các trường học, Trạm Y tế xã"), heading_actors("Mục đích")
    (['Các trường học', 'Trạm Y tế xã'], [])
    """
    form = matching_form(content)
    of = _OF_WHOM.match(form)
    asked = _ASKED_AT_END.search(form.rstrip(" .:;*_"))
    if asked and not of and _phrase_end(asked.group("who"), asked.group("who"), 0) is None:
        return split_actors(content[slice(*asked.span("who"))])
    body = content[of.end() if of else 0 :].strip(" .:;*_")
    form = matching_form(body)
    tail = _DUTY_AT_END.search(form)
    if tail:
        body, form = body[: tail.start()], form[: tail.start()]
    if body.isupper() and not of and len(body.split()) < 3:
        return []
    if not BEGINS_ACTOR.match(form) or len(body) > 220 or _is_no_body(form):
        return []
    end = _phrase_end(body, form, 0)
    if end is not None and _SPEAKS.match(form, end):
        return []
    if not of and not tail and end is not None and len(body[end:].split()) > 4:
        return []
    return split_actors(body)


def _is_no_body(form: str) -> bool:
    if _NO_BODY_START.match(form):
        return True
    return not _names_actor(form)


def _names_actor(form: str) -> bool:
    """“Ban Tuyên giáo” names a body, “Ban hành văn bản” a task: the longer word at the beginning decides."""
    actor = BEGINS_ACTOR.match(form)
    return actor is not None and (
        (verb := BEGINS_TASK.match(form)) is None
        or actor.end() > verb.end()
        or (actor.end() == verb.end() and bool(BEGINS_BODY.match(form)))
    )


def _phrase(text: str, form: str, start: int) -> str | None:
    end = _phrase_end(text, form, start)
    if end is None:
        return None
    phrase = text[start:end].strip(" ,;:–-|")
    if phrase.count("(") > phrase.count(")"):
        phrase = phrase[: phrase.rindex("(")].strip()
    if _EACH.match(matching_form(phrase)):
        phrase = _BEFORE_DIGIT.split(phrase)[0]
    if len(phrase) < 2 or _WORTHLESS.match(matching_form(phrase)):
        return None
    return phrase


def _phrase_end(text: str, form: str, start: int) -> int | None:
    """Where the verb after an actor phrase begins; None when no verb follows."""
    told = 0
    for match in _VERB.finditer(form, start + 2, min(len(form), start + _MAX)):
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
        return match.start()
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
    if before.endswith("thường ") and rest.startswith("trực"):
        return True
    if rest.startswith("phụ trách"):
        return bool(_IN_CHARGE.search(before))
    if (before.endswith(_GO_ON) and not rest.startswith("theo ")) or (
        before.endswith("có tên ") and rest.startswith(("tại", "trong"))
    ):
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
    noun = _NOUN_VERBS.match(rest) if _PLAIN_NOUN.search(before) else None
    return noun is not None and not _OF_WHAT.match(rest, noun.end())
