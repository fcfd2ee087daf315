"""What can be wrong with a list of posts; every message is one Vietnamese sentence."""

from collections.abc import Mapping


class ListingError(Exception):
    """Danh sách bài không đọc được."""


class BadFile(ListingError):
    """A file of posts that cannot be read as a whole: empty, wrong kind, wrong encoding, missing column."""


class BadRow(ListingError):
    """One row of a file that cannot be used.

    Attributes:
        line: number of the line in the file, counted from 1.
        values: what the row's allowed columns held, by column.
    """

    def __init__(self, message: str, line: int, values: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.values = values or {}
