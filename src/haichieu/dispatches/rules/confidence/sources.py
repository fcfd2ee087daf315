"""What a draft reading knows about where each value came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from haichieu.dispatches.rules.reading import Reading


class Source(NamedTuple):
    """How one value was found."""

    #: Name of the rule, or the rank that its writer gave it, such as 0.97.
    rule: str | float
    #: Whether it stands on words that a scanner was not sure of, or on words that are no Vietnamese.
    doubted: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading whose values have not been weighed yet."""

    #: Its `confidence` holds only what no value stands behind: fields that are blank or unreadable.
    reading: Reading
    #: Per field one source a value, in the order of the values; fields without values are left out.
    sources: Mapping[str, Sequence[Source]]
