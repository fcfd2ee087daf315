"""Posts of one file, whatever form it has: CSV, JSON lines, RSS or Atom."""

from collections.abc import Callable, Iterator
from pathlib import Path

from haichieu.channels.rules import BadFile, BadRow, PostRow, open_rows
from haichieu.channels.sources import CollectError, RowSetAside, open_file

_OPENINGS = (b"<?xml", b"<rss", b"<feed", b"<rdf")
_BLANK = b"\xef\xbb\xbf \t\r\n"


def open_posts(path: Path, on_bad: Callable[[BadRow], None]) -> Iterator[PostRow]:
    """The posts of a file, streamed; a feed is told by how it opens.

    Args:
        path: the file.
        on_bad: called with each row or entry that cannot be used.

    Raises:
        BadFile: not to be opened, or neither a list of posts nor a feed.
    """
    return _entries(path, on_bad) if _is_feed(path) else iter(open_rows(path, on_bad))


def _is_feed(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(512).lstrip(_BLANK).lower().startswith(_OPENINGS)
    except OSError:
        return False  # the reader of lists says why


def _entries(path: Path, on_bad: Callable[[BadRow], None]) -> Iterator[PostRow]:
    try:
        for entry in open_file(path):
            if isinstance(entry, RowSetAside):
                on_bad(BadRow(f"Tệp {path.name}, dòng {entry.line}: {entry.reason}", entry.line))
                continue
            moment = entry.published_at.isoformat()
            yield PostRow(
                entry.external_id, entry.title, entry.lead, entry.channel, "", moment, entry.repost,
                {"url": entry.url},
            )  # fmt: skip
    except CollectError as error:
        raise BadFile(str(error)) from None
