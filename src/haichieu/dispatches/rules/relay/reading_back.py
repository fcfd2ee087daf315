"""The reading of a letter of our own: what we wrote, tied to its places in the letter's text."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from haichieu.dispatches.rules.read import read_dispatch
from haichieu.dispatches.rules.relay.content import Content, Point
from haichieu.dispatches.rules.relay.kinds import LETTER_KINDS
from haichieu.layout.document import OfficialDocument


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter as it went out."""

    document: OfficialDocument
    content: Content
    number: str
    day: date
    #: code of its kind
    kind: str


def issued_values(text: str, issued: Issued, *, owner: int, review_on: date) -> tuple[dict[str, Any], str]:
    """The values of a confirmed reading, and the cleaned text that its places index.

    Places come from the reader, the words from what was written. Each point is one obligation, in order, before
    whatever else the reader saw; its ``key`` is the one by which a later correction knows it.
    """
    values = read_dispatch(text).to_dict()
    clean = str(values.pop("text"))
    document, content = issued.document, issued.content
    values |= {
        "kind": LETTER_KINDS[issued.kind].name,
        "number": issued.number,
        "symbol": document.symbol,
        "place": document.place,
        "date": issued.day.isoformat(),
        "issuer": document.issuing_body,
        "subject": document.subject,
        "addressees": list(document.addressees),
        "recipients": list(document.recipients),
        "warnings": [],
        "states": {},
        "measured_limits": [],
    }
    values["signer"] = {
        "authority": content.authority or None, "title": content.signer_title, "name": content.signer_name
    }  # fmt: skip
    seen = list(values["obligations"])
    points = [_obligation(point, seen, clean, content) for point in content.points]
    values["obligations"] = _keyed([*points, *seen])
    values["decisions"] = _decisions(values["obligations"], content.points, owner, review_on)
    return values, clean


def _obligation(point: Point, seen: list[dict[str, Any]], clean: str, content: Content) -> dict[str, Any]:
    """The reader's obligation with the words of a point, taken out of ``seen``; where it saw none, one of our own."""
    wanted = _bare(point.text)
    found = next((item for item in seen if wanted in _bare(str(item.get("text") or ""))), None)
    if found is None:
        start, end = _place(point.text, clean)
        return {
            "text": point.text, "start": point.text[:80], "span": [start, end], "actors": list(content.addressees),
            "report_to": None, "deadline": None, "boundary": None, "kind": "task" if point.due_on else "standing",
        }  # fmt: skip
    for item in [item for item in seen if item.get("span") == found.get("span")]:
        seen.remove(item)
    return {**found, "text": point.text, "kind": "task" if point.due_on else "standing"}


def _bare(text: str) -> str:
    return re.sub(r"[\s.;/]+", "", text)


def _place(words: str, clean: str) -> tuple[int, int]:
    """Where words stand in a text, however its lines are broken; an empty place where they do not."""
    match = re.search(r"\s+".join(map(re.escape, words.rstrip(" .;/").split())), clean)
    return match.span() if match else (0, 0)


def _keyed(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each obligation with its key: where it starts, and how many before it start there too."""
    starts: list[int] = []
    keyed = []
    for item in items:
        start = int((item.get("span") or (0, 0))[0])
        keyed.append(
            {
                "actors": [],
                "report_to": None,
                "deadline": None,
                **item,
                "key": f"{start}.{starts.count(start)}",
            }
        )
        starts.append(start)
    return keyed


def _decisions(
    items: list[dict[str, Any]], points: tuple[Point, ...], owner: int, review_on: date
) -> dict[str, dict[str, Any]]:
    """What was decided about each obligation: a point is taken with its day, everything else is not."""
    decided = {}
    for place, item in enumerate(items):
        point = points[place] if place < len(points) else None
        due = point.due_on if point else None
        decided[item["key"]] = {
            "take": point is not None, "owner": owner if point else None, "kind": item["kind"], "text": item["text"],
            "due_on": due.isoformat() if due else None,
            "review_on": None if due else review_on.isoformat(),
        }  # fmt: skip
    return decided
