"""Which stored files a browser may show as they are: PDF and pictures, told by their first bytes, and nothing else."""

from haichieu.dispatches.models import Dispatch

#: first bytes → type
_KINDS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_ENDINGS = (".pdf", ".png", ".jpg", ".jpeg")
MOST_BYTES = max(len(start) for start, _ in _KINDS)


def can_be_shown(letter: Dispatch) -> bool:
    """Whether the name of the file says that a browser can show it.

    >>> can_be_shown(Dispatch(file_name="CV 412.PDF")), can_be_shown(Dispatch(file_name="thư.html"))
    (True, False)
    """
    return letter.file_name.lower().endswith(_ENDINGS)


def shown_type(start: bytes) -> str | None:
    """The type under which a file with these first bytes is shown, None for one that is only handed out.

    >>> shown_type(b"%PDF-1.7"), shown_type(b"<html>")
    ('application/pdf', None)
    """
    return next((kind for first, kind in _KINDS if start.startswith(first)), None)
