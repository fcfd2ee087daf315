"""Stakes are as good as promised and never larger than allowed."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.stats import Limit, ShareAudit
from haichieu.stats.arrays import Floats, log_sum_exp, logit
from haichieu.stats.bets import best_draws, best_stakes, tilt

probabilities = st.lists(st.floats(0.001, 0.999), min_size=1, max_size=8)
sizes = st.integers(1, 60)


def growth(q: Floats, p: Floats, n: Floats, t: float, alpha: Floats, c: float) -> float:
    """Expected log factor per draw after scaling to Σ α + c·T = 1."""
    used = float((n * alpha).sum() + c * t)
    return float((n * q * ((1 - p) * np.log(alpha / used / q) + p * np.log((alpha + c) / used / q))).sum())


@given(probabilities, sizes, st.floats(0.05, 0.95), st.integers(0, 2**32))
def test_no_other_stakes_grow_faster(ps: list[float], size: int, part: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, n = np.array(ps), np.full(len(ps), float(size))
    q = rng.dirichlet(np.ones(len(p)) * 3) / n + 1e-6
    q /= (n * q).sum()
    t = max(0.5, part * float((n * p).sum()))
    alpha, c = best_stakes(q, p, n, np.array(t))
    best = growth(q, p, n, t, alpha, float(c))
    assert best >= -1e-9
    for _ in range(20):
        other = growth(
            q, p, n, t, alpha * np.exp(0.3 * rng.normal(size=len(p))), float(c) * rng.lognormal(0, 0.3)
        )
        assert other <= best + 1e-9


@given(probabilities, sizes, st.floats(0.05, 0.9), st.integers(0, 2**32))
def test_no_other_draws_grow_faster(ps: list[float], size: int, part: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, n = np.array(ps), np.full(len(ps), float(size))
    t = max(0.5, part * float((n * p).sum()))
    if (n * p).sum() <= t:
        return
    q = best_draws(p, n, np.array(t))
    assert float((n * q).sum()) == pytest.approx(1)
    best = growth(q, p, n, t, *_plain(best_stakes(q, p, n, np.array(t))))
    for _ in range(10):
        other = q * np.exp(0.5 * rng.normal(size=len(p)))
        other /= (n * other).sum()
        assert growth(other, p, n, t, *_plain(best_stakes(other, p, n, np.array(t)))) <= best + 1e-5


def _plain(stakes: tuple[Floats, Floats]) -> tuple[Floats, float]:
    return stakes[0], float(stakes[1])


def test_perfect_scores_grow_as_the_limits_say() -> None:
    # Share 30 % against 15 %, scores all but certain: θ/L = 2 per label.
    p, n = np.array([1e-6, 1 - 1e-6]), np.array([700.0, 300.0])
    q = best_draws(p, n, np.array(150.0))
    alpha, c = best_stakes(q, p, n, np.array(150.0))
    assert growth(q, p, n, 150.0, alpha, float(c)) == pytest.approx(np.log(2), abs=1e-3)
    assert 300 * q[1] > 0.99


@given(probabilities, sizes, st.floats(0.02, 0.98))
def test_tilting_reaches_the_wanted_total(ps: list[float], size: int, part: float) -> None:
    p, n = np.array(ps), np.full(len(ps), float(size))
    target = part * float(n.sum())
    tilted = tilt(logit(p), n, np.array(target))
    assert float((n * tilted).sum()) == pytest.approx(target, rel=0.02)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 1, 0, None])), min_size=2, max_size=40),
    st.integers(1, 9),
)
def test_in_exact_fractions_the_stakes_never_pass_the_constraint(
    posts: list[tuple[float, int | None]], tenths: int
) -> None:
    """A slow, plain replay in whole fractions of what the audit did in floating point."""
    audit = ShareAudit([score for score, _ in posts], Limit(tenths, 10), seed=1)
    while not audit.finished:
        item = audit.next_item()
        audit.record(item, posts[item][1])
    unread = [int(size) for size in audit.bins.sizes]
    slack = [Fraction(audit.nulls[0]), audit.total - Fraction(audit.nulls[1])]
    wealth = np.zeros((2, 4))
    for step in audit.steps:
        plan = audit.plans[step.plan]
        weights = [int(weight) for weight in plan.weights]
        q = Fraction(weights[step.bin], sum(w * n for w, n in zip(weights, unread, strict=True)))
        for side in (0, 1):
            for bettor in range(4):
                alpha = [Fraction(float(a)) for a in plan.stakes.alpha[side, bettor]]
                c = Fraction(float(plan.stakes.c[side, bettor]))
                used = sum(a * n for a, n in zip(alpha, unread, strict=True)) + c * max(
                    slack[side], Fraction(0)
                )
                scale = Fraction(1 - 1e-12) / used
                assert scale * used < 1
                factor = scale * (alpha[step.bin] + c * Fraction(step.v[side])) / q
                wealth[side, bettor] += np.log(float(factor))
        unread[step.bin] -= 1
        slack = [slack[side] - Fraction(step.v[side]) for side in (0, 1)]
    mixed = log_sum_exp(wealth + np.log(audit.recipe.bettors))
    assert np.allclose(mixed, audit.log_wealth(), rtol=1e-9, atol=1e-9)
