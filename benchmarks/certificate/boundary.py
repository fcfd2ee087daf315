"""How often the audit is wrong exactly at the limit: `python -m benchmarks.certificate.boundary [--reps 5000]`.

Lists with the largest count that keeps a limit of 15 % (a decision “above” is an error) and with one more
(“below” is an error), for good, middling, reversed and hidden scores; `--seconds REPS` adds the second share and the
mean of two readers (`seconds.py`), `--references` the methods that the audit is compared with. With `--resume FILE`
every part of a cell is written to the file when it is done, and parts found there are not run again. Fails when a cell
rejects “error ≤ 5 %” at level 0.001 by the exact binomial test.
"""

import argparse
import json
import math
import sys
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.certificate.engine import simulate
from benchmarks.certificate.frames import KINDS, make_frame
from benchmarks.certificate.references import WITH_SCORES, WITHOUT_SCORES, draw_counts, simulate_uniform
from benchmarks.certificate.seconds import CELLS
from haichieu.stats import METHOD

LIMIT_SHARE, ALPHA, LEVEL = 0.15, 0.05, 0.001
CAPS = {40: 40, 200: 200, 1000: 1000, 10000: 1500}
#: Shown without `--sizes`; the smallest lists are for tests.
USUAL_SIZES = (200, 1000, 10_000)
CHUNK, SECOND_CHUNK = 250, 25


@dataclass(slots=True)
class Ledger:
    """Errors of the parts of cells that are done, one JSON line each, so that a killed run goes on."""

    path: Path | None = None
    done: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Read what is done; a last line cut short by a kill is left out."""
        ledger = cls(path)
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            try:
                row = json.loads(line)
                ledger.done[row["part"]] = int(row["errors"])
            except (ValueError, KeyError):
                continue
        return ledger

    def add(self, part: str, errors: int) -> None:
        """Keep the errors of one part."""
        self.done[part] = errors
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n" * _is_cut(self.path) + json.dumps({"part": part, "errors": errors}) + "\n")


def _is_cut(path: Path) -> bool:
    """Whether the file's last line was not ended."""
    return not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0


def binomial_tail(errors: int, runs: int, p: float) -> float:
    """P(X ≥ errors) for X ~ Binomial(runs, p), exactly summed."""
    logs = (
        math.lgamma(runs + 1)
        - math.lgamma(k + 1)
        - math.lgamma(runs - k + 1)
        + k * math.log(p)
        + (runs - k) * math.log1p(-p)
        for k in range(errors, runs + 1)
    )
    return min(1.0, math.fsum(map(math.exp, logs)))


def count_errors(
    total: int,
    kind: str,
    excess: int,
    reps: int,
    seed: int,
    ledger: Ledger | None = None,
    alpha: float = ALPHA,
) -> int:
    """Wrong decisions in `reps` audits of level `alpha` with `excess` (0 or 1) positives more than the limit allows.

    Every part of a cell has luck of its own, so that it comes out the same in whatever run it is done.
    """
    most, ledger = math.floor(LIMIT_SHARE * total), ledger or Ledger()
    errors = 0
    for start in range(0, reps, CHUNK):
        size = min(CHUNK, reps - start)
        level = "" if alpha == ALPHA else f" level {alpha}"
        part = f"{METHOD} {total} {kind} +{excess} {start}-{start + size} seed {seed}{level}"
        if part not in ledger.done:
            outcome = simulate(
                lambda r: make_frame(total, most + excess, kind, r),
                most,
                reps=size,
                cap=CAPS[total],
                rng=np.random.default_rng([seed, total, KINDS.index(kind), excess, start]),
                alpha=alpha,
            )
            ledger.add(part, int(((outcome.side == excess) & (outcome.labels < total)).sum()))
        errors += ledger.done[part]
    return errors


