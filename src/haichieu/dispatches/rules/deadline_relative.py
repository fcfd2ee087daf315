"""Deadlines counted from an event: “trong 05 ngày làm việc kể từ khi …”, “trước khi … 01 ngày”, “trong ngày”."""

import re

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.clean import just_before
from haichieu.text.numbers import count
from haichieu.text.patterns import late

_UNITS = {
    "ngày làm việc": "working day",
    "ngày": "day",
    "giờ làm việc": "working hour",
    "giờ": "hour",
    "h": "hour",
    "tiếng": "hour",
    "phút": "minute",
    "tuần": "week",
    "tháng": "month",
    "năm": "year",
}
_UNITS_OF_YEAR = {"quý": "quarter", "tháng": "month", "năm": "year"}
#: “10”, “mười”, “10 (mười)”.
_N = r"(?P<n>[OIl]?\d[\dOIl]{0,2}|một|hai|ba|năm|bảy|mười)(?:\s*\([^()\d]{2,20}\))?"
_UNIT_WORDS = r"ngày\s+làm\s+việc|giờ\s+làm\s+việc|ngày|giờ|phút|tuần|tháng|năm"
_UNIT = rf"(?P<unit>{_UNIT_WORDS})"
#: “(không kể ngày nghỉ, ngày lễ)” makes working days of days.
_NOT_COUNTED = (
    r"(?:không\s+(?:kể|tính|bao\s+gồm)|(?:ngoại\s+)?trừ)\s+(?:các\s+|những\s+)?(?:ngày\s+)?"
    r"(?:nghỉ|lễ|tết|thứ\s+(?:bảy|7)|chủ\s+nhật|cuối\s+tuần)(?!\w)"
)
_OFF = rf"(?:\s*\(\s*{_NOT_COUNTED}[^()]{{0,60}}\)|,?\s+{_NOT_COUNTED}[^().;]{{0,60}}?(?=[.;]|,\s+(?!ngày)|\s+kể\s|$))"
#: What every amount, and every “same day” or “before it is carried out”, needs, in small letters; most paragraphs
#: have neither.
_ANY_AMOUNT = tuple(
    late(rf"{number}(?:\s+(?:ngày|giờ|phút|tuần|tháng|năm|tiếng)|h)(?!\w)")
    for number in (r"[\doil)]", "(?:một|hai|ba|năm|bảy|mười)")
)
_ANY_DAY = late(r"trong\s+(?:buổi|sáng|chiều|tối|cùng|ngày)|ngày(?!\w)|trước\s+khi")
_WITHIN = late(
    rf"(?<!\w)(?P<text>(?:(?:trong|không\s+(?:quá|(?:muộn|chậm|trễ)\s+hơn)|chậm\s+nhất|muộn\s+nhất|tối\s+đa|thời\s+hạn|thời\s+gian|chỉ"
    rf"|sau)(?:\s+(?:là|trong|vòng|thời\s+hạn|thời\s+gian|không\s+quá|tối\s+đa|sau))*:?\s*)"
    rf"{_N}(?:\s+|(?<=12|24|36|48|72)(?=h(?!\w)))(?P<unit>{_UNIT_WORDS}|tiếng|h)(?P<off>{_OFF})?(?P<event>,?\s+(?:kể\s+từ|tính\s+từ|từ\s+khi|từ\s+ngày|sau\s+khi|trước\s+khi|sau"
    rf"|trước|khi)\s+[^.;,()]{{3,80}})?)(?!\w)(?P<late>{_OFF})?",
    re.IGNORECASE,
)
_AT_LEAST = r"(?:(?:ít\s+nhất|tối\s+thiểu|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+)?)?"
#: What takes place at a time of its own: “trước hội nghị 03 ngày”, “trước kỳ sinh hoạt tháng 12 ít nhất 03 ngày”.
_OCCASION = (
    r"(?:buổi|tết|khai\s+giảng|bế\s+giảng|khai\s+mạc|bầu\s+cử|tổng\s+kết|hội\s+nghị|hội\s+thi|hội\s+thảo|đại\s+hội|lễ|cuộc|kỳ|phiên|đợt|chuyến|tiết|ca|vòng|trận|giải|thời\s+điểm"
    r"|thời\s+hạn|lịch|hôm)(?!\w)"
)
_BEFORE_EVENT = tuple(
    late(rf"(?<!\w)(?P<text>{form})(?!\w)", re.IGNORECASE)
    for form in (
        rf"trước\s+(?:khi|ngày|giờ|lúc)\s+[^\d.;,]{{3,50}}?\s+{_AT_LEAST}{_N}\s+{_UNIT}",
        rf"trước\s+{_OCCASION}(?:\s+[^.;,/()]{{0,50}}?)?\s+{_AT_LEAST}{_N}\s+{_UNIT}",
        rf"trước\s+(?:ít\s+nhất\s+|tối\s+thiểu\s+)?{_N}\s+{_UNIT}\s+(?:so\s+với|trước\s+khi"
        rf"|khi)\s+[^.;,]{{3,50}}",
        rf"trước\s+{_N}\s+(?P<unit>ngày\s+làm\s+việc|ngày|tuần)",
        rf"trước\s+(?:ít\s+nhất|tối\s+thiểu)\s+{_N}\s+{_UNIT}",
    )
)
_AFTER_EVENT = late(
    rf"(?<!\w)(?P<text>{_N}\s+{_UNIT}\s+(?:kể\s+từ|sau|trước)\s+(?:khi|ngày)\s+(?!(?<=trước\sngày\s)\d)[^.;,()]{{3,60}})(?P<late>{_OFF})?",
    re.IGNORECASE,
)
_SAME_DAY = late(
    r"(?<!\w)(?P<text>(?:ngay\s+)?trong\s+(?:buổi\s+)?(?:(?:sáng|chiều"
    r"|tối)\s+)?(?:cùng\s+)?ngày(?:\s+(?:làm\s+việc|tiêm|họp|tổ\s+chức"
    r"|diễn\s+ra|phát\s+hiện|xảy\s+ra|(?:ti[ếê]p\s+)?nhận(?:\s+được)?))?)(?=\s*(?:[.;,)]|$|\./))",
    re.IGNORECASE,
)
_UNTIL_EVENT = late(
    r"(?<!\w)(?P<text>trước\s+khi\s+(?:triển\s+khai|ban\s+hành|tổ\s+chức|thực\s+hiện"
    r"|đăng)(?:\s+thực\s+hiện)?)(?=\s*(?:[.;)]|$|\./))",
    re.IGNORECASE,
)
_WHOLE = late(rf"^\W*{_N}\s+{_UNIT}(?P<off>{_OFF})?\W*$", re.IGNORECASE)
_NO_TASK = late(
    r"(?:đã(?: [^.;,]{0,40})?|khung|quỹ|trong\s+vòng\s+\d+\s+tuần\s+trước|kéo\s+dài|diễn\s+ra"
    r"|có\s+hiệu\s+lực(?:\s+thi\s+hành)?|giữ"
    r"|bảo\s+quản|lưu\s+trữ|lưu|đủ|trên|dưới|mức|thời\s+lượng"
    r"|(?:cho|đủ)\s+[^.;,]{0,30}\d+\s+(?:người|hộ|học\s+sinh|suất|lượt)[^.;,]{0,15})\s*$",
    re.IGNORECASE,
)
_LAW_AFTER = late(
    r",?\s+theo\s+quy\s+định\s+(?:của|tại)\s+(?:pháp\s+luật|(?:[^.;,]{0,40}\s)?(?:Luật|Nghị\s+định|Bộ\s+luật))"
)
#: “không quá 60 phút” without an event is a limit on length, not a deadline.
_CEILING = late(r"(?:không\s+quá|tối\s+đa|chỉ)", re.IGNORECASE)
#: “phản hồi người dân không quá 48 giờ”, “thời gian giải quyết mỗi hồ sơ tối đa 05 ngày”.
_ANSWERS = late(
    r"(?<!\w)(?:trả\s+lời|phản\s+hồi|giải\s+quyết|xử\s+lý|giải\s+đáp|thẩm\s+định|khắc\s+phục)(?!\w|\s+(?:cho\s+)?nghỉ)[^.;,:\d]{0,60}$",
    re.IGNORECASE,
)
#: “chỉ đốt sau 16 giờ” names an hour of the day.
_CLOCK = late(r"sau\s+\d{1,2}\s+(?:giờ|phút)\W*$", re.IGNORECASE)
_AFTER_EACH = late(
    rf"(?<!\w)(?P<text>sau\s+(?:mỗi|khi|từng|ngày)\s+[^\d.;,]{{3,50}}?\s+{_N}\s+{_UNIT})(?!\w)", re.IGNORECASE
)
_SAME_DAY_HOUR = late(
    r"(?<!\w)(?P<text>(?:trước|chậm\s+nhất|muộn\s+nhất|vào)\s+(?:là\s+"
    r"|lúc\s+)?(?P<hour>\d{1,2})\s?(?:giờ|h|g)\s?(?P<minute>\d{2})?"
    r"(?:\s?phút)?,?\s+(?:trong\s+|cùng\s+)ngày)(?!\w)",
    re.IGNORECASE,
)
_CUT_EVENT = late(r"\s+(?:và|để|phải|thì|theo|gửi|báo\s+cáo|về|đến|các|của\s+cấp)\s", re.IGNORECASE)
_CLAUSE_END = late(r"[;.]\s")
_SET_BY_LAW = late(
    r"(?:[Tt]heo\s+(?:quy\s+định\s+của\s+)?(?:pháp\s+luật|Luật)|Luật\s+quy\s+định"
    r"|thời\s+hạn\s+khiếu\s+nại|[Tt]hời\s+hạn\s+giải\s+quyết)"
)
_BEFORE = late(r"\btrước\b")
_ENDED = late(r"kết thúc\s+(quý|tháng|năm)\b")
_RECEIVED = late(r"(?:nhận|tiếp nhận)(?: được)?(?!\w)")
#: Signing or issuing this letter; “ngày ký hợp đồng” is another event.
_SHEET = (
    r"(?:(?:công\s+văn|văn\s+bản|kế\s+hoạch|chỉ\s+thị|hướng\s+dẫn|quyết\s+định|thông\s+báo|công\s+điện|chương\s+trình"
    r"|nghị\s+quyết)\s+này)"
)
_ISSUED = late(
    rf"ngày\s+(?:ký|ban\s+hành|phát\s+hành)(?:\s*,?\s+(?:ban\s+hành|phát\s+hành))?(?:\W*$|\s+{_SHEET})"
    rf"|{_SHEET}\s+(?:được\s+)?(?:ký|ban\s+hành|phát\s+hành)"
)
_COUNTED = late(r"(?:kể từ|tính từ|sau|từ khi|từ ngày|khi)\b")
_EVENT = late(r"(?:(?:kể\s+từ|tính\s+từ|sau|trước)\s+(?:khi|ngày)|(?<=\s)khi)\s+", re.IGNORECASE)


