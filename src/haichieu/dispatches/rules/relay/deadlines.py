"""Own deadlines of what is passed on: never later than the upper letter's."""

import re
from datetime import date

from haichieu.text.dates import format_date


def too_late(own: date | None, upper: date | None) -> str:
    """Why an own deadline cannot stand beside the upper one, as a sentence; empty where it can.

    >>> too_late(date(2026, 12, 1), date(2026, 11, 29))
    'Hạn 01/12/2026 muộn hơn hạn của cấp trên (29/11/2026); hãy chọn ngày 29/11/2026 hoặc sớm hơn.'
    >>> too_late(date(2026, 11, 20), date(2026, 11, 29)), too_late(date(2026, 12, 1), None)
    ('', '')
    """
    if own is None or upper is None or own <= upper:
        return ""
    return (
        f"Hạn {format_date(own)} muộn hơn hạn của cấp trên ({format_date(upper)}); "
        f"hãy chọn ngày {format_date(upper)} hoặc sớm hơn."
    )


def passed_by(own: date | None, today: date) -> str:
    """Why a deadline cannot go out today, as a sentence; empty where it can.

    >>> passed_by(date(2026, 11, 1), date(2026, 11, 20))
    'Hạn 01/11/2026 đã qua; hãy đặt lại hạn trước khi gửi đi.'
    """
    if own is None or own >= today:
        return ""
    return f"Hạn {format_date(own)} đã qua; hãy đặt lại hạn trước khi gửi đi."


def with_own_day(text: str, own: date | None, *, words: str, upper: date | None, repeats: bool) -> str:
    """The text of an obligation with our own day in place of the upper letter's words.

    ``words`` is the deadline as the upper letter says it; a duty that ``repeats`` keeps them: ours is the next.
    A day like the upper one's changes nothing where the text names a day already.

    >>> text = "Gửi danh sách về Văn phòng trước ngày 30/11/2026."
    >>> own, upper = date(2026, 11, 25), date(2026, 11, 29)
    >>> with_own_day(text, own, words="trước ngày 30/11/2026", upper=upper, repeats=False)
    'Gửi danh sách về Văn phòng chậm nhất ngày 25/11/2026.'
    >>> with_own_day(text, upper, words="trước ngày 30/11/2026", upper=upper, repeats=False) == text
    True
    >>> with_own_day("Rà soát các trang.", own, words="", upper=None, repeats=False)
    'Rà soát các trang, hoàn thành chậm nhất ngày 25/11/2026.'
    """
    if own is None or (own == upper and words and words in text):
        return text
    said = f"chậm nhất ngày {format_date(own)}"
    if words and words in text and not repeats:
        return text.replace(words, said, 1)
    bare, end = _parted(text)
    which = "kỳ đầu" if repeats else "hoàn thành"
    return f"{bare}, {which} {said}{end or '.'}"


def _parted(text: str) -> tuple[str, str]:
    """The words, and the mark that closes them."""
    match = re.search(r"[\s.;,/]*$", text)
    end = match.group(0).strip() if match else ""
    return text[: match.start()] if match else text, "." if end else ""
