"""Recipients (Nơi nhận): one entry each, without dash and end punctuation."""

import itertools
import re
from dataclasses import replace

from haichieu.dispatches.rules.kind import find_title
from haichieu.dispatches.rules.names import is_name, name_after_item
from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, Value, trim, value_of
from haichieu.dispatches.rules.tail import RECIPIENTS, begins_signature, is_capital, split_caps
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

_BULLETS = "-–—~•*+=·▪●○►➢✓"
_BEFORE_ENTRY = f" .{_BULLETS}"
_DASH = late(rf"^[\s.]{{0,3}}(?:[{_BULLETS}]+\s*(?:[-–—]\s*)?|\d{{1,2}}[.)/]\s+(?=\D))")
_INLINE = late(r"(?:(?<=[;:.,)”])|^)\s*[-–—•·▪●○►➢✓]\s+(?=\S)|(?<=;)\s*[-–](?=[A-ZĐ])")
_ORDINAL = late(r"\s*\d{1,2}[.)/]\s+(?=\D)")
_ENTRY_BEHIND = late(rf"(?<=\s)[-–•]\s(?=[{UPPER}][{LOWER}])")
_STAR = late(r"(?<!\*)\*\s\w")
_ENTRIES = late(r"(?<=;)\s+(?=\w)")
_ATTACHED = late(r"^\W*(?:(?:phu luc|mau so)\b|s[./]?tt(?!\w)|tt\W*$)")
_NOTE = late(r"^\W*(?:ban (?:dien tu|giay)|phu luc\b.*|mau so\b.*)\W*$")
_SOLID = late(r"[^\W_]|\s")
_GLANCE = 20
_KEPT = late(r"^\W*luu\b")
_KEPT_INSIDE = late(r"luu\b(?<![a-z]luu)")
_SIGNED_HERE = late(r"\(?(?:da k[yi]\b|ky ten|ky, dong dau)")
#: What was written into the place of the signature, on a flattened line.
_SIGNED = late(r"[.;]?\s*[(\[](?:đã\s+)?k[ýí]\b[^()\[\]]{0,30}[)\]]\s*$", re.IGNORECASE)
_CRUMBS = late(r";\s*[^()\s][^()]{0,5}$")
_MAX_ITEMS = 60
#: A line of a narrow column that goes on below is at least so long.
_FULL_LINE = 24


def find_recipients(sheet: Sheet, lines: tuple[Line, ...]) -> tuple[tuple[Value, ...], tuple[Span, ...], int]:
    """Read the list that begins on the first of `lines`.

    Returns the entries, the ranges of the tail that are not part of the list (they hold the signature), and the
    index of the first line after the list.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Nơi nhận:\\n- Như trên;\\n- Lưu: VT.\\nGIÁM ĐỐC")
    >>> [value.text for value in find_recipients(sheet, sheet.lines)[0]]
    ['Như trên', 'Lưu: VT']
    """
    items: list[list[Span]] = []
    others: list[Span] = []
    end = lines[0].index + 1
    done = False
    for line in lines:
        attached = bool(items) and _begins_annex(sheet, line)
        pieces = [piece for cell in line.cells for piece in _parts(sheet, cell, first=line is lines[0])]
        for piece in pieces:
            done = done or (attached and find_title(sheet, (replace(line, cells=(piece,)),)) is not None)
            if done or not _take(sheet, items, piece, line):
                others.append(piece)
            else:
                end = line.index + 1
        done = done or attached or _is_over(sheet, items, lines, line, pieces)
        if (done and line.index > end + 25) or (attached and any(begins_signature(sheet, o) for o in others)):
            break
    return tuple(_value(sheet, item) for item in items), tuple(others), end


def _parts(sheet: Sheet, cell: Span, *, first: bool) -> list[Span]:
    match = RECIPIENTS.match(sheet.folded(cell)) if first else None
    if match:
        cell = Span(cell.start + match.end(), cell.end)
    pieces = []
    for part in (part for entry in _before_entries(sheet, cell) for part in split_caps(sheet, entry)):
        name = name_after_item(sheet.raw(part))
        if name is not None:
            pieces += [Span(part.start, part.start + name), Span(part.start + name, part.end)]
        else:
            pieces.append(part)
    return [piece for piece in (_bare(sheet, piece) for piece in pieces) if piece.end > piece.start]


def _before_entries(sheet: Sheet, cell: Span) -> list[Span]:
    """Cut a line on which a signature was flattened in front of entries: “CHỦ TỊCH - Như trên;”."""
    if not begins_signature(sheet, cell):
        return [cell]
    cuts = [0, *(match.start() for match in _ENTRY_BEHIND.finditer(sheet.raw(cell))), cell.end - cell.start]
    return [
        trim(sheet.text, Span(cell.start + a, cell.start + b), " \t") for a, b in itertools.pairwise(cuts)
    ]


def _bare(sheet: Sheet, piece: Span) -> Span:
    """A piece without bars and rules; one star before a word is the bullet of an entry and stays."""
    bare = trim(sheet.text, piece, " \t|*_")
    star = sheet.text[piece.start : bare.start].rstrip()
    return (
        Span(bare.start - 2, bare.end)
        if star.endswith("*") and _STAR.match(sheet.text, bare.start - 2)
        else bare
    )


