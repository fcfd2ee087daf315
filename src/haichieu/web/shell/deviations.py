"""Findings of the layout check, part by part, as a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from haichieu.layout.checker import Deviation, Severity


@dataclass(frozen=True, slots=True)
class Findings:
    """What the layout check found in one document."""

    #: part of the document → its deviations
    parts: tuple[tuple[str, tuple[Deviation, ...]], ...]
    errors: int
    notes: int

    @classmethod
    def of(cls, deviations: Sequence[Deviation]) -> "Findings":
        """Gather deviations by the part they belong to; they come in the order of the page."""
        parts = groupby(deviations, key=lambda each: each.part)
        errors = sum(each.severity is Severity.ERROR for each in deviations)
        return cls(tuple((part, tuple(found)) for part, found in parts), errors, len(deviations) - errors)

    @property
    def is_fine(self) -> bool:
        """Whether nothing has to be mended."""
        return self.errors == 0
