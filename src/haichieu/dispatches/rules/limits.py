"""Quantitative limits and targets that somebody must keep; a share of posts is made checkable by machine."""

import re
from dataclasses import dataclass
from fractions import Fraction

from haichieu.text.clean import just_before
from haichieu.text.folding import fold_chars
from haichieu.text.letters import UPPER

_NUM = r"(?:\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?|một|hai|ba|bốn|năm)"
_UNIT = (
    r"(?:\s?%(?:/\w+)?(?:\s+(?:số|tổng\s+số)\s+[^.;,()]{2,30})?|\s+(?:[^\W\d_]+)(?:\s?/\s?[^\W\d_]+"
    r"|\s+(?:A4|mỗi\s+\w+|đồng(?:/\w+)?))?"
    r"(?:,\s*bài(?:\s+mỗi\s+\w+)?)?)"
)
_BOUND = (
    r"(?:không\s+(?:được\s+)?(?:vượt\s+)?quá|không\s+vượt|tối\s+đa(?:\s+(?:là|bằng))?"
    r"|tối\s+thiểu(?:\s+(?:là|bằng))?|ít\s+nhất|không\s+dưới|không\s+ít\s+hơn|"
    r"không\s+nhiều\s+hơn|không\s+thấp\s+hơn|dưới|trên|khoảng|nhiều\s+nhất|chỉ|đạt|từ)"
)
_BOUNDED = re.compile(
    rf"(?<!\w)(?P<bound>{_BOUND})\s+(?P<n>{_NUM})(?:\s+đến\s+{_NUM})?{_UNIT}(?:\s+trở\s+(?:lên|xuống))?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<![\w.,])(?P<n>100\s?%)")
#: “Cử 03 đoàn viên”, “Tổ chức 01 lớp”: how many must be sent or held.
_COUNTED = re.compile(
    r"(?<!\w)(?:cử|bố trí|tổ chức|mở|vận động|viết|đăng)\s+"
    r"(?P<count>(?P<n>\d{1,3})\s+(?:cán\s+bộ|đoàn\s+viên|lớp|người|đồng\s+chí|đại\s+biểu|lãnh\s+đạo|tin|bài|cuộc|buổi|đợt))(?!\w)",
    re.IGNORECASE,
)
#: “giảm … bình quân 4%/năm”: a rate to be reached.
_RATE = re.compile(
    r"(?<!\w)(?:giảm|tăng)\s[^.;]{3,70}?\s(?P<count>(?P<n>\d+(?:,\d+)?)\s?%/năm)", re.IGNORECASE
)
_PER = re.compile(
    r"(?<![\w.,/])(?P<n>\d{1,4})\s+(?:người|tin|bài|đoàn\s+viên|đại\s+biểu|lượt|suất|buổi|hộ)\s?/\s?\w+(?:\s+\w+)?"
)
_TIME = re.compile(r"(?:ngày|giờ|phút|tháng|tuần|năm|quý)\b", re.IGNORECASE)
_CEILING = re.compile(r"(?i)^(?:không\s+(?:được\s+)?(?:vượt|quá|nhiều)|tối\s+đa|dưới|nhiều\s+nhất)")
_SHARE_OF_POSTS = re.compile(
    r"(?:tin,? bai|tin, bai|bai dang|bai viet|thong tin (?:duoc )?dang|so tin|thong tin tieu cuc"
    r"|noi dung dang|tong so tin)"
)
_NEGATIVE = re.compile(r"(?:tieu cuc|mat trai)")
_WHAT_CUT = re.compile(r"[.;:()]|,\s(?=[^\W\d]+\s)")


@dataclass(frozen=True, slots=True)
class Share:
    """A limit on the share of posts, in exact fractions."""

    numerator: int
    denominator: int
    #: True for “dưới 15 %”, False for “không quá 15 %”.
    strict: bool
    #: Which posts are counted: negative.
    counts: str


@dataclass(frozen=True, slots=True)
class LimitText:
    """One limit as the letter states it."""

    text: str
    #: What is limited, in the words of the letter.
    what: str
    share: Share | None
    #: Offsets in the paragraph.
    start: int
    end: int

    def to_dict(self) -> dict[str, object]:
        """The entry as `haichieu read --json` prints it."""
        share = None if self.share is None else {
            "numerator": self.share.numerator, "denominator": self.share.denominator, "strict": self.share.strict,
            "counts": self.share.counts,
        }  # fmt: skip
        return {"text": self.text, "what": self.what, "share": share}


def find_limits(text: str) -> tuple[LimitText, ...]:
    """Every limit or target in a paragraph.

    >>> limit = find_limits("thông tin tiêu cực không chiếm tỷ lệ lớn (dưới 15%) trong số tin, bài được đăng tải")[0]
    >>> limit.text, limit.share
    ('dưới 15%', Share(numerator=15, denominator=100, strict=True, counts='negative'))
    """
    found: list[LimitText] = []
    for pattern in (_BOUNDED, _PER, _COUNTED, _RATE, _WHOLE):
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if _is_time(match) or _is_past(text, match):
                continue
            start = match.start("count" if "count" in match.groupdict() else 0)
            words = text[start : match.end()].strip(" ,")
            found.append(LimitText(words, _what(text, match), _share(text, match), start, start + len(words)))
    return tuple(sorted(found, key=lambda limit: limit.start))


def _is_time(match: re.Match[str]) -> bool:
    after_number = match.group(0)[match.end("n") - match.start() :]
    bound = match.groupdict().get("bound", "") or ""
    if re.match(r"\s*(?:đến|-)?\s*(?:\d+\s*)?(?:ngày|giờ|tháng|tuần|năm|quý)\b", after_number, re.I):
        return True
    if bound.lower() in ("từ", "đạt", "trên", "chỉ", "dưới", "khoảng") and "%" not in after_number:
        return not re.search(r"trở|đến|khoảng", match.group(0)) or bool(_TIME.search(after_number))
    return bound.lower() == "từ" and "trở" not in match.group(0)


def _is_past(text: str, match: re.Match[str]) -> bool:
    clause = just_before(text, match.start(), 400).rsplit(". ", 1)[-1]
    return bool(
        re.search(
            r"(?:đã|giảm|tăng|Kết\s+quả|suy\s+giảm|thương\s+tật|phạt|chênh\s+lệch)\s[^;]{0,60}$", clause
        )
    ) or bool(re.search(rf"^\W*(?:Năm|Quý|Tính)\s+[{UPPER}\d]", clause))


def _what(text: str, match: re.Match[str]) -> str:
    before = just_before(text, match.start(), 400).rstrip(" (")
    head = _WHAT_CUT.split(before)[-1].strip(" ,-–")
    after = _WHAT_CUT.split(text[match.end() :].lstrip(" )"))[0].strip(" ,")
    words = head if len(head.split()) >= 3 else f"{head} {after}".strip()
    return " ".join((words or after).split()[-18:])


def _share(text: str, match: re.Match[str]) -> Share | None:
    percent = re.search(r"(\d+(?:[.,]\d+)?)\s?%", match.group(0))
    if percent is None or not _CEILING.match(match.group(0)):
        return None
    flat = fold_chars(text)
    near = flat[max(0, match.start() - 220) : match.end() + 120]
    if not _SHARE_OF_POSTS.search(near) or not _NEGATIVE.search(near):
        return None
    value = Fraction(percent.group(1).replace(",", "."))
    numerator, denominator = value.numerator, value.denominator * 100
    strict = bool(re.match(r"(?i)dưới", match.group(0)))
    return Share(numerator, denominator, strict, "negative")
