"""What can be wrong with a list of posts; every message is one Vietnamese sentence."""


class ListingError(Exception):
    """Danh sách bài không đọc được."""


class BadFile(ListingError):
    """A file of posts that cannot be read as a whole: empty, wrong kind, wrong encoding, missing column."""


class BadRow(ListingError):
    """One row of a file that cannot be used.

    Attributes:
        line: number of the line in the file, counted from 1.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
