"""All signs of all values of a letter, field by field."""

from collections.abc import Iterator, Sequence
from functools import cache

from haichieu.dispatches.rules.confidence import head_signs, list_signs, obligation_signs
from haichieu.dispatches.rules.confidence.sources import Draft, Source
from haichieu.dispatches.rules.reading import Reading

_SINGLE = {
    "kind": head_signs.kind_signs,
    "number": head_signs.number_signs,
    "symbol": head_signs.symbol_signs,
    "date": head_signs.date_signs,
    "issuer": head_signs.issuer_signs,
    "place": head_signs.place_signs,
    "subject": head_signs.subject_signs,
}
_SIGNER = ("authority", "title", "name")
#: Every field whose values are weighed, as they are called in `Reading.confidences`.
WEIGHED = (
    *_SINGLE,
    *(f"signer.{part}" for part in _SIGNER),
    "addressees",
    "recipients",
    "citations",
    "limits",
    "obligations",
    "deadlines",
    "report_to",
    "actors",
)


def signs_of(draft: Draft) -> Iterator[tuple[str, list[list[str] | None]]]:
    """The signs of each value of each field that has values; None where an obligation has no such part.

    >>> reading = Reading("Số: 5/KH", "kế hoạch", None, "5", "KH", *[None] * 3, *[()] * 5, {}, ())
    >>> dict(signs_of(Draft(reading, {"number": [Source(0.97, False)]})))["number"]
    [['rule 0.97']]
    """
    for field, signs in _values(draft.reading):
        _add_sources(signs, draft.sources.get(field, ()))
        yield field, signs


def _values(reading: Reading) -> Iterator[tuple[str, list[list[str] | None]]]:
    for field, signs_from in _SINGLE.items():
        if getattr(reading, field):
            yield field, [signs_from(reading)]
    read = [part for part in _SIGNER if reading.signer.get(part)]
    shared = head_signs.signer_signs(reading) if read else []
    for part in read:
        yield f"signer.{part}", [list(shared)]
    if reading.addressees:
        yield "addressees", [*list_signs.names_signs(reading.addressees)]
    if reading.recipients:
        yield "recipients", [*list_signs.names_signs(reading.recipients)]
    if reading.citations:
        yield "citations", [list_signs.citation_signs(item) for item in reading.citations]
    if reading.limits:
        yield "limits", [list_signs.limit_signs(item) for item in reading.limits]
    if reading.obligations:
        yield from _obligations(reading)


def _obligations(reading: Reading) -> Iterator[tuple[str, list[list[str] | None]]]:
    """A part of an obligation has the first signs of the obligation besides its own: it is right only where that is."""
    items, tasks = reading.obligations, obligation_signs.obligation_signs(reading)
    shared = obligation_signs.SHARED
    yield "obligations", [*tasks]
    for field, part, signs_from in (
        ("deadlines", "deadline", obligation_signs.deadline_signs),
        ("report_to", "report_to", obligation_signs.report_signs),
        ("actors", "actors", obligation_signs.actor_signs),
    ):
        if any(item[part] for item in items):
            yield (
                field,
                [
                    task[:shared] + signs_from(item, reading) if item[part] else None
                    for item, task in zip(items, tasks, strict=True)
                ],
            )


def _add_sources(signs: Sequence[list[str] | None], sources: Sequence[Source]) -> None:
    for one, (rule, doubted) in zip(signs, sources, strict=False):
        if one is not None:
            one.append(_sign_of(rule))
            if doubted:
                one.append("doubted")


@cache
def _sign_of(rule: str | float) -> str:
    return f"rule {rule}"
