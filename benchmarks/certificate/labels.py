"""How many labels a decision takes: `python -m benchmarks.certificate.labels [--reps N]`.

Mean labels at a limit of 15 % beside the published figures (500 audits of a prototype a cell) and the exact
sequential test without scores. Fails when a cell needs over 15 % more than the figure, beyond what chance
explains: more than 15 % above it after taking off 1.645 standard errors of both means.
"""

import argparse
import math
import sys

import numpy as np

from benchmarks.certificate.engine import Outcome, simulate
from benchmarks.certificate.frames import make_frame

LIMIT_SHARE, CAP, ALLOWED = 0.15, 3000, 1.15
SHARES = (0.05, 0.10, 0.13, 0.17, 0.20, 0.30)
#: Mean labels to reach, by size and AUC, for the shares above; and those of the test without scores.
TARGETS = {
    (1000, 0.90): (53, 149, 449, 379, 138, 22),
    (1000, 0.95): (45, 126, 354, 251, 81, 14),
    (10000, 0.90): (55, 190, 943, 961, 187, 22),
    (10000, 0.95): (47, 140, 688, 599, 103, 13),
}
WITHOUT_SCORES = {1000: (72, 240, 625, 623, 273, 51), 10000: (76, 343, 1711, 1919, 426, 56)}


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


def main() -> int:
    """Print the table; 1 when a cell needs too many labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reps", type=int, default=1000, help="audits in each cell (1000: about 2 minutes)")
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    print(f"mean labels to a decision, limit 15 %, {options.reps} audits a cell")
    print(f"{'N':>6} {'AUC':>5} {'share':>6} {'mean':>7} {'s.e.':>6} {'p90':>6} {'table':>6} {'ratio':>6} "
          f"{'no scores':>10} {'saved':>6} {'wrong':>6} {'undecided':>10}")  # fmt: skip
    failed = 0
    for (total, auc), targets in TARGETS.items():
        for share, target, plain in zip(SHARES, targets, WITHOUT_SCORES[total], strict=True):
            outcome = run_cell(total, auc, share, options.reps, options.seed)
            mean = outcome.labels.mean()
            error = outcome.labels.std() / math.sqrt(options.reps)
            right = 0 if share > LIMIT_SHARE else 1
            wrong, undecided = (outcome.side == 1 - right).mean(), (outcome.side < 0).mean()
            # The published mean has a spread of its own, about that of 500 audits like ours.
            noise = 1.645 * math.hypot(error, outcome.labels.std() / math.sqrt(500))
            failed += mean - noise > ALLOWED * target
            p90 = np.quantile(outcome.labels, 0.9)
            print(
                f"{total:>6} {auc:>5} {share:>6.0%} {mean:>7.1f} {error:>6.1f} {p90:>6.0f} {target:>6} "
                f"{mean / target:>6.2f} {plain:>10} {plain / mean:>6.1f} {wrong:>6.1%} {undecided:>10.1%}",
                flush=True,
            )
    print("FAILED" if failed else "every cell within 15 % of the table")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
