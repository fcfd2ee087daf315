"""How far two readers of the same posts agree, for the record of a certificate."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from haichieu.posts.rules.labels import Label
from haichieu.stats import cohen_kappa, krippendorff_alpha


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on what a post counts as: negative, negative but an advisory, or neither.

    Attributes:
        posts: posts that both could read; equal: those of them on which they agree.
        kappa: Cohen's kappa of the two readers; krippendorff: Krippendorff's alpha. None where it is not defined
            (no such post, or one and the same reading throughout).
    """

    posts: int
    equal: int
    kappa: float | None
    krippendorff: float | None


def agreement_of(labels: Sequence[Label]) -> Agreement:
    """The agreement of the two readers of each label, before any third one settled.

    >>> from haichieu.posts.rules.labels import join_readings
    >>> agreement_of([join_readings([Label("1", True), Label("1", y)]) for y in (True, True, False)])
    Agreement(posts=3, equal=2, kappa=0.0, krippendorff=0.0)
    """
    pairs = [tuple(_word(reading) for reading in label.given[:2]) for label in labels]
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    return Agreement(
        posts=len(both),
        equal=sum(one == other for one, other in both),
        kappa=_known(cohen_kappa([one for one, _ in both], [other for _, other in both])),
        krippendorff=_known(krippendorff_alpha(both)),
    )


def _word(reading: Label) -> str | None:
    if reading.negative is None:
        return None
    return "counted" if reading.counted else "advisory" if reading.negative else "other"


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
