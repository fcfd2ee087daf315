"""Deadlines that return: “định kỳ 6 tháng”, “trước ngày 20 hằng tháng”, “thứ Sáu hằng tuần”, “thường xuyên”."""

import re
from collections.abc import Callable

from haichieu.dispatches.rules.deadline_continuous import find_continuous
from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.dispatches.rules.deadline_weekdays import BY_WEEKDAY, EVERY, hour_of, period
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import BODY, TASK_VERB
from haichieu.text.clean import just_before
from haichieu.text.numbers import count
from haichieu.text.patterns import late

_UNITS = {
    "giờ": "hour", "tiếng": "hour", "phút": "minute", "ngày": "day", "tuần": "week", "tuân": "week", "tháng": "month",
    "quý": "quarter", "năm": "year",
}  # fmt: skip
_DAY_MONTH = r"\d{1,2}(?:\s?/\s?|\s+tháng\s+)\d{1,2}"
_BY_DAY = late(
    rf"(?<!\w)(?P<text>(?:(?:trước|vào|chậm\s+nhất"
    rf"|muộn\s+nhất)\s+(?:là\s+)?)?(?:(?P<hour>\d{{1,2}})\s?(?:giờ|h)\s*,?\s*)?(?:vào\s+)?"
    rf"(?:ngày\s+|(?={_DAY_MONTH}))(?P<more>(?:(?:{_DAY_MONTH}|\d{{1,2}}(?=,"
    rf"|\s+và)),?\s+(?:và\s+)?(?:trước\s+)?(?:ngày\s+)?)*)"
    rf"(?P<day>\d{{1,2}})(?:(?:\s+tháng\s+|\s?/\s?)(?P<month>\d{{1,2}}))?,?\s+(?:của\s+)?"
    rf"(?:{EVERY}\s+(?P<every>tháng|quý|năm)|(?<=\scủa\s)(?P<month_alone>tháng)(?=\s*(?:[.;,)]|$))|(?P<last>tháng\s+cuối\s+(?:của\s+)?(?:{EVERY}\s+)?quý)|"
    rf"(?P<next>tháng\s+(?:kế\s+tiếp|tiếp\s+theo|sau|liền\s+(?:kề|sau)|đầu\s+(?:của\s+)?quý\s+(?:sau|tiếp\s+theo"
    rf"|kế\s+tiếp)))))",
    re.IGNORECASE,
)
#: One of these patterns, in small letters, is met in whatever returns, each with a plain word that it cannot do
#: without; most paragraphs have none.
_RECURS = tuple(
    (word, late(pattern))
    for word, pattern in (
        ("lần", "lần"), *((word, rf"{word}\s") for word in ("hằng", "hàng", "mỗi", "từng")), ("định", r"định\s+kỳ"),
        ("tuần", r"tuần(?<!\w....)"), ("cứ", r"cứ\s(?<!\w...)"), ("(", r"(?:tháng|quý|năm)\s*\("),
        ("tháng", r"tháng\s+(?:cuối|kế|tiếp|sau|liền|đầu)|(?:đầu|cuối|của|cùng|tiên)\s+tháng"),
        ("cáo", r"báo\s+cáo\s+(?:kết\s+quả\s+|tổng\s+kết\s+|sơ\s+kết\s+)?(?:\d+\s+)?(?:tháng|quý|năm)"),
    )
)  # fmt: skip
_WEEK_OF = late(
    rf"(?<!\w)(?P<text>(?:vào\s+)?(?:tuần|ngày\s+làm\s+việc)\s+(?P<which>cuối"
    rf"|đầu)(?:\s+tiên)?(?:\s+cùng)?\s+(?:của\s+)?{EVERY}\s+(?P<unit>tháng|quý|năm))",
    re.IGNORECASE,
)
_PERIODIC = late(
    rf"(?<!\w)(?P<text>(?:theo\s+)?định\s+kỳ\s*:?\s*(?:(?:\d{{1,2}}\s+lần\s*/?\s*)?(?:{EVERY}\s+)?(?P<n>\d{{1,2}}"
    rf"|một|hai|ba|sáu)?\s*(?P<unit>tháng|quý|năm|tuần|ngày)(?:/lần|\s+một\s+lần)?))",
    re.IGNORECASE,
)
_SIMPLE = late(
    rf"(?<!\w)(?P<text>(?:ít\s+nhất\s+)?{EVERY}\s+(?P<unit>ngày|tuần|tháng|quý"
    rf"|năm)(?:\s+(?:ít\s+nhất\s+)?(?:một|01|1|hai|02|2|ba|03|3)\s+(?:lần|buổi|lượt))?)(?P<paren>(?=\s*\((?:trước|vào|chậm)\s))?",
    re.IGNORECASE,
)
_TIMES = late(
    rf"(?<!\w)(?P<text>(?P<times>\d{{1,2}}|một|hai|ba)\s+lần\s*(?:/|{EVERY}\s+|trong\s+"
    rf"|một\s+)(?P<unit>ngày|tuần|tháng|quý|năm)(?:,?\s+vào\s+(?P<hours>[\d giờhvà,]+))?)",
    re.IGNORECASE,
)
_EACH_N = late(
    r"(?<!\w)(?P<text>(?:cứ\s+)?(?P<n>\d{1,2})\s+(?P<unit>phút|giờ|tiếng|ngày|tu[âầ]n|tháng|quý|năm)"
    r"(?:\s?/\s?(?:01\s+|1\s+)?lần|\s+(?:một|01|1)\s+lần)|cứ\s+(?:sau\s+|mỗi\s+)?(?P<every>\d{1,2})\s+"
    r"(?P<step>phút|giờ|tiếng|ngày|tuần|tháng))(?!\w)",
    re.IGNORECASE,
)
#: “thông báo trên loa ngày 02 lần”.
_N_A_UNIT = late(
    r"(?<!\w)(?<!\d )(?<!nửa )(?P<text>(?P<unit>ngày|tuần|tháng|quý|năm)\s+(?:\d{1,2}|một|hai|ba)\s+lần)(?!\w)",
    re.IGNORECASE,
)
#: “vào ngày cuối tháng”, “ngày làm việc cuối cùng của tháng”.
_LAST_DAY = late(
    rf"(?<!\w)(?P<text>(?:(?:trước|vào|chậm\s+nhất)\s+)?ngày\s+(?:làm\s+việc\s+)?cuối(?:\s+cùng)?\s+(?:của\s+)?"
    rf"(?:{EVERY}\s+)?(?P<unit>tuần|tháng|quý))(?!\w|\s?[\dIVX])",
    re.IGNORECASE,
)
#: “báo cáo kết quả 6 tháng (trước ngày 10/6) và năm (trước ngày 10/12)”: the day in brackets shows that it returns.
_WITH_DAY = late(
    r"(?<!\w)(?P<text>(?:(?P<n>\d{1,2}|một|sáu|ba)\s+)?(?P<unit>tháng|quý|năm))(?:\s+(?:đầu|cuối)\s+năm)?"
    r"(?=\s*\((?:trước|vào|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+)?(?:ngày\s+)?\d{1,2}"
    r"(?:\s?/\s?\d{1,2}|\s+tháng\s+\w+)?(?:\s+(?:của\s+)?(?:quý|hằng|hàng|mỗi|năm(?!\s+\d))[^()]{0,20})?\))",
    re.IGNORECASE,
)
#: The same without brackets: “báo cáo 6 tháng trước ngày 10/6”.
_REPORT_OF = late(
    r"báo\s+cáo\s+(?:kết\s+quả\s+|sơ\s+kết\s+|tổng\s+kết\s+)?(?P<text>(?:(?P<n>\d{1,2}|sáu)\s+)?(?P<unit>tháng|quý|năm))"
    r"(?=,?\s+(?:gửi\s+[^.;,]{0,40}\s)?(?:trước|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+)?ngày\s+\d{1,2}"
    r"(?:\s?/\s?\d{1,2})?(?![\d/])(?!\s+tháng\s+\d+(?:/|\s+năm)))",
    re.IGNORECASE,
)
_ALSO = late(
    r"(?:\s*\([^()]{0,60}\))?(?:,|\s+và)\s+(?P<text>(?:(?P<n>\d{1,2}|một|sáu|ba)\s+)?(?P<unit>tháng|quý|năm))"
    r"(?=\s*[,.;()]|\s+(?:và|báo|về|gửi|tổng|có)\b|$)",
    re.IGNORECASE,
)
#: After “định kỳ” a further year or quarter is one of the periods, whatever follows.
_ALSO_PERIODIC = late(
    r"(?:\s*\([^()]{0,60}\))?(?:,|\s+và)\s+(?P<text>(?:(?P<n>một|01|1)\s+)?(?P<unit>năm|quý))(?!\w"
    r"|\s+(?:\d|[IVX]+\b))",
    re.IGNORECASE,
)
#: A period at the beginning of a clause is its time, when an act or somebody who acts follows.
_CLAUSE_START = late(r"(?:^|[,;:.(–-]\s*|\svà\s+)$")
_ACT_AFTER = late(rf"^,?\s+(?:có |cần |phải |sẽ )?(?:{TASK_VERB}|ít nhất|tối thiểu|{BODY})", re.IGNORECASE)
_CLAUSE_AFTER = late(r"\s*(?:[.;,)]|$)")
_RATE_AFTER = late(r"^[^.;]{0,40}\d\s?%")
#: “ít nhất 02 tin, bài mỗi tháng”: how many in each period.
_QUOTA = late(
    rf"(?:ít\s+nhất|tối\s+thiểu)\s+\d{{1,3}}\s[^.;:]{{2,40}}?\s(?P<text>{EVERY}\s+(?P<unit>tuần|tháng"
    rf"|quý|năm))(?!\w)",
    re.IGNORECASE,
)
_TASK_BEFORE = late(
    r"(?:định\s+kỳ|báo\s+cáo|gửi|nộp|đưa\s+tin|công\s+bố|tổng\s+hợp|sơ\s+kết|tổng\s+kết|đánh\s+giá|kiểm\s+tra|rà\s+soát"
    r"|cập\s+nhật|sao\s+lưu|họp|giao\s+ban|phát|đăng|thống\s+kê|"
    r"đối\s+thoại|duy\s+trì|thực\s+hiện|sinh\s+hoạt|tổ\s+chức|đối\s+chiếu|chốt|nhắc|thông\s+báo"
    r"|phân\s+tích|theo\s+dõi|giám\s+sát|công\s+khai|lần)[^.;]{0,60}$",
    re.IGNORECASE,
)
#: “chương trình công tác hằng năm”, “nghỉ phép hằng năm”: the words qualify a noun.
_YEARLY_NOUN = late(
    r"(?:công tác|kế hoạch|chương trình|dự toán|ngân sách|hướng dẫn|giao|phép|nghỉ|chuyên đề|chỉ tiêu"
    r"|danh mục|lương|trợ cấp|phụ cấp|tiền|hưởng|mức|lãi|bình quân)\s*$",
    re.IGNORECASE,
)
#: In “báo cáo quý trước ngày 15 tháng cuối quý” the first is only the name of the report.
_BARE = ("tháng", "quý", "năm")
_NOUNS_AFTER = late(r"^\s*(?:của|về|tuần|tháng|\d{4}|cho|\))", re.IGNORECASE)


