"""The end of the letter: Nơi nhận on the left, the signature on the right, in any order they were flattened."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.names import is_name
from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, trim
from haichieu.text.clean import just_before
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

RECIPIENTS = late(r"\W{0,3}(?:n\w{1,2}[il]? ?n[hn]?[a@]n\b|noi gui(?=\s*:))\s*:?\W{0,4}")
AUTHORITY = late(
    r"(?:t[./ ]{0,2}m|k[./ ]{0,2}t|t[./ ]{0,2}l|t[./ ]{0,2}u[./ ]{0,2}q|q)(?:[.,/:]{1,2}\s*|\s+)(?=[a-z])"
)
TITLE = late(
    r"(?:quyen |q\. ?|pho |p\. ?)?(?:pho )?(?:tong |chi )?(?:giam doc|cuc truong|chu tich|bi thu"
    r"|hieu truong|truong ban|truong phong|"
    r"thu truong|bo truong|vu truong|vien truong|chanh van phong|chanh thanh tra|chanh an|chu nhiem"
    r"|truong doan|truong khoa|"
    r"truong dai|thu tuong|tong bien tap|bien tap|chi huy truong|to truong|doi truong|truong tram"
    r"|truong bo phan|bo phan thuong truc|"
    r"(?:chi )?hoi truong|tram truong|don truong|nhom truong|thon truong|ap truong|cum truong|khoi truong|"
    r"tong phu trach|hat truong|tu lenh|truong|uy vien thuong truc|uy vien|thong doc|ke toan truong|thu ky)(?![a-z])"
)
_LARGE = late(rf"[{UPPER}]")
_SMALL = late(rf"[{LOWER}]")
_CAPITALS = late(rf"[{UPPER}][. ]?[{UPPER}]")
_NAME_BEGINS = late(rf"\s[{UPPER}][{LOWER}]")
_CAPS_TAIL = late(rf"(?<=[;:.,)])\s*[\W_]{{0,4}}\s*(?=[{UPPER}]{{2,}}[. ])")
#: The same begun with its mark, to which the engine skips: most lines have no such place.
_ANY_CAPS_TAIL = late(rf"[;:.,)]\s*[\W_]{{0,4}}\s*[{UPPER}]{{2,}}[. ]")


#: The first of two titles that a comma joins: “BỘ TRƯỞNG, CHỦ NHIỆM”.
_OFFICE_BEFORE = late(rf"(?<=\s)(?:[{UPPER}]{{2,}} )+[{UPPER}]{{2,}},$")
_MARKS = ("TM.", "KT.", "TL.", "TUQ.")
_MARK_INSIDE = late(rf"(?<=\S)\s+(?=(?:TM|KT|TL|TUQ)\.\s?[{UPPER}]{{2}})")
_MARK_BEFORE = late(r"(?<![a-z])(?:t[./ ]?m|k[./ ]?t|t[./ ]?l|t[./ ]?u[./ ]?q|q)[.,/:]$")
_SIGNED_FOR = late(r"(?:ban|uy ban|hoi dong|chinh phu|bo |lien |dang|tap the|thuong truc)")
_STOPPED_MARK = late(r"(?:t[./ ]?m|k[./ ]?t|t[./ ]?l|t[./ ]?u[./ ]?q)(?:\s?[./]|(?<=/.)\s)\s*[a-z]{2,}")
#: So many lines, blank ones too, are looked at above a title.
_NEAR = 8
#: The place and date that some letters print above the signature.
_DATED = late(r"\W*(?:\w+[ .]){0,5}\w+\s?,\s*ngày\b.{0,24}\d{4}\W*$")
_FIRST_ENTRY = late(
    r"^\W{0,4}nhu (?:tren|kinh gui|dieu|thanh phan)(?! (?:da|noi|neu|vay))[^.;:,]{0,30}(?:[.;:/]|,?\W*$)"
)
#: Of so many lines at the end of a letter, the last with words may hold a signature in small letters.
_GLANCE, _LAST_LINES, _LONGEST_TITLE = 30, 10, 7
_SMALL_MARK = late(r"(?:T/M|K/T|T/L)(?!\w)|(?:TM|KT|TL|TUQ)\s?[./]")
_FIRST_ENTRIES = late(r"nhu (?:tren|kinh gui|dieu|thanh phan)")


@dataclass(frozen=True, slots=True)
class Tail:
    """The lines of the end of the letter."""

    #: Index of the first line.
    start: int
    #: Index of the line with “Nơi nhận”, if any.
    recipients: int | None


def is_capital(raw: str) -> bool:
    """Whether nearly all letters are capitals.

    >>> is_capital("KT. CHỦ TỊCH"), is_capital("Nguyễn Văn A")
    (True, False)
    """
    large = len(_LARGE.findall(raw))
    return large >= 3 and large >= 4 * len(_SMALL.findall(raw))


def is_authority(sheet: Sheet, cell: Span) -> bool:
    """Whether a cell begins with TM., KT., TL., TUQ. or Q. before a title or body in capitals."""
    match = AUTHORITY.match(sheet.flat, cell.start, cell.end)
    if match is None or not is_capital(_NAME_BEGINS.split(sheet.raw(cell))[0]):
        return False
    flat, rest = sheet.folded(cell), sheet.flat[match.end() : cell.end]
    # “T/M CHI BỘ”, “TM. BCH HỘI”: after a mark with its stop or slash any body may be named.
    return bool(TITLE.match(rest) or _SIGNED_FOR.match(rest)) or bool(_STOPPED_MARK.match(flat))


def is_title(sheet: Sheet, cell: Span) -> bool:
    """Whether a cell is a signer's title in capitals and nothing else."""
    if cell.end - cell.start >= 70 or not TITLE.match(sheet.folded(cell).lstrip(" .")):
        return False
    return is_capital(sheet.raw(cell).partition("(")[0])


