"""Posts with labels and a teacher's chances → a tone model."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.calibration import EVIDENCE, Calibration, evidence
from haichieu.posts.rules.tone.grams import read_posts
from haichieu.posts.rules.tone.model import ToneModel, open_model
from haichieu.posts.rules.tone.readings import ReferenceScores, reference_of
from haichieu.posts.rules.tone.table import BITS, OUTPUTS, Packed, pack
from haichieu.posts.rules.tone.weights import save_weights
from training.tone.calibrate import fit_calibration
from training.tone.corpus import Corpus, strip_marks, without_marks
from training.tone.design import (
    Facts,
    design_rows,
    name_pairs,
    read_facts,
    sequences_of,
    vocabulary_of,
    without_names,
)
from training.tone.lessons import BY_CHANCE, Lessons, corpus_of
from training.tone.network import Layers, Sequences, Targets, fit_network
from training.tone.regression import fit_regression
from training.tone.shrink import shrink_layers, shrink_vectors

TONE_PENALTY = 1.5e-5
FLAG_PENALTY = 1e-5
#: Share of the labelled posts chosen by chance that teach the calibration and not the weights.
CALIBRATION_SHARE = 0.25
#: Steps that a proper name weighs where two facts meet in a cell: more than most facts.
_NAME_BULK = 60.0
#: Posts that show how large the values inside the network become.
_SAMPLE = 4000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Writing:
    """All posts written one way: the names of their facts, rows for the weights, sequences for the network."""

    vocabulary: NDArray[np.uint64]
    #: Pairs that are proper names.
    names: NDArray[np.uint64]
    facts: Facts
    sequences: Sequences


def read_writing(titles: list[str], leads: list[str], *, after: int = 0) -> Writing:
    """The facts of posts, without what stands in proper names.

    Args:
        titles, leads: of n posts.
        after: how many rows of vectors belong to another writing.
    """
    facts = read_facts(titles, leads)
    names = name_pairs(facts)
    facts = without_names(facts, names)
    vocabulary = vocabulary_of(facts)
    return Writing(vocabulary, names, facts, sequences_of(facts, vocabulary, after=after))


@dataclass(frozen=True, slots=True)
class Material:
    """Lessons with their facts, as they are written and without diacritics."""

    lessons: Lessons
    marked: Writing
    plain: Writing

    @property
    def rows(self) -> int:
        """Rows of the vectors of both writings, and row 0."""
        return 1 + len(self.marked.vocabulary) + len(self.plain.vocabulary)


def read_material(lessons: Lessons) -> Material:
    """The facts of all posts; no label is looked at."""
    marked = read_writing(lessons.titles, lessons.leads)
    bare = ([strip_marks(text) for text in texts] for texts in (lessons.titles, lessons.leads))
    return Material(lessons, marked, read_writing(*bare, after=len(marked.vocabulary)))


@dataclass(frozen=True, slots=True)
class Sums:
    """Weights of v facts in a title and in a lead: arrays (v, OUTPUTS)."""

    title: Floats
    lead: Floats


def _fit_sums(writing: Writing, chosen: NDArray[np.int64], targets: Targets) -> Sums:
    """Weights of every fact; the intercepts are left to the calibration."""
    rows = design_rows(writing.facts, writing.vocabulary)[chosen]
    chances = targets.chances.astype(np.float64)
    tones = fit_regression(rows, chances[:, :3], targets.tone_weights, penalty=TONE_PENALTY).weights
    flags = np.stack([chances[:, 3], 1 - chances[:, 3]], axis=1)
    flag = fit_regression(rows, flags, targets.flag_weights, penalty=FLAG_PENALTY).weights
    columns = np.stack(
        [tones[:, 0] - tones[:, 1], tones[:, 2] - tones[:, 1], flag[:, 0] - flag[:, 1]], axis=1
    )
    shared, alone = np.split(columns, 2)
    return Sums(shared + alone, shared)


def _no_sums(writing: Writing) -> Sums:
    nothing = np.zeros((len(writing.vocabulary), OUTPUTS))
    return Sums(nothing, nothing)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights before calibration."""

    marked: Sums
    plain: Sums
    layers: Layers


def fit_weights(
    material: Material, teaching: NDArray[np.bool_] | None = None, *, seed: int, plain: bool = True
) -> Fitted:
    """Both opinions, from the posts that may teach.

    Args:
        material: all posts.
        teaching: flags of the posts that teach, by default all; those with neither label nor chances do not count.
        seed: of the network.
        plain: with weights for posts without diacritics; the network learns both at once.
    """
    lessons = material.lessons
    known = lessons.labelled | lessons.softened
    chosen = np.flatnonzero(known if teaching is None else known & teaching)
    targets = lessons.targets().pick(chosen)
    return Fitted(
        _fit_sums(material.marked, chosen, targets),
        _fit_sums(material.plain, chosen, targets) if plain else _no_sums(material.plain),
        fit_network(
            material.marked.sequences.pick(chosen),
            material.plain.sequences.pick(chosen),
            targets,
            rows=material.rows,
            seed=seed,
        ),
    )


def _steps(parts: list[Sums]) -> Floats:
    # 127 steps reach the 99.99th percentile; the few larger weights are cut.
    every = np.abs(np.concatenate([weights for part in parts for weights in (part.title, part.lead)]))
    return np.asarray(np.quantile(every, 0.9999, axis=0) / 127)


