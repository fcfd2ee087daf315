"""Paragraphs of the body: wrapped lines joined, list markers and levels known, table rows kept apart."""

import re
from dataclasses import dataclass
from functools import cached_property

from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

#: Levels of list markers, from the outside in; a paragraph without a marker has level 0.
_MARKERS: tuple[tuple[int, str], ...] = (
    (1, r"(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:thứ\s+)?[\wIVXL]+[.:\s]"),
    (2, r"[IVXL]{1,5}\s?(?!/\s?\d{4})[.\-)/–:]\s*(?=\S)"),
    (2, r"(?:Điều|ĐIỀU)\s+\d+[a-z]?\s*[.:]?\s*"),
    (
        3,
        rf"\d{{1,2}}\s?[.)]\s*(?=[^\d\s]|(?<=\s)\d{{1,3}}(?:[.,]\d+)?\s?%)|\d{{1,2}}\s?[-–/]\s+(?=\S)"
        rf"|\d{{1,2}}[-–](?=[{UPPER}][{LOWER}])",
    ),
    (4, r"\d{1,2}\.\d{1,2}[.\-)]?\s+(?=\S)"),
    (5, r"\d{1,2}(?:\.\d{1,2}){2,3}[.\-)]?\s+(?=\S)"),
    (6, r"\(\d{1,2}\)\s+(?=\S)|(?!\(?[đkt]/[a-z]+(?!\w))\(?[a-zđ]\s?[)/]\s*(?=\S)|[a-zđ]\.\s+(?=\S)"),
    (7, r"[-–—•~*●▪]\s*(?=[^\s\d])|[-–—•●▪]\s+(?=\d)"),
    (6, r"[a-eđ]\s?,\s+(?=[^\W\d_a-zà-ỹ])"),
    (8, r"[+o○]\s+(?=\S)|\+(?=[^\s\d])"),
)
_MARKER = late("|".join(f"({pattern})" for _, pattern in _MARKERS))
#: Two letters in a row begin no marker, unless they are Roman or name a part.
_PLAIN_START = late(r"(?![IVXL])[^\W\d_][^\W\d_]")
_NAMED = ("Phần", "PHẦN", "Chương", "CHƯƠNG", "Mục", "MỤC", "Điều", "ĐIỀU")
_NOISE = late(r"^[\s.,_'|:;ˆ`ƒ*-]{1,6}(?=[A-ZĐ\d])")
_PAGE = late(r"^\W*(?:\d{1,3}|(?:trang|page)\s*\d+(?:/\d+)?)\W*$", re.IGNORECASE)
_CLOSED = late(r"[.;:!?…]\W*$|\./\W*\w?$")
#: “… tuần tra tối thiểu / 03 lượt/tuần”: a number that goes on with a small letter begins no paragraph.
_COUNT = late(rf"\d{{1,3}}(?:[.,]\d+)*(?:\s?%|\s+[{LOWER}])")
#: A line that only adds who, when or where is a paragraph of its own.
_LABEL = late(
    r"(?:Đơn vị|Cơ quan|Bộ phận|Thời gian|Địa điểm|Thành phần|Kinh phí|Tiến độ|Thời hạn)\s?[^.;:]{0,40}:",
    re.IGNORECASE,
)
_SMALL = late(rf"^[“\"'(]?[{LOWER}]")
#: Words that govern the next ones and so end no paragraph; “tồn tại”, “kèm theo”, “công văn đến” may.
_OPEN = late(
    r"(?<!\w)(?:của|và|hoặc|về|gửi|nộp|các|những|mọi|mỗi|cho|với|bởi|nhằm|để|là|(?:trước|đến|từ|vào|hết|sau) ngày"
    r"|(?<!tồn )(?<!hiện )tại|(?<!kèm )(?<!tiếp )theo|(?<!bên )trong|(?<!tự )do"
    r"|(?<!công văn )(?<!văn bản )đến)$"
)
#: Words that a figure completes: “trước ngày / 22/12/2026”, “Kế hoạch số / 12/KH-CĐ”.
_WANTS_FIGURE = late(
    r"(?<!\w)(?:ngày|tháng|năm|quý|số|trước|sau|từ|lúc|hồi|khoảng|tối thiểu|ít nhất|chậm nhất)$",
    re.IGNORECASE,
)
_FIGURE = late(r"\d|(?:I{1,3}|IV)\s?/\s?\d{4}")
#: An office whose name is broken after its first word: “của Liên đoàn / Lao động tỉnh”.
_OPEN_OFFICE = late(
    r"(?<!\w)(?:của|về|với|cho|tại|đến|do) (?:Tổng )?"
    r"(?:Liên đoàn|Ủy ban|Uỷ ban|Hội đồng|Chi cục|Cục|Sở|Bộ|Phòng|Công đoàn|Ban)$"
)
_OPENER = late(
    r"(?:Căn cứ|Đề nghị|Yêu cầu|Kính|Giao|Thực hiện|Nhận|Nơi|Trân trọng|Trong|Trên|Theo|Sau|Để|Khi|Nếu|Mọi|Các"
    r"|Những|Qua|Vậy|Nay|Hồ sơ|Thủ trưởng)(?!\w)"
)
#: A name of a person or place broken inside: “… của Hội đồng Đội Thị / Trấn Phú Lộc xem xét”.
_NAME_BEGUN = late(rf"[{LOWER}] (?:[{UPPER}][{LOWER}]+ ?){{2,}}$")
_NAME_GOES_ON = late(rf"[{UPPER}][{LOWER}]+ (?:[{UPPER}][{LOWER}]+ )+[{LOWER}]+ ")
_LONG = 70
_LAST_WORDS = 40
_DASHED_NAME = late(r"[-–]\s[A-ZĐ]\w+ (?:và|binh)")


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How lines were broken."""

    #: Column at which the text was wrapped, 0 when its lines are whole paragraphs.
    width: int
    #: Whether the first line of a paragraph is pushed in.
    indented: bool


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, or one row of a table."""

    #: From its first to its last character.
    span: Span
    #: The words, white space made single, lines of other columns and page numbers left out.
    text: str
    #: The marker (“1.”, “a)”, “-”), empty for a plain paragraph.
    marker: str
    #: 0 for a plain paragraph, else 1 (outermost) to 8.
    level: int
    #: The cells of a table row, else empty.
    cells: tuple[Span, ...]
    #: Whether it stands in an annex.
    in_annex: bool

    def __hash__(self) -> int:
        # No two paragraphs of a letter stand in one place: their words need not be hashed.
        return hash(self.span)

    @cached_property
    def content(self) -> str:
        """The words after the marker."""
        return self.text[len(self.marker) :].strip()


