"""Which paragraphs stand inside a quotation: what a letter quotes, it does not ask."""

from collections.abc import Sequence

from haichieu.dispatches.rules.paragraphs import Paragraph

#: A quotation that has not ended after so many paragraphs was never closed: its last mark was lost.
_REACH = 16


def quoted_paragraphs(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Places of the paragraphs that belong to a quotation of one or more whole paragraphs.

    A quotation begins with its mark at the start of a paragraph. One that is never closed is only its first paragraph.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> from haichieu.dispatches.rules.paragraphs import find_paragraphs
    >>> sheet = make_sheet("“1. Cơ quan A báo cáo.\\n2. Cơ quan B báo cáo.”\\nĐề nghị các đơn vị thực hiện.")
    >>> sorted(quoted_paragraphs(find_paragraphs(sheet, sheet.lines)))
    [0, 1]
    """
    found: set[int] = set()
    place = 0
    while place < len(paragraphs):
        if not _opens(paragraphs[place].text):
            place += 1
            continue
        end = _end(paragraphs, place)
        found.update(range(place, end + 1))
        place = end + 1
    return frozenset(found)


def _opens(text: str) -> bool:
    start = text.lstrip(" -–")
    if not start.startswith(("“", '"')):
        return False
    return _depth(text) > 0 or (len(text) > 40 and text.rstrip(" .;,").endswith(("”", '"')))


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    depth = _depth(paragraphs[start].text)
    for place in range(start + 1, min(len(paragraphs), start + _REACH)):
        if depth <= 0:
            return place - 1
        depth += _depth(paragraphs[place].text)
    return start if depth > 0 else min(len(paragraphs), start + _REACH) - 1


def _depth(text: str) -> int:
    curly = text.count("“") - text.count("”")
    if curly:
        return curly
    if text.count('"') % 2 == 0:
        return 0
    return 1 if text.lstrip(" -–").startswith('"') else -1
