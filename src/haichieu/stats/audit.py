"""The sequential audit by betting: is the share of positive verdicts in a frozen list below a limit?

One null says the limit is kept, the other that it is not; exactly one is true, so both are tested at the
full level. Items are drawn at random without replacement with probabilities that scores and earlier labels
steer; each label multiplies the wealth held against either null (`bets.py`), and the audit decides when a
wealth reaches 1/level or when the labels alone settle the count. The decision may be looked at after every
label: it is wrong with probability at most `level` at any stopping time, for any scores.
`docs/algorithms/certified-share.md` gives the proof.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from haichieu.stats.arrays import Floats, log_sum_exp
from haichieu.stats.beliefs import recalibrate
from haichieu.stats.bins import bin_scores
from haichieu.stats.bounds import anytime_bounds
from haichieu.stats.companion import Companion, companion_share
from haichieu.stats.draws import draw_number, locate
from haichieu.stats.errors import BadAudit
from haichieu.stats.forecast import expected_labels
from haichieu.stats.intervals import Interval
from haichieu.stats.limits import Limit
from haichieu.stats.plans import ABOVE, BELOW, BETTOR_WEIGHTS, Plan, Step, Tally, make_plan, rescale, slack

#: A new plan is made after this many labels, or this share of the labels so far if that is more.
REPLAN_LEAST, REPLAN_SHARE = 3, 0.09

#: A verdict: 1 (or True) positive, 0 negative, between them the mean of several readers, None unreadable.
Verdict = bool | int | float | Fraction | None


class Decision(StrEnum):
    """What an audit has established."""

    BELOW = "below"
    ABOVE = "above"
    UNDECIDED = "undecided"


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

    Raises:
        BadAudit: no items, scores outside [0, 1], or a level outside (0, 0.5].

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
    ) -> None:
        if not 0 < alpha <= 0.5:
            raise BadAudit("Mức sai cho phép phải lớn hơn 0 và không quá 0,5.")
        self.bins = bin_scores(scores)
        self.total = len(self.bins.of_item)
        self.limit, self.alpha, self.seed, self.fractional = limit, alpha, str(seed), fractional
        self.steps: list[Step] = []
        self.labels: list[tuple[int, Verdict]] = []
        self.plans: list[Plan] = []
        most = limit.most(self.total)
        bound = float(limit.share * self.total)
        self.nulls = np.array([bound, bound] if fractional else [most, most + 1], dtype=np.float64)
        self._members = self.bins.members()
        self._unread = self.bins.sizes.astype(np.float64)
        self._read = np.zeros(len(self._unread))
        self._found = np.zeros(len(self._unread))
        self._positives, self._negatives, self._unknown = Fraction(0), Fraction(0), 0
        self._log_wealth = np.zeros((2, len(BETTOR_WEIGHTS)))
        self._decision = Decision.UNDECIDED
        self._next: tuple[int, int, int, float] | None = None

    def next_item(self) -> int:
        """Draw the next item to read; asking again before `record` gives the same item.

        Returns:
            The item's place in the list, from 0.

        Raises:
            BadAudit: every item has been read.
        """
        if self._next is None:
            self._next = self._draw()
        return self._next[0]

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
        value = self._value(verdict)
        assert self._next is not None
        _, place, position, inverse_q = self._next
        v = (0.0, 0.0) if value is None else (float(value), float(1 - value))
        self._bet(place, inverse_q, v)
        self._count(place, position, value)
        self.steps.append(Step(len(self.plans) - 1, place, inverse_q, v))
        self.labels.append((item, verdict))
        self._next = None
        self._decide()

    def _value(self, verdict: Verdict) -> Fraction | None:
        if verdict is None:
            return None
        value = (
            verdict
            if isinstance(verdict, Fraction)
            else Fraction(float(verdict) if verdict == verdict else -1)
        )
        if not 0 <= value <= 1 or (value.denominator != 1 and not self.fractional):
            raise BadAudit("Kết luận về một bài phải là có (1), không (0) hoặc không đọc được.")
        return value

    def _draw(self) -> tuple[int, int, int, float]:
        if len(self.steps) == self.total:
            raise BadAudit("Đã đọc hết danh sách, không còn bài nào để rút.")
        done = len(self.steps)
        if not self.plans or done - self.plans[-1].since >= max(
            REPLAN_LEAST, REPLAN_SHARE * self.plans[-1].since
        ):
            self.plans.append(self._plan())
        weights = self.plans[-1].weights.tolist()
        counts = [len(items) for items in self._members]
        whole = sum(count * weight for count, weight in zip(counts, weights, strict=True))
        place, position = locate(draw_number(self.seed, done, whole), counts, weights)
        return self._members[place][position], place, position, whole / weights[place]

    def _plan(self) -> Plan:
        tally = self._tally()
        belief = recalibrate(self.bins.logits, self._read, self._found, tally.unread)
        return make_plan(belief, self.nulls, tally, since=len(self.steps))

    def _tally(self) -> Tally:
        positives, negatives = np.asarray(float(self._positives)), np.asarray(float(self._negatives))
        return Tally(self._unread.copy(), positives, negatives, float(self.total))

    def _bet(self, place: int, inverse_q: float, v: tuple[float, float]) -> None:
        stakes = self.plans[-1].stakes
        bounds = slack(self.nulls, self._tally())
        won = stakes.alpha[..., place] + stakes.c * np.array(v)[:, None]
        self._log_wealth += np.log(won * rescale(stakes, self._unread, bounds) * inverse_q)

    def _count(self, place: int, position: int, value: Fraction | None) -> None:
        items = self._members[place]
        items[position] = items[-1]
        items.pop()
        self._unread[place] -= 1
        if value is None:
            self._unknown += 1
            return
        self._read[place] += 1
        self._found[place] += float(value)
        self._positives += value
        self._negatives += 1 - value

    def _decide(self) -> None:
        settled = self._settled()
        if settled is not None:
            self._decision = settled
        elif self._decision is Decision.UNDECIDED:
            above, below = self.log_wealth()
            if max(above, below) >= -math.log(self.alpha):
                self._decision = Decision.ABOVE if above > below else Decision.BELOW

    def _settled(self) -> Decision | None:
        """The decision that the labels alone settle, if the unread items cannot change it."""
        limit, total = self.limit, self.total
        if not limit.keeps(self._positives, total):
            return Decision.ABOVE
        return Decision.BELOW if limit.keeps(total - self._negatives, total) else None

    def log_wealth(self) -> tuple[float, float]:
        """Natural logarithm of the wealth against “limit kept” (above) and against “limit broken” (below)."""
        total = log_sum_exp(self._log_wealth + np.log(BETTOR_WEIGHTS))
        return float(total[ABOVE]), float(total[BELOW])

    @property
    def decision(self) -> Decision:
        """What is established so far, wrong with probability at most `alpha`."""
        return self._decision

    @property
    def settled(self) -> bool:
        """True when the verdicts alone settle the decision, whatever the unread items are."""
        return self._settled() is not None

    @property
    def finished(self) -> bool:
        """True when every item of the list has been read."""
        return len(self.steps) == self.total

    @property
    def estimate(self) -> float:
        """Best guess of the share: positives found, plus those believed to be among the unread.

        No guarantee goes with it (the interval has one). Unreadable items count by their belief.
        """
        if self.finished and not self._unknown:
            return float(self._positives) / self.total
        missing = self.bins.sizes - self._read
        belief = recalibrate(self.bins.logits, self._read, self._found, missing)
        return (float(self._positives) + float(belief.mean)) / self.total

    def interval(self, level: float | None = None) -> Interval:
        """Bounds of the share that hold at any stopping time, by replaying the bets against other counts.

        Args:
            level: largest probability that one bound is wrong; the audit's own level if not given.

        Returns:
            Bounds that are each right with probability 1 − level, so both with 1 − 2·level (90 % at 0.05).
        """
        level = self.alpha if level is None else level
        tally = self._tally()
        low, high = anytime_bounds(
            self.plans, self.steps, tally, self.nulls, level, whole=not self.fractional
        )
        return Interval(low, high, level, anytime=True)

    def companion(self, verdicts: Sequence[bool | None], level: float | None = None) -> Companion:
        """Estimate and bound the share of another verdict on the items drawn so far.

        Args:
            verdicts: the second verdict of each label in order, None where unreadable.
            level: as for `interval`.
        """
        if len(verdicts) != len(self.steps):
            raise BadAudit("Số kết luận thứ hai phải bằng số bài đã đọc.")
        level = self.alpha if level is None else level
        return companion_share(self.bins, self.plans, self.steps, verdicts, nulls=self.nulls, level=level)

    def expected_more(self) -> int | None:
        """Rough number of further labels until a decision, None once decided.

        The evidence still missing on the likelier side divided by its expected growth per label under the
        present beliefs, at most what is left to read. No guarantee goes with it.
        """
        left = self.total - len(self.steps)
        if self._decision is not Decision.UNDECIDED or not left:
            return None
        tally = self._tally()
        belief = recalibrate(self.bins.logits, self._read, self._found, tally.unread)
        plan = make_plan(belief, self.nulls, tally, since=len(self.steps))
        missing = -math.log(self.alpha) - (self._log_wealth + np.log(BETTOR_WEIGHTS))
        return expected_labels(plan, missing, slack(self.nulls, tally), left)

    @property
    def state(self) -> AuditState:
        """The audit in figures."""
        above, below = self.log_wealth()
        return AuditState(
            labels=len(self.steps),
            positives=float(self._positives),
            negatives=float(self._negatives),
            unknown=self._unknown,
            total=self.total,
            most=self.limit.most(self.total),
            evidence_above=above,
            evidence_below=below,
            decision=self._decision,
        )