def find_tail(sheet: Sheet, lines: tuple[Line, ...]) -> Tail | None:
    """Find where the body ends: the first “Nơi nhận” or signature line after it.

    `lines` are those after the letterhead.
    """
    found = next((line.index for line in lines if _is_recipients(sheet, line)), None)
    signed = next((line.index for line in lines if _is_signature(sheet, line)), None)
    if found is None and signed is None:
        signed = _signed_in_small_letters(sheet, lines)
    if found is None and _FIRST_ENTRIES.search(sheet.flat):
        found = _unlabelled(sheet, lines, signed)
    if found is None and signed is None:
        return None
    starts = [index for index in (found, signed) if index is not None]
    start = min(starts)
    near = found if found is not None and found - start <= 40 else None
    return Tail(start, near)


def _is_recipients(sheet: Sheet, line: Line) -> bool:
    return any(
        RECIPIENTS.match(sheet.flat, cell.start, cell.end) and sheet.raw(cell).strip(" -_*#")[:1].isupper()
        for cell in line.cells
    )


def _signed_in_small_letters(sheet: Sheet, lines: tuple[Line, ...]) -> int | None:
    """The line of a title in small letters near the end of the letter, with a name on one of the next two lines."""
    last = [line for line in lines[-_GLANCE:] if line.cells][-_LAST_LINES:]
    for place, line in enumerate(last):
        if len(line.cells) > 1 or not _is_small_title(sheet, line.cells[0]):
            continue
        below = [sheet.raw(later.cells[0]) for later in last[place + 1 : place + 3] if len(later.cells) == 1]
        if any(is_name(raw) for raw in below):
            above = last[place - 1] if place else line
            return above.index if _SMALL_MARK.match(sheet.raw(above.span)) else line.index
    return None


def _is_small_title(sheet: Sheet, cell: Span) -> bool:
    raw = sheet.raw(cell)
    return raw[:1].isupper() and len(raw.split()) <= _LONGEST_TITLE and bool(TITLE.match(sheet.folded(cell)))


def _unlabelled(sheet: Sheet, lines: tuple[Line, ...], signed: int | None) -> int | None:
    """The first entry of a list from which “Nơi nhận” was lost: below the body, above or beside the signature."""
    until = signed + 6 if signed is not None else len(sheet.lines)
    return next((line.index for line in lines if line.index < until and _is_first_entry(sheet, line)), None)


def _is_first_entry(sheet: Sheet, line: Line) -> bool:
    return any(_FIRST_ENTRY.match(sheet.folded(cell)) for cell in line.cells)


def _is_signature(sheet: Sheet, line: Line) -> bool:
    if not _CAPITALS.search(sheet.text, line.span.start, line.span.end):
        return False
    for cell in line.cells:
        parts = [trim(sheet.text, part) for part in split_caps(sheet, cell)]
        if any(is_authority(sheet, part) for part in parts):
            return True
        if len(line.cells) == 1 and is_title(sheet, cell) and _near_end(sheet, line):
            return True
    return False


def _near_end(sheet: Sheet, line: Line) -> bool:
    # “ĐẠI DIỆN BAN TỔ CHỨC” may stand between the last sentence and the title.
    prior = reversed(sheet.lines[max(0, line.index - _NEAR) : line.index])
    above = (sheet.raw(each.span) for each in prior if each.cells)
    before = next((raw for raw in above if not is_capital(raw) and not _DATED.match(raw)), "")
    return bool(re.search(r"\./|[.;/]\W*$", before)) or before.lstrip().startswith("-")


def begins_signature(sheet: Sheet, cell: Span) -> bool:
    """Whether a cell begins with an authority or a title in capitals, whatever follows on the flattened line."""
    if is_authority(sheet, cell):
        return True
    match = TITLE.match(sheet.flat, cell.start, cell.end)
    return match is not None and sheet.text[cell.start : match.end()].isupper()


def split_caps(sheet: Sheet, cell: Span) -> list[Span]:
    """Cut a flattened line before the capitals of the right-hand column: “- Như trên; CHÁNH VĂN PHÒNG”."""
    if begins_signature(sheet, cell):
        return [cell]
    raw, flat = sheet.raw(cell), sheet.folded(cell)
    marked = _MARK_INSIDE.search(raw) if any(map(raw.__contains__, _MARKS)) else None
    if marked:
        at = cell.start + marked.end()
        return [Span(cell.start, at), Span(at, cell.end)]
    for match in _CAPS_TAIL.finditer(raw) if _ANY_CAPS_TAIL.search(raw) else ():
        if _MARK_BEFORE.search(just_before(flat, match.start())):
            continue
        office = _OFFICE_BEFORE.search(raw, 0, match.start())
        if office and TITLE.match(flat, office.start()):
            return [
                Span(cell.start, cell.start + office.start()),
                Span(cell.start + office.start(), cell.end),
            ]
        rest = flat[match.end() :]
        if AUTHORITY.match(rest) or TITLE.match(rest):
            at = cell.start + match.end()
            return [Span(cell.start, at), Span(at, cell.end)]
    return [cell]
