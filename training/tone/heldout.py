"""What the student says of posts that it has not seen, kept by id: for the benchmarks of the certificate.

    python -m training.tone.heldout

Scored are the posts that stand for all posts: the held-back ones, and those of the pool that were labelled because
chance chose them. The teacher must have seen neither, so it is the one tuned on the given labels alone
(`kept/soft-80-given.npz`; where that is absent `kept/soft-80.npz`, which must then be of such a teacher). Two
students are taught, each without one half of the scored posts and without what stands near them; the calibration of
either half is learned on the other halves of itself.
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
    read_material,
    sums_of,
)
from training.tone.lessons import KEPT, Lessons, corpus_of, newest_soft, read_lessons
from training.tone.split import read_split
from training.tone.train import SEED, teaching_for

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
    lessons = read_lessons(data_folder(), newest_soft("80-given") or newest_soft("80"))
    material = read_material(lessons)
    chosen = scored_posts(lessons)
    corpus = corpus_of(lessons, chosen)
    # The held-back posts teach neither student: the teacher's chances of what stands near them are not kept.
    halves = folds_of(corpus, HALVES, SEED + 1)
    held = read_split().flags(corpus.ids)
    counted = np.zeros(len(corpus.ids), np.float32)
    for half in range(HALVES):
        own = halves == half
        teaching = teaching_for(material, corpus.pick(own | held))
        fitted = fit_weights(material, teaching, seed=SEED + half, plain=False)
        _, model = build_model(material, fitted, *no_calibration())
        counted[own] = counted_of(model, corpus.pick(own))
        click.echo(f"half {half + 1}: {int(own.sum()):,} posts, taught by {int(teaching.sum()):,}", err=True)
    truth = (corpus.tones == 2) & ~corpus.advisory
    keep_held_out(corpus.ids, counted, truth)
    chances = counted.astype(np.float64)
    click.echo(
        f"{HELD_OUT.name}: {len(truth):,} posts, {int(truth.sum()):,} counted, "
        f"AUC {area_under_curve(chances, truth):.4f}, calibration error {calibration_error(chances, truth):.4f}, "
        f"teacher {lessons.teacher}"
    )


if __name__ == "__main__":
    main()
