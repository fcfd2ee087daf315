"""Which layout rule a document has to follow, and why."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from haichieu.layout.checker.facts import Facts, Line
from haichieu.layout.checker.parts import date_match, is_emblem
from haichieu.layout.styles import Style, all_styles

_HEAD_LINES = 30
_UNION_WORDS = ("CÔNG ĐOÀN", "LIÊN ĐOÀN LAO ĐỘNG", "LĐLĐ", "CĐCS")
_BODIES = {
    "state": "Cơ quan nhà nước",
    "union": "Công đoàn",
    "party": "Tổ chức đảng",
    "youth": "Đoàn Thanh niên",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The style chosen and one sentence on why."""

    style: Style
    reason: str


def choose_style(facts: Facts, *, key: str = "", on: date | None = None) -> Choice:
    """The style of a document: of its kind of body, as in force on its own day.

    `key` names the kind of body instead of the document; `on` takes the rule of that day instead of its date.
    A day before any rule on file gets the oldest one, and the reason says so.
    """
    found, why = (key, "theo lựa chọn của người dùng") if key else _body(facts)
    day = on or document_day(facts)
    styles = [style for style in all_styles() if style.key == found]
    held = next((style for style in styles if day is not None and style.holds_on(day)), None)
    body = f"{_BODIES[found]} ({why})"
    if held is not None and day is not None:
        return Choice(held, f"{body}, quy định có hiệu lực ngày {day:%d/%m/%Y}.")
    if day is None:
        return Choice(styles[-1], f"{body}; văn bản chưa rõ ngày nên theo quy định mới nhất.")
    missing = f"quy định của ngày {day:%d/%m/%Y} chưa có trong danh mục nên đối chiếu với quy định về sau"
    return Choice(styles[0], f"{body}; {missing}.")


def document_day(facts: Facts) -> date | None:
    """The day in the place-and-date line, in a draft the last one that it leaves open; None without a year.

    >>> from haichieu.layout.checker.text_facts import text_facts
    >>> document_day(text_facts("Mỹ An, ngày     tháng 8 năm 2021"))
    datetime.date(2021, 8, 31)
    """
    for line in facts.lines[:_HEAD_LINES]:
        match = date_match(line.text)
        if match and match[3]:
            return _day(int(match[3]), int(match[2] or 12), int(match[1]) if match[1] else None)
    return None


def _day(year: int, month: int, day: int | None) -> date | None:
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _body(facts: Facts) -> tuple[str, str]:
    head = facts.lines[:_HEAD_LINES]
    for style in all_styles():
        if style.key in ("party", "youth") and any(is_emblem(line.text, style) for line in head):
            return style.key, f"tiêu đề “{style.emblem_lines[0]}”"
    number = next((place for place, line in enumerate(head) if line.text.startswith("Số")), len(head))
    union = next((line for line in head[: number + 1] if _is_union(line)), None)
    if union is not None:
        return "union", "tên cơ quan ban hành là công đoàn"
    return _by_symbol(head)


def _is_union(line: Line) -> bool:
    return line.text.isupper() and any(word in line.text for word in _UNION_WORDS)


def _by_symbol(head: tuple[Line, ...]) -> tuple[str, str]:
    """Without any letterhead the symbol tells: “134/LĐLĐ”, “31-CV/ĐTN”, “05-CV/BTGTU”."""
    for line in head:
        text = line.text.strip()
        if not text.startswith("Số"):
            continue
        if any(mark in text for mark in ("LĐLĐ", "TLĐ", "CĐCS")):
            return "union", "ký hiệu của công đoàn"
        if any(mark in text for mark in ("TĐTN", "ĐTN", "TWĐTN")):
            return "youth", "ký hiệu của Đoàn Thanh niên"
        break
    return "state", "theo Quốc hiệu hoặc tên cơ quan"
