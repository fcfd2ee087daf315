"""Which values of a reading are right, by the comparison that the scorer beside the data makes."""

import importlib.util
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from tests.shared_data import DATA

Values = dict[str, Any]
_SIGNER = ("authority", "title", "name")


@cache
def scorer() -> ModuleType:
    """The scorer's functions."""
    path = DATA / "eval" / "score_dispatches.py"
    spec = importlib.util.spec_from_file_location("score_dispatches", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def right_values(gold: Values, read: Values) -> dict[str, list[bool | None]]:
    """Per field whether each value read is right; None where the scorer does not look.

    Parts of obligations go with the obligations, in their order.
    """
    rules = scorer()
    found: dict[str, list[bool | None]] = {}
    for key in rules.SINGLE_EXACT:
        found[key] = [_same(rules.tight, gold.get(key), read.get(key))]
    for key in rules.SINGLE_CLOSE:
        found[key] = [rules.close(gold.get(key), read.get(key))]
    signers = gold.get("signer") or {}, read.get("signer") or {}
    for key in _SIGNER:
        found[f"signer.{key}"] = [_same(rules.tight, *(side.get(key) for side in signers))]
    for key, same in (
        ("addressees", rules.close),
        ("recipients", rules.close),
        ("citations", rules.same_citation),
        ("limits", lambda a, b: rules.close(a.get("text"), b.get("text"), 0.6)),
    ):
        partners = _partners(gold.get(key) or [], read.get(key) or [], same)
        found[key] = [partner is not None for partner in partners]
    return {**found, **_obligations(gold.get("obligations") or [], read.get("obligations") or [])}


def _same(plain: Callable[[Any], str], gold: Any, read: Any) -> bool:
    return bool(plain(gold)) and plain(gold) == plain(read)


def _partners(golds: list[Any], reads: list[Any], same: Callable[[Any, Any], bool]) -> list[Any]:
    """For each value read the annotated one that the scorer pairs it with."""
    numbered = list(enumerate(reads))
    pairs = scorer().match(golds, numbered, lambda gold, read: same(gold, read[1]))
    partners: list[Any] = [None] * len(reads)
    for gold, (at, _) in pairs:
        partners[at] = gold
    return partners


def _obligations(golds: list[Values], reads: list[Values]) -> dict[str, list[bool | None]]:
    rules = scorer()
    pairs = list(zip(_partners(golds, reads, rules.same_start), reads, strict=True))
    return {
        "obligations": [gold is not None for gold, _ in pairs],
        "deadlines": [
            gold is not None and bool(rules.same_deadline(gold.get("deadline"), read["deadline"]))
            for gold, read in pairs
        ],
        "report_to": [
            gold is not None and bool(rules.close(gold.get("report_to"), read["report_to"], 0.7))
            for gold, read in pairs
        ],
        "actors": [_same_actors(gold, read) for gold, read in pairs],
    }


def _same_actors(gold: Values | None, read: Values) -> bool | None:
    """The scorer compares actors of obligations that are right, where the annotation names some."""
    if gold is None or not gold.get("actors"):
        return None
    return any(scorer().close(a, b, 0.7) for a in gold["actors"] for b in read["actors"])
