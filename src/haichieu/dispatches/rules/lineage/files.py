"""The chain among some letters alone, without a register: what each of them cites of the others."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from haichieu.dispatches.rules.lineage.chart import Chart, ChartArrow, ChartLetter
from haichieu.dispatches.rules.lineage.keys import document_key
from haichieu.dispatches.rules.lineage.matching import match, resolve
from haichieu.dispatches.rules.lineage.relations import described, is_law, passes_on, role_words
from haichieu.dispatches.rules.signs import letter_name
from haichieu.text.dates import format_date


def files_chart(readings: Sequence[tuple[str, Mapping[str, Any]]]) -> Chart:
    """The chart of (file name, reading as `Reading.to_dict` gives it) pairs; laws that none of them is are left out.

    >>> upper = {"kind": "công văn", "number": "301", "symbol": "LĐLĐ", "date": "2026-05-07", "issuer": "LĐLĐ tỉnh"}
    >>> lower = {"kind": "công văn", "number": "134", "symbol": "LĐLĐ", "citations": [{**upper, "role": "carries_out"}]}
    >>> [(a.source, a.target, a.words) for a in files_chart([("a", upper), ("b", lower)]).arrows]
    [('v1', 'v0', 'thực hiện')]
    """
    letters = {
        f"v{place}": _letter(f"v{place}", name, values) for place, (name, values) in enumerate(readings)
    }
    arrows: dict[tuple[str, str], str] = {}
    for place, (_, values) in enumerate(readings):
        for citation in values.get("citations") or []:
            found = _held(place, citation, readings)
            if found is None and not is_law(citation.get("kind"), citation.get("symbol")):
                missing = _missing(citation)
                letters.setdefault(missing.ident, missing)
                arrows.setdefault((f"v{place}", missing.ident), role_words(citation.get("role") or "other"))
            if found is not None:
                relays = passes_on(
                    str(values.get("subject") or ""), str(readings[found][1].get("subject") or "")
                )
                words = role_words(citation.get("role") or "other", relays=relays)
                arrows.setdefault((f"v{place}", f"v{found}"), words)
    ranks = _ranks(letters, list(arrows))
    ordered = sorted(
        (
            ChartLetter(each.ident, each.name, each.issuer, each.date, ranks[each.ident], each.held)
            for each in letters.values()
        ),
        key=lambda each: each.rank,
    )
    told = tuple(ChartArrow(source, target, words) for (source, target), words in arrows.items())
    return Chart(f"Nguồn gốc của {len(readings)} văn bản", tuple(ordered), told)


def _held(
    place: int, citation: Mapping[str, Any], readings: Sequence[tuple[str, Mapping[str, Any]]]
) -> int | None:
    fits = [
        (other, found)
        for other, (_, values) in enumerate(readings)
        if other != place and (found := match(described(citation), described(values))) is not None
    ]
    meant = resolve(fits)
    return meant[0] if len(meant) == 1 else None


def _letter(ident: str, name: str, values: Mapping[str, Any]) -> ChartLetter:
    facts = described(values)
    called = letter_name(facts.kind or "", facts.number or "", facts.symbol or "", file_name=name)
    return ChartLetter(ident, called, facts.issuer or "", _day(facts.date), 0)


def _missing(citation: Mapping[str, Any]) -> ChartLetter:
    facts = described(citation)
    key = document_key(facts.number, facts.symbol)
    text = " ".join(str(citation.get("text") or "").split())
    mark = f"{key.index}{(facts.date or '')[:4]}" if key else text
    ident = "c" + "".join(char for char in mark if char.isalnum() and char.isascii())
    called = (
        letter_name(facts.kind or "", facts.number or "", facts.symbol or "", file_name=text) if key else text
    )
    return ChartLetter(ident, called, facts.issuer or "", _day(facts.date), 0, held=False)


def _day(iso: str | None) -> str:
    return format_date(date.fromisoformat(iso)) if iso and len(iso) == 10 else ""


def _ranks(letters: Mapping[str, ChartLetter], arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Each letter below all that it cites; letters that cite one another in a ring end after as many rounds."""
    ranks = dict.fromkeys(letters, 0)
    for _ in letters:
        for source, target in arrows:
            ranks[source] = max(ranks[source], min(ranks[target] + 1, len(letters)))
    return ranks
