"""Deadlines that name a day: “trước ngày 5/12”, “08 giờ 00, ngày 20/10”, “trước ngày 10/11 và ngày 10/12”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import compress

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.clean import just_before
from haichieu.text.dates import make_date
from haichieu.text.folding import small_letters
from haichieu.text.numbers import DIGITS
from haichieu.text.patterns import at_word, late

_D = rf"(?P<day>{DIGITS})\s?[/.-]\s?(?P<month>{DIGITS})(?:\s?[/.-]\s?(?P<year>\d[\dlIO]{{3}}))?(?![\d/%])"
_W = rf"(?P<day>{DIGITS})\s+tháng\s+(?P<month>{DIGITS})(?:\s+năm\s+(?P<year>\d[\dlIO]{{3}}))?"
_ANY_SLASHED = late(r"[/.-](?:(?<=[\dlIO].)|(?<=[\dlIO]\s.))\s?[\dlIO|]")
#: In small letters.
_ANY_WORDED = late(r"[\dlio]\s+tháng\s")
_ANY_HOUR = late(r"\d\s?(?:giờ|h|g)")
_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?(?:phút|['’′])?)?,?\s*)"
_PART = r"(?:(?:buổi\s+)?(?:sáng|trưa|chiều|tối|hết|cuối)\s+)"
_BEFORE = (
    r"(?:tr[ưu][ớơóo]c|chậm\s+nhất|muộn\s+nhất|hạn\s+cuối|hạn\s+chót|đ[ếê]n\s+h[ếê]t|cho\s+đ[ếê]n|đ[ếê]n|tới|h[ếê]t|vào|trong|xong|lúc"
    r"|thời\s+hạn|dự\s+kiến(?=\s*:?\s+(?:ngày|vào|trong|sáng|chiều|tối|lúc|\d{1,2}(?:\s?(?:giờ|h)|/\d{1,2}/\d{4})))"
    r"|(?:hoàn(?<!đã hoàn)\s+thành|kết(?<!đã kết)\s+thúc)(?=\s+(?:(?:\w+\s+)?ngày\s+\d|[\dl]{1,2}/)))"
)
_AFTER_LEAD = r"(?:\s+(?:là|đến|hết|trong|vào|nhất|cả|các|lúc|hồi))*\s*:?\s*"
_LEAD = _BEFORE + _AFTER_LEAD
_DAY = (
    r"(?:(?:ngày\s+)?(?:hôm|sáng|trưa|chiều|tối|đêm)\s+nay,?\s*\(?)?(?:ngày\s+(?=thứ|chủ))?"
    r"(?:(?:thứ\s+\w+|Chủ\s+nhật|chủ\s+nhật),?\s*\(?)?(?:ngày\s*)?"
)
_MANY = r"(?:(?:hai|ba|\d)\s+)?(?:ngày\s+)(?:\d{1,2}(?:/\d{1,2})?(?:\s*,\s*|\s+và\s+|\s*[-–]\s*))+"
#: Sought in small letters, so that its look-alikes of digits are small too.
_DATED = tuple(
    late(
        at_word(_BEFORE)
        + _AFTER_LEAD
        + rf"{_HOUR}?{_PART}?{_HOUR}?{_DAY}{form}".replace("I", "i").replace("O", "o")
    )
    for form in (_D, _W)
)
#: In small letters.
_ANY_LIST = late(r"ngày\s+\d{1,2}(?:/\d{1,2})?(?:\s*[,–-]|\s+và\s)")
_LIST = late(rf"(?<!\w)(?:{_LEAD})?{_MANY}{_D}", re.IGNORECASE)
_HOURED = tuple(
    late(rf"(?<!\w)(?:lúc\s+)?{_HOUR}(?:(?:thứ\s+\w+|chủ\s+nhật),?\s*)?ngày\s+{form}", re.IGNORECASE)
    for form in (_D, _W)
)
#: A label says what the date after it is for: “Hạn gửi: 30/9”, “Thời gian: từ 7 giờ 30, thứ Sáu, ngày 24/10”.
_LABELLED = tuple(
    late(
        r"(?<!\w)(?:thời\s+gian|thời\s+hạn|hạn|tiến\s+độ|hoàn\s+thành)(?!\w)[^:.;\d]{0,40}(?::|(?<=\s)là\s)\s*"
        rf"(?P<text>(?:(?:từ|vào|lúc|hồi|đúng|bắt\s+đầu"
        rf"|trước)\s+)*{_HOUR}?{_PART}?{_DAY}{form})(?!\s*(?:đến|[-–]))",
        re.IGNORECASE,
    )
    for form in (_D, _W)
)
#: “Khai giảng: Ngày 05/9/2024”.
_AFTER_COLON = tuple(late(rf"(?<=:)\s*(?P<text>ngày\s+{form})", re.IGNORECASE) for form in (_D, _W))
#: “Ngày 20/11 là hạn cuối”, “lấy ngày 05/6 làm hạn chót”.
_LAST_DAY = tuple(
    late(
        rf"(?<!\w)(?P<text>{_HOUR}?ngày\s+{form},?\s+(?:là|làm)\s+(?:ngày\s+|thời\s+)?(?:hạn\s+)?"
        rf"(?:cuối(?:\s+cùng)?|chót|chốt|hết\s+hạn|hạn\s+nộp)(?!\w))",
        re.IGNORECASE,
    )
    for form in (_D, _W)
)
#: “trước 18 giờ hôm nay”, “ngay trong chiều nay”, “chậm nhất 9 giờ ngày mai”.
_TODAY = late(
    r"(?<!\w)(?:ngay\s+)?(?:trước|trong|chậm\s+nhất|muộn\s+nhất|đến\s+hết|hết|xong|vào)\s+(?:là\s+|lúc\s+|trong\s+)?"
    rf"{_HOUR}?(?:(?:buổi\s+)?(?:sáng|trưa|chiều|tối|đêm)\s+nay|(?:(?:sáng|trưa|chiều|tối)\s+)?(?:ngày\s+)?"
    r"(?:hôm\s+nay|(?P<next>(?<=ngày\s)mai|ngày\s+mai)))(?!\w|,?\s*\(?(?:ngày\s+)?\d)",
    re.IGNORECASE,
)
#: “trước 23 tháng Chạp (02/02/2024)”: the brackets say which day that is.
_BRACKETED = late(
    rf"(?<!\w)(?P<text>(?:trước|chậm\s+nhất|muộn\s+nhất|đến\s+hết|hết)\s+[^.;,()]{{2,40}}\s\((?:tức\s+)?(?:ngày\s+)?{_D}\))",
    re.IGNORECASE,
)
#: “từ 01/4 - 30/4/2026”, “từ ngày 12 – 16/5”: the last day counts.
_RANGE = late(
    rf"(?<!\w)(?P<text>từ\s+(?:ngày\s+)?\d{{1,2}}(?:\s?/\s?\d{{1,2}}(?:\s?/\s?\d{{4}})?)?\s?[-–]\s?(?:ngày\s+)?{_D})",
    re.IGNORECASE,
)
#: In small letters.
_ANY_RANGE = late(r"từ\s+(?:ngày\s+)?\d[\d/ ]*[-–]")
#: “trước ngày 20 tháng này”.
_THIS_MONTH = late(rf"{_LEAD}(?:ngày\s+)?(?P<day>\d{{1,2}})\s+tháng\s+này(?!\w)", re.IGNORECASE)
#: “trước ngày thành lập Đoàn 26/3”, “trước Ngày Quốc tế Lao động (01/5)”.
_FEAST = late(
    rf"(?<!\w)(?P<text>(?:trước|đúng|vào|nhân)\s+(?:dịp\s+)?ngày\s+[^\d.;:,]{{3,45}}\s\(?{_D})", re.IGNORECASE
)
#: “(10 tháng 3 âm lịch, tức ngày 31/3/2012)”.
_LUNAR = late(rf"(?P<text>tức\s+(?:là\s+)?ngày\s+{_D})", re.IGNORECASE)
#: “Tổ chức lễ phát động ngày 28/02/2026 tại …”: the day of an event, when no other day is stated.
_EVENTS = (
    r"(?:tổ\s+chức|khai\s+mạc|diễn\s+ra|họp|ra\s+quân|khai\s+giảng|tham\s+dự|đến\s+dự|phát\s+động|tập\s+huấn"
    r"|bế\s+mạc|khánh\s+thành|trao\s+giải|gặp\s+mặt|chung\s+kết|vòng\s+loại)(?!\w)"
)
_ANY_EVENT = late(_EVENTS)
_EVENT = late(
    rf"(?<!\w){_EVENTS}[^.;\d]{{0,120}}?"
    rf"\s(?P<text>ngày\s+{_D.replace('))?(?!', '))(?!')})",
    re.IGNORECASE,
)
_AGAIN = late(rf"(?:riêng|còn)[^.;]{{3,80}}?(?P<text>ngày\s+{_D})", re.IGNORECASE)
#: A further day under the same lead: “trước ngày 10/11 và ngày 10/12/2025”.
_FURTHER = late(rf"\s*(?:,|và)\s+(?P<text>(?:(?:trước\s+)?ngày\s+)?{_D})", re.IGNORECASE)
#: Both in small letters.
_NOT_AFTER = late(
    r"(?:kể\s+từ|tính\s+từ|bắt\s+đầu\s+từ|từ|hiệu\s+lực|ban\s+hành|sau|sinh(?<!học sinh)(?<!thí sinh)(?<!vệ sinh)"
    r"|ký(?<!đăng ký)|hiệu\s+lực\s+từ|đã\s+gửi|đã\s+đăng|chưa\s+\w+"
    r"|đã\s+(?:được\s+)?\w+(?:\s+(?!gửi|nộp|báo|hoàn|xong|thực|triển|phải|cần)\w+){0,3})\s*$"
)
_AMOUNT_AFTER = late(
    r"(?<!báo cáo )(?<!sơ kết )(?<!kết quả )(?<!tổng kết )(?<!\d)\d+\s+(?:tuần|ngày|tháng|giờ)\s*$"
)
#: “Mốc chốt số liệu: từ ngày … đến ngày …” tells what is counted, not when something is due.
_CUT_OFF = late(
    r"(?:(?:chốt|lấy|tính|cắt|khóa|khoá)\s+(?:mốc\s+)?số\s+liệu|mốc\s+(?:thời\s+gian|số\s+liệu|tính"
    r"|báo\s+cáo|lấy)"
    r"|số\s+liệu\s+(?:được\s+)?(?:tính|lấy|chốt|từ|đến|báo\s+cáo\s+(?:tính|lấy|từ))|kỳ\s+(?:báo\s+cáo"
    r"|số\s+liệu)\s*[:(]"
    r"|(?:tính|chốt|lấy|áp\s+dụng|hiệu\s+lực|giá\s+trị)\s+(?:kể\s+)?(?:từ|đến))[^.;]{0,60}$",
    re.IGNORECASE,
)
_LEAP_YEAR = "2024"
#: A day without a year that lies so many days before the letter is one of the next year; a nearer one is over.
_LONG_PAST = 90
#: “các đơn vị đã chuyển tiền trước ngày 12/9 thì …”: what somebody has done.
_DONE = late(r"(?<!\w)(?:đơn vị|nơi|ai|người|hộ|trường hợp|cơ sở)\s(?:[^.;,]{0,20}\s)?đã\s[^.;,]{2,70}$")
#: A day from the 29th on, or a month after the twelfth: every other day stands in each calendar. Begun with one
#: character, so that the engine skips to it.
_MAY_BE_IMPOSSIBLE = late(
    r"[2-9/.á-](?:(?:(?<=2)9|(?<=[3-9])\d)(?<!\d..)(?:\s?[/.-]\s?\d|\s+tháng\s)"
    r"|(?:(?<=[/.-])\s?|(?<=thá)ng\s+)(?:1[3-9]|[2-9]\d)(?!\d))"
)
_COUNTED = late(r"(?:số\s+liệu|tính)\s*$", re.IGNORECASE)
_DUE = late(r"(?:trước|chậm|muộn|hạn|xong)", re.IGNORECASE)


def find_today(text: str, issued: date | None) -> list[Deadline]:
    """Deadlines that name the letter's own day, the next, or a day of its month: “hôm nay”, “ngày 20 tháng này”.

    >>> [(d.text, d.value) for d in find_today("Sơ tán xong trước 17 giờ hôm nay.", date(2025, 9, 1))]
    [('trước 17 giờ hôm nay', '2025-09-01')]
    """
    lower = text.lower()
    if issued is None:
        return []
    if "tháng này" in lower:
        return _this_month(text, issued)
    if "nay" not in lower and "ngày mai" not in lower:
        return []
    return [
        Deadline(
            match.group(0),
            "date",
            (issued + timedelta(days=bool(match.group("next")))).isoformat(),
            *match.span(),
        )
        for match in _TODAY.finditer(text)
    ]


def _this_month(text: str, issued: date) -> list[Deadline]:
    found = []
    for match in _THIS_MONTH.finditer(text):
        value = make_date(match.group("day"), str(issued.month), str(issued.year))
        if value is not None and value >= issued:
            found.append(Deadline(match.group(0), "date", value.isoformat(), *match.span()))
    return found


def find_days(text: str, issued: date | None) -> list[Deadline]:
    """Deadlines that name a day; a missing year is taken from the letter, a day before the letter is none.

    >>> [d.value for d in find_days("Nộp trước ngày 10/11 và ngày 10/12/2025.", date(2025, 9, 1))]
    ['2025-11-10', '2025-12-10']
    """
    # Only the patterns are tried whose form of a day stands somewhere in the paragraph: most have neither.
    lower = small_letters(text)
    forms = (bool(_ANY_SLASHED.search(text)), "tháng" in lower and bool(_ANY_WORDED.search(lower)))
    if not any(forms):
        return []
    found: list[Deadline] = []
    for pattern, sought in _leading(text, lower, forms):
        for match in pattern.finditer(sought):
            found += _dated(text, match, *match.span(), issued)
            found += _further(text, match.end(), issued)
    for pattern in _labelling(lower, forms):
        for match in pattern.finditer(text):
            found += _dated(text, match, *match.span("text"), issued)
    if not found and forms[0] and _ANY_EVENT.search(lower):
        found = [
            day for match in _EVENT.finditer(text) for day in _dated(text, match, *match.span("text"), issued)
        ]
    return found


def impossible_days(text: str) -> tuple[str, ...]:
    """The deadlines of a paragraph whose day no calendar has.

    >>> impossible_days("Báo cáo về xã trước ngày 31/02/2026.")
    ('trước ngày 31/02/2026',)
    """
    if not _MAY_BE_IMPOSSIBLE.search(text):
        return ()
    # Without “ngày” and without a year “trước 7.30” is an hour; without a year 29 February may be meant.
    return tuple(
        text[match.start() : match.end()]
        for pattern in _DATED
        for match in pattern.finditer(small_letters(text))
        if _DUE.match(text, match.start())
        and (match.group("year") or "ngày" in match.group(0))
        and make_date(*_day_month(text, match), _year(text, match) or _LEAP_YEAR) is None
        and not is_not_due(text, match.start())
    )


def _leading(text: str, lower: str, forms: tuple[bool, bool]) -> Iterator[tuple[re.Pattern[str], str]]:
    """The patterns of a day with its lead whose plainest words stand in a paragraph, and in what each is sought."""
    if forms[0] and _ANY_LIST.search(lower):
        yield _LIST, text
    yield from ((pattern, lower) for pattern in compress(_DATED, forms))
    if _ANY_HOUR.search(lower):
        yield from ((pattern, text) for pattern in compress(_HOURED, forms))


def _labelling(lower: str, forms: tuple[bool, bool]) -> Iterator[re.Pattern[str]]:
    """The same for the patterns of a day that a label, a colon or the name of the day stands before."""
    if ":" in lower or "là" in lower:
        yield from compress(_LABELLED, forms)
    if forms[0] and _ANY_RANGE.search(lower):
        yield _RANGE
    if forms[0] and "(" in lower:
        yield _BRACKETED
    if "ngày" not in lower:
        return
    if "cuối" in lower or "chót" in lower:
        yield from compress(_LAST_DAY, forms)
    if ":" in lower:
        yield from compress(_AFTER_COLON, forms)
    if not forms[0]:
        return
    yield _FEAST
    if "tức" in lower:
        yield _LUNAR
    if "riêng" in lower or "còn" in lower:
        yield _AGAIN


def _further(text: str, at: int, issued: date | None) -> list[Deadline]:
    match = _FURTHER.match(text, at)
    return _dated(text, match, *match.span("text"), issued) if match else []


def is_not_due(text: str, start: int) -> bool:
    """Whether the words in front make a date a beginning, something past, or a cut-off of figures.

    >>> is_not_due("có hiệu lực từ ngày 1/7", 15), is_not_due("gửi trước ngày 1/7", 4)
    (True, False)
    """
    before = just_before(text, start)
    lower = small_letters(before)
    if _NOT_AFTER.search(lower) or ("đã" in lower and _DONE.search(lower)):
        return True
    # “trong 03 ngày từ ngày 03 - 05/02” tells both ends.
    if _AMOUNT_AFTER.search(lower) and not _RANGE.match(text, start):
        return True
    return not _DUE.match(text, start) and bool(_COUNTED.search(before) or _CUT_OFF.search(before))


def _dated(text: str, match: re.Match[str], start: int, end: int, issued: date | None) -> list[Deadline]:
    if is_not_due(text, start):
        return []
    day, month = _day_month(text, match)
    year = _year(text, match)
    value = make_date(day, month, year or (str(issued.year) if issued else ""))
    if value is not None and issued and not year and (issued - value).days > _LONG_PAST:
        value = make_date(day, month, str(issued.year + 1))
    if value is None or (issued is not None and value < issued):
        return []
    return [Deadline(text[start:end], "date", value.isoformat(), start, end)]


def _day_month(text: str, match: re.Match[str]) -> tuple[str, str]:
    """As the letter writes them, for the match may be one in its small letters."""
    return text[slice(*match.span("day"))], text[slice(*match.span("month"))]


def _year(text: str, match: re.Match[str]) -> str:
    """As the letter writes it; empty where there is none."""
    return text[slice(*match.span("year"))]
