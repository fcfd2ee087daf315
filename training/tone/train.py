"""Rebuild the weights and the card's figures from the data: `python -m training.tone.train [--weights-only]`."""

from pathlib import Path

import click

from haichieu.posts.rules.tone import model as tone_model
from training.tone.card import figures, write_card
from training.tone.corpus import data_folder, read_corpus
from training.tone.crossvalidate import SEED, held_out_readings
from training.tone.fit import fit_model
from training.tone.names import barred_names

WEIGHTS = Path(tone_model.__file__).with_name("weights.npz")


@click.command()
@click.option("--weights-only", is_flag=True, help="Leave the figures of the model card as they are.")
def main(weights_only: bool) -> None:
    """Train on every labelled post, write the weights file, then score five folds for the model card."""
    data = data_folder()
    corpus = read_corpus(data / "tone" / "train.jsonl")
    barred = barred_names(corpus, data / "posts" / "news.jsonl.gz")
    click.echo(f"{len(barred[0])} facts are proper names and carry no weight", err=True)
    model = fit_model(corpus, barred, seed=SEED)
    WEIGHTS.write_bytes(tone_model.save_model(model.table, model.calibrations))
    click.echo(f"{WEIGHTS.name}: version {model.version}, {WEIGHTS.stat().st_size / 1e6:.2f} MB")
    if not weights_only:
        institutions = read_corpus(data / "tone" / "institutions_dev.jsonl")
        write_card(figures(corpus, held_out_readings(corpus, barred), institutions, model), model.version)


if __name__ == "__main__":
    main()
