"""Who is asked to do something: named in the sentence, in the heading above it, or in the lead-in."""

import re
from functools import lru_cache

from haichieu.dispatches.rules.actor_list import split_actors
from haichieu.dispatches.rules.actor_phrase import WORTHLESS, actor_phrase, names_actor, phrase_end
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import ACTOR, BEGINS_ACTOR, BEGINS_TASK, BODY, TASK_VERB
from haichieu.text.clean import just_before
from haichieu.text.patterns import at_word, late

_ASK = (
    r"(?:kính đề nghị|đề nghị|yêu cầu|giao cho|giao|phân công|ủy quyền|kính mong|rất mong|mong|mời"
    r"|kính trình|kính chuyển|"
    r"thông báo (?:để|đến|tới|cho)|(?:thông tin|trao đổi|trả lời|có ý kiến|hướng dẫn) để|chỉ đạo)"
)
_DIRECTIVE = late(at_word(rf"{_ASK}\s*:?\s+(?:cho |đến |tới )?(?={ACTOR})"))
#: A request that somebody else made, or will make in writing, is not the letter's own.
_REPORTED = late(
    r"(?<!\w)(?:đã|được|theo|xét|văn bản|công văn|về việc|việc|hồ sơ|đơn|ý kiến|sự|không)\s+$|\($"
)
#: “rà soát hộ nghèo, phân công hội viên giúp đỡ”: who is asked does the assigning.
_ALSO = late(r"(?:phân công|chỉ đạo|mời)(?!\w)")
_OWNER = late(
    r"(?:đơn vị|cơ quan|bộ phận|người|phòng|ban)\s+(?:chủ trì|thực|phụ trách|đầu mối)[^:]{0,30}:\s*"
)
_IN_CHARGE = late(rf"(?:chủ trì|phụ trách|phân công)\s?:\s*(?={ACTOR})")
_MID = late(rf"(?:[,;:]\s+|\sthì\s+|\. |của (?=các (?:cơ quan|đơn vị)))(?={ACTOR})")
_COLON_AT_END = late(r":\W*$")
_ASKED_BEFORE_COLON = late(rf"(?<!\w){_ASK}\s+(?P<who>(?={ACTOR})[^:.;]{{3,140}})\s*:\W*$")
_ASKED_AT_END = late(rf"(?<!\w)(?:đề nghị|yêu cầu|giao)\s+(?P<who>(?={ACTOR})[^:.;]{{3,140}})$")
#: “Sở hướng dẫn các trường xây dựng kế hoạch với các nội dung:”: who is many is told what to do.
_GUIDED = late(rf"(?<!\w)(?:hướng dẫn|lưu ý|nhắc) (?=(?:các|toàn thể|từng|mỗi) )(?={ACTOR})")
_CONDITION = late(r"(?:đối với|khi|sau|kết thúc|trong|nếu|trước|định kỳ|hằng|hàng|căn cứ|trên cơ sở)\s")
_HELPED_BY = late(at_word(rf"phối hợp(?: chặt chẽ| đồng bộ)?(?: cùng)?(?: với)? (?={ACTOR})"))
_HELP_ENDS = late(r"[.;:]|\s(?:để|trong|theo|khi|tại|về|và các nội dung)(?!\w)")
#: “Ban Nữ công: sắp xếp lịch khám”: what stands before the colon acts when a verb follows.
_BEFORE_COLON = late(
    rf"(?P<who>[^.:;“”]{{3,110}}?)\s*:\s+(?:(?:có nhiệm vụ|tiếp tục|chủ động|kịp thời) )*{TASK_VERB}"
)
#: The same with a verb that no list knows; a list of persons or of things is none.
_BODY_BEFORE_COLON = late(
    rf"(?P<who>{BODY}[^.:;“”]{{1,100}}?)\s*:\s+(?!(?:{ACTOR}|gồm|bao gồm|là|có|do|một|hai|như"
    r"|tại|từ|từng|số|theo)(?!\w))"
)
#: “Ủy ban nhân dân phường thông báo:” names the issuer and leads in.
_SPEAKS = late(
    r"(?:thông báo|đề nghị|yêu cầu|quyết định|kết luận|báo cáo|quyết nghị|điện|công bố)"
    r"(?: (?:như|các nội dung|một số)[^.;]{0,40})?\W*$"
)
#: In the middle of a sentence: “đơn vị nào không báo cáo”, “người có công nuôi liệt sỹ”.
_NOBODY_INSIDE = late(r" nào$|^người (?!lao động|dân|đứng đầu|sử dụng|phụ trách|phát ngôn|được|tham gia)")
_BESIDES = late(r"(?:cùng với đó|ngoài ra|bên cạnh đó|đồng thời|riêng),?\s+|\((?=[^)]{0,12}$)")
_ASKS_OR_ENDS = late(rf"(?:{_ASK}|kết thúc)(?!\w)")
_OF_WHOM = late(
    r"(?:trách nhiệm|nhiệm vụ|quyền hạn|đối với|về phía|giao)(?:,? (?:trách nhiệm|nhiệm vụ|quyền hạn"
    r"|và))*(?: của| cho|)\s*:?\s+"
)
_DUTY_AT_END = late(
    r"\s+(?:(?:chỉ đạo|tổ chức|tập trung|nghiêm túc) )?"
    r"(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|thực hiện|chủ trì|triển khai)[^.;]{0,60}$"
)
_NO_BODY_START = late(
    r"(?:tổ chức (?!đảng|chính|đoàn|đại|công)|báo cáo|ban hành|bộ phận hồ sơ|các (?:hoạt|nội|văn|giải"
    r"|nhiệm|biện|hình|trường hợp|chỉ tiêu|loại|mức|bước))"
)


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
        phrase = actor_phrase(text, form, match.end())
        if phrase:
            return tuple(split_actors(phrase))
    if not _COLON_AT_END.search(form):
        return ()
    guided = _GUIDED.search(form)
    phrase = actor_phrase(text, form, guided.end()) if guided else None
    if phrase:
        return tuple(split_actors(phrase))
    last = _ASKED_BEFORE_COLON.search(form)
    if (
        last is None
        or _REPORTED.search(just_before(form, last.start()))
        or WORTHLESS.match(last.group("who"))
    ):
        return ()
    return tuple(split_actors(text[slice(*last.span("who"))]))


