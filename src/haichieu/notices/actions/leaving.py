"""The end of an account, with every way in and every way out that was opened for its person."""

from datetime import datetime

from django.db import transaction

from haichieu.base.actions import record
from haichieu.dispatches.actions import revoke_links_of
from haichieu.notices.actions.feeds import forget_feed
from haichieu.notices.models import PushSubscription, ZaloLink
from haichieu.units.actions import deactivate_person
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref


@transaction.atomic
def close_account(*, by: Person | None, person: Person, reason: str, at: datetime) -> None:
    """Deactivate somebody who left, and let their calendar, receipt links, browsers and chat die with the account.

    None of them comes back when the account is opened again. Whoever may deactivate may do this.
    """
    revoke_links_of(by=by, person=person, at=at)
    forget_feed(by=by, person=person, at=at)
    browsers, _ = PushSubscription.objects.filter(person=person).delete()
    chats, _ = ZaloLink.objects.filter(person=person).delete()
    if browsers or chats:
        after = {"browsers": browsers, "chats": chats}
        record(by=actor_ref(by), verb="forget_ways", kind="person", ref=str(person.pk), after=after, at=at)
    deactivate_person(by=by, person=person, reason=reason, at=at)
