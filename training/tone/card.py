"""The figures of the model card: scores by group of posts, written between two marks in `docs/models/tone.md`."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone import ToneModel, ToneScores
from training.tone.corpus import Corpus
from training.tone.figures import Predictions, table_row

CARD = Path(__file__).resolve().parents[2] / "docs" / "models" / "tone.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEAD = (
    "| posts | n | accuracy | macro-F1 (95 %) | AUC of negative (95 %) | calibration error | swaps | advisory F1 |\n"
    "|---|---|---|---|---|---|---|---|"
)


def predictions(corpus: Corpus, scores: ToneScores) -> Predictions:
    """Gold beside reading."""
    return Predictions(
        corpus.tones, scores.choice, scores.negative.astype(np.float64), corpus.advisory, scores.advisory
    )


def groups_of(corpus: Corpus) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Names and members of the groups that the card shows."""
    sources = np.array([record["source"] for record in corpus.records])
    for source in sorted(set(sources.tolist())):
        yield f"source {source}", sources == source
    lengths = np.array([len(title) for title in corpus.titles])
    yield "title under 50 characters", lengths < 50
    yield "title of 50–70 characters", (lengths >= 50) & (lengths <= 70)
    yield "title over 70 characters", lengths > 70
    rules = np.array([record["codebook"] for record in corpus.records])
    yield "labelled before rules 12–19", rules == 1
    yield "labelled after rules 12–19", rules == 2


def figures(corpus: Corpus, readings: dict[str, ToneScores], institutions: Corpus, model: ToneModel) -> str:
    """The table.

    Args:
        corpus: labelled posts.
        readings: how they were written (“as written” first) → their held-out readings, in the order of `corpus`.
        institutions: posts of institutions, never trained on.
        model: the one that ships.
    """
    rows = [HEAD]
    for name, scores in readings.items():
        rows.append(table_row(f"all, {name}", predictions(corpus, scores)))
    first = predictions(corpus, next(iter(readings.values())))
    rows += [table_row(name, first.pick(members)) for name, members in groups_of(corpus)]
    shipped = model.read(institutions.titles, institutions.leads)
    rows.append(table_row("institutions (never trained on)", predictions(institutions, shipped)))
    return "\n".join(rows)


def write_card(table: str, version: str) -> None:
    """Put the table and the version into the card."""
    text = CARD.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    body = f"{BEGIN}\nModel version `{version}`.\n\n{table}\n{END}"
    CARD.write_text(before + body + after, "utf-8")
