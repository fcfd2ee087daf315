"""Deadlines that last: “thường xuyên”, “trong suốt năm học”, “cho đến khi …”, “24/7”, “trong giờ làm việc”."""

import re

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.clean import just_before
from haichieu.text.patterns import late

#: One of these words, in small letters, stands in whatever lasts.
_LASTS = (
    "thường xuyên", "liên tục", "nhiệm kỳ", "cả năm", "suốt", "đến khi", "24/", "24 /",
    "giờ làm việc", "giờ hành chính",
)  # fmt: skip
_CONTINUOUS = late(
    r"(?:(?:thời\s+gian|tiến\s+độ|thời\s+hạn)[^:.;()]{0,30}:\s*(?P<a>thường\s+xuyên(?:[^.;()]{0,60})?"
    r"|liên\s+tục[^.;()]{0,40}|(?:trong\s+)?cả\s+(?:năm|nhiệm\s+kỳ)[^.;()]{0,20}))"
    r"|(?P<b>trong\s+(?:cả\s+nhiệm\s+kỳ|suốt\s+(?:nhiệm\s+kỳ|(?:(?:thời\s+gian"
    r"|quá\s+trình)\s+(?:thực\s+hiện|triển\s+khai|diễn\s+ra|nghỉ|thi|tổ\s+chức|cao\s+điểm)|năm\s+học|đợt|chiến\s+dịch"
    r"|mùa)[^.;,()]{0,50})))|(?P<c>từ\s+(?:nay\s+(?:cho\s+)?|[^.;]{4,40}?\s+cho\s+)đến\s+khi\s+[^.;,]{3,40})"
    r"|(?P<f>cho\s+đến\s+khi\s+(?!đạt)[^.;,]{3,60})|(?P<g>(?<!ngày\s)(?<![\d/.])24\s?/\s?(?:7|24)(?!\s?[/.]\s?\d)(?:\s?(?:giờ|h)(?!\w))?(?:\s?/\s?ngày)?)"
    r"|(?P<h>trong\s+giờ\s+(?:làm\s+việc|hành\s+chính))(?=\s*(?:[.;,]|$))"
    r"|(?P<d>\(thường\s+xuyên\))"
    r"|^(?P<e>thường\s+xuyên(?:,?\s+liên\s+tục)?)\W*$",
    re.IGNORECASE,
)
#: “Nộp hồ sơ trong giờ hành chính”: when the desk is open, not when the duty is due.
_OPENING = late(r"(?<!\w)(?:gửi|nộp|nhận|liên hệ|gọi|đến|mua)(?!\w)[^.;]*$")
#: These tell how rather than when where something else tells when.
_ONLY_ALONE = "bfgh"


def find_continuous(text: str, *, recurring: bool) -> list[Deadline]:
    """Continuous deadlines of a paragraph; ``recurring`` says that it also states how often.

    >>> [d.text for d in find_continuous("Cử người trực đường dây nóng 24/7.", recurring=False)]
    ['24/7']
    >>> find_continuous("Ghi sổ trực 24/7 hằng ngày.", recurring=True)
    []
    """
    lower = text.lower()
    if not any(map(lower.__contains__, _LASTS)):
        return []
    matches = [
        (match, next(name for name in "abcdefgh" if match.group(name)))
        for match in _CONTINUOUS.finditer(text)
    ]
    standing = recurring or any(group not in _ONLY_ALONE for _, group in matches)
    found = []
    for match, group in matches:
        if group in _ONLY_ALONE and standing:
            continue
        if group == "h" and _OPENING.search(just_before(lower, match.start(), 120)):
            continue
        words = match.group(group).strip(" ()")
        start = match.start(group) + match.group(group).index(words)
        found.append(Deadline(words, "continuous", words.lower(), start, start + len(words)))
    return found
