"""Lists for the two cells that the lockstep engine does not play: the second share, and halves of two readers.

Both are played with `ShareAudit` itself, one audit after another, so a cell is small.
"""

import math

import numpy as np

from benchmarks.certificate.frames import make_frame
from haichieu.stats import Decision, Limit, ShareAudit

LIMIT = Limit(15, 100)
#: Labels after which an audit is stopped where nothing has stopped it.
CAP = 150
#: Posts on which the two readers differ.
HALVES = 10
#: The wrong decision: with one positive too few for the limit to be broken, and with that one more.
WRONG = (Decision.ABOVE, Decision.BELOW)


def second_share_errs(total: int, kind: str, excess: int, luck: np.random.Generator, alpha: float) -> bool:
    """Whether the second share is judged wrongly, its count being at its limit or `excess` above it.

    A third of its positives are advisories, which the first share, steering the draws, does not count. Reading goes on
    to the cap, whatever the first share says.
    """
    scores, truth = make_frame(total, LIMIT.most(total) + excess, kind, luck)
    first = truth.copy()
    first[: int(truth.sum()) : 3] = 0
    audit = ShareAudit(scores, LIMIT, seed=str(luck.integers(2**62)), alpha=alpha)
    for _ in range(min(CAP, total - 1)):
        item = audit.next_item()
        audit.record(item, bool(first[item]))
    second = audit.companion([bool(truth[item]) for item, _ in audit.labels])
    return second.decision is WRONG[excess]


def mean_of_two_errs(total: int, kind: str, excess: int, luck: np.random.Generator, alpha: float) -> bool:
    """Whether a list of halves is judged wrongly: half a post below the limit keeps it, on the limit breaks it."""
    halves = HALVES + 1 - excess
    whole = math.floor(LIMIT.share * total) - HALVES // 2 - 1 + excess
    scores, truth = make_frame(total, whole + halves, kind, luck)
    truth[whole : whole + halves] = 0.5
    audit = ShareAudit(scores, LIMIT, seed=str(luck.integers(2**62)), alpha=alpha, fractional=True)
    while audit.decision is Decision.UNDECIDED and len(audit.steps) < min(CAP, total - 1):
        item = audit.next_item()
        audit.record(item, float(truth[item]))
    return audit.decision is WRONG[excess]


CELLS = {"second share": second_share_errs, "mean of two": mean_of_two_errs}
