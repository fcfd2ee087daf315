"""Salted digests and the hash chain of the action log.

An entry's values (before and after) are digested under their own salt, which is erased together with them:
what is left then cannot be guessed by trying likely values. The entry (who, when, what, on which record) is
digested under a second salt, and a block is the hash of its predecessor and of its entries' digests in order.

Salts are used as the text they are stored as, so that a change of any stored character changes the digest.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

#: What the first block names as its predecessor.
GENESIS = "0" * 64
#: Fewest hexadecimal digits of a hash that still name a head.
SHORTEST_HEAD = 16
#: Kind and verb of the entries that say which values were erased: one for each erased entry.
LOG_ENTRY = "log_entry"
ERASE = "erase_values"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the chain holds of one entry."""

    #: number given by the database
    id: int
    #: moment of the action; None only in a damaged row
    at: datetime | None
    #: opaque id of a person, ``system:<name>``, or None
    by: str | None
    #: what was done
    verb: str
    #: kind of the record it was done to
    kind: str
    #: id of that record
    ref: str
    #: digest of the values, empty when there were none
    value_digest: str


def new_salt() -> str:
    """A fresh salt of 128 bits, as 32 hexadecimal digits.

    >>> len(new_salt())
    32
    """
    return secrets.token_hex(16)


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, ASCII, no NaN.

    Raises ``ValueError`` or ``TypeError`` for what JSON cannot hold.

    >>> canonical({"b": date(2026, 11, 5), "a": [1, None]})
    '{"a":[1,null],"b":"2026-11-05"}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def value_text(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> str:
    """The canonical text of the values of one entry, empty when there are none.

    >>> value_text(None, {"state": "done"})
    '{"after":{"state":"done"},"before":null}'
    >>> value_text(None, None)
    ''
    """
    if before is None and after is None:
        return ""
    return canonical({"before": before, "after": after})


def digest(salt: str, text: str) -> str:
    """HMAC-SHA-256 (RFC 2104) of ``text`` under ``salt``, as 64 hexadecimal digits.

    >>> digest("00", "a") == digest("00", "a") != digest("01", "a")
    True
    """
    return hmac.new(salt.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def entry_digest(salt: str, facts: EntryFacts) -> str:
    """The digest under which an entry stands in its block.

    >>> facts = EntryFacts(1, datetime(2026, 11, 5, tzinfo=UTC), "p1", "confirm", "dispatch", "7", "")
    >>> len(entry_digest("00", facts))
    64
    """
    at = facts.at and moment(facts.at)
    return digest(
        salt, canonical([facts.id, at, facts.by, facts.verb, facts.kind, facts.ref, facts.value_digest])
    )


def moment(at: datetime) -> str:
    """An aware moment in UTC to the microsecond, the same on every database.

    >>> moment(datetime(2026, 11, 5, 7, tzinfo=UTC))
    '2026-11-05T07:00:00.000000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class BlockHash:
    """Hash of a block, fed entry by entry: SHA-256 over the header and one line per entry.

    >>> block = BlockHash(1, GENESIS, datetime(2026, 11, 5, tzinfo=UTC))
    >>> block.add(5, "ab")
    >>> len(block.hexdigest())
    64
    """

    def __init__(self, number: int, previous: str, sealed_at: datetime | None) -> None:
        self._hash = hashlib.sha256(canonical([number, previous, sealed_at and moment(sealed_at)]).encode())

    def add(self, entry_id: int, digest_of_entry: str) -> None:
        """Add the next entry in the block's order."""
        self._hash.update(f"\n{entry_id} {digest_of_entry}".encode())

    def hexdigest(self) -> str:
        """The hash of all that was added so far, as 64 hexadecimal digits."""
        return self._hash.hexdigest()


def head_text(number: int, block_hash: str) -> str:
    """The chain's head as printed on certificates, reports and backups.

    >>> head_text(17, "ab" * 32)[:8]
    '17:ababa'
    """
    return f"{number}:{block_hash}"


def parse_head(text: str) -> tuple[int, str] | None:
    """Number and (possibly shortened) hash of a printed head, or None where it is not one.

    >>> parse_head(" 17:ABABABABABABABAB ")
    (17, 'abababababababab')
    >>> parse_head("17:ab") is None
    True
    """
    number, colon, block_hash = text.strip().lower().partition(":")
    if not colon or not number.isascii() or not number.isdecimal() or int(number) < 1:
        return None
    if not SHORTEST_HEAD <= len(block_hash) <= 64 or set(block_hash) - set("0123456789abcdef"):
        return None
    return int(number), block_hash
