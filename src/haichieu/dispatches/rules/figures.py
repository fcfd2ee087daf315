"""The figures of a roll-up: what each counts, and the one sign that a cell of the heat map shows."""

from dataclasses import dataclass
from enum import StrEnum


class Figure(StrEnum):
    """What assignments are counted by; every figure opens the list of exactly those assignments."""

    SENT = "sent"
    SEEN = "seen"
    #: opened, or acknowledged by a link, by telephone, on paper
    REACHED = "reached"
    ACCEPTED = "accepted"
    SILENT = "silent"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    DONE = "done"
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    SOON = "soon"


FIGURE_LABELS = {
    Figure.SENT: "Đã gửi",
    Figure.SEEN: "Tự mở xem",
    Figure.REACHED: "Đã xem hoặc báo nhận",
    Figure.ACCEPTED: "Đã nhận việc",
    Figure.SILENT: "Chưa mở",
    Figure.RETURNED: "Trả lại",
    Figure.SUBMITTED: "Chờ duyệt",
    Figure.DONE: "Đã xong",
    Figure.ON_TIME: "Nộp đúng hạn",
    Figure.LATE: "Trễ",
    Figure.OVERDUE: "Đang quá hạn",
    Figure.SOON: "Đến hạn trong 7 ngày",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many assignments there are of each figure; what was withdrawn counts nowhere."""

    sent: int = 0
    silent: int = 0
    seen: int = 0
    accepted: int = 0
    returned: int = 0
    submitted: int = 0
    done: int = 0
    #: submitted or done after their day
    finished_late: int = 0
    #: still open after their day, and still open with their day within a week
    overdue: int = 0
    soon: int = 0
    #: still to be done by the unit
    open: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNT_NAMES))

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) - getattr(other, name) for name in COUNT_NAMES))

    @property
    def reached(self) -> int:
        """Opened or acknowledged, whichever way: all that are not silent.

        >>> Counts(sent=9, silent=2, seen=3, accepted=6).reached
        7
        """
        return self.sent - self.silent

    @property
    def undone(self) -> int:
        """Work that is not finished, at the unit or at whoever decides; copies are no work."""
        return self.open + self.submitted + self.returned

    @property
    def work(self) -> int:
        """All that is to be worked on, done or not."""
        return self.undone + self.done

    @property
    def late(self) -> int:
        """Late now, or late when finished.

        >>> Counts(overdue=2, finished_late=3).late
        5
        """
        return self.overdue + self.finished_late

    @property
    def on_time(self) -> int:
        """Submitted or done by their day, or without a day."""
        return self.submitted + self.done - self.finished_late

    def of(self, figure: str) -> int:
        """The number of one figure."""
        number: int = getattr(self, figure)
        return number


COUNT_NAMES = tuple(Counts.__dataclass_fields__)


class Sign(StrEnum):
    """What one cell of the heat map says; the letter is what people read who see no colours."""

    NONE = "."
    DONE = "X"
    DONE_LATE = "x"
    SUBMITTED = "N"
    OPEN = "L"
    SILENT = "C"
    RETURNED = "T"
    OVERDUE = "Q"


SIGN_LABELS = {
    Sign.OVERDUE: "Quá hạn",
    Sign.RETURNED: "Trả lại",
    Sign.SILENT: "Chưa mở",
    Sign.OPEN: "Đang làm",
    Sign.SUBMITTED: "Chờ duyệt",
    Sign.DONE_LATE: "Xong trễ",
    Sign.DONE: "Xong đúng hạn",
    Sign.NONE: "Không giao",
}
#: from the least to the most pressing: a cell of many assignments shows the most pressing one
SIGN_ORDER = (*reversed(tuple(SIGN_LABELS)),)


def most_pressing(counts: Counts) -> Sign:
    """The sign of a cell that stands for several assignments.

    >>> most_pressing(Counts(sent=9, done=8, overdue=1)).name
    'OVERDUE'
    """
    found = (
        (Sign.OVERDUE, counts.overdue),
        (Sign.RETURNED, counts.returned),
        (Sign.SILENT, counts.silent),
        (Sign.OPEN, counts.sent - counts.done - counts.submitted),
        (Sign.SUBMITTED, counts.submitted),
        (Sign.DONE_LATE, counts.finished_late),
        (Sign.DONE, counts.done),
    )
    return next((sign for sign, number in found if number > 0), Sign.NONE)
