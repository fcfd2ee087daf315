"""Subject (trích yếu): after “V/v” in a công văn, under the kind title elsewhere."""

import itertools
import re

from haichieu.dispatches.rules.kind import find_title
from haichieu.dispatches.rules.sheet import Line, Sheet, is_motto
from haichieu.dispatches.rules.spans import Span, Value, trim, value_of
from haichieu.dispatches.rules.tail import TITLE, is_authority, is_title
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

_MARK = late(r"(?:v\s?/\s?v|ve(?: viec)?(?![a-z]))\s*[:.“”\"']*\s*")
_LOOSE_MARK = late(r"^\W{0,3}(?:v\s?/\s?v|v[a-z/]{0,2}[“\"'*]?\s?:|ve viec)\s*[:.“”\"']*\s*")
_NAMED_MARK = late(r"^\W{0,3}(?:(?:[a-z]+ [a-z]+ )?(?:v/v|ve viec)|ve(?= ))\s*:?\s*")
_OPENING = late(
    r"^\W{0,3}(?:can cu|thuc hien|thi hanh|tra loi|ngay \d|xet|theo|de |tiep theo|qua |trong thoi gian|thoi gian|"
    r"hien nay|sau khi|vua qua|nhung nam|kinh gui|noi nhan|dieu \d|[ivx]+[.\-)/] |\d+[.\-)] |"
    r"chuong [ivx\d]|phan (?:thu |[ivx\d])|muc [ivxa-d\d]\b|"
    r"de nghi|nham|uy ban nhan dan .{3,80}(?:nhan duoc|thong bao|yeu cau))"
)
_DATE_LINE = late(r"nga\S{0,2}.{0,12}ang.{0,8}n[a@]m\s*(?:19|20)")
#: The place before the date; what is in capitals throughout is no part of a place: “… nộp BHXH Hà Sơn, ngày”.
_PLACE_BEFORE = late(
    rf"(?:(?:TP\.?|TX\.?|[{UPPER}][{LOWER}][\w.]*)\s+){{0,4}}[{UPPER}](?:[{LOWER}][\w.]*|\d*)\s*,\s*$"
)
_BY_LINE = late(
    r"^\W{0,3}cua (?:ban|thuong|tinh|thanh|huyen|dang|bo |chu tich|thu tuong|uy ban|giam doc|hoi dong)"
)
_URGENT = late(r"^\W*(?:khan(?: cap)?|hoa toc|thuong khan)\W*$")
_ATTACHED = late(r"^\W{0,3}\(?\s*(?:kem theo|ban hanh kem)")
#: A line that ends so goes on: “… theo Nghị quyết của / Ban Chấp hành Trung ương”.
_UNFINISHED = late(
    r"(?:của|và|cho|tại|với|do|từ|đến|theo|các|những|về|trong|trên|ở|là|để|số|ngày|năm|tháng|nhằm|đối|thuộc|giữa)$",
    re.IGNORECASE,
)
_REQUEST = late(r"\W{0,3}(?:(?:giay |don )?de nghi|xin |dang ky|ve viec|phoi hop|huong dan|trieu tap|moi )")
#: Words of the shortest sentence that can open a letter.
_SENTENCE = 12
_ABOUT_LINE = late(r"^\W{0,3}(?:v\s?/\s?v|ve viec)\b")
_WRAPPED = 55
_STRAY = late(r"^[ \t(“\"]*[VvW]\s?/\s?v\b[\s:.“\"]*", re.MULTILINE)
_LONGEST_STRAY = 140
_SCRIBBLE = 6
_MAX_LINES = 9
_PRINTED_AT = late(r"\d[/:]\d\d\b.*\d{4}")
_NUMBER_LINE = late(r"^\W*so\s*:")
_ABOUT = late(r"\sve\s")
_OPENS_BODY = late(r"^\W{0,3}(?:thuc hien|tra loi|de )")


def subject_mark(sheet: Sheet, cell: Span) -> int | None:
    """Offset after “V/v” or “Về việc” at the beginning of a cell; None when the cell does not begin so."""
    match = _LOOSE_MARK.match(sheet.folded(cell))
    return cell.start + match.end() if match else None


