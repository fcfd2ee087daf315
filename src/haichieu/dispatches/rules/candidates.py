"""What else a field of a letter may hold: other numbers, dates, names and lines of the letter, and learned names.

Offered to a person who corrects a reading; nothing here is chosen by the machine.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.rules.names import is_name
from haichieu.dispatches.rules.words import KINDS
from haichieu.text.dates import find_dates
from haichieu.text.folding import even_tones, fold
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

#: Fields that have candidates, as the reading names them.
FIELDS = (
    "kind", "number", "symbol", "date", "place", "issuer", "subject", "addressees", "recipients",
    "signer.authority", "signer.title", "signer.name",
)  # fmt: skip
MOST = 7
#: characters of a letter that are looked through, and how many of them are its last
_MOST_TEXT, _END = 60_000, 10_000
_LONGEST_NAME = 140
_LONGEST_SUBJECT = 400
#: Characters at either end of a letter in which its head and its signature stand.
_HEAD, _TAIL = 2500, 3000
_SIGN = late(
    rf"(?<![\w/.-])(?P<number>\d{{1,6}}[a-z]?)\s?[/-]\s?"
    rf"(?P<symbol>(?:\d{{4}}/)?[{UPPER}][{UPPER}{LOWER}\d]*(?:[-/&.][{UPPER}][{UPPER}{LOWER}\d]*)*)"
)
_BARE_SYMBOL = late(
    rf"\bsố\s*:?[^\w\n]{{0,12}}[/-]\s?(?P<symbol>[{UPPER}][{UPPER}{LOWER}\d]*(?:[-/&.][{UPPER}][{UPPER}{LOWER}\d]*)*)",
    re.IGNORECASE,
)
_NUMBER = late(r"\bsố\s*:?\s*(\d{1,6})\b", re.IGNORECASE)
_PLACE = late(rf"([{UPPER}][^\n,;:|/\d]{{1,40}}),\s*ngày", re.IGNORECASE)
_MONTH = late(r"tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_BODY = late(
    r"(?:Liên đoàn Lao động|Tổng Liên đoàn|Công đoàn|[ỦU][ỷy] ban|Ủy ban|Hội đồng|Ban Thường vụ|Ban Chấp hành|"
    r"Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Tỉnh đoàn|Thành đoàn|Đoàn Thanh niên|Sở|Bộ|Văn phòng|Phòng|Trường)"
    rf"(?: [{UPPER}{LOWER}-]+){{1,9}}"
)
_AFTER_NAME = late(
    r" (?:trước|về|theo|ngày|để|nêu|quy định|thực hiện|có|là|đã|được|tại|trên|cùng|yêu cầu|đề nghị|chủ trì|rà soát|"
    r"tổ chức|báo cáo|phối hợp|ban hành|thành lập|trong|khi|từ|gửi|cho|các)\b"
)
_NO_ISSUER = late(r"cong hoa xa hoi|doc lap|dang cong san viet nam$|^so ?:|^so \d|v/v|^\W*$|kinh gui")
_ABOUT = late(r"^\W*(?:V/v|Về việc|Về)[:\s]+|\bV/v[:\s]+", re.IGNORECASE)
_NO_SUBJECT = late(r"^can cu|kinh gui|cong hoa xa hoi|doc lap|^so ?:|, ngay |^[-–_*\W]+$|^phan |^dieu |^i\b")
_ADDRESSEES = late(r"kính gửi\s*:?\s*([^\n]*(?:\n\s*[-–+•][^\n]+){0,12})", re.IGNORECASE)
_RECIPIENTS = late(r"nơi nhận\s*:?\s*\n((?:[^\n]*\n?){1,14})", re.IGNORECASE)
_AUTHORITY = late(r"\b(TM|KT|TL|TUQ|Q)\.")
_TITLE = late(
    r"\b(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|TRƯỞNG PHÒNG|BÍ THƯ|CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG|"
    rf"CỤC TRƯỞNG|VỤ TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG GIÁM ĐỐC|ỦY VIÊN THƯỜNG VỤ)\b(?: [{UPPER}]+(?![{LOWER}])){{0,8}}"
)

_KINDS = frozenset(map(fold, KINDS))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that a field may hold."""

    #: as the reading writes it; a date is ISO
    value: str
    #: whether the letter itself says it; otherwise it comes from earlier corrections or the list of kinds
    in_letter: bool


def field_candidates(
    values: Mapping[str, Any], text: str, learned: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Candidate, ...]]:
    """Candidates of every field, the likeliest first; what the field holds already is not among them.

    Parameters
    ----------
    values:
        The reading as plain data.
    text:
        The cleaned letter.
    learned:
        Per field the names that people wrote in earlier corrections, the most frequent first.

    >>> text = "SỞ NỘI VỤ\\nSố: 12/SNV-VP\\nHuế, ngày 5/6/2026\\nTiếp theo Công văn số 11/UBND-NV"
    >>> found = field_candidates({"number": "12", "symbol": "SNV-VP"}, text, {"issuer": ["Sở Nội vụ Huế"]})
    >>> [(field, [each.value for each in found[field]]) for field in ("number", "date", "issuer")]
    [('number', ['11']), ('date', ['2026-06-05']), ('issuer', ['SỞ NỘI VỤ', 'Sở Nội vụ Huế'])]
    """
    found = {}
    text = text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - _END]}\n{text[-_END:]}"
    for field in FIELDS:
        held = _held(values, field)
        in_letter = [Candidate(value, True) for value in _FINDERS[field](text)]
        known = [Candidate(name, False) for name in (*learned.get(field, ()), *_usual(field))]
        found[field] = tuple(_distinct((*in_letter[: MOST - 2], *known, *in_letter[MOST - 2 :]), held))[:MOST]
    return found


