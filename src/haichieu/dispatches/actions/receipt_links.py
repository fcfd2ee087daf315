"""Personal links by which officers who seldom sign in acknowledge what their unit was sent.

Opening a link records nothing, for messengers fetch what they are given; only the tap does.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.assignments import acknowledge
from haichieu.dispatches.actions.ledger import locked
from haichieu.dispatches.errors import LinkDead, NotInLedger
from haichieu.dispatches.models import AssignmentFact, ReceiptLink
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, holds_role, require, require_account

_SECRET_BYTES = 32


@transaction.atomic
def make_receipt_link(*, by: Person, person: Person, unit: Unit, at: datetime) -> tuple[ReceiptLink, str]:
    """A link for one officer of one unit, and its secret, which is shown once and kept nowhere."""
    require(by, "cascade", unit.pk, on=localdate(at))
    if not person.is_active or not holds_role(person, unit.pk, localdate(at), "answer_assignment"):
        raise NotAllowed("Chỉ tạo được đường dẫn cho cán bộ đang giữ vai trò ở chính đơn vị đó.")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    link = ReceiptLink.objects.create(
        person=person,
        unit=unit,
        secret_digest=_digest(secret),
        made_by=actor_ref(by),
        made_at=at,
        expires_at=at + timedelta(days=settings.RECEIPT_LINK_DAYS),
    )
    after = {"unit": unit.pk, "person": person.pk, "expires_at": link.expires_at.isoformat()}
    _log(link, "make_receipt_link", by, at, after)
    return link, secret


@transaction.atomic
def revoke_receipt_link(*, by: Person, link: ReceiptLink, at: datetime) -> None:
    """Make a link useless from now on: its owner may, and whoever may make one."""
    row = ReceiptLink.objects.select_for_update().get(pk=link.pk)
    if by is None or by.pk != row.person_id:
        require(by, "cascade", row.unit_id, on=localdate(at))
    if row.revoked_at is None:
        _revoke(row, by, at)


@transaction.atomic
def revoke_links_of(*, by: Person | None, person: Person, at: datetime) -> None:
    """Make every link of somebody useless: their own, or when ``by`` keeps their account."""
    if by is None or by.pk != person.pk:
        require_account(by, person, on=localdate(at))
    for row in ReceiptLink.objects.select_for_update().filter(person=person, revoked_at=None):
        _revoke(row, by, at)


def _revoke(row: ReceiptLink, by: Person | None, at: datetime) -> None:
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    _log(row, "revoke_receipt_link", by, at, {"unit": row.unit_id})


def open_receipt_link(secret: str, *, at: datetime) -> ReceiptLink:
    """The link of this secret, for showing what waits; records nothing. Raises LinkDead for every reason alike."""
    link = ReceiptLink.objects.select_related("person", "unit").filter(secret_digest=_digest(secret)).first()
    if link is None or link.revoked_at is not None or at >= link.expires_at or not link.person.is_active:
        raise LinkDead(LinkDead.__doc__)
    if not holds_role(link.person, link.unit_id, localdate(at), "answer_assignment"):
        raise LinkDead(LinkDead.__doc__)
    return link


@transaction.atomic
def acknowledge_by_link(*, secret: str, assignments: Collection[int], at: datetime) -> tuple[int, ...]:
    """The tap: accept those of the link's unit's assignments that wait for it; returns the ids newly accepted.

    Assignments of other units, and those acknowledged or withdrawn before, are passed over.
    """
    link = open_receipt_link(secret, at=at)
    done = []
    for row in locked(assignments):
        if row.unit_id != link.unit_id or row.accepted_at is not None:
            continue
        try:
            acknowledge(row, by=link.person, note="", via=AssignmentFact.Via.LINK, at=at)
        except NotInLedger:
            continue
        done.append(row.pk)
    ReceiptLink.objects.filter(pk=link.pk).update(last_used_at=at)
    return tuple(done)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _log(link: ReceiptLink, verb: str, by: Person | None, at: datetime, after: dict[str, object]) -> None:
    record(by=actor_ref(by), verb=verb, kind="receipt_link", ref=str(link.pk), after=after, at=at)
