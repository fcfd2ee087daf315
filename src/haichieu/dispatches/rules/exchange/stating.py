"""What a file of another office says about its letter, together with what the letter itself says."""

from collections.abc import Mapping
from typing import Any

#: Fields under which a message registers its letter, with the word that a warning calls them by.
REGISTERED = {"number": "số", "symbol": "ký hiệu", "date": "ngày", "kind": "", "subject": ""}
_WORDS = ("kind", "issuer", "number", "symbol", "place", "date", "subject")
_LISTS = ("addressees", "recipients")
_SIGNER = ("authority", "title", "name")


def with_stated(
    stated: Mapping[str, Any], letter: Mapping[str, Any], *, source: str, believed: bool = False
) -> dict[str, Any]:
    """A letter's reading, with the fields that the file around it states.

    The file says under which number, date, kind and subject the letter was registered; what the letter itself names
    comes from the letter. Where the two name another number or day, a warning says so.

    Parameters
    ----------
    stated:
        Fields of a reading; an empty one states nothing.
    letter:
        The reading as `haichieu read --json` prints it.
    source:
        What the warning calls the file: “Gói tin”.
    believed:
        Whether every stated field counts before the letter's own, as when people confirmed it.

    >>> letter = {"number": "13", "issuer": None, "states": {"number": "value", "issuer": "blank"}}
    >>> found = with_stated({"number": "12", "issuer": "UBND xã Đông"}, letter, source="Gói tin")
    >>> found["number"], found["issuer"], found["states"]
    ('12', 'UBND xã Đông', {'number': 'value', 'issuer': 'value'})
    >>> found["warnings"]
    ['Gói tin ghi số 12, văn bản ghi số 13: hãy soát lại.']
    """
    kept = {key: value for key, value in letter.items() if not _is_empty(value)}
    first = [key for key in (stated if believed else REGISTERED) if not _is_empty(stated.get(key))]
    changed = {key: stated[key] for key in first if stated[key] != letter.get(key)}
    filled = {key for key, value in stated.items() if key not in kept and not _is_empty(value)}
    warnings = [
        f"{source} ghi {name} {stated[key]}, văn bản ghi {name} {letter[key]}: hãy soát lại."
        for key, name in REGISTERED.items()
        if name and key in changed and letter.get(key)
    ]
    values = {**letter, **stated, **kept, **changed}
    values["warnings"] = [*warnings, *(letter.get("warnings") or ())]
    spans = letter.get("spans") or {}
    values["spans"] = {key: place for key, place in spans.items() if key.partition(".")[0] not in changed}
    if letter.get("states"):
        values["states"] = {**letter["states"], **_now_stated({*changed, *filled}, stated)}
    if letter.get("confidence"):
        # A value of the message is as sure as its sender; the machine's doubt was about another.
        unread = {*changed, *filled}
        values["confidence"] = {
            name: sure for name, sure in letter["confidence"].items() if name.partition(".")[0] not in unread
        }
    return values


def plain_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a stranger's file may state: words and lists of words, and nothing else of it.

    >>> plain_fields({"number": "12", "symbol": 7, "recipients": ["Như trên", 1], "obligations": "x", "signer": []})
    {'number': '12', 'recipients': ['Như trên']}
    """
    fields: dict[str, Any] = {name: values[name] for name in _WORDS if isinstance(values.get(name), str)}
    for name in _LISTS:
        if isinstance(values.get(name), list):
            fields[name] = [line for line in values[name] if isinstance(line, str)]
    signer = values.get("signer")
    if isinstance(signer, Mapping):
        parts = {part: signer.get(part) for part in _SIGNER}
        fields["signer"] = {part: said if isinstance(said, str) else None for part, said in parts.items()}
    return fields


def _now_stated(names: set[str], stated: Mapping[str, Any]) -> dict[str, str]:
    states = dict.fromkeys(names - {"signer"}, "value")
    if "signer" in names:
        states |= {f"signer.{part}": "value" for part, said in stated["signer"].items() if said}
    return states


def _is_empty(value: object) -> bool:
    return not (any(value.values()) if isinstance(value, Mapping) else value)
