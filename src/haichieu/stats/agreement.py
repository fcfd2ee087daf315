"""How far readers agree beyond chance, computed in exact fractions.

Both coefficients are 1 where readers agree on every item, about 0 where they agree as often as chance would, and
not a number where only one label was ever given, since agreement then says nothing about the readers.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import nan
from typing import Literal

from haichieu.stats.errors import BadAudit


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Agreement of two readers who each labelled the same items.

    κ = (p_o − p_e) / (1 − p_e): p_o is the share of items with equal labels, p_e what two readers would reach who
    give out labels at random, each with his own frequencies.

    Args:
        first, second: labels of the two readers, item by item.

    Returns:
        κ in [−1, 1]; not a number without items or where both gave one and the same label throughout.

    Raises:
        BadAudit: the two readers did not label the same number of items.

    Source: Cohen (1960), Educational and Psychological Measurement 20(1), 37–46.

    >>> yes_no = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    >>> cohen_kappa(*zip(*yes_no, strict=True))
    0.4
    """
    if len(first) != len(second):
        raise BadAudit("Hai người đọc phải có nhãn cho cùng những bài như nhau.")
    count = len(first)
    if not count:
        return nan
    equal = Fraction(sum(a == b for a, b in zip(first, second, strict=True)), count)
    ones, others = Counter(first), Counter(second)
    chance = Fraction(sum(ones[label] * others[label] for label in ones), count * count)
    return nan if chance == 1 else float((equal - chance) / (1 - chance))


def krippendorff_alpha(
    units: Sequence[Sequence[str | None]], *, level: Literal["nominal"] = "nominal"
) -> float:
    """Agreement of any number of readers, some of whom may have left items out.

    α = 1 − D_o / D_e. With m labels on an item, each ordered pair of them by different readers weighs 1/(m−1), so
    that an item weighs as much as it has labels; D_o is the share of this weight on unequal pairs, D_e what it
    would be if the labels that stand on items with at least two were dealt out again at random. Items with fewer
    than two labels do not count.

    Args:
        units: the labels of each item, None where a reader gave none; their order does not matter.
        level: labels are names, so that two differ or do not.

    Returns:
        α, at most 1, below 0 where readers disagree more than chance would; not a number where items with two
        labels are missing or all labels are the same.

    Source: Krippendorff (2011), “Computing Krippendorff's alpha-reliability”, University of Pennsylvania,
    section C; Hayes and Krippendorff (2007), Communication Methods and Measures 1(1), 77–89.

    >>> units = ["ab", "aa", "bb", "bb", "db", "cc", "cc", "cc", "ee", "dd", "dd", "ad"]
    >>> round(krippendorff_alpha([list(unit) for unit in units]), 3)
    0.692
    """
    if level != "nominal":
        raise BadAudit("Chỉ tính được độ thống nhất của nhãn định danh.")
    given = [Counter(label for label in unit if label is not None) for unit in units]
    paired = [labels for labels in given if labels.total() >= 2]
    everything: Counter[str] = sum(paired, Counter())
    count = everything.total()
    chance = _unequal(everything)
    if not chance:
        return nan
    seen = sum((Fraction(_unequal(labels), labels.total() - 1) for labels in paired), Fraction(0))
    return float(1 - seen * (count - 1) / chance)


def _unequal(labels: Counter[str]) -> int:
    """Ordered pairs of labels that differ."""
    return labels.total() ** 2 - sum(number * number for number in labels.values())
