"""What the machine said of a post and what a person said after it, as the action log keeps both."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from haichieu.base.models import LogEntry
from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Tone, ToneReading
from haichieu.posts.queries.calibrations import PERSON
from haichieu.units.queries import role_label

#: How a person's reading is logged: put in the machine's place, or the machine's own taken as right.
CORRECT, AGREE = "correct_reading", "agree_reading"


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """A person's reading that stands now.

    Attributes:
        tone, advisory: the reading.
        verb: `CORRECT` or `AGREE`.
        by, role: who read, and in which role on the post's unit; empty where the log does not tell.
        at: when.
        machine: what the machine had said before; None where it had not read the post, or where this is not kept any
            more.
    """

    tone: str
    advisory: bool
    verb: str
    by: str
    role: str
    at: datetime | None
    machine: ToneReading | None

    @property
    def is_as_machine(self) -> bool:
        """Whether person and machine say the same."""
        said = self.machine
        return said is not None and (str(said.tone), said.advisory) == (self.tone, self.advisory)


def said_of(reading: ToneReading) -> dict[str, object]:
    """A reading as the log keeps it; the chances of a person's reading are no chances, so they are left out."""
    said = {"tone": str(reading.tone), "advisory": reading.advisory, "model": reading.model}
    if reading.model == PERSON:
        return said
    chances = {name: getattr(reading, f"p_{name}") for name in (*Tone.values, "advisory")}
    return said | {"chances": chances}


def mark_of(reading: ToneReading) -> str:
    """What a page shows of a reading, in one word: so that nobody agrees with another than the one on the page."""
    return f"{reading.tone}.{int(reading.advisory)}.{reading.model}"


def person_said(item: PublishedItem, reading: ToneReading) -> PersonSaid | None:
    """What a person said of a post; None where the stored reading is the machine's."""
    if reading.model != PERSON:
        return None
    entries = list(
        LogEntry.objects.filter(kind="post", ref=str(item.pk), verb__in=(CORRECT, AGREE))
        .select_related("value")
        .order_by("-id")
    )
    newest = entries[0] if entries else None
    by, at = (newest.by or "", newest.at) if newest else ("", None)
    return PersonSaid(
        tone=str(reading.tone),
        advisory=reading.advisory,
        verb=newest.verb if newest else CORRECT,
        by=by,
        role=role_label(by, "label_posts", item.channel.unit_id, on=localdate(at)) if at else "",
        at=at,
        machine=next(_machine(item, entries), None),
    )


def _machine(item: PublishedItem, entries: list[LogEntry]) -> Iterator[ToneReading]:
    """The machine's readings that people's took the place of, newest first."""
    for entry in entries:
        value = getattr(entry, "value", None)
        before = json.loads(value.text)["before"] if value else None
        if before and before["model"] != PERSON:
            yield _reading(item, before)


def _reading(item: PublishedItem, said: Mapping[str, Any]) -> ToneReading:
    """A logged reading; its chances are all 0 in entries of before these were logged."""
    chances = said.get("chances") or dict.fromkeys((*Tone.values, "advisory"), 0.0)
    return ToneReading(
        item=item,
        tone=said["tone"],
        advisory=said["advisory"],
        model=said["model"],
        **{f"p_{name}": chance for name, chance in chances.items()},
    )
