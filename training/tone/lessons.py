"""What the tone model learns from: every post, labelled or not, with what labels and the teacher say of it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.tone.corpus import Corpus, read_corpus
from training.tone.kept_labels import KEPT_LABELS, read_kept
from training.tone.network import Targets
from training.tone.own_posts import read_own
from training.tone.pool import pool_path, read_pool
from training.tone.split import near_duplicates_of

#: Where ids and labels are kept.
KEPT = KEPT_LABELS.parent
#: A label is taken to be right so far; the rest is what the teacher says of the post.
LABEL_PART = 0.8
#: A post that only the teacher has read counts so much, for the tone and for the flag.
SOFT_TONE, SOFT_FLAG = 0.2, 0.05
#: Posts chosen by chance, not for being hard or rare.
BY_CHANCE = ("given", "random")


@dataclass(frozen=True, slots=True)
class Lessons:
    """n posts: the labelled ones that were given, then the pool, then the posts written for this model."""

    ids: list[str]
    titles: list[str]
    leads: list[str]
    #: Index into TONES, −1 where there is no label, and the flag.
    tones: NDArray[np.int64]
    advisory: NDArray[np.bool_]
    #: Why each post has a label: “given”, “own”, or as `labels.jsonl` says; "" where it has none.
    why: NDArray[np.str_]
    #: (n, 4) chances of positive, neutral, negative and advisory that the teacher gives; NaN before it is asked.
    soft: NDArray[np.float32]

    @property
    def labelled(self) -> NDArray[np.bool_]:
        """Posts with a label."""
        return self.tones >= 0

    @property
    def softened(self) -> NDArray[np.bool_]:
        """Posts that the teacher has read."""
        return ~np.isnan(self.soft[:, 0])

    def pick(self, chosen: NDArray[np.bool_]) -> "Lessons":
        """The posts for which `chosen` (n flags) holds."""
        places = np.flatnonzero(chosen).tolist()
        columns = (getattr(self, column.name) for column in fields(self))
        return Lessons(
            *(
                [column[place] for place in places] if isinstance(column, list) else column[places]
                for column in columns
            )
        )

    def targets(self, *, soft_tone: float = SOFT_TONE, soft_flag: float = SOFT_FLAG) -> Targets:
        """What each post is to be read as, and how much it counts."""
        labelled, softened = self.labelled, self.softened
        said = np.nan_to_num(self.soft)
        given = np.zeros_like(said)
        given[labelled, self.tones[labelled]] = 1
        given[:, 3] = self.advisory
        both = (labelled & softened)[:, None]
        chances = np.where(both, LABEL_PART * given + (1 - LABEL_PART) * said, given)
        chances = np.where(labelled[:, None], chances, said)
        counts = [
            np.where(labelled, 1.0, np.where(softened, part, 0.0)).astype(np.float32)
            for part in (soft_tone, soft_flag)
        ]
        return Targets(chances.astype(np.float32), counts[0], counts[1])

    def near(self, titles: Sequence[str]) -> NDArray[np.bool_]:
        """Which posts stand near one of these titles."""
        return near_duplicates_of(self.titles, list(titles))


def read_lessons(data: Path, kept: Path = KEPT) -> Lessons:
    """All posts and all labels.

    Args:
        data: the folder with the labelled posts and the pool.
        kept: the folder with the labels that were read in addition, and the posts that were written.
    """
    given = read_corpus(data / "tone" / "train.jsonl")
    pool = read_pool(pool_path(data))
    own = read_own(kept)
    more = read_kept(kept / KEPT_LABELS.name, pool)
    places = {post: place for place, post in enumerate(pool.ids)}
    at = [places[post] for post in more.ids]
    tones, advisory = np.full(len(pool.ids), -1), np.zeros(len(pool.ids), np.bool_)
    why = np.full(len(pool.ids), "", dtype="U20")
    tones[at], advisory[at], why[at] = more.tones, more.advisory, [record["why"] for record in more.records]
    count = len(given.ids) + len(pool.ids) + len(own.ids)
    return Lessons(
        given.ids + pool.ids + own.ids,
        given.titles + pool.titles + own.titles,
        given.leads + pool.leads + own.leads,
        np.concatenate([given.tones, tones, own.tones]),
        np.concatenate([given.advisory, advisory, own.advisory]),
        np.concatenate([np.full(len(given.ids), "given"), why, np.full(len(own.ids), "own")]),
        np.full((count, 4), np.nan, np.float32),
    )


def corpus_of(lessons: Lessons, chosen: NDArray[np.bool_]) -> Corpus:
    """Some of the labelled posts."""
    places = np.flatnonzero(chosen).tolist()
    return Corpus(
        ids=[lessons.ids[place] for place in places],
        titles=[lessons.titles[place] for place in places],
        leads=[lessons.leads[place] for place in places],
        tones=lessons.tones[chosen],
        advisory=lessons.advisory[chosen],
        records=[{"why": str(lessons.why[place])} for place in places],
    )
