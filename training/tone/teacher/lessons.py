"""What a teacher is tuned on: labelled posts in pieces, without any that stands near what it is scored on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.tone.corpus import Corpus, read_corpus
from training.tone.kept_labels import KEPT_LABELS, read_kept
from training.tone.pool import Pool, pool_path, read_pool
from training.tone.split import KEPT_SPLIT, Split, near_duplicates_of, read_split
from training.tone.teacher.vocabulary import PieceReader, Tokens, needed_pieces, renumbering, shown_texts
from training.tone.teacher.weights import Pieces

#: “80”: the held-back fifth of the labels is left out; “100”: every label teaches.
Part = Literal["80", "100"]

#: Where ids, labels and chances are kept.
KEPT = KEPT_LABELS.parent


@dataclass(frozen=True, slots=True)
class Lessons:
    """n labelled posts, as written and by their titles alone, in rows of a vocabulary."""

    full: Tokens
    titles: Tokens
    #: n indices into TONES, and n advisory flags.
    tones: NDArray[np.int64]
    advisory: NDArray[np.bool_]

    def fingerprint(self) -> str:
        """Hash of texts and labels."""
        digest = hashlib.sha256()
        for tokens in (self.full, self.titles):
            digest.update(tokens.values.astype("<i4").tobytes())
            digest.update(tokens.edges.astype("<i8").tobytes())
        digest.update(self.tones.astype("<i8").tobytes())
        digest.update(self.advisory.tobytes())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Material:
    """All posts that a teacher may meet: the labels given and kept, and the pool."""

    given: Corpus
    kept: Corpus
    pool: Pool
    institutions: Corpus
    split: Split


def read_material(data: Path, kept: Path = KEPT) -> Material:
    """Everything from the folder `data`, and from the folder of what is kept."""
    pool = read_pool(pool_path(data))
    return Material(
        given=read_corpus(data / "tone" / "train.jsonl"),
        kept=read_kept(kept / KEPT_LABELS.name, pool),
        pool=pool,
        institutions=read_corpus(data / "tone" / "institutions_dev.jsonl"),
        split=read_split(kept / KEPT_SPLIT.name),
    )


def held_back(material: Material) -> Corpus:
    """The fifth of the given labels that is only scored."""
    return material.given.pick(material.split.flags(material.given.ids))


def teaching_posts(material: Material, part: Part, *, kept: bool = True) -> list[Corpus]:
    """Labelled posts that may teach a part: the given ones, then the kept ones.

    Args:
        material: all posts.
        part: for “80”, what is held back and all near-duplicates of it are left out.
        kept: with the labels read in addition to the given ones.
    """
    sources = [material.given, material.kept] if kept else [material.given]
    if part == "100":
        return sources
    scored = held_back(material)
    outside = set(scored.ids)
    apart = []
    for corpus in sources:
        near = near_duplicates_of(corpus.titles, scored.titles)
        apart.append(corpus.pick(~near & np.array([post not in outside for post in corpus.ids])))
    return apart


def vocabulary_for(material: Material, reader: PieceReader, pieces: Pieces) -> NDArray[np.int64]:
    """The pieces in any post, labelled or not; no label is looked at."""
    found = []
    for posts in (material.given, material.institutions, material.pool):
        found.append(reader.read(shown_texts(posts.titles, posts.leads)))
        found.append(reader.read(shown_texts(posts.titles, [""] * len(posts.titles))))
    return needed_pieces(found, pieces)


def make_lessons(
    corpora: Sequence[Corpus], reader: PieceReader, needed: NDArray[np.int64], pieces: Pieces
) -> Lessons:
    """Several corpora as one list of lessons."""
    titles = [title for corpus in corpora for title in corpus.titles]
    leads = [lead for corpus in corpora for lead in corpus.leads]
    table = renumbering(needed, pieces)
    return Lessons(
        full=reader.read(shown_texts(titles, leads)).mapped(table),
        titles=reader.read(shown_texts(titles, [""] * len(titles))).mapped(table),
        tones=np.concatenate([corpus.tones for corpus in corpora]),
        advisory=np.concatenate([corpus.advisory for corpus in corpora]),
    )