def count_second_errors(
    total: int, name: str, kind: str, excess: int, reps: int, seed: int, ledger: Ledger | None = None
) -> int:
    """Wrong decisions in `reps` audits of a cell of `seconds.CELLS`; every audit has luck of its own."""
    ledger, errors = ledger or Ledger(), 0
    for start in range(0, reps, SECOND_CHUNK):
        end = min(start + SECOND_CHUNK, reps)
        part = f"{METHOD} {total} {name} {kind} +{excess} {start}-{end} seed {seed}"
        if part not in ledger.done:
            cell = [seed, total, list(CELLS).index(name), KINDS.index(kind), excess]
            wrong = (
                CELLS[name](total, kind, excess, np.random.default_rng([*cell, at]), ALPHA)
                for at in range(start, end)
            )
            ledger.add(part, sum(wrong))
        errors += ledger.done[part]
    return errors


def count_reference_errors(total: int, name: str, kind: str, excess: int, reps: int, seed: int) -> int:
    """Wrong decisions of a reference method; scores are made only for those that use them."""
    most, cap = math.floor(LIMIT_SHARE * total), CAPS[total]
    rng = np.random.default_rng([seed, total, KINDS.index(kind), excess])
    errors = 0
    for start in range(0, reps, CHUNK):
        size = min(CHUNK, reps - start)
        if name in WITHOUT_SCORES:
            verdicts = draw_counts(total, most + excess, size, cap, rng)
            outcome = simulate_uniform(WITHOUT_SCORES[name], verdicts, most, total)
        else:
            lists = [make_frame(total, most + excess, kind, rng) for _ in range(size)]
            orders = [rng.permutation(total)[:cap] for _ in lists]
            verdicts = np.stack([truth[order] for (_, truth), order in zip(lists, orders, strict=True)])
            drawn = np.stack([scores[order] for (scores, _), order in zip(lists, orders, strict=True)])
            scores = np.stack([scores for scores, _ in lists])
            outcome = simulate_uniform(
                WITH_SCORES[name], verdicts, most, total, scores=scores, drawn=drawn, alpha=ALPHA
            )
        errors += int(((outcome.side == excess) & (outcome.labels < total)).sum())
    return errors


def show(total: int, name: str, errors: list[int], reps: int) -> bool:
    """Print one row; True when it rejects the promise."""
    p = min(binomial_tail(e, reps, ALPHA) for e in errors)
    shares = [f"{e / reps:.2%}" for e in errors]
    print(f"{total:>6} {name:<26} {shares[0]:>12} {shares[1]:>12} {p:>12.4g}", flush=True)
    return p < LEVEL


def main() -> int:
    """Print the table; 1 when a cell rejects the promised error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--reps", type=int, default=1500, help="audits in each cell")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--sizes", type=int, nargs="*", default=USUAL_SIZES, choices=list(CAPS))
    parser.add_argument("--resume", type=Path, help="file of the parts that are done, read and continued")
    parser.add_argument("--seconds", type=int, default=0, help="audits in each cell of the other verdicts")
    parser.add_argument("--references", action="store_true", help="the other methods too")
    options = parser.parse_args()
    reps, seed = options.reps, options.seed
    ledger = Ledger.open(options.resume) if options.resume else Ledger()
    print(f"errors at the limit of 15 %, {reps} audits a cell, promised at most 5 %")
    print(f"{'N':>6} {'scores':<26} {'false above':>12} {'false below':>12} {'smallest p':>12}")
    failed = 0
    for total in options.sizes:
        for kind in KINDS:
            errors = [count_errors(total, kind, excess, reps, seed, ledger) for excess in (0, 1)]
            failed += show(total, kind, errors, reps)
        for name, kind in product(CELLS, KINDS) if options.seconds else ():
            reps_ = options.seconds
            errors = [count_second_errors(total, name, kind, e, reps_, seed, ledger) for e in (0, 1)]
            failed += show(total, f"{name}, {kind}", errors, reps_)
        cells = [(name, KINDS[0], name) for name in WITHOUT_SCORES]
        cells += [(name, kind, f"{name}, {kind}") for name in WITH_SCORES for kind in KINDS]
        for name, kind, said in cells if options.references else []:
            errors = [count_reference_errors(total, name, kind, excess, reps, seed) for excess in (0, 1)]
            failed += show(total, said, errors, reps)
    print("FAILED" if failed else "no cell rejects “error ≤ 5 %” at level .001")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