def find_paragraphs(
    sheet: Sheet, lines: tuple[Line, ...], *, in_annex: bool = False
) -> tuple[Paragraph, ...]:
    """Join wrapped lines into paragraphs.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("1. Các đơn vị\\n- Gửi báo cáo\\nvề Sở.")
    >>> [(p.marker, p.level, p.content) for p in find_paragraphs(sheet, sheet.lines)]
    [('1.', 3, 'Các đơn vị'), ('-', 7, 'Gửi báo cáo về Sở.')]
    """
    wrapping = _wrapping(sheet, lines)
    groups: list[list[Line]] = []
    blank = True
    for line in lines:
        if not line.cells:
            blank = True
            continue
        if _PAGE.match(sheet.raw(line.span)):
            continue
        if groups and _joins(sheet, groups[-1][-1], line, wrapping, blank=blank):
            groups[-1].append(line)
        else:
            groups.append([line])
        blank = False
    return tuple(_paragraph(sheet, group, in_annex) for group in groups)


def _length(line: Line) -> int:
    return line.cells[-1].end - line.span.start


def _wrapping(sheet: Sheet, lines: tuple[Line, ...]) -> _Wrapping:
    """How the text was wrapped by hand, if it was."""
    plain = [line for line in lines if line.cells and not line.is_row]
    lengths = sorted(_length(line) for line in plain)
    if len(lengths) < 6:
        return _Wrapping(0, indented=False)
    width = lengths[int(len(lengths) * 0.9)]
    if not 45 <= width <= 130 or lengths[-1] > 2 * width:
        return _Wrapping(0, indented=False)
    full = [line for line in plain if _length(line) > width * 0.8]
    open_ended = sum(not _CLOSED.search(sheet.raw(line.span)) for line in full)
    if len(full) < 4 or open_ended < 0.45 * len(full):
        return _Wrapping(0, indented=False)
    pushed_in = sum(_indent(line) >= 3 for line in plain)
    return _Wrapping(width, indented=0.1 * len(plain) <= pushed_in <= 0.8 * len(plain))


