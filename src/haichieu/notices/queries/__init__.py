"""Every question about alerts: who is told what, by which ways, and what did not reach them."""

from haichieu.notices.queries.digests import digest_of, digest_text, last_told, own_digests, sent_digests
from haichieu.notices.queries.feed import feed_of, feed_person
from haichieu.notices.queries.health import HealthCheck, office_health
from haichieu.notices.queries.recipients import Recipient, recipients, to_decide, to_look_again
from haichieu.notices.queries.rules import OfficeRules, notice_rules, office_rules
from haichieu.notices.queries.standing import Gathered, contents_of
from haichieu.notices.queries.texts import texts_of
from haichieu.notices.queries.ways import mail_is_on, open_ways, push_is_on, push_public_key, zalo_is_on

__all__ = [
    "Gathered",
    "HealthCheck",
    "OfficeRules",
    "Recipient",
    "contents_of",
    "digest_of",
    "digest_text",
    "feed_of",
    "feed_person",
    "last_told",
    "mail_is_on",
    "notice_rules",
    "office_health",
    "office_rules",
    "open_ways",
    "own_digests",
    "push_is_on",
    "push_public_key",
    "recipients",
    "sent_digests",
    "texts_of",
    "to_decide",
    "to_look_again",
    "zalo_is_on",
]
