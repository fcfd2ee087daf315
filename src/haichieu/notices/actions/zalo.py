"""Linking a chat with the office's Zalo bot by a code shown on the page and sent from the chat."""

import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from haichieu.base.actions import record
from haichieu.notices.connectors.zalo import Written, ZaloBot
from haichieu.notices.errors import NotSetUp, Refused, Unreachable
from haichieu.notices.models import ZaloLink
from haichieu.notices.queries.feed import secret_digest
from haichieu.notices.queries.ways import zalo_is_on
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref

CODE_GOOD = timedelta(minutes=15)
#: Letters and digits that nobody mistakes for each other.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE = re.compile(rf"HC-?([{_ALPHABET}]{{8}})")
#: Messages fetched in one run, and seconds that the first is waited for.
_MOST_MESSAGES = 50
_WAIT = 20


@transaction.atomic
def make_zalo_code(*, by: Person, at: datetime) -> str:
    """A code that links the chat from which it is sent; an older one dies. It is shown once."""
    if not zalo_is_on():
        raise NotSetUp(NotSetUp.__doc__)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    values = {"code_digest": secret_digest(code), "code_until": at + CODE_GOOD}
    ZaloLink.objects.update_or_create(person=by, defaults=values)
    record(by=actor_ref(by), verb="make_zalo_code", kind="person", ref=str(by.pk), at=at)
    return f"HC-{code}"


@transaction.atomic
def unlink_zalo(*, by: Person, at: datetime) -> None:
    """Forget one's own chat."""
    deleted, _ = ZaloLink.objects.filter(person=by).delete()
    if deleted:
        record(by=actor_ref(by), verb="unlink_zalo", kind="person", ref=str(by.pk), at=at)


def link_written(*, at: datetime) -> int:
    """Fetch what was written to the bot while somebody's code waits; returns how many chats were linked.

    Nothing that is written is kept: a code is compared, everything else is forgotten at once.
    """
    if not zalo_is_on() or not ZaloLink.objects.filter(code_until__gt=at).exclude(code_digest="").exists():
        return 0
    bot, linked = ZaloBot(settings.ZALO_BOT_URL, settings.ZALO_BOT_TOKEN), 0
    for number in range(_MOST_MESSAGES):
        written = _next(bot, 1 if number else _WAIT)
        if written is None:
            break
        if _link(written, at):
            linked += 1
            _answer(bot, written.chat)
    return linked


def _next(bot: ZaloBot, wait: int) -> Written | None:
    try:
        return bot.next_written(wait)
    except Unreachable:  # asked again in a minute; the code says how long it waits
        return None


@transaction.atomic
def _link(written: Written, at: datetime) -> bool:
    code = _CODE.search(written.text.upper())
    if code is None:
        return False
    waiting = ZaloLink.objects.select_for_update().filter(
        code_digest=secret_digest(code[1]), code_until__gt=at
    )
    link = waiting.first()
    if link is None:
        return False
    link.chat, link.linked_at, link.code_digest, link.code_until = written.chat, at, "", None
    link.save()
    record(by=str(link.person_id), verb="link_zalo", kind="person", ref=str(link.person_id), at=at)
    return True


def _answer(bot: ZaloBot, chat: str) -> None:
    try:
        bot.send(chat, "Đã nối với Hai Chiều. Mỗi ngày có việc, bạn nhận một tin nhắc ở đây.")
    except (Refused, Unreachable):
        return
