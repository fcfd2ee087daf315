"""Signs of the items of a list: addressees, recipients, citations and limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from haichieu.text.patterns import late

_DIGIT, _ODD = late(r"\d"), late(r"[ .&_]")
_LEGAL = frozenset({"luật", "bộ luật", "nghị định", "thông tư", "nghị quyết", "quyết định"})


def names_signs(items: Sequence[str]) -> list[list[str]]:
    """Signs of each name in a list of those addressed or served."""
    many = "one" if len(items) == 1 else "many" if len(items) > 12 else ""
    return [_name_signs(item, many, items, at) for at, item in enumerate(items)]


def _name_signs(item: str, many: str, items: Sequence[str], at: int) -> list[str]:
    length = len(item)
    found = [many] if many else []
    if length > 70:
        found.append("very long" if length > 130 else "long")
    elif length < 12:
        found.append("short")
    if item[:1].islower():
        found.append("small start")
    if item.startswith(("Lưu", "lưu", "Như ")):
        found.append("formula")
    if ":" in item:
        found.append("colon")
    if ";" in item or ". " in item:
        found.append("two in one")
    if "|" in item or "│" in item or item[:1] in "+-*":
        found.append("crumbs")
    if _DIGIT.search(item):
        found.append("digits")
    if item.count("(") != item.count(")"):
        found.append("open bracket")
    if at + 1 == len(items):
        found.append("last")
    if items.count(item) > 1:
        found.append("twice")
    return found


def citation_signs(item: Mapping[str, Any]) -> list[str]:
    """The full form has kind, number, date and issuer; the more is missing, the less sure."""
    symbol = item["symbol"] or ""
    found = [
        "number" if item["number"] else "no number",
        "date" if item["date"] else "no date",
        "issuer" if item["issuer"] else "no issuer",
        f"role {item['role']}",
    ]
    if not item["kind"]:
        found.append("no kind")
    elif item["kind"] in _LEGAL:
        found.append("legal")
    if item["number"] and not item["number"].isdigit():
        found.append("letters in number")
    if symbol and (len(symbol) > 18 or _ODD.search(symbol)):
        found.append("odd symbol")
    if len(item["text"]) > 120:
        found.append("long")
    return found


def limit_signs(item: Mapping[str, Any]) -> list[str]:
    """What is measured, how it is compared, in which unit."""
    indicator = item["indicator"]
    found = ["share of posts"] if item["share"] else []
    if indicator is None:
        return [*found, "no indicator"]
    found.append(f"compares {indicator['comparator']}")
    found.append("percent" if indicator["unit"] == "%" else "units")
    if indicator["period"]:
        found.append("period")
    if len(item["text"]) > 30:
        found.append("long")
    if len(item["what"]) < 8:
        found.append("nothing measured")
    if item["text"][:1].isdigit():
        found.append("bare number")
    return found