def build_model(
    material: Material, fitted: Fitted, calibrations: tuple[Calibration, ...], reference: ReferenceScores
) -> tuple[bytes, ToneModel]:
    """The weights file, and the model that it holds."""
    writings = (material.marked, material.plain)
    steps = _steps([sums for sums in (fitted.marked, fitted.plain) if sums.title.any()])
    vectors, units = shrink_vectors(_used_vectors(fitted.layers, writings))
    sample = material.marked.sequences.pick(np.arange(min(_SAMPLE, len(material.lessons.ids))))
    packed, rows, first = [], [], 1
    for place, (writing, sums) in enumerate(zip(writings, (fitted.marked, fitted.plain), strict=True)):
        own = vectors[first : first + len(writing.vocabulary)]
        first += len(writing.vocabulary)
        part, kept = _pack_writing(writing, sums, steps, own)
        packed.append((part.slots + (place << BITS), part.cells, part.facts >= len(own)))
        rows.append(kept)
    slots, cells, names = (np.concatenate(column) for column in zip(*packed, strict=True))
    layers = shrink_layers(fitted.layers, units, sample)
    data = save_weights(slots, cells, names, steps, np.concatenate(rows), layers, calibrations, reference)
    return data, open_model(data)


def _pack_writing(
    writing: Writing, sums: Sums, steps: Floats, vectors: NDArray[np.int8]
) -> tuple[Packed, NDArray[np.int8]]:
    """Cells of one way of writing and the vectors of those cells; proper names stand behind the vocabulary."""
    none = np.zeros((len(writing.names), OUTPUTS))
    bulk = np.abs(vectors.astype(np.float64)).mean(axis=1)
    part = pack(
        np.concatenate([writing.vocabulary, writing.names]),
        np.concatenate([sums.title, none]),
        np.concatenate([sums.lead, none]),
        steps,
        np.concatenate([bulk, np.full(len(none), _NAME_BULK)]),
    )
    padded = np.concatenate([vectors, np.zeros((len(none), vectors.shape[1]), np.int8)])
    return part, padded[part.facts]


def _used_vectors(layers: Layers, writings: tuple[Writing, Writing]) -> NDArray[np.float32]:
    """Vectors of syllables and pairs; other facts have none, whatever number they began with."""
    used = np.zeros(len(layers.vectors), np.bool_)
    for writing in writings:
        used[writing.sequences.singles] = used[writing.sequences.pairs] = True
    used[0] = False
    return np.asarray(layers.vectors * used[:, None])


def no_calibration() -> tuple[tuple[Calibration, ...], ReferenceScores]:
    empty = Calibration(np.zeros((3, EVIDENCE)), np.ones(3), 1.0)
    return (empty,) * 4, reference_of(np.array([0.0, 1.0]), np.array([False, True]))


def four_ways(corpus: Corpus) -> list[Corpus]:
    """Posts with diacritics: with lead, without; the same without diacritics."""
    plain = without_marks(corpus)
    alone = [""] * len(corpus.ids)
    return [corpus, replace(corpus, leads=alone), plain, replace(plain, leads=alone)]


def fit_calibrations(model: ToneModel, corpus: Corpus) -> tuple[tuple[Calibration, ...], ReferenceScores]:
    """Calibrations for the four ways of writing, on posts that the model's weights have not seen."""
    found = [
        fit_calibration(evidence(*sums_of(model, posts)), posts.tones, posts.advisory)
        for posts in four_ways(corpus)
    ]
    calibrated = replace(model, calibrations=tuple(found))
    counted = calibrated.read(corpus.titles, corpus.leads).counted().astype(np.float64)
    return tuple(found), reference_of(counted, (corpus.tones == 2) & ~corpus.advisory)


def sums_of(model: ToneModel, corpus: Corpus) -> tuple[Floats, Floats]:
    """Sums of table and network of every post."""
    parts = [
        model.sums(read_posts(corpus.titles[start : start + 500], corpus.leads[start : start + 500]))
        for start in range(0, len(corpus.ids), 500)
    ]
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def fit_model(
    material: Material,
    *,
    seed: int,
    plain: bool = True,
    say: Callable[[str], None] = lambda line: None,
) -> tuple[bytes, ToneModel]:
    """Train the weights, then learn the calibration on labelled posts that were kept from them.

    Args:
        material: every post in it may teach one or the other.
        seed: of the network, and of which posts the calibration is learned on.
        plain: with weights for posts without diacritics.
        say: takes lines of progress.
    """
    lessons = material.lessons
    draws = np.random.default_rng(seed).random(len(lessons.ids))
    held = lessons.labelled & np.isin(lessons.why, BY_CHANCE) & (draws < CALIBRATION_SHARE)
    corpus = corpus_of(lessons, held)
    apart = ~held & ~lessons.near(corpus.titles)
    say(f"weights from {int(apart.sum()):,} posts, calibration on {len(corpus.ids):,} others")
    fitted = fit_weights(material, apart, seed=seed, plain=plain)
    _, trial = build_model(material, fitted, *no_calibration())
    return build_model(material, fitted, *fit_calibrations(trial, corpus))
