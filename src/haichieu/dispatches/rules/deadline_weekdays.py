"""Periods that name a weekday or an hour of the day: “thứ Sáu hằng tuần”, “trước 16 giờ hằng ngày”."""

import re
from collections.abc import Callable

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.patterns import late

_WEEKDAYS = {
    "hai": "Monday", "ba": "Tuesday", "tư": "Wednesday", "năm": "Thursday", "sáu": "Friday", "bảy": "Saturday",
    "nhật": "Sunday", "2": "Monday", "3": "Tuesday", "4": "Wednesday", "5": "Thursday", "6": "Friday", "7": "Saturday",
}  # fmt: skip
_ORDINALS = {"đầu": "first", "cuối": "last", "hai": "second", "ba": "third", "tư": "fourth"}
#: “every”.
EVERY = r"(?:hằng|hàng|mỗi|từng)"
_AT_HOUR = r"(?P<hour>\d{1,2})\s?(?:giờ|h|g)\s?(?:(?P<minute>\d{2})(?:\s?phút)?)?"
_ONE_HOUR = r"\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?"
_BY_WEEKDAY = late(
    rf"(?<!\w)(?P<text>(?:(?:trước|vào|chậm\s+nhất)\s+(?:là\s+|lúc\s+)?)?(?:{_AT_HOUR}\s*,?\s*)?(?:vào\s+)?"
    rf"(?:(?:buổi\s+)?(?:chiều|sáng)\s+)?(?:ngày\s+)?"
    rf"(?:thứ|chủ)\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|nhật|[2-7])\s+(?:của\s+)?{EVERY}\s+tuần)",
    re.IGNORECASE,
)
#: “Báo cáo tuần gửi chiều thứ Sáu”.
_WEEKLY_REPORT = late(
    r"(?:báo\s+cáo\s+(?:hằng\s+|hàng\s+)?tuần[^.;\d]{0,30}?"
    rf"|{EVERY}\s+tuần,?\s[^.;:()\d]{{3,60}}?\s(?=(?:trước|vào|chậm|chiều|sáng)\s))(?<!\w)(?P<text>(?:(?:trước|vào"
    rf"|chậm\s+nhất)\s+)?(?:{_AT_HOUR}\s*,?\s*)?"
    rf"(?:(?:chiều|sáng)\s+)?(?:ngày\s+)?(?:thứ|chủ)\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|nhật"
    rf"|[2-7]))(?!\w|,?\s+ngày)",
    re.IGNORECASE,
)
#: “hằng tuần vào chiều thứ Sáu”, “hằng tuần, trước 16 giờ thứ Sáu”.
_WEEKLY_ON = late(
    rf"(?<!\w)(?P<text>(?:định\s+kỳ\s+)?{EVERY}\s+tuần,?\s+\(?(?:(?:trước|vào|chậm\s+nhất)\s+(?:là\s+|lúc\s+|vào\s+)?)?"
    rf"(?:{_AT_HOUR}\s*,?\s*)?(?:(?:buổi\s+)?(?:chiều|sáng|tối)\s+)?(?:ngày\s+)?"
    r"(?:thứ|chủ)\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|nhật|[2-7]))(?!\w|,?\s+ngày|\s+đến|\s?[-–])",
    re.IGNORECASE,
)
#: “tất cả các thứ Hai đầu tuần”, “vào mỗi sáng thứ Hai”.
_EACH_WEEKDAY = late(
    rf"(?<!\w)(?P<text>(?:vào\s+)?(?:(?:tất\s+cả\s+)?các|mỗi|từng)\s+(?:(?:buổi\s+)?(?:sáng|chiều|tối)\s+)?(?:ngày\s+)?"
    rf"(?:thứ|chủ)\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|nhật|[2-7])(?:\s+(?:đầu|cuối|{EVERY})\s+tuần)?)"
    r"(?!\w|\s*(?:,|và)\s*(?:thứ|chủ|\d|[a-zá-ỹ]+\s+(?:hằng|hàng))|\s+đến|\s?[-–]|\s+(?:đầu|cuối|thứ))",
    re.IGNORECASE,
)
#: “trước 16 giờ hằng ngày”, “hằng ngày trước 15h00”.
_BY_HOUR = late(
    rf"(?<!\w)(?P<text>(?:(?:trước|vào|lúc|chậm\s+nhất)\s+)(?:lúc\s+|(?:các\s+)?(?:khung\s+giờ|mốc\s+giờ|giờ|mốc)\s+)?(?P<more>(?:{_ONE_HOUR}\s*(?:,|và)\s+)*){_AT_HOUR}"
    rf"(?:\s+(?:sáng|chiều|tối))?,?\s+{EVERY}\s+ngày)(?!\w)",
    re.IGNORECASE,
)
_DAILY_BY = late(
    rf"(?<!\w)(?P<text>{EVERY}\s+ngày,?\s+(?:(?:trước|vào|lúc|chậm\s+nhất)\s+)(?:lúc\s+)?"
    rf"(?P<more>(?:{_ONE_HOUR}\s*(?:,|và)\s+)*){_AT_HOUR})",
    re.IGNORECASE,
)
#: “Chủ nhật đầu tiên của tháng”, “thứ Sáu cuối cùng hằng tháng”.
_WEEKDAY_OF_MONTH = late(
    rf"(?<!\w)(?P<text>(?:vào\s+)?(?:(?:sáng|chiều|tối)\s+)?(?:thứ|chủ)\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|nhật|[2-7])\s+"
    rf"(?:của\s+)?(?:tuần\s+)?(?P<which>đầu|cuối|thứ\s+(?:hai|ba|tư))(?:\s+(?:tiên|cùng))?\s+"
    rf"(?:của\s+|trong\s+)?(?:{EVERY}\s+)?tháng)(?!\w|\s?\d|\s+này)",
    re.IGNORECASE,
)


