"""Five folds over the labelled posts, scored by the scorer that comes with the data.

    python -m training.tone.crossvalidate

Weights, vocabulary and calibration are fitted anew inside each fold; near-duplicates stand in one fold; what is
scored is the finished model with its small weights, not the regression behind it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import click
import numpy as np
import orjson
from numpy.typing import NDArray

from haichieu.posts.rules.tone.model import TONES, ToneScores
from training.tone.corpus import Corpus, data_folder, folds_of, read_corpus, without_marks
from training.tone.fit import fit_model
from training.tone.names import barred_names

FOLDS = 5
SEED = 20260101


def held_out_scores(
    corpus: Corpus, barred: NDArray[np.uint64]
) -> list[tuple[list[str], ToneScores, ToneScores]]:
    """For each fold: its ids, and the readings of its posts as written and without diacritics."""
    folds = folds_of(corpus, FOLDS, SEED)
    results = []
    for fold in range(FOLDS):
        model = fit_model(corpus.pick(folds != fold), barred, seed=SEED + 1 + fold)
        part = corpus.pick(folds == fold)
        plain = without_marks(part)
        written = model.read(part.titles, part.leads)
        results.append((part.ids, written, model.read(plain.titles, plain.leads)))
        click.echo(f"fold {fold + 1}/{FOLDS}: {len(part.ids)} posts", err=True)
    return results


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
    results = held_out_scores(corpus, barred_names(corpus, data / "posts" / "news.jsonl.gz"))
    for name, place in (("as written", 1), ("without diacritics", 2)):
        click.echo(f"\n{FOLDS} folds, {name}")
        print_scores(gold, scorer, b"".join(prediction_lines(part[0], part[place]) for part in results))
    changed = sum(int((part[1].choice != part[2].choice).sum()) for part in results)
    click.echo(f"\ntones that change without diacritics: {changed / len(corpus.ids):.4f}")


if __name__ == "__main__":
    main()
