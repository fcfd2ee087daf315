"""Weigh a draft: every value gets the share of such values that are right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from haichieu.dispatches.rules.confidence.head_signs import issuer_signs, signer_signs
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
    confidences |= _of_several(draft.reading, table, shared, confidences)
    lowest = {field: min(filter(None, each)) for field, each in confidences.items() if any(each)}
    return replace(
        draft.reading,
        confidence={**draft.reading.confidence, **lowest},
        confidences=confidences,
        obligations=_with_confidence(draft.reading.obligations, confidences.get("obligations", ())),
    )


def _of_several(
    reading: Reading,
    table: Mapping[str, Weights],
    shared: Sequence[str],
    found: Mapping[str, Sequence[float | None]],
) -> dict[str, list[float | None]]:
    """How sure each issuer and each signer of a joint letter is: those after the first by the weights of the first."""
    sure: dict[str, list[float | None]] = {}
    if len(reading.issuers) > 1 and "issuer" in found:
        others = (replace(reading, issuer=each) for each in reading.issuers[1:])
        signs = [issuer_signs(each) for each in others]
        weighing = table["issuer"]
        base = weighing.bias + weighing.sum_of(shared)
        sure["issuers"] = [found["issuer"][0], *(_weigh(weighing, base, one) for one in signs)]
    if len(reading.signers) > 1:
        sure["signers"] = [_signer_share(reading, each, table, shared) for each in reading.signers]
    return sure


def _signer_share(
    reading: Reading, signer: dict[str, str | None], table: Mapping[str, Weights], shared: Sequence[str]
) -> float | None:
    """A signer is as sure as the least sure of what stands of name, title and authority."""
    signs = signer_signs(replace(reading, signer=signer))
    weighings = [
        table[f"signer.{part}"] for part, held in signer.items() if held and f"signer.{part}" in table
    ]
    return min((_weigh(each, each.bias + each.sum_of(shared), signs) for each in weighings), default=None)


def _weigh(weights: Weights, base: float, signs: Sequence[str]) -> float:
    share = share_right(base + weights.sum_of(signs))
    return min(share, DOUBTED) if "doubted" in signs else share


def _with_confidence(
    items: tuple[dict[str, Any], ...], sure: Sequence[float | None]
) -> tuple[dict[str, Any], ...]:
    return tuple([{**item, "confidence": one} for item, one in zip(items, sure, strict=False)]) or items
