"""Who may add which fact to a ledger: the unit itself, or the unit that gave the work."""

from datetime import datetime

from django.utils.timezone import localdate

from haichieu.dispatches.errors import BadReading, BoundaryTouched, DispatchesError, KeptOutside
from haichieu.dispatches.models import Assignment, AssignmentFact, Obligation
from haichieu.dispatches.rules import read_dispatch
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person
from haichieu.units.queries import holds_role, require

_VIA = AssignmentFact.Via
#: ways by which a unit tells the giver's officer, who writes it down
TOLD = frozenset({_VIA.TELEPHONE, _VIA.ZALO, _VIA.PAPER})


def require_unit(by: Person | None, assignment: Assignment, via: str, at: datetime) -> None:
    """The unit's own staff acts, or the giver's officer writes down what the unit told them another way."""
    if via in TOLD:
        require(by, "decide_results", assignment.giver_id, on=localdate(at))
        return
    if via != _VIA.OFFICE or not holds_role(by, assignment.unit_id, localdate(at), "answer_assignment"):
        raise NotAllowed(
            "Chỉ cán bộ của đơn vị được giao mới làm bước này; nếu đơn vị báo qua điện thoại, Zalo hoặc giấy, "
            "hãy ghi nhận theo cách đó."
        )


def require_giver(by: Person | None, assignment: Assignment, at: datetime) -> None:
    """Only the unit that gave the work, or one above it, decides about it."""
    require(by, "decide_results", assignment.giver_id, on=localdate(at))


def require_open(obligation: Obligation) -> None:
    """Only an obligation that is in force and run here can be in anybody's hands."""
    if obligation.outside_at is not None:
        raise KeptOutside(KeptOutside.__doc__)
    if obligation.removed_at is not None:
        raise DispatchesError("Việc này đã được bỏ nên không giao được nữa; hãy tải lại trang.")
    if obligation.done_at is not None:
        raise DispatchesError("Việc này đã được báo xong; muốn giao, hãy mở lại việc trước.")


def need(words: str, sentence: str) -> str:
    """The words without blanks around them; the sentence as a refusal where there are none."""
    if not words.strip():
        raise BadReading(sentence)
    return words.strip()


def refuse_boundaries(*texts: str) -> None:
    """Nothing that touches a boundary is handed on, asked for or reminded of, whatever field it is written in."""
    if any(text.strip() and read_dispatch(text).boundaries for text in texts):
        raise BoundaryTouched(BoundaryTouched.__doc__)