def find_periods(text: str) -> list[Deadline]:
    """Recurring and continuous deadlines of a paragraph.

    >>> [(d.text, d.value) for d in find_periods("gửi báo cáo trước ngày 20 hằng tháng")]
    [('trước ngày 20 hằng tháng', '1 month; day 20')]
    """
    found: list[Deadline] = []
    lower = text.lower()
    recurs = any(pattern.search(lower) for word, pattern in _RECURS if word in lower)
    for words, pattern, read in _READERS if recurs else ():
        if not any(map(lower.__contains__, words)):
            continue
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found += read(text, match)
    found += find_continuous(text, recurring=bool(found))
    return [each for each in found if not _is_told_closer(text, each, found)]


def _is_told_closer(text: str, bare: Deadline, found: list[Deadline]) -> bool:
    """In “hằng tuần báo cáo về Sở vào thứ Sáu” the weekday tells the same week more closely."""
    return (bare.value == "1 week" or bare.text.lower() in _BARE) and any(
        other.value.startswith(f"{bare.value};")
        and not re.search(r"[.;()]", text[bare.end : other.start] or text[other.end : bare.start])
        for other in found
    )


def _last_day(text: str, match: re.Match[str]) -> list[Deadline]:
    words, unit = match.group("text").lower(), match.group("unit").lower()
    if unit == "tuần":
        return period(match, "1 week; Friday") if "việc" in words else []
    return period(match, f"{_span_of_time(1, unit)}; last {'working day' if 'việc' in words else 'day'}")


