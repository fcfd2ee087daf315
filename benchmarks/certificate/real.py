"""What a certificate costs on real posts: `python -m benchmarks.certificate.real [--scores FILE]`.

Scores are the tone model's own chances of “negative and no advisory” for labelled posts that it was not fitted on
(five folds, `training/tone/kept/heldout.npz`); the labels are the truth. Lists of 1,000 and 5,000 posts are drawn
without replacement from the labelled posts so that 5 to 30 % are positive, and audited against a limit of 15 %
(“dưới 15 %”) until decided. Beside them, on uniform draws from lists with the same counts, the best of the methods that
use no scores, and what no audit with these scores can beat by much (`bound.py`). Fails when the mean labels exceed
the bar's part of theirs.
"""

import argparse
import math
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.archive import ABSENT, ROOT
from benchmarks.certificate.bound import fewest_labels
from benchmarks.certificate.engine import simulate
from benchmarks.certificate.references import WITHOUT_SCORES, draw_counts, simulate_uniform
from haichieu.stats.arrays import Floats
from haichieu.stats.limits import Limit

SCORES = ROOT / "training" / "tone" / "kept" / "heldout.npz"
LIMIT = Limit(15, 100)
SIZES, SHARES = (1000, 5000), (0.05, 0.10, 0.13, 0.17, 0.20, 0.30)
#: Largest part of the labels of the best method without scores, by size and share.
BARS = {(1000, 0.10): 0.55, (1000, 0.20): 0.33, (5000, 0.10): 0.45, (5000, 0.20): 0.28}


class BadScores(SystemExit):
    """A file of held-out scores that cannot be used; one sentence says why."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Chances and verdicts of n labelled posts."""

    counted: Floats
    truth: NDArray[np.bool_]

    def resample(self, total: int, positives: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """A list with so many positives: scores and verdicts, drawn without replacement within either kind."""
        yes, no = np.flatnonzero(self.truth), np.flatnonzero(~self.truth)
        if positives > len(yes) or total - positives > len(no):
            raise BadScores(f"Không đủ bài có nhãn để lập danh sách {total} bài, {positives} bài tiêu cực.")
        picked = np.concatenate(
            [rng.choice(yes, positives, replace=False), rng.choice(no, total - positives, replace=False)]
        )
        return self.counted[picked], self.truth[picked].astype(np.float64)

    def auc(self) -> float:
        """Chance that a positive scores above another post, ties half (Mann and Whitney 1947)."""
        _, place, counts = np.unique(self.counted, return_inverse=True, return_counts=True)
        ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
        yes = int(self.truth.sum())
        return float((ranks[self.truth].sum() - yes * (yes + 1) / 2) / (yes * (len(place) - yes)))


def read_heldout(path: Path) -> HeldOut:
    """Held-out scores from a file with the arrays `ids`, `counted` (chances) and `truth` (verdicts).

    Raises:
        BadScores: arrays are missing, of different lengths, or no chances.
    """
    with np.load(path, allow_pickle=False) as arrays:
        missing = {"ids", "counted", "truth"} - set(arrays.files)
        if missing:
            raise BadScores(f"Tệp {path.name} thiếu: {', '.join(sorted(missing))}.")
        ids, counted, truth = arrays["ids"], arrays["counted"].astype(np.float64), arrays["truth"]
    if not len(ids) == len(counted) == len(truth) or len(set(ids.tolist())) < len(ids):
        raise BadScores(f"Tệp {path.name}: mỗi bài cần đúng một mã, một điểm và một nhãn.")
    if not np.isfinite(counted).all() or counted.min() < 0 or counted.max() > 1:
        raise BadScores(f"Tệp {path.name} có điểm không nằm trong khoảng 0 đến 1.")
    return HeldOut(counted, truth.astype(np.bool_))


@dataclass(frozen=True, slots=True)
class Cell:
    """Mean labels of one size and share, with and without scores."""

    mean: float
    error: float
    p90: float
    wrong: float
    bound: float
    rival: str
    plain: float
    plain_error: float

    @property
    def part(self) -> float:
        """Labels as a part of those without scores."""
        return self.mean / self.plain

    @property
    def part_error(self) -> float:
        """Standard error of the part (delta method; the two means are independent)."""
        return self.part * math.hypot(self.error / self.mean, self.plain_error / self.plain)


def run_cell(posts: HeldOut, total: int, share: float, *, lists: int, plain_lists: int, seed: int) -> Cell:
    """Audit fresh lists of one size and share, and as many and more without scores."""
    rng = np.random.default_rng([seed, total, round(1000 * share)])
    positives, most = round(share * total), LIMIT.most(total)
    audits = simulate(lambda r: posts.resample(total, positives, r), most, reps=lists, cap=total, rng=rng)
    verdicts = draw_counts(total, positives, plain_lists, total, rng)
    rivals = {
        name: simulate_uniform(games, verdicts, most, total).labels for name, games in WITHOUT_SCORES.items()
    }
    rival = min(rivals, key=lambda name: rivals[name].mean())
    labels, plain = audits.labels, rivals[rival]
    return Cell(
        mean=float(labels.mean()),
        error=float(labels.std(ddof=1)) / math.sqrt(lists),
        p90=float(np.quantile(labels, 0.9)),
        wrong=float((audits.side != (0 if positives > most else 1)).mean()),
        bound=fewest_labels(posts.counted, posts.truth.astype(np.float64), share, float(LIMIT.share)),
        rival=rival,
        plain=float(plain.mean()),
        plain_error=float(plain.std(ddof=1)) / math.sqrt(plain_lists),
    )


def main() -> int:
    """Print the table; 1 when a bar is missed, 2 where there are no scores."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--scores", type=Path, default=SCORES)
    parser.add_argument("--lists", type=int, default=400, help="lists in each cell")
    parser.add_argument("--plain-lists", type=int, default=1000, help="lists for the methods without scores")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    if not options.scores.is_file():
        print(f"not run: no held-out scores at {options.scores.name}")
        return ABSENT
    posts = read_heldout(options.scores)
    print(f"{len(posts.truth)} held-out posts, {posts.truth.mean():.1%} positive, AUC {posts.auc():.4f}; "
          f"limit {LIMIT}, {options.lists} lists a cell")  # fmt: skip
    print(f"{'N':>6} {'share':>6} {'mean':>7} {'s.e.':>6} {'p90':>6} {'wrong':>6} {'bound':>6} {'without scores':>26} "
          f"{'part':>6} {'s.e.':>6} {'bar':>5}")  # fmt: skip
    missed = []
    for total, share in product(options.sizes, SHARES):
        cell = run_cell(
            posts, total, share, lists=options.lists, plain_lists=options.plain_lists, seed=options.seed
        )
        bar = BARS.get((total, share))
        over = bar is not None and cell.part > bar
        missed += [f"{total}/{share:.0%}"] * over
        print(f"{total:>6} {share:>6.0%} {cell.mean:>7.1f} {cell.error:>6.1f} {cell.p90:>6.0f} "
              f"{cell.wrong:>6.1%} {cell.bound:>6.1f} {cell.rival:>16} {cell.plain:>9.1f} {cell.part:>6.3f} "
              f"{cell.part_error:>6.3f} {'' if bar is None else bar:>5}{'  MISSED' if over else ''}",
              flush=True)  # fmt: skip
    print(f"FAILED: {', '.join(missed)}" if missed else "every bar met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
