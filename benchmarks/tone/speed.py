"""Posts a second on one core, beside scikit-learn: `python -m benchmarks.tone.speed`.

One run, one core, the same posts (title and lead of `data/posts/news.jsonl.gz`, found through HAICHIEU_DATA):
the shipped model in memory, `haichieu tone` from file to file with its start, and scikit-learn's
TF-IDF (words and pairs) with LinearSVC. Accuracy and macro-F1 of both on the held-back fifth of the labelled posts,
ours as `make train` scored it. Fails when the command is below 20,000 posts a second of processor time; 2 when the
data is absent.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from haichieu.posts.rules.tone import load_model
from training.tone.calibrate import macro_f1
from training.tone.card import read_figures
from training.tone.corpus import Corpus, MissingData, data_folder, read_corpus, unlabelled_batches
from training.tone.split import near_duplicates_of, read_split

BAR = 20_000
ABSENT = 2


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one model on held-out posts."""

    accuracy: float
    macro_f1: float


def stay_on_one_core() -> int:
    """Bind this process, and what it starts, to one core; its number."""
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


@dataclass(frozen=True, slots=True)
class Speed:
    """Posts a second by the clock on the wall, and by the processor's own (other work on the core left out)."""

    wall: float
    processor: float


def measure(posts: int, work: Callable[[], object]) -> Speed:
    """Speed of one run, its child processes included."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    busy = sum(after[:4]) - sum(before[:4])
    return Speed(posts / (time.perf_counter() - wall), posts / busy)


def file_to_file(path: Path, posts: int) -> Speed:
    """Speed of the command, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "tones.jsonl"
        command = [sys.executable, "-m", "haichieu.cli", "tone", str(path), "--out", str(out)]
        speed = measure(posts, lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
        lines = out.read_bytes().count(b"\n")
    if lines != posts:
        raise SystemExit(f"{posts} posts in, {lines} lines out")
    return speed


def usual_choice() -> Pipeline:
    """TF-IDF of words and pairs of words, then a linear support vector machine."""
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", sublinear_tf=True, min_df=2)
    return make_pipeline(words, LinearSVC(random_state=0))


def joined(titles: list[str], leads: list[str]) -> list[str]:
    """One text for each post, as scikit-learn takes it."""
    return [f"{title}\n{lead}" for title, lead in zip(titles, leads, strict=True)]


def quality(gold: NDArray[np.int64], chosen: NDArray[np.int64]) -> Quality:
    """Accuracy and macro-F1."""
    return Quality(float(np.mean(gold == chosen)), macro_f1(gold, chosen))


def compare_quality(corpus: Corpus) -> tuple[Quality, Quality, Pipeline]:
    """Both on the held-back fifth of the labelled posts, taught without it: ours as training scored it; and theirs."""
    held = read_split().flags(corpus.ids)
    part = corpus.pick(held)
    rest = corpus.pick(~held & ~near_duplicates_of(corpus.titles, part.titles))
    row = read_figures()["held_back"]["rows"]["all, as written"]
    other = usual_choice().fit(joined(rest.titles, rest.leads), rest.tones)
    theirs = quality(part.tones, np.asarray(other.predict(joined(part.titles, part.leads))))
    return Quality(row["accuracy"], row["macro_f1"][0]), theirs, other


def main() -> int:
    """Run and print; exit status."""
    try:
        data = data_folder()
    except MissingData as error:
        click.echo(str(error), err=True)
        return ABSENT
    core = stay_on_one_core()
    path = data / "posts" / "news.jsonl.gz"
    titles, leads = [], []
    for batch in unlabelled_batches(path):
        titles += batch[0]
        leads += batch[1]
    ours, theirs, other = compare_quality(read_corpus(data / "tone" / "train.jsonl"))
    model = load_model()
    texts = joined(titles, leads)
    runs = {
        "haichieu, in memory": measure(len(titles), lambda: model.read(titles, leads)),
        "haichieu, file to file": file_to_file(path, len(titles)),
        "scikit-learn, in memory": measure(len(titles), lambda: other.predict(texts)),
    }
    usual = runs["scikit-learn, in memory"]
    click.echo(f"{len(titles):,} posts (title and lead), core {core}, model {model.version}")
    click.echo(f"{'posts a second':<26}{'wall':>9}{'processor':>11}{'× scikit-learn':>16}")
    for name, speed in runs.items():
        ratio = speed.processor / usual.processor
        click.echo(f"{name:<26}{speed.wall:>9,.0f}{speed.processor:>11,.0f}{ratio:>16.1f}")
    for name, one in (("haichieu", ours), ("scikit-learn", theirs)):
        click.echo(f"held-out fifth, {name:<13} accuracy {one.accuracy:.4f}  macro-F1 {one.macro_f1:.4f}")
    return 0 if runs["haichieu, file to file"].processor >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
