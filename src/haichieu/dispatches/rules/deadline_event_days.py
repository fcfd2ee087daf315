"""Days on which something is to take place: “treo cờ ngày 19/5”, “Ngày 10/6, các thôn đồng loạt ra quân”."""

import itertools
import re
from datetime import date

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.dispatches.rules.words import ACTOR, KINDS, TASK_VERB, alternation
from haichieu.text.clean import just_before
from haichieu.text.dates import make_date
from haichieu.text.folding import small_letters
from haichieu.text.patterns import late

_DAY = (
    r"(?:ngày\s+)?(?:(?:thứ\s+\w+|chủ\s+nhật),?\s*\(?(?:ngày\s+)?|(?<=ngày\s))"
    r"(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<month>\d{1,2})(?:(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{4}))?"
    r"(?![\d/%]|\s*(?:đến|[-–])\s*(?:ngày\s+)?\d)"
)
_PART = r"(?:(?:vào|trong|cả)\s+)*(?:(?:buổi\s+)?(?:sáng|trưa|chiều|tối)\s+)?"
#: Acts that no list of tasks holds, for nobody is given them: “học sinh nghỉ học”, “cử tri đi bỏ phiếu”.
_OWN_ACT = r"(?:nghỉ|đi|thi|học|đồng\s+loạt)"
_ITEM = r"(?:^|[.;:]\s+|^\W*(?:\d{1,2}|[a-zđ])[.)/]\s*|^[-+*•]\s*)"
_NAMED = late("ngày|thứ|nhật")
#: Every day has such figures: most paragraphs have none.
_FIGURES = late(r"\d(?:\s?[/.-]\s?\d|\s+tháng\s)")
#: A day, whatever it is of.
_ANY = late(rf"(?<!\w)(?P<text>{_PART}{_DAY})")
#: In the clause before the day: what is to be done then, or whoever does it at the beginning.
_ACT_BEFORE = late(rf"(?<!\w)(?:{TASK_VERB}|{_OWN_ACT}(?!\w))\s|{_ITEM}{ACTOR}\s")
#: What an act does not reach across: the end of its clause, or a number.
_BETWEEN = late(r"[.;:]\s|\d(?!\d? ngày,? $)")
#: The day first, then whoever acts or the act.
_FIRST = late(
    rf"{_ITEM}(?P<text>(?:đúng\s+)?{_PART}{_DAY}\)?),?\s+"
    rf"(?=(?:{ACTOR}|{TASK_VERB}|{_OWN_ACT})(?!\w))(?![^.;,]{{0,70}}?\s(?:đã|ban\s+hành|có\s+(?:công|văn|tờ|thông|quyết))\s)"
)
#: Who did it, or what it was that took place on that day.
_PAST = late(
    r"(?<!\w)(?:đã|(?<!tổ chức )(?<!dự )(?:cuộc|buổi)|theo|kết quả|biên bản|vụ|căn cứ"
    r"|tại (?:hội nghị|kỳ|phiên|công văn|văn bản|kế hoạch|quyết định|thông báo))\s(?:[^.;,]{0,30}\s)?$"
)
#: The day of a document, of a holiday, of what is only got ready for, or one from or to which something counts.
_OF_ELSE = late(
    rf"(?<!\w)(?:(?:{alternation(KINDS)}|số \S+|ký|ban hành|hiệu lực(?: thi hành)?|sinh|từ|sau|trước|đến|hết|tính"
    r"|so với|của|cho)\s|(?:chuẩn bị|phục vụ|kỷ niệm|chào mừng|mừng|hướng tới|thành lập|truyền thống)\s[^.;,]{0,40})$"
)
_ISSUED_BY = late(rf"\)?,?\s+của\s+(?:{ACTOR})")
_REACH = 90
_FAR = 200


def find_event_days(text: str, issued: date | None) -> list[Deadline]:
    """The day of what is to be held or done in a paragraph that states no other deadline.

    >>> [d.value for d in find_event_days("Các hộ treo cờ Tổ quốc ngày 02/9/2025.", date(2025, 8, 1))]
    ['2025-09-02']
    >>> find_event_days("Theo kết quả họp ngày 02/7/2025.", date(2025, 8, 1))
    []
    """
    lower = small_letters(text)
    if issued is None or not _NAMED.search(lower) or not _FIGURES.search(lower):
        return []
    first = (match for match in _FIRST.finditer(lower) if not _is_past(lower, match.start()))
    behind = (match for match in _ANY.finditer(lower) if _is_acted_on(lower, match))
    for match in itertools.chain(first, behind):
        value = _value(match, issued)
        if value is not None:
            start, end = match.span("text")
            return [Deadline(text[start:end], "date", value.isoformat(), start, end)]
    return []


def _is_past(lower: str, at: int) -> bool:
    return _PAST.search(just_before(lower, at, 60)) is not None


def _is_acted_on(lower: str, match: re.Match[str]) -> bool:
    """Whether an act stands before the day in its clause, and the day is not that of something else."""
    if _is_past(lower, match.start()) or _ISSUED_BY.match(lower, match.end()):
        return False
    at = match.start()
    if _OF_ELSE.search(just_before(lower, at, _REACH)):
        return False
    marks = [mark.start() for mark in _BETWEEN.finditer(lower, max(0, at - _REACH), at)]
    return _ACT_BEFORE.search(lower, marks[-1] if marks else max(0, at - _REACH), at) is not None


def _value(match: re.Match[str], issued: date) -> date | None:
    """The day that is meant; one before the letter, or far off without its year, is none."""
    year = match.group("year")
    value = make_date(match.group("day"), match.group("month"), year or str(issued.year))
    if value is None or value < issued or (not year and (value - issued).days > _FAR):
        return None
    return value
