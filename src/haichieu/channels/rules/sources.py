"""What kind of file stands behind a list of posts: told from its first bytes."""

from haichieu.channels.rules.errors import BadFile

_BINARY = {
    b"PK\x03\x04": "là tệp Excel, Word hoặc tệp nén: hãy lưu lại dạng CSV UTF-8",
    b"\xd0\xcf\x11\xe0": "là tệp Office đời cũ: hãy lưu lại dạng CSV UTF-8",
    b"%PDF": "là tệp PDF: hãy dùng tệp CSV hoặc JSON lines",
}


def check_kind(head: bytes, name: str) -> None:
    """Refuse files that cannot be a list of posts.

    Args:
        head: the first bytes of the file.
        name: the file's name, for the message.

    Raises:
        BadFile: empty, Office, PDF, HTML or a feed.

    >>> check_kind(b"", "tin.csv")
    Traceback (most recent call last):
    ...
    haichieu.channels.rules.errors.BadFile: Tệp tin.csv rỗng: hãy xuất lại danh sách bài.
    """
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BadFile(f"Tệp {name} rỗng: hãy xuất lại danh sách bài.")
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            raise BadFile(f"Tệp {name} {what}.")
    start = head.decode(text_encoding(head), errors="ignore").lstrip("\ufeff \t\r\n")[:200].lower()
    if not start.startswith("<"):
        return
    is_feed = any(mark in start for mark in ("<rss", "<feed", "<?xml"))
    what = "luồng tin (RSS/Atom)" if is_feed else "trang web (HTML)"
    raise BadFile(f"Tệp {name} là {what}, không phải danh sách bài: hãy dùng tệp CSV.")


def text_encoding(head: bytes) -> str:
    """Guess between UTF-8 and UTF-16 from the first bytes; anything else counts as UTF-8.

    >>> text_encoding("\\ufeffid".encode("utf-16-le")), text_encoding(b"id,title")
    ('utf-16', 'utf-8')
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head[1:8:2] == b"\x00" * 4:
        return "utf-16-le"
    return "utf-8"