def find_relative(text: str) -> list[Deadline]:
    """Deadlines of a paragraph that count from an event.

    >>> [(d.text, d.value) for d in find_relative("trả lời trong vòng 02 giờ kể từ khi nhận phản ánh, thông báo")]
    [('trong vòng 02 giờ kể từ khi nhận phản ánh', '2 hours after receipt')]
    >>> [d.value for d in find_relative("trả lời trong 03 ngày (không kể ngày nghỉ, ngày lễ) kể từ ngày nhận văn bản")]
    ['3 working days after receipt']
    """
    lower = text.lower()
    found = _amounts(text) if any(amount.search(lower) for amount in _ANY_AMOUNT) else []
    if not _ANY_DAY.search(lower):
        return found
    for match in _SAME_DAY_HOUR.finditer(text):
        hour = f"{int(match.group('hour')):02d}:{match.group('minute') or '00'}"
        found.append(Deadline(match.group("text"), "relative", f"{hour} same day", *match.span("text")))
    for match in _SAME_DAY.finditer(text):
        found.append(Deadline(match.group("text"), "relative", "same day", *match.span("text")))
    for match in _UNTIL_EVENT.finditer(text):
        found.append(Deadline(match.group("text"), "relative", "before implementation", *match.span("text")))
    return found


def _amounts(text: str) -> list[Deadline]:
    """Those that state how many days, hours or months there are."""
    found: list[Deadline] = []
    for pattern in _BEFORE_EVENT:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_found(match, "before the event"))
    for pattern in (_WITHIN, _AFTER_EVENT):
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if _CEILING.match(match.group("text")) and not _is_term(text, match):
                continue
            if _CLOCK.match(match.group("text")):
                continue
            if not _NO_TASK.search(just_before(text, match.start())) and not _is_legal(text, *match.span()):
                found.append(_found(match, _event(match)))
    for match in _AFTER_EACH.finditer(text):
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(_found(match, "after the event"))
    return found


