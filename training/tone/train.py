"""Rebuild the weights and the card's figures from the data: `python -m training.tone.train [--weights-only]`.

The teacher's chances are taken from `kept/soft-100.npz` for the model that ships, and from `kept/soft-80.npz` for the
one that is scored on the held-back posts; where the first is absent, the second teaches both. Neither needs a library
for neural networks.
"""

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone import ToneModel, ToneScores
from haichieu.posts.rules.tone import model as tone_model
from training.tone.card import (
    held_back_figures,
    institutions_figures,
    read_figures,
    write_card,
    write_figures,
)
from training.tone.corpus import Corpus, data_folder, read_corpus, without_marks
from training.tone.fit import Material, fit_model, read_material
from training.tone.lessons import newest_soft, read_lessons
from training.tone.soft import SoftLabels
from training.tone.split import read_split

WEIGHTS = Path(tone_model.__file__).with_name("weights.npz")
SEED = 20260101


def writings_of(corpus: Corpus) -> dict[str, Corpus]:
    """The same posts, written in three ways."""
    return {
        "as written": corpus,
        "without diacritics": without_marks(corpus),
        "title alone": replace(corpus, leads=[""] * len(corpus.ids)),
    }


def readings_of(model: ToneModel, corpus: Corpus) -> dict[str, ToneScores]:
    """Readings of the posts in three ways of writing."""
    return {name: model.read(posts.titles, posts.leads) for name, posts in writings_of(corpus).items()}


def teaching_for(material: Material, scored: Corpus) -> NDArray[np.bool_]:
    """Posts that may teach a model that is scored on others: none of them, and nothing that stands near one."""
    outside = set(scored.ids)
    own = np.array([post in outside for post in material.lessons.ids], np.bool_)
    return ~own & ~material.lessons.near(scored.titles)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _material(soft: SoftLabels | None) -> Material:
    material = read_material(read_lessons(data_folder(), soft))
    _say(f"{len(material.lessons.ids):,} posts, {int(material.lessons.labelled.sum()):,} labels")
    return material


@click.command()
@click.option("--weights-only", is_flag=True, help="Leave the figures of the model card as they are.")
def main(weights_only: bool) -> None:
    """Train on every post, write the weights file, then score the held-back posts by a model that has not seen them."""
    data = data_folder()
    every, four_fifths = newest_soft("100"), newest_soft("80")
    material = _material(every or four_fifths)
    teaching = np.ones(len(material.lessons.ids), np.bool_)
    weights, model = fit_model(material, teaching, seed=SEED, say=_say)
    WEIGHTS.write_bytes(weights)
    click.echo(f"{WEIGHTS.name}: version {model.version}, {len(weights) / 1e6:.2f} MB")
    if weights_only:
        return
    given = read_corpus(data / "tone" / "train.jsonl")
    scored = given.pick(read_split().flags(given.ids))
    apart = replace(material, lessons=read_lessons(data, four_fifths))
    _, other = fit_model(apart, teaching_for(apart, scored), seed=SEED, say=_say)
    readings = readings_of(other, scored)
    institutions = read_corpus(data / "tone" / "institutions_dev.jsonl")
    figures = read_figures() | {
        "version": model.version,
        "teacher": material.lessons.teacher,
        "teacher_of_held_back": apart.lessons.teacher,
        "labels": int(material.lessons.labelled.sum()),
        "held_back": held_back_figures(scored, readings),
        "institutions": institutions_figures(institutions, model),
    }
    write_figures(figures)
    write_card(figures)


if __name__ == "__main__":
    main()
