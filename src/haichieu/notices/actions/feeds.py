"""Private calendar feeds: made and revoked by their owner; only the digest of the secret is kept."""

import secrets
from datetime import datetime

from django.db import transaction

from haichieu.base.actions import record
from haichieu.notices.models import CalendarFeed
from haichieu.notices.queries.feed import secret_digest
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref

_SECRET_BYTES = 24


@transaction.atomic
def make_feed(*, by: Person, at: datetime) -> str:
    """A new feed of one's own deadlines; the old one dies. Returns its secret, which is shown once."""
    Person.objects.select_for_update().get(pk=by.pk)
    forget_feed(by=by, person=by, at=at)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    feed = CalendarFeed.objects.create(person=by, secret_digest=secret_digest(secret), made_at=at)
    record(by=actor_ref(by), verb="make_feed", kind="calendar_feed", ref=str(feed.pk), at=at)
    return secret


@transaction.atomic
def revoke_feed(*, by: Person, at: datetime) -> None:
    """Let one's own feed die."""
    forget_feed(by=by, person=by, at=at)


def forget_feed(*, by: Person | None, person: Person, at: datetime) -> None:
    """Let somebody's feed die; whether ``by`` may is asked by who calls this."""
    for feed in CalendarFeed.objects.filter(person=person, revoked_at=None):
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        record(by=actor_ref(by), verb="revoke_feed", kind="calendar_feed", ref=str(feed.pk), at=at)
