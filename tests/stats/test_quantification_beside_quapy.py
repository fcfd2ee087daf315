"""Our two estimates beside those of QuaPy; skipped where QuaPy is not installed (the bench extra holds it)."""

import warnings

import numpy as np
import pytest

from haichieu.stats.quantification import emq_share, pacc_share


@pytest.fixture(scope="module")
def quapy():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own imports warn
        pytest.importorskip("quapy", reason="QuaPy is not installed (it comes with the bench extra)")
        return pytest.importorskip("quapy.method.aggregative")


def posteriors(seed: int, posts: int = 500) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.beta(0.6, 1.8, size=posts)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("prior", [0.1, 0.3, 0.6])
def test_the_most_likely_share_is_the_same(quapy, seed: int, prior: float, monkeypatch) -> None:
    aggregative = quapy
    monkeypatch.setattr(aggregative.EMQ, "MAX_ITER", 100_000)
    p = posteriors(seed)
    both, _ = aggregative.EMQ.EM(np.array([1 - prior, prior]), np.column_stack([1 - p, p]), epsilon=1e-12)
    assert emq_share(p, prior) == pytest.approx(float(both[1]), abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_the_adjusted_mean_is_the_same(quapy, seed: int) -> None:
    aggregative = quapy
    p, (absent, given) = posteriors(seed), (0.08, 0.71)
    rates = np.array([[1 - absent, 1 - given], [absent, given]])
    both = aggregative.ACC.solve_adjustment(
        rates, np.array([1 - p.mean(), p.mean()]), method="inversion", solver="exact-raise"
    )
    assert pacc_share(p, (absent, given)) == pytest.approx(float(both[1]), abs=1e-6)
