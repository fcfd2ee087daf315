"""Deadlines that only point at one above them: “Thời hạn gửi như trên”, “đúng thời gian quy định”."""

from collections.abc import Iterable
from dataclasses import replace

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.dispatches.rules.forms import matching_form
from haichieu.text.patterns import late

_TIME = r"(?:thời gian|thời hạn|(?<!thời )hạn|tiến độ|lịch|mốc thời gian)"
_ABOVE = (
    r"(?:(?:nội dung |mục |điểm |phần )?(?:ở |phía )?trên(?! (?:địa|cơ sở|phần mềm|hệ thống|cổng|toàn))"
    r"|(?:tại|ở) (?:mục|điểm|khoản|phần) \w+(?: nêu)?(?: trên)?)(?!\w)"
)
_REFERENCE = late(
    rf"(?<!\w)(?<!sau )(?<!quá )(?<!hết )(?<!ngoài )(?:theo |đúng |trong |cùng |vào )*{_TIME}"
    r"(?: (?:gửi|nộp|báo cáo|đăng ký|thực hiện|hoàn thành|nhận))?"
    rf"(?: (?:đã|được|như|quy định|nêu|nói|ghi))*\s{_ABOVE}"
)
#: Of what is sent, “in the time set” means the time set above; of what is paid it means that of the law.
_AS_SET = late(
    rf"(?<!\w)(?:gửi|nộp|báo cáo|đăng ký)(?!\w)[^.;:]{{0,90}}?\s(?P<text>đúng (?:theo )?{_TIME} (?:đã )?"
    r"(?:quy định|yêu cầu|thông báo)(?! (?:của|tại|trong))(?!\w))"
)
_BARE = late(rf"{_TIME}(?: \w+){{0,2}}? như {_ABOVE}")


def find_reference(text: str) -> tuple[int, int] | None:
    """Where a paragraph points at a deadline above it.

    >>> text = "Các trường gửi danh sách theo thời hạn nêu trên."
    >>> text[slice(*find_reference(text))]
    'theo thời hạn nêu trên'
    """
    form = matching_form(text)
    if not ("thời" in form or "hạn" in form or "tiến độ" in form or "lịch" in form):
        return None
    found = _REFERENCE.search(form) or _BARE.search(form)
    if found:
        return found.span()
    as_set = _AS_SET.search(form) if "đúng" in form else None
    return as_set.span("text") if as_set else None


def refer_back(duties: Iterable[tuple[str, list[Deadline]]]) -> None:
    """Give each duty that points at a deadline above it the last day named there.

    Parameters
    ----------
    duties:
        The words of each duty, in the order of the letter, and its deadlines, to which the one found is added.

    >>> first, second = [Deadline("trước 5/6", "date", "2025-06-05", 0, 9)], []
    >>> refer_back([("Nộp trước 5/6", first), ("Thời hạn gửi như trên.", second)])
    >>> second[0].text, second[0].value
    ('Thời hạn gửi như trên', '2025-06-05')
    """
    last: Deadline | None = None
    for text, deadlines in duties:
        place = find_reference(text) if last and not deadlines else None
        if place and last:
            deadlines.append(replace(last, text=text[slice(*place)], start=place[0], end=place[1]))
        last = next((each for each in reversed(deadlines) if each.type == "date"), last)
