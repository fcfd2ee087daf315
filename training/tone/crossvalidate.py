"""Five folds over the given posts by labels alone, and the learning curve; both go into the card's figures.

    python -m training.tone.crossvalidate [--curve]

Everything is made anew in each fold from the posts that may teach there: vocabulary, names, teacher, weights,
calibration and lines. Nothing that stands near a post of the fold is among them. What is scored is the finished model
with its small weights.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone import ToneScores
from training.tone.card import read_figures, write_card, write_figures
from training.tone.corpus import Corpus, data_folder, folds_of, read_corpus
from training.tone.figures import figures_of, predictions
from training.tone.fit import fit_model, read_material
from training.tone.lessons import Lessons, read_lessons
from training.tone.split import read_split
from training.tone.train import SEED, lessons_apart, readings_of, taught

FOLDS = 5
#: Numbers of labels of the learning curve; 0 stands for all of them.
CURVE = (9_000, 18_000, 0)


def held_out_readings(lessons: Lessons, given: Corpus) -> dict[str, ToneScores]:
    """Readings of every given post by a model that has not seen it, for each way of writing."""
    folds = folds_of(given, FOLDS, SEED)
    order = np.argsort(folds, kind="stable")
    parts: dict[str, list[ToneScores]] = {}
    for fold in range(FOLDS):
        scored = given.pick(folds == fold)
        material = taught(lessons_apart(lessons, scored))
        _, model = fit_model(material, seed=SEED + 1 + fold)
        for name, readings in readings_of(model, scored).items():
            parts.setdefault(name, []).append(readings)
        click.echo(f"fold {fold + 1}/{FOLDS}: {len(scored.ids)} posts", err=True)
    return {name: _in_order(scores, order) for name, scores in parts.items()}


def _in_order(parts: Sequence[ToneScores], order: NDArray[np.int64]) -> ToneScores:
    back = np.argsort(order)
    return ToneScores(
        positive=np.concatenate([part.positive for part in parts])[back],
        neutral=np.concatenate([part.neutral for part in parts])[back],
        negative=np.concatenate([part.negative for part in parts])[back],
        p_advisory=np.concatenate([part.p_advisory for part in parts])[back],
        advisory=np.concatenate([part.advisory for part in parts])[back],
        choice=np.concatenate([part.choice for part in parts])[back],
    )


def curve_point(lessons: Lessons, scored: Corpus, labels: int, *, teacher: bool) -> dict[str, Any]:
    """Figures on the held-back posts from so many labels drawn by chance (0: all), with or without the teacher."""
    known = np.flatnonzero(lessons.labelled)
    if labels:
        kept = np.random.default_rng(SEED).permutation(known)[:labels]
        tones = lessons.tones.copy()
        tones[np.setdiff1d(known, kept)] = -1
        lessons = replace(lessons, tones=tones)
    material = taught(lessons) if teacher else read_material(lessons)
    _, model = fit_model(material, seed=SEED, plain=False)
    found = figures_of(predictions(scored, model.read(scored.titles, scored.leads)))
    return {
        "labels": labels or len(known),
        "teacher": teacher,
        "accuracy": found["accuracy"],
        "macro_f1": found["macro_f1"][0],
        "auc": found["auc"][0],
        "advisory_f1": found["advisory_f1"][0],
    }


@click.command()
@click.option("--curve", is_flag=True, help="Draw the learning curve instead of the folds.")
def main(curve: bool) -> None:
    """Run the folds or the curve, and put what came out into the card."""
    data = data_folder()
    given = read_corpus(data / "tone" / "train.jsonl")
    figures = read_figures()
    if curve:
        scored = given.pick(read_split().flags(given.ids))
        lessons = lessons_apart(read_lessons(data), scored)
        figures["curve"] = []
        for labels in CURVE:
            for teacher in (False, True):
                figures["curve"].append(curve_point(lessons, scored, labels, teacher=teacher))
                click.echo(str(figures["curve"][-1]), err=True)
    else:
        readings = held_out_readings(read_lessons(data), given)
        figures["folds"] = {
            f"all, {name}": figures_of(predictions(given, scores)) for name, scores in readings.items()
        }
    figures["curve_of" if curve else "folds_of"] = figures["version"]
    write_figures(figures)
    write_card(figures)


if __name__ == "__main__":
    main()
