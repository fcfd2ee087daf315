"""Pages of a letter: where they begin, and what only stands there because a page ends (numbers, running titles)."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from haichieu.dispatches.rules.markup import clean_letter
from haichieu.dispatches.rules.reflow import break_lines
from haichieu.text.folding import fold_chars
from haichieu.text.patterns import late

#: Lines at either edge of a page among which a page number or a running title may stand.
_EDGE = 3
_LONGEST_TITLE = 140
_NUMBER = late(
    r"^\W*(?:(?:trang|tr|page)\W*)?(?P<page>\d{1,3})(?:\s*(?:/|of|tren)\s*\d{1,3})?(?:\s*\|\s*page)?\W*$"
)
_MARKED = late(r"[a-z/–—-]")
_LETTERHEAD = late(r"cong hoa xa hoi|doc lap\s*[-–—]|dang cong san viet nam|^\W*so\s*:|n\w{1,2} nh[aâ]n\W*$")
_CLOSED = late(r"[.;:!?…]\W*$")
_ITEM = late(r"^\W*(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)/]|[a-zđ][.)]|[IVX]{1,5}[.)])\s")


def lay_pages(text: str) -> tuple[str, tuple[int, ...]]:
    """Clean a letter page by page: its text, each form feed a line break, and the offset at which each page begins.

    >>> lay_pages("Trang một\\fTrang hai"), lay_pages("Không có trang")
    (('Trang một\\nTrang hai', (0, 10)), ('Không có trang', ()))
    """
    if "\f" not in text:
        return break_lines(clean_letter(text)), ()
    cleaned = [break_lines(clean_letter(page)) for page in text.removesuffix("\f").split("\f")]
    starts = [0]
    for page in cleaned[:-1]:
        starts.append(starts[-1] + len(page) + 1)
    return "\n".join(cleaned), tuple(starts) if len(starts) > 1 else ()


def find_furniture(lines: Sequence[tuple[int, str]], starts: Sequence[int]) -> frozenset[int]:
    """Places, among `lines` (offset and words of each), of those that only a page break put there.

    These are page numbers and titles that run over the pages, and blank lines where a sentence runs on.

    >>> lines = [(0, "Các đơn vị báo cáo"), (19, "2"), (21, "về Văn phòng.")]
    >>> sorted(find_furniture(lines, (0, 19)))
    [1]
    """
    if len(starts) < 2:
        return frozenset()
    pages = _lines_of_pages(lines, starts)
    dropped = _page_numbers(lines, pages) | _running_titles(lines, pages)
    for before, after in itertools.pairwise(pages):
        dropped |= _bridged(lines, dropped, before, after)
    return frozenset(dropped)


def _lines_of_pages(lines: Sequence[tuple[int, str]], starts: Sequence[int]) -> list[list[int]]:
    pages: list[list[int]] = [[] for _ in starts]
    page = 0
    for place, (offset, _) in enumerate(lines):
        while page + 1 < len(starts) and offset >= starts[page + 1]:
            page += 1
        pages[page].append(place)
    return pages


def _edges(lines: Sequence[tuple[int, str]], page: list[int]) -> tuple[list[int], list[int]]:
    full = [place for place in page if lines[place][1].strip()]
    return full[:_EDGE], full[-_EDGE:][::-1]


def _page_numbers(lines: Sequence[tuple[int, str]], pages: list[list[int]]) -> set[int]:
    found: set[int] = set()
    for number, page in enumerate(pages, start=1):
        for edge in _edges(lines, page):
            match = next(((at, m) for at in edge[:2] if (m := _NUMBER.match(_flat(lines, at)))), None)
            if match is None:
                continue
            place, read = match
            near = abs(int(read["page"]) - number) <= 1
            if near or _MARKED.search(_flat(lines, place)):
                found.add(place)
    return found


def _running_titles(lines: Sequence[tuple[int, str]], pages: list[list[int]]) -> set[int]:
    tops = [_edges(lines, page)[0] for page in pages]
    feet = [_edges(lines, page)[1] for page in pages]
    found: set[int] = set()
    for edges in (tops, feet):
        seen = Counter(words for edge in edges for words in {_title(lines, place) for place in edge})
        repeated = {words for words, count in seen.items() if words and count >= 2}
        found |= {place for edge in edges for place in edge if _title(lines, place) in repeated}
    # The first page keeps its letterhead, and the last one its end.
    return found - set(tops[0]) - set(feet[-1])


def _title(lines: Sequence[tuple[int, str]], place: int) -> str:
    flat = " ".join(re.sub(r"\d+", "#", _flat(lines, place)).split())
    if not 4 <= len(flat) <= _LONGEST_TITLE or not re.search(r"[a-z]{2}", flat) or _LETTERHEAD.search(flat):
        return ""
    return flat


def _flat(lines: Sequence[tuple[int, str]], place: int) -> str:
    return fold_chars(lines[place][1]).strip()


def _bridged(
    lines: Sequence[tuple[int, str]], dropped: set[int], before: list[int], after: list[int]
) -> set[int]:
    """Blank lines on both sides of a page break over which a sentence runs on."""
    tail = [place for place in before if place not in dropped]
    head = [place for place in after if place not in dropped]
    last = next((place for place in reversed(tail) if lines[place][1].strip()), None)
    first = next((place for place in head if lines[place][1].strip()), None)
    if last is None or first is None or not _runs_on(lines[last][1].strip(), lines[first][1].strip()):
        return set()
    return {place for place in (*tail, *head) if last < place < first}


def _runs_on(before: str, after: str) -> bool:
    if _CLOSED.search(before) or _ITEM.match(after) or after.startswith("|"):
        return False
    return after[:1].islower() or not (before.isupper() or after.isupper())
