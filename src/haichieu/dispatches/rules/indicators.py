"""A limit made checkable: what is measured, against which base, how compared, with which number, in which period."""

import re
from dataclasses import dataclass

from haichieu.text.numbers import count

_COMPARATORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("<=", re.compile(r"không(?:\s+\S+){0,6}?\s+(?:quá|vượt|nhiều)|tối\s+đa|nhiều\s+nhất", re.IGNORECASE)),
    (">=", re.compile(
        r"không\s+(?:dưới|ít|thấp)|tối\s+thiểu|ít\s+nhất|từ\s[^;]*(?:trở\s+lên|đến)|đạt|phấn\s+đấu",
        re.IGNORECASE)),
    ("<", re.compile(r"dưới|trở\s+xuống", re.IGNORECASE)),
    (">", re.compile(r"trên", re.IGNORECASE)),
)  # fmt: skip
_NUMBER = re.compile(
    r"[lO]?\d[\dlO]*(?:[.,][\dlO]+)*|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)", re.IGNORECASE
)
_PERIOD = re.compile(
    r"(?:/|(?:mỗi|hằng|hàng|trong(?: một| mỗi)?)\s+)(?P<unit>ngày|tuần|tháng|quý|năm|buổi|đợt|kỳ|giờ|lượt)(?!\w|\s*\d)",
    re.IGNORECASE,
)
_PERIODS = {
    "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year", "giờ": "hour", "buổi": "session",
    "đợt": "round", "kỳ": "term", "lượt": "turn",
}  # fmt: skip
_BASE = re.compile(
    r"^\s*\)?\s*(?:(?:trong|trên|so với|của)\s+)?(?P<base>(?:tổng\s+)?số\s[^.;:()]{2,70}"
    r"|(?<=trên )[^.;:()]{2,60})"
)
_BASE_END = re.compile(
    r"\s(?:trước|chậm|trong\s+(?:tháng|năm|quý)|vào|để|theo|và|được\s+(?!đăng|chia|xếp|giao)|có|tham"
    r"|phải|đạt)(?!\w)|,\s(?=hoàn|gửi|báo)"
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One limit in a form that a machine can check."""

    #: What is counted or measured, in the words of the letter.
    measure: str
    #: Of what a share is taken; None for a count.
    base: str | None
    #: One of <, <=, >, >=, =.
    comparator: str
    #: The number, with a point as decimal mark.
    value: str
    #: “%”, or what is counted.
    unit: str
    #: day, week, month, quarter, year …; None where the letter names none.
    period: str | None

    def to_dict(self) -> dict[str, str | None]:
        """The entry as `haichieu read --json` prints it."""
        return {
            "measure": self.measure, "base": self.base, "comparator": self.comparator, "value": self.value,
            "unit": self.unit, "period": self.period,
        }  # fmt: skip


def make_indicator(words: str, what: str, before: str, after: str) -> Indicator | None:
    """Read the words of a limit as an indicator; None when no number stands in them.

    Parameters
    ----------
    words, what:
        The limit and what it limits, in the words of the letter.
    before, after:
        The sentence around it: periods and bases often stand there.

    >>> found = make_indicator("dưới 15%", "thông tin tiêu cực", "", ") trong số tin, bài được đăng tải")
    >>> found.comparator, found.value, found.unit, found.base
    ('<', '15', '%', 'số tin, bài được đăng tải')
    >>> make_indicator("ít nhất 02 tin, bài/tháng", "tin, bài", "", "").period
    'month'
    """
    number = _NUMBER.search(words)
    if number is None:
        return None
    rest = re.sub(r"^đến\s+\S+\s+", "", words[number.end() :].lstrip())
    unit = "%" if rest.startswith("%") else re.split(r"[/,]|\s+(?:mỗi|trở|đến)\s", rest)[0].strip()
    return Indicator(
        measure=what or unit,
        base=_base(rest, after) if unit == "%" else None,
        comparator=next((sign for sign, pattern in _COMPARATORS if pattern.search(words)), "="),
        value=_plain(number.group(0)),
        unit=unit or "lần",
        period=_period(words, before, after),
    )


def _plain(number: str) -> str:
    """“1.500” and “4,5” as a machine writes them; number words as digits."""
    if not any(char.isdigit() for char in number):
        return str(count(number) or number)
    digits = number.replace("l", "1").replace("O", "0")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    whole, _, part = digits.replace(",", ".").partition(".")
    return f"{int(whole)}.{part}" if part else str(int(whole))


def _base(rest: str, after: str) -> str | None:
    match = _BASE.match(f"{rest[1:]}{after}")
    if match is None:
        return None
    words = match.group("base")
    end = _BASE_END.search(words)
    return words[: end.start() if end else len(words)].strip(" ,")


def _period(words: str, before: str, after: str) -> str | None:
    near = re.split(r"[.;]", before)[-1][-60:]
    for part in (words, re.split(r"[.;]", after)[0][:30], near):
        match = _PERIOD.search(part)
        if match is not None:
            return _PERIODS[match.group("unit").lower()]
    return None
