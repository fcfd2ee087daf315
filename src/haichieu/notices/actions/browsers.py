"""Browsers that show digests: asked for by their owner, forgotten when they are gone."""

import hashlib
import json
from datetime import datetime

from django.conf import settings
from django.db import transaction

from haichieu.base.actions import record
from haichieu.notices.connectors.keys import push_key
from haichieu.notices.connectors.web_push import is_push_service, send_push
from haichieu.notices.errors import BadSubscription, Gone, NotSetUp, Refused, Unreachable
from haichieu.notices.models import Digest, PushSubscription
from haichieu.notices.queries.digests import digest_text
from haichieu.notices.queries.ways import push_is_on
from haichieu.notices.rules import PushKeys, push_words
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref

#: Browsers of one person; the oldest makes room.
MOST_BROWSERS = 10


@transaction.atomic
def subscribe_browser(
    *, by: Person, endpoint: str, point: str, secret: str, label: str, at: datetime
) -> PushSubscription:
    """Let a browser show one's own digests. Asked again, the same browser is kept once, for who asked last.

    Raises BadSubscription for an address that is no push service's and for keys that no browser makes.
    """
    if not push_is_on():
        raise NotSetUp(NotSetUp.__doc__)
    if len(endpoint) > 1000 or not is_push_service(endpoint, settings.PUSH_HOSTS):
        raise BadSubscription(
            "Nơi chuyển thông báo của trình duyệt này không có trong danh sách của cơ quan."
        )
    try:
        PushKeys(point, secret)
    except ValueError:
        raise BadSubscription(BadSubscription.__doc__) from None
    values = {
        "person": by,
        "endpoint": endpoint,
        "point": point,
        "secret": secret,
        "label": label[:80],
        "made_at": at,
    }
    kept, _ = PushSubscription.objects.update_or_create(endpoint_digest=_digest(endpoint), defaults=values)
    newest = (
        PushSubscription.objects.filter(person=by).order_by("-made_at", "-pk").values_list("pk", flat=True)
    )
    PushSubscription.objects.filter(pk__in=list(newest[MOST_BROWSERS:])).delete()
    record(by=actor_ref(by), verb="subscribe_browser", kind="push", ref=str(kept.pk), at=at)
    return kept


@transaction.atomic
def unsubscribe_browser(*, by: Person, subscription: PushSubscription, at: datetime) -> None:
    """Forget one of one's own browsers."""
    deleted, _ = PushSubscription.objects.filter(pk=subscription.pk, person=by).delete()
    if deleted:
        record(by=actor_ref(by), verb="unsubscribe_browser", kind="push", ref=str(subscription.pk), at=at)


def push_to_browsers(digest: Digest, *, at: datetime) -> None:
    """Show a digest's counts in every browser of its person; browsers that are gone are forgotten.

    Raises Refused when no browser is left that took it.
    """
    payload = json.dumps(push_words(digest_text(digest)), ensure_ascii=False).encode()
    key, refusal, shown = push_key(settings.VAR), "", 0
    for browser in PushSubscription.objects.filter(person=digest.person_id).order_by("pk"):
        if not is_push_service(browser.endpoint, settings.PUSH_HOSTS):
            continue
        try:
            send_push(
                endpoint=browser.endpoint,
                keys=PushKeys(browser.point, browser.secret),
                payload=payload,
                topic=f"d{digest.pk}",
                key=key,
                contact=settings.PUSH_CONTACT,
                at=at,
            )
            shown += 1
        except Gone:
            browser.delete()
        except (Refused, Unreachable) as error:
            refusal = str(error)
    if not shown:
        raise Refused(refusal or "Không còn trình duyệt nào nhận thông báo.")


def _digest(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
