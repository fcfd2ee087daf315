"""A limit made checkable: what is measured, against which base, how compared, with which number, in which period."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.amounts import read_amount
from haichieu.text.patterns import late

#: What a bound says of itself; “không” in front turns it round.
_OPEN_ENDED = late(r"trở\s+(?P<side>lên|xuống)", re.IGNORECASE)
_MOST = late(r"tối\s+đa|nhiều\s+nhất", re.IGNORECASE)
_LEAST = late(r"tối\s+thiểu|ít\s+nhất|từ\s[^;]*đến", re.IGNORECASE)
#: The two ends of “từ 10 % đến 15 %”.
_FROM, _UP_TO = late(r"từ\s", re.IGNORECASE), late(r"(?:đến\s|[-–])", re.IGNORECASE)
_DIRECTION = late(
    r"(?P<up>quá|vượt|trên|^hơn|(?:lớn|cao|nhiều)\s+hơn)|(?P<down>dưới|(?:nhỏ|thấp|ít|kém)\s+hơn)",
    re.IGNORECASE,
)
#: What follows the number and is no name: “… đến 20 bài”, “… trở xuống”.
_TAIL = late(r"^\s*(?:đến\s+\S+\s+|trở\s+(?:lên|xuống)(?!\w))", re.IGNORECASE)
#: “đạt”, “phấn đấu” without a direction: at least.
_REACH = late(r"đạt|phấn\s+đấu", re.IGNORECASE)
#: “≤”, “nhỏ hơn hoặc bằng”, “bằng hoặc dưới”.
_SIGN = late(r"\s*(?P<sign>[<>]=?|[≤≥])")
_SIGNS = {"≤": "<=", "≥": ">="}
_OR_EQUAL = late(r"hoặc\s+bằng|bằng\s+hoặc", re.IGNORECASE)
_NOT = late(r"không(?!\w)", re.IGNORECASE)
#: Units of length, weight, time, money and writing measure something that the sentence names in front.
_MEASURED = late(
    r"(?:km|m|mét|kg|tấn|tạ|ha|lít|phút|giờ|ngày|tuần|tháng|quý|năm|(?:\w+\s+)?đồng|đ|lần|trang|chữ|từ|điểm|tuổi)(?!\w)",
    re.IGNORECASE,
)
_RATE = late(r"(?<!\w)(?:tỷ|tỉ)\s+lệ(?!\s+(?:lớn|nhỏ|cao|thấp)(?!\w))", re.IGNORECASE)
#: “bảo đảm …”, “không để …” before what is measured; “… không chiếm tỷ lệ lớn”, “… đạt” after it.
_SETS = late(
    r"^(?:(?:bảo\s+đảm|đảm\s+bảo|phấn\s+đấu|duy\s+trì|giữ|giảm|tăng|nâng|hạ|kiểm\s+soát|không|được|để|có|số)(?!\w)\s*)+",
    re.IGNORECASE,
)
_REACHES = late(
    r"(?:\s+|^)(?:(?:không|luôn|phải|chỉ|được)\s+)*(?:chiếm|đạt|ở|là|có|bằng|còn|không)"
    r"(?:\s+(?:tỷ\s+lệ|mức)(?:\s+(?:lớn|nhỏ|cao|thấp))?)?$",
    re.IGNORECASE,
)
_PERIOD = late(
    r"(?:/|(?:mỗi|hằng|hàng|trong(?: một| mỗi)?)\s+)(?P<unit>ngày|tuần|tháng|quý|năm|buổi|đợt|kỳ|giờ|lượt)(?!\w|\s*\d)",
    re.IGNORECASE,
)
_PERIODS = {
    "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year", "giờ": "hour", "buổi": "session",
    "đợt": "round", "kỳ": "term", "lượt": "turn",
}  # fmt: skip
_BASE = late(
    r"^\s*(?:\([^()]{1,30}\)|\))?\s*(?:(?:trong|trên|so với|của)\s+)?(?P<base>(?:tổng\s+)?số\s[^.;:()]{2,70}"
    r"|(?<=trên )[^.;:()]{2,60})"
)
_BASE_END = late(
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
    #: The number, with a point as decimal mark; “1/3” where no decimal number says it exactly.
    value: str
    #: “%”, “phần” for a share such as 1/3, or what is counted.
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
    amount = read_amount(words)
    if amount is None:
        return None
    rest = _TAIL.sub("", amount.rest).lstrip()
    shared = amount.share is not None
    unit = ("phần" if "/" in amount.value else "%") if shared else _counted(rest)
    return Indicator(
        measure=measure_of(what, unit, rest, after),
        base=_base(rest, after) if shared else None,
        comparator=comparator(words),
        value=amount.value,
        unit=unit or "lần",
        period=_period(words, before, after),
    )


def comparator(words: str) -> str:
    """How a bound compares: one of <, <=, >, >=, =.

    >>> [comparator(words) for words in ("dưới 15%", "không quá 15%", "không để tỷ lệ bài xấu trên 15%", "02 bài")]
    ['<', '<=', '<=', '=']
    >>> [comparator(words) for words in ("từ 15% trở xuống", "không dưới 80%", "trên 90%", "không thấp hơn 80%")]
    ['<=', '>=', '>', '>=']
    """
    amount = read_amount(words)
    bound = words[: len(words) - len(amount.rest)] if amount else words
    sign = _SIGN.match(words)
    if sign:
        return _SIGNS.get(sign.group("sign"), sign.group("sign"))
    negated = bool(_NOT.match(words))
    ended = _OPEN_ENDED.search(words)
    if ended:
        up = ended.group("side").lower() == "lên"
        return ("<" if up else ">") if negated else (">=" if up else "<=")
    if _MOST.search(bound) or _UP_TO.match(words):
        return "<="
    if _LEAST.search(words) or _FROM.match(words):
        return ">="
    directions = list(_DIRECTION.finditer(bound))
    if directions:
        up = directions[-1].group("up") is not None
        if negated:
            return "<=" if up else ">="
        return (">" if up else "<") + ("=" if _OR_EQUAL.search(bound) else "")
    return ">=" if _REACH.search(bound) else "="


def measure_of(what: str, unit: str, rest: str, after: str) -> str:
    """What is measured: for a share the thing it is a share of something of, for a count what is counted.

    >>> measure_of("bảo đảm tỷ lệ tin, bài tiêu cực", "%", "", "")
    'tỷ lệ tin, bài tiêu cực'
    >>> measure_of("phối hợp với Trạm Y tế đăng tải", "bài viết", "bài viết mỗi tháng", "")
    'bài viết'
    >>> measure_of("Báo cáo", "trang A4", "trang A4", "")
    'Báo cáo'
    """
    if unit not in ("%", "phần"):
        return what if what and (not unit or _MEASURED.match(unit)) else _enumerated(rest) or unit or what
    rate = _RATE.search(what)
    words = what[rate.start() :] if rate else _SETS.sub("", what)
    # What stands only after the number is the rest of a name that begins beside it.
    words = "" if what and after.lstrip().startswith(what) else _REACHES.sub("", words).strip(" ,")
    return words or re.split(r"[.;:()]", f"{rest}{after}")[0].strip(" ,") or what


def _enumerated(rest: str) -> str:
    """“tin, bài” of “tin, bài mỗi tuần”."""
    return re.split(r"/|\s+(?:mỗi|trở|đến)\s", rest)[0].strip(" ,")


def _counted(rest: str) -> str:
    return re.split(r"[/,]|\s+(?:mỗi|trở|đến)\s", rest)[0].strip()


def _base(rest: str, after: str) -> str | None:
    match = _BASE.match(f"{rest}{after}")
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
