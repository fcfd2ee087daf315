"""The blocks of the pages of alerts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from haichieu.notices.models import CalendarFeed, Delivery, Digest, NoticeChoice, PushSubscription, ZaloLink
from haichieu.notices.queries import (
    digest_text,
    mail_is_on,
    office_rules,
    own_digests,
    push_public_key,
    recipients,
    zalo_is_on,
)
from haichieu.notices.rules import DigestText, Quiet, Steps
from haichieu.units.models import Person
from haichieu.web.shell.days import today

SHOWN_DIGESTS = 14


@dataclass(frozen=True, slots=True)
class OwnNotices:
    """How one person is told."""

    person: Person
    quiet: Quiet
    #: the quiet hours are the person's own choice
    is_own_quiet: bool
    steps: Steps
    by_mail: bool
    mail_is_on: bool
    #: the key that a browser needs to subscribe; empty where the office turned this off
    push_key: str
    browsers: tuple[PushSubscription, ...]
    feed: CalendarFeed | None
    zalo_is_on: bool
    zalo: ZaloLink | None
    digests: tuple[Digest, ...]


def own_notices(person: Person) -> OwnNotices:
    """How the person is told today, and what they were told lately."""
    rules = office_rules(on=today())
    found = recipients(on=today(), rules=rules, only=[person.pk])
    choice = NoticeChoice.objects.filter(person=person).first()
    unit = found[0].home if found else None
    is_own = bool(choice and choice.quiet_from is not None and choice.quiet_to is not None)
    return OwnNotices(
        person,
        Quiet(choice.quiet_from, choice.quiet_to) if is_own else rules.quiet(unit),
        is_own,
        rules.steps(unit) if unit else Steps(),
        choice.by_mail if choice else True,
        mail_is_on(),
        push_public_key(),
        tuple(PushSubscription.objects.filter(person=person).order_by("-made_at")),
        CalendarFeed.objects.filter(person=person, revoked_at=None).first(),
        zalo_is_on(),
        ZaloLink.objects.filter(person=person).exclude(chat="").first(),
        tuple(own_digests(person)[:SHOWN_DIGESTS]),
    )


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One digest as its person reads it."""

    text: DigestText
    ways: tuple[Delivery, ...]


def digest_page(digest: Digest) -> DigestPage:
    """A digest with how it went out."""
    return DigestPage(digest_text(digest), tuple(digest.deliveries.order_by("way")))


@dataclass(frozen=True, slots=True)
class SentRow:
    """One line of the page of outgoing digests: who, when, how; never what."""

    name: str
    day: datetime
    ways: tuple[Delivery, ...]
    in_program: bool


STATE_LOOKS = {
    "sent": "status-done",
    "failed": "status-late",
    "unsure": "status-late",
    "waiting": "status-info",
}


def sent_rows(digests: Collection[Digest]) -> list[SentRow]:
    """The lines for some digests, whose deliveries were fetched with them."""
    return [
        SentRow(each.person.full_name, each.day, ways, not ways)
        for each in digests
        for ways in [tuple(sorted(each.deliveries.all(), key=lambda delivery: delivery.way))]
    ]
