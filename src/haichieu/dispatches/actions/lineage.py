"""Tying a letter to the documents that it cites, and the letters that cite it to it.

Derived from readings alone, so that it may run again at any time: whenever a reading is stored or confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from haichieu.dispatches.models import CitedDocument, Dispatch, LineageEdge
from haichieu.dispatches.queries import current_reading, letter_facts
from haichieu.dispatches.rules import (
    Described,
    described,
    document_key,
    is_law,
    issuer_key,
    match,
    passes_on,
    quoted_subject,
)
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names

#: columns of a letter that matching looks at
_FACTS = ("id", "key", "number", "symbol", "date", "issuer", "kind", "subject")


def tie_letter(dispatch: Dispatch, values: Mapping[str, Any]) -> None:
    """Keep what the letter's current reading cites, and tie it both ways: to letters held, from letters that cite it.

    Call inside the transaction that stored the reading, after the letter's columns were saved. Looks up by key only,
    so that the work does not grow with the register.
    """
    dispatch.cited.all().delete()
    cited = CitedDocument.objects.bulk_create(_rows(dispatch, values))
    keys = {row.key for row in cited}
    held = Dispatch.objects.filter(key__in=keys).exclude(pk=dispatch.pk).only(*_FACTS) if keys else ()
    edges = [edge for row in cited for edge in _edges(row, dispatch, held)]
    LineageEdge.objects.filter(target=dispatch).delete()
    if dispatch.key:
        citing = CitedDocument.objects.filter(key=dispatch.key).exclude(dispatch=dispatch)
        fields = [f"dispatch__{name}" for name in _FACTS]
        for row in citing.select_related("dispatch").only(*_fields_of(CitedDocument), *fields):
            edges += _edges(row, row.dispatch, [dispatch])
    LineageEdge.objects.bulk_create(edges)


def letter_key(number: str, symbol: str) -> str:
    """What the letter is looked up by; empty where number or symbol is missing.

    >>> letter_key("07", "CT-TTg"), letter_key("", "LĐLĐ")
    ('7/CTTTG', '')
    """
    key = document_key(number, symbol)
    return key.index[:120] if key else ""


@transaction.atomic
def tie_untied() -> int:
    """Tie the letters that were stored before there were keys; returns how many."""
    untied = Dispatch.objects.filter(key="").exclude(number="").exclude(symbol="")
    tied = 0
    for dispatch in untied.order_by("pk").iterator():
        dispatch.key = letter_key(dispatch.number, dispatch.symbol)
        if not dispatch.key:
            continue
        dispatch.save(update_fields=["key"])
        reading = current_reading(dispatch)
        tie_letter(dispatch, reading.values if reading else {})
        tied += 1
    return tied


def _fields_of(model: type[CitedDocument]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _rows(dispatch: Dispatch, values: Mapping[str, Any]) -> list[CitedDocument]:
    return [
        _row(dispatch, position, citation) for position, citation in enumerate(values.get("citations") or [])
    ]


def _row(dispatch: Dispatch, position: int, citation: Mapping[str, Any]) -> CitedDocument:
    facts = described(citation)
    text, issuer = (mask_private_names(str(citation.get(name) or "")) for name in ("text", "issuer"))
    key = document_key(facts.number, facts.symbol)
    year = str(facts.date or "")[:4] or (str(key.year) if key and key.year else "")
    about = quoted_subject(dispatch.text, str(citation.get("text") or ""))
    return CitedDocument(
        dispatch=dispatch,
        position=position,
        text=text[:500],
        kind=str(facts.kind or "")[:60],
        number=str(facts.number or "")[:40],
        symbol=str(facts.symbol or "")[:80],
        date=str(facts.date or "")[:10],
        issuer=issuer[:300],
        role=str(citation.get("role") or "other")[:20],
        key=letter_key(facts.number or "", facts.symbol or "") or f"~{fold(text)}"[:120],
        year=year,
        issuer_key=issuer_key(issuer)[:200],
        is_law=is_law(facts.kind, facts.symbol),
        relays=bool(about) and passes_on(dispatch.subject, about),
    )


def _edges(cited: CitedDocument, citing: Dispatch, held: Iterable[Dispatch]) -> Sequence[LineageEdge]:
    facts = Described(
        cited.number, cited.symbol, cited.date or None, cited.issuer or None, cited.kind or None
    )
    edges = []
    for letter in held:
        found = match(facts, letter_facts(letter)) if letter.key == cited.key else None
        if found is None or _is_later(letter, citing):
            continue
        relays = passes_on(citing.subject, letter.subject)
        edges.append(
            LineageEdge(
                cited=cited, target=letter, level=found.level, reasons=list(found.reasons), relays=relays
            )
        )
    return edges


def _is_later(letter: Dispatch, citing: Dispatch) -> bool:
    """A letter cannot be cited before it was written."""
    return len(letter.date) == len(citing.date) == 10 and letter.date > citing.date
