"""Quantitative limits and targets that somebody must keep; a share of posts is made checkable by machine."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from haichieu.dispatches.rules.amounts import PART
from haichieu.dispatches.rules.indicators import Indicator, make_indicator
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.text.clean import just_before
from haichieu.text.folding import fold_chars
from haichieu.text.letters import UPPER
from haichieu.text.numbers import NUMBER_WORD
from haichieu.text.patterns import late

_NUM = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|[lO]?\d+(?:[.,]\d+)?|{NUMBER_WORD})"
#: Words at which the name of what is counted is over.
_OVER = (
    r"(?:trở|đến|mỗi|trong|tại|trên|dưới|của|và|với|được|có|là|để|cho|do|từ|theo|về|khi|so|tham|đạt|vào"
    r"|thực|hoàn|gửi|so|trước"
    r"|sau|hằng|hàng|nhằm|như|cùng|phải|cần|dự|viết|bằng|ở|mà|nếu|thì|đăng|kết|sinh|nộp|chưa|đã|giỏi|kể|tính|hoặc)"
)
_NOUN = rf"(?!A4|{_OVER}(?!\w))(?:[^\W\d_]|-)+"
_RATE = r"(?:\s?/\s?[^\W\d_]+|\s+mỗi\s+[^\W\d_]+)"
#: What is counted in compounds of two words may be told by two more: “công trình thanh niên”.
_HEAD = (
    r"(?:công\s+trình|hội\s+nghị|đoàn\s+viên|hội\s+viên|mô\s+hình|sản\s+phẩm|chuyên\s+mục|tiết\s+mục|cán\s+bộ"
    r"|đại\s+biểu|chương\s+trình|hoạt\s+động|phần\s+việc|dự\s+án|đề\s+tài|tác\s+phẩm)"
)
_WHOSE = rf"(?:(?:\s+(?:tổng\s+)?số)?(?:\s+{_NOUN}){{0,2}}(?:,\s*bài(?!\w))?)"
_UNIT = (
    rf"(?:\s?%(?:/\w+|(?:\s+(?:tổng\s+)?số)?(?:\s+{_NOUN}){{0,2}})?|\s?đ(?!\w)"
    r"|\s+(?:km|mét|kg|tấn|ha|phút|(?:nghìn\s+|triệu\s+|tỷ\s+)?đồng|lần)(?!\w)(?:\s?/\s?[^\W\d_]+"
    r"|\s+mỗi\s+[^\W\d_]+)?"
    rf"|\s+bài\s+viết(?!\w)(?:{_RATE})?"
    rf"|\s+{_HEAD}\s+{_NOUN}\s+{_NOUN}(?!\w)(?:{_RATE})?"
    rf"|\s+[“\"]?{_NOUN}(?:\s?/\s?[^\W\d_]+|(?:\s+{_NOUN}){{0,2}}(?:\s+A4)?(?:{_RATE})?)?(?:,\s*bài(?:{_RATE})?)?)"
)
_MORE = r"(?:lớn|cao|nhiều)\s+hơn"
_LESS = r"(?:nhỏ|thấp|ít|kém)\s+hơn"
_LEVEL = r"(?:\s+(?:mức|ngưỡng|tỷ\s+lệ))?"
#: “không để tỷ lệ tin, bài tiêu cực trên”: the bound is turned round however far its word stands.
_TURNED = (
    r"không\s+(?:được\s+(?:phép\s+)?)?(?:(?:để|phát|chi|thu|chiếm|đăng|được)\s|có\s(?:[^\W\d]+\s){1,4}?nào\s)"
    rf"(?:(?!(?:phấn|đạt|bảo|đảm|duy|giữ|nhưng|mà|tối|ít\s+nhất)\s)[^\W\d]+(?:,(?=\s+bài\s))?\s){{0,9}}?"
    rf"(?:(?:vượt\s+)?quá|vượt|trên|dưới|{_MORE}|{_LESS})"
)
_BOUND = (
    rf"(?:không\s+(?:được\s+(?:phép\s+)?)?(?:(?:vượt\s+)?quá|vượt|trên|dưới|{_MORE}|{_LESS}){_LEVEL}|{_TURNED}{_LEVEL}"
    r"|tối\s+đa(?:\s+(?:là|bằng|không\s+quá))?|tối\s+thiểu(?:\s+(?:là|bằng))?|(?:ít|nhiều)\s+nhất(?:\s+là)?"
    rf"|(?:bằng\s+hoặc\s+)?(?:dưới{_LEVEL}|trên{_LEVEL}|{_MORE}|{_LESS})(?:\s+hoặc\s+bằng)?|khoảng|chỉ|(?<!không\s)(?<!chưa\s)(?<!chỉ\s)(?<!mới\s)đạt|từ)"
)
_BOUNDED = late(
    rf"(?<!\w)(?=[ktíndcđlb])(?P<bound>{_BOUND})\s+"
    rf"(?:(?P<part>{PART}){_WHOSE}|(?P<n>{_NUM})(?:\s+đến\s+{_NUM})?{_UNIT})(?:\s+trở\s+(?:lên|xuống))?",
    re.IGNORECASE,
)
#: With the last word of a bound and its number, in small letters, most paragraphs are passed over in one look. Begun
#: with the space between, after which a number stands more seldom than such a word before it.
_BEFORE_NUMBER = (
    "quá", "vượt", "đa", "thiểu", "là", "bằng", "nhất", "dưới", "hơn", "trên", "khoảng", "chỉ", "đạt", "từ", "mức",
    "ngưỡng", "lệ",
)  # fmt: skip
_ANY_BOUND = late(
    r"\s(?=\s*(?:[lo]?\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa))"
    "(?:" + "|".join(map(r"(?<={}\s)".format, _BEFORE_NUMBER)) + ")"
)
#: “quá nửa số tin”, “hơn một nửa”.
_HALVES = late(rf"(?<!\w)(?P<bound>quá|hơn)\s+(?P<part>(?:một\s+)?nửa(?!\w)){_WHOSE}", re.IGNORECASE)
#: “15 % trở xuống”.
_OPEN = late(rf"(?<![\w.,])(?P<n>{_NUM})\s?%\s+trở\s+(?:lên|xuống)", re.IGNORECASE)
#: “từ 10 % đến 15 %”: no less and no more.
_BETWEEN = late(
    rf"(?<!\w)(?P<low>từ\s+(?P<n>{_NUM})\s?%?)\s*(?:,\s*)?(?P<high>(?:đến|[-–])\s*{_NUM}\s?%)(?!\s+trở)",
    re.IGNORECASE,
)
#: “≤ 15%”, “(<15%)”.
_SIGNED = late(rf"(?P<bound>[<>]=?|[≤≥])\s?(?P<n>{_NUM})\s?%")
#: “100% cơ sở Đoàn”: the units that are counted belong to the limit; people stand in its subject.
_WHOLE = late(
    r"(?<![\w.,])(?P<n>100\s?%)(?:\s+số\s+[^\W\d_]+|\s+(?:cơ\s+sở|trụ\s+sở|đơn\s+vị|sở,\s+ngành"
    r"|chi\s+đoàn|chi\s+bộ|công\s+đoàn)"
    rf"(?:,?\s+{_NOUN}){{0,3}})?",
    re.IGNORECASE,
)
#: “Cử 03 đoàn viên”, “Tổ chức 01 lớp”, “chọn 01 đội nam, 01 đội nữ”: how many must be sent or held.
_PEOPLE = (
    r"(?:cán\s+bộ|đoàn\s+viên|hội\s+viên|đảng\s+viên|thanh\s+niên|lãnh\s+đạo|chuyên\s+viên|đại\s+biểu"
    r"|đồng\s+chí|người|lớp|đội"
    r"|tin|bài|cuộc|buổi|đợt|tiết\s+mục|công\s+trình|mô\s+hình|tham\s+luận|tiểu\s+phẩm)"
)
_COUNTED = late(
    r"(?<!\w)(?:cử|bố\s+trí|tổ\s+chức|mở|vận\s+động|viết|đăng|mời|chọn|kết\s+nạp(?:\s+mới)?|giới\s+thiệu"
    r"|xây\s+dựng|đăng\s+ký"
    rf"|chuẩn\s+bị|đảm\s+nhận|thực\s+hiện)\s+(?P<count>(?P<n>\d{{1,4}})\s+{_PEOPLE}(?!\w)"
    rf"(?:(?:\s+{_NOUN}){{0,2}}(?:,|\s+và)\s+\d{{1,3}}\s+{_PEOPLE}(?:\s+{_NOUN})?)*)",
    re.IGNORECASE,
)
_ANY_COUNT = late(rf"\d\s+{_PEOPLE}(?!\w)")
#: “giảm … bình quân 4%/năm”: a rate to be reached.
_PACE = late(r"(?<!\w)(?:giảm|tăng)\s[^.;]{3,70}?\s(?P<count>(?P<n>\d+(?:,\d+)?)\s?%/năm)", re.IGNORECASE)
_SHARED = r"\s+(?:người|tin|bài|đoàn\s+viên|đại\s+biểu|lượt|suất|buổi|hộ)\s?/"
_PER = late(rf"(?<![\w.,/])(?P<n>\d{{1,4}}){_SHARED}\s?\w+(?:\s+\w+)?")
_ANY_RATE = late(rf"\d{_SHARED}")
#: Both need what is counted right after its number: most paragraphs are passed over in one look.
_ANY_COUNTED = late(rf"\d\s+(?:{_PEOPLE}|lượt|suất|hộ)")
_DURATION = late(r"\s*(?:đến|-)?\s*(?:\d+\s*)?(?:ngày|giờ|tháng|tuần|năm|quý)(?!\w)", re.IGNORECASE)
_STRICT = late(r"(?:không|tối|ít\s+nhất|nhiều\s+nhất)", re.IGNORECASE)
#: Bounds that as often describe or compare: only a share, or “trở lên”, makes limits of them.
_LOOSE = late(rf"(?:bằng|từ|đạt|trên|chỉ|dưới|khoảng|{_MORE}|{_LESS})", re.IGNORECASE)
_COMPARED = late(r"\s+so\s+với(?!\w)", re.IGNORECASE)
#: A duration from or before an event is a deadline.
_EVENT_NEAR = late(r"(?:,?\s+(?:làm\s+việc|kể|tính|từ|sau|trước)(?!\w)|\s*\()", re.IGNORECASE)
#: “trẻ từ 1 đến 10 tuổi”, “doanh nghiệp có từ 50 lao động trở lên”: whom it concerns, not how much.
_DESCRIBES = late(r"(?:^\s*(?:đến\s+\d+\s+)?tuổi|có\s+từ\s+\d)", re.IGNORECASE)
_EVENT_BEFORE = late(r"(?:trước\s+(?:khi|ngày|giờ)|sau\s+khi)\s[^.;,]{2,60}$", re.IGNORECASE)
_TIME = late(r"(?:ngày|giờ|phút|tháng|tuần|năm|quý)\b", re.IGNORECASE)
_DIGIT = late(r"\d")
_NUMBER_WORDS = ("một", "hai", "ba", "năm", "mười", "nửa")
_SHARE_OF_POSTS = late(
    r"(?:tin,? bai|tin, bai|bai dang|bai viet|thong tin (?:duoc )?dang|so tin|thong tin tieu cuc"
    r"|noi dung dang|tong so tin|(?:tin|bai|noi dung)(?: \w+)? (?:tieu cuc|mat trai))"
)
_NEGATIVE = late(r"(?:tieu cuc|mat trai)")
_WHAT_CUT = late(r"[.;:()]|(?<!\btin),\s(?=[^\W\d]+\s)", re.IGNORECASE)
_OPEN_ENDED = late(r"trở|đến|khoảng")
_RESULT = late(
    r"(?:đã|giảm|tăng|Kết\s+quả|suy\s+giảm|thương\s+tật|phạt|chênh\s+lệch|Phạt|hưởng|lương|trợ\s+cấp"
    r"|phụ\s+cấp|lãi\s+suất"
    r"|thuế\s+suất|Mức\s+(?:hưởng|đóng))\s[^;]{0,60}$"
)
_REPORTED = late(rf"^\W*(?:Năm|Quý|Tính)\s+[{UPPER}\d]")
_CLAUSE_END = late(r"[.;]")
_INNER = late(r"không\s+\S+\s+(.{4,60}?)\s+(?:vượt|quá|trên|dưới)(?!\w)", re.IGNORECASE)


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
    #: The limit in a form that a machine can check.
    indicator: Indicator | None = None
    #: Whether the letter says “tối đa”, “ít nhất” …, and does not only count.
    stated: bool = True

    def to_dict(self) -> dict[str, object]:
        """The entry as `haichieu read --json` prints it."""
        share = None if self.share is None else {
            "numerator": self.share.numerator, "denominator": self.share.denominator, "strict": self.share.strict,
            "counts": self.share.counts,
        }  # fmt: skip
        indicator = self.indicator.to_dict() if self.indicator else None
        return {"text": self.text, "what": self.what, "share": share, "indicator": indicator}


def find_limits(text: str) -> tuple[LimitText, ...]:
    """Every limit or target in a paragraph.

    >>> limit = find_limits("thông tin tiêu cực không chiếm tỷ lệ lớn (dưới 15%) trong số tin, bài được đăng tải")[0]
    >>> limit.text, limit.share
    ('dưới 15%', Share(numerator=15, denominator=100, strict=True, counts='negative'))
    >>> [limit.text for limit in find_limits("Mỗi chi đoàn trồng từ 50 cây trở lên; lưu giữ không quá 02 ngày.")]
    ['từ 50 cây trở lên', 'không quá 02 ngày']
    """
    if not (_DIGIT.search(text) or any(map(text.__contains__, _NUMBER_WORDS))):
        return ()
    # Kept in their order, in which only the two neighbours of a match can overlap it.
    lower = text.lower()
    found = _between(text) if "%" in lower and "từ" in lower else []
    for pattern in _worth_trying(lower):
        for match in pattern.finditer(text):
            place = bisect_left(found, match.start(), key=_start)
            near = found[max(0, place - 1) : place + 1]
            if any(match.start() < other.end and other.start < match.end() for other in near):
                continue
            if _is_time(text, match) or _is_past(text, match):
                continue
            found.insert(place, _limit(text, match))
    return tuple(found)


def _start(limit: LimitText) -> int:
    return limit.start


def _worth_trying(lower: str) -> Iterator[re.Pattern[str]]:
    """The patterns whose plainest part stands in the small letters of a paragraph: most have none."""
    if _ANY_BOUND.search(lower):
        yield _BOUNDED
    if _ANY_COUNTED.search(lower):
        if _ANY_RATE.search(lower):
            yield _PER
        if _ANY_COUNT.search(lower):
            yield _COUNTED
    if "%" in lower and any(map(lower.__contains__, "<>≤≥")):
        yield _SIGNED
    if " nửa" in lower:
        yield _HALVES
    if "%" in lower and "trở" in lower:
        yield _OPEN
    if "%/năm" in lower:
        yield _PACE
    if "100" in lower:
        yield _WHOLE


def _between(text: str) -> list[LimitText]:
    """Both ends of each range of shares, each a limit of its own."""
    found = []
    for match in _BETWEEN.finditer(text):
        if _is_past(text, match):
            continue
        what, before, after = (
            _what(text, match),
            just_before(text, match.start(), 200),
            text[match.end() :][:200],
        )
        for end in ("low", "high"):
            words = match.group(end)
            share = words if "%" in words else f"{words}%"
            indicator = make_indicator(share, what, before, after)
            limit = _share(text, match, indicator)
            found.append(LimitText(words, what, limit, *match.span(end), indicator, stated=False))
    return found


def _limit(text: str, match: re.Match[str]) -> LimitText:
    start = match.start("count" if "count" in match.groupdict() else 0)
    words = text[start : match.end()].strip(" ,")
    end, what = start + len(words), _what(text, match)
    indicator = make_indicator(words, what, just_before(text, start, 200), text[end : end + 200])
    stated = bool(match.groupdict().get("bound")) and not words.lower().startswith("khoảng")
    return LimitText(words, what, _share(text, match, indicator), start, end, indicator, stated)


_EACH_CHANNEL = late(r"(?<!\w)(?:từng|mỗi)\s+(?:kênh|trang|nền\s+tảng|tài\s+khoản|cổng)(?!\w)", re.IGNORECASE)
#: Where an item, a paragraph or a sentence of a letter is over.
_ITEM_END = late(r"\n\s*\n|\n\s*(?=(?:\d+[.)]|[a-zđ]\)|[-–+•])\s)|(?<=[^\W\d_]{2}\.)\s+(?=[A-ZĐ])")


def is_for_each_channel(text: str, words: str) -> bool:
    """Whether a letter lays a limit on each channel by itself, and not on all channels taken together.

    Parameters
    ----------
    text, words:
        The letter and the limit in its own words.

    >>> is_for_each_channel("2. Cân đối tin, bài trên từng kênh; bảo đảm tin tiêu cực dưới 15% tổng số.", "dưới 15%")
    True
    >>> is_for_each_channel("1. Rà soát từng kênh.\\n2. Tin tiêu cực dưới 15% tổng số tin.", "dưới 15%")
    False
    """
    wanted = " ".join(words.split())
    items = (" ".join(item.split()) for item in _ITEM_END.split(text))
    return any(wanted in item and _EACH_CHANNEL.search(item) for item in items)


def binding_limits(
    limits: Iterable[tuple[Paragraph, LimitText]], asked: Container[Paragraph], *, reports: bool
) -> list[tuple[Paragraph, LimitText]]:
    """The limits that somebody must keep: those of a request, and elsewhere those stated in so many words.

    Parameters
    ----------
    limits:
        Each with its paragraph.
    asked:
        The paragraphs that ask for something.
    reports:
        Whether the letter reports or proposes: what it counts outside its requests are results.
    """
    return [
        (paragraph, limit)
        for paragraph, limit in limits
        if paragraph in asked or (limit.stated and not reports)
    ]


def _is_time(text: str, match: re.Match[str]) -> bool:
    named = match.groupdict()
    if named.get("part"):
        return bool(_COMPARED.match(text, match.end()))
    after_number = match.group(0)[match.end("n") - match.start() :]
    bound = (named.get("bound") or "").lower()
    if _DESCRIBES.match(after_number) or _DESCRIBES.search(text[max(0, match.start() - 3) : match.end()]):
        return True
    if _DURATION.match(after_number):
        if not _STRICT.match(bound) or _EVENT_NEAR.match(text, match.end("n") + _unit_length(after_number)):
            return True
        return bool(_EVENT_BEFORE.search(just_before(text, match.start())))
    if _LOOSE.match(bound) and "%" not in after_number:
        return not _OPEN_ENDED.search(match.group(0)) or bool(_TIME.search(after_number))
    if bound.endswith("hơn") and not bound.startswith("không"):
        return bool(_COMPARED.match(text, match.end()))
    return bound == "từ" and "trở" not in match.group(0)


def _unit_length(after_number: str) -> int:
    found = _DURATION.match(after_number)
    return found.end() if found else 0


def _is_past(text: str, match: re.Match[str]) -> bool:
    clause = just_before(text, match.start(), 400).rsplit(". ", 1)[-1]
    return bool(_RESULT.search(clause)) or bool(_REPORTED.search(clause))


#: So far after a limit its clause may go on.
_REACH = 2_000


def _what(text: str, match: re.Match[str]) -> str:
    before = just_before(text, match.start(), 400).rstrip(" (")
    head = _WHAT_CUT.split(before)[-1].strip(" ,-–")
    after = _WHAT_CUT.split(text[match.end() : match.end() + _REACH].lstrip(" )"), 1)[0].strip(" ,")
    words = head if len(head.split()) >= 3 else f"{head} {after}".strip()
    inner = _INNER.match(match.group(0))
    return " ".join((inner.group(1) if inner else words or after).split()[-18:])


def _share(text: str, match: re.Match[str], indicator: Indicator | None) -> Share | None:
    if indicator is None or indicator.unit not in ("%", "phần") or indicator.comparator not in ("<", "<="):
        return None
    clause_start = max(text.rfind(mark, 0, match.start()) for mark in ".;")
    clause = _CLAUSE_END.split(text[match.end() : match.end() + 120])[0]
    near = fold_chars(text[max(clause_start + 1, match.start() - 220) : match.end()] + clause)
    if not _SHARE_OF_POSTS.search(near) or not _NEGATIVE.search(near):
        return None
    value = Fraction(indicator.value)
    numerator, whole = value.numerator, value.denominator * (100 if indicator.unit == "%" else 1)
    return Share(numerator, whole, indicator.comparator == "<", "negative")
