"""What the checker needs to know of a document: paper, lines of text with their type, page numbers."""

from dataclasses import dataclass
from enum import StrEnum

from haichieu.layout.document import Align


class Source(StrEnum):
    """What kind of file the facts come from, which says how much of them is known."""

    #: Paper, type and paragraphs are known.
    WORD = "word"
    #: Paper and type are measured on the pages; paragraphs are not known.
    PDF = "pdf"
    #: Only the words.
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one type."""

    text: str
    #: Family; “theme” where the file leaves it to a theme, empty where it says nothing.
    font: str
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; None where the file does not say."""

    #: Indent of the first line in millimetres; None for lists and hanging paragraphs.
    first_line_mm: float | None
    #: Distance of lines, 1 for single.
    line_spacing: float | None
    #: Room above and below, in points.
    before_pt: float
    after_pt: float


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph that is not blank; in PDF and plain text one line, or one cell of a line with columns."""

    text: str
    pieces: tuple[Piece, ...]
    align: Align | None
    #: Column it stands in, or None where it runs over the whole page.
    column: int | None
    #: Whether its table shows ruled lines (a table of data, not a frame for the letterhead).
    in_data_table: bool = False
    shape: Shape | None = None
    #: Where it stands in the text it was read from.
    span: tuple[int, int] | None = None

    @property
    def sizes(self) -> set[float]:
        """Type sizes used in it."""
        return {piece.size for piece in self.pieces}

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)

    @property
    def is_italic(self) -> bool:
        """Whether all of it is italic."""
        return all(piece.italic for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """Paper of one section, in millimetres; a margin is None where it could not be measured."""

    width: float
    height: float
    top: float | None
    bottom: float | None
    left: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number that pages carry."""

    #: Whether it stands in the top margin.
    at_top: bool
    is_centred: bool
    #: In points; None where the file does not say.
    size: float | None
    #: Whether it is left out on the first page.
    hides_first: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """A document as the rules see it."""

    source: Source
    sections: tuple[SectionFacts, ...]
    lines: tuple[Line, ...]
    page_number: PageNumber | None
    #: Pages there are; None where the file does not say.
    pages: int | None = None
