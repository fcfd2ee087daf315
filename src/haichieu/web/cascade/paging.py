"""Pages of long lists that nobody counts: what stands here, and whether something follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from haichieu.dispatches.models import Assignment
from haichieu.web.dispatches.blocks.letter_list import Preset

ROWS = 30
#: beyond this page nobody looks; a filter finds what is there
_LAST = 400


@dataclass(frozen=True, slots=True)
class Window:
    """One page of a list."""

    rows: Sequence[Assignment]
    number: int
    has_next: bool

    @classmethod
    def of(cls, found: QuerySet[Assignment], page: str, *, rows: int = ROWS) -> "Window":
        """The page of this number; one row more is asked for to know whether a page follows."""
        number = min(max(int(page), 1), _LAST) if page.isdecimal() and len(page) < 6 else 1
        first = (number - 1) * rows
        shown = list(found[first : first + rows + 1])
        return cls(shown[:rows], number, len(shown) > rows and number < _LAST)


def presets(states: Sequence[tuple[str, str]], state: str, kept: Mapping[str, str]) -> tuple[Preset, ...]:
    """Ready-made filters that keep what was typed."""
    rest = {name: value for name, value in kept.items() if value}
    return tuple(
        Preset(label, "?" + urlencode({"state": value, **rest}), value == state) for value, label in states
    )
