"""A list of posts that a person exported → collected items, streamed with flat memory."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from haichieu.channels.connectors.contract import CollectedItem, CollectError, RowSetAside
from haichieu.channels.rules import (
    BadFile,
    BadRow,
    DateOrder,
    PostRow,
    RowReader,
    date_order,
    open_rows,
    parse_published,
)

#: Rows looked at to find out whether days or months stand first in bare dates.
_ORDER_SAMPLE = 5000


class ListingCollection:
    """The posts of one exported file. Rows without an id, a title or a date are set aside with the reason."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bad: list[RowSetAside] = []
        self._reader: RowReader | None = None

    @property
    def dropped(self) -> list[str]:
        return list(self._reader.dropped) if self._reader else []

    def __iter__(self) -> Iterator[CollectedItem | RowSetAside]:
        try:
            order = date_order(self._written_dates())
            self._reader = open_rows(self._path, on_bad=self._set_aside)
            for number, row in enumerate(self._reader, start=1):
                yield from self._take_bad()
                yield _item(row, number, order)
        except BadFile as error:
            yield from self._take_bad()
            raise CollectError(str(error)) from None
        yield from self._take_bad()

    def _written_dates(self) -> Iterator[str]:
        try:
            rows = open_rows(self._path, on_bad=lambda bad: None)
            yield from (row.published for row in islice(rows, _ORDER_SAMPLE))
        except BadFile:
            return  # the reading itself says what is wrong, after the rows that stand before it

    def _set_aside(self, bad: BadRow) -> None:
        self._bad.append(RowSetAside(bad.line, str(bad)))

    def _take_bad(self) -> list[RowSetAside]:
        taken, self._bad = self._bad, []
        return taken


def _item(row: PostRow, number: int, order: DateOrder) -> CollectedItem | RowSetAside:
    moment = parse_published(row.published, order)
    if moment is None:
        values = {"id": row.id, "title": row.title, "lead": row.lead, "published": row.published}
        return RowSetAside(number, f"Bài {row.id}: ngày đăng “{row.published}” không đọc được.", values)
    url = row.extra.get("url")
    return CollectedItem(
        external_id=row.id,
        title=row.title,
        lead=row.lead,
        url=url if isinstance(url, str) else "",
        published_at=moment,
        repost=row.repost,
        channel=row.channel,
    )
