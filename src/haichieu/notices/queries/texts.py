"""Digests in words: titles fetched for many people at once, names of private people masked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.models import Assignment, Dispatch, Obligation
from haichieu.dispatches.rules import letter_name
from haichieu.notices.links import link_of, page_link
from haichieu.notices.rules import Content, DigestText, Heading, Letter, Line, Matter, Said, Section
from haichieu.text.dates import format_date
from haichieu.text.privacy import mask_private_names
from haichieu.units.rules import Tree

#: Lines under one heading; the rest stands behind the link.
MOST_LINES = 12
_TITLE = 160
_TITLES = {
    Heading.LATE: "Quá hạn",
    Heading.TODAY: "Đến hạn hôm nay",
    Heading.SOON: "Sắp đến hạn",
    Heading.NEWS: "Mới giao, được nhắc hoặc có thay đổi",
    Heading.BELOW: "Đơn vị cấp dưới trễ hạn",
}
_SAID = {
    Said.SENT: "mới giao",
    Said.REMINDED: "được nhắc",
    Said.EXTENDED: "được gia hạn",
    Said.SENT_BACK: "yêu cầu làm lại",
    Said.CHANGED: "có thay đổi",
}


@dataclass(frozen=True, slots=True)
class _Titles:
    """Titles by record."""

    duties: dict[int, str]
    #: assignment → obligation, giver
    assignments: dict[int, tuple[int, int]]
    letters: dict[int, str]


def texts_of(contents: dict[int, Content], *, on: date, tree: Tree) -> dict[int, DigestText]:
    """The text of each person's digest."""
    titles = _titles(contents.values())
    return {person: _text(content, on, tree, titles) for person, content in contents.items()}


def _titles(contents: Iterable[Content]) -> _Titles:
    shown = list(contents)
    matters = [each for content in shown for _, found in content.parts for each in found[:MOST_LINES]]
    letters = {each.pk for content in shown for each in content.letters[:MOST_LINES]}
    given = Assignment.objects.filter(pk__one_of={each.pk for each in matters if each.kind == "assignment"})
    assignments = {pk: (duty, giver) for pk, duty, giver in given.values_list("pk", "obligation", "giver")}
    duties = {duty for duty, _ in assignments.values()}
    duties |= {each.pk for each in matters if each.kind != "assignment"}
    texts = Obligation.objects.filter(pk__one_of=duties).values_list("pk", "text")
    columns = ("pk", "kind", "number", "symbol", "file_name", "subject")
    found = Dispatch.objects.filter(pk__one_of=letters).values_list(*columns)
    return _Titles(
        {pk: _short(text) for pk, text in texts},
        assignments,
        {pk: _short(f"{letter_name(*sign, file_name=name)}: {about}") for pk, *sign, name, about in found},
    )


def _short(text: str) -> str:
    text = " ".join(mask_private_names(text).split()).removesuffix(":")
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rstrip() + "…"


def _text(content: Content, on: date, tree: Tree, titles: _Titles) -> DigestText:
    several = len({each.unit for _, found in content.parts for each in found}) > 1
    sections = [
        Section(
            heading.value,
            _TITLES[heading],
            tuple(_line(each, on, tree, titles, several) for each in found[:MOST_LINES]),
            content.count(heading),
            max(0, len(found) - MOST_LINES),
        )
        for heading, found in content.parts
    ]
    if content.letters:
        sections.append(_letters(content.letters, titles))
    url = page_link("digest", on.isoformat())
    return DigestText(on, tuple(sections), tuple(_notes(content)), url, page_link("notices"))


def _letters(letters: tuple[Letter, ...], titles: _Titles) -> Section:
    lines = [
        Line(titles.letters.get(each.pk, "Văn bản"), "", link_of("letter", each.pk))
        for each in letters[:MOST_LINES]
    ]
    return Section("letters", "Văn bản mới", tuple(lines), len(letters), max(0, len(letters) - MOST_LINES))


def _notes(content: Content) -> Iterator[str]:
    if content.also_late:
        yield f"Ngoài ra còn {content.also_late} việc quá hạn đã nhắc từ trước."
    if content.unsent:
        yield f"{content.unsent} bản nhắc việc của cán bộ không gửi được: {page_link('notices-sent')}"


def _line(matter: Matter, on: date, tree: Tree, titles: _Titles, several: bool) -> Line:
    duty, giver = titles.assignments.get(matter.pk, (0, 0)) if matter.kind == "assignment" else (matter.pk, 0)
    words = [
        _due_words(matter, on),
        _SAID[matter.said] if matter.said else "",
        f"{matter.count} đơn vị" if matter.kind == "given" else "",
        f"do {_name(tree, giver)} giao" if giver else "",
        f"cho {_name(tree, matter.unit)}" if several else "",
    ]
    more = " · ".join(word for word in words if word)
    return Line(titles.duties.get(duty, "Việc"), more, link_of(matter.kind, matter.pk))


def _due_words(matter: Matter, on: date) -> str:
    if matter.due_on is None:
        return "không có hạn"
    days = (matter.due_on - on).days
    if days == 0:
        return "hạn hôm nay"
    words = f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"
    return f"hạn {format_date(matter.due_on)} ({words})"


def _name(tree: Tree, unit: int) -> str:
    node = tree.nodes.get(unit)
    return node.short_name if node else "đơn vị cũ"
