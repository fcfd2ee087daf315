"""Issuing body: the last body named on the left of the letterhead, without the parent above it."""

import itertools
import re

from haichieu.dispatches.rules.joint_issuers import bodies_named, is_joint_symbol, may_name_several
from haichieu.dispatches.rules.sheet import Line, Sheet, is_motto
from haichieu.dispatches.rules.spans import Span, Value, trim, value_of
from haichieu.dispatches.rules.tail import TITLE
from haichieu.text.folding import fold
from haichieu.text.patterns import late

_STARTERS = (
    "uy ban|ubnd|ub mttq|hdnd|hoi dong|so |bo |tong cuc|chi cuc|cuc |vu |vien |van phong|phong (?!chong|,)"
    "|ban |bo phan|"
    "hoi |lien hiep|lien doan|ldld|cong doan|cd |doan |bch |btv |tinh doan|thanh doan|huyen doan|tinh uy|thanh uy|"
    "huyen uy|thi uy|quan uy|dang uy|dang bo|dang doan|chi bo|mat tran|trung tam|truong |hoc vien|dai hoc|benh vien|"
    "tram |cong ty|tong cong ty|tap doan|cong an|bo chi huy|kho bac|bao hiem|toa an|thanh tra|ngan hang|dai |bao |"
    "chinh phu|thu tuong|chu tich|quoc hoi|uy ban thuong vu|thuong truc|to |buu dien|hop tac xa|xi nghiep|hat |doi |"
    "thue (?:tinh|thanh pho|tp|co so|nha nuoc|khu vuc|quan|huyen)|"
    "chi nhanh|chi hoi|chi doan|lien doi|lien minh|hiep hoi|nghiep doan|xa doan|phuong doan|don |phan hieu|thu vien|"
    "bao tang|vien thong|dien luc|cau lac bo|khu pho|thon |ap |benh xa|trai |trung doan|lu doan|"
    "quy |nha |khoa |cum |cdcs "
)
_STARTER = late(rf"^(?:{_STARTERS})")
#: Inside a flattened line a new body begins at one of these, when a whole name stands before it.
_INNER = late(
    r"(?<=\S)(?<!tong)(?<!tien)(?<!chi)(?<!doan)(?<!hanh)(?<! vu)(?<! co)\s+(?=(?:tong cuc|chi cuc|cuc (?!bo)|so (?!\d)"
    r"|van phong|ban quan ly|ban chi dao|ban to chuc|ban tuyen giao|"
    r"ban dan van|ban thuong vu|ban chap hanh|bch|truong (?!ban|phong)|phong (?!chong|,)|trung tam|cong doan|lien doan|"
    r"(?<!xa )hoi (?!dong|phu nu|nong dan)|benh vien|uy ban kiem tra|dang uy|chi bo|cdcs|lien doi)[a-z ]"
    r"|(?:ban (?:tuyen giao|dan van|to chuc|noi chinh)|uy ban kiem tra|van phong)$)"
    r"|(?<=^dang bo tinh) .*? (?=(?:huyen|thi|thanh|quan) uy )"
)
_GENERIC = late(
    r"^(?:ban thuong vu|uy ban thuong vu|ban chap hanh|uy ban nhan dan|ban lanh dao|tap the.*|hoi dong|ban"
    r"|(?:(?:ban chap hanh|bch|ban thuong vu|btv) )?(?:cong doan|doan|chi bo|chi doan|dang uy|dang bo|lien doi)"
    r"(?: (?:truong|co so|co quan|bo phan|cap tren))?)$"
)
_NEEDS_MORE = late(
    r"(?:chi bo|dang bo|dang uy|chi doan|chi hoi|cong doan(?: co so)?|cdcs|lien doi|ban dai dien.*|to cong doan"
    r"|doan|hoi)$"
)
_HALF_NAMES = (
    "ban chap hanh",
    "bch",
    "ban thuong vu",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "ban chi dao",
    "ban quan ly",
)
#: The receiver's stamp: “CÔNG VĂN ĐẾN”, “ĐẾN Số: 88”.
_STAMP = late(r"^\W*(?:cong van |van ban )?den\s*(?:\W*(?:so|ngay)\b.*)?$")
_BODY_LABEL = late(r"(?:don vi|co quan|ten don vi|ten co quan)\s*:\s*")
_LONGEST_NAME = 12
_EDGE = " \t-–—_*|.:~“”\"'#="
_NO_NAME_END = late(r"[.;:?!,]\W*$|\d{3}|://")
_NO_NAME = late(r"^(?:so\s*[:.]|v/v|kinh gui|hoa toc|khan|mat|toi mat|thuong khan|ban sao|du thao)")
#: Who signs for the body, on the same flattened line.
_SIGNED_BELOW = late(rf"\s+(?:(?:k[./]?t|t[./]?l|t[./]?u[./]?q)[./]|{TITLE.pattern})")
_DASH = late(r"\s+[-–]\s+")
_FOR_WHOM = late(r"^\W*t[./ ]?m[./]*\s*(.+)$")


