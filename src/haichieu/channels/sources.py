"""The door to collecting: a file or an address becomes a stream of published items.

Other rooms open sources here; the connectors behind it stay closed.
"""

import hashlib
from pathlib import Path

from haichieu.channels.connectors.contract import CollectedItem, CollectError, Collection, RowSetAside
from haichieu.channels.connectors.feed.fetch import fetch_feed
from haichieu.channels.connectors.feed.read import FeedCollection
from haichieu.channels.connectors.listing.read import ListingCollection

__all__ = [
    "CollectError",
    "CollectedItem",
    "Collection",
    "RowSetAside",
    "digest_file",
    "open_address",
    "open_file",
]


#: A feed is read as a whole; lists of posts are streamed and may be of any size.
_LARGEST_FEED = 50 * 2**20


def open_file(path: Path) -> Collection:
    """A file that a person exported: RSS or Atom by its first character, otherwise CSV or JSON lines."""
    try:
        with path.open("rb") as stream:
            start = stream.read(512)
    except OSError:
        raise CollectError(f"Không mở được tệp {path.name}: hãy kiểm tra đường dẫn và quyền đọc.") from None
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        if path.stat().st_size > _LARGEST_FEED:
            raise CollectError(
                f"Luồng tin {path.name} quá lớn: chỉ nhận tệp đến {_LARGEST_FEED // 2**20} MB."
            )
        return FeedCollection(path.read_bytes(), path.name)
    return ListingCollection(path)


def open_address(url: str, *, allow_private: bool = False) -> tuple[Collection, str]:
    """The feed behind an address, and the SHA-256 of its bytes (see :func:`fetch_feed` for ``allow_private``)."""
    data = fetch_feed(url, allow_private=allow_private)
    return FeedCollection(data, url), hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