def _is_term(text: str, match: re.Match[str]) -> bool:
    """Whether “không quá 48 giờ” says by when somebody is to be answered, and not how long something may last."""
    if match.groupdict().get("event"):
        return True
    return not match.group("unit").lower().startswith("phút") and bool(
        _ANSWERS.search(just_before(text, match.start(), 90))
    )


def whole_duration(cell: str) -> Deadline | None:
    """A table cell that is a duration and nothing else.

    >>> whole_duration("03 ngày làm việc").value
    '3 working days'
    """
    match = _WHOLE.match(cell)
    if match is None:
        return None
    text = cell.strip()
    return Deadline(text, "relative", _amount(match), 0, len(text))


def _is_legal(text: str, start: int, end: int) -> bool:
    """A term that a law sets is no deadline of the letter."""
    if _LAW_AFTER.match(text, end):
        return True
    clause = _CLAUSE_END.split(just_before(text, start, 400))[-1]
    return bool(_SET_BY_LAW.search(clause))


def _amount(match: re.Match[str]) -> str:
    number = count(match.group("n")) or 0
    unit = _UNITS[" ".join(match.group("unit").lower().split())]
    named = match.groupdict()
    if unit == "day" and (named.get("off") or named.get("late")):
        unit = "working day"
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _event(match: re.Match[str]) -> str:
    words = (match.groupdict().get("event") or match.group("text")).lower()
    if _BEFORE.search(words):
        return "before the event"
    ended = _ENDED.search(words)
    if ended:
        return f"after the end of the {_UNITS_OF_YEAR[ended.group(1)]}"
    if _RECEIVED.search(words):
        return "after receipt"
    if _ISSUED.search(words):
        return "after issue"
    return "after the event" if _COUNTED.search(words) else ""


def _found(match: re.Match[str], event: str) -> Deadline:
    words = match.group("text").rstrip(" ,")
    at = _EVENT.search(words)
    cut = _CUT_EVENT.search(words, at.end()) if at else None
    if cut:
        words = words[: cut.start()]
    elif match.groupdict().get("late"):
        words = match.string[match.start("text") : match.end("late")].rstrip(" ,")
    return Deadline(
        words,
        "relative",
        f"{_amount(match)} {event}".strip(),
        match.start("text"),
        match.start("text") + len(words),
    )
