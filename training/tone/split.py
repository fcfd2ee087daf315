"""The one fixed split of the labelled posts: four fifths teach, one fifth is only ever scored.

    python -m training.tone.split

A teacher takes an hour or more to tune, so it is not tuned anew for every fold. What is held back is kept by id in
`kept/split.json`; nothing that is a near-duplicate of it, labelled or not, may teach a teacher or a student that is
scored on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import orjson
from numpy.typing import NDArray

from training.tone.corpus import SAME_FROM, Corpus, data_folder, folds_of, pair_sets, read_corpus

KEPT_SPLIT = Path(__file__).with_name("kept") / "split.json"
SPLIT_SEED, PARTS = 0, 5
#: Two titles share at least this many pairs of syllables before they can be near-duplicates.
_SHARED_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Split:
    """Ids of the labelled posts that are held back, and the seed that drew them."""

    seed: int
    held_back: frozenset[str]

    def flags(self, ids: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the posts are held back."""
        return np.array([post in self.held_back for post in ids], np.bool_)


def draw_split(corpus: Corpus, seed: int = SPLIT_SEED) -> Split:
    """One of five parts of the labelled posts; near-duplicates stand in one part."""
    held = folds_of(corpus, PARTS, seed) == 0
    return Split(seed, frozenset(corpus.pick(held).ids))


def read_split(path: Path = KEPT_SPLIT) -> Split:
    """The kept split."""
    record = orjson.loads(path.read_bytes())
    return Split(record["seed"], frozenset(record["held_back"]))


def write_split(split: Split, path: Path = KEPT_SPLIT) -> None:
    """Keep a split by ids."""
    record = {"seed": split.seed, "held_back": sorted(split.held_back)}
    path.write_bytes(orjson.dumps(record) + b"\n")


def near_duplicates_of(titles: Sequence[str], others: Sequence[str]) -> NDArray[np.bool_]:
    """Flags of the titles that are a near-duplicate of at least one other title.

    Every pair is looked at, and nothing is chained: headlines such as the daily price of gold would otherwise tie
    a fifth of all posts together through titles that have nothing in common.

    >>> near_duplicates_of(
    ...     ["Bão số 5 đổ bộ vào miền Trung", "Lịch tiếp công dân tuần tới"],
    ...     ["Cập nhật: bão số 5 đổ bộ vào miền Trung đêm nay"],
    ... ).tolist()
    [True, False]
    """
    sizes: list[int] = []
    holders: dict[int, list[int]] = {}
    for place, pairs in enumerate(pair_sets(others)):
        sizes.append(len(pairs))
        for pair in pairs:
            holders.setdefault(pair, []).append(place)
    flags = [_is_near(pairs, holders, sizes) for pairs in pair_sets(titles)]
    return np.array(flags, np.bool_) | _same_text(titles, others)


def _same_text(titles: Sequence[str], others: Iterable[str]) -> NDArray[np.bool_]:
    known = {other.strip().casefold() for other in others}
    return np.array([title.strip().casefold() in known for title in titles], np.bool_)


def _is_near(mine: set[int], holders: dict[int, list[int]], sizes: Sequence[int]) -> bool:
    shared: dict[int, int] = {}
    for pair in mine:
        for other in holders.get(pair, ()):
            shared[other] = shared.get(other, 0) + 1
    return any(
        count >= _SHARED_AT_LEAST and count >= SAME_FROM * min(len(mine), sizes[other])
        for other, count in shared.items()
    )


@click.command()
def main() -> None:
    """Draw the split again and keep it."""
    split = draw_split(read_corpus(data_folder() / "tone" / "train.jsonl"))
    write_split(split)
    click.echo(f"{KEPT_SPLIT.name}: {len(split.held_back):,} posts held back")


if __name__ == "__main__":
    main()