def find_marked_subject(sheet: Sheet, lines: tuple[Line, ...]) -> Value | None:
    """Subject of a công văn, which may run over several lines of its column."""
    for line in lines:
        for column, cell in enumerate(line.cells):
            start = subject_mark(sheet, cell)
            if start is not None:
                spans = [_before_date(sheet, Span(start, cell.end)), *_continued(sheet, lines, line, column)]
                return value_of(sheet.text, _unquoted(sheet, spans), 0.93)
    return None


def find_heading_subject(sheet: Sheet, lines: tuple[Line, ...]) -> Value | None:
    """Subject without “V/v”: the sentence right above the greeting, as web pages and short letters print it.

    `lines` are those above the greeting.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("CÔNG TY A\\nSố:\\nBáo cáo tình hình chuẩn bị năm học")
    >>> find_heading_subject(sheet, sheet.lines).text
    'Báo cáo tình hình chuẩn bị năm học'
    """
    spans: list[Span] = []
    for line in reversed(lines):
        if len(line.cells) != 1 or line.is_row or not _is_sentence(sheet, line.cells[0]):
            if spans or len(line.cells) > 1:
                break
            continue
        spans.insert(0, line.cells[0])
        if sheet.raw(line.cells[0])[:1].isupper():
            break
    spans = spans or _shouted_request(sheet, lines)
    if not spans or not sheet.raw(spans[0])[:1].isupper():
        return None
    match = _NAMED_MARK.match(sheet.folded(spans[0]))
    first = Span(spans[0].start + (match.end() if match else 0), spans[0].end)
    return value_of(sheet.text, _unquoted(sheet, [first, *spans[1:]]), 0.6)


def _shouted_request(sheet: Sheet, lines: tuple[Line, ...]) -> list[Span]:
    """The lines in capitals below the place and date that ask: “ĐỀ NGHỊ / CẤP SỔ ĐOÀN VIÊN NĂM HỌC 2025-2026”."""
    dated = max(
        (at for at, line in enumerate(lines) if _DATE_LINE.search(sheet.folded(line.span))), default=None
    )
    if dated is None:
        return []
    below = [line.cells[0] for line in lines[dated + 1 :] if len(line.cells) == 1]
    shouted = list(itertools.takewhile(lambda cell: sheet.raw(cell).isupper(), below))
    asks = bool(shouted) and _REQUEST.match(sheet.folded(shouted[0]))
    return shouted if asks and len(shouted) == len(below) else []


def find_stray_subject(sheet: Sheet, lines: tuple[Line, ...]) -> Value | None:
    """Subject of a công văn that was laid out of order: “V/v …” behind the body, where a text box was read last.

    `lines` are those below the greeting. What is attached has subjects of its own: none is looked for behind a title.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Đề nghị báo cáo./.\\n- Như trên;\\nV/v thống kê\\nvườn cây\\nGIÁM ĐỐC")
    >>> find_stray_subject(sheet, sheet.lines).text
    'thống kê vườn cây'
    """
    if not _STRAY.search(sheet.text):
        return None
    for place, line in enumerate(lines):
        if line.is_row or find_title(sheet, (line,)):
            return None
        if len(line.cells) == 1 and line.span.end - line.span.start < _LONGEST_STRAY:
            match = _STRAY.match(sheet.text, line.cells[0].start)
            if match:
                first = Span(match.end(), line.cells[0].end)
                spans = [first, *_continued(sheet, lines[place:], line, 0)]
                return value_of(sheet.text, _unquoted(sheet, spans), 0.7)
    return None


def _is_sentence(sheet: Sheet, cell: Span) -> bool:
    raw, flat = sheet.raw(cell), sheet.folded(cell)
    small = sum(char.islower() for char in raw)
    if len(raw.split()) < 5 or small < 0.5 * sum(char.isalpha() for char in raw):
        return False
    return not (is_motto(flat) or _DATE_LINE.search(flat) or _PRINTED_AT.search(raw))


def _continued(sheet: Sheet, lines: tuple[Line, ...], first: Line, column: int) -> list[Span]:
    spans: list[Span] = []
    if first.is_row:
        return spans
    left = first.cells[max(0, column - _behind(sheet, first, column))].start - first.span.start
    for line in lines:
        if line.index <= first.index:
            continue
        if not line.cells or len(spans) >= _MAX_LINES:
            break
        cell = _same_column(line, left) if len(first.cells) > 1 or len(line.cells) > 1 else line.cells[0]
        if cell is None or _ends_subject(sheet, cell):
            break
        spans.append(_before_date(sheet, cell))
    return spans


