"""From a confirmed letter and what is chosen of it to the text of our own letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.rules.relay.content import Content, Point
from haichieu.dispatches.rules.relay.deadlines import with_own_day
from haichieu.dispatches.rules.relay.kinds import LETTER_KINDS
from haichieu.dispatches.rules.relay.wording import (
    UpperLetter,
    all_in_a_sentence,
    bare_subject,
    citation,
    closing,
    in_a_sentence,
    writing_body,
)
from haichieu.text.patterns import late

#: The mark of a list that a paragraph of the upper letter begins with; our letter counts anew.
_MARKER = late(r"^\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])\s*[.)/]\s+|[-–—•+*]\s*)+(?=\w)")
_AS_ABOVE = "Như trên"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An obligation of the upper letter that is passed on."""

    obligation: int
    text: str
    #: the deadline as the upper letter says it, and its last day; None for what has no day
    deadline_words: str
    upper_due: date | None
    #: to whom the upper letter wants the result reported, as written
    report_to: str
    #: it comes again after its first day
    repeats: bool
    #: our own last day; None takes the upper one
    own_due: date | None


@dataclass(frozen=True, slots=True)
class Writer:
    """The office that writes."""

    #: full name as in a sentence
    unit: str
    #: the office above, empty at the top
    parent: str
    authority: str
    signer_title: str
    signer_name: str
    #: how its last recipient begins: “Lưu: VT”
    filing: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom the letter goes."""

    phrases: tuple[str, ...]
    unit_kinds: tuple[str, ...] = ()
    units: tuple[int, ...] = ()


def compose(
    upper: UpperLetter | None, chosen: Sequence[Chosen], to: Addressed, writer: Writer, *, kind: str
) -> Content:
    """The whole text of a letter that passes on what was chosen, every section filled and open to change.

    ``kind`` is a code of :data:`LETTER_KINDS`. Without an ``upper`` letter nothing is cited.
    """
    body = writing_body(writer.unit, writer.authority)
    return Content(
        citations=(citation(upper),) if upper else (),
        opening=_opening(body, to.phrases, kind),
        points=tuple(point_of(each, writer.unit) for each in chosen),
        closing=closing(body, to.phrases),
        addressees=to.phrases,
        unit_kinds=to.unit_kinds,
        units=to.units,
        recipients=recipients(to.phrases, writer, kind=kind),
        authority=writer.authority,
        signer_title=writer.signer_title,
        signer_name=writer.signer_name,
    )


def subject_of(upper: UpperLetter, *, kind: str) -> str:
    """The upper letter's subject; above a kind's own title it begins with a capital.

    >>> upper = UpperLetter("công văn", "301", "LĐLĐ", None, "", "V/v giữ cân đối nội dung")
    >>> subject_of(upper, kind=""), subject_of(upper, kind="KH")
    ('giữ cân đối nội dung', 'Giữ cân đối nội dung')
    """
    bare = bare_subject(upper.subject)
    return bare[:1].upper() + bare[1:] if kind else bare


def _opening(body: str, phrases: tuple[str, ...], kind: str) -> str:
    return LETTER_KINDS[kind].opening.format(body=body, addressees=all_in_a_sentence(phrases))


def point_of(chosen: Chosen, unit: str) -> Point:
    """One point: the upper letter's words, with our own day, and reported to us.

    >>> asked = Chosen(7, "1. Gửi danh sách về Văn phòng tỉnh trước ngày 30/11/2026.", "trước ngày 30/11/2026",
    ...     date(2026, 11, 29), "Văn phòng tỉnh", False, date(2026, 11, 25))
    >>> point_of(asked, "Công đoàn ngành Y tế").text
    'Gửi danh sách về Công đoàn ngành Y tế chậm nhất ngày 25/11/2026.'
    """
    text = bare_point(chosen.text)
    if chosen.report_to and text.count(chosen.report_to) == 1:
        text = text.replace(chosen.report_to, unit)
    due = chosen.own_due or chosen.upper_due
    text = with_own_day(
        text, due, words=chosen.deadline_words, upper=chosen.upper_due, repeats=chosen.repeats
    )
    return Point(text, due, chosen.obligation)


def bare_point(text: str) -> str:
    """The words of a paragraph without the mark of its list, closed by a full stop.

    >>> bare_point("2. - Duy trì chuyên mục;"), bare_point("Rà soát các trang./.")
    ('Duy trì chuyên mục.', 'Rà soát các trang.')
    """
    bare = _MARKER.sub("", " ".join(text.split())).rstrip(" .;/,:")
    return f"{bare[:1].upper()}{bare[1:]}." if bare else ""


def recipients(phrases: tuple[str, ...], writer: Writer, *, kind: str) -> tuple[str, ...]:
    """Who gets a copy: a công văn says “Như trên”, every other kind names its addressees."""
    named = (_AS_ABOVE,) if not kind else tuple(_capital(in_a_sentence(each)) for each in phrases)
    above = (f"{writer.parent} (để báo cáo)",) if writer.parent else ()
    return (*named, *above, writer.filing or "Lưu: VT")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
