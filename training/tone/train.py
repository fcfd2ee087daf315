"""Rebuild the weights and the card's figures from the data: `python -m training.tone.train [--weights-only]`.

Teacher, student, calibration, vocabulary and names are made twice: from every post for the model that ships, and
without the held-back posts and whatever stands near them for the one that is scored on these. Needs no library for
neural networks, and a quarter of an hour on one core.
"""

from dataclasses import replace
from pathlib import Path

import click
import numpy as np

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
from training.tone.lessons import Lessons, read_lessons
from training.tone.other_names import changed_by_names
from training.tone.split import read_split
from training.tone.teacher import soften

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


def lessons_apart(lessons: Lessons, scored: Corpus) -> Lessons:
    """The lessons of a model that is scored on other posts: none of them, and nothing that stands near one."""
    outside = set(scored.ids)
    own = np.array([post in outside for post in lessons.ids], np.bool_)
    return lessons.pick(~own & ~lessons.near(scored.titles))


def taught(lessons: Lessons) -> Material:
    """The lessons with what the teacher says of them, as facts; nothing else is looked at."""
    return read_material(soften(lessons, seed=SEED))


def _say(line: str) -> None:
    click.echo(line, err=True)


@click.command()
@click.option("--weights-only", is_flag=True, help="Leave the figures of the model card as they are.")
def main(weights_only: bool) -> None:
    """Train on every post, write the weights file, then score the held-back posts by a model that has not seen them."""
    data = data_folder()
    lessons = read_lessons(data)
    labels = int(lessons.labelled.sum())
    _say(f"{len(lessons.ids):,} posts, {labels:,} labels")
    weights, model = fit_model(taught(lessons), seed=SEED, say=_say)
    WEIGHTS.write_bytes(weights)
    click.echo(f"{WEIGHTS.name}: version {model.version}, {len(weights) / 1e6:.2f} MB")
    if weights_only:
        return
    given = read_corpus(data / "tone" / "train.jsonl")
    scored = given.pick(read_split().flags(given.ids))
    _, other = fit_model(taught(lessons_apart(lessons, scored)), seed=SEED, say=_say)
    readings = readings_of(other, scored)
    institutions = read_corpus(data / "tone" / "institutions_dev.jsonl")
    figures = read_figures() | {
        "version": model.version,
        "labels": labels,
        "held_back": held_back_figures(scored, readings),
        "institutions": institutions_figures(institutions, model),
        "other_names": changed_by_names(model, given),
    }
    write_figures(figures)
    write_card(figures)


if __name__ == "__main__":
    main()
