"""Several letters one after another in one file, told apart by their letterheads, numbers and signatures."""

import itertools
import re

from haichieu.dispatches.rules.number import LetterNumber, find_number
from haichieu.dispatches.rules.pages import lay_pages
from haichieu.dispatches.rules.place_date import find_place_date
from haichieu.dispatches.rules.sheet import Line, Sheet, is_motto, make_sheet
from haichieu.dispatches.rules.tail import begins_signature, find_tail, is_capital
from haichieu.text.patterns import late

#: So many lines around the number line hold the letterhead.
_HEAD = 9
#: A line with fewer is what a scanner makes of a rule or a stamp.
_FEWEST_LETTERS = 4
#: Letterheads from this share of common words on are those of one letter, if they have so many words.
_SAME, _FEWEST_WORDS = 0.7, 15
_WORD = late(r"\w+")
_NUMBER_CELL = late(r"^\W{0,3}s\S{0,2}")
_GREETING = late(r"^\W{0,3}k[il1]nh g")
_ATTACHED = late(r"^\W{0,3}(?:ban hanh )?kem theo\b")


def split_letters(text: str) -> tuple[str, ...]:
    """Divide the text of a file into its letters.

    A new letter begins where, after a signature, a new national motto or place and date stands beside a new number, and
    a signature follows again; so does a second copy of the same letter. An annex or an attached plan stays with its
    letter. Form feeds are kept.

    Parameters
    ----------
    text:
        The text of the file, with a form feed between pages.

    Returns
    -------
    tuple[str, ...]
        The text as it is when it holds one letter, else one cleaned text a letter.

    >>> split_letters("Số: 12/UBND-VP\\nPhú Lộc, ngày 3/6/2025\\nKính gửi: Các thôn.")
    ('Số: 12/UBND-VP\\nPhú Lộc, ngày 3/6/2025\\nKính gửi: Các thôn.',)
    """
    if text.count("ố") + text.count("Ố") + text.count("o\u0302\u0301") < 2:
        return (text,)
    cleaned, pages = lay_pages(text)
    # The letterhead of a second copy is no running title, so that nothing is left out here.
    sheet = make_sheet(cleaned)
    heads = _letterheads(sheet)
    if len(heads) < 2:
        return (text,)
    marked = list(cleaned)
    for page in pages[1:]:
        marked[page - 1] = "\f"
    starts = [0, *(_start(sheet, pages, before, after) for before, after in itertools.pairwise(heads))]
    pieces = ("".join(marked[a:b]).strip("\n\f") for a, b in itertools.pairwise([*starts, len(cleaned)]))
    return tuple(pieces)


def _letterheads(sheet: Sheet) -> list[int]:
    """The line with the number of each letter but the first, after the first line of all."""
    heads = [0]
    last: LetterNumber | None = None
    for line in sheet.lines:
        number = _own_number(sheet, line)
        if number is None or not _in_letterhead(sheet, number):
            continue
        if _begins_another(sheet, last, heads[-1], number):
            heads.append(line.index)
        elif last is not None:
            continue
        last = number
    return _signed(sheet, heads)


def _own_number(sheet: Sheet, line: Line) -> LetterNumber | None:
    if not any(_NUMBER_CELL.match(sheet.folded(cell)) for cell in line.cells):
        return None
    found = find_number(sheet, (line,))
    return found if found is not None and found.symbol is not None else None


def _in_letterhead(sheet: Sheet, number: LetterNumber) -> bool:
    """Whether motto or place and date stand beside the number; a blank number, as in forms to fill in, needs more."""
    above = [line for line in sheet.lines[max(0, number.line - 2 * _HEAD) : number.line] if line.cells]
    below = [line for line in sheet.lines[number.line : number.line + 2 * _HEAD] if line.cells]
    near = (*above[-_HEAD:], *below[:5])
    motto = any(
        is_motto(sheet.folded(cell)) and sheet.raw(cell)[:1].isupper() for line in near for cell in line.cells
    )
    dated = find_place_date(sheet, (*above[-3:], *below[:5]))
    if number.number is None:
        greeted = any(_GREETING.match(sheet.folded(cell)) for line in below for cell in line.cells)
        return (motto or greeted) and dated is not None and dated.iso is not None
    return motto or dated is not None


def _begins_another(sheet: Sheet, last: LetterNumber | None, head: int, number: LetterNumber) -> bool:
    """Whether the letter before has ended, and this number is neither its own again nor that of its annex."""
    if last is not None and _sign(last) == _sign(number) and not _says_again(sheet, last, number):
        return False
    below = sheet.lines[number.line : number.line + 14]
    if any(_ATTACHED.match(sheet.folded(cell).lstrip("( ")) for line in below for cell in line.cells):
        return False
    return find_tail(sheet, sheet.lines[head + 1 : number.line]) is not None


def _says_again(sheet: Sheet, last: LetterNumber, number: LetterNumber) -> bool:
    """Whether the words around two number lines are the same: a copy of the letter, not its number named again."""
    first, second = (_words_around(sheet, each.line) for each in (last, number))
    return len(first & second) >= _SAME * len(first | second) and len(second) >= _FEWEST_WORDS


def _words_around(sheet: Sheet, line: int) -> set[str]:
    near = [each for each in sheet.lines[line : line + 2 * _HEAD] if each.cells]
    return {word for each in near[:_HEAD] for word in _WORD.findall(sheet.folded(each.span))}


def _sign(number: LetterNumber) -> tuple[str, str]:
    return (
        number.number.text.lstrip("0") if number.number else "",
        re.sub(r"\W", "", number.symbol.text if number.symbol else ""),
    )


def _signed(sheet: Sheet, heads: list[int]) -> list[int]:
    """The heads after which a signature follows; the first letter of the file needs none."""
    kept = heads[:1]
    for head, after in itertools.pairwise([*heads[1:], len(sheet.lines)]):
        if find_tail(sheet, sheet.lines[head + 1 : after]) is not None:
            kept.append(head)
    return kept


def _start(sheet: Sheet, pages: tuple[int, ...], before: int, head: int) -> int:
    """Where the letterhead begins whose number stands on line `head`."""
    page = next((page for page in reversed(pages) if page <= sheet.lines[head].span.start), 0)
    if page > sheet.lines[before].span.end and head - _line_at(sheet, page) <= _HEAD + 4:
        return page
    first = head
    for line in reversed(sheet.lines[before + 1 : head]):
        if line.cells and not _heads_letter(sheet, line):
            break
        if line.cells:
            first = line.index
    return sheet.lines[first].span.start


def _line_at(sheet: Sheet, offset: int) -> int:
    return next((line.index for line in sheet.lines if line.span.end >= offset), len(sheet.lines))


def _heads_letter(sheet: Sheet, line: Line) -> bool:
    raw = sheet.raw(line.span).strip()
    if raw.startswith("#") or "://" in raw:
        return True
    return all(_is_head_cell(sheet, line, place) for place in range(len(line.cells)))


def _is_head_cell(sheet: Sheet, line: Line, place: int) -> bool:
    cell = line.cells[place]
    raw = sheet.raw(cell)
    if is_motto(sheet.folded(cell)) or sum(char.isalpha() for char in raw) < _FEWEST_LETTERS:
        return True
    # Without marks TRƯỜNG (a school) and TRƯỞNG (its head) are one word.
    if begins_signature(sheet, cell) and not raw.startswith("TRƯỜNG"):
        return False
    return is_capital(raw) or find_place_date(sheet, (line,)) is not None
