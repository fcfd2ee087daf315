"""What a report tells about obligations: their totals and the single ones behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haichieu.reports.rules.errors import FiguresDisagree
from haichieu.reports.rules.figures import Figure


class ObligationState(StrEnum):
    """Where an obligation stood on the last counted day."""

    ON_TIME = "on_time"
    LATE = "late"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    OVERDUE = "overdue"
    STANDING = "standing"


#: State → words for a table.
STATE_NAMES = {
    ObligationState.ON_TIME: "Hoàn thành đúng hạn",
    ObligationState.LATE: "Hoàn thành sau hạn",
    ObligationState.IN_PROGRESS: "Đang thực hiện, còn hạn",
    ObligationState.NOT_STARTED: "Chưa thực hiện, còn hạn",
    ObligationState.OVERDUE: "Quá hạn, chưa hoàn thành",
    ObligationState.STANDING: "Thường xuyên",
}
_HOW = "Đếm nhiệm vụ đã xác nhận có trạng thái “{state}” vào ngày chốt số liệu"


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One obligation as the annex lists it."""

    #: What is to be done, in a line or two.
    task: str
    #: The letter that asks for it, such as “Công văn số 134/LĐLĐ ngày 09/5/2024”.
    dispatch: str
    #: The unit that has to do it.
    owner: str
    #: Last day, or None for a standing duty.
    deadline: date | None
    state: ObligationState
    #: Address of its record.
    url: str


@dataclass(frozen=True, slots=True)
class ObligationTotals:
    """Counts of obligations; the five states with a deadline add up to the total."""

    total: Figure
    on_time: Figure
    late: Figure
    in_progress: Figure
    not_started: Figure
    overdue: Figure
    #: Duties without an end, counted apart.
    standing: Figure
    #: Every obligation of the period, for the annex.
    rows: tuple[ObligationRow, ...] = ()

    def __post_init__(self) -> None:
        """Refuse totals that do not add up: a reader would find out first."""
        parts = sum(int(figure.value) for figure in self.by_state())
        if parts != self.total.value:
            raise FiguresDisagree(
                f"Số nhiệm vụ không khớp: tổng số là {self.total.text} nhưng các trạng thái cộng lại là {parts}; "
                "hãy lập lại báo cáo từ dữ liệu hiện tại."
            )

    def by_state(self) -> tuple[Figure, ...]:
        """The states with a deadline, best first."""
        return (self.on_time, self.late, self.in_progress, self.not_started, self.overdue)


def obligation_totals(
    *,
    on_time: int,
    late: int,
    in_progress: int,
    not_started: int,
    overdue: int,
    standing: int,
    link: Callable[[str], str],
    rows: tuple[ObligationRow, ...] = (),
) -> ObligationTotals:
    """Totals from plain counts; `link` gives the address of the records for total or the name of a state.

    >>> totals = obligation_totals(on_time=3, late=1, in_progress=0, not_started=0, overdue=2, standing=4,
    ...     link=lambda key: f"https://vi.example/nhiem-vu?trang-thai={key}")
    >>> totals.total.text, totals.overdue.url
    ('6', 'https://vi.example/nhiem-vu?trang-thai=overdue')
    """
    counts = {
        ObligationState.ON_TIME: on_time,
        ObligationState.LATE: late,
        ObligationState.IN_PROGRESS: in_progress,
        ObligationState.NOT_STARTED: not_started,
        ObligationState.OVERDUE: overdue,
    }
    figures = {state.value: _state_figure(state, count, link) for state, count in counts.items()}
    total = Figure(
        "obligations.total",
        sum(counts.values()),
        "Nhiệm vụ có thời hạn",
        link("total"),
        "Đếm nhiệm vụ đã xác nhận, có thời hạn, được giao hoặc còn phải thực hiện trong kỳ",
    )
    return ObligationTotals(
        total=total, standing=_state_figure(ObligationState.STANDING, standing, link), rows=rows, **figures
    )


def _state_figure(state: ObligationState, count: int, link: Callable[[str], str]) -> Figure:
    name = STATE_NAMES[state]
    return Figure(
        f"obligations.{state}",
        count,
        f"Nhiệm vụ: {name[0].lower()}{name[1:]}",
        link(state.value),
        _HOW.format(state=name),
    )