def period(match: re.Match[str], value: str) -> list[Deadline]:
    """A period read from the group `text` of a match."""
    return [Deadline(match.group("text"), "period", value, match.start("text"), match.end("text"))]


def hour_of(match: re.Match[str]) -> str:
    """The hour that a match names, as the value of a period ends with it; empty where it names none."""
    minute = match.groupdict().get("minute") or "00"
    return f" {int(match.group('hour')):02d}:{minute}" if match.groupdict().get("hour") else ""


def _by_hour(text: str, match: re.Match[str]) -> list[Deadline]:
    earlier = [
        f" {int(hour):02d}:{minute or '00'},"
        for hour, minute in re.findall(r"(\d{1,2})\s?(?:giờ|h|g)\s?(\d{2})?", match.group("more").lower())
    ]
    return period(match, f"day;{''.join(earlier)}{hour_of(match)}")


def _weekday_of_month(text: str, match: re.Match[str]) -> list[Deadline]:
    words = match.group("which").lower().split()
    which = _ORDINALS[words[-1]]
    return period(match, f"1 month; {which} {_WEEKDAYS[match.group('weekday').lower()]}")


def _by_weekday(text: str, match: re.Match[str]) -> list[Deadline]:
    return period(match, f"1 week; {_WEEKDAYS[match.group('weekday').lower()]}{hour_of(match)}")


#: Each with the words, in small letters, one of which it cannot do without.
BY_WEEKDAY: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[str, re.Match[str]], list[Deadline]]], ...] = (
    (("thứ", "chủ"), _BY_WEEKDAY, _by_weekday), (("tuần",), _WEEKLY_ON, _by_weekday),
    (("thứ", "chủ"), _WEEKLY_REPORT, _by_weekday), (("ngày",), _BY_HOUR, _by_hour), (("ngày",), _DAILY_BY, _by_hour),
    (("thứ", "chủ"), _WEEKDAY_OF_MONTH, _weekday_of_month), (("các ", "mỗi ", "từng "), _EACH_WEEKDAY, _by_weekday),
)  # fmt: skip
