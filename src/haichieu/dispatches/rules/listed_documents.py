"""Documents that a list names by number and symbol alone, each in a cell or on a line of its own."""

from haichieu.dispatches.rules.kind import kind_from_symbol
from haichieu.text.dates import find_dates
from haichieu.text.patterns import late

#: Kinds that codes stand for in a citation.
SHORT_KINDS = {
    "NQ": "nghị quyết",
    "QĐ": "quyết định",
    "NĐ": "nghị định",
    "TT": "thông tư",
    "CV": "công văn",
}
#: A number alone in a cell of a list of documents, behind its ordinal at most, and what may stand behind it.
_BEFORE = late(r"(?:^|[\n|\t]|\s{3})\W*(?:\d{1,3}[.)]?\s+)?$")
_AFTER = late(r"[ ]*(?:[\n|\t]|$|\s{3}|(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")
_BESIDE = late(r"[\s|]{1,12}(?:ngày\s+)?(?=\d)")
_YEAR_OF_SYMBOL = late(r"\d{4}\s?/\s?")
_JOINT = late(r"[-/]")


def kind_of_entry(text: str, start: int, end: int, symbol: str) -> str | None:
    """The kind by its code, where number and symbol fill a cell of a list; else None.

    >>> kind_of_entry("1\\n34/2004/QĐ-UBND\\n25/12/2004", 2, 17, "2004/QĐ-UBND"), kind_of_entry("a 3/QĐ b", 2, 6, "QĐ")
    ('quyết định', None)
    """
    if not _BEFORE.search(text[max(0, start - 12) : start]) or not _AFTER.match(text, end):
        return None
    code = _YEAR_OF_SYMBOL.sub("", symbol, count=1)
    return SHORT_KINDS.get(_JOINT.split(code, maxsplit=1)[0]) or kind_from_symbol(code)


def date_beside(text: str, at: int) -> str | None:
    """The ISO date in the cell behind the offset `at`, or on the next line.

    >>> date_beside("34/QĐ-UBND | 25/12/2004 | Quy định", 10), date_beside("34/QĐ-UBND | Quy định", 10)
    ('2004-12-25', None)
    """
    match = _BESIDE.match(text, at)
    dates = find_dates(text[match.end() : match.end() + 30]) if match else []
    return dates[0].value.isoformat() if dates and not dates[0].start else None
