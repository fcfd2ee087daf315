"""What looking again and again does to a fixed-size interval: `python -m benchmarks.certificate.peeking [--reps N]`.

Wilson's one-sided 95 % bounds on uniform draws from a list exactly at the limit of 15 %, looked at after every 20
labels up to 1,000 and stopped at the first decision. Says how often that decision is wrong; there is no bar.
"""

import argparse
import math
import sys

import numpy as np

from benchmarks.certificate.references import draw_counts

LIMIT_SHARE, Z = 0.15, 1.6448536


def peeked_errors(total: int, reps: int, *, every: int, until: int, seed: int) -> tuple[float, float]:
    """Shares of false “above” (one more positive would break the limit) and false “below” (one breaks it)."""
    most = math.ceil(LIMIT_SHARE * total) - 1
    looks = np.arange(every, until + 1, every)
    shares = []
    for excess in (0, 1):
        rng = np.random.default_rng([seed, total, excess])
        found = draw_counts(total, most + excess, reps, until, rng).cumsum(axis=1)[:, looks - 1]
        share, weight = found / looks, Z * Z / looks
        middle = (share + weight / 2) / (1 + weight)
        half = Z / (1 + weight) * np.sqrt(share * (1 - share) / looks + weight / (4 * looks))
        wrong = middle + half < LIMIT_SHARE if excess else middle - half > LIMIT_SHARE
        right = middle - half > LIMIT_SHARE if excess else middle + half < LIMIT_SHARE
        first = np.where(wrong.any(axis=1), wrong.argmax(axis=1), len(looks))
        other = np.where(right.any(axis=1), right.argmax(axis=1), len(looks))
        shares.append(float(np.mean(first < other)))
    return shares[0], shares[1]


def main() -> int:
    """Print both shares."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--reps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    above, below = peeked_errors(10_000, options.reps, every=20, until=1000, seed=options.seed)
    print(f"Wilson at the limit, one look after every 20 labels up to 1,000, {options.reps} audits a side")
    print(f"false above {above:.1%}, false below {below:.1%}; nominal 5 %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