def _take(sheet: Sheet, items: list[list[Span]], piece: Span, line: Line) -> bool:
    raw = sheet.raw(piece)
    if len(items) >= _MAX_ITEMS or _is_noise(raw) or _is_signature(sheet, piece):
        return False
    if _NOTE.match(sheet.folded(piece)):
        return False
    if _DASH.match(raw) or (line.is_row and _INLINE.search(raw)):
        fresh = _split(sheet, piece)
        if items and raw.lstrip().startswith("+") and not _is_plus_list(sheet, items):
            items[-1].append(trim(sheet.text, piece, " \t|_"))
        else:
            items.extend([span] for span in fresh)
        return True
    if _is_noise(raw):
        return False
    if not items:
        fresh = [span for part in _split(sheet, piece) for span in _entries(sheet, part)]
        items.extend([span] for span in fresh)
        return bool(fresh)
    last = sheet.raw(items[-1][-1]).rstrip()
    if _begins_undashed(sheet, items, piece, last):
        items.append([piece])
        return True
    if raw[:1].islower() or last.endswith((",", ":")) or (not last.endswith((";", ".")) and len(raw) < 50):
        items[-1].append(piece)
        return True
    if last.endswith(";") and len(raw) < 80 and not is_name(raw) and not _is_shouted(raw):
        items.append([piece])
        return True
    return False


def _begins_undashed(sheet: Sheet, items: list[list[Span]], piece: Span, last: str) -> bool:
    """Whether a line begins an entry of a list that has neither dashes nor stops: the line above was not full."""
    raw = sheet.raw(piece)
    if not raw[:1].isupper() or last.endswith((",", ":", ";", "-", "–")) or is_name(raw) or _is_shouted(raw):
        return False
    if sheet.text[: items[0][0].start].rstrip(" \t|_")[-1:] in _BULLETS:
        return False
    return len(last) < _FULL_LINE or bool(_KEPT.match(sheet.folded(piece)))


def _is_shouted(raw: str) -> bool:
    """Words in capitals beside a list belong to the signature: “BAN THƯỜNG TRỰC”."""
    return len(raw.split()) >= 2 and is_capital(raw)


def _is_plus_list(sheet: Sheet, items: list[list[Span]]) -> bool:
    """Whether “+” opens the entries themselves; below an entry with a dash it opens a part of that entry."""
    first = items[0][0].start
    return sheet.text[max(0, first - 3) : first].strip().endswith("+") or sheet.text[first : first + 1] == "+"


def _is_noise(raw: str) -> bool:
    """What a scanner makes of stamps and tables: few letters, many bars."""
    bare = raw.lstrip(_BEFORE_ENTRY)
    if raw.count("|") > 2 or len(_SOLID.findall(bare)) < 0.6 * len(bare):
        return True
    return sum(char.isalpha() for char in raw[:_GLANCE]) < 2 and sum(char.isalpha() for char in raw) < 2


def _is_signature(sheet: Sheet, piece: Span) -> bool:
    raw, flat = sheet.raw(piece).strip(), sheet.folded(piece)
    if begins_signature(sheet, piece):
        return True
    return is_name(raw) or bool(_SIGNED_HERE.match(flat.strip()))


def _split(sheet: Sheet, piece: Span) -> list[Span]:
    raw = sheet.raw(piece)
    cuts = [0, *(match.end() for match in _INLINE.finditer(raw)), len(raw)]
    spans = [Span(piece.start + a, piece.start + b) for a, b in itertools.pairwise(cuts)]
    spans = [trim(sheet.text, _past_ordinal(sheet, span), f" \t|_.{_BULLETS}") for span in spans]
    return [span for span in spans if any(char.isalpha() for char in sheet.raw(span))]


def _past_ordinal(sheet: Sheet, span: Span) -> Span:
    match = _ORDINAL.match(sheet.raw(span))
    return Span(span.start + match.end(), span.end) if match else span


def _entries(sheet: Sheet, piece: Span) -> list[Span]:
    """Entries that stand one after another on a line: “Ban Giám đốc; các tổ; lưu CĐ”; what is kept stays together."""
    raw, flat = sheet.raw(piece), sheet.folded(piece)
    kept = _KEPT_INSIDE.search(flat)
    cuts = [match.end() for match in _ENTRIES.finditer(raw, 0, kept.start() + 1 if kept else len(raw))]
    cuts = [cut for cut in cuts if raw.count("(", 0, cut) == raw.count(")", 0, cut)]
    edges = itertools.pairwise([0, *cuts, len(raw)])
    return [trim(sheet.text, Span(piece.start + a, piece.start + b), f" ;.{_BULLETS}") for a, b in edges]


def _begins_annex(sheet: Sheet, line: Line) -> bool:
    """Whether what is attached begins here: an annex, the title of a plan, the heading of a table."""
    if any(_ATTACHED.match(sheet.folded(cell)) for cell in line.cells):
        return True
    return find_title(sheet, (line,)) is not None


def _is_over(
    sheet: Sheet, items: list[list[Span]], lines: tuple[Line, ...], line: Line, pieces: list[Span]
) -> bool:
    # What is kept stands last: no entry is looked at before the word has come.
    if "luu" not in sheet.flat[lines[0].span.start : line.span.end]:
        return False
    if not any(_KEPT.match(sheet.folded(item[0])) or _KEPT.match(sheet.folded(item[-1])) for item in items):
        return False
    following = [later for later in lines if later.index > line.index and later.cells][:2]
    return not any(_DASH.match(sheet.raw(later.cells[0])) for later in following)


def _value(sheet: Sheet, item: list[Span]) -> Value:
    first = trim(sheet.text, item[0], f" \t|_{_BULLETS}")
    spans = [first, *item[1:]]
    last = spans[-1]
    # “Như trên; z 3”: what a stamp left behind the entry.
    tail = _SIGNED.search(sheet.raw(last)) or _CRUMBS.search(sheet.raw(last))
    last = Span(last.start, last.start + tail.start()) if tail else last
    kept = sheet.raw(last).rstrip(" .;,:|*_/\\-–~+=")
    # A full stop that ends an abbreviation inside brackets belongs to the entry.
    spans[-1] = Span(last.start, last.start + len(kept))
    return value_of(sheet.text, spans, 0.92)
