"""Finds what stands below the text: recipients and the signing block, beside each other or one after the other."""

import re
from dataclasses import dataclass

from haichieu.layout.checker.facts import Line

#: How far below “Nơi nhận” a signature without a table may begin, in lines.
_CLOSING_LINES = 25
#: How far below its first line a signing block may show the name, in lines.
_SIGNING_LINES = 30
_RECIPIENTS = re.compile(r"^N[ơo]i\s+nh[ậâ]n\b", re.IGNORECASE)
_DASH = re.compile(r"^\s*[-–—~+•*]\s*")
_BETWEEN = re.compile(r";\s*[-–]\s*(?=\S)")
_AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TUN)\b\.?\s*[A-ZĐÀ-Ỹ]")
_TITLE = re.compile(
    r"^(PHÓ |QUYỀN )?(CHỦ TỊCH|TỔNG BIÊN TẬP|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG|CHỦ NHIỆM|VIỆN TRƯỞNG"
    r"|HIỆU TRƯỞNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHI CỤC TRƯỞNG|CỤC TRƯỞNG|THỦ TRƯỞNG|CHỈ HUY TRƯỞNG"
    r"|TRƯỞNG CÔNG AN|THƯỜNG TRỰC|TỔNG CỤC TRƯỞNG|THỐNG ĐỐC|THỦ TƯỚNG|CHÁNH THANH TRA|VỤ TRƯỞNG)\b"
)
_ANNEX = re.compile(r"^(PHỤ LỤC|Phụ lục|MẪU SỐ|BIỂU SỐ|Mẫu số|Biểu số|DANH SÁCH|FILE)\b")
_DEGREES = re.compile(
    r"^((PGS|GS|TSKH|TS|ThS|Ths|THS|BS|BSCKI{1,2}|CKI{1,2}|DS|KS|CN|CVCC?|LS|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT)\.?[\s.,-]+|"
    r"(Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Luật sư|Cử nhân|Nhà giáo)\s+)+"
)
_WORD = re.compile(r"^[A-ZĐÀ-Ỹ][a-zđà-ỹ]*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One recipient or addressee as it is written, dash and closing mark included."""

    text: str
    #: Index of the line on which it begins.
    line: int


@dataclass(frozen=True, slots=True)
class Tail:
    """Indices of lines; None where a part is missing."""

    recipients: int | None
    entries: tuple[Entry, ...]
    signature: int | None
    #: Lines of forms and posts, from top to bottom.
    posts: tuple[int, ...]
    name: int | None


def find_tail(lines: tuple[Line, ...], number: int, start: int) -> Tail:
    """The parts below the text; `number` is the line of the number, `start` the first line below the letterhead."""
    recipients = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.text)), None)
    entries = _entries(lines, recipients) if recipients is not None else ()
    taken = {entry.line for entry in entries}
    signature = _signature(lines, number, start, recipients, taken)
    if signature is None:
        return Tail(recipients, entries, None, (), None)
    posts, name = _block(lines, signature, taken)
    return Tail(recipients, entries, signature, posts, name)


def is_name(text: str) -> bool:
    """Whether a line is a person's full name, with or without degrees before it.

    >>> is_name("Trần Thị Ngọc Lan"), is_name("TS. Nguyễn Văn An"), is_name("Phòng Kinh tế")
    (True, True, False)
    """
    words = _DEGREES.sub("", text.strip().replace("(đã ký)", "")).split()
    return 2 <= len(words) <= 6 and all(_WORD.match(word) for word in words)


def degree_of(text: str) -> str:
    """Degrees and titles of honour before a name; empty when none.

    >>> degree_of("PGS.TS. Nguyễn Văn An"), degree_of("Nguyễn Văn An")
    ('PGS.TS.', '')
    """
    match = _DEGREES.match(text.strip())
    return match[0].strip() if match else ""


