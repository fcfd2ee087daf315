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
        A short code for programs. Of the file: `empty`, `missing`, `too_large`, `wrong_type` (its name says another
        kind), `unknown_kind`, `package` (to be opened first), `encoding`, `password`, `corrupt`, `unsafe` (it
        declares entities), `no_text` (nothing on its pictures). Of reading it: `too_slow`, `too_heavy` (in memory),
        `crashed`. Of the machine: `no_ocr` (Tesseract or its Vietnamese data is missing), `no_office` (LibreOffice
        is).

    >>> error = UnreadableFile("Tệp rỗng.", reason="empty")
    >>> str(error), error.reason
    ('Tệp rỗng.', 'empty')
    """

    def __init__(self, sentence: str, *, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason
