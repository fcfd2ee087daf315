"""By which ways a person can be reached."""

from collections.abc import Collection

from django.conf import settings

from haichieu.notices.connectors.keys import push_key
from haichieu.notices.models import Delivery, NoticeChoice, PushSubscription, ZaloLink
from haichieu.notices.rules import public_key
from haichieu.units.models import Person

Way = Delivery.Way


def mail_is_on() -> bool:
    """Whether the office named a mail server."""
    return settings.MAIL_SERVER is not None


def push_is_on() -> bool:
    """Whether browsers can be asked to show digests: it needs an address that they trust."""
    return bool(settings.PUSH_HOSTS)


def push_public_key() -> str:
    """The key that a browser asks for when it subscribes; empty where the office turned notifications off."""
    return public_key(push_key(settings.VAR)) if push_is_on() else ""


def zalo_is_on() -> bool:
    """Whether the office named its Zalo bot."""
    return bool(settings.ZALO_BOT_URL and settings.ZALO_BOT_TOKEN)


def open_ways(people: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The ways by which each of the people wants and can be reached; people with none are absent."""
    found: dict[int, list[str]] = {}
    if mail_is_on():
        refused = NoticeChoice.objects.filter(person__one_of=people, by_mail=False).values("person")
        reached = Person.objects.filter(pk__one_of=people).exclude(email="").exclude(pk__in=refused)
        for pk in reached.values_list("pk", flat=True):
            found.setdefault(pk, []).append(Way.MAIL.value)
    if push_is_on():
        browsers = PushSubscription.objects.filter(person__one_of=people)
        for pk in browsers.order_by().values_list("person", flat=True).distinct():
            found.setdefault(pk, []).append(Way.PUSH.value)
    if zalo_is_on():
        chats = ZaloLink.objects.filter(person__one_of=people).exclude(chat="")
        for pk in chats.values_list("person", flat=True):
            found.setdefault(pk, []).append(Way.ZALO.value)
    return {pk: tuple(ways) for pk, ways in found.items()}
