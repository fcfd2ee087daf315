"""The labelled and unlabelled posts, found through HAICHIEU_DATA."""

import gzip
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from haichieu.posts.rules.tone.grams import find_grams, interleave
from haichieu.posts.rules.tone.readings import TONES
from haichieu.posts.rules.tone.syllables import read_syllables

#: Titles that share this part of their pairs of syllables are near-duplicates.
SAME_FROM = 0.5

_MARKS = re.compile("[\u0300-\u036f]")


class MissingData(SystemExit):
    """The training data is not there; one sentence says where it is looked for."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """n labelled posts."""

    ids: list[str]
    titles: list[str]
    leads: list[str]
    #: n indices into TONES, and n advisory flags.
    tones: NDArray[np.int64]
    advisory: NDArray[np.bool_]
    #: The records as read, for scores by source and length.
    records: list[dict[str, Any]]

    def pick(self, chosen: NDArray[np.bool_]) -> "Corpus":
        """The posts for which `chosen` (n flags) holds."""
        places = np.flatnonzero(chosen).tolist()
        return Corpus(
            ids=[self.ids[place] for place in places],
            titles=[self.titles[place] for place in places],
            leads=[self.leads[place] for place in places],
            tones=self.tones[chosen],
            advisory=self.advisory[chosen],
            records=[self.records[place] for place in places],
        )


def data_folder() -> Path:
    """The folder `data` with labelled posts.

    Raises:
        MissingData: it is not there.
    """
    default = Path(__file__).resolve().parents[2].parent / "shared"
    folder = Path(os.environ.get("HAICHIEU_DATA", default)) / "data"
    if not (folder / "tone" / "train.jsonl").is_file():
        raise MissingData(f"Không thấy dữ liệu huấn luyện ở {folder}: hãy đặt HAICHIEU_DATA rồi chạy lại.")
    return folder


def read_corpus(path: Path) -> Corpus:
    """Labelled posts from JSON lines with id, title, lead, tone, advisory."""
    records = [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
    return Corpus(
        ids=[record["id"] for record in records],
        titles=[record["title"] for record in records],
        leads=[record["lead"] or "" for record in records],
        tones=np.array([TONES.index(record["tone"]) for record in records]),
        advisory=np.array([bool(record["advisory"]) for record in records]),
        records=records,
    )


def unlabelled_batches(path: Path, size: int = 2000) -> Iterator[tuple[list[str], list[str]]]:
    """Titles and leads of gzipped JSON lines, in batches."""
    titles: list[str] = []
    leads: list[str] = []
    with gzip.open(path) as lines:
        for line in lines:
            record = orjson.loads(line)
            titles.append(record["title"] or "")
            leads.append(record["lead"] or "")
            if len(titles) == size:
                yield titles, leads
                titles, leads = [], []
    if titles:
        yield titles, leads


def strip_marks(text: str) -> str:
    """The text as somebody writes it without diacritics.

    >>> strip_marks("Đường đã thông")
    'Duong da thong'
    """
    return _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))


def without_marks(corpus: Corpus) -> Corpus:
    """The same posts written without diacritics."""
    titles = [strip_marks(title) for title in corpus.titles]
    return replace(corpus, titles=titles, leads=[strip_marks(lead) for lead in corpus.leads])


def groups_of_near_duplicates(titles: list[str]) -> NDArray[np.int64]:
    """Group number of each title; titles with at least half of their pairs of syllables in common share one."""
    pairs = pair_sets(titles)
    holders: dict[int, list[int]] = {}
    parents = list(range(len(titles)))
    for place, mine in enumerate(pairs):
        shared: dict[int, int] = {}
        for pair in mine:
            for other in holders.get(pair, ())[-50:]:
                shared[other] = shared.get(other, 0) + 1
            holders.setdefault(pair, []).append(place)
        for other, count in shared.items():
            if count >= SAME_FROM * min(len(mine), len(pairs[other])) and count >= 3:
                parents[_root(parents, place)] = _root(parents, other)
    return np.array([_root(parents, place) for place in range(len(titles))])


def pair_sets(titles: Sequence[str]) -> list[set[int]]:
    """Names of the pairs of syllables in each title."""
    syllables = read_syllables(interleave(titles, [""] * len(titles)))
    grams = find_grams(syllables)
    adjacent = slice(grams.singles, grams.singles + grams.pairs)
    pairs: list[set[int]] = [set() for _ in titles]
    for name, field in zip(grams.names[adjacent].tolist(), grams.fields[adjacent].tolist(), strict=True):
        pairs[field // 2].add(name)
    return pairs


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place


def folds_of(corpus: Corpus, count: int, seed: int) -> NDArray[np.int64]:
    """Fold number (0 … count − 1) of each post; near-duplicates stand in one fold."""
    groups = groups_of_near_duplicates(corpus.titles)
    drawn = np.random.default_rng(seed).integers(0, count, len(groups))
    return np.asarray(drawn[groups])