def _behind(sheet: Sheet, line: Line, column: int) -> bool:
    """Whether a cell goes on in the column of the one before it: “Số: 33/SNV-VP V/v rà soát”."""
    return column > 0 and sheet.text[line.cells[column - 1].end : line.cells[column].start] == " "


def _same_column(line: Line, left: int) -> Span | None:
    near = [cell for cell in line.cells if abs(cell.start - line.span.start - left) <= 14]
    return near[0] if near else None


def _before_date(sheet: Sheet, cell: Span) -> Span:
    match = _DATE_LINE.search(sheet.folded(cell))
    if match is None:
        return cell
    words = sheet.raw(cell)[: match.start()]
    kept = _PLACE_BEFORE.sub("", words)
    return Span(cell.start, cell.start + len(kept.rstrip()))


def _ends_subject(sheet: Sheet, cell: Span) -> bool:
    flat = sheet.folded(cell)
    date = _DATE_LINE.search(flat)
    if date is not None and date.start() < 30:
        return True
    if _is_scribble(sheet.raw(cell)) or is_title(sheet, cell) or is_authority(sheet, cell):
        return True
    lower = sheet.raw(cell)[:1].islower()
    return bool(not lower and _OPENING.match(flat)) or is_motto(flat) or bool(_NUMBER_LINE.match(flat))


def _is_scribble(raw: str) -> bool:
    """What a scanner makes of a pen stroke: fewer letters than other marks."""
    solid = "".join(raw.split())
    return len(solid) > _SCRIBBLE and sum(char.isalpha() for char in solid) < 0.5 * len(solid)


def _unquoted(sheet: Sheet, spans: list[Span]) -> list[Span]:
    spans = [span for span in spans if span.end > span.start]
    if not spans:
        return spans
    last = spans[-1]
    raw = sheet.raw(last)
    kept = raw.rstrip(" .;,*_-–")
    if kept.endswith(("”", '"')) and not re.search('[“"]', " ".join(sheet.raw(span) for span in spans)[:-1]):
        kept = kept[:-1].rstrip()
    return [*spans[:-1], Span(last.start, last.start + len(kept))]


def titled_subject(
    sheet: Sheet, title_line: Line, title: Span, issuer: str, until: int
) -> tuple[Value | None, int]:
    """Subject under a kind title, and the index of the first line after it.

    `issuer` (folded) is the body that a decision names again between its subject and its grounds; the subject ends
    before line `until`, where the addressees begin.
    """
    spans: list[Span] = []
    rest = next((cell for cell in title_line.cells if cell.start <= title.start < cell.end), title)
    tail = trim(sheet.text, Span(title.end, rest.end))
    if len(sheet.words(tail)) > 3 and not _URGENT.match(sheet.folded(tail)):
        spans += _without_by_line(sheet, _without_office(sheet, tail, issuer))
    index = title_line.index + 1
    until = min(until, len(sheet.lines), title_line.index + 16)
    while index < until and len(spans) < _MAX_LINES:
        line = sheet.lines[index]
        if not line.cells:
            if spans and not _continues_after_blank(sheet, index, spans):
                break
            index += 1
            continue
        cell = Span(line.cells[0].start, line.cells[-1].end)
        spans = [] if _names_office(sheet, spans, cell) else spans
        if _stops(sheet, cell, spans, issuer) or (spans and _is_first_sentence(sheet, index, spans)):
            break
        spans += [cell] if spans else _without_by_line(sheet, cell)
        index += 1
    return _without_mark(sheet, spans), index


def headline_subject(sheet: Sheet, line: Line, kind: Span) -> tuple[Value | None, int]:
    """What a headline is about, behind its kind and on the lines that go on in small letters; the line below it.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Kế hoạch tổ chức Tết trồng cây\\nđầu năm 2026\\n\\nCác thôn trồng cây.")
    >>> value, below = headline_subject(sheet, sheet.lines[0], Span(0, 8))
    >>> value.text, below
    ('tổ chức Tết trồng cây đầu năm 2026', 2)
    """
    spans = [trim(sheet.text, Span(kind.end, line.cells[0].end))]
    below = line.index + 1
    for later in sheet.lines[below : below + _MAX_LINES]:
        if len(later.cells) != 1 or not sheet.raw(later.cells[0])[:1].islower():
            break
        spans.append(later.cells[0])
        below = later.index + 1
    return _without_mark(sheet, spans), below