def _whole(text: str, match: re.Match[str]) -> list[Deadline]:
    return period(match, _span_of_time(count(match.group("n") or "") or 1, match.group("unit").lower()))


def _unit_alone(text: str, match: re.Match[str]) -> list[Deadline]:
    return period(match, _span_of_time(1, match.group("unit").lower()))


def _by_day(text: str, match: re.Match[str]) -> list[Deadline]:
    if _quarter_in_front(text, match):
        return []
    day, month, every = int(match.group("day")), match.group("month"), (match.group("every") or "").lower()
    if match.group("last") or every == "quý":
        return period(match, f"quarter; day {day} of the last month{hour_of(match)}")
    if match.group("next"):
        after = (
            "quarter; day {} of the following quarter"
            if "quý" in match.group("next").lower()
            else ("1 month; day {} of the following month")
        )
        return period(match, after.format(day) + hour_of(match))
    if every == "năm" and month:
        return _yearly_days(match)
    days = ", ".join(f"day {int(number)}" for number in [*re.findall(r"\d+", match.group("more")), day])
    monthly = every == "tháng" or match.group("month_alone")
    return period(match, f"1 month; {days}{hour_of(match)}") if monthly else []


def _yearly_days(match: re.Match[str]) -> list[Deadline]:
    """“trước ngày 15/6 và 15/12 hằng năm” is due twice a year: one deadline a day."""
    at, found = match.start("text"), []
    last = f"{match.group('day')}/{match.group('month')}"
    days = [*re.findall(_DAY_MONTH, match.group("more"), re.IGNORECASE), last]
    step = max(1, (match.end("text") - at) // len(days))
    for place, words in enumerate(days):
        day, month = (int(number) for number in re.findall(r"\d+", words))
        start = at + place * step
        end = match.end("text") if words is last else start + step
        found.append(
            Deadline(match.group("text"), "period", f"year; day {day}/{month}{hour_of(match)}", start, end)
        )
    return found


def _quarter_in_front(text: str, match: re.Match[str]) -> bool:
    """In “hằng quý (trước ngày 20 tháng cuối quý)” the quarter is the period and the day belongs to it."""
    return bool(
        match.group("last") and re.search(r"quý\s*[,(]\s*$", just_before(text, match.start()), re.IGNORECASE)
    )


def _week_of(text: str, match: re.Match[str]) -> list[Deadline]:
    unit = _UNITS[match.group("unit").lower()]
    which = "last" if match.group("which").lower() == "cuối" else "first"
    word = "week" if match.group("text").lower().find("tuần") >= 0 else "working day"
    return period(match, f"{'1 ' if unit == 'month' else ''}{unit}; {which} {word}")


def _periodic(text: str, match: re.Match[str]) -> list[Deadline]:
    value = _span_of_time(count(match.group("n") or "") or 1, match.group("unit").lower())
    end = match.end("text")
    return [*period(match, value), *(_further(text, end, _ALSO_PERIODIC) or _further(text, end, _ALSO))]


def _span_of_time(number: int, unit: str) -> str:
    word = _UNITS[unit]
    if number > 1:
        return f"{number} {word}s"
    return f"1 {word}" if word in ("month", "week") else word


def _each(text: str, match: re.Match[str]) -> list[Deadline]:
    number, unit = (
        (match.group("n"), match.group("unit")) if match.group("n") else match.group("every", "step")
    )
    return period(match, _span_of_time(int(number), unit.lower()))


def _times(text: str, match: re.Match[str]) -> list[Deadline]:
    # “ít nhất 02 lần/ngày” is a limit on how often; it becomes a time rule only with the hours.
    if not match.group("hours"):
        return []
    hours = [
        f"{int(hour):02d}:{minute or '00'}"
        for hour, minute in re.findall(r"(\d{1,2})\s*(?:giờ|h)\s?(\d{2})?", match.group("hours"))
    ]
    value = _UNITS[match.group("unit").lower()] + ("; " + ", ".join(hours) if hours else "")
    words = match.group("text").rstrip(" ,và")
    return [Deadline(words, "period", value, match.start("text"), match.start("text") + len(words))]


def _simple(text: str, match: re.Match[str]) -> list[Deadline]:
    words = match.group("text").lower()
    before = just_before(text, match.start(), 200)
    opens = _opens_clause(text, match, before)
    counted = words.endswith(("lần", "buổi", "lượt"))
    # “mỗi tuần ít nhất 01 buổi” is a limit on how often, and “3 lượt mỗi ngày” one on how many.
    if counted and "ít nhất" in words and not words.endswith("lần"):
        return []
    closes = words == "từng ngày" and _CLAUSE_AFTER.match(text, match.end())
    if re.match(r"(?:ít nhất )?(?:mỗi|từng)", words) and not (counted or opens or closes):
        return []
    if not opens:
        task = counted or match.start() <= 3 or _TASK_BEFORE.search(before)
        if not task or _YEARLY_NOUN.search(before):
            return []
        if match.group("paren") is None and _NOUNS_AFTER.match(text[match.end() :]) and not counted:
            return []
    return [
        *period(match, _span_of_time(1, match.group("unit").lower())),
        *_further(text, match.end("text"), _ALSO),
    ]


def _opens_clause(text: str, match: re.Match[str], before: str) -> bool:
    """“…; hằng quý báo cáo”, “mỗi tuần đăng ít nhất 01 bài”; a rate such as “mỗi năm kiểm tra 20%” is none."""
    after = matching_form(text[match.end() : match.end() + 60])
    return bool(_CLAUSE_START.search(before) and _ACT_AFTER.match(after)) and not _RATE_AFTER.match(after)


def find_quota(text: str) -> list[Deadline]:
    """The period of a quota, “ít nhất 02 tin, bài mỗi tháng”: the time of a duty that states no other.

    >>> [(d.text, d.value) for d in find_quota("Đăng ít nhất 02 tin, bài mỗi tháng về đơn vị.")]
    [('mỗi tháng', '1 month')]
    """
    lower = text.lower()
    if "nhất" not in lower and "thiểu" not in lower:
        return []
    return [
        Deadline(
            match.group("text"), "period", _span_of_time(1, match.group("unit").lower()), *match.span("text")
        )
        for match in _QUOTA.finditer(text)
    ][:1]


def _further(text: str, at: int, also: re.Pattern[str]) -> list[Deadline]:
    """More periods of the same list: “hằng quý, 6 tháng, năm báo cáo …”."""
    found = []
    match = also.match(text, at)
    while match is not None:
        found += period(match, _span_of_time(count(match.group("n") or "") or 1, match.group("unit").lower()))
        match = also.match(text, match.end())
    return found


def times_each(cell: str) -> Deadline | None:
    """A table cell that says how often: “2 lần/ngày”.

    >>> times_each("02 lần/tuần").value
    '1 week; 2 times'
    """
    match = re.fullmatch(
        r"\W*(\d{1,2})\s+lần\s?(?:/|mỗi|trong|một)\s?(ngày|tuần|tháng|quý|năm)\W*", cell, re.IGNORECASE
    )
    if match is None:
        return None
    value = f"{_span_of_time(1, match.group(2).lower())}; {int(match.group(1))} times"
    return Deadline(cell.strip(), "period", value, 0, len(cell.strip()))


#: Each pattern with the words, in small letters, one of which it cannot do without.
_READERS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[str, re.Match[str]], list[Deadline]]], ...] = (
    (("lần",), _TIMES, _times), (("tháng", "quý", "năm"), _BY_DAY, _by_day),
    *BY_WEEKDAY,
    (("cuối",), _LAST_DAY, _last_day), (("cuối", "đầu"), _WEEK_OF, _week_of), (("định",), _PERIODIC, _periodic),
    (("lần", "cứ"), _EACH_N, _each), (("hằng", "hàng", "mỗi", "từng"), _SIMPLE, _simple), (("(",), _WITH_DAY, _whole),
    (("báo",), _REPORT_OF, _whole), (("lần",), _N_A_UNIT, _unit_alone),
)  # fmt: skip
