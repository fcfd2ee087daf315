"""The hour that a deadline names (“trước 16 giờ ngày 20/11”): shown beside the day; lateness stays by day."""

import re

from haichieu.text.patterns import late

_HOUR = late(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-4])\s*(?:giờ|h|g)(?![a-zà-ỹ])\s*(?:(?P<minute>[0-5]\d)(?!\d|/|-|\.\d|\s*tháng)"
    r"(?:\s*phút)?)?|(?<![\d:/])(?P<clock>[01]?\d|2[0-4]):(?P<past>[0-5]\d)(?!\d)",
    re.IGNORECASE,
)
#: “24 giờ kể từ …” is a length, not a time of the day
_LENGTH = late(r"^\W*(?:làm việc|kể từ|sau|trước khi|tính từ|từ (?:khi|lúc))", re.IGNORECASE)


def due_hour(text: str) -> str:
    """The time of the day that a deadline names, “16 giờ” or “16 giờ 30”; empty where it names none.

    >>> due_hour("trước 16 giờ ngày 20/11"), due_hour("trước 16h30 ngày 20/11/2026"), due_hour("trước ngày 20/11")
    ('16 giờ', '16 giờ 30', '')
    >>> due_hour("trong 24 giờ kể từ khi nhận được")
    ''
    """
    found = _HOUR.search(text)
    if found is None or _LENGTH.match(text[found.end() :]):
        return ""
    minute = found["minute"] or found["past"] or "00"
    return f"{int(found['hour'] or found['clock'])} giờ" + (f" {minute}" if minute != "00" else "")