def find_issuer(sheet: Sheet, lines: tuple[Line, ...], place: int | None = None) -> Value | None:
    """Issuing body from the lines above the number line; None where the letterhead does not name one.

    `place` is the offset of the place and date, which a flattened line may carry behind the name.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("BỘ TÀI CHÍNH\\nTỔNG CỤC THUẾ\\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    >>> find_issuer(sheet, sheet.lines).text
    'TỔNG CỤC THUẾ'
    """
    found = find_issuers(sheet, lines, place)
    return found[0] if found else None


def find_issuers(
    sheet: Sheet, lines: tuple[Line, ...], place: int | None = None, symbol: str | None = None
) -> tuple[Value, ...]:
    """Every body that issues the letter: more than one where the letterhead joins them by a dash.

    Bodies that stand below or beside one another issue together where the `symbol` is that of a joint letter.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("BỘ NỘI VỤ - BỘ TÀI CHÍNH")
    >>> [issuer.text for issuer in find_issuers(sheet, sheet.lines)]
    ['BỘ NỘI VỤ', 'BỘ TÀI CHÍNH']
    """
    groups = _bodies(sheet, lines, place)
    if not groups:
        small = _in_small_letters(sheet, lines)
        return (small,) if small else ()
    sure = 0.9 if len(groups) <= 2 else 0.75
    issuing = _joined(sheet, groups)
    if is_joint_symbol(symbol) and len(issuing) == 1:
        issuing = _named(sheet, groups, symbol) or issuing
    return tuple(value_of(sheet.text, spans, sure) for spans in issuing)


def find_named_issuers(
    sheet: Sheet, lines: tuple[Line, ...], place: int | None, symbol: str | None
) -> tuple[Value, ...]:
    """Two or more bodies of the letterhead that the symbol names: they issue together if each signs for itself.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("LĐLĐ TỈNH HÀ SƠN\\nSỞ Y TẾ")
    >>> [issuer.text for issuer in find_named_issuers(sheet, sheet.lines, None, "KH-LĐLĐ-SYT")]
    ['LĐLĐ TỈNH HÀ SƠN', 'SỞ Y TẾ']
    """
    # Most symbols name one body: then the letterhead need not be read once more.
    named = _named(sheet, _bodies(sheet, lines, place), symbol) if may_name_several(symbol) else []
    return tuple(value_of(sheet.text, spans, 0.75) for spans in named)


def _named(sheet: Sheet, groups: list[list[Span]], symbol: str | None) -> list[list[Span]]:
    names = [" ".join(sheet.raw(span) for span in spans) for spans in groups]
    return [groups[at] for at in bodies_named(names, symbol)]


def _bodies(sheet: Sheet, lines: tuple[Line, ...], place: int | None) -> list[list[Span]]:
    """The ranges of each body named above the number line, in order."""
    groups: list[list[Span]] = []
    for place_of, line in enumerate(lines):
        if _STAMP.match(sheet.folded(line.span).strip()):
            groups = _without_receiver(sheet, groups, lines[:place_of])
            if groups:
                break
            continue
        for cell in line.cells:
            end = place if place is not None and cell.start < place < cell.end else cell.end
            for piece in _pieces(sheet, Span(cell.start, end)):
                _place(sheet, groups, piece)
    return groups


def _joined(sheet: Sheet, groups: list[list[Span]]) -> list[list[Span]]:
    """The last body and those joined to it by dashes."""
    found: list[list[Span]] = []
    for at in range(len(groups) - 1, -1, -1):
        if found and not _DASH.fullmatch(sheet.text, groups[at][-1].end, found[0][0].start):
            break
        found = [*_apart(sheet, groups[at]), *found]
    return found


def _apart(sheet: Sheet, group: list[Span]) -> list[list[Span]]:
    """One list of ranges for each body that a dash joins inside a name."""
    found: list[list[Span]] = [[]]
    for span in group:
        flat, start = sheet.folded(span), 0
        for dash in _DASH.finditer(flat):
            if _STARTER.match(flat[dash.end() :] + " ") and dash.start():
                found[-1].append(Span(span.start + start, span.start + dash.start()))
                found.append([])
                start = dash.end()
        found[-1].append(Span(span.start + start, span.end))
    return found


def is_printed(sheet: Sheet, lines: tuple[Line, ...]) -> bool:
    """Whether words in capitals stand in the letterhead that may be the name of a body, readable or not.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> [is_printed(sheet, sheet.lines) for sheet in map(make_sheet, ("UBMD XA PHU L0C", "Độc lập - Tự do"))]
    [True, False]
    """
    return any(_pieces(sheet, cell) for line in lines for cell in line.cells)


