"""When second looks at the advisory flag are enough to speak of a share."""

from haichieu.stats.intervals import Interval

#: The widest interval that still says something: three tenths from end to end.
WIDEST = 0.3


def says_enough(found: Interval | None) -> bool:
    """Whether the interval of a share is narrow enough to be told.

    >>> from haichieu.stats.intervals import wilson
    >>> [says_enough(wilson(wrong, read)) for wrong, read in ((0, 1), (0, 8), (0, 9), (10, 20), (2, 20))]
    [False, False, True, False, True]
    """
    return found is not None and found.high - found.low <= WIDEST
