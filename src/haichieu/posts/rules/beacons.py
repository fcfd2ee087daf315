"""Public beacons of randomness: networks that publish a value nobody could know, one round after another.

The time of each round is known beforehand, its value is not. A list that names a round before the round exists
gets its seed from outside: neither who froze the list nor who runs the program could choose it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from haichieu.posts.rules.errors import BadSeed

#: Least time between naming a round and its publication.
LEAST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Chain:
    """One beacon and how its rounds follow each other.

    Attributes:
        name: as its operators call it; hash: SHA-256 of its parameters, which identifies it.
        genesis: Unix time of round 1, in seconds; period: seconds from round to round.
        valid_from, valid_to: days on which it was and is to be used, `valid_to` None while it runs.
        source: where these figures are published.
    """

    name: str
    hash: str
    genesis: int
    period: int
    valid_from: date
    valid_to: date | None
    source: str


#: Beacons of drand, run by the League of Entropy; the first in force is the one that is named.
CHAINS = (
    Chain(
        name="quicknet",
        hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
        genesis=1692803367,
        period=3,
        valid_from=date(2023, 8, 23),
        valid_to=None,
        source="drand (League of Entropy), chain information of “quicknet”, as of 22/11/2026",
    ),
    Chain(
        name="default",
        hash="8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
        genesis=1595431050,
        period=30,
        valid_from=date(2020, 7, 22),
        valid_to=None,
        source="drand (League of Entropy), chain information of “default”, as of 22/11/2026",
    ),
)


@dataclass(frozen=True, slots=True)
class Beacon:
    """One round of one beacon.

    Attributes:
        chain: hash of the chain; round: its number, from 1.

    Raises:
        BadSeed: a chain that is not known here, or no such round.

    >>> Beacon(CHAINS[0].hash, 1000).at.isoformat()
    '2023-08-23T15:59:24+00:00'
    """

    chain: str
    round: int

    def __post_init__(self) -> None:
        if self.chain not in {chain.hash for chain in CHAINS}:
            raise BadSeed(
                f"Không biết nguồn ngẫu nhiên {str(self.chain)[:16]}…: hãy dùng quicknet của drand."
            )
        if type(self.round) is not int or not 0 < self.round < 1 << 40:
            raise BadSeed("Số vòng của nguồn ngẫu nhiên phải là một số nguyên dương.")

    @property
    def parameters(self) -> Chain:
        """The chain it belongs to."""
        return next(chain for chain in CHAINS if chain.hash == self.chain)

    @property
    def at(self) -> datetime:
        """The moment of its publication."""
        chain = self.parameters
        return datetime.fromtimestamp(chain.genesis, UTC) + timedelta(seconds=(self.round - 1) * chain.period)

    def to_dict(self) -> dict[str, Any]:
        """The round as it stands in a frozen list."""
        return {"chain": self.chain, "round": self.round}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Beacon":
        """Read a round back; errors as in the class, KeyError or TypeError where parts are missing."""
        return cls(record["chain"], record["round"])


def name_round(now: datetime, *, wait: timedelta = LEAST_WAIT) -> Beacon:
    """Name the round that is to give the seed of a list frozen now.

    Args:
        now: moment of the freeze, with its time zone; wait: time until the round, for the list to be made known.

    Returns:
        The first round of the chain in force that is published at `now + wait` or later.

    >>> at = datetime(2026, 11, 22, 8, tzinfo=UTC)
    >>> (name_round(at).at - at).total_seconds()
    300.0
    """
    day = now.astimezone(UTC).date()
    chain = next(c for c in CHAINS if c.valid_from <= day and (c.valid_to is None or day <= c.valid_to))
    seconds = (now + wait - datetime.fromtimestamp(chain.genesis, UTC)) / timedelta(seconds=chain.period)
    return Beacon(chain.hash, max(1, 1 - int(-seconds // 1)))
