"""What was asked for when a list was made: part of the frozen list, so that nobody can restate it afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haichieu.channels.rules import PostRow, published_day
from haichieu.posts.rules.errors import BadFrame


@dataclass(frozen=True, slots=True)
class Filters:
    """Which posts a list was to hold.

    Attributes:
        channels: names of the channels; empty for all of them.
        first, last: first and last day of publication as YYYY-MM-DD in Vietnamese time, "" where open.
        reposts: whether posts passed on from others are in.

    Raises:
        BadFrame: a day that is none, or the last before the first.

    >>> asked = Filters(channels=("Bản tin",), first="2026-11-01", reposts=False)
    >>> asked.keep("Bản tin", "2026-11-05", repost=False), asked.keep("Bản tin", "", repost=False)
    (True, False)
    """

    channels: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    reposts: bool = True

    def __post_init__(self) -> None:
        for day in (self.first, self.last):
            if day and not _is_day(day):
                raise BadFrame(
                    f"Ngày “{day[:20]}” của phạm vi danh sách không hợp lệ: hãy viết như 2026-11-05."
                )
        if self.first and self.last and self.last < self.first:
            raise BadFrame("Ngày cuối của danh sách phải từ ngày đầu trở đi.")

    def keep(self, channel: str, published: str, *, repost: bool) -> bool:
        """Tell whether a post belongs; one without a day is out wherever a day was asked for."""
        if self.channels and channel not in self.channels:
            return False
        if (self.first and published < self.first) or (self.last and (published or "9") > self.last):
            return False
        return self.reposts or not repost

    def take(self, rows: Iterable[PostRow]) -> list[PostRow]:
        """The rows that belong."""
        return [
            row for row in rows if self.keep(row.channel, published_day(row.published), repost=row.repost)
        ]

    def to_dict(self) -> dict[str, Any]:
        """The filters as they stand in a frozen list."""
        return {
            "channels": list(self.channels),
            "first": self.first,
            "last": self.last,
            "reposts": self.reposts,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Filters":
        """Read filters back.

        Raises:
            KeyError, TypeError: parts are missing, or of another kind.
        """
        channels, reposts = record["channels"], record["reposts"]
        first, last = record["first"], record["last"]
        if type(reposts) is not bool or not isinstance(channels, list | tuple):
            raise TypeError
        if not all(isinstance(text, str) for text in (first, last, *channels)):
            raise TypeError
        return cls(tuple(channels), first, last, reposts)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
