"""The unlabelled posts with their ids: what is read, softened and joined by id. Titles stay outside the repository."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

#: Ids are a letter and six digits; arrays keep the number alone.
_LETTER, _DIGITS = "P", 6


@dataclass(frozen=True, slots=True)
class Pool:
    """n posts as they were published, without labels."""

    ids: list[str]
    titles: list[str]
    leads: list[str]
    #: The newspaper of each.
    sources: list[str]

    def pick(self, chosen: NDArray[np.bool_]) -> "Pool":
        """The posts for which `chosen` (n flags) holds."""
        places = np.flatnonzero(chosen).tolist()
        columns = (self.ids, self.titles, self.leads, self.sources)
        return Pool(*([column[place] for place in places] for column in columns))


def pool_path(data: Path) -> Path:
    """Where the unlabelled posts lie in the folder `data`."""
    return data / "posts" / "news.jsonl.gz"


def read_pool(path: Path) -> Pool:
    """Every post of gzipped JSON lines with id, title, lead and channel."""
    pool = Pool([], [], [], [])
    with gzip.open(path) as lines:
        for record in map(orjson.loads, lines):
            pool.ids.append(record["id"])
            pool.titles.append(record["title"] or "")
            pool.leads.append(record["lead"] or "")
            pool.sources.append(record["channel"])
    return pool


def number_of(post: str) -> int:
    """The number in a post's id.

    >>> number_of("P000123")
    123
    """
    return int(post.removeprefix(_LETTER))


def id_of(number: int) -> str:
    """The id that holds a number.

    >>> id_of(123)
    'P000123'
    """
    return f"{_LETTER}{number:0{_DIGITS}d}"
