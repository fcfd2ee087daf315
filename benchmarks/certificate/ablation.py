"""What each part of the audit buys: `python -m benchmarks.certificate.ablation [--reps N] [--total N]`.

Mean labels to a decision at a limit of 15 % when one part is taken out or exchanged; lists and scores as in
`labels.py`. Every variant is as valid as the audit: parts only steer. Fails when the whole audit is worse than a
variant over all cells by more than chance (mean of the ratios, level 0.001): a part that costs labels should go.
"""

import argparse
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from benchmarks.certificate.engine import AUDIT, Design, Outcome, simulate
from benchmarks.certificate.frames import KINDS, make_frame
from benchmarks.certificate.published import CAP, LIMIT_SHARE, SHARES
from benchmarks.certificate.references import WITH_SCORES, WITHOUT_SCORES, simulate_uniform
from haichieu.stats.arrays import Floats, Ints, logit, sigmoid, upper_tail
from haichieu.stats.beliefs import Belief, Start, recalibrate
from haichieu.stats.bets import best_draws, neyman_draws, tilt
from haichieu.stats.plans import WEIGHT_SCALE, Tally, likely_totals, slack
from haichieu.stats.recipes import KELLY_1, PRESENT, Recipe

#: Scores that deserve trust, and scores that do not: parts may cost on the first what they save on the second.
GOOD = tuple((share, kind) for share in SHARES for kind in ("auc .80", "auc .95"))
WRONG = tuple((share, kind) for share in (0.05, 0.10, 0.20, 0.30) for kind in ("reversed", "hidden"))
LEVEL = 0.001


def weigh_alike(belief: Belief, nulls: Floats, tally: Tally, recipe: Recipe) -> Ints:
    """Uniform draws."""
    return np.ones(tally.unread.shape, dtype=np.int64)


def weigh_by_doubt(belief: Belief, nulls: Floats, tally: Tally, recipe: Recipe) -> Ints:
    """Draws in proportion to √(p(1−p)), a fifth of them uniform."""
    count = tally.unread.sum(axis=-1, keepdims=True)
    return _whole(0.8 * neyman_draws(belief.p, tally.unread) + 0.2 / count)


def weigh_without_exploring(belief: Belief, nulls: Floats, tally: Tally, recipe: Recipe) -> Ints:
    """The best draws of either side by its chance, and nothing else."""
    bounds, unread = slack(nulls, tally), tally.unread
    above = upper_tail((bounds[..., 0] + 0.5 - belief.mean) / np.maximum(belief.sd, 1e-9))
    totals = likely_totals(belief, bounds, unread.sum(axis=-1))
    p = tilt(logit(belief.p)[..., None, None, :], unread[..., None, None, :], totals)[..., 0, :]
    sides = np.clip(np.stack([p[..., 0, :], 1 - p[..., 1, :]], axis=-2), 1e-6, 1 - 1e-6)
    best = best_draws(sides, unread[..., None, :], bounds)
    return _whole((np.stack([above, 1 - above], axis=-1)[..., None] * best).sum(axis=-2))


def _whole(q: Floats) -> Ints:
    scaled = np.rint(q * (WEIGHT_SCALE / q.max(axis=-1, keepdims=True)))
    return np.asarray(np.maximum(scaled, 1.0).astype(np.int64))


def believe_the_scores(start: Start, read: Floats, found: Floats, unread: Floats) -> Belief:
    """Scores taken as probabilities, whatever the labels say; the spread is kept so that sides stay open."""
    p = np.broadcast_to(sigmoid(start.odds[..., 0, :]), unread.shape).clip(1e-5, 1 - 1e-5)
    mean = (unread * p).sum(axis=-1)
    return Belief(p, mean, recalibrate(start, read, found, unread).sd)


