"""How a letter's number and symbol are written together again."""

import re

from haichieu.text.patterns import late

#: Party and youth-union symbols begin with the code of a kind and a slash: CV/TU, KH/TĐTN-BTG.
_KIND_FIRST = late(r"(NQ|QĐ|QC|QyĐ|CT|KL|HD|CTr|KH|ĐA|PA|BC|TTr|CV|TB|GM|BB|ĐA)/", re.IGNORECASE)


def letter_sign(number: str | None, symbol: str | None) -> str:
    """Number and symbol as an office writes them: ``134/LĐLĐ``, but ``127-QĐ/TW`` for Party and youth union.

    >>> letter_sign("134", "LĐLĐ"), letter_sign("127", "QĐ/TW"), letter_sign("15", "2022/NĐ-CP")
    ('134/LĐLĐ', '127-QĐ/TW', '15/2022/NĐ-CP')
    """
    if not number or not symbol:
        return number or symbol or ""
    return f"{number}{'-' if _KIND_FIRST.match(symbol) else '/'}{symbol}"


def order_name(issuer: str) -> str:
    """How an order without a letter is called: by who gave it, and when.

    >>> order_name("Chủ tịch (ngày 09/12/2026)")
    'Chỉ đạo của Chủ tịch, 09/12/2026'
    """
    return "Chỉ đạo của " + re.sub(r" \(ngày (\S+)\)$", r", \1", issuer)


def letter_name(kind: str, number: str, symbol: str, *, file_name: str) -> str:
    """How a letter is called in a sentence: its kind and sign, or the name of its file when nothing could be read.

    >>> letter_name("công văn", "412", "LĐLĐ", file_name="a.txt"), letter_name("", "", "", file_name="scan.pdf")
    ('Công văn số 412/LĐLĐ', 'scan.pdf')
    """
    named = kind[:1].upper() + kind[1:] if kind else "Văn bản"
    sign = letter_sign(number, symbol)
    if sign:
        return f"{named} {'số ' if number else ''}{sign}"
    return named if kind else file_name
