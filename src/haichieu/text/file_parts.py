"""What every kind of file yields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text taken out of one file, not yet cleaned."""

    #: The text, lines ended by newline, pages by form feed.
    text: str
    #: Number of pages, where there are any.
    pages: int | None = None
    #: Vietnamese sentences for the person who sent the file.
    warnings: tuple[str, ...] = ()
