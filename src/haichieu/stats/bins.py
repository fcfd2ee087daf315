"""Group items by score, so that the audit's arithmetic costs the same for 200 items and for 100,000."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from haichieu.stats.arrays import Floats, Ints, logit
from haichieu.stats.errors import BadAudit

#: Scores are read no closer to 0 or 1 than this.
CLOSEST = 1e-4
#: Width of a bin in log odds. Narrower bins cost time and save no labels (see the benchmark of labels).
WIDTH = 0.5


@dataclass(frozen=True, slots=True)
class ScoreBins:
    """Items grouped by score.

    Attributes:
        of_item: the bin of each item, shape (N,).
        sizes: number of items in each bin, shape (K,), all positive.
        logits: mean log odds of the scores in each bin, shape (K,), increasing.
        cells: ⌊log odds / width⌋ of the scores in each bin, shape (K,), increasing.
    """

    of_item: Ints
    sizes: Ints
    logits: Floats
    cells: Ints

    def members(self) -> list[list[int]]:
        """The items of each bin in ascending order."""
        order = np.argsort(self.of_item, kind="stable")
        return [part.tolist() for part in np.split(order, np.cumsum(self.sizes)[:-1])]


def bin_scores(scores: Sequence[float] | Floats) -> ScoreBins:
    """Cut scores into bins of equal width in log odds.

    Args:
        scores: one score in [0, 1] for each item (N ≥ 1), any quality.

    Returns:
        At most 38 non-empty bins.

    Raises:
        BadAudit: no item, or a score that is not a number in [0, 1].

    >>> bin_scores([0.1, 0.1, 0.9]).sizes.tolist()
    [2, 1]
    """
    values = np.asarray(scores, dtype=np.float64)
    if values.ndim != 1 or not len(values):
        raise BadAudit("Danh sách rỗng: cần ít nhất một bài để kiểm toán.")
    if not np.isfinite(values).all() or values.min() < 0 or values.max() > 1:
        raise BadAudit("Có điểm không nằm trong khoảng 0 đến 1: hãy chấm lại danh sách bằng mô hình.")
    odds = logit(np.clip(values, CLOSEST, 1 - CLOSEST))
    cells = np.floor(odds / WIDTH).astype(np.int64)
    kept, of_item, sizes = np.unique(cells, return_inverse=True, return_counts=True)
    means = np.bincount(of_item, weights=odds) / sizes
    return ScoreBins(of_item.astype(np.int64), sizes.astype(np.int64), means, kept)