def _names_office(sheet: Sheet, spans: list[Span], cell: Span) -> bool:
    """Whether what stands between the title and “Về việc” says in capitals who decides: “GIÁM ĐỐC SỞ Y TẾ”."""
    if not spans or not _ABOUT_LINE.match(sheet.folded(cell)) or sheet.raw(cell).isupper():
        return False
    return all(sheet.raw(span).isupper() for span in spans)


def _without_office(sheet: Sheet, cell: Span, issuer: str) -> Span:
    """What stands behind a title without the office that a flattened line names again: “CHỦ TỊCH ỦY BAN …”."""
    flat = sheet.folded(cell).rstrip(" :")
    if not issuer or not flat.endswith(issuer):
        return cell
    before = flat[: -len(issuer)]
    office = next((match for match in TITLE.finditer(before) if not before[match.end() :].strip()), None)
    return (
        trim(sheet.text, Span(cell.start, cell.start + office.start())) if office and office.start() else cell
    )


def _without_by_line(sheet: Sheet, cell: Span) -> list[Span]:
    """What stands below or behind a title without the body that issues: “QUYẾT ĐỊNH CỦA CHỦ TỊCH NƯỚC”."""
    flat = sheet.folded(cell)
    if _BY_LINE.match(flat) is None:
        return [cell]
    about = _ABOUT.search(flat)
    return [Span(cell.start + about.end(), cell.end)] if about else []


def _continues_after_blank(sheet: Sheet, index: int, spans: list[Span]) -> bool:
    later = next((line for line in sheet.lines[index + 1 : index + 3] if line.cells), None)
    if later is None:
        return False
    first = sheet.raw(later.cells[0]).lstrip('“"( ')[:1]
    return first.islower() and not _OPENING.match(sheet.folded(later.cells[0]))


def _stops(sheet: Sheet, cell: Span, spans: list[Span], issuer: str) -> bool:
    flat, raw = sheet.folded(cell), sheet.raw(cell)
    if _ATTACHED.match(flat) or (issuer and flat.strip(" :") == issuer):
        return True
    if not (spans and raw[:1].islower()) and _OPENING.match(flat) and not (not spans and raw.isupper()):
        return bool(spans) or not _OPENS_BODY.match(flat)
    if not spans:
        return False
    shouted = sheet.raw(spans[-1]).isupper()
    return raw.isupper() != shouted and (not shouted or len(raw) > 60)


def _is_first_sentence(sheet: Sheet, index: int, spans: list[Span]) -> bool:
    """Whether the body begins here though no blank line stands before it: a title is no whole sentence."""
    line = sheet.lines[index]
    raw, before = sheet.raw(line.span).strip(), sheet.raw(spans[-1]).rstrip()
    if (
        not raw[:1].isupper()
        or raw.isupper()
        or before.endswith((",", "-", "–"))
        or _UNFINISHED.search(before)
    ):
        return False
    block = [raw]
    for later in sheet.lines[index + 1 : index + _MAX_LINES]:
        # Only a long line is wrapped; after a short one something new begins.
        if not later.cells or block[-1].endswith((".", ":", ";")) or len(block[-1]) < _WRAPPED:
            break
        if _OPENING.match(sheet.folded(later.cells[0])) and sheet.raw(later.cells[0])[:1].isupper():
            break
        block.append(sheet.raw(later.span).strip())
    whole = " ".join(block)
    return (
        len(whole.split()) >= _SENTENCE and len(raw) > len(before) and whole.endswith((".", ":", ";", "./"))
    )


def _without_mark(sheet: Sheet, spans: list[Span]) -> Value | None:
    if not spans:
        return None
    flat, last = sheet.folded(spans[0]), spans[-1]
    bracket = flat.startswith("(") and sheet.raw(last).rstrip(" .").endswith(")")
    if bracket:
        end = last.start + len(sheet.raw(last).rstrip(" .")) - 1
        spans = [*spans[:-1], Span(last.start, end)]
    match = _MARK.match(flat, int(bracket))
    first = Span(spans[0].start + (match.end() if match else int(bracket)), spans[0].end)
    return value_of(sheet.text, _unquoted(sheet, [first, *spans[1:]]), 0.9)
