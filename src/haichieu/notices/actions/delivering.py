"""Sending what waits. A sending is claimed before and marked after: killed in between, it is repeated once at most."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F

from haichieu.base.actions import record
from haichieu.notices.actions.browsers import push_to_browsers
from haichieu.notices.connectors.mail import Mail, MailRoom
from haichieu.notices.connectors.zalo import ZaloBot
from haichieu.notices.errors import NotSetUp, Refused, Unreachable
from haichieu.notices.models import Delivery, Digest, ZaloLink
from haichieu.notices.queries.digests import digest_text
from haichieu.notices.queries.recipients import recipients
from haichieu.notices.queries.rules import office_rules
from haichieu.notices.queries.ways import mail_is_on, zalo_is_on
from haichieu.notices.rules import (
    MOST_BEGUN,
    OFFICE_ZONE,
    next_try,
    subject,
    write_html,
    write_plain,
    write_short,
)
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref

#: How long a sending belongs to the worker that began it, and how long a server that does not answer is left alone.
_CLAIM = timedelta(minutes=10)
_PAUSE = timedelta(minutes=15)
_State = Delivery.State
Clock = Callable[[], datetime]


def send_waiting(*, clock: Clock) -> int:
    """Send every digest that waits and whose person is not in quiet hours; returns how many went out.

    A digest goes out on its own day. What it could not say by then, the next one says.
    """
    at = clock()
    waiting = list(
        Delivery.objects.filter(state=_State.WAITING, next_try_at__lte=at)
        .order_by("next_try_at", "id")
        .values_list("pk", "way", "digest__person", "digest__day")
    )
    if not waiting:
        return 0
    on = at.astimezone(OFFICE_ZONE).date()
    asked = {person for _, _, person, _ in waiting}
    people = {each.person: each for each in recipients(on=on, rules=office_rules(on=on), only=asked)}
    down: set[str] = set()
    sent = 0
    with _Ways() as ways:
        for pk, way, person, day in waiting:
            if person not in people or day < on:
                _drop(pk, clock())
            elif way not in down and not people[person].quiet.holds(clock()):
                sent += _send_one(pk, ways, down, clock)
    return sent


class _Ways:
    """The open connections of one run."""

    def __init__(self) -> None:
        self._mail: MailRoom | None = None

    def __enter__(self) -> "_Ways":
        return self

    def __exit__(self, *error: object) -> None:
        if self._mail is not None:
            self._mail.__exit__(*error)

    def send(self, delivery: Delivery, at: datetime) -> None:
        """Send one digest by its way."""
        digest = delivery.digest
        if delivery.way == Delivery.Way.MAIL:
            self._send_mail(digest)
        elif delivery.way == Delivery.Way.PUSH:
            push_to_browsers(digest, at=at)
        else:
            _send_zalo(digest)

    def _send_mail(self, digest: Digest) -> None:
        if not mail_is_on():
            raise NotSetUp(NotSetUp.__doc__)
        if not digest.person.email:
            raise Refused("Người này chưa có địa chỉ thư.")
        if self._mail is None:
            self._mail = MailRoom(settings.MAIL_SERVER, settings.MAIL_FROM)
        self._mail.send(_mail(digest))


def _mail(digest: Digest) -> Mail:
    text = digest_text(digest)
    host = urlsplit(settings.BASE_URL).hostname or "haichieu"
    return Mail(
        to=digest.person.email,
        subject=subject(text),
        plain=write_plain(text),
        html=write_html(text),
        message_id=f"<nhac-viec.{digest.pk}.{digest.run}@{host}>",
        made_at=digest.made_at,
    )


def _send_zalo(digest: Digest) -> None:
    if not zalo_is_on():
        raise NotSetUp(NotSetUp.__doc__)
    link = ZaloLink.objects.filter(person=digest.person_id).exclude(chat="").first()
    if link is None:
        raise Refused("Người này đã gỡ Zalo.")
    ZaloBot(settings.ZALO_BOT_URL, settings.ZALO_BOT_TOKEN).send(link.chat, write_short(digest_text(digest)))


def _send_one(pk: int, ways: _Ways, down: set[str], clock: Clock) -> int:
    delivery = _claim(pk, clock())
    if delivery is None:
        return 0
    try:
        ways.send(delivery, clock())
    except Unreachable as error:
        down.add(delivery.way)
        _put_off(delivery, str(error), clock())
    except (Refused, NotSetUp) as error:
        _note_failure(delivery, str(error), clock())
    else:
        _note_sent(delivery, clock())
        return 1
    return 0


def _claim(pk: int, at: datetime) -> Delivery | None:
    """Take one sending for this worker; None when another has it or nobody may try it again."""
    delivery = Delivery.objects.select_related("digest__person").get(pk=pk)
    mine = Delivery.objects.filter(pk=pk, state=_State.WAITING, next_try_at=delivery.next_try_at)
    if delivery.state != _State.WAITING or delivery.next_try_at > at:
        return None
    if delivery.begun >= MOST_BEGUN:
        mine.update(state=_State.UNSURE, ended_at=at, error="Hai lần gửi bị ngắt giữa chừng.")
        return None
    taken = mine.update(next_try_at=at + _CLAIM, begun=F("begun") + 1)
    return delivery if taken else None


@transaction.atomic
def _note_sent(delivery: Delivery, at: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=_State.SENT, ended_at=at, begun=0, error="")
    Digest.objects.filter(pk=delivery.digest_id, told_at=None).update(told_at=at)
    after = {"way": delivery.way}
    record(
        by="system:notices",
        verb="send_digest",
        kind="digest",
        ref=str(delivery.digest_id),
        after=after,
        at=at,
    )


def _note_failure(delivery: Delivery, error: str, at: datetime) -> None:
    """One recipient failed: try again later, longer each time; in the end the administrator is told."""
    tries = delivery.tries + 1
    again = next_try(tries, at)
    values = {"tries": tries, "begun": 0, "error": error[:300]}
    if again is None:
        values |= {"state": _State.FAILED, "ended_at": at}
    else:
        values |= {"next_try_at": again}
    Delivery.objects.filter(pk=delivery.pk).update(**values)


def _put_off(delivery: Delivery, error: str, at: datetime) -> None:
    """The server failed, not the recipient: this costs no try."""
    Delivery.objects.filter(pk=delivery.pk).update(begun=0, error=error[:300], next_try_at=at + _PAUSE)


def _drop(pk: int, at: datetime) -> None:
    """Nothing more is told of a day that is over, or to somebody who holds no role any more."""
    Delivery.objects.filter(pk=pk, state=_State.WAITING).update(state=_State.REPLACED, ended_at=at)


@transaction.atomic
def send_again(*, by: Person, delivery: Delivery, at: datetime) -> None:
    """Let a digest of today that failed be sent once more, all tries anew (the pages ask for the right)."""
    stopped = (_State.FAILED, _State.UNSURE)
    values = {"state": _State.WAITING, "tries": 0, "begun": 0, "next_try_at": at, "ended_at": None}
    if Delivery.objects.filter(pk=delivery.pk, state__in=stopped).update(**values):
        record(by=actor_ref(by), verb="send_again", kind="digest", ref=str(delivery.digest_id), at=at)
