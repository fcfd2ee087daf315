"""What every connector returns, and the one way it fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class CollectError(Exception):
    """A source that could not be read. ``permanent`` says that trying again will not help."""

    def __init__(self, sentence: str, *, permanent: bool = True) -> None:
        super().__init__(sentence)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class CollectedItem:
    """One published post as a platform gave it: public words and counts, never a reader's name."""

    #: the platform's id of the post, unique in its channel
    external_id: str
    title: str
    lead: str
    url: str
    #: with a time zone
    published_at: datetime
    #: somebody else's post passed on
    repost: bool
    #: the channel the source names, where it names one
    channel: str = ""


@dataclass(frozen=True, slots=True)
class RowSetAside:
    """A row that could not be used: its line, what is wrong, and the allowed columns it had."""

    line: int
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)


class Collection(Protocol):
    """A source opened for reading; after the last item, ``dropped`` names the columns that were not taken."""

    def __iter__(self) -> Iterator[CollectedItem | RowSetAside]: ...

    @property
    def dropped(self) -> list[str]: ...
