"""How long a person waits for the next post: `python -m benchmarks.certificate.replan [--total N]`.

One audit of a long list whose share lies near the limit, so that it does not end early; the time of every draw with
the plan before it, and of every label. Fails when the slowest plan takes more than 40 ms of processor time.
"""

import argparse
import sys
import time

import numpy as np

from benchmarks.certificate.frames import make_frame
from haichieu.stats import Decision, Limit, ShareAudit

MOST_MS = 40.0


def measure(total: int, labels: int, seed: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each draw that made a plan, and of each other step."""
    scores, truth = make_frame(total, round(0.145 * total), "auc", np.random.default_rng(seed), 0.9)
    audit = ShareAudit(scores, Limit(15, 100), seed=seed)
    plans, others = [], []
    for _ in range(labels):
        before, start = len(audit.plans), time.process_time()
        item = audit.next_item()
        drawn = time.process_time()
        audit.record(item, bool(truth[item]))
        end = time.process_time()
        (plans if len(audit.plans) > before else others).append(1000 * (drawn - start))
        others.append(1000 * (end - drawn))
        if audit.decision is not Decision.UNDECIDED:
            break
    return plans, others


def main() -> int:
    """Print both; 1 when a plan is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--total", type=int, default=100_000)
    parser.add_argument("--labels", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    plans, others = measure(options.total, options.labels, options.seed)
    print(f"N = {options.total}: {len(plans)} plans, slowest {max(plans):.1f} ms, median {np.median(plans):.1f} ms; "
          f"other draws and labels, mean {np.mean(others):.3f} ms")  # fmt: skip
    failed = max(plans) > MOST_MS
    print("FAILED" if failed else f"every plan within {MOST_MS:.0f} ms")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