def _held(values: Mapping[str, Any], field: str) -> frozenset[str]:
    name, _, part = field.partition(".")
    held = (values.get(name) or {}).get(part) if part else values.get(name)
    return frozenset(held) if isinstance(held, list) else frozenset({str(held or "")})


def _distinct(candidates: Iterable[Candidate], held: frozenset[str]) -> Iterator[Candidate]:
    seen = {""}
    for candidate in candidates:
        key = even_tones(candidate.value)
        if key not in seen and candidate.value not in held:
            seen.add(key)
            yield candidate


def _usual(field: str) -> tuple[str, ...]:
    if field == "kind":
        return ("công văn", "kế hoạch", "thông báo", "hướng dẫn", "quyết định", "báo cáo", "giấy mời")
    return ()


def _kinds(text: str) -> Iterator[str]:
    lines = {fold(line) for line in text[:_HEAD].splitlines()}
    return (kind for kind in KINDS if fold(kind) in lines)


def _numbers(text: str) -> Iterator[str]:
    yield from (match.group(1) for match in _NUMBER.finditer(text))
    yield from (match["number"] for match in _SIGN.finditer(text))


def _symbols(text: str) -> Iterator[str]:
    yield from (match["symbol"] for match in _BARE_SYMBOL.finditer(text[:_HEAD]))
    yield from (match["symbol"] for match in _SIGN.finditer(text))


def _dates(text: str) -> Iterator[str]:
    yield from (found.value.isoformat() for found in find_dates(text))
    for month, year in _MONTH.findall(text[:_HEAD]):
        if 1 <= int(month) <= 12:
            yield f"{year}-{int(month):02d}"


def _places(text: str) -> Iterator[str]:
    return (" ".join(match.group(1).split()) for match in _PLACE.finditer(text))


def _issuers(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text[:_HEAD].splitlines()[:14]]
    upper = [line for line in lines if _may_name_a_body(line)]
    yield from (f"{one} {other}" for one, other in itertools.pairwise(upper[:4]))
    yield from upper[:4]
    yield from (_AFTER_NAME.split(match.group(0))[0][:_LONGEST_NAME] for match in _BODY.finditer(text))


def _may_name_a_body(line: str) -> bool:
    folded = fold(line)
    return line.isupper() and len(line) > 4 and folded not in _KINDS and not _NO_ISSUER.search(folded)


def _subjects(text: str) -> Iterator[str]:
    """What follows “V/v”, “Về việc” or the title of the kind: one, two and three lines of it."""
    lines = [" ".join(line.split()) for line in text[:_HEAD].splitlines()]
    for place, line in enumerate(lines):
        found = _ABOUT.search(line)
        if found is not None:
            yield from _first_lines([line[found.end() :], *lines[place + 1 : place + 4]])
        elif fold(line) in _KINDS:
            yield from _first_lines([after for after in lines[place + 1 : place + 6] if after])


def _first_lines(lines: Sequence[str]) -> Iterator[str]:
    said: list[str] = []
    for line in lines[:4]:
        if not line or (said and _NO_SUBJECT.search(fold(line))):
            break
        said.append(_ABOUT.sub("", line) if not said else line)
        words = " ".join(said).strip("-–*./ ")[:_LONGEST_SUBJECT]
        if words:
            yield words


def _addressees(text: str) -> Iterator[str]:
    return _listed(match.group(1) for match in _ADDRESSEES.finditer(text))


def _recipients(text: str) -> Iterator[str]:
    return _listed(match.group(1) for match in _RECIPIENTS.finditer(text))


def _listed(blocks: Iterable[str]) -> Iterator[str]:
    for block in blocks:
        for line in re.split(r"[\n;]", block):
            item = " ".join(line.split()).strip("-–+•*.;:, ")
            if 1 < len(item) <= _LONGEST_NAME and not item.isupper():
                yield item


def _authorities(text: str) -> Iterator[str]:
    return (f"{match.group(1)}." for match in _AUTHORITY.finditer(text[-_TAIL:]))


def _titles(text: str) -> Iterator[str]:
    return (" ".join(match.group(0).split()) for match in _TITLE.finditer(text[-_TAIL:]))


def _names(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text[-_TAIL:].splitlines()]
    return (line for line in reversed(lines) if is_name(line))


_FINDERS: dict[str, Callable[[str], Iterator[str]]] = {
    "kind": _kinds, "number": _numbers, "symbol": _symbols, "date": _dates, "place": _places, "issuer": _issuers,
    "subject": _subjects, "addressees": _addressees, "recipients": _recipients,
    "signer.authority": _authorities, "signer.title": _titles, "signer.name": _names,
}  # fmt: skip
