"""How well teachers do on labelled posts that they have not seen, kept for the model card."""

from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from training.tone.calibrate import macro_f1, swap_share
from training.tone.corpus import Corpus
from training.tone.figures import area_under_curve, flag_f1

#: The file among what is kept.
SCORES = "teachers.json"
_NEGATIVE = 2


def scores_of(corpus: Corpus, chances: NDArray[np.float32]) -> dict[str, float]:
    """How a teacher does on labelled posts that it has not seen."""
    chosen = chances[:, :3].argmax(axis=1)
    harm = corpus.tones == _NEGATIVE
    found = {
        "posts": len(corpus.ids),
        "accuracy": float(np.mean(chosen == corpus.tones)),
        "macro_f1": macro_f1(corpus.tones, chosen),
        "auc_negative": area_under_curve(chances[:, _NEGATIVE].astype(np.float64), harm),
        "swaps": swap_share(corpus.tones, chosen),
        "advisory_f1": flag_f1(corpus.advisory, chances[:, 3] > 0.5),
        "auc_advisory": area_under_curve(chances[:, 3].astype(np.float64), corpus.advisory),
    }
    return {name: round(value, 4) for name, value in found.items()}


def keep_scores(path: Path, name: str, entry: dict[str, Any]) -> None:
    """Put the scores of one teacher beside those of the others, for the model card."""
    known = orjson.loads(path.read_bytes()) if path.is_file() else {}
    ordered = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    path.write_bytes(orjson.dumps(known | {name: entry}, option=ordered) + b"\n")
