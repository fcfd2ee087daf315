"""The sequential audit by betting: is the share of positive verdicts in a frozen list below a limit?

One null says the limit is kept, the other that it is not; exactly one is true, so both are tested at the
full level. Items are drawn at random without replacement with probabilities that scores and earlier labels
steer; each label multiplies the wealth held against either null (`bets.py`), and the audit decides when a
wealth reaches 1/level or when the labels alone settle the count. The decision may be looked at after every
label: it is wrong with probability at most `level` at any stopping time, for any scores.
`docs/algorithms/certified-share.md` gives the proof.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from haichieu.stats.arrays import Floats
from haichieu.stats.bins import bin_scores
from haichieu.stats.bounds import anytime_bounds
from haichieu.stats.companion import Companion, companion_share
from haichieu.stats.counts import Counts
from haichieu.stats.draws import Draw, Urn
from haichieu.stats.errors import BadAudit
from haichieu.stats.forecast import Forecast, expected_labels
from haichieu.stats.intervals import Interval
from haichieu.stats.limits import Limit
from haichieu.stats.plans import Plan, Step, make_plan, slack
from haichieu.stats.recipes import PRESENT, find_recipe
from haichieu.stats.traces import Trace, make_trace
from haichieu.stats.verdicts import Decision, Verdict, read_verdict, sides
from haichieu.stats.wealth import Wealth

__all__ = ["REPLAN_LEAST", "REPLAN_SHARE", "AuditState", "Decision", "ShareAudit", "Verdict"]

#: A new plan is made after this many labels, or this share of the labels so far if that is more.
REPLAN_LEAST, REPLAN_SHARE = 3, 0.09


@dataclass(frozen=True, slots=True)
class AuditState:
    """A summary of an audit for people and records.

    Attributes:
        labels: labels read; positives, negatives, unknown: their verdicts.
        total: N; most: largest count that keeps the limit.
        evidence_above, evidence_below: wealth against either null (1/level decides), as natural logarithms.
    """

    labels: int
    positives: float
    negatives: float
    unknown: int
    total: int
    most: int
    evidence_above: float
    evidence_below: float
    decision: Decision


class ShareAudit:
    """A sequential audit of one frozen list against one limit.

    Args:
        scores: a score in [0, 1] for each of the N items, e.g. the model's probability of a positive verdict.
        limit: the limit; `limit.most(N)` positives still keep it.
        seed: text or whole number, drawn after the list was frozen.
        alpha: level, the largest probability of a wrong decision.
        fractional: allow verdicts between 0 and 1 (several readers); the limit is then tested on their sum.
        method: name of the method, an earlier one to compute a record of it again (`recipes.py`).

    Raises:
        BadAudit: no items, scores outside [0, 1], a level outside (0, 0.5], or an unknown method.

    >>> truth = [i % 10 == 0 for i in range(400)]
    >>> audit = ShareAudit([0.9 if y else 0.1 for y in truth], Limit.parse("15%"), seed=7)
    >>> while audit.decision is Decision.UNDECIDED:
    ...     item = audit.next_item()
    ...     audit.record(item, truth[item])
    >>> audit.decision.value, audit.interval().high < 0.15
    ('below', True)
    """

    def __init__(
        self,
        scores: Sequence[float] | Floats,
        limit: Limit,
        *,
        seed: str | int,
        alpha: float = 0.05,
        fractional: bool = False,
        method: str = PRESENT.name,
    ) -> None:
        alpha, self.recipe = _checked(alpha), find_recipe(method)
        self.bins = bin_scores(scores)
        self.total = len(self.bins.of_item)
        self.limit, self.alpha, self.seed, self.fractional = limit, alpha, str(seed), fractional
        self.steps: list[Step] = []
        self.labels: list[tuple[int, Verdict]] = []
        self.plans: list[Plan] = []
        self._counts = Counts.empty(self.bins, self.recipe)
        self._wealth = Wealth(limit, self.total, alpha=alpha, fractional=fractional, recipe=self.recipe)
        self.nulls = self._wealth.nulls
        self._urn = Urn(self.bins.members())
        self._drawn: deque[Draw] = deque()

    def next_item(self) -> int:
        """Draw the next item to read; asking again before `record` gives the same item.

        Returns:
            The item's place in the list, from 0.

        Raises:
            BadAudit: every item has been read.
        """
        if self.finished:
            raise BadAudit("Đã đọc hết danh sách, không còn bài nào để rút.")
        return self.upcoming()[0]

    def upcoming(self) -> tuple[int, ...]:
        """All items drawn until the next plan, the first being `next_item()`; empty once all are read.

        Which items they are does not depend on the verdicts still to come, so several people may read
        them at once; verdicts are recorded in this order. Those after a decision need not be read.

        >>> audit = ShareAudit([0.2] * 50, Limit.parse("15%"), seed=1)
        >>> len(audit.upcoming()), audit.upcoming()[0] == audit.next_item()
        (3, True)
        """
        if not self._drawn and not self.finished:
            self._draw()
        return tuple(draw.item for draw in self._drawn)

    def record(self, item: int, verdict: Verdict) -> None:
        """Enter the verdict on the item that was drawn.

        Args:
            item: the place given by `next_item`.
            verdict: True or 1 positive, False or 0 negative, None for an item that nobody can read any
                more: it then counts against both decisions. A fraction only in a fractional audit.

        Raises:
            BadAudit: another item than the one drawn, or a verdict outside [0, 1].
        """
        if item != self.next_item():
            raise BadAudit("Nhãn này không phải của bài vừa được rút.")
        value = read_verdict(verdict, fractional=self.fractional)
        draw, v = self._drawn.popleft(), sides(value)
        self._wealth.bet(self.plans[-1].stakes, self._counts, draw.bin, draw.inverse_q, v)
        self._counts.add(draw.bin, value)
        self.steps.append(Step(len(self.plans) - 1, draw.bin, draw.inverse_q, v))
        self.labels.append((item, verdict))
        self._wealth.decide(self._counts)

    @property
    def method(self) -> str:
        """Name of the method, as certificates carry it."""
        return self.recipe.name

    def _draw(self) -> None:
        """Make a plan and all the draws that are due before the next one."""
        since = len(self.steps)
        self.plans.append(self._plan())
        weights = self.plans[-1].weights.tolist()
        due = math.ceil(max(REPLAN_LEAST, REPLAN_SHARE * since))
        for step in range(since, min(since + due, self.total)):
            self._drawn.append(self._urn.draw(self.seed, step, weights))

    def _plan(self) -> Plan:
        """A plan by what is known now."""
        counts = self._counts
        return make_plan(counts.belief(), self.nulls, counts.tally(), self.recipe, since=len(self.steps))

    def log_wealth(self) -> tuple[float, float]:
        """Natural logarithm of the wealth against “limit kept” (above) and against “limit broken” (below)."""
        return self._wealth.log()

    @property
    def decision(self) -> Decision:
        """What is established so far, wrong with probability at most `alpha`."""
        return self._wealth.decision

    @property
    def settled(self) -> bool:
        """True when the verdicts alone settle the decision, whatever the unread items are."""
        return self._wealth.settled(self._counts) is not None

    @property
    def finished(self) -> bool:
        """True when every item of the list has been read."""
        return len(self.steps) == self.total

    @property
    def estimate(self) -> float:
        """Best guess of the share: positives found, plus those believed to be among the unread.

        No guarantee goes with it (the interval has one). Unreadable items count by their belief.
        """
        return self._counts.estimate()

    def interval(self, level: float | None = None) -> Interval:
        """Bounds of the share that hold at any stopping time, by replaying the bets against other counts.

        Args:
            level: largest probability that one bound is wrong; the audit's own level if not given.

        Returns:
            Bounds that are each right with probability 1 − level, so both with 1 − 2·level (90 % at 0.05).
        """
        level = self.alpha if level is None else _checked(level)
        tally = self._counts.tally()
        low, high = anytime_bounds(
            self.plans, self.steps, tally, self.nulls, level, whole=not self.fractional
        )
        return Interval(low, high, level, anytime=True)

    def companion(
        self, verdicts: Sequence[Verdict], level: float | None = None, limit: Limit | None = None
    ) -> Companion:
        """Estimate, bound and judge the share of another verdict on the items drawn so far.

        Args:
            verdicts: the second verdict of each label in order, None where unreadable; fractions only in
                a fractional audit.
            level: largest probability that its decision, or one of its bounds, is wrong; the audit's own
                if not given.
            limit: the limit of the second share; the audit's own if not given.

        Raises:
            BadAudit: not as many verdicts as labels, one outside [0, 1], or a level that makes no sense.

        >>> audit = ShareAudit([0.1] * 80, Limit.parse("15%"), seed=1)
        >>> while not audit.finished:
        ...     audit.record(audit.next_item(), False)
        >>> audit.companion([i < 40 for i in range(80)]).decision.value
        'above'
        """
        if len(verdicts) != len(self.steps):
            raise BadAudit("Số kết luận thứ hai phải bằng số bài đã đọc.")
        return companion_share(
            self.bins,
            self.plans,
            self.steps,
            [read_verdict(verdict, fractional=self.fractional) for verdict in verdicts],
            limit=self.limit if limit is None else limit,
            level=self.alpha if level is None else _checked(level),
            fractional=self.fractional,
            recipe=self.recipe,
        )

    def trace(self) -> Trace:
        """The weights, stakes and wealth of the labels read so far, for a second program to check."""
        return make_trace(self.bins, self.plans, self.steps, self.nulls, self._wealth.path, self.recipe)

    def expected_more(self) -> int | None:
        """Rough number of further labels until a decision, None once decided.

        The evidence still missing on the likelier side divided by its expected growth per label under the
        present beliefs, at most what is left to read. No guarantee goes with it.
        """
        left = self.total - len(self.steps)
        if self.decision is not Decision.UNDECIDED or not left:
            return None
        bounds = slack(self.nulls, self._counts.tally())
        return expected_labels(self._plan(), self._wealth.missing(), bounds, left)

    def forecast(self) -> Forecast | None:
        """Further labels until a decision as a range, None once decided or when all is read.

        In simulations the true number lies in the range nine times out of ten from a dozen labels on, and
        half the time below its middle from thirty on. Before that the scores have not been tried.

        >>> audit = ShareAudit([0.1] * 400, Limit.parse("15%"), seed=1)
        >>> for _ in range(12):
        ...     audit.record(audit.next_item(), False)
        >>> audit.forecast()
        Forecast(low=5, middle=10, high=31)
        """
        return self._wealth.forecast(self._counts)

    @property
    def state(self) -> AuditState:
        """The audit in figures."""
        above, below = self.log_wealth()
        return AuditState(
            labels=len(self.steps),
            positives=float(self._counts.positives),
            negatives=float(self._counts.negatives),
            unknown=self._counts.unknown,
            total=self.total,
            most=self.limit.most(self.total),
            evidence_above=above,
            evidence_below=below,
            decision=self.decision,
        )


def _checked(level: float) -> float:
    if not 0 < level <= 0.5:
        raise BadAudit("Mức sai cho phép phải lớn hơn 0 và không quá 0,5.")
    return level
