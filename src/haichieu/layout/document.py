"""An official document as plain data: what the writer, the preview and the PDF have in common."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from haichieu.layout.styles import Style

#: Tables up to this length are never cut by the end of a page.
SHORT_TABLE_ROWS = 12


class Align(StrEnum):
    """How a paragraph or a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class OpenDate:
    """The date of a draft: the year, perhaps the month, never the day.

    >>> OpenDate(2026).month is None
    True
    """

    #: Year to print.
    year: int
    #: Month to print, or None for a gap.
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look."""

    #: The words.
    text: str
    bold: bool = False
    italic: bool = False
    #: Address opened by a click; printed text stays the same.
    link: str = ""


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure in running text that opens the records behind it."""

    #: The figure as printed, such as “1.234” or “13,9 %”.
    text: str
    #: What it counts, as the annex of sources names it.
    label: str
    #: Address of the records.
    url: str
    #: How it was counted, in one sentence for the annex of sources.
    description: str = ""
    bold: bool = False


Inline = Run | FigureLink
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title: level 1 for “I.”, level 2 for “1.”, level 3 for “a)”."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, justified and indented unless told otherwise."""

    inlines: Inlines
    align: Align = Align.JUSTIFY
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: `marker` is “-”, “1.”, “a)” as it is printed."""

    marker: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its first row repeats on every page."""

    #: One text for each column.
    header: tuple[str, ...]
    #: Rows of cells, each as long as the header.
    rows: tuple[tuple[Inlines, ...], ...]
    #: One alignment for each column; empty means all left.
    alignments: tuple[Align, ...] = ()
    #: Shares of the text width, one for each column; empty means equal shares.
    widths: tuple[float, ...] = ()
    #: Printed above the table, centred.
    caption: str = ""

    @property
    def is_short(self) -> bool:
        """Whether it is kept whole on one page."""
        return len(self.rows) <= SHORT_TABLE_ROWS

    def __post_init__(self) -> None:
        """Refuse ragged rows, which would shift figures into wrong columns."""
        columns = len(self.header)
        lengths = {len(row) for row in self.rows} | {len(x) for x in (self.alignments, self.widths) if x}
        if lengths - {columns}:
            raise ValueError(f"every row of the table needs {columns} cells")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Item | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing block: on whose behalf, which post, whose name."""

    #: Upper lines, such as “TM. BAN THƯỜNG VỤ” or “KT. CHỦ TỊCH”.
    authority_lines: tuple[str, ...] = ()
    #: Post of the signer, such as “CHỦ TỊCH”.
    title_lines: tuple[str, ...] = ()
    #: Full name, printed without academic titles.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A part after the signature, on a page of its own."""

    #: “Phụ lục I”, “Phụ lục”.
    label: str
    #: What it holds.
    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A whole official document in the components of its style.

    An empty `number` and an `OpenDate` leave the customary gaps of a draft.
    An empty `kind` makes it a công văn: the subject then stands under the number, after “V/v”.
    """

    style: Style
    issuing_body: str
    symbol: str
    place: str
    date: date | OpenDate
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    parent_body: str = ""
    number: str = ""
    kind: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    #: “DỰ THẢO”, or empty.
    draft_mark: str = ""


def plain(inlines: Iterable[Inline]) -> str:
    """The words of a paragraph without looks and links.

    >>> plain((Run("Có "), FigureLink("3", "số tin, bài", "/tin-bai"), Run(" tin, bài")))
    'Có 3 tin, bài'
    """
    return "".join(inline.text for inline in inlines)


def safe_link(url: str) -> str:
    """The address if a document may carry it (http, https, mailto or a path on this site), else nothing.

    >>> safe_link("https://vi.example/tin-bai?k=1"), safe_link("/tin-bai"), safe_link("javascript:alert(1)")
    ('https://vi.example/tin-bai?k=1', '/tin-bai', '')
    """
    cleaned = re.sub(r"[\x00-\x20\x7f]", "", url)
    try:
        scheme = urlsplit(cleaned).scheme
    except ValueError:
        return ""
    if scheme in ("http", "https", "mailto") or cleaned.startswith(("/", "#")):
        return cleaned
    return ""
