"""The date that stands on a letter: a day, or only month and year where the day was left blank."""

import re

from haichieu.web.shell.days import parse_day

_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")


class NotALetterDate(Exception):
    """Hãy ghi ngày ban hành như 05/11/2026, hoặc 11/2026 khi văn bản để trống ngày."""


def typed_letter_date(text: str) -> str | None:
    """The ISO form of a typed date, None when nothing was typed; raises :class:`NotALetterDate`.

    >>> typed_letter_date("2/11/2026"), typed_letter_date("11/2026"), typed_letter_date("")
    ('2026-11-02', '2026-11', None)
    """
    if not text.strip():
        return None
    found = _MONTH.fullmatch(text.strip())
    if found is not None and 1 <= int(found.group(1)) <= 12:
        return f"{found.group(2)}-{int(found.group(1)):02d}"
    day = parse_day(text)
    if day is None:
        raise NotALetterDate(NotALetterDate.__doc__)
    return day.isoformat()


def show_letter_date(value: str | None) -> str:
    """The date of a letter as people write it.

    >>> show_letter_date("2026-11-02"), show_letter_date("2026-11"), show_letter_date(None)
    ('02/11/2026', '11/2026', '')
    """
    return "/".join(reversed(value.split("-"))) if value else ""