def whole_name(sheet: Sheet, issuer: Value, lines: tuple[Line, ...]) -> Value:
    """The name as a decision says it again in full before its grounds, where the letterhead has but half of it.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("ỦY BAN THƯỜNG VỤ\\nỦY BAN THƯỜNG VỤ QUỐC HỘI")
    >>> whole_name(sheet, value_of(sheet.text, [Span(0, 16)], 0.9), sheet.lines[1:]).text
    'ỦY BAN THƯỜNG VỤ QUỐC HỘI'
    """
    half = fold(issuer.text)
    if not _GENERIC.match(half):
        return issuer
    cells = (cell for line in lines for cell in line.cells if sheet.raw(cell).isupper())
    whole = next((cell for cell in cells if sheet.folded(cell).startswith(f"{half} ")), None)
    return value_of(sheet.text, [trim(sheet.text, whole, _EDGE)], 0.8) if whole else issuer


def _in_small_letters(sheet: Sheet, lines: tuple[Line, ...]) -> Value | None:
    """The last body whose name is not in capitals: “Ủy ban nhân dân xã Phú Lộc”, alone on its line."""
    cells = (cell for line in reversed(lines) if not line.is_row for cell in reversed(line.cells))
    for cell in cells:
        flat, raw = sheet.folded(cell), sheet.raw(cell)
        named = _STARTER.match(flat) and raw[:1].isupper() and 3 <= len(raw.split()) <= _LONGEST_NAME
        if named and not is_motto(flat) and not _NO_NAME_END.search(raw):
            return value_of(sheet.text, [trim(sheet.text, cell, _EDGE)], 0.6)
    return None


def _without_receiver(sheet: Sheet, groups: list[list[Span]], above: tuple[Line, ...]) -> list[list[Span]]:
    """Drop the body whose name stands in the stamp, in the same block of lines as “ĐẾN”, below the issuer's."""
    blank = max((line.index for line in above if not line.cells), default=-1)
    block = [line.span.start for line in above if line.index > blank and line.cells]
    if not block or not groups:
        return groups
    kept = [[span for span in group if span.start < block[0]] for group in groups]
    return [group for group in kept if group]


def _pieces(sheet: Sheet, cell: Span) -> list[Span]:
    cell = trim(sheet.text, cell, _EDGE)
    label = _BODY_LABEL.match(sheet.folded(cell))
    cell = Span(cell.start + label.end(), cell.end) if label else cell
    flat, raw = sheet.folded(cell), sheet.raw(cell)
    letters = [char for char in raw if char.isalpha()]
    if len(letters) < 4 or is_motto(flat) or sum(char.isupper() for char in letters) < 0.8 * len(letters):
        return []
    if _NO_NAME.match(flat):
        return []
    cuts = [
        0,
        *(match.end() for match in _INNER.finditer(flat) if _is_whole(flat[: match.start()])),
        len(flat),
    ]
    spans = [Span(cell.start + a, cell.start + b) for a, b in itertools.pairwise(cuts)]
    return [trim(sheet.text, span, _EDGE) for span in spans]


def _is_whole(flat: str) -> bool:
    """Whether what stands before an inner name can be a name by itself: “CHI BỘ” of “CHI BỘ TRƯỜNG …” cannot."""
    return len(flat.split()) >= 2 and not _NEEDS_MORE.match(flat)


def _place(sheet: Sheet, groups: list[list[Span]], piece: Span) -> None:
    flat = sheet.folded(piece)
    starts = bool(_STARTER.match(flat + " "))
    before = " ".join(sheet.folded(span) for span in groups[-1]) if groups else ""
    if not starts and (not groups or flat in before):
        # What a stamp or a bad scan says over again is no part of the name.
        return
    if starts and before not in _HALF_NAMES[:3]:
        groups.append([piece])
    else:
        groups[-1].append(piece)


def issuer_from_signature(sheet: Sheet, authority_line: Span) -> Value | None:
    """Body named after “TM.” where the letterhead is missing; a bare “BAN THƯỜNG VỤ” names nobody.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN")
    >>> issuer_from_signature(sheet, Span(0, len(sheet.text))).text
    'BAN THƯỜNG VỤ TỈNH ĐOÀN'
    """
    flat = sheet.folded(authority_line)
    match = _FOR_WHOM.match(flat)
    if match is None:
        return None
    signed = next(
        (
            found
            for found in _SIGNED_BELOW.finditer(flat, match.start(1))
            if not _is_school(sheet, authority_line, found)
        ),
        None,
    )
    end = signed.start() if signed else len(flat)
    if _GENERIC.match(flat[match.start(1) : end].strip()):
        return None
    return value_of(
        sheet.text, [Span(authority_line.start + match.start(1), authority_line.start + end)], 0.6
    )


def _is_school(sheet: Sheet, line: Span, match: re.Match[str]) -> bool:
    """Whether a word that folds like a title is that of a school: “TRƯỜNG”, where a title has “TRƯỞNG”."""
    return sheet.raw(line)[match.start() : match.end()].strip().upper() == "TRƯỜNG"
