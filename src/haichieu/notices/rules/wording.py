"""A digest in words: subject, plain text, simple HTML, and the few words that leave the house otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from haichieu.text.dates import format_date

#: Characters of a message that the Zalo bot takes.
SHORT = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of work or one letter."""

    title: str
    #: when it is due, who gave it
    more: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    key: str
    title: str
    lines: tuple[Line, ...]
    #: how many there are in all: pieces of work, letters, or units
    count: int
    #: lines that stand only behind the link
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DigestText:
    """A digest as it is kept and written out."""

    day: date
    sections: tuple[Section, ...]
    #: sentences after the sections
    notes: tuple[str, ...]
    url: str
    settings_url: str

    def to_dict(self) -> dict[str, Any]:
        """As JSON values."""
        sections = [
            {
                "key": part.key,
                "title": part.title,
                "count": part.count,
                "left_out": part.left_out,
                "lines": [[line.title, line.more, line.url] for line in part.lines],
            }
            for part in self.sections
        ]
        links = {"url": self.url, "settings_url": self.settings_url}
        return {"day": self.day.isoformat(), "sections": sections, "notes": list(self.notes), **links}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "DigestText":
        """From JSON values."""
        sections = tuple(
            Section(
                part["key"],
                part["title"],
                tuple(Line(*line) for line in part["lines"]),
                part["count"],
                part["left_out"],
            )
            for part in values["sections"]
        )
        day = date.fromisoformat(values["day"])
        return cls(day, sections, tuple(values["notes"]), values["url"], values["settings_url"])

    def counts(self) -> dict[str, int]:
        """How many under each heading."""
        return {part.key: part.count for part in self.sections}


_IN_SUBJECT = (
    ("late", "{} việc quá hạn"),
    ("today", "{} việc đến hạn hôm nay"),
    ("soon", "{} việc sắp đến hạn"),
    ("news", "{} việc mới hoặc được nhắc"),
    ("below", "{} đơn vị trễ hạn"),
    ("letters", "{} văn bản mới"),
)


def subject(text: DigestText) -> str:
    """The subject of a mail: the two most pressing counts.

    >>> part = Section("late", "Quá hạn", (), 2)
    >>> subject(DigestText(date(2026, 11, 20), (part,), (), "", ""))
    'Nhắc việc 20/11/2026: 2 việc quá hạn'
    """
    counts = text.counts()
    said = [words.format(counts[key]) for key, words in _IN_SUBJECT if counts.get(key)]
    return f"Nhắc việc {format_date(text.day)}: {', '.join(said[:2]) or 'có việc cần xem'}"


def write_plain(text: DigestText) -> str:
    """The digest as plain text."""
    return "\n".join(_plain(text)) + "\n"


def _plain(text: DigestText) -> Iterator[str]:
    yield f"Nhắc việc ngày {format_date(text.day)}"
    for part in text.sections:
        yield ""
        yield f"{part.title.upper()} ({part.count})"
        for line in part.lines:
            yield f"- {line.title}"
            if line.more:
                yield f"  {line.more}"
            if line.url:
                yield f"  {line.url}"
        if part.left_out:
            yield f"- và {part.left_out} mục nữa"
    for note in text.notes:
        yield ""
        yield note
    yield ""
    yield f"Xem tất cả: {text.url}"
    yield f"Đổi cách nhận, giờ yên lặng: {text.settings_url}"


def write_html(text: DigestText) -> str:
    """The digest as simple HTML: no pictures, nothing loaded from anywhere, nothing that tells who opened it."""
    body = "".join(_html(text))
    return f'<!doctype html><html lang="vi"><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _html(text: DigestText) -> Iterator[str]:
    yield f"<h2>Nhắc việc ngày {format_date(text.day)}</h2>"
    for part in text.sections:
        yield f"<h3>{escape(part.title)} ({part.count})</h3><ul>"
        for line in part.lines:
            title = (
                f'<a href="{escape(line.url)}">{escape(line.title)}</a>' if line.url else escape(line.title)
            )
            yield f"<li>{title}<br>{escape(line.more)}</li>" if line.more else f"<li>{title}</li>"
        yield f"<li>và {part.left_out} mục nữa</li></ul>" if part.left_out else "</ul>"
    for note in text.notes:
        yield f"<p>{escape(note)}</p>"
    yield f'<p><a href="{escape(text.url)}">Xem tất cả</a></p>'
    yield f'<p><a href="{escape(text.settings_url)}">Đổi cách nhận, giờ yên lặng</a></p>'


def push_words(text: DigestText) -> dict[str, str]:
    """What a browser's notification says: counts and a link, no word of any letter."""
    return {"title": "Nhắc việc", "body": subject(text).partition(": ")[2], "url": text.url}


def write_short(text: DigestText) -> str:
    """What goes to a messenger: counts and a link, no word of any letter."""
    counts = [f"- {part.title}: {part.count}" for part in text.sections]
    return "\n".join((f"Nhắc việc ngày {format_date(text.day)}", *counts, text.url))[:SHORT]
