"""Deciding the digests of a day: once for each person, whatever the number of workers and runs."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from haichieu.base.actions import Entry, record_many
from haichieu.notices.models import Delivery, Digest
from haichieu.notices.queries.recipients import Recipient, to_decide, to_look_again
from haichieu.notices.queries.rules import OfficeRules, office_rules
from haichieu.notices.queries.standing import contents_of
from haichieu.notices.queries.texts import texts_of
from haichieu.notices.queries.ways import open_ways
from haichieu.notices.rules import OFFICE_ZONE, DigestText

#: People decided in one transaction.
CHUNK = 200


def make_digests(*, at: datetime) -> int:
    """Decide every digest of today that is due; returns how many say something.

    Safe to run twice and in several workers: a person has one row for a day. Days on which nothing ran are caught up
    by the digest of today. Who had nothing this morning is looked at again for what came since and is pressing.
    """
    rules = office_rules(on=at.astimezone(OFFICE_ZONE).date())
    made = sum(_decide(chunk, rules, at) for chunk in _chunks(to_decide(at, rules=rules)))
    again = to_look_again(at, rules=rules)
    looked = {recipient.person: moment for recipient, moment in again}
    return made + sum(_look_again(chunk, looked, rules, at) for chunk in _chunks([each for each, _ in again]))


def _chunks(people: Sequence[Recipient]) -> Iterator[Sequence[Recipient]]:
    for first in range(0, len(people), CHUNK):
        yield people[first : first + CHUNK]


def _texts(
    people: Sequence[Recipient], rules: OfficeRules, at: datetime, again: dict[int, datetime] | None
) -> dict[int, DigestText]:
    contents = contents_of(people, at=at, rules=rules, again=again)
    said = {person: content for person, content in contents.items() if content is not None}
    return texts_of(said, on=at.astimezone(OFFICE_ZONE).date(), tree=rules.tree)


def _decide(people: Sequence[Recipient], rules: OfficeRules, at: datetime) -> int:
    # Read before the transaction, which is then short: nobody else who writes waits for the reading.
    day, run, texts = at.astimezone(OFFICE_ZONE).date(), uuid.uuid4(), _texts(people, rules, at, None)
    rows = [
        Digest(
            person_id=each.person,
            day=day,
            made_at=at,
            content=texts[each.person].to_dict() if each.person in texts else {},
            is_empty=each.person not in texts,
            run=run,
        )
        for each in people
    ]
    with transaction.atomic():
        Digest.objects.bulk_create(rows, ignore_conflicts=True)
        return _send_out(run, at)


def _look_again(
    people: Sequence[Recipient], looked: dict[int, datetime], rules: OfficeRules, at: datetime
) -> int:
    day, run = at.astimezone(OFFICE_ZONE).date(), uuid.uuid4()
    texts = _texts(people, rules, at, looked)
    with transaction.atomic():
        for person, text in texts.items():
            Digest.objects.filter(person=person, day=day, is_empty=True).update(
                is_empty=False, content=text.to_dict(), made_at=at, run=run
            )
        return _send_out(run, at)


def _send_out(run: uuid.UUID, at: datetime) -> int:
    """Give each digest of the run its ways; what an older digest still waited to say stands in the new one."""
    made = dict(Digest.objects.filter(run=run, is_empty=False).values_list("person", "pk"))
    ways = open_ways(made)
    older = Delivery.objects.filter(state=Delivery.State.WAITING, digest__person__one_of=list(made))
    older.update(state=Delivery.State.REPLACED, ended_at=at)
    Delivery.objects.bulk_create(
        Delivery(digest_id=made[person], way=way, next_try_at=at)
        for person, way_list in ways.items()
        for way in way_list
    )
    Digest.objects.filter(pk__one_of=[pk for person, pk in made.items() if person not in ways]).update(
        told_at=at
    )
    record_many(
        [
            Entry(by="system:notices", verb="make_digest", kind="digest", ref=str(pk), at=at)
            for pk in made.values()
        ]
    )
    return len(made)
