"""Own deadlines of what is passed on: never later than the upper letter's, as long as that has not passed."""

import re
from datetime import date

from haichieu.text.dates import format_date


def upper_passed(upper: date | None, today: date) -> str:
    """Why an own deadline has to be set, as a sentence; empty while the upper one has not passed.

    >>> upper_passed(date(2026, 9, 24), date(2026, 12, 10))
    'Hạn của cấp trên đã qua ngày 24/09/2026; hãy đặt hạn mới cho đơn vị.'
    >>> upper_passed(date(2026, 12, 10), date(2026, 12, 10)), upper_passed(None, date(2026, 12, 10))
    ('', '')
    """
    if upper is None or upper >= today:
        return ""
    return f"Hạn của cấp trên đã qua ngày {format_date(upper)}; hãy đặt hạn mới cho đơn vị."


def too_late(own: date | None, upper: date | None, *, today: date) -> str:
    """Why an own deadline cannot stand beside the upper one, as a sentence; empty where it can.

    An upper deadline that has passed binds no more.

    >>> today = date(2026, 11, 10)
    >>> too_late(date(2026, 12, 1), date(2026, 11, 29), today=today)
    'Hạn 01/12/2026 muộn hơn hạn của cấp trên (29/11/2026); hãy chọn ngày 29/11/2026 hoặc sớm hơn.'
    >>> too_late(date(2026, 11, 20), date(2026, 11, 29), today=today), too_late(date(2026, 12, 1), None, today=today)
    ('', '')
    >>> too_late(date(2026, 12, 1), date(2026, 11, 9), today=today)
    ''
    """
    if own is None or upper is None or own <= upper or upper < today:
        return ""
    return (
        f"Hạn {format_date(own)} muộn hơn hạn của cấp trên ({format_date(upper)}); "
        f"hãy chọn ngày {format_date(upper)} hoặc sớm hơn."
    )


def day_refusal(own: date | None, upper: date | None, *, today: date) -> str:
    """Why a day is not one that a lower unit can be given, as a sentence; empty where it is.

    Up to the upper day as long as that has not passed, with None for the upper day itself; afterwards an own day
    from today on.

    >>> today = date(2026, 11, 10)
    >>> day_refusal(None, date(2026, 9, 24), today=today)
    'Hạn của cấp trên đã qua ngày 24/09/2026; hãy đặt hạn mới cho đơn vị.'
    >>> day_refusal(today, date(2026, 9, 24), today=today), day_refusal(None, today, today=today)
    ('', '')
    """
    if own is None or own < today:
        passed = upper_passed(upper, today)
        if passed:
            return passed
    return too_late(own, upper, today=today)


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
