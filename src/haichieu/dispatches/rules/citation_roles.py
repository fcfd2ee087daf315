"""Why a letter cites a document: its basis, what it carries out, answers, amends or replaces."""

import re

from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.text.clean import just_before
from haichieu.text.patterns import late

#: Every role; the first three say more than any other mention of the same document.
ROLES = ("replaces", "amends", "answers", "carries_out", "basis", "annex", "other")

_REACH = 420
_CLOSE = 110
#: So far from its cue a citation may stand (“Căn cứ ý kiến của … tại Công văn số …”).
_FAR = 150
#: A thought ends at a full stop, at a blank line, where a list item ends its line, and before a line of grounds.
_THOUGHT = late(r"[.!?](?:(?<![0-9].)\s+(?=\S)|(?<=\d\.)\s*\n)|\n[ \t]*\n|[;:][ \t]*\n|\n[ \t]*v/v\b")
_BEGINS_SUBJECT = late(r"[ \t]*v/v\b")
_GROUNDS_LINE = late(
    r"\n[ \t]*[-–+•*]?[ \t]*(?=(?:Căn cứ|Thực hiện|Triển khai|Thi hành|Theo|Xét|Trả lời|Phúc đáp|Tiếp theo|Để)\s)"
)
_SEGMENT = late(r"[;:,.(“\"]|\n[ \t]*[-–+•*]")
_LEAD = late(
    r"^[\W_]*(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*|[a-z]\)\s*|dieu \d+\.?\s*)?"
    r"(?:nham |de |va |v/v |ve viec |ve |viec |tiep tuc |nay )*"
)
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("replaces", late(r"(?:[\w\s]{0,60}\bnay )?(?:thay(?: the| cho)?|bai bo|huy bo|thu hoi)\b")),
    (
        "amends",
        late(
            r"(?:[\w\s]{0,60}\bnay )?(?:sua doi|dieu chinh|bo sung|dinh chinh)"
            r"(?: (?:mot so|noi dung|khoan|diem|dieu|muc|phan|phu luc|ten|tai|cua|cac|va|[a-z]|\d+))*\s*$"
        ),
    ),
    (
        "answers",
        late(r"(?:[\w\s]{0,90}\bnhan duoc|tra loi|phuc dap|dap lai|phan hoi|tiep nhan|sau khi nhan)\b"),
    ),
    ("basis", late(r"(?:can cu|xet|chieu theo|theo de nghi|tren co so|theo(?= \S+(?: \S+)? so\b))\b")),
    (
        "carries_out",
        late(
            r"(?:to chuc )?(?:thuc hien|trien khai|thi hanh|cu the hoa|quan triet|tiep theo|chap hanh|huong ung|bam sat"
            r"|theo (?:chi dao|tinh than|ke hoach))\b"
        ),
    ),
)
_REPLACES_BEFORE = late(r"\bnay (?:se )?(?:thay the|bai bo)(?: cho| cac| toan bo)?\s*$|\bky va thay the\s*$")
_ANNEX_BEFORE = late(r"\bkem theo(?: cac| ban)?\s*$")
_EXPIRES_AFTER = late(r"^[^.;\n]{0,160}?\bhet hieu luc\b")
_JOINED = late(r"(?:[,;]|\bva)(?: cac| so|\s)*$|\bva [^;.]{0,80}\btai\s*$")
#: Who amends or replaces in the title of another document is that document, not this letter.
_OWN_DEEDS = ("replaces", "amends")
_COMMA_OR_LINE = late(r"[,\n]")


def role_of(sheet: Sheet, span: Span, previous: tuple[int, str] | None) -> str:
    """Role of the citation in a range of the letter.

    `previous` is where the citation before it ends, and its role: what stands in the title of that document
    (“Kế hoạch số 5 … về thực hiện Nghị quyết số 3”) has no role of its own, what is listed with it has the same.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Thực hiện Công văn số 3-CV/TU")
    >>> role_of(sheet, Span(10, 29), None)
    'carries_out'
    """
    before = just_before(sheet.flat, span.start, _REACH)
    close = before[-_CLOSE:]
    if "kem theo" in close and _ANNEX_BEFORE.search(close):
        return "annex"
    if ("thay the" in close or "bai bo" in close) and _REPLACES_BEFORE.search(close):
        return "replaces"
    if _EXPIRES_AFTER.match(sheet.flat[span.end : span.end + 200]):
        return "replaces"
    thought = _thought(sheet, span.start, before)
    near = _cue(_last_part(_SEGMENT, thought))
    if previous is None or previous[0] < span.start - len(thought) or previous[0] > span.start:
        return near or (_cue(thought) if len(thought) <= _FAR else None) or "other"
    between = sheet.flat[previous[0] : span.start]
    if near and (";" in between or (near not in _OWN_DEEDS and _COMMA_OR_LINE.search(between.strip()))):
        return near
    if _JOINED.search(between[-_CLOSE:]):
        return (_cue(thought) if ";" in between else None) or previous[1]
    return "other"


def strongest(first: str, second: str) -> str:
    """Role of a document that is cited twice: what is done to it counts most, else why it is cited first.

    >>> strongest("basis", "replaces"), strongest("basis", "carries_out"), strongest("other", "basis")
    ('replaces', 'basis', 'basis')
    """
    told = [role for role in (first, second) if role in ROLES[:3]]
    return min(told, key=ROLES.index) if told else second if first == "other" else first


def _thought(sheet: Sheet, start: int, before: str) -> str:
    raw = just_before(sheet.text, start, _REACH)
    cut = max((match.end() for match in _GROUNDS_LINE.finditer(raw)), default=0)
    subject = _BEGINS_SUBJECT.match(before, cut)
    return _last_part(_THOUGHT, before[subject.end() if subject else cut :])


def _last_part(cut: re.Pattern[str], text: str) -> str:
    return cut.split(text)[-1]


def _cue(words: str) -> str | None:
    lead = _LEAD.match(words)
    rest = words[lead.end() :] if lead else words
    return next((role for role, pattern in _CUES if pattern.match(rest)), None)