def owner_line(text: str, *, planned: bool = False) -> list[str]:
    """Actors on a line such as “Đơn vị chủ trì: Sở Tư pháp.”; empty for any other line.

    In a plan (`planned`) “Chủ trì: …” names who does it, elsewhere who presides.

    >>> owner_line("Đơn vị chủ trì thực hiện: Sở Tư pháp.")
    ['Sở Tư pháp']
    """
    form = matching_form(text)
    match = _OWNER.match(form) or (_IN_CHARGE.match(form) if planned else None)
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
        and (content[named.end() :][:1].islower() or named.re.pattern == _BEFORE_COLON.pattern)
        and names_actor(form)
        and not _OWNER.match(form)
        and not WORTHLESS.match(form)
    ):
        who = content[: named.end("who")]
        if phrase_end(who, matching_form(who), 0) is None and who.count("(") == who.count(")"):
            return tuple(split_actors(who))
    start = _BESIDES.match(form)
    at = start.end() if start else 0
    if not names_actor(form[at:]):
        return ()
    phrase = actor_phrase(content, form, at)
    return tuple(split_actors(phrase)) if phrase else ()


def _before_colon(form: str) -> re.Match[str] | None:
    if ":" not in form:
        return None
    return _BEFORE_COLON.match(form) or _BODY_BEFORE_COLON.match(form)


def inner_actors(text: str) -> list[str]:
    """Actors in the middle of the sentence: “…, nếu có vướng mắc, các đơn vị phản ánh về …”."""
    form = matching_form(text)
    for match in _MID.finditer(form):
        phrase = actor_phrase(text, form, match.end())
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
        if not _REPORTED.search(just_before(form, match.start())) and actor_phrase(
            content, form, match.end()
        ):
            return phrase_end(content, form, match.end()) or 0
    if _CONDITION.match(form):
        inner = next((m for m in _MID.finditer(form) if actor_phrase(content, form, m.end())), None)
        return (phrase_end(content, form, inner.end()) or 0) if inner else 0
    named = _before_colon(form)
    if named and leading_actors(content):
        return named.end("who") + 1
    return (phrase_end(content, form, 0) or 0) if names_actor(form) else 0


def helping_actors(content: str) -> list[str]:
    """With whom the act is to be done: “phối hợp với Phòng Tài chính, Công an xã lập …”.

    >>> helping_actors("Chủ trì, phối hợp với Phòng Tài chính, Công an xã lập danh sách.")
    ['Phòng Tài chính', 'Công an xã']
    """
    form = matching_form(content)
    match = _HELPED_BY.search(form)
    if match is None:
        return []
    end = phrase_end(content, form, match.end())
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
    if asked and not of and phrase_end(asked.group("who"), asked.group("who"), 0) is None:
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
    end = phrase_end(body, form, 0)
    if end is not None and _SPEAKS.match(form, end):
        return []
    if not of and not tail and end is not None and len(body[end:].split()) > 4:
        return []
    return split_actors(body)


def _is_no_body(form: str) -> bool:
    if _NO_BODY_START.match(form):
        return True
    return not names_actor(form)
