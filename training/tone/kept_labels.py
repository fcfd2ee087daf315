"""Labels read in addition to the data that the project was given: kept by id, joined to their posts in the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from haichieu.posts.rules.tone.readings import TONES
from training.tone.corpus import Corpus
from training.tone.pool import Pool

KEPT_LABELS = Path(__file__).with_name("kept") / "labels.jsonl"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two blind readings of the same posts."""

    posts: int
    #: Share of equal tones, and Cohen's kappa of the tones (1960).
    tones: float
    tones_kappa: float
    #: The same of the advisory flag.
    flags: float
    flags_kappa: float


def kept_records(path: Path = KEPT_LABELS) -> list[dict[str, Any]]:
    """The lines as they are kept: id, tone, advisory, codebook, pass, why."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def read_kept(path: Path, pool: Pool) -> Corpus:
    """Posts of the pool with the label of their first reading, in the order of the file.

    Args:
        path: kept labels.
        pool: where titles and leads come from; labels of posts that are not in it are left out.

    Returns:
        a corpus whose records name source, codebook and why the post was chosen.
    """
    places = {post: place for place, post in enumerate(pool.ids)}
    labels = [label for label in kept_records(path) if label["pass"] == 1 and label["id"] in places]
    at = [places[label["id"]] for label in labels]
    return Corpus(
        ids=[label["id"] for label in labels],
        titles=[pool.titles[place] for place in at],
        leads=[pool.leads[place] for place in at],
        tones=np.array([TONES.index(label["tone"]) for label in labels], np.int64),
        advisory=np.array([label["advisory"] for label in labels], np.bool_),
        records=[
            {"source": pool.sources[place], "codebook": label["codebook"], "why": label["why"]}
            for place, label in zip(at, labels, strict=True)
        ],
    )


def agreement(path: Path = KEPT_LABELS) -> Agreement:
    """How far the second reading agrees with the first, where there is one."""
    pairs = list(_read_twice(kept_records(path)))
    tones = [(first["tone"], second["tone"]) for first, second in pairs]
    flags = [(str(first["advisory"]), str(second["advisory"])) for first, second in pairs]
    return Agreement(len(pairs), *_share_and_kappa(tones), *_share_and_kappa(flags))


def _read_twice(records: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    firsts = {record["id"]: record for record in records if record["pass"] == 1}
    return ((firsts[record["id"]], record) for record in records if record["pass"] == 2)


def _share_and_kappa(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    first, second = (np.array(column) for column in zip(*pairs, strict=True))
    share = float(np.mean(first == second))
    kinds = np.union1d(first, second)
    by_chance = sum(float(np.mean(first == kind) * np.mean(second == kind)) for kind in kinds)
    return share, (share - by_chance) / (1 - by_chance) if by_chance < 1 else float("nan")
