"""Five folds over the labelled posts, scored by the scorer that comes with the data.

    python -m training.tone.crossvalidate

Weights, vocabulary and calibration are fitted anew inside each fold; near-duplicates stand in one fold; what is
scored is the finished model with its small weights, not the regression behind it.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import orjson
from numpy.typing import NDArray

from haichieu.posts.rules.tone import TONES, ToneScores
from training.tone.corpus import Corpus, data_folder, folds_of, read_corpus, without_marks
from training.tone.fit import fit_model
from training.tone.names import barred_names

FOLDS = 5
SEED = 20260101


def writings_of(corpus: Corpus) -> dict[str, Corpus]:
    """The same posts, written in three ways."""
    return {
        "as written": corpus,
        "without diacritics": without_marks(corpus),
        "title alone": replace(corpus, leads=[""] * len(corpus.ids)),
    }


def held_out_readings(corpus: Corpus, barred: Sequence[NDArray[np.uint64]]) -> dict[str, ToneScores]:
    """Readings of every post by a model that has not seen it, in the order of the corpus, for each way of writing."""
    folds = folds_of(corpus, FOLDS, SEED)
    order = np.argsort(folds, kind="stable")
    parts: dict[str, list[ToneScores]] = {}
    for fold in range(FOLDS):
        model = fit_model(corpus.pick(folds != fold), barred, seed=SEED + 1 + fold)
        for name, part in writings_of(corpus.pick(folds == fold)).items():
            parts.setdefault(name, []).append(model.read(part.titles, part.leads))
        click.echo(f"fold {fold + 1}/{FOLDS}: {int((folds == fold).sum())} posts", err=True)
    return {name: _in_order(scores, order) for name, scores in parts.items()}


def _in_order(parts: Sequence[ToneScores], order: NDArray[np.int64]) -> ToneScores:
    back = np.argsort(order)
    return ToneScores(
        positive=np.concatenate([part.positive for part in parts])[back],
        neutral=np.concatenate([part.neutral for part in parts])[back],
        negative=np.concatenate([part.negative for part in parts])[back],
        advisory=np.concatenate([part.advisory for part in parts])[back],
        choice=np.concatenate([part.choice for part in parts])[back],
    )


def prediction_lines(ids: list[str], scores: ToneScores) -> bytes:
    """JSON lines as the scorer reads them."""
    columns = zip(
        ids, scores.choice.tolist(), scores.negative.tolist(), scores.advisory.tolist(), strict=True
    )
    return b"".join(
        orjson.dumps({"id": key, "tone": TONES[tone], "p_negative": chance, "advisory": flag}) + b"\n"
        for key, tone, chance, flag in columns
    )


def print_scores(gold: Path, scorer: Path, predictions: bytes) -> None:
    """Write the predictions to a temporary file and run the scorer on them."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl", prefix="tone-") as file:
        file.write(predictions)
        file.flush()
        subprocess.run([sys.executable, str(scorer), str(gold), file.name], check=True)


def main() -> None:
    """Run the folds and print the scores."""
    data = data_folder()
    gold, scorer = data / "tone" / "train.jsonl", data.parent / "eval" / "score_tone.py"
    corpus = read_corpus(gold)
    readings = held_out_readings(corpus, barred_names(corpus, data / "posts" / "news.jsonl.gz"))
    for name, scores in readings.items():
        click.echo(f"\n{FOLDS} folds, {name}")
        print_scores(gold, scorer, prediction_lines(corpus.ids, scores))
    changed = float(np.mean(readings["as written"].choice != readings["without diacritics"].choice))
    click.echo(f"\ntones that change without diacritics: {changed:.4f}")


if __name__ == "__main__":
    main()
