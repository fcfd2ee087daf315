"""Obligations: who must do what, by when, and to whom the result goes."""

import re
from dataclasses import dataclass, replace
from datetime import date

from haichieu.dispatches.rules.actors import (
    directed_actors,
    heading_actors,
    inner_actors,
    leading_actors,
    owner_line,
)
from haichieu.dispatches.rules.asks import CONFIDENCE, Above, is_meta, judge, opens_tasks
from haichieu.dispatches.rules.deadline_relative import whole_duration
from haichieu.dispatches.rules.deadlines import Deadline, find_deadlines
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.report_to import find_report_to
from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.text.folding import fold_chars

_MAX = 40
_START = 60
_SECTIONS = (
    ("requirement", re.compile(r"^(?:muc dich,? ?(?:va )?yeu cau$|yeu cau)")),
    (
        "purpose",
        re.compile(
            r"^(?:muc dich|muc tieu|y nghia|can cu|co so|tinh hinh|ket qua|thuc trang|danh gia|uu diem|ton tai|nguyen nhan|pham vi|doi tuong|giai thich)"
        ),
    ),
    (
        "information",
        re.compile(
            r"^(?:thoi gian|dia diem|thanh phan|kinh phi|giai thuong|co cau giai|danh sach|noi dung thong tin|mau |bieu |phu luc|chuong trinh chi tiet)"
        ),
    ),
    (
        "organisation",
        re.compile(
            r"^(?:to chuc thuc hien|trach nhiem|nhiem vu|phan cong|giai phap|noi dung|to? chuc|che do (?:thong tin,? )?bao cao|bao cao|yeu cau|quy dinh|phuong an|tien do|cac nhiem vu)"
        ),
    ),
)
_ACKNOWLEDGES = re.compile(
    r"(?:nghiem tuc|khan truong|tot|day du|kip thoi)?[^.;]{0,40}(?:trien khai|thuc hien|thi hanh|quan triet)[^;]{0,90}$"
)
_CLOSING = re.compile(r"(?:de nghi|yeu cau|thong bao|trach nhiem thi hanh|biet|can cu noi dung|nhan duoc)")
_SUBSTANCE = re.compile(
    r"(?:bao cao|gui|lap|nop|xay dung|ra soat|tong hop|phan anh|cu |kiem tra|tra loi)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing somebody is asked to do."""

    paragraph: Paragraph
    actors: tuple[str, ...]
    deadline: Deadline | None
    report_to: str | None
    #: task, standing or acknowledgement.
    kind: str
    confidence: float

    @property
    def start(self) -> str:
        """The first words of its paragraph."""
        return self.paragraph.text[:_START].strip()


@dataclass(slots=True)
class _Heading:
    level: int
    actors: list[str]
    section: str


class _Reader:
    """Walks through the paragraphs once, remembering headings and lead-ins."""

    def __init__(self, issued: date | None, kind: str, addressees: list[str]) -> None:
        self.issued, self.kind, self.addressees = issued, kind, addressees
        self.headings: list[_Heading] = []
        self.lead: list[str] = []
        self.tasks = self.opinion = self.quoted = False
        self.lead_level = 0
        self.found: list[Obligation] = []

    def above(self, paragraph: Paragraph) -> Above:
        heading = next((h for h in reversed(self.headings) if h.actors), None)
        section = next((h.section for h in reversed(self.headings) if h.section != "other"), "other")
        return Above(self.tasks, self.opinion, heading is not None, section, self.quoted, self.kind)

    def read(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        starts_quote = _quote_depth(paragraph.text) > 0
        if paragraph.level:
            self.headings = [h for h in self.headings if h.level < paragraph.level]
        if paragraph.cells:
            self._row(paragraph)
            return
        if is_meta(paragraph) and self._attach(paragraph):
            return
        if self._take_heading(paragraph, following):
            return
        verdict = judge(paragraph, self.above(paragraph))
        if verdict.asks:
            self._add(paragraph, CONFIDENCE.get(verdict.rule, 0.6))
        self._take_lead(paragraph, verdict.asks)
        if starts_quote:
            self.quoted = True
        elif self.quoted and _quote_depth(paragraph.text) < 0:
            self.quoted = False

    def _take_heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        content = paragraph.content
        if not _looks_like_heading(paragraph, following):
            return False
        actors = heading_actors(content)
        section = next((name for name, pattern in _SECTIONS if pattern.match(fold_chars(content))), "other")
        if not paragraph.level and not actors and section == "other":
            return bool(content.isupper())
        level = paragraph.level or (1 if content.isupper() else 9)
        self.headings = [h for h in self.headings if h.level < level]
        self.headings.append(_Heading(level, actors, section))
        return True

    def _take_lead(self, paragraph: Paragraph, asks: bool) -> None:
        opens = opens_tasks(paragraph)
        if opens is None:
            return
        self.tasks, self.opinion = opens, not opens
        named = directed_actors(paragraph.content) or leading_actors(paragraph.content)
        if paragraph.level:
            self.headings.append(_Heading(paragraph.level, named, "other"))
        elif opens:
            self.headings = []
            self.lead = named or ([] if asks else self.lead)
            if named and re.search(r"(?:trach nhiem|nhiem vu)\s*:$", fold_chars(paragraph.text)):
                self.headings = [_Heading(0, named, "other")]

    def _attach(self, paragraph: Paragraph) -> bool:
        """Give who and when of a meta line to the obligation above it."""
        last = self.found[-1] if self.found else None
        owners = owner_line(paragraph.content)
        if last is None:
            return bool(owners)
        flat = fold_chars(paragraph.content)
        if owners and re.match(r"(?:don vi|co quan|bo phan)\s+(?:chu tri|thuc hien)", flat):
            self.found[-1] = replace(last, actors=tuple(owners))
            return True
        if self.kind in ("kế hoạch", "chương trình", "phương án", "đề án") and last.deadline is None:
            deadlines = find_deadlines(paragraph.text, self.issued)
            if deadlines:
                self.found[-1] = replace(last, deadline=deadlines[-1])
            return True
        if self.kind in ("công văn", "chỉ thị", "thông báo", "hướng dẫn") and not owners:
            deadlines = find_deadlines(paragraph.text, self.issued)
            if deadlines and re.match(r"(?:thoi gian|tien do|thoi han)", flat):
                self._add(paragraph, 0.6)
        return True

    def _row(self, paragraph: Paragraph) -> None:
        """A table row is an obligation when a cell of it is a deadline."""
        text = paragraph.text
        deadline = next(iter(find_deadlines(text, self.issued)), None)
        if deadline is None:
            return
        self._add(paragraph, CONFIDENCE["row"])

    def _add(self, paragraph: Paragraph, confidence: float) -> None:
        if len(self.found) >= _MAX:
            return
        actors = tuple(self._actors(paragraph))
        report_to = find_report_to(paragraph.text)
        deadlines: list[Deadline | None] = [*find_deadlines(paragraph.text, self.issued)] or [None]
        for deadline in deadlines:
            kind = _kind(paragraph, deadline, report_to)
            self.found.append(Obligation(paragraph, actors, deadline, report_to, kind, confidence))

    def _actors(self, paragraph: Paragraph) -> list[str]:
        content = paragraph.content
        heading = next((h.actors for h in reversed(self.headings) if h.actors), [])
        leading = leading_actors(content)
        named = directed_actors(content)
        if named and not (
            leading
            and fold_chars(content).find("chi dao") > 0
            and not re.search(r"de nghi|yeu cau|giao ", fold_chars(content))
        ):
            return named
        if leading:
            return leading
        return heading or inner_actors(content) or self.lead or (self.addressees[:1] and [*self.addressees])


def _quote_depth(text: str) -> int:
    return text.count("“") - text.count("”") or (
        1 if text.count('"') % 2 and text.lstrip(" -").startswith('"') else -1 if text.count('"') % 2 else 0
    )


def _looks_like_heading(paragraph: Paragraph, following: Paragraph | None) -> bool:
    content = paragraph.content.rstrip(" *_")
    if len(content) > 170 or not content:
        return False
    if content.isupper():
        return True
    if content.endswith((".", ";", "/.")) or (
        content.endswith(":") and opens_tasks(paragraph) and not heading_actors(content)
    ):
        return False
    if re.match(r"(?:Phần|Chương|Mục|[IVX]+[.\-)])", paragraph.marker) and len(content) < 110:
        return True
    if following is None or is_meta(following):
        return False
    deeper = following.level > paragraph.level or (following.level == 0 and paragraph.level > 0)
    return deeper and (paragraph.level > 0 or bool(heading_actors(content)))


def _kind(paragraph: Paragraph, deadline: Deadline | None, report_to: str | None) -> str:
    flat = fold_chars(paragraph.content).rstrip(" ./")
    closes = not paragraph.level or paragraph.marker.startswith("Điều")
    if (
        closes
        and deadline is None
        and report_to is None
        and _CLOSING.search(flat)
        and _ACKNOWLEDGES.search(flat)
    ):
        if not _SUBSTANCE.search(flat) and len(flat) < 420:
            return "acknowledgement"
    return "standing" if deadline is None or deadline.type in ("continuous", "period") else "task"


def read_obligations(
    sheet: Sheet, paragraphs: tuple[Paragraph, ...], *, issued: date | None, kind: str, addressees: list[str]
) -> tuple[Obligation, ...]:
    """Every obligation of the letter, in order, at most forty.

    Parameters
    ----------
    issued:
        Date of the letter, the first of its month where the day is blank.
    kind:
        Kind of the document, lower case.
    addressees:
        Who is asked where neither sentence nor heading names anybody.
    """
    reader = _Reader(issued, kind, addressees)
    for index, paragraph in enumerate(paragraphs):
        reader.read(paragraph, paragraphs[index + 1] if index + 1 < len(paragraphs) else None)
    return tuple(reader.found)


def cell_deadline(cell: str, issued: date | None) -> Deadline | None:
    """Deadline of a table cell, bare durations included."""
    return whole_duration(cell) or next(iter(find_deadlines(cell, issued)), None)


def locate(sheet: Sheet, within: Span, phrase: str) -> Span | None:
    """Where the words of a phrase stand inside a range of the letter."""
    words = [re.escape(word) for word in phrase.split()]
    match = re.compile(r"\s+".join(words)).search(sheet.text, within.start, within.end) if words else None
    return Span(*match.span()) if match else None
