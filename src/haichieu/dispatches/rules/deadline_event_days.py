"""Days on which something is to take place: “treo cờ ngày 19/5”, “Ngày 10/6, các thôn đồng loạt ra quân”."""

import re
from datetime import date

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.dispatches.rules.words import ACTOR, TASK_VERB
from haichieu.text.clean import just_before
from haichieu.text.dates import make_date
from haichieu.text.folding import small_letters

_DAY = (
    r"(?:ngày\s+)?(?:(?:thứ\s+\w+|chủ\s+nhật),?\s*\(?(?:ngày\s+)?|(?<=ngày\s))"
    r"(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<month>\d{1,2})(?:(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{4}))?"
    r"(?![\d/%]|\s*(?:đến|[-–])\s*(?:ngày\s+)?\d)"
)
_PART = r"(?:(?:vào|trong|cả)\s+)*(?:(?:buổi\s+)?(?:sáng|trưa|chiều|tối)\s+)?"
_ACTS = (
    r"(?:treo\s+cờ|nghỉ|ra\s+quân|tiêm|phun|khám|thi|họp|tập\s+trung|có\s+mặt|tổng\s+vệ\s+sinh|diễu\s+hành|viếng|dâng\s+hương"
    r"|mít\s+tinh|chào\s+cờ|bầu\s+cử|trồng\s+cây|thu\s+gom|trực|đồng\s+loạt|học\s+bù|dạy\s+bù|làm\s+bù|tham\s+gia|tập\s+huấn"
    r"|tuyên\s+truyền|sinh\s+hoạt|đi\s+làm|đi\s+học|phát\s+sóng|cấp\s+phát|chi\s+trả|thu\s+hồi|tựu\s+trường|lao\s+động)"
)
#: What somebody does on a day that follows in the same clause.
_AFTER_ACT = re.compile(
    rf"(?<!\w){_ACTS}(?!\w)(?:[^.;:\d]{{0,70}}?\s|\s)(?:\d{{2}}\s+ngày,?\s+)?(?P<text>{_PART}{_DAY})"
)
#: The day first, then whoever acts or the act.
_FIRST = re.compile(
    rf"(?:^|[.;:]\s+|^\W*(?:\d{{1,2}}|[a-zđ])[.)/]\s*|^[-+*•]\s*)(?P<text>(?:đúng\s+)?{_PART}{_DAY}\)?),?\s+"
    rf"(?=(?:{ACTOR}|{TASK_VERB}|{_ACTS})(?!\w))(?![^.;,]{{0,70}}?\s(?:đã|ban\s+hành|có\s+(?:công|văn|tờ|thông|quyết))\s)"
)
#: Who did it, or what it was that took place on that day.
_PAST = re.compile(r"(?<!\w)(?:đã|cuộc|buổi|tại|theo|kết quả|biên bản|vụ)\s(?:[^.;,]{0,30}\s)?$")
_FAR = 200


def find_event_days(text: str, issued: date | None) -> list[Deadline]:
    """The day of what is to be held or done in a paragraph that states no other deadline.

    >>> [d.value for d in find_event_days("Các hộ treo cờ Tổ quốc ngày 02/9/2025.", date(2025, 8, 1))]
    ['2025-09-02']
    >>> find_event_days("Theo kết quả họp ngày 02/7/2025.", date(2025, 8, 1))
    []
    """
    lower = small_letters(text)
    if issued is None or ("ngày" not in lower and "thứ" not in lower and "nhật" not in lower):
        return []
    for pattern in (_FIRST, _AFTER_ACT):
        for match in pattern.finditer(lower):
            value = _value(match, issued)
            if value is None or _PAST.search(just_before(lower, match.start(), 60)):
                continue
            start, end = match.span("text")
            return [Deadline(text[start:end], "date", value.isoformat(), start, end)]
    return []


def _value(match: re.Match[str], issued: date) -> date | None:
    """The day that is meant; one before the letter, or far off without its year, is none."""
    year = match.group("year")
    value = make_date(match.group("day"), match.group("month"), year or str(issued.year))
    if value is None or value < issued or (not year and (value - issued).days > _FAR):
        return None
    return value
