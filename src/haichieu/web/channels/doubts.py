"""The one sentence above figures that should not be believed now. The figures themselves always stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haichieu.posts.models import DriftReading
from haichieu.posts.queries import standing_doubts


@dataclass(frozen=True, slots=True)
class Doubts:
    """Channels whose estimate is in doubt for a stretch of days."""

    looks: tuple[DriftReading, ...]

    @property
    def sentence(self) -> str:
        """One sentence for all of them; empty where there is nothing to doubt."""
        if not self.looks:
            return ""
        if len(self.looks) == 1:
            return f"{self.looks[0].channel.name}: {self.looks[0].sentence}"
        return (
            f"Ước lượng của máy cho {len(self.looks)} kênh đang không đáng tin; "
            "hãy đọc một mẫu bài (chứng nhận) trước khi dùng các số này."
        )

    @property
    def pks(self) -> frozenset[int]:
        """The channels in doubt."""
        return frozenset(look.channel_id for look in self.looks)


def doubts(channels: Collection[int], first: date | None = None, last: date | None = None) -> Doubts:
    """The doubts about these channels from ``first`` to ``last``, open ends reaching as far as there are days."""
    found = standing_doubts(channels=channels, first=first or date.min, last=last or date.max)
    return Doubts(tuple(found))