TRUSTED, DOUBTED = PRESENT.readings
ONE_BETTOR = replace(PRESENT, bettors=(1.0, 1e-300, 1e-300, 1e-300))
FIXED_BETTORS = replace(PRESENT, bettors=(1e-300, 1 / 3, 1 / 3, 1 / 3))
#: Without the share that the scores make likely: the trusted reading takes them as they stand.
UNMOVED = replace(PRESENT, readings=(replace(TRUSTED, calibrated_at=None), DOUBTED))
MOVED_ELSEWHERE = replace(PRESENT, readings=(replace(TRUSTED, calibrated_at=0.15), DOUBTED))
VARIANTS: Mapping[str, Design] = {
    "the audit": AUDIT,
    "kelly-audit/1": Design(recipe=KELLY_1),
    "trusted reading alone": Design(recipe=replace(PRESENT, readings=(replace(TRUSTED, weight=1.0),))),
    "doubted reading alone": Design(recipe=replace(PRESENT, readings=(replace(DOUBTED, weight=1.0),))),
    "scores not moved": Design(recipe=UNMOVED),
    "scores moved from 15 %": Design(recipe=MOVED_ELSEWHERE),
    "more exploration": Design(recipe=replace(PRESENT, exploration=KELLY_1.exploration)),
    "uniform draws": Design(weigh=weigh_alike),
    "draws by doubt": Design(weigh=weigh_by_doubt),
    "no exploration": Design(weigh=weigh_without_exploring),
    "one bettor": Design(recipe=ONE_BETTOR),
    "no exploration, one bettor": Design(weigh=weigh_without_exploring, recipe=ONE_BETTOR),
    "fixed alternatives only": Design(recipe=FIXED_BETTORS),
    "no recalibration": Design(believe=believe_the_scores),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Lists of one size and the audits of each on them."""

    total: int
    reps: int
    seed: int

    @property
    def most(self) -> int:
        """Largest count that keeps the limit."""
        return math.floor(LIMIT_SHARE * self.total)

    def audit(self, share: float, kind: str, design: Design) -> Outcome:
        """Audits of one variant; every variant sees the same lists."""
        return simulate(
            self._lists(share, kind),
            self.most,
            reps=self.reps,
            cap=CAP,
            rng=self._luck(share, kind),
            design=design,
        )

    def uniform(self, share: float, kind: str) -> dict[str, Outcome]:
        """The reference methods, with scores and without."""
        rng, make = self._luck(share, kind), self._lists(share, kind)
        lists = [make(rng) for _ in range(self.reps)]
        orders = [rng.permutation(self.total)[:CAP] for _ in lists]
        scores = np.stack([one for one, _ in lists])
        verdicts = np.stack([truth[order] for (_, truth), order in zip(lists, orders, strict=True)])
        drawn = np.stack([one[order] for (one, _), order in zip(lists, orders, strict=True)])
        methods = {**WITH_SCORES, **WITHOUT_SCORES}
        return {
            name: simulate_uniform(games, verdicts, self.most, self.total, scores=scores, drawn=drawn)
            for name, games in methods.items()
        }

    def _luck(self, share: float, kind: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, self.total, KINDS.index(kind), round(1000 * share)])

    def _lists(self, share: float, kind: str) -> Callable[[np.random.Generator], tuple[Floats, Floats]]:
        return lambda rng: make_frame(self.total, round(share * self.total), kind, rng)


def log_ratio(whole: Outcome, variant: Outcome) -> tuple[float, float]:
    """log of the audit's mean labels over the variant's, and its variance."""
    one, two = whole.labels, variant.labels
    noise = (one.var(ddof=1) / one.mean() ** 2 + two.var(ddof=1) / two.mean() ** 2) / len(one)
    return math.log(one.mean() / two.mean()), float(noise)


def summarise(outcomes: Mapping[str, list[Outcome]], places: range) -> dict[str, tuple[float, float]]:
    """Log of the audit's labels over each variant's, mean over some cells, and its standard error."""
    found = {}
    for name, cells in outcomes.items():
        parts = [log_ratio(outcomes["the audit"][place], cells[place]) for place in places]
        found[name] = sum(r for r, _ in parts) / len(parts), math.sqrt(sum(n for _, n in parts)) / len(parts)
    return found


def show_cell(setting: Setting, share: float, kind: str) -> dict[str, Outcome]:
    """Audit one cell by every variant and print the mean labels."""
    found = {name: setting.audit(share, kind, design) for name, design in VARIANTS.items()}
    found |= setting.uniform(share, kind)
    print(f"\nshare {share:.0%}, scores {kind}")
    for name, outcome in found.items():
        lost = (outcome.side < 0).mean()
        print(f"  {name:<28} {outcome.labels.mean():>8.1f} {f'u{lost:.0%}' if lost else ''}", flush=True)
    return found


def main() -> int:
    """Print the table; 1 when a part costs labels."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--reps", type=int, default=200, help="audits in each cell")
    parser.add_argument("--total", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    setting = Setting(options.total, options.reps, options.seed)
    print(
        f"mean labels, N = {options.total}, limit 15 %, {options.reps} audits a cell (u: undecided at {CAP})"
    )
    outcomes: dict[str, list[Outcome]] = {}
    for share, kind in GOOD + WRONG:
        for name, outcome in show_cell(setting, share, kind).items():
            outcomes.setdefault(name, []).append(outcome)
    groups = [range(len(GOOD)), range(len(GOOD), len(GOOD + WRONG)), range(len(GOOD + WRONG))]
    good, wrong, every = (summarise(outcomes, places) for places in groups)
    print(
        f"\n{'labels over those of the audit':<30} {'good scores':>14} {'wrong scores':>14} {'all cells':>14}"
    )
    for name in outcomes:
        shown = [
            f"{math.exp(-mean):.2f} ± {error * math.exp(-mean):.2f}"
            for mean, error in (good[name], wrong[name], every[name])
        ]
        print(f"{name:<30} {shown[0]:>14} {shown[1]:>14} {shown[2]:>14}")
    allowed = NormalDist().inv_cdf(1 - LEVEL)
    costly = [name for name, (mean, error) in every.items() if mean > allowed * max(error, 1e-12)]
    print(f"FAILED: cheaper without: {', '.join(costly)}" if costly else "every part pays for itself")
    return int(bool(costly))


if __name__ == "__main__":
    sys.exit(main())
