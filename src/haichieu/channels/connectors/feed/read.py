"""A feed's bytes → collected items. A feed is never dropped for a small fault; an HTML page is not a feed."""

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import feedparser

from haichieu.channels.connectors.contract import CollectedItem, CollectError, RowSetAside
from haichieu.channels.rules import parse_published

_TAGS = re.compile(r"<[^>]*>")


class FeedCollection:
    """The entries of one RSS or Atom feed given as bytes."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name

    @property
    def dropped(self) -> list[str]:
        """Feeds carry authors; none is taken."""
        return ["author", "dc:creator"] if b"author" in self._data or b"dc:creator" in self._data else []

    def __iter__(self) -> Iterator[CollectedItem | RowSetAside]:
        if not self._data.strip():
            raise CollectError(f"{self._name} rỗng: hãy kiểm tra địa chỉ luồng tin.")
        parsed = feedparser.parse(_utf8(self._data), sanitize_html=False)
        if not parsed.version:
            raise CollectError(
                f"{self._name} là trang web hoặc tệp khác, không phải luồng tin RSS/Atom: "
                "hãy tìm địa chỉ RSS của trang hoặc nạp tệp CSV."
            )
        for number, entry in enumerate(parsed.entries, start=1):
            yield _item(entry, number)


def _utf8(data: bytes) -> bytes:
    """UTF-8 bytes are taken as UTF-8 whatever the feed declares; wrong declarations turn words into rubbish."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    return re.sub(r'^\s*(<\?xml[^>]*?)\s+encoding=["\'][^"\']*["\']', r"\1", text, count=1).strip().encode()


def _item(entry: Any, number: int) -> CollectedItem | RowSetAside:
    title, url = _plain(entry.get("title", "")), str(entry.get("link", "")).strip()
    written = str(entry.get("published") or entry.get("updated") or "")
    external_id = str(entry.get("id") or url).strip()
    moment = parse_published(written)
    values = {"id": external_id, "title": title, "url": url, "published": written}
    if not external_id or not title:
        return RowSetAside(number, f"Mục thứ {number} của luồng tin thiếu mã hoặc tiêu đề.", values)
    if moment is None:
        return RowSetAside(number, f"Mục “{title[:80]}”: ngày đăng “{written}” không đọc được.", values)
    return CollectedItem(external_id, title, _plain(entry.get("summary", "")), url, moment, repost=False)


def _plain(markup: str) -> str:
    """Visible words of a title or summary; feeds often escape twice."""
    text = html.unescape(html.unescape(_TAGS.sub(" ", markup)))
    return unicodedata.normalize("NFC", " ".join(_TAGS.sub(" ", text).split()))
