"""Documents that the letter cites, by number, or by kind and full date; each once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from haichieu.dispatches.rules.citation_roles import role_of, strongest
from haichieu.dispatches.rules.kind import damaged_kind, kind_from_symbol
from haichieu.dispatches.rules.listed_documents import SHORT_KINDS, date_beside, kind_of_entry
from haichieu.dispatches.rules.number import SYMBOL
from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.dispatches.rules.words import KINDS
from haichieu.text.clean import just_before, squeeze
from haichieu.text.dates import find_dates
from haichieu.text.folding import fold
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

_KIND = "|".join(sorted((re.escape(kind).replace(r"\ ", r"\s+") for kind in KINDS), key=len, reverse=True))
_FOLDED_KINDS = tuple((fold(kind), kind) for kind in sorted(KINDS, key=len, reverse=True))
_LAW = r"(?:Bộ\s+luật|Luật(?!\s+sư)|Pháp\s+lệnh|Hiến\s+pháp|Điều\s+lệ)"
_JOIN = r"(?:\s{0,2}[/–-]\s{0,2}|\s(?=(?:NQ|QĐ|CT|KL|QC|HD|CTr|KH|ĐA|BC|TTr|CV|TB)[-/]))"
#: Digits among which a scanner took some for letters: “3O22”, “l5”, “20l7”; at least one digit is left.
_SCANNED = r"(?=[OolI]{0,3}\d)(?-i:[\dOolI]{2,5})(?=\s?[/-])"
_SCANNED_YEAR = r"(?-i:[2Zz1lI][0Oo9][\dOolI]{2})(?<=[\dOolIZz]{4})"
_BY_NUMBER = late(
    rf"(?<![\w/.,-])\.?-?(?P<number>\d{{1,6}}[a-zA-Z]?|{_SCANNED}){_JOIN}(?P<symbol>(?:{_SCANNED_YEAR}\s?/\s?)?{SYMBOL}(?:_{SYMBOL})?)",
    re.IGNORECASE,
)
#: Where a number may begin that is joined to a symbol: most figures are followed by neither slash nor hyphen.
_FIGURES = late(r"[\dOolI](?<!\w.)(?:(?<=\d)|[OolI]{0,2}\d)(?=\w{0,7}\s{0,2}(?:[/–-]|\w{2,3}[-/]))")
_ANY_KIND = late(rf"(?<!\w)(?:{_KIND}|NQ|QĐ|NĐ|TT|CV)\b", re.IGNORECASE)
_FORM = late(r"(?<!\w)(?:mẫu|biểu)\s*(?:biểu\s*)?$", re.IGNORECASE)
_LABEL = late(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
#: Between the kind and the number stand at most so many characters, and none of these.
_NAME_LENGTH = 140
_NAME_WORDS = 6
_NAME_ENDS = late(r"[.;:“”\"()/]")
#: … nor more line breaks: a name is wrapped, and a page may end in it; behind more stands another cell of a table.
_NAME_LINES = 3
_BEFORE_DATE = late(
    rf"(?<!\w)(?P<kind>{_LAW}\b[^.;:“”\"()\d]{{2,140}}?|Đơn\s[^.,;:“”\"()\d]{{2,60}}?"
    rf"|(?<=căn cứ\s)(?:{_KIND})\s[^.,;:“”\"()\d]{{2,80}}?|(?:{_KIND})(?:\s+không\s+số)?),?\s+$",
    re.IGNORECASE,
)
#: “ngày”, begun at its rarest letter, to which the engine skips.
_DATE_WORD = late(r"[àÀ][yY](?<=\s[nN][gG]..)\s")
_BEFORE_DATE_ENDS = late(r"[.;:“”\"()\d]")
_YEAR_LAW = late(
    rf"(?P<kind>(?:Bộ luật|Luật"
    rf"|Pháp lệnh)\s+[{UPPER}][^.;:“”\"()\d]{{2,100}}?)\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?!\s*[,(]?\s*(?:sửa"
    rf"|số))"
)
_DATE_AFTER = late(r"^[\s,;(]{0,3}(?:ban\s+hành\s+|ký\s+)?(?:ngày|ngay)\s*")
_AFTER_DATE = late(
    r"^,?\s+(?P<who>[^.;:]{2,90}?)\s+(?:đã\s+)?(?:có|ban\s+hành|ra|ký|gửi|nhận\s+được)\b[^.;:]{0,40}$"
)
_NO_DATE_OF_A_LAW = late(
    r"(?i)(?:\b(?:trước|hết|đến|từ|tới|sau|quy\s+định|hiệu\s+lực)|,.*\b(?:báo\s+cáo|thực\s+hiện|đề\s+nghị).*)$"
)
_OF = late(r"^\s*(?:\([^)]{0,60}\)\s*)?c[ủuùúũụ]a\s+(?:Liên\s+Bộ:\s*)?")
#: “của Liên đoàn / Lao động tỉnh”, “của Tổng / Liên đoàn”: a name broken over two lines.
_NAME_GOES_ON = (
    r"(?!(?:(?<=Liên đoàn\n)|(?<=(?:Bộ|Sở)\n))\s{0,12}Lao động(?!\w))(?!(?<=Tổng\n)\s{0,12}Liên đoàn(?!\w))"
)
_STOP = late(
    rf"\s(?:về|V/v|v/v|quy\s+định|hướng\s+dẫn|ban\s+hành|sửa\s+đổi|ngày|tại|đề\s+nghị|thông\s+báo"
    rf"|phê\s+duyệt|và(?=\s+(?:[{LOWER}]|(?i:{_KIND})))|nhằm|trong|"
    r"đã|có|hỏi|trước|sau|theo|từ|yêu\s+cầu|được|gửi|kết\s+luận|triển\s+khai|thực\s+hiện|công\s+bố|là|nêu\s+trên|để|giao|kèm|đến"
    r"|cho|trả\s+lời|chỉ\s+đạo)(?!\w)"
    rf"|[.;:,“”\"()]|\n(?!\s{{0,12}}[{LOWER}])(?<!và\n)(?<!(?:Ban|ban|ành)\n){_NAME_GOES_ON}|\s[-–]\s(?=[{LOWER}])",
)
#: A law without number and full date counts among the grounds of the letter only.
_GROUNDS = late(r"(?:^|\n)\W{0,20}Căn cứ[^\n]*$")
#: … or when one of its articles is named: “Điều 64 Bộ luật Lao động năm 2019”.
_PROVISION = late(r"Điều\s+\d{1,3}[a-zđ]?,?\s+(?:của\s+)?$")
#: What another letter is about: “Công văn số 6/AP ngày … về việc áp dụng Điều 162 Luật Doanh nghiệp 2014”.
_OF_ANOTHER = late(r"(?:số|Số)\s*:?\s*\d+\w*/[^.;]{0,160}?(?:về việc|v/v)\s[^.;,]{0,100}$")
_VALUE_WORDS = late(rf"^[{LOWER}]{{2,}}$")
_JOINT = late(r"[-/]")
_IS_LAW = late(r"(?i)luật|bộ\s+luật|pháp\s+lệnh|hiến")
#: Behind a law another document: “Hiến pháp … sửa đổi theo Nghị quyết số”.
_THROUGH = late(r"\s(?:theo|tại|bằng)\s+$")
#: Whose request is named before the paper it was made with: “Theo đề nghị của Sở Tư pháp tại”.
_ASKING = late(r"(?:đề|kiến)\s+nghị\s+của\s+(?P<who>[^.;:,“”()\d]{3,110}?)\s+tại\s+$")
_LIST_LINK = late(r"^[\s,;]*(?:và\s+|số\s*:?\s*)*$")
_AMENDS = late(r"(?i)(?:bộ\s+)?luật\s+sửa\s+đổi")
_LAW_WORD = late(rf"(?<!\w){_LAW}\b")
_JOINTS = late(r"[\s./–_-]")


class Citation(NamedTuple):
    """One cited document."""

    text: str
    span: Span
    #: Kind in lower case: nghị định, công văn, luật …
    kind: str | None
    number: str | None
    symbol: str | None
    #: ISO date, where a full one stands beside the number.
    date: str | None
    issuer: str | None
    confidence: float
    #: Why it is cited: basis, carries_out, answers, amends, replaces, annex or other.
    role: str = "other"

    def to_dict(self) -> dict[str, str | None]:
        """The entry as `haichieu read --json` prints it."""
        return {
            "text": self.text, "kind": self.kind, "number": self.number, "symbol": self.symbol, "date": self.date,
            "issuer": self.issuer, "role": self.role,
        }  # fmt: skip


def find_citations(sheet: Sheet, start: int, own: tuple[str | None, str | None]) -> tuple[Citation, ...]:
    """Every document cited from offset `start` on; `own` is the letter's own number and symbol.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Căn cứ Luật Công đoàn ngày 27/11/2024; Công văn số 3-CV/TU, ngày 2/4/2025 của Tỉnh ủy về")
    >>> [(c.kind, c.number, c.symbol, c.date, c.issuer) for c in find_citations(sheet, 0, (None, None))]
    [('luật', None, None, '2024-11-27', None), ('công văn', '3', 'CV/TU', '2025-04-02', 'Tỉnh ủy')]
    """
    numbered = _numbered(sheet, start)
    taken = [citation.span for citation in numbered]
    dated = [found for found in _dated(sheet, start) if not any(_overlap(found.span, span) for span in taken)]
    number, symbol = own
    own_key = _number_key(number, symbol) if number is not None and symbol is not None else None
    cited = [citation for citation in [*numbered, *dated] if _key(citation) != own_key]
    return _each_once(_with_roles(sheet, cited))


def _with_roles(sheet: Sheet, citations: list[Citation]) -> list[Citation]:
    known: list[Citation] = []
    for citation in sorted(citations, key=lambda citation: citation.span):
        previous = (known[-1].span.end, known[-1].role) if known else None
        role = role_of(sheet, citation.span, previous)
        known.append(citation if role == citation.role else citation._replace(role=role))
    return known


def _numbered(sheet: Sheet, start: int) -> list[Citation]:
    found: list[Citation] = []
    last = start
    for match in _by_number(sheet.text, start):
        before = _Before.of(sheet.text, last, match.start())
        last = match.end()
        listed = bool(found) and _lists_on(sheet, found[-1], match.start("number"))
        if not _plausible(match, before, listed):
            continue
        kind, begin = before.kind(match.group("symbol"))
        kind, begin = (kind, begin) if kind else damaged_kind(sheet.flat, match.start()) or (None, begin)
        entry = (
            None
            if kind or listed or before.labelled
            else kind_of_entry(sheet.text, match.start(), match.end(), match.group("symbol"))
        )
        if kind is None and not listed and not before.labelled and entry is None:
            continue
        kind = kind or (found[-1].kind if listed else entry)
        when, end = (
            (date_beside(sheet.text, match.end()), match.end()) if entry else _date_after(sheet, match.end())
        )
        issuer, end = _issuer_after(sheet, end)
        issuer = issuer or _asking(sheet, begin)
        if when is None:
            when, who = _date_before(sheet, begin)
            issuer = issuer or who
        number, symbol = match.group("number"), squeeze(match.group("symbol")).rstrip(".")
        span = Span(begin, end)
        found.append(
            Citation(span.of(sheet.text), span, kind, number, symbol, when, issuer, 0.95 if kind else 0.7)
        )
    return found


def _asking(sheet: Sheet, begin: int) -> str | None:
    """Who made a request with the document: “Theo đề nghị của Sở Tư pháp tại Tờ trình số …”."""
    match = _ASKING.search(sheet.text, max(0, begin - 130), begin)
    return squeeze(match["who"]) if match and match["who"][:1].isupper() else None


def _by_number(text: str, start: int) -> Iterator[re.Match[str]]:
    """The matches of `_BY_NUMBER`, tried only where figures begin, with the stop and the dash before them."""
    last = start
    for figures in _FIGURES.finditer(text, start):
        at = figures.start()
        at -= at > last and text[at - 1] == "-"
        at -= at > last and text[at - 1] == "."
        match = _BY_NUMBER.match(text, at) if at >= last else None
        if match:
            last = match.end()
            yield match


def _plausible(match: re.Match[str], before: "_Before", listed: bool) -> bool:
    symbol = match.group("symbol")
    if sum(map(str.isupper, symbol)) < 2 or _VALUE_WORDS.match(symbol):
        return False
    # “01/NQ” is a citation, “2/Tháng” or “3/QUÝ” is not; neither is a date such as 12/2024/NĐ read from its middle.
    return bool(before.kinds or listed or _JOINT.search(symbol)) and not before.is_form


class _Before(NamedTuple):
    """What stands before a number: “Nghị định của Chính phủ số”."""

    text: str
    #: Where the number begins, and the word “số” before it (the number where there is none).
    number: int
    label: int
    #: The kinds named between the last mark of punctuation and the number, from left to right.
    kinds: tuple[re.Match[str], ...]

    @property
    def labelled(self) -> bool:
        return self.label < self.number

    @property
    def is_form(self) -> bool:
        """Whether a form is named, no document: “theo mẫu số 01/TNDN”."""
        return bool(_FORM.search(self.text, max(0, self.label - 12), self.label))

    @classmethod
    def of(cls, text: str, last: int, number: int) -> "_Before":
        """Look back from a number, not further than the end of the citation before."""
        start = max(last, number - _NAME_LENGTH - 40)
        label = _LABEL.search(text, start, number)
        at = label.start() if label else number
        # Read backwards: the first mark met is the last.
        end = _NAME_ENDS.search(text[start:at][::-1])
        cut = at - end.start() if end else start
        kinds = tuple(_ANY_KIND.finditer(text, cut, at))
        near = tuple(
            kind
            for kind in kinds
            if at - kind.end() <= _NAME_LENGTH and text.count("\n", kind.end(), at) <= _NAME_LINES
        )
        return cls(text, number, at, near)

    def kind(self, symbol: str) -> tuple[str | None, int]:
        """Kind and where the citation begins: the last kind named before the number, as close as possible."""
        if not self.kinds:
            return None, self.label
        first, last = self.kinds[0], self.kinds[-1]
        # “Thông báo kết luận số 45-TB/TU”: of two kinds in one name the code in the symbol tells which it is.
        if last is not first and self.text[self.kinds[-2].end() : last.start()].isspace():
            named = squeeze(self.kinds[-2].group(0)).lower()
            if named == kind_from_symbol(symbol):
                return named, self.kinds[-2].start()
        word = first.group(0)
        is_law = _IS_LAW.match(word) and not _THROUGH.search(self.text, first.end(), last.start())
        if last is not first and not (is_law and not self.text[last.end() : self.label].strip()):
            return SHORT_KINDS.get(last.group(0), squeeze(last.group(0)).lower()), last.start()
        if not is_law and len(self.text[first.end() : self.label].split()) > 6:
            return None, self.number
        return SHORT_KINDS.get(word, squeeze(word).lower()), first.start()


def _lists_on(sheet: Sheet, last: Citation, at: int) -> bool:
    between = sheet.text[last.span.end : at]
    return len(between) < 40 and bool(_LIST_LINK.match(between))


def _date_after(sheet: Sheet, at: int) -> tuple[str | None, int]:
    match = _DATE_AFTER.match(sheet.text[at : at + 40])
    if match is None:
        return None, at
    dates = find_dates(sheet.text[at : at + 60])
    if not dates or dates[0].start > match.end() + 1:
        return None, at
    return dates[0].value.isoformat(), at + dates[0].end


def _date_before(sheet: Sheet, begin: int) -> tuple[str | None, str | None]:
    """“Ngày 19/9/2013, Văn phòng Chính phủ có văn bản số …”: the date and the body stand in front."""
    before = squeeze(sheet.text[max(0, begin - 170) : begin])
    for found in reversed(find_dates(before)):
        match = _AFTER_DATE.match(before[found.end :])
        if match and before[: found.start].lower().endswith("ngày "):
            return found.value.isoformat(), match.group("who").strip(" ,")
    return None, None


def _issuer_after(sheet: Sheet, at: int) -> tuple[str | None, int]:
    match = _OF.match(sheet.text[at : at + 80])
    if match is None:
        return None, at
    start = at + match.end()
    stop = _STOP.search(sheet.text, start)
    end = min(stop.start() if stop else len(sheet.text), start + 160)
    issuer = squeeze(sheet.text[start:end])
    return (issuer or None), end


def _dated(sheet: Sheet, start: int) -> list[Citation]:
    found = []
    last = start
    for day in _DATE_WORD.finditer(sheet.text, start):
        at = day.start() - len("ng")
        match = _before_date(sheet.text, last, at)
        if match is None:
            continue
        last = at
        begin, name = _law_start(match)
        when, end = _date_after(sheet, at)
        if when is None or not _is_titled(sheet.text[begin], name) or _NO_DATE_OF_A_LAW.search(name):
            continue
        kind = _leading_kind(name)
        issuer, end = _issuer_after(sheet, end)
        found.append(
            Citation(Span(begin, end).of(sheet.text), Span(begin, end), kind, None, None, when, issuer, 0.8)
        )
    return found + _year_laws(sheet, start)


def _is_titled(first: str, name: str) -> bool:
    """Small letters begin a plain noun, unless the document is said to have no number."""
    return first.isupper() or "không số" in name


def _before_date(text: str, last: int, day: int) -> re.Match[str] | None:
    start = max(last, day - 180)
    # Read backwards: the first mark met is the last.
    end = _BEFORE_DATE_ENDS.search(text[start:day][::-1])
    # It begins with the name of a kind: few days have one before them.
    kind = _ANY_KIND.search(text, day - end.start() if end else start, day)
    return _BEFORE_DATE.search(text, kind.start(), day) if kind else None


def _year_laws(sheet: Sheet, start: int) -> list[Citation]:
    found = []
    for match in _YEAR_LAW.finditer(sheet.text, start):
        before = just_before(sheet.text, match.start(), 2000)
        provision = _PROVISION.search(before)
        if before[-1:].isalnum() or not (_GROUNDS.search(before) or provision):
            continue
        if provision and _OF_ANOTHER.search(before, max(0, provision.start() - 300), provision.start()):
            continue
        span = Span(match.start("kind"), match.end())
        found.append(
            Citation(
                span.of(sheet.text), span, _leading_kind(match.group("kind")), None, None, None, None, 0.6
            )
        )
    return found


def _law_start(match: re.Match[str]) -> tuple[int, str]:
    name = match.group("kind")
    laws = [found for found in _LAW_WORD.finditer(name) if found.start() > 0]
    # “Luật sửa đổi một số điều của Luật Tổ chức Chính phủ”: one law that names others.
    amends = _AMENDS.match(name)
    cut = laws[-1].start() if laws and not amends else 0
    return match.start("kind") + cut, name[cut:]


def _leading_kind(name: str) -> str:
    folded = fold(name)
    return next((kind for start, kind in _FOLDED_KINDS if folded.startswith(start)), "văn bản")


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _key(citation: Citation) -> tuple[str, ...]:
    if citation.number is None:
        name = " ".join(fold(citation.text).partition(" ngay ")[0].split()[:_NAME_WORDS])
        return ("", name, citation.date or citation.text)
    return _number_key(citation.number, citation.symbol or "")


def _number_key(number: str, symbol: str) -> tuple[str, ...]:
    return (number.lstrip("0"), _JOINTS.sub("", fold(symbol)))


def _each_once(citations: list[Citation]) -> tuple[Citation, ...]:
    best: dict[tuple[str, ...], Citation] = {}
    for citation in citations:
        key = _key(citation)
        known = best.get(key)
        fuller = citation if known is None or _fullness(citation) > _fullness(known) else known
        role = strongest((known or citation).role, citation.role)
        best[key] = fuller if fuller.role == role else fuller._replace(role=role)
    return tuple(sorted(best.values(), key=lambda citation: citation.span.start))


def _fullness(citation: Citation) -> tuple[bool, bool, bool]:
    return citation.date is not None, citation.kind not in (None, "văn bản"), citation.issuer is not None
