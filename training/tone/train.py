"""Rebuild the weights of the tone model from the data: `python -m training.tone.train`."""

from pathlib import Path

import click

from haichieu.posts.rules.tone import model as tone_model
from training.tone.corpus import data_folder, read_corpus
from training.tone.crossvalidate import SEED
from training.tone.fit import fit_model
from training.tone.names import barred_names

WEIGHTS = Path(tone_model.__file__).with_name("weights.npz")


def main() -> None:
    """Train on every labelled post and write the weights file."""
    data = data_folder()
    corpus = read_corpus(data / "tone" / "train.jsonl")
    barred = barred_names(corpus, data / "posts" / "news.jsonl.gz")
    click.echo(f"{len(barred[0])} facts are proper names and carry no weight", err=True)
    model = fit_model(corpus, barred, seed=SEED)
    WEIGHTS.write_bytes(tone_model.save_model(model.table, model.calibrations))
    click.echo(f"{WEIGHTS.name}: version {model.version}, {WEIGHTS.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
