"""What the student says of posts that it has not seen, kept by id: for the benchmarks of the certificate.

    python -m training.tone.heldout

Scored are the posts that stand for all posts: the held-back ones, and those of the pool that were labelled because
chance chose them. Two teachers with their students are made, each without one half of the scored posts and without what
stands near them; the calibration of either half is learned on the other half of itself.
"""

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone import ToneModel
from haichieu.posts.rules.tone.calibration import evidence
from training.tone.calibrate import fit_calibration
from training.tone.corpus import Corpus, data_folder, folds_of
from training.tone.figures import area_under_curve, calibration_error
from training.tone.fit import (
    build_model,
    fit_weights,
    no_calibration,
    sums_of,
)
from training.tone.lessons import KEPT, Lessons, corpus_of, read_lessons
from training.tone.split import read_split
from training.tone.train import SEED, lessons_apart, taught

HELD_OUT = KEPT / "heldout.npz"
HALVES = 2


def scored_posts(lessons: Lessons) -> NDArray[np.bool_]:
    """The held-back posts, and those labelled because chance chose them."""
    return read_split().flags(lessons.ids) | ((lessons.why == "random") & lessons.labelled)


def counted_of(model: ToneModel, corpus: Corpus) -> NDArray[np.float32]:
    """Chances of “negative and no advisory”, calibrated on the half of the posts that each is not in."""
    seen = evidence(*sums_of(model, corpus))
    parts = folds_of(corpus, HALVES, SEED)
    counted = np.zeros(len(corpus.ids), np.float32)
    for part in range(HALVES):
        rest, own = parts != part, parts == part
        calibration = fit_calibration(seen[rest], corpus.tones[rest], corpus.advisory[rest])
        posts = corpus.pick(own)
        scores = replace(model, calibrations=(calibration,) * 4).read(posts.titles, posts.leads)
        counted[own] = scores.counted()
    return counted


def keep_held_out(
    ids: list[str], counted: NDArray[np.float32], truth: NDArray[np.bool_], path: Path = HELD_OUT
) -> None:
    """Keep what was said and what is true, by id; titles stay where they are."""
    np.savez_compressed(path, ids=np.array(ids), counted=counted, truth=truth)


@click.command()
def main() -> None:
    """Teach two students, keep what each says of the posts it has not seen."""
    lessons = read_lessons(data_folder())
    chosen = scored_posts(lessons)
    corpus = corpus_of(lessons, chosen)
    halves = folds_of(corpus, HALVES, SEED + 1)
    counted = np.zeros(len(corpus.ids), np.float32)
    for half in range(HALVES):
        own = halves == half
        material = taught(lessons_apart(lessons, corpus.pick(own)))
        fitted = fit_weights(material, seed=SEED + half, plain=False)
        _, model = build_model(material, fitted, *no_calibration())
        counted[own] = counted_of(model, corpus.pick(own))
        click.echo(
            f"half {half + 1}: {int(own.sum()):,} posts, taught by {len(material.lessons.ids):,}", err=True
        )
    truth = (corpus.tones == 2) & ~corpus.advisory
    keep_held_out(corpus.ids, counted, truth)
    chances = counted.astype(np.float64)
    click.echo(
        f"{HELD_OUT.name}: {len(truth):,} posts, {int(truth.sum()):,} counted, "
        f"AUC {area_under_curve(chances, truth):.4f}, calibration error {calibration_error(chances, truth):.4f}"
    )


if __name__ == "__main__":
    main()
