"""The errors of this room: each message is one Vietnamese sentence that a person can act on."""


class TextError(Exception):
    """The family of all errors raised by `haichieu.text`."""


class UnreadableFile(TextError):
    """A file that cannot be turned into text.

    Parameters
    ----------
    sentence:
        One sentence in Vietnamese: what is wrong and what to do.
    reason:
        A short code for programs: `empty`, `too_large`, `wrong_type`, `corrupt`, `password`, `no_text`,
        `unknown_kind`, `encoding`, `missing`, `too_slow`.

    >>> error = UnreadableFile("Tệp rỗng.", reason="empty")
    >>> str(error), error.reason
    ('Tệp rỗng.', 'empty')
    """

    def __init__(self, sentence: str, *, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason
