"""What every kind of file yields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: How the text of a file was found: plain bytes or markup, a PDF's text layer, an office program, recognition.
METHODS = ("text", "layer", "office", "ocr")
_BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text taken out of one file, not yet cleaned."""

    #: The text, lines ended by newline, pages divided by form feed.
    text: str
    #: Number of pages, where there are any.
    pages: int | None = None
    #: Vietnamese sentences for the person who sent the file.
    warnings: tuple[str, ...] = ()
    #: One of `METHODS`.
    method: str = "text"
    #: Ranges of `text` that a recogniser was unsure of, as (start, end).
    doubtful: tuple[tuple[int, int], ...] = ()


def join_pages(lines: Iterable[str]) -> tuple[str, int | None]:
    """Join lines, some of which begin with a form feed where a page begins; also the number of pages, if there are any.

    >>> join_pages(["trang một", "\\ftrang hai"])
    ('trang một\\x0ctrang hai', 2)
    >>> join_pages(["không chia trang"])
    ('không chia trang', None)
    """
    pages = [page.rstrip().lstrip("\n") for page in "\n".join(lines).split("\f")]
    filled = [page for page in pages if page]
    return "\f".join(filled), len(filled) if len(filled) > 1 else None


def page_body(page: str) -> str:
    """One page without the blank lines above and below its text.

    >>> page_body("\\n \\n   UBND XÃ\\nSố: 5\\n\\n")
    '   UBND XÃ\\nSố: 5'
    """
    return _BLANK_START.sub("", page).rstrip()