def marker_of(raw: str) -> tuple[str, int]:
    """Marker and level at the beginning of a line; ("", 0) for a plain one.

    >>> marker_of("2.1. Tiến hành"), marker_of("Điều 3. Chánh"), marker_of("Ban Thường vụ")
    (('2.1.', 4), ('Điều 3.', 2), ('', 0))
    """
    if _PLAIN_START.match(raw) and not raw.startswith(_NAMED):
        return "", 0
    match = _MARKER.match(raw)
    return (match[0].strip(), _MARKERS[(match.lastindex or 1) - 1][0]) if match else ("", 0)


def _marked(sheet: Sheet, line: Line) -> tuple[str, str, int]:
    """The words of a line without noise in front, and their marker and level."""
    raw = sheet.text[line.cells[0].start : line.cells[-1].end]
    marker, level = marker_of(raw)
    noise = None if level else _NOISE.match(raw)
    if noise is None:
        return raw, marker, level
    bare = raw[noise.end() :]
    return bare, *marker_of(bare)


def _joins(sheet: Sheet, last: Line, line: Line, wrapping: _Wrapping, *, blank: bool) -> bool:
    if line.is_row or last.is_row:
        return False
    (raw, _, level), before = _marked(sheet, line), sheet.raw(last.span).rstrip()
    if _SMALL.match(raw) and not level:
        return not (blank and before.endswith("."))
    if _LABEL.match(raw) and raw[0].isupper():
        return False
    if not level and not blank and _COUNT.match(raw) and not _CLOSED.search(before):
        return True
    if not level and not blank and _left_open(before, raw):
        return True
    if level and not (level == 7 and wrapping.width and _wrapped_dash(before, raw)):
        return False
    if not wrapping.width:
        return False
    full = _length(last) + 1 + len(raw.split(" ", 1)[0]) > wrapping.width - 8
    closed = bool(_CLOSED.search(before))
    if blank:
        return not closed and (full or before.endswith(",")) and _length(last) > 0.8 * wrapping.width
    if wrapping.indented:
        return _indent(line) < 3 and not _ends_item(before) and (full or not closed)
    return (full and not closed) or before.endswith((",", "-", "–"))


def _left_open(before: str, raw: str) -> bool:
    """Whether the words of one line want those of the next, however wide the lines are."""
    # The last words decide: the patterns reach no further back.
    last = max(0, len(before) - _LAST_WORDS)
    if _FIGURE.match(raw):
        return bool(_WANTS_FIGURE.search(before, last) or _OPEN.search(before, last))
    if raw.isupper():
        return False
    if len(before) > _LONG and _NAME_GOES_ON.match(raw) and _NAME_BEGUN.search(before, last):
        return not _OPENER.match(raw)
    return bool(_OPEN.search(before, last)) or (
        raw[:1].isupper() and bool(_OPEN_OFFICE.search(before, last)) and not _OPENER.match(raw)
    )


def _ends_item(before: str) -> bool:
    return before.endswith(("./.", ":"))


def _wrapped_dash(before: str, raw: str) -> bool:
    return not _CLOSED.search(before) and bool(_DASHED_NAME.match(raw))


def _indent(line: Line) -> int:
    return line.cells[0].start - line.span.start


def _paragraph(sheet: Sheet, group: list[Line], in_annex: bool) -> Paragraph:
    start = group[0].cells[0].start
    spans = [Span(line.cells[0].start, line.cells[-1].end) for line in group]
    text = " ".join([span.of(sheet.text) for span in spans])
    is_row = group[0].is_row
    marker, level = ("", 0) if is_row else _marked(sheet, group[0])[1:]
    if level and not text.startswith(marker):
        offset = text.find(marker)
        start, text = start + max(0, sheet.text[start:].find(marker)), text[max(0, offset) :]
    cells = group[0].cells if is_row or _is_table_line(group) else ()
    return Paragraph(Span(start, group[-1].cells[-1].end), text, marker, level, cells, in_annex)


def _is_table_line(group: list[Line]) -> bool:
    return len(group[0].cells) >= 3