def _entries(lines: tuple[Line, ...], recipients: int) -> tuple[Entry, ...]:
    first = re.sub(r"^N[ơo]i\s+nh[ậâ]n\s*:?\s*", "", lines[recipients].text, flags=re.IGNORECASE)
    found = [Entry(text, recipients) for text in _split(first)]
    column = lines[recipients].column
    for index in range(recipients + 1, len(lines)):
        line = lines[index]
        if not (_same_column(line, column) or _overflows(lines, index, column, found)):
            continue
        text = line.text.strip()
        if _DASH.match(text):
            found += [Entry(each, index) for each in _split(text)]
        elif not _continues(text, found) or _AUTHORITY.match(text):
            break
        elif not found:
            found.append(Entry(text, index))
        else:
            found[-1] = Entry(f"{found[-1].text} {text}", found[-1].line)
    return tuple(found)


def _same_column(line: Line, column: int | None) -> bool:
    return line.column == column or (
        line.span is not None and line.column in (None, 0) and column in (None, 0)
    )


def _overflows(lines: tuple[Line, ...], index: int, column: int | None, found: list[Entry]) -> bool:
    """Whether an entry is so long that a PDF shows it as a line of its own, and its list goes on below."""
    if column is None or lines[index].column is not None or (found and found[-1].text.rstrip().endswith(".")):
        return False
    return bool(_DASH.match(lines[index].text.strip())) and any(
        line.column == column for line in lines[index + 1 : index + 3]
    )


def _split(text: str) -> list[str]:
    pieces = _BETWEEN.split(text)
    return [piece + (";" if piece is not pieces[-1] else "") for piece in pieces if piece.strip(" -")]


def _continues(text: str, found: list[Entry]) -> bool:
    if not found:
        return not text.isupper() and not is_name(text)
    last = found[-1].text.rstrip()
    return not last.endswith((";", ".")) and not text.isupper() and not is_name(text) and len(text) < 90


def _signature(
    lines: tuple[Line, ...], number: int, start: int, recipients: int | None, taken: set[int]
) -> int | None:
    """First line of the signing block: a form, a post in capitals, or capitals beside or after the recipients."""
    for index in range(number + 1, len(lines)):
        text = lines[index].text
        if recipients is not None and index > recipients and _ANNEX.match(text):
            return None
        if index in taken or not text.isupper() or lines[index].in_data_table:
            continue
        if _AUTHORITY.match(text) or (index >= start and _TITLE.match(text) and _is_near(index, recipients)):
            return index
        if recipients is not None and _closes_beside(lines, recipients, index):
            return index
    return None


def _is_near(index: int, recipients: int | None) -> bool:
    return recipients is None or recipients - 8 <= index <= recipients + _CLOSING_LINES


def _closes_beside(lines: tuple[Line, ...], recipients: int, index: int) -> bool:
    """Whether a line stands where the signature goes: the cell beside the recipients, or shortly after them."""
    if _ANNEX.match(lines[index].text) or sum(map(str.isalpha, lines[index].text)) < 5:
        return False
    is_framed = lines[recipients].column is not None
    if is_framed and (lines[index].column is not None or lines[index].span is None):
        return index > recipients and lines[index].column not in (None, lines[recipients].column)
    return recipients < index <= recipients + _CLOSING_LINES


def _block(lines: tuple[Line, ...], signature: int, taken: set[int]) -> tuple[tuple[int, ...], int | None]:
    posts: list[int] = []
    for index in range(signature, min(len(lines), signature + _SIGNING_LINES)):
        text = lines[index].text.strip()
        if index in taken or _RECIPIENTS.match(text):
            continue
        if _ANNEX.match(text):
            break
        if is_name(text) and not _is_small_print(lines[index]):
            return tuple(posts), index
        if text.isupper() and sum(map(str.isalpha, text)) > 3:
            posts.append(index)
    if (
        len(posts) > 1
        and 2 <= len(lines[posts[-1]].text.split()) <= 5
        and not _is_post(lines[posts[-1]].text)
    ):
        return tuple(posts[:-1]), posts[-1]
    return tuple(posts), None


def _is_small_print(line: Line) -> bool:
    return bool(_DASH.match(line.text))


def _is_post(text: str) -> bool:
    return bool(_AUTHORITY.match(text) or _TITLE.match(text)) or any(
        word in text
        for word in ("BAN ", "ỦY", "UỶ", "PHÒNG", "ĐOÀN", "HỘI", "TRƯỞNG", "ĐỐC", "THƯ", "CHỦ", "PHÓ")
    )
