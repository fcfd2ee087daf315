"""How many labels a decision takes: `python -m benchmarks.certificate.labels [--all] [--reps N]`.

Mean labels at a limit of 15 % beside the published ones (`published.py`); 24 cells, or all 96 with `--all`. The bar
is the published mean itself, with nothing added but chance: both means have a standard error and the published one
is rounded. Fails when one cell lies above by more than chance explains at level 0.05 over all cells shown (Bonferroni),
or when all cells together lie above at level 0.05 (the sum of their standardised differences).
"""

import argparse
import math
import sys
from itertools import product
from statistics import NormalDist

import numpy as np

from benchmarks.certificate.engine import Outcome, simulate
from benchmarks.certificate.frames import make_frame
from benchmarks.certificate.published import (
    AUCS,
    CAP,
    LIMIT_SHARE,
    RUNS,
    SHARES,
    SIZES,
    WITH_SCORES,
    WITHOUT_SCORES,
)

LEVEL = 0.05
#: Shown without `--all`.
USUAL_SIZES, USUAL_AUCS = (1000, 10_000), (0.90, 0.95)
_ROUNDED = 1 / 12


def run_cell(total: int, auc: float, share: float, reps: int, seed: int) -> Outcome:
    """Audits of fresh lists of one size, score quality and true share."""
    rng = np.random.default_rng([seed, total, round(1000 * auc), round(1000 * share)])
    positives = round(share * total)
    return simulate(
        lambda r: make_frame(total, positives, "auc", r, auc),
        math.floor(LIMIT_SHARE * total),
        reps=reps,
        cap=CAP,
        rng=rng,
    )


def excess(labels: np.ndarray, published: float) -> float:
    """Standard errors by which the mean lies above the published one, whose spread is taken to be ours."""
    spread = labels.var(ddof=1)
    return float((labels.mean() - published) / math.sqrt(spread / len(labels) + spread / RUNS + _ROUNDED))


def judge(excesses: list[float]) -> bool:
    """True when no cell, and not all of them together, lies above the table by more than chance."""
    highest = NormalDist().inv_cdf(1 - LEVEL / len(excesses))
    together = sum(excesses) / math.sqrt(len(excesses))
    print(f"largest excess {max(excesses):.2f} standard errors (allowed {highest:.2f}), "
          f"all cells together {together:.2f} (allowed {NormalDist().inv_cdf(1 - LEVEL):.2f})")  # fmt: skip
    return max(excesses) <= highest and together <= NormalDist().inv_cdf(1 - LEVEL)


def show(total: int, auc: float, share: float, published: int, plain: int, outcome: Outcome) -> float:
    """Print one row; its excess."""
    labels = outcome.labels
    mean, error = labels.mean(), labels.std(ddof=1) / math.sqrt(len(labels))
    right = 0 if share > LIMIT_SHARE else 1
    wrong, undecided = (outcome.side == 1 - right).mean(), (outcome.side < 0).mean()
    above = excess(labels, published)
    print(
        f"{total:>7} {auc:>5} {share:>6.0%} {mean:>7.1f} {error:>6.1f} {np.quantile(labels, 0.9):>6.0f} "
        f"{published:>6} {mean / published:>6.2f} {above:>6.2f} {plain:>10} {plain / mean:>6.1f} "
        f"{wrong:>6.1%} {undecided:>10.1%}",
        flush=True,
    )
    return above


def main() -> int:
    """Print the table; 1 when labels are above it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--reps", type=int, default=500, help="audits in each cell")
    parser.add_argument("--all", action="store_true", help="all 96 cells")
    parser.add_argument("--sizes", type=int, nargs="*", choices=SIZES)
    parser.add_argument("--aucs", type=float, nargs="*", choices=AUCS)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    sizes = options.sizes or (SIZES if options.all else USUAL_SIZES)
    aucs = options.aucs or (AUCS if options.all else USUAL_AUCS)
    print(f"mean labels to a decision, limit 15 %, {options.reps} audits a cell")
    print(f"{'N':>7} {'AUC':>5} {'share':>6} {'mean':>7} {'s.e.':>6} {'p90':>6} {'table':>6} {'ratio':>6} "
          f"{'excess':>6} {'no scores':>10} {'saved':>6} {'wrong':>6} {'undecided':>10}")  # fmt: skip
    excesses = []
    for total, auc in product(sizes, aucs):
        for share, published, plain in zip(
            SHARES, WITH_SCORES[total, auc], WITHOUT_SCORES[total], strict=True
        ):
            outcome = run_cell(total, auc, share, options.reps, options.seed)
            excesses.append(show(total, auc, share, published, plain, outcome))
    if not judge(excesses):
        print("FAILED")
        return 1
    print(f"every cell of {len(excesses)} at most at the table, but for chance")
    return 0


if __name__ == "__main__":
    sys.exit(main())
