"""The figures of the model card: kept in `figures.json`, written between two marks in `docs/models/tone.md`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from haichieu.posts.rules.tone import ToneModel, ToneScores
from training.tone.calibrate import macro_f1
from training.tone.corpus import Corpus
from training.tone.figures import figures_of, predictions
from training.tone.kinds import kinds_of

CARD = Path(__file__).resolve().parents[2] / "docs" / "models" / "tone.md"
FIGURES = Path(__file__).with_name("figures.json")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEAD = (
    "| posts | n | accuracy | macro-F1 (95 %) | AUC of negative (95 %) | F1 of positive | calibration error | swaps "
    "| advisory F1 (95 %) |\n|---|---|---|---|---|---|---|---|---|"
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
    yield from kinds_of(corpus)


def held_back_figures(corpus: Corpus, readings: dict[str, ToneScores]) -> dict[str, Any]:
    """Figures of the posts that are only ever scored.

    Args:
        corpus: the posts.
        readings: how they were written (“as written” first) → their readings, in the order of `corpus`.
    """
    rows = {f"all, {name}": figures_of(predictions(corpus, scores)) for name, scores in readings.items()}
    first = predictions(corpus, readings["as written"])
    rows |= {name: figures_of(first.pick(members)) for name, members in groups_of(corpus) if members.any()}
    return {"rows": rows, "unaccented": unaccented_figures(corpus, readings)}


def unaccented_figures(corpus: Corpus, readings: dict[str, ToneScores]) -> dict[str, float]:
    """What is lost without diacritics: share of tones that change, and points of macro-F1."""
    full, bare = readings["as written"], readings["without diacritics"]
    lost = macro_f1(corpus.tones, full.choice) - macro_f1(corpus.tones, bare.choice)
    return {
        "changed": round(float(np.mean(full.choice != bare.choice)), 4),
        "macro_f1_lost": round(100 * lost, 2),
    }


def institutions_figures(institutions: Corpus, model: ToneModel) -> dict[str, Any]:
    """Figures of posts of institutions, which never taught anything, by the model that ships."""
    return figures_of(predictions(institutions, model.read(institutions.titles, institutions.leads)))


def read_figures(path: Path = FIGURES) -> dict[str, Any]:
    """The kept figures; none where training has not written any."""
    kept: dict[str, Any] = orjson.loads(path.read_bytes()) if path.is_file() else {}
    return kept


def write_figures(figures: dict[str, Any], path: Path = FIGURES) -> None:
    """Keep the figures."""
    path.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2) + b"\n")


def table_of(rows: dict[str, dict[str, Any]]) -> str:
    """One line for each group of posts."""
    return "\n".join([HEAD, *(_line(name, row) for name, row in rows.items())])


def _line(name: str, row: dict[str, Any]) -> str:
    cells = [
        name,
        f"{row['n']:,}",
        _number(row["accuracy"]),
        _spread(row["macro_f1"]),
        _spread(row["auc"]),
        _number(row["f1_positive"]),
        _number(row["calibration_error"]),
        _number(row["swaps"]),
        _spread(row["advisory_f1"]),
    ]
    return "| " + " | ".join(cells) + " |"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _spread(values: Sequence[float | None]) -> str:
    value, low, high = (_number(part) for part in values)
    return f"{value} ({low}–{high})" if value != "–" else "–"


def names_line(names: dict[str, int]) -> str:
    """What exchanging names does."""
    changed = f"{names['changed']} with another tone ({names['changed'] / names['posts']:.2%})"
    return (
        f"{names['posts']:,} of the given posts name a person, an outlet, a party or a religion. When these are "
        f"exchanged for others, the model that ships reads {changed}."
    )


def text_of(figures: dict[str, Any]) -> str:
    """What stands between the two marks of the card."""
    held, bare = figures["held_back"], figures["held_back"]["unaccented"]
    parts = [
        f"Model version `{figures['version']}`; {figures['labels']:,} labels.",
        "**The held-back fifth** (fixed split, near-duplicates apart; neither teacher nor student has seen it), "
        "and the institutions:",
        table_of({**held["rows"], "institutions (never trained on)": figures["institutions"]}),
        f"Without diacritics {100 * bare['changed']:.1f} % of the tones change, and {bare['macro_f1_lost']:.1f} points "
        "of macro-F1 are lost.",
        names_line(figures["other_names"]),
    ]
    if "folds" in figures:
        parts += [
            "**Five folds over all 12,000 given posts** (vocabulary, names, teacher, weights, calibration and lines "
            "made anew in each fold; near-duplicates of a fold teach nothing in it):",
            table_of(figures["folds"]),
        ]
    if "curve" in figures:
        parts += [
            "**Learning curve** on the held-back fifth:",
            "| labels | teacher | accuracy | macro-F1 | AUC of negative | advisory F1 |\n|---|---|---|---|---|---|",
        ]
        parts[-1] += "".join("\n" + _curve_line(point) for point in figures["curve"])
    return "\n\n".join(parts)


def _curve_line(point: dict[str, Any]) -> str:
    numbers = " | ".join(f"{point[name]:.3f}" for name in ("accuracy", "macro_f1", "auc", "advisory_f1"))
    return f"| {point['labels']:,} | {'yes' if point['teacher'] else 'no'} | {numbers} |"


def write_card(figures: dict[str, Any], path: Path = CARD) -> None:
    """Put the figures into the card."""
    text = path.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    path.write_text(f"{before}{BEGIN}\n{text_of(figures)}\n{END}{after}", "utf-8")
