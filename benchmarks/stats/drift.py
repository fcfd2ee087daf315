"""How often the drift alarm strikes: `python -m benchmarks.stats.drift [--scores FILE] [--windows N]`.

Held-back scores of the tone model with the posts' truth (`training/tone/kept/heldout.npz`: `counted`, `truth`) are
halved at random for each window: one half is the reference, from the other a window is drawn at a given share. In some
cells the scores are then shifted, in standard deviations of the log odds of their kind. Fails when more than 2 % of the
sound windows are struck, or fewer than 80 % of those of 2,000 posts whose other posts look 0.2 deviations harsher.
Positives that look 0.3 deviations milder are printed without a bar: at a share of 15 % no test could see four in five
of them (`docs/algorithms/drift.md`). Exit status 2 when there are no scores.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.archive import ABSENT, ROOT
from haichieu.posts.rules.drift import examine
from haichieu.stats.arrays import Floats, logit, sigmoid
from haichieu.stats.quantification import ReferenceScores

SCORES = ROOT / "training" / "tone" / "kept" / "heldout.npz"
SIZES, SHARES = (300, 2000), (0.05, 0.15, 0.30)
MOST_FALSE, LEAST_CAUGHT = 0.02, 0.80


@dataclass(frozen=True, slots=True)
class Shift:
    """How a window differs from the reference besides its share."""

    name: str
    positives: float = 0.0
    others: float = 0.0


SHIFTS = (
    Shift("share only"),
    Shift("positives .3 sd lower", positives=-0.3),
    Shift("others .2 sd higher", others=0.2),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What the windows of one size, share and shift showed."""

    posts: int
    share: float
    shift: Shift
    struck: float
    mean: float
    emq: float


def run_cell(scores: Floats, truth: np.ndarray, cell: tuple[int, float, Shift], windows: int) -> Cell:
    """Many windows of one kind, each with its own halves."""
    posts, share, shift = cell
    spread = tuple(float(logit(scores[truth == kind]).std()) for kind in (False, True))
    rng = np.random.default_rng([posts, round(1000 * share), SHIFTS.index(shift)])
    found = [_one(scores, truth, cell, spread, rng) for _ in range(windows)]
    struck, mean, emq = np.mean(found, axis=0)
    return Cell(posts, share, shift, float(struck), float(mean), float(emq))


def _one(
    scores: Floats,
    truth: np.ndarray,
    cell: tuple[int, float, Shift],
    spread: tuple[float, ...],
    rng: np.random.Generator,
) -> tuple[bool, float, float]:
    posts, share, shift = cell
    order = rng.permutation(len(scores))
    known, fresh = order[: len(order) // 2], order[len(order) // 2 :]
    reference = ReferenceScores.of(scores[known], truth[known])
    positives = rng.binomial(posts, share)
    window = [
        sigmoid(
            logit(rng.choice(scores[fresh[truth[fresh] == kind]], size=count, replace=False))
            + move * spread[kind]
        )
        for kind, count, move in (
            (True, positives, shift.positives),
            (False, posts - positives, shift.others),
        )
    ]
    found = examine(np.concatenate(window), reference, certified=None, seed=int(rng.integers(2**31)))
    return found.kind == "shape", found.mean, found.emq


def verdict(cells: list[Cell]) -> list[str]:
    """The bars that were missed, in words."""
    sound = [cell.struck for cell in cells if cell.shift is SHIFTS[0]]
    harsher = [cell.struck for cell in cells if cell.shift is SHIFTS[2] and cell.posts == 2000]
    missed = []
    if np.mean(sound) > MOST_FALSE:
        missed.append(f"false alarms {np.mean(sound):.1%} > {MOST_FALSE:.0%}")
    if np.mean(harsher) < LEAST_CAUGHT:
        missed.append(f"caught {np.mean(harsher):.0%} < {LEAST_CAUGHT:.0%}")
    return missed


def main() -> int:
    """Print one line a cell and the verdict."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--scores", type=Path, default=SCORES)
    ask.add_argument("--windows", type=int, default=200)
    options = ask.parse_args()
    if not options.scores.is_file():
        print(f"no held-back scores: {options.scores}")
        return ABSENT
    with np.load(options.scores) as kept:
        scores, truth = kept["counted"].astype(np.float64).clip(1e-6, 1 - 1e-6), kept["truth"].astype(bool)
    cells = []
    print(f"{'posts':>6} {'share':>6}  {'shift':<22} {'struck':>7} {'mean':>7} {'EMQ':>7}")
    for kind in ((posts, share, shift) for posts in SIZES for share in SHARES for shift in SHIFTS):
        cell = run_cell(scores, truth, kind, options.windows)
        cells.append(cell)
        print(f"{cell.posts:6} {cell.share:6.0%}  {cell.shift.name:<22}", end=" ")
        print(f"{cell.struck:7.1%} {cell.mean:7.1%} {cell.emq:7.1%}", flush=True)
    missed = verdict(cells)
    print(f"FAILED: {'; '.join(missed)}" if missed else "the alarm keeps its level and its power")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
