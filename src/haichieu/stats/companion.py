"""A second share read off the same labels: another question about the items that were drawn.

The draws were fixed without looking at the second question, so its labels can be bet against every count
just as those of the first (`bounds.py`, `wealth.py`), with beliefs of their own. Its interval and its decision
are as valid as the first ones; they need more labels where the draws suited the first question better.
Each of the two decisions errs with probability at most `level`, so one of them with at most twice that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from haichieu.stats.bins import ScoreBins
from haichieu.stats.bounds import anytime_bounds
from haichieu.stats.counts import Counts
from haichieu.stats.forecast import Forecast
from haichieu.stats.intervals import Interval
from haichieu.stats.limits import Limit
from haichieu.stats.plans import Plan, Step, make_stakes
from haichieu.stats.recipes import Recipe
from haichieu.stats.traces import Trace, make_trace
from haichieu.stats.verdicts import Decision, sides
from haichieu.stats.wealth import Wealth


@dataclass(frozen=True, slots=True)
class Companion:
    """What the labels establish about the second share.

    Attributes:
        estimate: best guess of the share; interval: its anytime-valid bounds.
        decision: whether the share keeps its limit, wrong with probability at most `interval.level`.
        settled: True when the verdicts alone settle the decision.
        forecast: further labels until that decision if the draws go on as they are, None once decided, when all
            is read and before the first label.
        trace: the bets behind the decision; the weights are those of the audit.
    """

    estimate: float
    interval: Interval
    decision: Decision
    settled: bool
    forecast: Forecast | None
    trace: Trace


def companion_share(
    bins: ScoreBins,
    plans: Sequence[Plan],
    steps: Sequence[Step],
    values: Sequence[Fraction | None],
    *,
    limit: Limit,
    level: float,
    fractional: bool,
    recipe: Recipe,
) -> Companion:
    """Estimate, bound and judge the share of another verdict from the draws of an audit.

    Args:
        bins, plans, steps: the audit's history.
        values: the second verdict of each drawn item in order, in [0, 1], None where unreadable.
        limit: the limit of the second share; its counts also place the grid of the interval.
        level: largest probability that one given bound, or the decision, is wrong.
        fractional: verdicts may lie between 0 and 1.
        recipe: the constants of the audit's method.
    """
    counts = Counts.empty(bins, recipe)
    wealth = Wealth(limit, counts.total, alpha=level, fractional=fractional, recipe=recipe)
    shadows: list[Plan] = []
    shadow_steps: list[Step] = []
    for step, value in zip(steps, values, strict=True):
        if step.plan == len(shadows):
            shadows.append(_shadow(plans[step.plan], counts, wealth))
        v = sides(value)
        wealth.bet(shadows[-1].stakes, counts, step.bin, step.inverse_q, v)
        shadow_steps.append(replace(step, v=v))
        counts.add(step.bin, value)
        wealth.decide(counts)
    low, high = anytime_bounds(
        shadows, shadow_steps, counts.tally(), wealth.nulls, level, whole=not fractional
    )
    return Companion(
        counts.estimate(),
        Interval(low, high, level, anytime=True),
        wealth.decision,
        wealth.settled(counts) is not None,
        wealth.forecast(counts, shadows[-1].weights) if shadows else None,
        make_trace(bins, shadows, shadow_steps, wealth.nulls, wealth.path, recipe),
    )


def _shadow(plan: Plan, counts: Counts, wealth: Wealth) -> Plan:
    """The same draws, with stakes after what the second question's labels have taught so far."""
    belief, tally = counts.belief(), counts.tally()
    stakes = make_stakes(plan.weights, belief, wealth.nulls, tally, plan.recipe)
    return Plan(plan.since, plan.weights, belief, stakes, tally, plan.recipe)
