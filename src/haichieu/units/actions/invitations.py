"""Links by which members of staff open their own accounts: nobody ever knows a password of somebody else."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.actions.people import set_password
from haichieu.units.errors import DeadLink, UnitsError
from haichieu.units.models import Invitation, Person
from haichieu.units.queries import actor_ref, require_account

#: A link that nobody opened for so long is dead.
GOOD_FOR = timedelta(days=7)


@transaction.atomic
def invite(*, by: Person | None, person: Person, at: datetime) -> tuple[Invitation, str]:
    """Make a link for the person, once usable; earlier links die. Returns the row and the secret, kept nowhere.

    It opens a new account and lets somebody in again who forgot the password; it never names the old one.
    """
    require_account(by, person, on=localdate(at))
    if not person.is_active:
        raise UnitsError(f"Tài khoản của {person.full_name} đang khóa; hãy mở lại trước.")
    _open(person).update(revoked_at=at)
    secret = secrets.token_urlsafe(32)
    row = Invitation.objects.create(
        person=person,
        secret_digest=_digest(secret),
        made_by=actor_ref(by),
        made_at=at,
        expires_at=at + GOOD_FOR,
    )
    record(by=actor_ref(by), verb="invite", kind="person", ref=str(person.pk), at=at)
    return row, secret


@transaction.atomic
def revoke_invitation(*, by: Person | None, person: Person, at: datetime) -> None:
    """Let the person's open link die."""
    require_account(by, person, on=localdate(at))
    if _open(person).update(revoked_at=at):
        record(by=actor_ref(by), verb="revoke_invitation", kind="person", ref=str(person.pk), at=at)


def open_invitation(*, secret: str, at: datetime) -> Invitation:
    """The invitation behind a link, or :class:`DeadLink` when it was used, revoked, is too old or never was."""
    found = Invitation.objects.filter(
        secret_digest=_digest(secret),
        used_at=None,
        revoked_at=None,
        expires_at__gt=at,
        person__is_active=True,
    )
    row = found.select_related("person").first()
    if row is None:
        raise DeadLink(DeadLink.__doc__)
    return row


@transaction.atomic
def accept_invitation(*, secret: str, password: str | None, at: datetime) -> Person:
    """Open the account with an own password, or with None, for who adds a passkey next; the link is spent.

    Without a password an old one is forgotten too: who asked for a link may have lost it to somebody.
    """
    invitation = open_invitation(secret=secret, at=at)
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at):
        raise DeadLink(DeadLink.__doc__)
    person = invitation.person
    if password is None:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    else:
        set_password(person=person, password=password, at=at)
    record(by=actor_ref(person), verb="accept_invitation", kind="person", ref=str(person.pk), at=at)
    return person


def _open(person: Person):  # type: ignore[no-untyped-def]
    return Invitation.objects.filter(person=person, used_at=None, revoked_at=None)


def _digest(secret: str) -> str:
    return salted_hmac("haichieu.invitation", secret, algorithm="sha256").hexdigest()
