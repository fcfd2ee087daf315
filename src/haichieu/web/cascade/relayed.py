"""Work that units hold already: a letter of our own asks for what the letter that it passes on asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from haichieu.dispatches.models import Assignment, Dispatch
from haichieu.dispatches.queries import relayed_duties
from haichieu.web.cascade.unit_rows import Chosen
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.shell.templatetags.viet import vn_number


@dataclass(frozen=True, slots=True)
class HeldAlready:
    """Of the units that are chosen for a duty, how many hold the same work by the upper letter.

    >>> HeldAlready(11, 11, "Công văn số 2315/TLĐ").words
    '11 đơn vị đang chọn đã được giao việc này theo Công văn số 2315/TLĐ; chỉ đánh dấu nếu vẫn giao thêm lần nữa.'
    """

    count: int
    of: int
    letter: str

    @property
    def is_all(self) -> bool:
        """Whether nobody would learn anything new."""
        return self.count == self.of

    @property
    def words(self) -> str:
        """What it means, and what may be done about it."""
        if self.is_all:
            said = f"{vn_number(self.count)} đơn vị đang chọn đã được giao việc này theo {self.letter}"
            return f"{said}; chỉ đánh dấu nếu vẫn giao thêm lần nữa."
        of = f"{vn_number(self.count)} trong {vn_number(self.of)} đơn vị đang chọn"
        return f"{of} đã được giao việc này theo {self.letter} và sẽ nhận thêm lần nữa, trừ khi bạn “Trừ ra”."


@dataclass(frozen=True, slots=True)
class Relayed:
    """The upper letter, and which of its duties each of ours passes on."""

    letter: str = ""
    upper: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def by(cls, letter: Dispatch) -> "Relayed":
        """What a letter of our own passes on; nothing for a letter of others."""
        found = relayed_duties(letter)
        return cls(letter_name(found[0]), found[1]) if found else cls()

    def held(self, duties: Sequence[int], chosen: Chosen) -> dict[int, HeldAlready]:
        """By duty, what the units that are to work on it hold already; copies are no work."""
        units = chosen.lead | chosen.cooperating
        asked = {self.upper[pk]: pk for pk in duties if pk in self.upper}
        if not units or not asked:
            return {}
        rows = Assignment.objects.filter(obligation__in=asked, unit__one_of=units)
        rows = rows.exclude(state=Assignment.State.WITHDRAWN).exclude(part=Assignment.Part.COPY)
        counts = rows.order_by().values_list("obligation").annotate(Count("pk"))
        return {asked[upper]: HeldAlready(count, len(units), self.letter) for upper, count in counts}
