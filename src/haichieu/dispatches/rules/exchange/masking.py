"""A reading as it leaves the office: names of people without an office masked in its text and in all its fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from haichieu.text.privacy import PrivatePlace, mask_private_names, private_places

#: Who signs a letter holds an office, whatever private person has the same name.
_OFFICERS = frozenset({"signer", "signers"})
_FAMILY = 2


def masked_reading(values: Mapping[str, Any]) -> dict[str, Any]:
    """The reading with every string masked, whatever it holds beside its text; its places index the masked text.

    A field may come from a person or from the file around the letter, so it is masked whether or not the text names
    anybody. A field that begins with a name which the text masks is masked as well: “bà Trần Thị Mơ” in the text is
    “Trần Thị Mơ” in the list of those who act. Nothing is read anew, so what a person confirmed stays.

    Parameters
    ----------
    values:
        A reading as `haichieu read --json` prints it; its spans index its text.

    >>> letter = {"text": "Giúp bà Trần Thị Mơ trước ngày 5/11.", "subject": "thăm bà Lê Thị Na, đoàn viên",
    ...     "obligations": [{"actors": ["Trần Thị Mơ"], "span": [0, 36]}], "spans": {"date": [[31, 35]]}}
    >>> shown = masked_reading(letter)
    >>> shown["text"], shown["subject"], shown["obligations"]
    ('Giúp bà T.T.M. trước ngày 5/11.', 'thăm bà L.T.N., đoàn viên', [{'actors': ['T.T.M.'], 'span': [0, 31]}])
    >>> [shown["text"][start:end] for start, end in shown["spans"]["date"]]
    ['5/11']
    """
    text = str(values.get("text") or "")
    places = private_places(text)
    hidden = {word: shown for place in places for word, shown in place.words if _tells(word)}
    # The whole name before a shorter one that it begins with.
    words = {word: hidden[word] for word in sorted(hidden, key=len, reverse=True)}
    masked = {key: _masked(value, {} if key in _OFFICERS else words) for key, value in values.items()}
    return {
        **{key: _moved(key, value, places) for key, value in masked.items()},
        "text": mask_private_names(text),
    }


def _masked(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        shown = mask_private_names(value)
        begins = next((word for word in words if _begins(shown.lstrip(), word)), None)
        return shown if begins is None else shown.replace(begins, words[begins], 1)
    if isinstance(value, Mapping):
        return {key: _masked(inner, words) for key, inner in value.items()}
    return [_masked(inner, words) for inner in value] if isinstance(value, (list, tuple)) else value


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


def _tells(word: str) -> bool:
    """A whole name or a number; a single syllable may be any word."""
    return len(word.split()) >= _FAMILY or any(map(str.isdigit, word))


def _moved(key: str, value: Any, places: Sequence[PrivatePlace]) -> Any:
    """The value with the places that stand in it moved to the masked text."""
    match key, value:
        case ("span", [int(start), int(end)]):
            return [_at(start, places), _at(end, places, after=True)]
        case ("spans", Mapping()):
            return {name: _all_moved(spans, places) for name, spans in value.items()}
        case ("pages", list()):
            return [_at(page, places) for page in value]
        case (_, {"start": int(start), "end": int(end)}):
            return {**value, "start": _at(start, places), "end": _at(end, places, after=True)}
        case (_, Mapping()):
            return {name: _moved(name, inner, places) for name, inner in value.items()}
        case (_, list()):
            return [_moved("", inner, places) for inner in value]
    return value


def _all_moved(spans: Any, places: Sequence[PrivatePlace]) -> Any:
    return [_moved("span", span, places) for span in spans] if isinstance(spans, list) else spans


def _at(offset: int, places: Sequence[PrivatePlace], *, after: bool = False) -> int:
    """An offset in the masked text; one inside a masked stretch goes to its start, or to its end."""
    moved = offset
    for place in places:
        if offset < place.end:
            if offset > place.start:
                moved += place.start - offset + (len(place.shown) if after else 0)
            break
        moved += len(place.shown) - (place.end - place.start)
    return moved
