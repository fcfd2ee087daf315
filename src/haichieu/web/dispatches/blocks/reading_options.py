"""What a field offers to choose: values that the letter itself holds, and what people wrote before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.rules import Lexicon, field_candidates
from haichieu.web.dispatches.forms.letter_dates import show_letter_date

#: fields whose lessons hold names to offer
LEARNED_FIELDS = ("issuer", "place", "symbol", "addressees", "recipients", "signer.title")


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose."""

    value: str
    #: where it comes from, in words
    why: str


def field_options(values: Mapping[str, Any], text: str, lexicon: Lexicon) -> dict[str, list[Option]]:
    """By field, as the reading names it, what may be chosen instead of what it holds.

    What the machine itself had read stands first where an earlier correction changed it.

    >>> [option.value for option in field_options({}, "Huế, ngày 5/6/2026", Lexicon(()))["date"]]
    ['05/06/2026']
    """
    learned = {field: lexicon.names(field) for field in LEARNED_FIELDS}
    found = {
        field: [
            Option(
                show_letter_date(each.value) if field == "date" else each.value, _why(each.in_letter, field)
            )
            for each in candidates
        ]
        for field, candidates in field_candidates(values, text, learned).items()
    }
    for change in values.get("learned") or []:
        if change["before"]:
            found[change["field"]].insert(0, Option(change["before"], "máy đọc thấy"))
    return found


def _why(in_letter: bool, field: str) -> str:
    if in_letter:
        return "trong văn bản"
    return "loại thường gặp" if field == "kind" else "lần sửa trước"
