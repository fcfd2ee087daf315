"""Weigh a draft: every value gets the share of such values that are right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from haichieu.dispatches.rules.confidence.letter_signs import letter_signs
from haichieu.dispatches.rules.confidence.model import Weights, load_weights, share_right
from haichieu.dispatches.rules.confidence.signs import signs_of
from haichieu.dispatches.rules.confidence.sources import Draft
from haichieu.dispatches.rules.reading import Reading

#: A value on doubtful words is at most so sure: no annotated letter tells how often a scanner's guess is right.
DOUBTED = 0.6


def assess(draft: Draft, weights: Mapping[str, Weights] | None = None) -> Reading:
    """The reading of a draft, with the confidence of every value.

    Parameters
    ----------
    draft:
        What was read and how.
    weights:
        Per field, the weights of the signs; those of the package when None.

    Returns
    -------
    Reading
        `confidences` has one figure a value; `confidence` of a field is its least sure value.

    >>> from haichieu.dispatches.rules.confidence.sources import Source
    >>> reading = Reading("", "công văn", None, "5", "UBND", *[None] * 3, *[()] * 5, {}, ())
    >>> assess(Draft(reading, {"number": [Source(0.97, True)]})).confidence["number"]
    0.6
    """
    table = load_weights() if weights is None else weights
    shared = letter_signs(draft)
    confidences: dict[str, list[float | None]] = {}
    for field, values in signs_of(draft):
        weighing = table.get(field)
        if weighing is not None:
            base = weighing.bias + weighing.sum_of(shared)
            confidences[field] = [None if one is None else _weigh(weighing, base, one) for one in values]
    lowest = {field: min(filter(None, each)) for field, each in confidences.items()}
    return replace(
        draft.reading,
        confidence={**draft.reading.confidence, **lowest},
        confidences=confidences,
        obligations=_with_confidence(draft.reading.obligations, confidences.get("obligations", ())),
    )


def _weigh(weights: Weights, base: float, signs: Sequence[str]) -> float:
    share = share_right(base + weights.sum_of(signs))
    return min(share, DOUBTED) if "doubted" in signs else share


def _with_confidence(
    items: tuple[dict[str, Any], ...], sure: Sequence[float | None]
) -> tuple[dict[str, Any], ...]:
    return tuple([{**item, "confidence": one} for item, one in zip(items, sure, strict=False)]) or items
