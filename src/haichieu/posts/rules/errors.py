"""The errors of the pure part of the posts room; every message is one Vietnamese sentence."""


class PostsError(Exception):
    """Something about posts, labels or certificates that a person can put right."""


class BadFile(PostsError):
    """A file of posts that cannot be read as a whole: empty, wrong kind, wrong encoding, missing column."""


class BadRow(PostsError):
    """One row of a file that cannot be used.

    Attributes:
        line: number of the line in the file, counted from 1.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class BadFrame(PostsError):
    """A list of posts that no audit can be run on: empty, double ids, no usable score."""


class BadLabels(PostsError):
    """Labels that do not fit the frame or the draws."""


class BadCertificate(PostsError):
    """A certificate record that is not complete enough to be replayed."""
