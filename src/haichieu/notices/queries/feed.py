"""The deadlines of a person's units as entries of a calendar feed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.rules import OPEN_STATES, letter_name
from haichieu.notices.links import link_of
from haichieu.notices.models import CalendarFeed
from haichieu.notices.queries.recipients import recipients
from haichieu.notices.queries.rules import office_rules
from haichieu.notices.rules import OFFICE_ZONE, FeedEntry, write_feed
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person

#: Work withdrawn so long ago has left every calendar.
_GONE_AFTER = timedelta(days=60)
_MOST = 2000
_SUMMARY = 110
_Row = TypeVar("_Row", Assignment, Obligation)
_LETTER = ("kind", "number", "symbol", "file_name")


def secret_digest(secret: str) -> str:
    """What is kept of the secret of a feed or a code."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_person(secret: str) -> Person | None:
    """Whose feed the secret opens; None for one that was revoked or never was."""
    feed = CalendarFeed.objects.select_related("person").filter(secret_digest=secret_digest(secret)).first()
    if feed is None or feed.revoked_at is not None or not feed.person.is_active:
        return None
    return feed.person


def feed_of(person: Person, *, at: datetime) -> bytes:
    """The calendar of somebody's deadlines."""
    on = at.astimezone(OFFICE_ZONE).date()
    rules = office_rules(on=on)
    found = recipients(on=on, rules=rules, only=[person.pk])
    units = found[0].units if found else frozenset()
    steps = [rules.steps(unit) for unit in units]
    entries = [*_assignments(units, at), *_obligations(units, at)]
    remind = max((step.before for step in steps), default=0)
    return write_feed(entries, name="Hạn xử lý – Hai Chiều", remind_days=remind)


def _assignments(units: frozenset[int], at: datetime) -> Iterable[FeedEntry]:
    rows = Assignment.objects.filter(unit__one_of=units, due_on__isnull=False)
    letter = [f"obligation__dispatch__{name}" for name in _LETTER]
    wanted = ("due_on", "version", "state", "last_fact_at", "obligation__text", *letter)
    rows = rows.select_related("obligation__dispatch").only(*wanted)
    is_open = rows.filter(state__in=OPEN_STATES)
    gone = rows.filter(state=Assignment.State.WITHDRAWN, last_fact_at__gt=at - _GONE_AFTER)
    for row in (*_nearest(is_open, at), *_nearest(gone, at)):
        duty = row.obligation
        yield FeedEntry(
            uid=_uid("assignment", row.pk),
            sequence=row.version,
            due_on=row.due_on,
            summary=_summary(duty),
            description=_description(duty),
            url=link_of("assignment", row.pk),
            changed_at=row.last_fact_at,
            is_cancelled=row.state == Assignment.State.WITHDRAWN,
        )


def _obligations(units: frozenset[int], at: datetime) -> Iterable[FeedEntry]:
    owed = Obligation.objects.filter(owner__one_of=units, due_on__isnull=False, done_at=None, outside_at=None)
    letter = [f"dispatch__{name}" for name in _LETTER]
    owed = owed.annotate(lines=Count("facts"), changed=Max("facts__at"))
    owed = owed.select_related("dispatch").only("due_on", "text", "created_at", "removed_at", *letter)
    gone = owed.filter(removed_at__gt=at - _GONE_AFTER)
    for duty in (*_nearest(owed.filter(removed_at=None), at), *_nearest(gone, at)):
        yield FeedEntry(
            uid=_uid("obligation", duty.pk),
            sequence=duty.lines + bool(duty.removed_at),
            due_on=duty.due_on,
            summary=_summary(duty),
            description=_description(duty),
            url=link_of("obligation", duty.pk),
            changed_at=duty.removed_at or duty.changed or duty.created_at,
            is_cancelled=duty.removed_at is not None,
        )


def _nearest(rows: QuerySet[_Row], at: datetime) -> list[_Row]:
    """What falls due next, then what is late, the latest first: of too many the longest past are left out."""
    on = at.astimezone(OFFICE_ZONE).date()
    coming = list(rows.filter(due_on__gte=on).order_by("due_on", "pk")[:_MOST])
    return coming + list(rows.filter(due_on__lt=on).order_by("-due_on", "pk")[: _MOST - len(coming)])


def _uid(kind: str, pk: int) -> str:
    return f"{kind}-{pk}@{urlsplit(settings.BASE_URL).hostname}"


def _summary(duty: Obligation) -> str:
    text = " ".join(mask_private_names(duty.text).split())
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1].rstrip() + "…"


def _description(duty: Obligation) -> str:
    letter = duty.dispatch
    name = letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name)
    return f"{mask_private_names(duty.text)}\nTheo: {name}"
